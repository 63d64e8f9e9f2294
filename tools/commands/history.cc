// groundswell history: what is stored, by account and export; deletes on request.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "core/time/clock.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"

namespace gs {

namespace {

struct HistoryArguments {
  bool remove = false;
  std::string account, file;
};

void list_history(const Session& session) {
  const Workspace workspace = open_for_reading(session);
  nlohmann::json rows = nlohmann::json::array();
  std::string text =
      fmt::format("{:<20} {:<12} {:<28} {:>6}  {}\n", "account", "platform", "export", "posts", "period");
  for (const HistoryEntry& entry : workspace.history()) {
    rows.push_back({{"account", entry.account},
                    {"platform", entry.platform},
                    {"file", entry.file},
                    {"format", entry.format_name},
                    {"posts", entry.posts},
                    {"first", to_iso_utc(entry.first)},
                    {"last", to_iso_utc(entry.last)}});
    text += fmt::format("{:<20} {:<12} {:<28} {:>6}  {} to {}\n",
                        entry.account,
                        entry.platform,
                        entry.file,
                        entry.posts,
                        to_iso_utc(entry.first).substr(0, 10),
                        to_iso_utc(entry.last).substr(0, 10));
  }
  if (rows.empty()) text = "No posts stored yet.\nnext       groundswell import FILE\n";
  deliver({{"schema", "groundswell/history/1"},
           {"engine", GS_VERSION},
           {"seed", nullptr},
           {"inputs", nlohmann::json::array()},
           {"exports", rows}},
          text,
          session);
}

void delete_history(const HistoryArguments& arguments, const Session& session) {
  Workspace workspace = open_for_writing(session, false);
  const std::int64_t deleted = workspace.delete_history(arguments.account, arguments.file);
  deliver({{"schema", "groundswell/history/1"},
           {"engine", GS_VERSION},
           {"seed", nullptr},
           {"inputs", nlohmann::json::array()},
           {"deleted", deleted}},
          fmt::format("{} posts deleted. Calibrations fitted to them stay; run fit again.\n", deleted),
          session);
}

}  // namespace

void add_history(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("history", "list what is stored, by account and export; delete on request");
  auto arguments = std::make_shared<HistoryArguments>();
  add_common_options(*command, session);
  auto* remove =
      command->add_flag("--delete", arguments->remove, "delete the posts of --account and/or --file");
  auto* account = command->add_option("--account", arguments->account, "only this account");
  auto* file = command->add_option("--file", arguments->file, "only this export");
  account->needs(remove);
  file->needs(remove);
  command->callback([arguments, &session] {
    if (!arguments->remove) return list_history(session);
    if (arguments->account.empty() && arguments->file.empty())
      throw CLI::RequiredError("--delete needs --account or --file");
    delete_history(*arguments, session);
  });
}

}  // namespace gs
