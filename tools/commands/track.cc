// groundswell track FORECAST --actuals FILE...: the plan against the facts so far, and what it will come to.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <memory>

#include "core/error.h"
#include "scenarios/document/json.h"
#include "scenarios/imports/importer.h"
#include "scenarios/plan/request.h"
#include "scenarios/report/report.h"
#include "scenarios/track/tracking.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/moments.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

struct TrackArguments {
  ResultArguments result;
  std::string forecast, as_of;
  std::vector<std::string> actuals;
  ImportOptions import;
};

[[noreturn]] void refuse_result(const std::string& name, const std::string& what) {
  throw Error(Fault::bad_input,
              name,
              what,
              "keep one with: groundswell forecast PLAN --save NAME, or --json --out FILE",
              "S17");
}

// A file written with --json or --out, else the name of a kept forecast.
nlohmann::json kept_forecast(const std::string& name, const Session& session) {
  nlohmann::json document;
  if (std::ifstream file(name, std::ios::binary); file && !std::filesystem::is_directory(name)) {
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    document = parse_json_safe(text, name).root;
  } else if (session.workspace_exists()) {
    const auto stored = open_for_reading(session).named_document("forecast", name);
    if (!stored) refuse_result(name, "neither a file nor a kept forecast");
    document = nlohmann::json::parse(stored->text);
  } else {
    refuse_result(name, "not found, and no workspace is here");
  }
  if (!document.is_object() || document.value("schema", "") != "groundswell/forecast/1")
    refuse_result(name, "not a forecast of this program");
  if (!document.contains("scenario") || !document["scenario"].is_object())
    refuse_result(name, "an older forecast that does not carry its plan");
  return document;
}

// The calibration of a plan of one account that named one; of several, their latest.
std::int64_t calibration_of(const nlohmann::json& kept, std::int64_t wanted) {
  if (wanted > 0 || !kept["calibration"].is_object() || kept["calibration"].contains("others")) return wanted;
  return std::atoll(kept["calibration"].value("id", std::string("0")).c_str());
}

std::optional<Instant> as_of(const std::string& text, const std::string& zone) {
  return text.empty() ? std::nullopt : std::optional(moment_of(text, zone, "--as-of"));
}

RunOptions options_of(const nlohmann::json& kept, const Session& session, const Watch& watch) {
  RunOptions options;
  options.replicates = kept.value("replicates", std::size_t{400});
  options.seed = kept.value("seed", std::uint32_t{1});
  options.threads = session.thread_count();
  options.watch = watch;
  options.limits = session.run_limits();
  return options;
}

void run_track(TrackArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.result.report);
  const nlohmann::json kept = kept_forecast(arguments.forecast, session);
  const Scenario scenario = parse_scenario(
      kept["scenario"].dump(2), arguments.forecast, scenario_options(session, arguments.result.account));
  const std::vector<std::string> accounts = posting_accounts(scenario);
  const Knowledge knowledge =
      knowledge_of(session, accounts, calibration_of(kept, arguments.result.calibration));
  if (arguments.import.timezone.empty()) arguments.import.timezone = scenario.timezone;
  arguments.import.limits = session.limit_values();
  std::vector<Import> exports;
  for (const std::string& file : arguments.actuals) exports.push_back(read_export(file, arguments.import));
  const Tracking tracking = [&] {
    const ProgressLine line(session);
    const RunOptions options = options_of(kept, session, line.watch());
    return run_tracking({scenario, knowledge, options, exports, as_of(arguments.as_of, scenario.timezone)});
  }();
  refuse_another_forecast(tracking, kept, arguments.forecast);
  nlohmann::json document = tracking_document(tracking);
  document["run"] = expected_of(tracking.forecast.estimate);
  document["inputs"] = nlohmann::json::array();
  if (std::filesystem::is_regular_file(arguments.forecast))
    document["inputs"].push_back(input_of(arguments.forecast));
  for (const std::string& file : arguments.actuals) document["inputs"].push_back(input_of(file));
  finish_result(document, arguments.result, accounts.front(), session);
}

}  // namespace

void add_track(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("track", "a plan under way: plan against fact so far, and what it will come to");
  auto arguments = std::make_shared<TrackArguments>();
  add_common_options(
      *command, session, {"cost", "json-bytes", "file-bytes", "line-bytes", "cell-bytes", "columns"});
  add_memory_option(*command, session);
  command->add_option("forecast", arguments->forecast, "a forecast kept with --save, or a file of --json")
      ->required();
  command->add_option(
      "--actuals", arguments->actuals, "exports of posts, ads and series since the plan began");
  command->add_option("--as-of",
                      arguments->as_of,
                      "date (its end) or time of the facts (default: the exports' latest moment)");
  command->add_option("--report", arguments->result.report, "write a report to this HTML file");
  command->add_option("--save", arguments->result.save, "keep the result in the workspace under this name");
  command
      ->add_option("--calibration",
                   arguments->result.calibration,
                   "the calibration of the forecast, where it named one")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 53));
  ImportOptions& options = arguments->import;
  command->add_option("--account", options.account, "account of exports that name none");
  command->add_option("--platform", options.platform, "platform of exports that name none");
  command->add_option("--timezone", options.timezone, "zone of the exports' times (default: the plan's)");
  command->add_option("--date-order", options.date_order, "dmy, mdy or ymd");
  command->callback([arguments, &session] { run_track(*arguments, session); });
}

}  // namespace gs
