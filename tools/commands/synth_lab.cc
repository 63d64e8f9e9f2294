// The plan is prepared as `forecast` would, repeated, and lived in a world no forecast asks for; every target
// is checked before the first life.
#include "tools/commands/synth_lab.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "core/error.h"
#include "scenarios/plan/request.h"
#include "scenarios/synth/lab/layouts.h"
#include "scenarios/synth/lab/truth.h"
#include "tools/commands/account.h"
#include "tools/commands/results.h"

namespace gs {
namespace {

std::string target_of(const Session& session, std::string_view name) {
  return (std::filesystem::path(session.out) / fmt::format("{}.csv", name)).string();
}

std::string truth_target(const Session& session) {
  return (std::filesystem::path(session.out) / "truth.json").string();
}

void make_folder(const Session& session, const std::vector<const LabLayout*>& layouts) {
  if (session.out.empty())
    throw Error(Fault::usage,
                "--weeks",
                "several files are written, and no folder is named",
                "name one with --out",
                "C01");
  std::error_code failed;
  std::filesystem::create_directories(session.out, failed);
  if (failed || !std::filesystem::is_directory(session.out))
    throw Error(Fault::io, session.out, "cannot be made a folder", "name another with --out", "F04");
  for (const LabLayout* layout : layouts) refuse_to_overwrite(target_of(session, layout->name()));
  refuse_to_overwrite(truth_target(session));
}

// A layout asked for by name must have something to hold.
std::vector<std::pair<std::string, std::string>> texts_of(const Laboratory& lab,
                                                          const std::vector<const LabLayout*>& layouts,
                                                          bool all) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const LabLayout* layout : layouts) {
    std::string text = layout->write(lab, layout->form);
    if (text.empty() && !all)
      throw Error(Fault::usage,
                  "--layout " + std::string(layout->name()),
                  "the plan has nothing for it",
                  "plan posts or ads on its platform, or use --layout all for what there is",
                  "C01");
    if (!text.empty()) texts.emplace_back(layout->name(), std::move(text));
  }
  return texts;
}

LabSettings settings_of(const SynthLab& arguments, std::uint32_t seed) {
  LabSettings settings;
  settings.plan = {arguments.weeks, seed, arguments.budget_spread, arguments.dark_share};
  settings.outcome = arguments.outcome;
  settings.tests = arguments.tests;
  settings.world = arguments.world;
  return settings;
}

}  // namespace

void add_lab_options(CLI::App& command, SynthLab& arguments) {
  auto* weeks = command.add_option(
      "--weeks",
      arguments.weeks,
      "repeat the plan over so many weeks, live it with and without each ad set, and write a file per layout "
      "with truth.json into the folder --out");
  weeks->check(CLI::Range(1, 260));
  for (const char* other : {"--until", "--ads", "--truth", "--account", "--posts", "--days"})
    weeks->excludes(command.get_option(other));
  command
      .add_option("--outcome",
                  arguments.outcome,
                  "with --weeks: what weekly tables call conversions: visits, leads or sales")
      ->needs(weeks)
      ->capture_default_str();
  command.add_option("--tests", arguments.tests, "with --weeks: lift tests of each ad set")
      ->check(CLI::Range(0, 52))
      ->needs(weeks)
      ->capture_default_str();
  command
      .add_option("--budget-spread",
                  arguments.budget_spread,
                  "with --weeks: standard deviation of the log of a flight's budget against the plan's")
      ->check(CLI::Range(0.0, 2.0))
      ->needs(weeks)
      ->capture_default_str();
  command.add_option("--dark", arguments.dark_share, "with --weeks: share of flights that are not run")
      ->check(CLI::Range(0.0, 0.9))
      ->needs(weeks)
      ->capture_default_str();
}

void synthesise_lab(const SynthLab& arguments, const Session& session) {
  const std::vector<const LabLayout*> layouts = lab_layouts_named(arguments.layouts);
  const Scenario scenario = load_scenario(arguments.scenario, scenario_options(session, ""));
  make_folder(session, layouts);
  const Knowledge knowledge = knowledge_of(session, posting_accounts(scenario), 0);
  RunOptions options = run_options(scenario, session, {session.stop});
  options.replicates = 4 + scenario.ads.size() * (2 + arguments.tests);
  const Laboratory lab = run_laboratory(scenario, knowledge, options, settings_of(arguments, options.seed));
  const auto texts = texts_of(lab, layouts, arguments.layouts == "all");
  for (const auto& [name, text] : texts) write_file(target_of(session, name), text);
  write_file(truth_target(session), truth_of(lab).dump(1) + "\n");
  say(session,
      fmt::format(
          "{} synthetic files of {} weeks and their truth written to {}: {} ad sets in {} flights, {} "
          "lift tests",
          texts.size(),
          weeks_of(lab),
          session.out,
          lab.channels.size(),
          lab.plan().request.ads.size(),
          lab.tests.size()));
}

}  // namespace gs
