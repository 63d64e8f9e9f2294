// groundswell history: what is stored, exports by account and calibrations; deletes on request.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>

#include "core/error.h"
#include "core/time/clock.h"
#include "scenarios/reading/words.h"
#include "scenarios/workspace/calibration_json.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

struct HistoryArguments {
  bool remove = false;
  std::string account, file, saved;
  std::int64_t calibration = 0;
};

nlohmann::json head() {
  return {{"schema", "groundswell/history/1"},
          {"engine", GS_VERSION},
          {"seed", nullptr},
          {"inputs", nlohmann::json::array()}};
}

std::string period_text(Instant first, Instant last) {
  return to_iso_utc(first).substr(0, 10) + " to " + to_iso_utc(last).substr(0, 10);
}

nlohmann::json export_json(const HistoryEntry& entry) {
  return {{"account", entry.account},
          {"platform", entry.platform},
          {"file", entry.file},
          {"format", entry.format_name},
          {"posts", entry.posts},
          {"first", to_iso_utc(entry.first)},
          {"last", to_iso_utc(entry.last)}};
}

std::string exports_text(const std::vector<HistoryEntry>& entries) {
  std::string text =
      fmt::format("{:<20} {:<12} {:<28} {:>6}  {}\n", "account", "platform", "export", "posts", "period");
  for (const HistoryEntry& entry : entries)
    text += fmt::format("{:<20} {:<12} {:<28} {:>6}  {}\n",
                        entry.account,
                        entry.platform,
                        entry.file,
                        entry.posts,
                        period_text(entry.first, entry.last));
  return text;
}

nlohmann::json ad_json(const AdHistoryEntry& entry) {
  const auto day = [](std::optional<Day> d) { return d ? nlohmann::json(to_text(*d)) : nlohmann::json(); };
  nlohmann::json row{{"account", entry.account},
                     {"platform", entry.platform},
                     {"file", entry.file},
                     {"format", entry.format_name},
                     {"kind", entry.kind},
                     {"cut", entry.cut},
                     {"rows", entry.rows},
                     {"first", day(entry.first)},
                     {"last", day(entry.last)}};
  if (entry.spend) row[entry.kind == "ads" ? "spend" : "value"] = to_text(*entry.spend);
  if (entry.spend) row["currency"] = entry.currency;
  return row;
}

std::string amount_text(const AdHistoryEntry& entry) {
  if (!entry.spend) return "";
  return fmt::format("{:.2f} {}",
                     static_cast<double>(entry.spend->micros) / 1e6,
                     entry.currency.empty() ? "(currency not told)" : entry.currency);
}

// Rows of one line may be added up, rows of two may tell the same money twice.
std::string ads_text(const std::vector<AdHistoryEntry>& entries) {
  if (entries.empty()) return "";
  std::string text = fmt::format("{:<20} {:<12} {:<28} {:<11} {:>7}  {:<24}  {:>20}  {}\n",
                                 "account",
                                 "platform",
                                 "export",
                                 "kind",
                                 "rows",
                                 "period",
                                 "spend or value",
                                 "each row is");
  for (const AdHistoryEntry& entry : entries)
    text += fmt::format("{:<20} {:<12} {:<28} {:<11} {:>7}  {:<24}  {:>20}  {}\n",
                        entry.account,
                        entry.platform,
                        entry.file,
                        entry.kind,
                        entry.rows,
                        entry.first ? to_text(*entry.first) + " to " + to_text(*entry.last) : "no dates",
                        amount_text(entry),
                        entry.cut);
  return text;
}

struct FittedEntry {  // one line of the second list
  std::int64_t id = 0;
  std::string fitted_at;
  Calibration calibration;
};

std::vector<FittedEntry> fitted_entries(const Workspace& workspace) {
  std::vector<FittedEntry> entries;
  for (const StoredDocument& stored : workspace.documents("calibration"))
    entries.push_back({stored.id,
                       stored.created_at,
                       calibration_from(stored.text, fmt::format("calibration {}", stored.id))});
  return entries;
}

nlohmann::json calibration_json(const FittedEntry& entry) {
  const Calibration& c = entry.calibration;
  return {{"id", entry.id},
          {"account", c.account},
          {"platform", c.platform},
          {"fitted_at", entry.fitted_at},
          {"posts", c.posts},
          {"first", to_iso_utc(c.first_post)},
          {"last", to_iso_utc(c.last_post)},
          {"converged", c.converged},
          {"reason", c.reason}};
}

