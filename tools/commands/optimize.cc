// groundswell optimize SCENARIO --goal KPI: the best division of a budget and the best hours for its posts,
// or the budget that reaches a target.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "core/error.h"
#include "scenarios/decide/hours/hours_document.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/optimize_arguments.h"
#include "tools/commands/progress.h"

namespace gs {

namespace {

// All that is asked of one plan.
struct Question {
  const OptimizeArguments& arguments;
  const Scenario& scenario;
  const Kpi& goal;
  Objective objective;
  LeverRules rules;
  Division division;  // no lines: the money stays as it is
  OptimizeOptions options;
  bool hours() const { return arguments.hours || arguments.hours_only; }
  bool money() const { return !division.lines.empty(); }
};

struct Answer {
  nlohmann::json document;
  nlohmann::json patch = nlohmann::json::object();  // of the plan
};

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
        const Kpi& goal,
        std::size_t search_worlds)
      : trial_(scenario, knowledge, run) {
    RunOptions search = run;
    search.replicates = search_worlds;
    const auto search_on = [&](double agents) {
      if (const auto coarse = coarser(trial_, agents))
        coarse_.emplace(*coarse, knowledge, search);
      else
        coarse_.reset();
    };
    search_on(kSearchAgents);
    if (!coarse_) return;
    if (const double agents = agents_to_search(*coarse_, goal); agents > kSearchAgents) search_on(agents);
  }
  const Forecast& forecast() const { return trial_.forecast(); }
  double searched_people_per_agent() const {
    return (coarse_ ? *coarse_ : trial_).plan().audience.people_per_agent;
  }
  Evaluator evaluator(const Kpi& goal, const std::vector<Condition>& conditions, std::uint32_t fresh) const {
    Evaluator proof = evaluator_of(trial_, goal, conditions);
    if (!coarse_) return proof;
    return search_then_proof(evaluator_of(*coarse_, goal, conditions), std::move(proof), fresh);
  }

  TimetableEvaluator timetables(const std::vector<MovablePost>& posts,
                                const Wanted& wanted,
                                const Spend& spend,
                                std::uint32_t fresh) {
    TimetableEvaluator proof = timetable_evaluator(trial_, posts, wanted, spend);
    if (!coarse_) return proof;
    return [search = timetable_evaluator(*coarse_, posts, wanted, spend), proof, fresh](
               const Timetable& timetable, Worlds worlds) {
      return (worlds.first < fresh ? search : proof)(timetable, worlds);
    };
  }

 private:
  Trial trial_;
  std::optional<Trial> coarse_;
};

Seek seek_of(const Question& question) {
  Seek seek{.usual = question.division, .at = {}, .confidence = question.arguments.confidence};
  constexpr std::int64_t kWidest = 8;  // times the plan's budget, where nobody names the most
  seek.most = rules_of(question.arguments).total.value_or(Money{question.division.total.micros * kWidest});
  seek.at = [&question](Money total) -> std::optional<Division> {
    LeverRules at = question.rules;
    at.total = total;
    try {
      Division other = division_of(question.scenario, at);
      other.objective = question.objective;
      return other;
    } catch (const Error&) {
      return {};
    }
  };
  return seek;
}

Answer sought(const Question& question, const Tries& tries) {
  const Seek seek = seek_of(question);
  const Evaluator evaluate =
      tries.evaluator(question.goal, question.objective.conditions, question.options.fresh);
  const Sought found = seek_budget(seek, evaluate, question.options);
  const Asked asked{tries.forecast(), question.goal, question.division, question.rules, question.options};
  return {optimization_document(asked, seek, found), patch_of(question.scenario, found.spend)};
}

// Hours at the money's answer, proved on the same fresh worlds: of these the search for hours saw no more
// than whether the other money was better.
void add_hours(const Question& question, const std::optional<Optimum>& money, Tries& tries, Answer& answer) {
  const Spend spend = money ? money->answer : given_spend(question.scenario);
  const SlotRules rules = slots_of(question.arguments);
  const std::vector<MovablePost> posts = movable_posts(tries.forecast(), rules);
  HoursOptions options;
  options.proof = question.options.proof, options.fresh = question.options.fresh;
  const TimetableEvaluator lived =
      tries.timetables(posts, wanted(question.goal, question.objective.conditions), spend, options.fresh);
  const Timetable given(posts.size(), 0);
  const TimetableEvaluator evaluate = [&](const Timetable& timetable, Worlds worlds) {
    const bool known = money && worlds.first == options.fresh && timetable == given;
    return known ? money->answer_delivered : lived(timetable, worlds);
  };
  const HoursOptimum found = optimize_hours(posts, question.objective, evaluate, options);
  const Asked asked{tries.forecast(), question.goal, question.division, question.rules, question.options};
  if (!money) answer.document = document_without_money(asked, found.given_delivered);
  put_hours({asked, posts, rules, options},
            found,
            money ? money->reference_delivered : found.given_delivered,
            answer.document);
  answer.patch.merge_patch(patch_of(question.scenario, posts, found.answer));
}

