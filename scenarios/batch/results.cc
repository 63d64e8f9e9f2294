// A real has a point or an exponent, so that whoever guesses types from the first rows guesses right. CSV by
// appending; the database is made in memory and handed over as bytes, so that a file appears whole or
// not at all. Limit: the results must fit into memory.
#include "scenarios/batch/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/summary.h"
#include "scenarios/batch/experiment.h"
#include "scenarios/exports/rows.h"
#include "scenarios/reading/spreadsheet.h"
#include "scenarios/workspace/sqlite.h"

namespace gs {
namespace {

using sqlite::Cell;

void add_number(std::string& text, double value) {
  if (std::isnan(value)) return;
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  text.append(digits, end);
  if (std::find_if(digits, end, [](char c) { return c == '.' || c == 'e'; }) == end) text += ".0";
}
void add_whole(std::string& text, std::uint32_t value) {
  char digits[16];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}
std::string number_text(const std::optional<double>& value) {
  std::string text;
  if (value) add_number(text, *value);
  return text;
}

// A factor's value as the plan had it: the label where it has one.
std::string value_text(const BatchTable& table, std::size_t point, std::size_t factor) {
  const double value = table.value(point, factor);
  const std::vector<std::string>& labels = table.factors[factor].labels;
  return labels.empty() ? number_text(value) : labels[static_cast<std::size_t>(value)];
}

// A text as a cell: words as they are, anything else quoted, nothing that a spreadsheet would compute.
std::string text_of(const std::string& text) {
  const auto plain = [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || std::string_view(" _.:@/").find(c) != std::string_view::npos;
  };
  const bool word = std::ranges::all_of(text, plain) && !text.starts_with('@');
  return word ? text : csv_text(text);
}

constexpr const char* kInThisWorld = "in this world; empty where undefined";

const BatchTable::Failure* failure_of(const BatchTable& table, std::uint32_t point) {
  const auto found = std::ranges::lower_bound(table.failures, point, {}, &BatchTable::Failure::point);
  return found != table.failures.end() && found->point == point ? &*found : nullptr;
}

std::string state_of(const BatchTable& table, std::uint32_t point, std::size_t worlds) {
  if (failure_of(table, point) != nullptr) return "failed";
  if (!std::ranges::binary_search(table.unfinished, point)) return "done";
  return worlds > 0 ? "partial" : "missing";
}

std::string reason_of(const BatchTable& table, std::uint32_t point) {
  const BatchTable::Failure* failure = failure_of(table, point);
  return failure == nullptr ? "" : failure->reason;
}

std::string value_cell(const BatchTable& table, std::size_t point, std::size_t factor) {
  const std::string text = value_text(table, point, factor);
  return table.factors[factor].labels.empty() ? text : text_of(text);
}

PointWorth worth_of(std::vector<double>& values, const BatchResponse& response) {
  PointWorth worth{.worlds = values.size()};
  std::erase_if(values, [](double value) { return std::isnan(value); });
  worth.defined = values.size();
  if (values.empty()) return worth;
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  const double n = static_cast<double>(values.size());
  worth.mean = sum / n;
  for (const double value : values) squares += (value - *worth.mean) * (value - *worth.mean);
  if (values.size() > 1) worth.sd = std::sqrt(squares / (n - 1));
  std::ranges::sort(values);
  worth.worth = response.level ? quantile_sorted(values, *response.level) : *worth.mean;
  return worth;
}

// Columns of points.csv beside the factors': the worth under the response's own name, mean, sd, worlds.
struct Column {
  std::string name, unit, meaning;
};
std::vector<Column> worth_columns(const BatchResponse& response) {
  const std::string over = " over the point's worlds in which it is defined";
  return {{response.name,
           response.unit,
           (response.level ? fmt::format("quantile {}", *response.level) : "mean") + over},
          {response.name + ".mean", response.unit, "mean" + over},
          {response.name + ".sd", response.unit, "standard deviation" + over},
          {response.name + ".defined", "worlds", "worlds of the point in which it is defined"}};
}

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

Cell cell_of(double value) { return std::isnan(value) ? Cell{} : Cell{value}; }
Cell cell_of(const std::optional<double>& value) { return value ? cell_of(*value) : Cell{}; }

std::string marks(std::size_t count) {
  std::string text = "?";
  for (std::size_t i = 1; i < count; ++i) text += ",?";
  return text;
}

void put_head(sqlite::Database& database, const BatchTable& table, const ResultStamp& stamp) {
  database.run(
      "CREATE TABLE batch_experiment(name TEXT NOT NULL, design TEXT NOT NULL, base_points INTEGER NOT NULL, "
      "paired INTEGER NOT NULL, experiment_hash TEXT NOT NULL, result_hash TEXT NOT NULL, engine TEXT NOT "
      "NULL) STRICT");
  sqlite::Statement(database, "INSERT INTO batch_experiment VALUES(?,?,?,?,?,?,?)")
      .bind({table.name,
             std::string(name_of(table.design)),
             static_cast<std::int64_t>(table.base_points),
             std::int64_t{table.paired},
             stamp.experiment_hash,
             stamp.result_hash,
             std::string(GS_VERSION)})
      .step();
  database.run(
      "CREATE TABLE batch_column(file TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, unit TEXT NOT "
      "NULL, meaning TEXT NOT NULL) STRICT");
}

void put_points(sqlite::Database& database, const BatchTable& table) {
  std::string sql =
      "CREATE TABLE batch_point(point INTEGER PRIMARY KEY, state TEXT NOT NULL, worlds INTEGER NOT NULL, "
      "reason TEXT NOT NULL";
  for (const BatchFactor& factor : table.factors)
    sql += ", " + quoted(factor.name) + (factor.labels.empty() ? " REAL" : " TEXT");
  for (const BatchResponse& response : table.responses)
    for (const Column& column : worth_columns(response))
      sql += ", " + quoted(column.name) + (column.unit == "worlds" ? " INTEGER" : " REAL");
  database.run(sql + ") STRICT");
  const std::size_t cells = 4 + table.factors.size() + 4 * table.responses.size();
  sqlite::Statement insert(database, "INSERT INTO batch_point VALUES(" + marks(cells) + ")");
  const std::vector<PointWorth> worths = worths_of(table);
  for (std::uint32_t point = 0; point < table.unit.rows; ++point) {
    const PointWorth* worth = &worths[point * table.responses.size()];
    std::vector<Cell> row{std::int64_t{point},
                          state_of(table, point, worth->worlds),
                          static_cast<std::int64_t>(worth->worlds),
                          reason_of(table, point)};
    for (std::size_t f = 0; f < table.factors.size(); ++f) {
      if (table.factors[f].labels.empty())
        row.push_back(cell_of(table.value(point, f)));
      else
        row.emplace_back(value_text(table, point, f));
    }
    for (std::size_t r = 0; r < table.responses.size(); ++r) {
      for (const auto& value : {worth[r].worth, worth[r].mean, worth[r].sd}) row.push_back(cell_of(value));
      row.emplace_back(static_cast<std::int64_t>(worth[r].defined));
    }
    insert.bind(row).step();
  }
}

void put_rows(sqlite::Database& database, const BatchTable& table) {
  std::string sql = "CREATE TABLE batch_row(point INTEGER NOT NULL, replicate INTEGER NOT NULL";
  for (const BatchResponse& response : table.responses) sql += ", " + quoted(response.name) + " REAL";
  database.run(sql + ", PRIMARY KEY(point, replicate)) STRICT, WITHOUT ROWID");
  sqlite::Statement insert(database, "INSERT INTO batch_row VALUES(" + marks(2 + table.y.columns) + ")");
  std::vector<Cell> cells(2 + table.y.columns);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    cells[0] = std::int64_t{table.rows[row].point};
    cells[1] = std::int64_t{table.rows[row].replicate};
    for (std::size_t c = 0; c < table.y.columns; ++c) cells[2 + c] = cell_of(table.y(row, c));
    insert.bind(cells).step();
  }
}

std::string type_of(const BatchFactor& factor) { return factor.labels.empty() ? "real" : "text"; }

// file, name, type, unit, meaning of every column that other programs meet.
std::vector<std::vector<std::string>> described(const BatchTable& table) {
  std::vector<std::vector<std::string>> all{
      {"rows", "point", "integer", "", "number of the point, from 0"},
      {"rows", "replicate", "integer", "", "number of the point's world, from 0"}};
  for (const BatchResponse& response : table.responses)
    all.push_back({"rows", response.name, "real", response.unit, kInThisWorld});
  all.push_back({"points", "point", "integer", "", "number of the point, from 0"});
  all.push_back(
      {"points", "state", "text", "", "done, failed, partial (fewer worlds than it wants) or missing"});
  all.push_back({"points", "worlds", "integer", "worlds", "worlds it was lived in"});
  all.push_back({"points", "reason", "text", "", "why it failed"});
  for (const BatchFactor& factor : table.factors)
    all.push_back({"points", factor.name, type_of(factor), factor.unit, factor.meaning});
  for (const BatchResponse& response : table.responses)
    for (const Column& column : worth_columns(response))
      all.push_back(
          {"points", column.name, column.unit == "worlds" ? "integer" : "real", column.unit, column.meaning});
  return all;
}

}  // namespace

