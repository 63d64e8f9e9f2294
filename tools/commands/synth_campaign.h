// What `synth --until` does: exports of a plan under way in a made-up world.
#pragma once
#include <cstdint>
#include <string>

#include "tools/commands/session.h"

namespace gs {

struct SynthCampaign {
  std::string scenario, until, ads;  // ads: file for the rows of ads
  std::uint32_t world = 1'000'000;
};
void synthesise_campaign(const SynthCampaign& arguments, const Session& session);

}  // namespace gs
