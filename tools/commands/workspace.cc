// groundswell workspace check|repair|copy.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "tools/commands/account.h"
#include "tools/commands/commands.h"

namespace gs {

namespace {

nlohmann::json head(const char* what) {
  return {{"schema", "groundswell/workspace/1"},
          {"engine", GS_VERSION},
          {"seed", nullptr},
          {"inputs", nlohmann::json::array()},
          {"did", what}};
}

void check(const Session& session) {
  open_for_reading(session).check();
  deliver(head("check"), session.workspace_path() + ": every page and every row verified.\n", session);
}

void copy(const Session& session, const std::string& target) {
  open_for_reading(session).copy(target);
  deliver(head("copy"), "copied to " + target + "\n", session);
}

void repair(const Session& session, const std::string& target) {
  const std::vector<std::string> lost = repair_workspace(session.workspace_path(), target);
  nlohmann::json document = head("repair");
  document["lost"] = lost;
  std::string text = fmt::format("{} holds every row that verified; {} lost\n", target, lost.size());
  for (const std::string& line : lost) text += "  lost: " + line + "\n";
  deliver(document, text, session);
}

}  // namespace

void add_workspace(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand("workspace", "check, copy or repair a workspace file");
  command->require_subcommand(1);
  auto target = std::make_shared<std::string>();
  auto* checks = command->add_subcommand("check", "verify every page and every stored row");
  auto* copies = command->add_subcommand("copy", "copy a workspace in use, consistently");
  auto* repairs = command->add_subcommand("repair", "save every row that verifies into a new file");
  for (CLI::App* sub : {checks, copies, repairs}) add_common_options(*sub, session);
  copies->add_option("target", *target, "the new file")->required();
  repairs->add_option("target", *target, "the new file")->required();
  checks->callback([&session] { check(session); });
  copies->callback([&session, target] { copy(session, *target); });
  repairs->callback([&session, target] { repair(session, *target); });
}

}  // namespace gs
