// groundswell optimize SCENARIO --goal KPI: the best division of a budget, or the budget that reaches a
// target.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <memory>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/decide/optimization_document.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

struct OptimizeArguments {
  ResultArguments result;
  std::string file, goal, risk = "mean", write, budget, minimum;
  std::vector<std::string> conditions;
  double target = 0, confidence = .8, bounds = .3;
  bool free = false, has_target = false, has_confidence = false;
};

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

const Kpi& goal_of(const std::string& name) {
  const Kpi& kpi = kpi_named(name, "--goal");
  if (kpi.direction != Direction::more_is_better)
    refuse("--goal",
           "more of '" + name + "' is not better",
           "maximise a count, and keep '" + name + "' with --subject-to '" + name + "<=X'");
  return kpi;
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
  if (!arguments.budget.empty()) rules.total = parse_money(arguments.budget, "--budget");
  if (!arguments.minimum.empty()) rules.minimum = parse_money(arguments.minimum, "--minimum");
  return rules;
}

OptimizeOptions options_of(const OptimizeArguments& arguments, const Session& session) {
  OptimizeOptions options;
  options.proof = static_cast<std::size_t>(session.replicates);
  options.levels = {};  // within bounds the bounds tell the curve
  if (arguments.free) options.levels = {0.5, 2, 4};
  if (arguments.has_confidence) options.levels = {0.25, 0.5, 2, 4};
  return options;
}

// Worlds a search lives at most, about: for the estimate and its limits.
std::size_t worlds_of(const Division& division, const OptimizeOptions& options) {
  const std::size_t lines = division.lines.size();
  return lines * (options.levels.size() + 3) * options.curve + (options.trials + 6) * options.few +
         (options.trials / 4 + 3) * options.more + 3 * options.most;
}

void refuse_undefined(const Forecast& forecast, const Kpi& goal, const Objective& objective) {
  std::vector<const Kpi*> asked{&goal};
  for (const Condition& condition : objective.conditions) asked.push_back(find_kpi(condition.kpi));
  for (const Kpi* kpi : asked)
    if (!parts_of(forecast).have(kpi->needs))
      throw Error(Fault::bad_input,
                  forecast.scenario.file,
                  "the plan has no '" + std::string(kpi->name) + "': " + std::string(kpi->formula),
                  "add what it needs to the plan (an offer, ads), or name another KPI",
                  "S04");
}

// The plan, and where it has many people a coarser one to search on: what is found is proved on the plan.
class Tries {
 public:
  Tries(const Scenario& scenario,
        const Knowledge& knowledge,
        const RunOptions& run,
        std::size_t search_worlds)
      : trial_(scenario, knowledge, run) {
    const auto coarse = coarser(trial_, kSearchAgents);
    if (!coarse) return;
    RunOptions search = run;
    search.replicates = search_worlds;
    coarse_.emplace(*coarse, knowledge, search);
  }
  const Trial& plan() const { return trial_; }
  double searched_people_per_agent() const {
    return (coarse_ ? *coarse_ : trial_).plan().audience.people_per_agent;
  }
  Evaluator evaluator(const Kpi& goal, const std::vector<Condition>& conditions, std::uint32_t fresh) const {
    Evaluator proof = evaluator_of(trial_, goal, conditions);
    if (!coarse_) return proof;
    return search_then_proof(evaluator_of(*coarse_, goal, conditions), std::move(proof), fresh);
  }

 private:
  Trial trial_;
  std::optional<Trial> coarse_;
};

