// The list of verbs, and the way out of a mistyped one.
#include "tools/commands/commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "core/nearest.h"
#include "scenarios/reading/words.h"
#include "tools/commands/session.h"

namespace gs {

void add_commands(CLI::App& app, Session& session) {
  add_import(app, session);
  add_history(app, session);
  add_fit(app, session);
  add_backtest(app, session);
  add_forecast(app, session);
  add_compare(app, session);
  add_optimize(app, session);
  add_track(app, session);
  add_audience(app, session);
  add_report(app, session);
  add_explain(app, session);
  add_influencers(app, session);
  add_export(app, session);
  add_synth(app, session);
  add_batch(app, session);
  add_workspace(app, session);
  add_schema(app, session);
}

namespace {

const CLI::App* deepest(const CLI::App& app) {
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().back();
  return command;
}

// "groundswell workspace check"
std::string typed(const CLI::App& app, const CLI::App* command) {
  if (command == &app) return "groundswell";
  return typed(app, command->get_parent()) + " " + command->get_name();
}

std::vector<std::string> verbs_of(const CLI::App& command) {
  std::vector<std::string> verbs;
  for (const CLI::App* verb : command.get_subcommands([](const CLI::App*) { return true; }))
    verbs.push_back(verb->get_name());
  return verbs;
}

std::vector<std::string> options_of(const CLI::App& command) {
  std::vector<std::string> options;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
  return options;
}

// The nearest word, else the only one that begins like it.
std::string meant(const std::string& word, const std::vector<std::string>& known) {
  if (std::string near = nearest(word, known); !near.empty()) return near;
  std::vector<std::string> longer;
  std::copy_if(known.begin(), known.end(), std::back_inserter(longer), [&](const std::string& name) {
    return name.starts_with(word);
  });
  return longer.size() == 1 ? longer.front() : "";
}

std::string way_out(const std::string& word, const std::vector<std::string>& known, const std::string& all) {
  const std::string near = meant(word, known);
  return near.empty() ? all : "did you mean " + near + "?   " + all;
}

std::string in_words(const std::string& bound) {  // "0.001000" is 0.001
  return bound.find('.') == std::string::npos ? bound : fmt::format("{:g}", std::stod(bound));
}

// A value that its option cannot take, in a person's words; "" for other complaints.
std::string wrong_value(const CLI::App& command, const std::string& complaint) {
  static const std::regex kOutside("(--\\S+): Value (.*) not in range (-?[0-9.]+) to (-?[0-9.]+)");
  static const std::regex kUnread("Could not convert: (--\\S+) = (.*)");
  std::smatch found;
  if (std::regex_match(complaint, found, kOutside)) {
    const std::string low = found[3], high = found[4];
    const bool whole = low.find('.') == std::string::npos && high.find('.') == std::string::npos;
    return fmt::format("{}: {} is no {} from {} to {}",
                       found[1].str(),
                       in_quotes(found[2].str()),
                       whole ? "whole number" : "number",
                       in_words(low),
                       in_words(high));
  }
  if (!std::regex_match(complaint, found, kUnread)) return {};
  const CLI::Option* option = command.get_option_no_throw(found[1]);
  const bool flag = option != nullptr && option->get_items_expected_max() == 0;
  return found[1].str() + (flag ? " takes no value: " : ": not a number: ") + in_quotes(found[2].str());
}

}  // namespace

UsageProblem usage_problem(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* command = deepest(app);
  const std::vector<std::string> verbs = verbs_of(*command), rest = app.remaining(true);
  const std::string help = typed(app, command) + " --help", options = "all options: " + help;
  const auto option = std::find_if(
      rest.begin(), rest.end(), [](const std::string& word) { return word.size() > 1 && word[0] == '-'; });
  const auto word = std::find_if(
      rest.begin(), rest.end(), [](const std::string& text) { return text.empty() || text[0] != '-'; });
  if (!verbs.empty() && word != rest.end())
    return {in_quotes(*word) + " is not a command", way_out(*word, verbs, "all commands: " + help)};
  if (!verbs.empty()) return {"a command is missing", "one of: " + fmt::format("{}", fmt::join(verbs, ", "))};
  if (option != rest.end()) {
    const std::string name = option->substr(0, option->find('='));
    const std::vector<std::string> known = options_of(*command);
    if (std::find(known.begin(), known.end(), name) != known.end())
      return {"option " + name + " stands before the command", "write it after " + typed(app, command)};
    return {"unknown option " + shown(name), way_out(name, known, options)};
  }
  if (word != rest.end()) return {"unexpected argument " + in_quotes(*word), options};
  const std::string wrong = wrong_value(*command, error.what());
  return {wrong.empty() ? error.what() : wrong, options};
}

}  // namespace gs
