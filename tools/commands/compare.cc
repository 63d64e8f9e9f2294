// groundswell compare BASE VARIANT...: paired differences in shared worlds.
#include "scenarios/compare.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"
#include "tools/commands/together.h"

namespace gs {

namespace {

struct CompareArguments {
  ResultArguments result;
  std::vector<std::string> files;
  double precision = 0;  // 0: as many worlds as --replicates says
};

// Standard error of P(better) that ends a comparison of which nobody said how many worlds: 200 of a toss-up,
// 50 or 100 of a clear case. Assumption.
constexpr double kUsualPrecision = 0.04;

// As many worlds again until the chances are known so well, at most --replicates.
Stopping stopping_of(const CompareArguments& arguments, RunOptions& options) {
  constexpr std::size_t kFirst = 50;  // worlds before anything is judged; assumption
  if (!(arguments.precision > 0)) return {};
  Stopping stopping{[precision = arguments.precision](std::span<const Forecast> forecasts) {
                      return imprecision_of_comparison(forecasts) <= precision;
                    },
                    options.replicates};
  options.replicates = std::min(options.replicates, kFirst);
  return stopping;
}

// Where the worlds ended before the chances were known as well as asked.
void note_imprecision(const CompareArguments& arguments,
                      const std::vector<Forecast>& forecasts,
                      nlohmann::json& document) {
  const double reached = imprecision_of_comparison(forecasts);
  if (!(arguments.precision > 0) || reached <= arguments.precision) return;
  document["notes"].push_back(
      fmt::format("after {} worlds the chances to be better are known to \u00b1 {:.3f}, not to {:.3g}: raise "
                  "--replicates",
                  forecasts.front().worlds.size(),
                  reached,
                  arguments.precision));
}

void run_compare(const CompareArguments& all, const Session& session) {
  const ResultArguments& arguments = all.result;
  const std::vector<std::string>& files = all.files;
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.report);
  std::vector<Scenario> scenarios;
  for (const std::string& file : files)
    scenarios.push_back(load_scenario(file, scenario_options(session, arguments.account)));
  const std::vector<std::string> accounts = accounts_together(scenarios);
  name_apart(scenarios);
  const Knowledge knowledge = knowledge_of(session, accounts, arguments.calibration);
  const std::vector<Forecast> forecasts = [&] {
    const ProgressLine line(session);
    // One seed for all: the base's.
    RunOptions options = run_options(scenarios.front(), session, line.watch());
    const Stopping stopping = stopping_of(all, options);
    return run_forecasts(scenarios, knowledge, options, stopping);
  }();
  nlohmann::json document = comparison_document(forecasts);
  note_imprecision(all, forecasts, document);
  document["run"] = expected_of(estimate_of(forecasts));
  document["inputs"] = nlohmann::json::array();
  for (const std::string& file : files) document["inputs"].push_back(input_of(file));
  document["forecast_of_last"] = forecast_document(forecasts.back());
  finish_result(document, arguments, accounts.front(), session);
}

}  // namespace

void add_compare(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("compare", "which plan wins, and how surely: paired differences in shared worlds");
  auto arguments = std::make_shared<CompareArguments>();
  command->add_option("scenarios", arguments->files, "base, then one or more variants")
      ->required()
      ->expected(2, 6);
  CLI::Option* precision =
      command
          ->add_option("--precision",
                       arguments->precision,
                       "stop once the chances to be better have a standard error of at most this, at the "
                       "latest after --replicates worlds; 0.04 where neither is given")
          ->check(CLI::Range(0.001, 0.5));
  add_result_options(*command, arguments->result, session);
  CLI::Option* replicates = command->get_option("--replicates");
  command->callback([arguments, precision, replicates, &session] {
    if (precision->count() == 0 && replicates->count() == 0) arguments->precision = kUsualPrecision;
    run_compare(*arguments, session);
  });
}

}  // namespace gs
