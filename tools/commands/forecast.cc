// groundswell forecast SCENARIO: the plan's KPIs with intervals.
#include "scenarios/forecast.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "scenarios/decide/risk/risk.h"
#include "scenarios/decide/risk/sensitivity.h"
#include "scenarios/decide/risk/stress.h"
#include "scenarios/report/report.h"
#include "scenarios/track/carried.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

struct ForecastArguments {
  ResultArguments result;
  std::string file;
  bool sensitivity = false, stress = false;
  double precision = 0;  // 0: as many worlds as --replicates says
};

constexpr std::size_t kMostPrecise = 12'800;  // worlds; assumption
constexpr std::size_t kTurned = 64;           // worlds each default is turned in; assumption
constexpr std::size_t kStressed = 128;        // worlds an adverse event is lived in; assumption

void run_forecast_command(const ForecastArguments& all, const Session& session) {
  const ResultArguments& arguments = all.result;
  const std::string& file = all.file;
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.report);
  const Scenario scenario = load_scenario(file, scenario_options(session, arguments.account));
  const std::vector<std::string> accounts = posting_accounts(scenario);
  const Knowledge knowledge = knowledge_of(session, accounts, arguments.calibration);
  Forecast forecast;
  nlohmann::json document;
  {
    const ProgressLine line(session);
    const RunOptions options = run_options(scenario, session, line.watch());
    forecast = run_forecast(scenario, knowledge, options);
    if (all.precision > 0) make_precise(forecast, options, all.precision, kMostPrecise);
    document = forecast_document(forecast);
    document["risk"] = risk_of(forecast);
    if (all.stress) document["risk"]["stress"] = stress_of(forecast, options, kStressed);
    if (all.sensitivity) document["assumed"] = assumed_with_effects(forecast, options, kTurned);
  }
  document["run"] = expected_of(forecast.estimate);
  document["inputs"] = {input_of(file)};
  document["scenario"] = carried_plan(forecast);
  finish_result(document, arguments, accounts.front(), session);
}

}  // namespace

void add_forecast(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "forecast", "what a plan will deliver: KPIs with intervals, per post, day and source");
  auto arguments = std::make_shared<ForecastArguments>();
  command->add_option("scenario", arguments->file, "scenario JSON or content-plan CSV")->required();
  add_result_options(*command, arguments->result, session);
  command->add_flag(
      "--sensitivity", arguments->sensitivity, "how far each default moves the answer, over its 80 % range");
  command->add_flag(
      "--stress",
      arguments->stress,
      "what talk against the page in the middle of the plan does, and what an early answer saves");
  command
      ->add_option("--precision",
                   arguments->precision,
                   "go on until chances of targets and the worst tenth have at most this standard error")
      ->check(CLI::Range(0.0005, 0.5));
  command->callback([arguments, &session] { run_forecast_command(*arguments, session); });
}

}  // namespace gs
