// Every option is checked here, with the way out; what contradicts another is refused before anything is
// read.
#include "tools/commands/optimize_arguments.h"

#include <CLI/CLI.hpp>
#include <charconv>

#include "core/error.h"
#include "core/nearest.h"

namespace gs {
namespace {

[[noreturn]] void refuse(const std::string& option, const std::string& what, const std::string& remedy) {
  throw Error(Fault::usage, option, what, remedy, "C04");
}

double number_of(const std::string& text, const std::string& option) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    refuse(option, "'" + text + "' is not a number", "for example 20 or 0.1");
  return value;
}

const Kpi& kpi_named(const std::string& name, const std::string& option) {
  if (const Kpi* kpi = find_kpi(name)) return *kpi;
  std::vector<std::string> known;
  for (const Kpi& kpi : kpis()) known.emplace_back(kpi.name);
  const std::string near = nearest(name, known);
  refuse(option,
         "'" + name + "' is not a KPI",
         near.empty() ? "the KPIs stand in the result of groundswell forecast --json"
                      : "did you mean '" + near + "'?");
}

double share_in(const std::string& text, const std::string& option) {
  const double share = number_of(text, option);
  if (!(share > 0 && share <= 1))
    refuse(option, text + " is not a share of the worlds", "for example cvar:0.1");
  return share;
}

// "cpl<=20", "reach>=5000", "cvar:0.1>=300" (the goal's mean over its worst tenth of worlds).
Condition condition_of(const std::string& text, const std::string& goal) {
  const std::size_t at = text.find_first_of("<>");
  if (at == std::string::npos || at == 0 || at + 2 >= text.size() || text[at + 1] != '=')
    refuse("--subject-to", "'" + text + "' is not KPI<=X or KPI>=X", "for example --subject-to 'cpl<=20'");
  Condition condition{.kpi = text.substr(0, at), .at_most = text[at] == '<'};
  condition.limit = number_of(text.substr(at + 2), "--subject-to");
  if (condition.kpi.starts_with("cvar:")) {
    condition.worst_share = share_in(condition.kpi.substr(5), "--subject-to");
    condition.kpi = goal;
    if (condition.at_most) refuse("--subject-to", "a floor of bad worlds is >=", "cvar:0.1>=X");
  }
  kpi_named(condition.kpi, "--subject-to");
  return condition;
}

// An amount of money somebody typed: a slip is one of the command line.
Money amount_of(const std::string& text, const std::string& option) {
  Money amount;
  try {
    amount = parse_money(text, option);
  } catch (const Error&) {
    refuse(option, "'" + text + "' is not an amount of money", "for example 250 or 99.50");
  }
  if (amount.micros <= 0) refuse(option, text + " is no money", "an amount above 0");
  return amount;
}

struct Clash {
  bool is;
  const char *option, *what, *remedy;
};

void refuse_first(const std::vector<Clash>& clashes) {
  for (const Clash& clash : clashes)
    if (clash.is) refuse(clash.option, clash.what, clash.remedy);
}

}  // namespace

const Kpi& goal_of(const std::string& name) {
  const Kpi& kpi = kpi_named(name, "--goal");
  if (kpi.direction != Direction::more_is_better)
    refuse("--goal",
           "more of '" + name + "' is not better",
           "maximise a count, and keep '" + name + "' with --subject-to '" + name + "<=X'");
  return kpi;
}

Objective objective_of(const OptimizeArguments& arguments) {
  Objective objective;
  if (arguments.risk.starts_with("cvar:")) {
    objective.aim = Aim::worst_share;
    objective.worst_share = share_in(arguments.risk.substr(5), "--risk");
  } else if (arguments.risk == "probability" || arguments.has_confidence) {
    if (!arguments.has_target) refuse("--risk", "a probability needs a target", "add --target N");
    objective.aim = Aim::probability;
  } else if (arguments.risk != "mean") {
    refuse("--risk", "'" + arguments.risk + "' is none of mean, probability, cvar:Q", "for example cvar:0.1");
  }
  objective.target = arguments.target;
  for (const std::string& text : arguments.conditions)
    objective.conditions.push_back(condition_of(text, arguments.goal));
  return objective;
}

