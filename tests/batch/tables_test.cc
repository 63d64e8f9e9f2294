// A table of results goes through its files and other programs (Python, pandas, R, DuckDB), and comes back to
// the same bits. Skipped where a program is not installed, but not where GROUNDSWELL_READERS is set.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>

#include "core/draw.h"
#include "core/error.h"
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

const char* const kPandas = R"(
import numpy, pandas, sqlite3
numbers = numpy.fromfile('numbers', '<f8').reshape(-1, 2)
rows = pandas.read_csv('rows.csv', float_precision='round_trip')
stored = pandas.read_sql('select * from batch_row order by point, replicate', sqlite3.connect('r.sqlite'))
for frame in (rows, stored):
    assert list(frame.columns) == ['point', 'replicate', 'reach', 'leads.p90']
    assert [str(kind) for kind in frame.dtypes] == ['int64', 'int64', 'float64', 'float64'], frame.dtypes
    assert numpy.array_equal(frame[['reach', 'leads.p90']].to_numpy(), numbers, equal_nan=True)
    assert (frame.point * 100 + frame.replicate == numpy.arange(len(numbers))).all()
points = pandas.read_csv('points.csv', float_precision='round_trip')
assert points.a[3] == 3 * 0.1 and points.b[1] == 'x, "y"', points
print(len(rows))
)";

// R's own reading of decimal digits may be one unit of the last place off.
const char* const kR = R"(
numbers <- matrix(readBin("numbers", "double", n = 4e6, endian = "little"), ncol = 2, byrow = TRUE)
there <- !is.na(numbers[, 1])
rows <- read.csv("rows.csv", check.names = FALSE)
db <- DBI::dbConnect(RSQLite::SQLite(), "r.sqlite", flags = RSQLite::SQLITE_RO)
stored <- DBI::dbGetQuery(db, "select * from batch_row order by point, replicate")
for (frame in list(rows, stored)) {
  stopifnot(identical(names(frame), c("point", "replicate", "reach", "leads.p90")))
  stopifnot(is.integer(frame$point), is.integer(frame$replicate), is.double(frame$leads.p90))
  stopifnot(frame$point * 100 + frame$replicate == seq_len(nrow(numbers)) - 1)
  stopifnot(identical(is.na(frame$reach), !there), identical(is.na(frame$leads.p90), is.na(numbers[, 2])))
}
stopifnot(all(abs(rows$reach - numbers[, 1])[there] <= .Machine$double.eps * abs(numbers[there, 1])))
stopifnot(identical(as.double(stored$reach)[there], numbers[there, 1]))
stopifnot(identical(stored$leads.p90[there], numbers[there, 2]))
points <- read.csv("points.csv")
stopifnot(is.double(points$a), points$b[2] == 'x, "y"')
cat(nrow(rows), "\n", sep = "")
)";

const char* const kDuckDb = R"script(
const { DuckDBInstance } = require('@duckdb/node-api');
const numbers = require('fs').readFileSync('numbers');
(async () => {
  const database = await (await DuckDBInstance.create(':memory:')).connect();
  const ask = async sql => (await database.runAndReadAll(sql)).getRows();
  const kinds = (await ask("select column_name, column_type from (describe from 'rows.csv')")).join(' ');
  if (kinds !== 'point,BIGINT replicate,BIGINT reach,DOUBLE leads.p90,DOUBLE') throw kinds;
  const rows = await ask("select * from read_csv('rows.csv', sample_size = -1) order by point, replicate");
  rows.forEach((row, i) => {
    if (row[0] !== BigInt(Math.floor(i / 100)) || row[1] !== BigInt(i % 100)) throw row;
    for (const c of [0, 1]) {
      const number = numbers.readDoubleLE(16 * i + 8 * c);
      if (Number.isNaN(number) ? row[2 + c] !== null : row[2 + c] !== number) throw [i, number, row];
    }
  });
  const points = await ask("select a, b from 'points.csv' order by point");
  if (points[3][0] !== 3 * 0.1 || points[1][1] !== 'x, "y"') throw points;
  console.log(rows.length);
})().catch(why => { console.error(why); process.exit(1); });
)script";

