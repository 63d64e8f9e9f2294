// The plan is prepared as `forecast` would, repeated, and lived in a world no forecast asks for; every target
// is checked before the first life.
#include "tools/commands/synth_lab.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iterator>

#include "core/error.h"
#include "scenarios/plan/request.h"
#include "scenarios/synth/lab/layouts.h"
#include "scenarios/synth/lab/truth.h"
#include "tools/commands/account.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {
namespace {

// The folder the files go to: new or empty, so that files of two worlds never stand side by side. One that
// was made for a run that ends early goes with it.
class TargetFolder {
 public:
  explicit TargetFolder(const std::string& path) : path_(path) {
    if (path.empty())
      throw Error(Fault::usage,
                  "--weeks",
                  "several files are written, and no folder is named",
                  "name one with --out",
                  "C01");
    std::error_code failed;
    made_ = std::filesystem::create_directories(path, failed);
    if (failed || !std::filesystem::is_directory(path))
      throw Error(Fault::io, path, "cannot be made a folder", "name another with --out", "F04");
    const auto first = std::filesystem::directory_iterator(path, failed);
    if (failed) throw Error(Fault::io, path, "cannot be read", "name another folder with --out", "F04");
    if (first != std::filesystem::directory_iterator())
      throw Error(Fault::usage,
                  path,
                  "is not empty: it holds " + first->path().filename().string(),
                  "name an empty folder or a new one with --out",
                  "C03");
  }
  ~TargetFolder() {
    std::error_code ignored;
    for (const std::string& name : written_) std::filesystem::remove(place_of(name), ignored);
    if (made_) std::filesystem::remove(path_, ignored);  // only where it is empty
  }
  TargetFolder(const TargetFolder&) = delete;
  TargetFolder& operator=(const TargetFolder&) = delete;

  void write(const std::string& name, const std::string& text) {
    write_file(place_of(name), text);
    written_.push_back(name);
  }
  void keep() {
    written_.clear();
    made_ = false;
  }

 private:
  std::string place_of(const std::string& name) const {
    return (std::filesystem::path(path_) / name).string();
  }
  std::string path_;
  bool made_ = false;
  std::vector<std::string> written_;
};

// A layout asked for by name must have something to hold.
std::vector<LabFile> files_of(const Laboratory& lab, const std::vector<const LabLayout*>& layouts, bool all) {
  std::vector<LabFile> files;
  for (const LabLayout* layout : layouts) {
    std::vector<LabFile> own = lab_files(lab, *layout);
    if (own.empty() && !all)
      throw Error(Fault::usage,
                  "--layout " + std::string(layout->name()),
                  "the plan has nothing for it",
                  "plan posts or ads on its platform, or use --layout all for what there is",
                  "C01");
    std::ranges::move(own, std::back_inserter(files));
  }
  return files;
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
  TargetFolder folder(session.out);
  const Knowledge knowledge = knowledge_of(session, posting_accounts(scenario), 0);
  Laboratory lab;
  std::vector<LabFile> files;
  {
    const ProgressLine line(session);
    RunOptions options = run_options(scenario, session, line.watch());
    options.replicates = 3 + scenario.ads.size() * (2 + arguments.tests);  // lives beside the first
    lab = run_laboratory(scenario, knowledge, options, settings_of(arguments, options.seed));
    options.watch.stage("writing the files");
    files = files_of(lab, layouts, arguments.layouts == "all");
    options.watch.leave_if_asked("stopped before anything was written");
    for (const LabFile& file : files) folder.write(file.name, file.text);
    folder.write("truth.json", truth_of(lab, files).dump(1) + "\n");
    folder.keep();
  }
  say(session,
      fmt::format(
          "{} synthetic files of {} weeks and their truth written to {}: {} ad sets in {} flights, {} "
          "lift tests",
          files.size(),
          weeks_of(lab),
          session.out,
          lab.channels.size(),
          lab.plan().request.ads.size(),
          lab.tests.size()));
}

}  // namespace gs
