// The list of verbs, and the way out of a mistyped one.
#include "tools/commands/commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <vector>

#include "core/nearest.h"
#include "tools/commands/session.h"

namespace gs {

void add_commands(CLI::App& app, Session& session) {
  add_import(app, session);
  add_history(app, session);
  add_fit(app, session);
  add_backtest(app, session);
  add_forecast(app, session);
  add_compare(app, session);
  add_report(app, session);
  add_synth(app, session);
  add_workspace(app, session);
  add_schema(app, session);
}

std::string usage_remedy(const CLI::App& app, const std::string& message) {
  const CLI::App* command = &app;
  for (const CLI::App* sub : app.get_subcommands()) command = sub;
  std::vector<std::string> known;
  for (const CLI::Option* option : command->get_options())
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  for (const CLI::App* sub : command->get_subcommands([](const CLI::App*) { return true; }))
    known.push_back(sub->get_name());
  const auto colon = message.rfind(' ');
  const std::string word = colon == std::string::npos ? message : message.substr(colon + 1);
  const std::string near = nearest(word, known);
  const std::string all = "all options: " + command->get_display_name() + " --help";
  return near.empty() ? all : "did you mean " + near + "?   " + all;
}

}  // namespace gs
