// groundswell compare BASE VARIANT...: paired differences in shared worlds.
#include "scenarios/compare.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "core/error.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

// Tables tell plans apart by name; a variant that inherits its base's is named by its file, too.
void name_apart(std::vector<Scenario>& scenarios) {
  std::map<std::string, int> times;
  for (Scenario& scenario : scenarios) {
    if (++times[scenario.name] == 1) continue;
    scenario.name += " (" + std::filesystem::path(scenario.file).stem().string() + ")";
    if (const int n = ++times[scenario.name]; n > 1) scenario.name += " (" + std::to_string(n) + ")";
  }
}

// Amounts of two currencies cannot be set against each other; a plan without money has none.
void refuse_two_currencies(const std::vector<Scenario>& scenarios) {
  const Scenario* first = nullptr;
  for (const Scenario& scenario : scenarios) {
    if (scenario.ads.empty() && scenario.seeding.empty() && scenario.costs.empty() && !scenario.offer)
      continue;
    if (first == nullptr) first = &scenario;
    if (scenario.currency != first->currency)
      throw Error(Fault::bad_input,
                  scenario.file + " /currency",
                  "'" + scenario.currency + "' here, '" + first->currency + "' in " + first->file,
                  "compare plans in one currency",
                  "V10");
  }
}

// Of all plans together; a plan that shares no account with the base is of another page.
std::vector<std::string> accounts_of(const std::vector<Scenario>& scenarios) {
  std::vector<std::string> all = posting_accounts(scenarios.front());
  const std::vector<std::string> base = all;
  for (const Scenario& scenario : scenarios) {
    bool shared = false;
    for (const std::string& account : posting_accounts(scenario)) {
      shared = shared || std::ranges::find(base, account) != base.end();
      if (std::ranges::find(all, account) == all.end()) all.push_back(account);
    }
    if (!shared)
      throw Error(Fault::bad_input,
                  scenario.file,
                  "plans another account than the base ('" + posting_accounts(scenario).front() + "')",
                  "compare plans of one brand",
                  "S15");
  }
  return all;
}

void run_compare(const ResultArguments& arguments,
                 const std::vector<std::string>& files,
                 const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.report);
  std::vector<Scenario> scenarios;
  for (const std::string& file : files)
    scenarios.push_back(load_scenario(file, scenario_options(session, arguments.account)));
  refuse_two_currencies(scenarios);
  const std::vector<std::string> accounts = accounts_of(scenarios);
  name_apart(scenarios);
  const Knowledge knowledge = knowledge_of(session, accounts, arguments.calibration);
  const std::vector<Forecast> forecasts = [&] {
    const ProgressLine line(session);
    // One seed for all: the base's.
    return run_forecasts(scenarios, knowledge, run_options(scenarios.front(), session, line.watch()));
  }();
  nlohmann::json document = comparison_document(forecasts);
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
  auto arguments = std::make_shared<ResultArguments>();
  auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("scenarios", *files, "base, then one or more variants")->required()->expected(2, 6);
  add_result_options(*command, *arguments, session);
  command->callback([arguments, files, &session] { run_compare(*arguments, *files, session); });
}

}  // namespace gs