LeverRules rules_of(const OptimizeArguments& arguments) {
  LeverRules rules{.bounds = arguments.bounds, .free = arguments.free};
  if (!arguments.budget.empty()) rules.total = amount_of(arguments.budget, "--budget");
  if (!arguments.minimum.empty()) rules.minimum = amount_of(arguments.minimum, "--minimum");
  return rules;
}

SlotRules slots_of(const OptimizeArguments& arguments) { return {.days = arguments.days}; }

OptimizeOptions options_of(const OptimizeArguments& arguments, const Session& session) {
  OptimizeOptions options;
  options.proof = static_cast<std::size_t>(session.replicates);
  options.levels = {};  // within bounds the bounds tell the curve
  if (arguments.free) options.levels = {0.5, 2, 4};
  if (arguments.has_confidence) options.levels = {0.25, 0.5, 2, 4};
  return options;
}

void add_optimize_options(CLI::App& command, OptimizeArguments& a) {
  command.add_option("scenario", a.file, "scenario JSON")->required();
  command.add_option("--goal", a.goal, "KPI to have more of, for example leads")->required();
  command.add_option(
      "--budget", a.budget, "total to divide (default: the plan's); with --confidence the most to look at");
  command.add_option("--target", a.target, "the goal's target");
  command
      .add_option(
          "--confidence", a.confidence, "seek the smallest budget that meets --target with this probability")
      ->check(CLI::Range(0.01, 0.99));
  command
      .add_option("--subject-to",
                  a.conditions,
                  "'cpl<=20', 'reach>=5000' (medians), 'cvar:0.1>=300' (the goal's worst worlds)")
      ->allow_extra_args(false);
  command.add_option(
      "--risk", a.risk, "mean, probability (of --target), cvar:Q (mean of the worst share Q of worlds)");
  command.add_option("--bounds", a.bounds, "how far an ad may move from its own budget, as a share")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command.add_flag("--free", a.free, "no bounds: an ad gets nothing, or at least --minimum");
  command.add_flag("--hours", a.hours, "also choose the hours posts go out, after the money");
  command.add_flag(
      "--hours-only", a.hours_only, "choose the hours posts go out and leave the money as it is");
  command
      .add_option("--days", a.days, "with the hours: a post may move by up to so many days within the plan")
      ->check(CLI::Range(0, 30))
      ->capture_default_str();
  command.add_option(
      "--minimum", a.minimum, "with --free or --confidence: least an ad gets if it runs (default: 1 a day)");
  command.add_option(
      "--write", a.write, "write the optimised plan here: a variant that forecast and compare take");
}

void check_together(OptimizeArguments& a, const CLI::App& command) {
  a.has_target = command.count("--target") > 0;
  a.has_confidence = command.count("--confidence") > 0;
  const bool moves = a.hours || a.hours_only, bounds = command.count("--bounds") > 0;
  refuse_first({
      {a.has_target && !a.has_confidence && a.risk != "probability",
       "--target",
       "is asked neither a budget for it nor its chance",
       "add --confidence P for the smallest budget, or --risk probability"},
      {a.free && bounds, "--free", "has no bounds", "leave out --bounds, or --free"},
      {a.has_confidence && !a.has_target, "--confidence", "of what target?", "add --target N"},
      {!a.minimum.empty() && !a.free,
       "--minimum",
       "within bounds an ad keeps most of what it has",
       "add --free, or leave it out"},
      {moves && a.has_confidence,
       "--confidence",
       "seeks a budget, and moves no posts",
       "leave out the hours; choose them afterwards, at the budget found"},
      {a.hours_only && (a.free || bounds || !a.budget.empty()),
       "--hours-only",
       "leaves the money as it is",
       "say --hours to divide it, too"},
      {a.hours && a.hours_only,
       "--hours-only",
       "beside --hours, which divides the money, too",
       "say one of them"},
      {command.count("--days") > 0 && !moves, "--days", "of what?", "add --hours or --hours-only"},
  });
}

}  // namespace gs