TEST(Results, WriteARealAsOneAndAnUnfinishedPointAsThat) {
  BatchTable table = table_of_rows(300);
  table.y(0, 0) = 100, table.y(1, 0) = 1e22, table.y(2, 0) = 0.5;
  table.unfinished = {1, 2};
  table.rows.resize(150);
  EXPECT_TRUE(rows_csv(table).starts_with("point,replicate,reach,leads.p90\r\n0,0,100.0,"));
  EXPECT_NE(rows_csv(table).find("\r\n0,1,1e+22,"), std::string::npos);
  EXPECT_NE(rows_csv(table).find("\r\n0,2,0.5,"), std::string::npos);
  const std::string points = points_csv(table);
  EXPECT_NE(points.find("\r\n0,done,100,"), std::string::npos) << points;
  EXPECT_NE(points.find("\r\n1,partial,50,"), std::string::npos) << points;
  EXPECT_NE(points.find("\r\n2,missing,0,"), std::string::npos) << points;
}

// Two columns of one name are refused when the document is read; a table that holds them all the same ends in
// a refusal, too.
TEST(Results, OfWhichNoDatabaseCanBeMadeAreRefused) {
  BatchTable table = table_of_rows(300);
  table.responses[1].name = "Reach";
  EXPECT_THROW(results_database(table, {"experiment", "result"}), Error);
}

// A program that reads results: whether it is here, its script's name, the script, how it is run.
struct Reader {
  const char *name, *is_here, *file, *script, *runs;
  friend void PrintTo(const Reader& reader, std::ostream* out) { *out << reader.name; }
};

class ResultsReadBy : public testing::TestWithParam<Reader> {};

TEST_P(ResultsReadBy, AnotherProgramAreEqualToTheBit) {
  const Sandbox box;
  const Reader& reader = GetParam();
  setenv("NODE_PATH", std::filesystem::absolute("build/readers/node_modules").c_str(), 1);
  if (box.shell(reader.is_here).code != 0) {
    const char* const why = "not installed; tools/dev setup --readers does that";
    if (std::getenv("GROUNDSWELL_READERS") != nullptr) FAIL() << why;
    GTEST_SKIP() << why;
  }
  const std::uint32_t rows = support::full() ? 1'000'000 : 20'000;
  const BatchTable table = table_of_rows(rows);
  std::string numbers;
  for (std::uint32_t row = 0; row < rows; ++row)
    for (std::uint32_t c = 0; c < 2; ++c) shard_text::put_number(numbers, table.y(row, c));
  box.write("numbers", numbers);
  box.write("rows.csv", rows_csv(table));
  box.write("points.csv", points_csv(table));
  box.write("r.sqlite", results_database(table, {"experiment", "result"}));
  box.write(reader.file, reader.script);
  const Ran ran = box.shell(reader.runs);
  EXPECT_EQ(ran.out, std::to_string(rows) + "\n") << ran.err;
}

INSTANTIATE_TEST_SUITE_P(
    Tables,
    ResultsReadBy,
    testing::Values(
        Reader{"Python", "python3 -c 'import sqlite3'", "compare.py", kCompares, "python3 compare.py"},
        Reader{"Pandas",
               "/usr/bin/python3 -c 'import pandas'",
               "frame.py",
               kPandas,
               "/usr/bin/python3 frame.py"},
        Reader{"R", "Rscript -e 'library(RSQLite)'", "compare.R", kR, "Rscript --vanilla compare.R"},
        Reader{
            "DuckDb", "node -e 'require(\"@duckdb/node-api\")'", "compare.js", kDuckDb, "node compare.js"}),
    [](const auto& reader) { return std::string(reader.param.name); });

}  // namespace
}  // namespace gs