std::string calibrations_text(const std::vector<FittedEntry>& entries) {
  if (entries.empty()) return "\nNo calibration stored yet.\n";
  std::string text = fmt::format("\n{:<20} {:<12} {:>11} {:<20} {:>6}  {:<24}  {}\n",
                                 "account",
                                 "platform",
                                 "calibration",
                                 "fitted",
                                 "posts",
                                 "period",
                                 "converged");
  for (const FittedEntry& entry : entries)
    text += fmt::format("{:<20} {:<12} {:>11} {:<20} {:>6}  {:<24}  {}\n",
                        entry.calibration.account,
                        entry.calibration.platform,
                        entry.id,
                        entry.fitted_at,
                        entry.calibration.posts,
                        period_text(entry.calibration.first_post, entry.calibration.last_post),
                        entry.calibration.converged ? "yes" : "NO");
  return text;
}

// Results kept by --save, oldest first; `report` and `track` take the latest of a name.
std::vector<StoredDocument> saved_results(const Workspace& workspace) {
  std::vector<StoredDocument> saved;
  const auto add = [&](const char* kind) {
    for (StoredDocument& stored : workspace.documents(kind))
      if (!stored.name.empty()) saved.push_back(std::move(stored));
  };
  for (const char* kind : kSavedKinds) add(kind);
  add("batch");
  std::ranges::sort(saved, {}, &StoredDocument::id);
  return saved;
}

nlohmann::json saved_json(const StoredDocument& stored) {
  return {{"id", stored.id}, {"name", stored.name}, {"kind", stored.kind}, {"saved_at", stored.created_at}};
}

std::string saved_text(const std::vector<StoredDocument>& saved) {
  if (saved.empty()) return "";
  std::string text = fmt::format("\n{:<20} {:<12} {:<20}\n", "saved result", "kind", "saved");
  for (const StoredDocument& stored : saved)
    text += fmt::format("{:<20} {:<12} {:<20}\n", shown(stored.name), stored.kind, stored.created_at);
  return text;
}

void list_history(const Session& session) {
  const Workspace workspace = open_for_reading(session);
  const std::vector<HistoryEntry> exports = workspace.history();
  const std::vector<FittedEntry> fitted = fitted_entries(workspace);
  const std::vector<StoredDocument> saved = saved_results(workspace);
  nlohmann::json document = head();
  const std::vector<AdHistoryEntry> ads = workspace.ad_history();
  document["exports"] = document["ads"] = document["calibrations"] = nlohmann::json::array();
  for (const HistoryEntry& entry : exports) document["exports"].push_back(export_json(entry));
  for (const AdHistoryEntry& entry : ads) document["ads"].push_back(ad_json(entry));
  for (const FittedEntry& entry : fitted) document["calibrations"].push_back(calibration_json(entry));
  document["saved"] = nlohmann::json::array();
  for (const StoredDocument& stored : saved) document["saved"].push_back(saved_json(stored));
  std::string text = !exports.empty() ? exports_text(exports) : ads.empty() ? "No posts stored yet.\n" : "";
  if (!exports.empty() && !ads.empty()) text += "\n";
  text += ads_text(ads);
  if (!exports.empty() || !fitted.empty()) text += calibrations_text(fitted);
  text += saved_text(saved);
  if (exports.empty() && ads.empty()) text += "next       " + command_for(session, "import") + " FILE\n";
  deliver(document, text, session);
}

// What was asked for, and what is there, in one line.
Error nothing_matches(const HistoryArguments& arguments, const Workspace& workspace, const Session& session) {
  std::set<std::string> accounts, files;
  for (const HistoryEntry& entry : workspace.history())
    accounts.insert(entry.account), files.insert(entry.file);
  for (const AdHistoryEntry& entry : workspace.ad_history())
    accounts.insert(entry.account), files.insert(entry.file);
  const bool by_account = !arguments.account.empty() && !accounts.contains(arguments.account);
  std::string known;
  for (const std::string& name : by_account ? accounts : files)
    known += (known.empty() ? "" : ", ") + in_quotes(name);
  const std::string asked = (arguments.account.empty() ? "" : " --account " + shell_word(arguments.account)) +
                            (arguments.file.empty() ? "" : " --file " + shell_word(arguments.file));
  return Error(Fault::bad_input,
               "--delete" + asked,
               "nothing stored matches",
               (known.empty() ? "nothing is stored"
                              : (by_account ? "stored accounts: " : "stored exports: ") + known) +
                   "; " + command_for(session, "history") + " lists all",
               "S15");
}

