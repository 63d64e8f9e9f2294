// groundswell import FILE...: recognises an export, reads it into history, prints a health report.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "core/error.h"
#include "scenarios/imports/importer.h"
#include "scenarios/readiness.h"
#include "scenarios/reading/sha256.h"
#include "scenarios/reading/words.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/import_view.h"
#include "tools/commands/progress.h"

namespace gs {

namespace {

struct ImportArguments {
  std::vector<std::string> files, map;
  ImportOptions options;
  int year = 0;
};

void parse_map(ImportArguments& arguments) {
  for (const std::string& pair : arguments.map) {
    const auto equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos)
      throw Error(
          Fault::usage, "--map " + pair, "expected OUR=THEIRS", "for example --map reach=Seen", "C01");
    arguments.options.map[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
}

// What was read and how: the same file read with another zone or mapping is another import.
std::string reading_of(const Import& import, const ImportOptions& o) {
  std::string how = import.text_hash;
  for (const std::string* part : {&o.format,
                                  &o.account,
                                  &o.platform,
                                  &o.timezone,
                                  &o.currency,
                                  &o.encoding,
                                  &o.delimiter,
                                  &o.decimal,
                                  &o.date_order})
    how += "|" + *part;
  for (const auto& [ours, theirs] : o.map) how += "|" + ours + "=" + theirs;
  return sha256_hex(how + "|" + std::to_string(o.year.value_or(0)));
}

ImportRecord record_of(const Import& import, const std::string& reading) {
  return {.file = import.file,
          .format_name = import.format_name,
          .account = import.account,
          .platform = import.platform,
          .text_hash = reading,
          .imported_at = {},
          .replaces_account = import.without_ids,
          .posts = import.posts,
          .rejected_rows = import.rejected_rows,
          .ads = import.ads,
          .conversions = import.conversions,
          .days = import.days};
}

void store(Import& import, const ImportOptions& options, Workspace& workspace, const Watch& watch) {
  const std::string reading = reading_of(import, options);
  if (const auto when = workspace.imported_before(reading)) {
    import.findings.push_back({.level = Level::info,
                               .code = "",
                               .file = import.file,
                               .column = "",
                               .text = "already imported on " + when->substr(0, 10) + ", nothing changed"});
    return;
  }
  const StoreCounts counts = workspace.store_import(record_of(import, reading), watch);
  import.rows.stored = counts.stored;
  import.rows.updated = counts.updated;
}

// Seconds of reading and of storing; measured on half a million rows, two shared cores.
double reading_seconds(double bytes) { return 50e-9 * bytes; }
double storing_seconds(double bytes) { return 90e-9 * bytes; }

double size_of(const std::string& file) {
  std::error_code missing;  // said when it is read
  const auto bytes = std::filesystem::file_size(file, missing);
  return missing ? 0 : static_cast<double>(bytes);
}

// Returns what the workspace holds afterwards.
std::vector<ObservedPost> read_and_store(ImportArguments& arguments,
                                         const Session& session,
                                         std::vector<Import>& imports) {
  const ProgressLine line(session);
  const Watch watch = line.watch();
  for (const std::string& file : arguments.files)
    watch.expect(reading_seconds(size_of(file)) + storing_seconds(size_of(file)));
  for (const std::string& file : arguments.files) {
    watch.stage("reading " + std::filesystem::path(file).filename().string());
    arguments.options.watch = watch.worth(reading_seconds(size_of(file)));
    imports.push_back(read_export(file, arguments.options));
  }
  Workspace workspace =
      open_for_writing(session, true);  // only after every file was read: nothing of a refused file
  watch.stage("storing what was read");
  for (std::size_t i = 0; i < imports.size(); ++i) {
    watch.leave_if_asked("stopped between two files; those before are stored");
    const double seconds = storing_seconds(size_of(arguments.files[i]));
    store(imports[i], arguments.options, workspace, watch.worth(seconds));
  }
  return workspace.posts();
}

// Every account the imports name, with all that is stored of it; returns whether there are others.
bool judge_readiness(ImportReport& report, std::vector<ObservedPost> stored) {
  std::map<std::pair<std::string, std::string>, std::vector<ObservedPost>> named;
  for (const Import& import : report.imports)
    for (const ObservedPost& post : import.posts) named[{post.account, post.platform}];
  bool others = named.size() > 1;
  for (ObservedPost& post : stored) {
    const auto account = named.find({post.account, post.platform});
    if (account != named.end())
      account->second.push_back(std::move(post));
    else
      others = true;
  }
  for (const auto& [account, posts] : named) report.readiness.push_back(readiness_of(posts));
  return others;
}

// The command that goes on from here, as it can be typed: workspace and account where they must be named, a
// plan where only a plan can say how many people follow the account.
void name_next(ImportReport& report, bool other_accounts, const Session& session) {
  const auto ready = std::find_if(
      report.readiness.begin(), report.readiness.end(), [](const Readiness& r) { return r.can_fit; });
  if (report.readiness.empty()) {
    report.next = command_for(session, "history");
    report.about_next = "lists what is stored of ads and series; fit learns from those of its account";
    return;
  }
  if (ready == report.readiness.end()) {
    report.next = command_for(session, "import") + " MORE.csv";
    report.about_next = "or forecast from general priors: " + command_for(session, "forecast") + " PLAN.json";
    return;
  }
  report.next =
      command_for(session, "fit") + (other_accounts ? " --account " + shell_word(ready->account) : "");
  if (ready->followers_known) return;
  report.next += " --audience PLAN.json";
  report.about_next = "PLAN.json is your plan: its audience.accounts." + ready->account +
                      ".followers says how many people follow the account";
}

void run_import(ImportArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  parse_map(arguments);
  arguments.options.limits = session.limit_values();
  if (arguments.year != 0) arguments.options.year = arguments.year;
  ImportReport report;
  const bool other_accounts = judge_readiness(report, read_and_store(arguments, session, report.imports));
  name_next(report, other_accounts, session);
  deliver(import_document(report), import_text(report), session);
}

}  // namespace

void add_import(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "import", "read platform exports of posts, ads and series into history and report their health");
  auto arguments = std::make_shared<ImportArguments>();
  ImportOptions& options = arguments->options;
  add_common_options(*command, session, {"file-bytes", "line-bytes", "cell-bytes", "columns"});
  command->add_option("files", arguments->files, "exports to read")->required();
  command->add_option("--format", options.format, "export format (default: recognised by its header)");
  command->add_option("--map", arguments->map, "OUR=THEIRS: our column is theirs (repeatable)");
  command->add_option(
      "--account", options.account, "account the posts or ads belong to (default: the export's own)");
  command->add_option("--platform", options.platform, "platform of the posts");
  command->add_option("--year", arguments->year, "first year of an export without one")
      ->check(CLI::Range(2004, 2100));
  command->add_option("--timezone", options.timezone, "the account's time zone, for example Europe/Berlin");
  command->add_option("--currency", options.currency, "currency of money columns");
  command->add_option("--encoding", options.encoding, "utf-8, utf-16le, utf-16be, cp1251, cp1252");
  command->add_option("--delimiter", options.delimiter, "',' ';' or tab");
  command->add_option("--decimal", options.decimal, "'.' or ','");
  command->add_option("--date-order", options.date_order, "dmy, mdy or ymd");
  command->add_option("--skip-bad-rows", options.skip_bad_rows, "let at most N unreadable rows pass")
      ->check(CLI::Range(0, 1000000));
  command->add_flag("--strict", options.strict, "refuse implausible rows too");
  command->callback([arguments, &session] { run_import(*arguments, session); });
}

}  // namespace gs