nlohmann::json sought_document(const OptimizeArguments& arguments,
                               const Tries& tries,
                               const Division& division,
                               const OptimizeOptions& options,
                               Spend& answer) {
  const Kpi& goal = goal_of(arguments.goal);
  const Scenario& scenario = tries.plan().forecast().scenario;
  LeverRules rules = rules_of(arguments);
  const Evaluator evaluate = tries.evaluator(goal, division.objective.conditions, options.fresh);
  if (!arguments.has_confidence) {
    const Optimum optimum = optimize(division, evaluate, options);
    answer = optimum.answer;
    return optimization_document({tries.plan().forecast(), goal, division, rules, options}, optimum);
  }
  Seek seek{.usual = division, .at = {}, .confidence = arguments.confidence};
  constexpr std::int64_t kWidest = 8;  // times the plan's budget, where nobody names the most
  seek.most = rules.total.value_or(Money{division.total.micros * kWidest});
  seek.at = [&](Money total) -> std::optional<Division> {
    LeverRules at = rules;
    at.total = total;
    try {
      Division other = division_of(scenario, at);
      other.objective = division.objective;
      return other;
    } catch (const Error&) {
      return {};
    }
  };
  const Sought sought = seek_budget(seek, evaluate, options);
  answer = sought.spend;
  return optimization_document({tries.plan().forecast(), goal, division, rules, options}, seek, sought);
}

void write_variant(const OptimizeArguments& arguments, const Scenario& scenario, const Spend& answer) {
  if (arguments.write.empty()) return;
  namespace fs = std::filesystem;
  const fs::path folder = fs::absolute(arguments.write).parent_path();
  const std::string extends = fs::absolute(arguments.file).lexically_relative(folder).generic_string();
  write_file(arguments.write, dump_pretty(variant_document(scenario, extends, answer)) + "\n");
}

void run_optimize(OptimizeArguments arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.result.report);
  if (!arguments.write.empty() && std::filesystem::exists(arguments.write))
    throw Error(
        Fault::usage, arguments.write, "exists", "choose another name, or remove the file first", "C03");
  const Kpi& goal = goal_of(arguments.goal);
  const Objective objective = objective_of(arguments);
  const Scenario scenario =
      load_scenario(arguments.file, scenario_options(session, arguments.result.account));
  const std::vector<std::string> accounts = posting_accounts(scenario);
  const Knowledge knowledge = knowledge_of(session, accounts, arguments.result.calibration);
  LeverRules rules = rules_of(arguments);
  if (arguments.has_confidence) rules.total.reset();
  Division division = division_of(scenario, rules);
  division.objective = objective;
  const OptimizeOptions options = options_of(arguments, session);
  Spend answer;
  nlohmann::json document = [&] {
    const ProgressLine line(session);
    RunOptions run = run_options(scenario, session, line.watch());
    run.replicates = 3 * options.proof;
    const Tries tries(scenario, knowledge, run, worlds_of(division, options));
    refuse_undefined(tries.plan().forecast(), goal, objective);
    nlohmann::json found = sought_document(arguments, tries, division, options, answer);
    found["search"]["people_per_agent"] = tries.searched_people_per_agent();
    found["run"] = expected_of(tries.plan().forecast().estimate);
    return found;
  }();
  document["inputs"] = {input_of(arguments.file)};
  write_variant(arguments, scenario, answer);
  if (!arguments.write.empty() && !arguments.has_confidence && !document["better"].get<bool>())
    say(session, arguments.write + " changes nothing: the plan is the answer");
  finish_result(document, arguments.result, accounts.front(), session);
}

void add_options(CLI::App& command, OptimizeArguments& a) {
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
  command.add_option("--minimum", a.minimum, "least an ad gets if it runs (default: 1 a day)");
  command.add_option(
      "--write", a.write, "write the optimised plan here: a variant that forecast and compare take");
}

}  // namespace

void add_optimize(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "optimize", "where the money does most: the best division of a budget, or the budget for a target");
  auto arguments = std::make_shared<OptimizeArguments>();
  add_options(*command, *arguments);
  add_result_options(*command, arguments->result, session);
  command->callback([arguments, command, &session] {
    arguments->has_target = command->count("--target") > 0;
    arguments->has_confidence = command->count("--confidence") > 0;
    if (arguments->has_target && !arguments->has_confidence && arguments->risk != "probability")
      refuse("--target",
             "is asked neither a budget for it nor its chance",
             "add --confidence P for the smallest budget, or --risk probability");
    if (arguments->free && command->count("--bounds") > 0)
      refuse("--free", "has no bounds", "leave out --bounds, or --free");
    if (arguments->has_confidence && !arguments->has_target)
      refuse("--confidence", "of what target?", "add --target N");
    run_optimize(*arguments, session);
  });
}

}  // namespace gs