std::vector<PointWorth> worths_of(const BatchTable& table) {
  const std::size_t responses = table.responses.size();
  std::vector<PointWorth> worths(table.unit.rows * responses);
  std::vector<double> values;
  for (std::size_t begin = 0; begin < table.rows.size();) {
    std::size_t end = begin;
    while (end < table.rows.size() && table.rows[end].point == table.rows[begin].point) ++end;
    for (std::size_t r = 0; r < responses; ++r) {
      const std::span<const double> column = table.y.column(r).subspan(begin, end - begin);
      values.assign(column.begin(), column.end());
      worths[table.rows[begin].point * responses + r] = worth_of(values, table.responses[r]);
    }
    begin = end;
  }
  return worths;
}

std::string rows_csv(const BatchTable& table) {
  std::vector<std::string> names{"point", "replicate"};
  for (const BatchResponse& response : table.responses) names.push_back(text_of(response.name));
  std::string text = csv_line(names);
  text.reserve(table.rows.size() * (16 + 14 * table.y.columns));
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    add_whole(text, table.rows[row].point);
    text += ',';
    add_whole(text, table.rows[row].replicate);
    for (std::size_t c = 0; c < table.y.columns; ++c) text += ',', add_number(text, table.y(row, c));
    text += "\r\n";
  }
  return text;
}

