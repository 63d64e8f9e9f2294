// groundswell audience SCENARIO: grows the people of a plan and describes them; --export writes them as
// GraphML.
#include <CLI/CLI.hpp>
#include <memory>

#include "core/error.h"
#include "scenarios/audience/audience_document.h"
#include "scenarios/audience/graphml.h"
#include "scenarios/forecast.h"
#include "scenarios/report/audience_table.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

struct AudienceArguments {
  std::string scenario, account, file;
  bool stats = false;
  std::int64_t sample = 0;
};

// The plan's people, refused where they would not keep the memory limit.
Plan grown_plan(const Scenario& scenario, const Knowledge& knowledge, RunOptions options) {
  options.replicates = 1;
  Forecast prepared = prepare_forecast(scenario, knowledge, options);
  const RunEstimate& estimate = prepared.estimate;
  refuse_too_large(estimate, {.bytes = options.limits.bytes}, scenario.file);
  options.watch.stage("growing the audience");
  const double seconds = estimate.people_seconds / estimate.threads;
  options.watch.expect(seconds);
  grow_people(prepared.plan, options.watch.worth(seconds));
  return std::move(prepared.plan);
}

AudienceNames names_of(const Plan& plan) {
  if (plan.request.portrait) return gs::names_of(*plan.request.portrait);
  const PlannedPage& page = plan.request.pages.front();
  return {{"everybody"}, {page.platform}, {page.platform + "/" + page.account}};
}

void run_audience(const AudienceArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.file);
  if (arguments.sample > 0 && arguments.file.empty())
    throw Error(
        Fault::usage, "--sample", "says how many people to export", "name a file with --export", "C02");
  const Scenario scenario = load_scenario(arguments.scenario, scenario_options(session, arguments.account));
  const Knowledge knowledge = knowledge_of(session, posting_accounts(scenario), 0);
  nlohmann::json document;
  {
    const ProgressLine line(session);
    const RunOptions options = run_options(scenario, session, line.watch());
    const Plan plan = grown_plan(scenario, knowledge, options);
    if (!arguments.file.empty())
      write_file(arguments.file,
                 graphml({.audience = plan.audience,
                          .names = names_of(plan),
                          .file = arguments.file,
                          .sample = arguments.sample,
                          .seed = options.seed}));
    options.watch.stage("describing the audience");
    document = audience_document({.audience = plan.audience,
                                  .names = names_of(plan),
                                  .stats = arguments.stats,
                                  .seed = options.seed,
                                  .watch = options.watch.worth(0)});
  }
  document["name"] = scenario.name;
  document["inputs"] = {input_of(arguments.scenario)};
  deliver(document, audience_text(document, terminal_style()), session);
  if (!arguments.file.empty()) say(session, "export     " + arguments.file);
}

}  // namespace

void add_audience(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand("audience", "who there is: people, links, accounts and their overlap");
  auto arguments = std::make_shared<AudienceArguments>();
  add_common_options(*command, session, {"json-bytes"});
  add_memory_option(*command, session);
  command->add_option("scenario", arguments->scenario, "scenario JSON or content-plan CSV")->required();
  command->add_flag(
      "--stats", arguments->stats, "also what takes long: components, cores, clustering, opinion leaders");
  command->add_option("--export", arguments->file, "write people and links to this GraphML file");
  command->add_option("--sample", arguments->sample, "export so many people only, drawn by the seed")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 31));
  command->add_option("--account", arguments->account, "account of a content-plan CSV");
  command->callback([arguments, &session] { run_audience(*arguments, session); });
}

}  // namespace gs
