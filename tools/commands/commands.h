// The verbs: one file each, one line each in add_commands.
#pragma once
#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace gs {

struct Session;

void add_commands(CLI::App& app, Session& session);

void add_import(CLI::App& app, Session& session);
void add_history(CLI::App& app, Session& session);
void add_fit(CLI::App& app, Session& session);
void add_backtest(CLI::App& app, Session& session);
void add_forecast(CLI::App& app, Session& session);
void add_compare(CLI::App& app, Session& session);
void add_optimize(CLI::App& app, Session& session);
void add_audience(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);
void add_influencers(CLI::App& app, Session& session);
void add_export(CLI::App& app, Session& session);
void add_synth(CLI::App& app, Session& session);
void add_track(CLI::App& app, Session& session);
void add_batch(CLI::App& app, Session& session);
void add_workspace(CLI::App& app, Session& session);
void add_schema(CLI::App& app, Session& session);

// What is wrong with a command line and the way out: a mistyped verb or option is named with the nearest one.
struct UsageProblem {
  std::string what, remedy;
};
UsageProblem usage_problem(const CLI::App& app, const CLI::ParseError& error);

}  // namespace gs
