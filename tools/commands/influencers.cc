// groundswell influencers SCENARIO --budget X: the placements with creators that add most people per fee.
#include <CLI/CLI.hpp>
#include <memory>

#include "core/error.h"
#include "scenarios/decide/creators/creators.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

constexpr std::int64_t kUsualWorlds = 64;

struct InfluencersArguments {
  ResultArguments result;
  std::string scenario, budget;
  std::int64_t most = 0;  // 0: as many as the budget pays
};

void run_influencers(const InfluencersArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.result.report);
  if (arguments.budget.empty() && arguments.most == 0)
    throw Error(Fault::usage, "influencers", "nothing limits the choice", "give --budget X or --k N", "C02");
  const Scenario scenario =
      load_scenario(arguments.scenario, scenario_options(session, arguments.result.account));
  ChoiceOptions choice;
  if (!arguments.budget.empty()) choice.budget = parse_money(arguments.budget, "--budget");
  if (choice.budget && choice.budget->micros < 0)
    throw Error(
        Fault::usage, "--budget", arguments.budget + " is no money", "for example --budget 250", "C02");
  if (arguments.most > 0) choice.most = static_cast<std::size_t>(arguments.most);
  refuse_nothing_to_choose(scenario, choice);
  const std::vector<std::string> accounts = posting_accounts(scenario);
  const Knowledge knowledge = knowledge_of(session, accounts, arguments.result.calibration);
  nlohmann::json document;
  {
    const ProgressLine line(session);
    RunOptions options = run_options(scenario, session, line.watch());
    choice.worlds = options.replicates;
    options.replicates = lives_of_choice(scenario.seeding.size(), choice);
    const Trial trial(scenario, knowledge, options);
    document = influencers_document(trial, choice, choose_creators(trial, choice));
    document["run"] = expected_of(trial.forecast().estimate);
  }
  document["inputs"] = {input_of(arguments.scenario)};
  finish_result(document, arguments.result, accounts.front(), session);
}

}  // namespace

void add_influencers(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("influencers", "which placements with creators add most people for their fees");
  auto arguments = std::make_shared<InfluencersArguments>();
  command->add_option("scenario", arguments->scenario, "scenario JSON whose seeding lists the candidates")
      ->required();
  command->add_option("--budget", arguments->budget, "most to pay in fees");
  command->add_option("--k", arguments->most, "most placements")->check(CLI::Range(1, 64));
  add_result_options(*command, arguments->result, session);
  CLI::Option* replicates = command->get_option("--replicates");
  replicates->default_str(std::to_string(kUsualWorlds));
  command->callback([arguments, replicates, &session] {
    if (replicates->count() == 0) session.replicates = kUsualWorlds;
    run_influencers(*arguments, session);
  });
}

}  // namespace gs