std::string points_csv(const BatchTable& table) {
  std::vector<std::string> names{"point", "state", "worlds", "reason"};
  for (const BatchFactor& factor : table.factors) names.push_back(text_of(factor.name));
  for (const BatchResponse& response : table.responses)
    for (const Column& column : worth_columns(response)) names.push_back(text_of(column.name));
  std::string text = csv_line(names);
  const std::vector<PointWorth> worths = worths_of(table);
  for (std::uint32_t point = 0; point < table.unit.rows; ++point) {
    const PointWorth* worth = &worths[point * table.responses.size()];
    std::vector<std::string> cells{std::to_string(point),
                                   state_of(table, point, worth->worlds),
                                   std::to_string(worth->worlds),
                                   text_of(reason_of(table, point))};
    for (std::size_t f = 0; f < table.factors.size(); ++f) cells.push_back(value_cell(table, point, f));
    for (std::size_t r = 0; r < table.responses.size(); ++r) {
      for (const auto& value : {worth[r].worth, worth[r].mean, worth[r].sd})
        cells.push_back(number_text(value));
      cells.push_back(std::to_string(worth[r].defined));
    }
    text += csv_line(cells);
  }
  return text;
}

std::string columns_csv(const BatchTable& table) {
  std::string text = csv_line({"file", "column", "type", "unit", "meaning"});
  for (std::vector<std::string> cells : described(table)) {
    for (std::string& cell : cells) cell = text_of(cell);
    text += csv_line(cells);
  }
  return text;
}

std::string results_database(const BatchTable& table, const ResultStamp& stamp) {
  sqlite::Database database = sqlite::Database::in_memory("results of " + table.name);
  sqlite::Transaction transaction(database);
  put_head(database, table, stamp);
  sqlite::Statement insert(database, "INSERT INTO batch_column VALUES(?,?,?,?,?)");
  for (const std::vector<std::string>& cells : described(table))
    insert.bind({cells.begin(), cells.end()}).step();
  put_points(database, table);
  put_rows(database, table);
  transaction.commit();
  return database.image();
}

StoredBatch stored_batch(const BatchTable& table) {
  StoredBatch batch;
  for (const BatchFactor& factor : table.factors)
    batch.columns.push_back({"factor", factor.name, type_of(factor), factor.unit, factor.meaning});
  for (const BatchResponse& response : table.responses)
    batch.columns.push_back({"response", response.name, "real", response.unit, kInThisWorld});
  for (std::uint32_t f = 0; f < table.factors.size(); ++f)
    for (std::uint32_t point = 0; point < table.value.rows; ++point) {
      const bool labelled = !table.factors[f].labels.empty();
      batch.settings.push_back({f,
                                point,
                                labelled ? std::nan("") : table.value(point, f),
                                labelled ? value_text(table, point, f) : ""});
    }
  batch.values.reserve(table.y.rows * table.y.columns);
  for (std::size_t c = 0; c < table.y.columns; ++c)
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      batch.values.push_back({static_cast<std::uint32_t>(table.factors.size() + c),
                              table.rows[row].point,
                              table.rows[row].replicate,
                              table.y(row, c)});
  return batch;
}

}  // namespace gs
