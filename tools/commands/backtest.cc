// groundswell backtest: rolling origin over the stored history, scored against every baseline.
#include "scenarios/backtest.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "core/error.h"
#include "scenarios/knowledge/follower_series.h"
#include "scenarios/report/report.h"
#include "scenarios/workspace/history.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

struct BacktestArguments {
  std::string account, from, report;
  BacktestOptions options;
};

void store_backtest(const Session& session, const std::string& account, const nlohmann::json& document) {
  if (session.read_only) return;
  Workspace workspace = open_for_writing(session, false);
  workspace.store_document({.kind = "backtest",
                            .name = "",
                            .account = account,
                            .platform = document["platform"],
                            .created_at = "",
                            .text = document.dump()});
}

void run_backtest(BacktestArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.report);
  BacktestOptions& options = arguments.options;
  options.replicates = static_cast<std::size_t>(session.replicates);
  options.seed = session.chosen_seed().value_or(1);
  options.threads = session.thread_count();
  options.limits = session.run_limits();
  if (!arguments.from.empty()) {
    const auto time = parse_iso(arguments.from);
    if (!time)
      throw Error(Fault::usage, "--from " + arguments.from, "not a date", "write it as 2026-12-07", "V06");
    options.from = time->civil;
  }
  std::vector<ObservedPost> history;
  std::string account;
  {
    const Workspace workspace = open_for_reading(session);
    account = choose_account(workspace, arguments.account);
    history = mature_posts(workspace.posts(account));
    if (!history.empty())
      history = with_followers(
          history, follower_series(days_of(workspace, account, history.front().platform), history));
  }
  nlohmann::json document = [&] {
    const ProgressLine line(session);
    options.watch = line.watch();
    return backtest_document(history, options);
  }();
  store_backtest(session, account, document);
  if (!arguments.report.empty())
    write_file(arguments.report, render_report({.documents = {document}, .command = session.command_line}));
  deliver(document, render_terminal(document, terminal_style()), session);
}

}  // namespace

void add_backtest(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand("backtest", "how good forecasts would have been on posts not yet seen");
  auto arguments = std::make_shared<BacktestArguments>();
  add_common_options(*command, session, {"cost"});
  add_simulation_options(*command, session);
  command->add_option("--account", arguments->account, "account, where history holds several");
  command->add_option("--origins", arguments->options.origins, "monthly, weekly or every:N posts")
      ->capture_default_str();
  command->add_option("--from", arguments->from, "date of the first origin");
  command->add_option("--first", arguments->options.first, "posts before the first origin")
      ->capture_default_str();
  command->add_option("--report", arguments->report, "write the trust page to this HTML file");
  command->callback([arguments, &session] { run_backtest(*arguments, session); });
}

}  // namespace gs
