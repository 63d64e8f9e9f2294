// groundswell batch merge EXPERIMENT: shards become one table, as CSV, as a database and, with --save, in the
// workspace.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>

#include "core/error.h"
#include "scenarios/batch/merge.h"
#include "scenarios/batch/results.h"
#include "scenarios/reading/words.h"
#include "tools/commands/account.h"
#include "tools/commands/batch_bench.h"

namespace gs {

namespace {

struct MergeArguments {
  BatchArguments batch;
  std::string save, save_in;
  bool partial = false, allow_duplicates = false;
};

// What every point is worth, column by column.
nlohmann::json points_json(const BatchTable& table) {
  nlohmann::json factors = nlohmann::json::object(), responses = nlohmann::json::object();
  for (std::size_t f = 0; f < table.factors.size(); ++f) {
    nlohmann::json& column = factors[table.factors[f].name] = nlohmann::json::array();
    for (std::size_t p = 0; p < table.value.rows; ++p) {
      if (table.factors[f].labels.empty())
        column.push_back(table.value(p, f));
      else
        column.push_back(table.factors[f].labels[static_cast<std::size_t>(table.value(p, f))]);
    }
  }
  const std::vector<PointWorth> worths = worths_of(table);
  const auto json_of = [](const std::optional<double>& value) {
    return value ? nlohmann::json(*value) : nlohmann::json();
  };
  for (std::size_t r = 0; r < table.responses.size(); ++r) {
    nlohmann::json worth = nlohmann::json::array(), sd = worth;
    for (std::size_t p = 0; p < table.value.rows; ++p) {
      worth.push_back(json_of(worths[p * table.responses.size() + r].worth));
      sd.push_back(json_of(worths[p * table.responses.size() + r].sd));
    }
    responses[table.responses[r].name] = {{"unit", table.responses[r].unit}, {"worth", worth}, {"sd", sd}};
  }
  return {{"factors", factors}, {"responses", responses}};
}

// A file by a result's name that is no earlier result survives.
void refuse_foreign(const std::string& path, const std::string& beginning) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return;
  std::string found(beginning.size(), '\0');
  file.read(found.data(), static_cast<std::streamsize>(found.size()));
  if (file.gcount() == 0 || found == beginning) return;
  throw Error(Fault::usage,
              path,
              "exists and is not an earlier result: would overwrite it",
              "move it away, or gather the results elsewhere with --into",
              "C03");
}

std::vector<std::string> write_results(const OpenedBatch& batch,
                                       const BatchTable& table,
                                       const std::string& hash,
                                       const Watch& watch) {
  const auto next = [&] { watch.leave_if_asked("stopped while results were written"); };
  const std::string stem = batch.beside + "/" + batch.bench.experiment.name;
  std::vector<std::string> files{
      stem + ".rows.csv", stem + ".points.csv", stem + ".columns.csv", stem + ".results.sqlite"};
  refuse_foreign(files[0], "point,");
  refuse_foreign(files[1], "point,");
  refuse_foreign(files[2], "file,column,");
  refuse_foreign(files[3], "SQLite format 3");
  next(), write_file(files[0], rows_csv(table));
  next(), write_file(files[1], points_csv(table));
  next(), write_file(files[2], columns_csv(table));
  next(), write_file(files[3], results_database(table, {batch.bench.hash, hash}));
  return files;
}

// Where --save keeps them. Opened before any file is written, so that a refusal leaves nothing behind.
Workspace workspace_for(const MergeArguments& arguments, const Session& session) {
  Session keeping = session;
  if (!arguments.save_in.empty()) keeping.workspace = arguments.save_in;
  return open_for_writing(keeping, true);
}

// What the same experiment stored by that name before gives way, so that merging again counts nothing twice.
std::optional<std::int64_t> earlier_of(const OpenedBatch& batch,
                                       const std::string& name,
                                       const Workspace& workspace) {
  const auto earlier = workspace.named_document("batch", name);
  if (!earlier) return std::nullopt;
  if (nlohmann::json::parse(earlier->text)["experiment"]["hash"] == batch.bench.hash) return earlier->id;
  throw Error(
      Fault::usage,
      "--save " + shown(name),
      "holds the results of another experiment, or of this one as it was before",
      "choose another name, or delete those first: groundswell history --delete --saved " + shell_word(name),
      "C03");
}

// Points that are not done, so far: of all how many have no world yet, and how many fewer than they want.
struct Unfinished {
  std::size_t missing = 0, partial = 0;
};
Unfinished unfinished_of(const BatchTable& table) {
  Unfinished count;
  for (const std::uint32_t point : table.unfinished) {
    const auto row = std::ranges::lower_bound(table.rows, point, {}, &BatchTable::Row::point);
    const bool begun = row != table.rows.end() && row->point == point;
    ++(begun ? count.partial : count.missing);
  }
  return count;
}

nlohmann::json document_of(const OpenedBatch& batch, const BatchTable& table, const std::string& hash) {
  nlohmann::json document = batch_head(batch, "groundswell/batch/1");
  document["result_hash"] = hash;
  document["rows"] = table.rows.size();
  document["duplicates"] = table.duplicates;
  document["points_missing"] = unfinished_of(table).missing;
  document["points_partial"] = unfinished_of(table).partial;
  document["points"] = points_json(table);
  nlohmann::json& failures = document["failures"] = nlohmann::json::array();
  for (const BatchTable::Failure& failure : table.failures)
    failures.push_back({{"point", failure.point}, {"reason", failure.reason}, {"code", failure.code}});
  return document;
}

std::string text_of(const BatchTable& table, const std::string& hash, const std::vector<std::string>& files) {
  const Unfinished left = unfinished_of(table);
  std::string text = fmt::format("{}: {} points, {} rows, {} points failed\nresult    {}\nwritten   {}\n",
                                 table.name,
                                 table.unit.rows,
                                 table.rows.size(),
                                 table.failures.size(),
                                 hash,
                                 fmt::join(files, "\n          "));
  if (left.missing + left.partial > 0)
    text += fmt::format(
        "so far    {} points are missing, {} have fewer worlds than they want\n", left.missing, left.partial);
  if (table.duplicates > 0)
    text +=
        fmt::format("twice     {} rows lay in a second shard too, equal; counted once\n", table.duplicates);
  return text;
}

void refuse_slips(const MergeArguments& arguments) {
  if (arguments.save_in.empty() || !arguments.save.empty()) return;
  throw Error(Fault::usage, "--save-in", "keeps what --save names", "give --save NAME, too", "C01");
}

void merge_command(const MergeArguments& arguments, const Session& session) {
  refuse_slips(arguments);
  refuse_to_overwrite(session.out);
  const Watch watch{session.stop};
  const OpenedBatch batch = open_batch(arguments.batch, session);
  const BatchTable table =
      table_of(batch.bench,
               batch.folder,
               {.missing = arguments.partial ? Missing::left_out : Missing::refused,
                .duplicates = arguments.allow_duplicates ? Duplicates::counted_once : Duplicates::refused,
                .watch = watch});
  const std::string hash = result_hash(batch.bench, table);
  std::optional<Workspace> workspace;
  std::optional<std::int64_t> replaced;
  if (!arguments.save.empty()) {
    workspace = workspace_for(arguments, session);
    replaced = earlier_of(batch, arguments.save, *workspace);
  }
  const std::vector<std::string> files = write_results(batch, table, hash, watch);
  nlohmann::json document = document_of(batch, table, hash);
  document["files"] = files;
  std::string text = text_of(table, hash, files);
  if (workspace) {
    workspace->store_batch({.kind = "batch",
                            .name = arguments.save,
                            .account = "",
                            .platform = "",
                            .created_at = "",
                            .text = document.dump()},
                           stored_batch(table),
                           replaced,
                           watch);
    text += fmt::format("kept      {} in {}: batch_columns, batch_settings, batch_values\n",
                        in_quotes(arguments.save),
                        arguments.save_in.empty() ? session.workspace_path() : arguments.save_in);
  }
  deliver(document, text, session);
}

}  // namespace

void add_batch_merge(CLI::App& batch, Session& session) {
  auto* command = batch.add_subcommand("merge", "gather all shards into CSV files and a database");
  auto arguments = std::make_shared<MergeArguments>();
  add_batch_arguments(*command, arguments->batch, session);
  command->add_flag("--partial", arguments->partial, "take what is there; else missing work is refused");
  command->add_flag("--allow-duplicates",
                    arguments->allow_duplicates,
                    "count worlds that lie in two shards, equal, once; else they are refused");
  command->add_option("--save", arguments->save, "keep points and rows in the workspace, by this name")
      ->check(CLI::Validator([](std::string& name) { return name.empty() ? "no name" : ""; }, "NAME"));
  command->add_option(
      "--save-in", arguments->save_in, "in this workspace instead; made where it is not there");
  command->callback([arguments, &session] { merge_command(*arguments, session); });
}

}  // namespace gs
