// groundswell forecast SCENARIO: the plan's KPIs with intervals.
#include "scenarios/forecast.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "scenarios/document/resolved.h"
#include "scenarios/report/report.h"
#include "scenarios/track/carried.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

void run_forecast_command(const ResultArguments& arguments, const std::string& file, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.report);
  const Scenario scenario = load_scenario(file, scenario_options(session, arguments.account));
  const std::vector<std::string> accounts = posting_accounts(scenario);
  const Knowledge knowledge = knowledge_of(session, accounts, arguments.calibration);
  const Forecast forecast = [&] {
    const ProgressLine line(session);
    return run_forecast(scenario, knowledge, run_options(scenario, session, line.watch()));
  }();
  nlohmann::json document = forecast_document(forecast);
  document["run"] = expected_of(forecast.estimate);
  document["inputs"] = {input_of(file)};
  document["scenario"] =
      carried_plan(resolved_scenario(file, scenario_options(session, arguments.account)), forecast);
  finish_result(document, arguments, accounts.front(), session);
}

}  // namespace

void add_forecast(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "forecast", "what a plan will deliver: KPIs with intervals, per post, day and source");
  auto arguments = std::make_shared<ResultArguments>();
  auto file = std::make_shared<std::string>();
  command->add_option("scenario", *file, "scenario JSON or content-plan CSV")->required();
  add_result_options(*command, *arguments, session);
  command->callback([arguments, file, &session] { run_forecast_command(*arguments, *file, session); });
}

}  // namespace gs
