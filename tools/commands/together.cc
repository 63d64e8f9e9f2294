// What must hold of plans that are compared.
#include "tools/commands/together.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/error.h"
#include "scenarios/plan/request.h"

namespace gs {

namespace {

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

}  // namespace

void name_apart(std::vector<Scenario>& scenarios) {
  std::map<std::string, int> times;
  for (Scenario& scenario : scenarios) {
    if (++times[scenario.name] == 1) continue;
    scenario.name += " (" + std::filesystem::path(scenario.file).stem().string() + ")";
    if (const int n = ++times[scenario.name]; n > 1) scenario.name += " (" + std::to_string(n) + ")";
  }
}

std::vector<std::string> accounts_together(const std::vector<Scenario>& scenarios) {
  refuse_two_currencies(scenarios);
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

}  // namespace gs
