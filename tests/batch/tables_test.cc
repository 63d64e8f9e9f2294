// A table of results goes through its files and another program, and comes back to the same bits.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/draw.h"
#include "scenarios/batch/results.h"
#include "scenarios/batch/shards/shard_text.h"
#include "tests/support/sandbox.h"

namespace gs {
namespace {

using support::Ran;
using support::Sandbox;

// Every thousandth number is undefined; others are as long, large and small as doubles can be.
double made_up(std::uint32_t row, std::uint32_t column) {
  const double u = uniform({1, row}, {column, 3, Purpose::synthetic});
  if (row % 1000 == 7) return std::numeric_limits<double>::quiet_NaN();
  if (row % 1000 == 8) return u * 1e300;
  if (row % 1000 == 9) return -u * 1e-300;
  return column == 0 ? std::floor(u * 1e6) : u;
}

BatchTable table_of_rows(std::uint32_t rows) {
  BatchTable table;
  table.name = "e";
  table.factors = {{.name = "a", .unit = "=1+1", .pointer = "/a"},
                   {.name = "b", .labels = {"=cmd", "x, \"y\""}}};
  table.responses = {{"reach", "people", {}}, {"leads.p90", "leads", 0.9}};
  table.unit = table.value = NumberTable(rows / 100, 2);
  for (std::uint32_t p = 0; p < rows / 100; ++p) table.value(p, 0) = p * 0.1, table.value(p, 1) = p % 2;
  table.y = NumberTable(rows, 2);
  for (std::uint32_t row = 0; row < rows; ++row) {
    table.rows.push_back({row / 100, row % 100});
    for (std::uint32_t c = 0; c < 2; ++c) table.y(row, c) = made_up(row, c);
  }
  return table;
}

const char* const kCompares = R"(
import csv, math, sqlite3, struct
numbers = struct.iter_unpack('<dd', open('numbers', 'rb').read())
stored = sqlite3.connect('file:r.sqlite?mode=ro', uri=True).execute(
    'select point, replicate, reach, "leads.p90" from batch_row order by point, replicate')
text = csv.reader(open('rows.csv', newline='', encoding='utf-8'))
assert next(text) == ['point', 'replicate', 'reach', 'leads.p90']
count = 0
for bits, row, line in zip(numbers, stored, text, strict=True):
    assert row[:2] == (count // 100, count % 100) == (int(line[0]), int(line[1]))
    for number, value, cell in zip(bits, row[2:], line[2:]):
        if math.isnan(number):
            assert value is None and cell == ''
        else:
            assert number == value == float(cell), (count, number, value, cell)
    count += 1
points = list(csv.DictReader(open('points.csv', newline='', encoding='utf-8')))
assert float(points[3]['a']) == 3 * 0.1 and points[1]['b'] == 'x, "y"' and points[0]['b'].lstrip("'") == '=cmd'
print(count)
)";

TEST(Results, AreReadEqualToTheBitByAnotherProgram) {
  const Sandbox box;
  if (box.shell("python3 -c 'import sqlite3'").code != 0) GTEST_SKIP() << "python3 is not installed";
  const std::uint32_t rows = support::full() ? 1'000'000 : 20'000;
  const BatchTable table = table_of_rows(rows);
  std::string numbers;
  for (std::uint32_t row = 0; row < rows; ++row)
    for (std::uint32_t c = 0; c < 2; ++c) shard_text::put_number(numbers, table.y(row, c));
  box.write("numbers", numbers);
  box.write("rows.csv", rows_csv(table));
  box.write("points.csv", points_csv(table));
  box.write("r.sqlite", results_database(table, {"experiment", "result"}));
  box.write("compare.py", kCompares);
  const Ran ran = box.shell("python3 compare.py");
  EXPECT_EQ(ran.out, std::to_string(rows) + "\n") << ran.err;
}

}  // namespace
}  // namespace gs
