// groundswell report RESULT... --out F.html: one page from results written with --json or kept with --save.
#include "scenarios/report/report.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "core/error.h"
#include "tools/commands/commands.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

void run_report(const std::vector<std::string>& names, const Session& session) {
  if (session.out.empty()) throw CLI::RequiredError("--out FILE.html");
  ReportInput input{.documents = {}, .command = session.command_line};
  for (const std::string& name : names) {
    input.documents.push_back(stored_result(name, session));
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
