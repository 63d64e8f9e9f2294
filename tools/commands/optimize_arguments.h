// What `groundswell optimize` is asked on the command line, checked: goal, aim and conditions, how far money
// and posts may move. Refuses (usage, C04) what cannot be meant. Reads no plan.
#pragma once
#include <string>
#include <vector>

#include "scenarios/decide/hours/slots.h"
#include "scenarios/decide/levers.h"
#include "scenarios/kpi/kpi.h"
#include "tools/commands/results.h"

namespace gs {

struct OptimizeArguments {
  ResultArguments result;
  std::string file, goal, risk = "mean", write, budget, minimum;
  std::vector<std::string> conditions;
  double target = 0, confidence = .8, bounds = .3;
  std::int64_t days = 0;
  bool free = false, hours = false, hours_only = false, has_target = false, has_confidence = false;
};

void add_optimize_options(CLI::App& command, OptimizeArguments& arguments);
// Once the command line is read: options that contradict each other are refused.
void check_together(OptimizeArguments& arguments, const CLI::App& command);

const Kpi& goal_of(const std::string& name);
Objective objective_of(const OptimizeArguments& arguments);
LeverRules rules_of(const OptimizeArguments& arguments);
SlotRules slots_of(const OptimizeArguments& arguments);
OptimizeOptions options_of(const OptimizeArguments& arguments, const Session& session);

}  // namespace gs
