// Options and endings of commands that forecast.
#include "tools/commands/results.h"

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <clocale>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "core/error.h"
#include "scenarios/document/json.h"
#include "tools/commands/account.h"

namespace gs {

namespace {

// The documents of the report: the result, the forecast of the last plan of a comparison, the latest
// backtest.
std::vector<nlohmann::json> report_documents(const nlohmann::json& document,
                                             const std::string& account,
                                             const Session& session) {
  std::vector<nlohmann::json> documents{document};
  if (document.contains("forecast_of_last")) documents.push_back(document["forecast_of_last"]);
  if (!session.workspace_exists()) return documents;
  if (const auto backtest = open_for_reading(session).latest_document("backtest", account))
    documents.push_back(nlohmann::json::parse(backtest->text));
  return documents;
}

std::string kind_of(const nlohmann::json& document) {
  const std::string schema = document["schema"];  // groundswell/KIND/1
  const std::string kind = schema.substr(schema.find('/') + 1);
  return kind.substr(0, kind.find('/'));
}

}  // namespace

void add_result_options(CLI::App& command, ResultArguments& arguments, Session& session) {
  add_common_options(command, session, {"cost", "json-bytes"});
  add_simulation_options(command, session);
  command.add_option("--report", arguments.report, "write a report to this HTML file");
  command.add_option("--save", arguments.save, "keep the result in the workspace under this name");
  command.add_option("--calibration", arguments.calibration, "use this calibration, not the latest")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 53));
  command.add_option("--account", arguments.account, "account of a content-plan CSV");
}

nlohmann::json expected_of(const RunEstimate& estimate) {
  return {{"estimate",
           {{"memory_bytes", std::round(estimate.bytes())},
            {"seconds", std::round(estimate.seconds() * 1000) / 1000}}}};
}

RunOptions run_options(const Scenario& scenario, const Session& session, const Watch& watch) {
  RunOptions options;
  options.replicates = static_cast<std::size_t>(session.replicates);
  options.threads = session.thread_count();
  options.seed = session.chosen_seed().value_or(static_cast<std::uint32_t>(scenario.seed.value_or(1)));
  options.watch = watch;
  options.limits = session.run_limits();
  return options;
}

TerminalStyle terminal_style() {
  TerminalStyle style;
  const bool terminal = stdout_is_terminal();
  style.colour = terminal && std::getenv("NO_COLOR") == nullptr;
  std::setlocale(LC_CTYPE, "");
  style.utf8 = !terminal || std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  winsize size{};
  if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.columns = std::min<int>(100, size.ws_col);
  return style;
}

nlohmann::json stored_result(const std::string& name, const Session& session) {
  std::ifstream file(name, std::ios::binary);
  if (file) {
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    return parse_json_safe(text, name).root;
  }
  if (session.workspace_exists()) {
    const Workspace workspace = open_for_reading(session);
    for (const char* kind : {"forecast", "comparison", "explanation", "influencers"})
      if (const auto stored = workspace.named_document(kind, name))
        return nlohmann::json::parse(stored->text);
  }
  throw Error(Fault::bad_input,
              name,
              "not found, neither as a file nor as a saved result",
              "write one with: groundswell forecast PLAN --json --out FILE, or --save NAME",
              "F01");
}

void finish_result(nlohmann::json& document,
                   const ResultArguments& arguments,
                   const std::string& account,
                   const Session& session) {
  if (!arguments.report.empty()) {
    const ReportInput input{.documents = report_documents(document, account, session),
                            .command = session.command_line};
    write_file(arguments.report, render_report(input));
    say(session, "report     " + arguments.report);
  }
  document.erase("forecast_of_last");
  if (!arguments.save.empty()) {
    Workspace workspace = open_for_writing(session, false);
    workspace.store_document({.kind = kind_of(document),
                              .name = arguments.save,
                              .account = account,
                              .platform = "",
                              .created_at = "",
                              .text = document.dump()});
  }
  deliver(document, render_terminal(document, terminal_style()), session);
}

}  // namespace gs