void delete_posts(const HistoryArguments& arguments, const Session& session) {
  Workspace workspace = open_for_writing(session, false);
  const Deleted deleted = workspace.delete_history(arguments.account, arguments.file);
  if (deleted.posts == 0 && deleted.ad_rows == 0 && deleted.observations == 0)
    throw nothing_matches(arguments, workspace, session);
  nlohmann::json document = head();
  document["deleted"] = deleted.posts;
  document["deleted_ad_rows"] = deleted.ad_rows;
  std::string text;
  if (deleted.ad_rows > 0) text += fmt::format("{} rows of ads and series deleted.\n", deleted.ad_rows);
  if (deleted.ad_rows == 0 || deleted.posts > 0)
    text +=
        fmt::format("{} posts deleted. Calibrations fitted to them stay; run fit again.\n", deleted.posts);
  deliver(document, text, session);
}

void delete_calibration(const HistoryArguments& arguments, const Session& session) {
  Workspace workspace = open_for_writing(session, false);
  if (!workspace.delete_document("calibration", arguments.calibration))
    throw Error(Fault::bad_input,
                fmt::format("--calibration {}", arguments.calibration),
                "no such calibration",
                command_for(session, "history") + " lists them",
                "S15");
  nlohmann::json document = head();
  document["deleted_calibrations"] = {arguments.calibration};
  deliver(document, fmt::format("Calibration {} deleted.\n", arguments.calibration), session);
}

void delete_saved(const HistoryArguments& arguments, const Session& session) {
  Workspace workspace = open_for_writing(session, false);
  nlohmann::json document = head();
  nlohmann::json& deleted = document["deleted_saved"] = nlohmann::json::array();
  for (const StoredDocument& stored : saved_results(workspace))
    if (stored.name == arguments.saved && workspace.delete_document(stored.kind, stored.id))
      deleted.push_back(stored.id);
  if (deleted.empty())
    throw Error(Fault::bad_input,
                "--saved " + shown(arguments.saved),
                "nothing is saved by this name",
                command_for(session, "history") + " lists what is",
                "S15");
  deliver(document, fmt::format("{} saved results deleted.\n", deleted.size()), session);
}

void delete_named(const HistoryArguments& arguments, const Session& session) {
  const bool posts = !arguments.account.empty() || !arguments.file.empty();
  const int kinds = posts + (arguments.calibration > 0) + !arguments.saved.empty();
  if (kinds != 1)
    throw Error(
        Fault::usage,
        "--delete",
        kinds > 1 ? "posts, a calibration, a saved result: several at once" : "does not say what",
        "name posts by --account and/or --file, a calibration by --calibration ID, or a saved result by "
        "--saved NAME",
        kinds > 1 ? "C02" : "C01");
  if (!arguments.saved.empty()) return delete_saved(arguments, session);
  return posts ? delete_posts(arguments, session) : delete_calibration(arguments, session);
}

}  // namespace

void add_history(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "history", "list what is stored: exports by account, and calibrations; delete on request");
  auto arguments = std::make_shared<HistoryArguments>();
  add_common_options(*command, session);
  auto* remove = command->add_flag(
      "--delete",
      arguments->remove,
      "delete the posts and ads of --account and/or --file, a --calibration, or what was --saved");
  auto* account = command->add_option("--account", arguments->account, "only posts and ads of this account");
  auto* file = command->add_option("--file", arguments->file, "only posts and ads of this export");
  auto* calibration = command->add_option("--calibration", arguments->calibration, "this calibration")
                          ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 53));
  auto* saved = command->add_option("--saved", arguments->saved, "results saved by this name");
  for (auto* what : {account, file, calibration, saved}) what->needs(remove);
  command->callback([arguments, &session] {
    return arguments->remove ? delete_named(*arguments, session) : list_history(session);
  });
}

}  // namespace gs
