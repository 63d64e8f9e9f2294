// groundswell explain SCENARIO [--by KIND | --against VARIANT]: what each part brings, or what each change
// does.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "core/error.h"
#include "scenarios/decide/explain/explanation.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

constexpr std::int64_t kUsualWorlds = 64;

struct ExplainArguments {
  ResultArguments result;
  std::string scenario, against, by = "post";
};

PartKind kind_of(const std::string& word) {
  const auto found = std::ranges::find(kPartKinds, word);
  return static_cast<PartKind>(found - std::begin(kPartKinds));
}

struct Explained {
  nlohmann::json document;
  std::string account;
};

Explained explain_parts(const ExplainArguments& arguments, const Session& session) {
  const Scenario scenario =
      load_scenario(arguments.scenario, scenario_options(session, arguments.result.account));
  const std::vector<std::string> accounts = posting_accounts(scenario);
  const Knowledge knowledge = knowledge_of(session, accounts, arguments.result.calibration);
  const ProgressLine line(session);
  RunOptions options = run_options(scenario, session, line.watch());
  const PartKind kind = kind_of(arguments.by);
  ShareOptions shares{.worlds = options.replicates, .seed = options.seed};
  const std::size_t parts =
      parts_of(scenario, prepare_forecast(scenario, knowledge, options).plan, kind).size();
  options.replicates = lives_of(parts, !scenario.ads.empty(), shares);
  const Trial trial(scenario, knowledge, options);
  nlohmann::json document =
      explanation_document(trial.forecast(), kind, contributions_of(trial, kind, shares));
  document["run"] = expected_of(trial.forecast().estimate);
  document["inputs"] = {input_of(arguments.scenario)};
  return {std::move(document), accounts.front()};
}

Explained explain_changes(const ExplainArguments& arguments, const Session& session) {
  const ScenarioOptions reading = scenario_options(session, arguments.result.account);
  const Scenario base = load_scenario(arguments.scenario, reading),
                 variant = load_scenario(arguments.against, reading);
  std::vector<std::string> accounts = posting_accounts(base);
  for (const std::string& account : posting_accounts(variant))
    if (std::ranges::find(accounts, account) == accounts.end()) accounts.push_back(account);
  const Knowledge knowledge = knowledge_of(session, accounts, arguments.result.calibration);
  const ProgressLine line(session);
  const RunOptions options = run_options(base, session, line.watch());
  const PlanChanges found = changes_between({base, variant, knowledge, reading}, options);
  nlohmann::json document = explanation_document(prepare_forecast(base, knowledge, options), variant, found);
  document["inputs"] = {input_of(arguments.scenario), input_of(arguments.against)};
  return {std::move(document), accounts.front()};
}

void run_explain(const ExplainArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.result.report);
  Explained explained =
      arguments.against.empty() ? explain_parts(arguments, session) : explain_changes(arguments, session);
  finish_result(explained.document, arguments.result, explained.account, session);
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("explain", "what each part of a plan brings, or each change of a variant");
  auto arguments = std::make_shared<ExplainArguments>();
  command->add_option("scenario", arguments->scenario, "scenario JSON or content-plan CSV")->required();
  auto* by = command->add_option("--by", arguments->by, "parts: post, creator, ad or platform")
                 ->check(CLI::IsMember({"post", "creator", "ad", "platform"}))
                 ->capture_default_str();
  command->add_option("--against", arguments->against, "a variant: what each of its changes does to the plan")
      ->excludes(by);
  add_result_options(*command, arguments->result, session);
  CLI::Option* replicates = command->get_option("--replicates");
  replicates->default_str(std::to_string(kUsualWorlds));
  command->callback([arguments, replicates, &session] {
    if (replicates->count() == 0) session.replicates = kUsualWorlds;
    run_explain(*arguments, session);
  });
}

}  // namespace gs
