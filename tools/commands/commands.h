// The verbs: one file each, one line each in add_commands.
#pragma once
#include <string>

namespace CLI {
class App;
}

namespace gs {

struct Session;

void add_commands(CLI::App& app, Session& session);

void add_import(CLI::App& app, Session& session);
void add_history(CLI::App& app, Session& session);
void add_fit(CLI::App& app, Session& session);
void add_backtest(CLI::App& app, Session& session);
void add_forecast(CLI::App& app, Session& session);
void add_compare(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_synth(CLI::App& app, Session& session);
void add_workspace(CLI::App& app, Session& session);
void add_schema(CLI::App& app, Session& session);

// "did you mean --replicates?" for a mistyped option or verb, else where all options stand.
std::string usage_remedy(const CLI::App& app, const std::string& message);

}  // namespace gs
