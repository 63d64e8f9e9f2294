// What `synth --weeks` does: a season of exports of a plan that goes on and on, with its truth beside them.
#pragma once
#include <cstdint>
#include <string>

#include "tools/commands/session.h"

namespace gs {

struct SynthLab {
  std::string scenario, layouts, outcome = "sales";
  std::uint32_t weeks = 0, tests = 2, world = 1'000'000;
  double budget_spread = 0.5, dark_share = 0.2;
};
void add_lab_options(CLI::App& command, SynthLab& arguments);

// A file of each layout and truth.json into the folder --out.
void synthesise_lab(const SynthLab& arguments, const Session& session);

}  // namespace gs
