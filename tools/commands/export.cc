// groundswell export RESULT --as FORMAT: files for other tools from a forecast written with --json or kept
// with --save.
#include <CLI/CLI.hpp>
#include <memory>

#include "scenarios/exports/exports.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

void run_export(const std::string& result, const std::string& format, const Session& session) {
  const Exported file = exported(stored_result(result, session), format, result);
  if (!session.out.empty() && !holds(session.out, file.text)) {  // the same export again is no loss
    refuse_to_overwrite(session.out);
    write_file(session.out, file.text);
  }
  if (session.json) {  // what was written where; the file itself where it was written nowhere
    nlohmann::json document{{"schema", "groundswell/export/1"},
                            {"as", format},
                            {"from", result},
                            {"file", session.out.empty() ? nlohmann::json() : nlohmann::json(session.out)},
                            {"bytes", file.text.size()},
                            {"notes", file.notes}};
    if (session.out.empty()) document["text"] = file.text;
    return print_text(document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  }
  for (const std::string& note : file.notes) say(session, "note       " + note);
  if (session.out.empty()) return print_text(file.text);
  say(session, "export     " + session.out);
}

}  // namespace

void add_export(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand("export", "a result as a file for other tools");
  auto result = std::make_shared<std::string>(), format = std::make_shared<std::string>();
  add_common_options(*command, session);
  command->add_option("result", *result, "file written with --json, or name kept with --save")->required();
  std::string about;
  for (const ExportFormat& one : export_formats())
    about += (about.empty() ? "" : "; ") + std::string(one.name) + ": " + std::string(one.about);
  command->add_option("--as", *format, about)->required();
  command->callback([result, format, &session] { run_export(*result, *format, session); });
}

}  // namespace gs