Answer answered(const Question& question, Tries& tries) {
  if (question.arguments.has_confidence) return sought(question, tries);
  Answer answer;
  std::optional<Optimum> money;
  if (question.money()) {
    const Evaluator evaluate =
        tries.evaluator(question.goal, question.objective.conditions, question.options.fresh);
    money = optimize(question.division, evaluate, question.options);
    answer.document = optimization_document(
        {tries.forecast(), question.goal, question.division, question.rules, question.options}, *money);
    answer.patch = patch_of(question.scenario, money->answer);
  }
  if (question.hours()) add_hours(question, money, tries, answer);
  return answer;
}

void write_variant(const OptimizeArguments& arguments,
                   const Scenario& scenario,
                   const Answer& answer,
                   const Session& session) {
  if (arguments.write.empty()) return;
  namespace fs = std::filesystem;
  const fs::path folder = fs::absolute(arguments.write).parent_path();
  const std::string extends = fs::absolute(arguments.file).lexically_relative(folder).generic_string();
  write_file(arguments.write, dump_pretty(variant_document(scenario, extends, answer.patch)) + "\n");
  say(session,
      "variant    " + arguments.write +
          (answer.patch.empty() ? " (changes nothing: the plan is the answer)" : ""));
}

Question question_of(const OptimizeArguments& arguments, const Scenario& scenario, const Session& session) {
  Question question{.arguments = arguments,
                    .scenario = scenario,
                    .goal = goal_of(arguments.goal),
                    .objective = objective_of(arguments),
                    .rules = rules_of(arguments),
                    .division = {},
                    .options = options_of(arguments, session)};
  const bool nothing_to_divide = scenario.ads.empty() && scenario.seeding.empty();
  if (arguments.hours_only || (arguments.hours && nothing_to_divide && arguments.budget.empty())) {
    question.division.total = sum_of(given_spend(scenario));
    question.rules.bounds = 0;
  } else {
    if (arguments.has_confidence) question.rules.total.reset();
    question.division = division_of(scenario, question.rules);
  }
  question.division.objective = question.objective;
  return question;
}

std::size_t searched_worlds(const Question& question) {
  const std::size_t money = question.money() ? worlds_of(question.division, question.options) : 0;
  return money +
         (question.hours() ? worlds_of(question.scenario.plan.size(), slots_of(question.arguments), {}) : 0);
}

// Where one simulated person stands for more of the goal than a world has, curves are told by single worlds.
void note_rare(const Kpi& goal, nlohmann::json& document) {
  const nlohmann::json& mean = document["before"]["mean"];
  const double each = document["search"]["people_per_agent"].get<double>();
  if (!mean.is_number() || !is_rare(goal, mean.get<double>(), each)) return;
  document["notes"].push_back(fmt::format(
      "{} are rare here: the search simulates one person for {:.3g}, so its curves are rough; search "
      "for what there is more of (clicks, reach), the proof stands either way",
      goal.title,
      each));
}

void refuse_targets(const OptimizeArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.result.report);
  if (!arguments.write.empty() && std::filesystem::exists(arguments.write))
    throw Error(
        Fault::usage, arguments.write, "exists", "choose another name, or remove the file first", "C03");
}

void run_optimize(const OptimizeArguments& arguments, const Session& session) {
  refuse_targets(arguments, session);
  goal_of(arguments.goal), objective_of(arguments), rules_of(arguments);  // slips before files
  const Scenario scenario =
      load_scenario(arguments.file, scenario_options(session, arguments.result.account));
  const std::vector<std::string> accounts = posting_accounts(scenario);
  const Knowledge knowledge = knowledge_of(session, accounts, arguments.result.calibration);
  const Question question = question_of(arguments, scenario, session);
  Answer answer = [&] {
    const ProgressLine line(session);
    RunOptions run = run_options(scenario, session, line.watch());
    run.replicates =
        (question.money() ? 3 : 1) * question.options.proof + (question.hours() ? question.options.proof : 0);
    Tries tries(scenario, knowledge, run, question.goal, searched_worlds(question));
    refuse_undefined(tries.forecast(), question.goal, question.objective);
    Answer found = answered(question, tries);
    found.document["search"]["people_per_agent"] = tries.searched_people_per_agent();
    note_rare(question.goal, found.document);
    found.document["run"] = expected_of(tries.forecast().estimate);
    return found;
  }();
  answer.document["inputs"] = {input_of(arguments.file)};
  write_variant(arguments, scenario, answer, session);
  finish_result(answer.document, arguments.result, accounts.front(), session);
}

}  // namespace

void add_optimize(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("optimize",
                         "where the money does most, and which hours: the best division of a budget, "
                         "the best times for the posts, or the budget for a target");
  auto arguments = std::make_shared<OptimizeArguments>();
  add_optimize_options(*command, *arguments);
  add_result_options(*command, arguments->result, session);
  command->callback([arguments, command, &session] {
    check_together(*arguments, *command);
    run_optimize(*arguments, session);
  });
}

}  // namespace gs
