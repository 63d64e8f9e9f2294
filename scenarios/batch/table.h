// The results of an experiment as one table, complete or so far: what the runner's rows become for whoever
// reads them (analysis, CSV, Python). Columns are contiguous; nothing here computes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gs {

// Numbers in columns, each column contiguous.
struct NumberTable {
  std::size_t rows = 0, columns = 0;
  std::vector<double> cells{};  // rows x columns, column by column

  NumberTable() = default;
  NumberTable(std::size_t row_count, std::size_t column_count, double fill = 0)
      : rows(row_count), columns(column_count), cells(row_count * column_count, fill) {}
  double& operator()(std::size_t row, std::size_t column) { return cells[column * rows + row]; }
  double operator()(std::size_t row, std::size_t column) const { return cells[column * rows + row]; }
  std::span<const double> column(std::size_t c) const { return {cells.data() + c * rows, rows}; }
};

struct BatchFactor {
  std::string name{}, unit{};
  std::string pointer{};              // RFC 6901, into the base scenario; of several the first
  std::string meaning{};              // what is done with its values, and where
  double low = 0, high = 1;           // ends of the range; of a law, its 1 % and 99 % points
  std::vector<std::string> labels{};  // of a list: what stands for value 0, 1, 2 …; empty: values are numbers
  bool logarithmic = false;           // equal steps in the unit cube are equal ratios of the value
};

// A column of results. Rows hold the KPI of one world; what a point is worth follows from its worlds.
struct BatchResponse {
  std::string name{}, unit{};     // reach, leads.p90, reach@2026-12-09 …
  std::optional<double> level{};  // the quantile over a point's worlds in (0,1); none: their mean
};

enum class DesignKind : std::uint8_t { grid, list, latin_hypercube, sobol, saltelli };

struct BatchTable {
  std::string name{};
  DesignKind design = DesignKind::list;
  // N of a Saltelli design of k factors: N (k + 2) points in blocks of N: A, B, then A with column 1 of B,
  // A with column 2 of B … Row i of a block belongs to base point i. 0 for other designs.
  std::size_t base_points = 0;
  bool paired = true;  // replicate r of every point lives in the same world r
  std::vector<BatchFactor> factors{};
  std::vector<BatchResponse> responses{};  // columns of y
  NumberTable unit{};                      // planned points x factors, in [0,1]
  NumberTable value{};  // planned points x factors, as put into the scenario; of a list the label's number

  struct Row {
    std::uint32_t point = 0, replicate = 0;
    auto operator<=>(const Row&) const = default;
  };
  std::vector<Row> rows{};       // what is there: ascending, none twice
  NumberTable y{};               // rows x responses; NaN where the response is undefined in that world
  std::uint64_t duplicates = 0;  // rows that lay in a second shard too, equal to the bit; counted once

  struct Failure {
    std::uint32_t point = 0;
    std::string reason{}, code{};
  };
  std::vector<Failure> failures{};          // points that were tried and refused or broke off, ascending
  std::vector<std::uint32_t> unfinished{};  // points with no worlds yet or fewer than they want, ascending

  struct Shard {
    std::string name{};
    std::uint64_t done = 0, planned = 0;  // points
    std::string state{};                  // done, running …, stopped …
  };
  std::vector<Shard> shards{};  // empty: not told
};

}  // namespace gs
