// groundswell report RESULT... --out F.html: one page from results written with --json or kept with --save.
#include "scenarios/report/report.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>

#include "core/error.h"
#include "scenarios/document/json.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"

namespace gs {

namespace {

nlohmann::json result_of(const std::string& name, const Session& session) {
  std::ifstream file(name, std::ios::binary);
  if (file) {
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    return parse_json_safe(text, name).root;
  }
  if (session.workspace_exists()) {
    const Workspace workspace = open_for_reading(session);
    for (const char* kind : {"forecast", "comparison", "optimization"})
      if (const auto stored = workspace.named_document(kind, name))
        return nlohmann::json::parse(stored->text);
  }
  throw Error(Fault::bad_input,
              name,
              "not found, neither as a file nor as a saved result",
              "write one with: groundswell forecast PLAN --json --out FILE, or --save NAME",
              "F01");
}

void run_report(const std::vector<std::string>& names, const Session& session) {
  if (session.out.empty()) throw CLI::RequiredError("--out FILE.html");
  ReportInput input{.documents = {}, .command = session.command_line};
  for (const std::string& name : names) {
    input.documents.push_back(result_of(name, session));
    const std::string schema = input.documents.back().value("schema", "");
    if (!schema.starts_with("groundswell/"))
      throw Error(Fault::bad_input,
                  name + " /schema",
                  "not a Groundswell result",
                  "give a file written with --json",
                  "S17");
  }
  refuse_to_overwrite(session.out);
  write_file(session.out, render_report(input));
  say(session, "report     " + session.out);
}

}  // namespace

void add_report(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand("report", "one HTML page from results (--out FILE.html)");
  auto names = std::make_shared<std::vector<std::string>>();
  add_common_options(*command, session);
  command->add_option("results", *names, "files written with --json, or names kept with --save")->required();
  command->callback([names, &session] { run_report(*names, session); });
}

}  // namespace gs
