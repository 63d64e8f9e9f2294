#include "scenarios/reading/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace gs {
namespace {

using ::testing::ElementsAre;
using Table = std::vector<std::vector<std::string>>;

// The text in blocks of `block` bytes, so that every boundary is met.
Blocks in_blocks(std::string text, std::size_t block) {
  return [text = std::move(text), block, at = std::size_t{0}](std::string& out) mutable {
    if (at >= text.size()) return false;
    out = text.substr(at, block);
    at += block;
    return true;
  };
}

Table read(const std::string& text, std::size_t block = 65536, CsvRules rules = {}) {
  CsvReader reader(in_blocks(text, block), rules);
  Table table;
  while (const CsvRecord* record = reader.next()) {
    auto& row = table.emplace_back();
    for (const CsvCell& cell : record->cells) row.emplace_back(cell.text);
  }
  return table;
}

std::string refused(const std::string& text, CsvRules rules = {}) {
  rules.file = "f.csv";
  try {
    read(text, 3, rules);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(CsvReader, KeepsQuotedNewlinesCommasAndDoubledQuotes) {
  EXPECT_THAT(read("a,b\r\n\"one\r\ntwo, \"\"three\"\"\",4\r\n"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("one\r\ntwo, \"three\"", "4")));
}

TEST(CsvReader, ReadsTheSameWhereverABlockEnds) {
  const std::string text = "a,b,c\r\n\"x\"\"y\",\"\",\r\n1,\"2\n3\",\"четыре\"\n5,6,7\r8,9,\"10\"";
  const Table whole = read(text);
  for (std::size_t block = 1; block < 12; ++block) EXPECT_EQ(read(text, block), whole) << block;
  EXPECT_EQ(whole.size(), 5u);
}

TEST(CsvReader, ReadsCrLfAndCrLfMixedAndCountsThem) {
  CsvReader reader(in_blocks("a\r\nb\nc\rd\r\n", 2), {});
  while (reader.next()) {
  }
  EXPECT_EQ(reader.line_ends().crlf, 2);
  EXPECT_EQ(reader.line_ends().lf, 1);
  EXPECT_EQ(reader.line_ends().cr, 1);
}

TEST(CsvReader, KnowsTheLineAndColumnOfACellAfterQuotedNewlines) {
  CsvReader reader(in_blocks("h\n\"a\nb\",ж,x\ny", 4), {});
  reader.next();
  const CsvRecord* record = reader.next();
  EXPECT_EQ(record->line, 2);
  EXPECT_EQ(record->cells[2].line, 3);
  EXPECT_EQ(record->cells[2].column, 6);  // b",ж, are five characters
  EXPECT_EQ(reader.next()->line, 4);
}

TEST(CsvReader, TakesAQuoteInsideAnUnquotedCellAsItIs) {
  EXPECT_THAT(read("5\" pipe,b"), ElementsAre(ElementsAre("5\" pipe", "b")));
}

TEST(CsvReader, EndsWithoutAnEmptyRecord) {
  EXPECT_EQ(read("a,b\n").size(), 1u);
  EXPECT_EQ(read("a,b").size(), 1u);
  EXPECT_EQ(read("").size(), 0u);
  EXPECT_THAT(read("a,\n"), ElementsAre(ElementsAre("a", "")));
}

TEST(CsvReader, NamesTheLineWhereAnUnclosedQuoteOpens) {
  EXPECT_EQ(refused("a,b\n1,\"2\n3,4\n"), "f.csv:2:3: quote opened here is never closed [T06]");
}

TEST(CsvReader, RefusesTextAfterAClosingQuote) {
  EXPECT_EQ(refused("a,b\n\"1\"x,2\n"), "f.csv:2:4: unexpected 'x' after closing quote [T07]");
  EXPECT_EQ(refused("\"1\"ж,2\n"), "f.csv:1:4: unexpected 'ж' after closing quote [T07]");
}

TEST(CsvReader, RefusesALineACellAndARowBeyondTheirLimits) {
  EXPECT_EQ(refused("ab\n" + std::string(11, 'x'), {.line_bytes = 10}),
            "f.csv:2:1: line longer than limit line-bytes=10 [T20]");
  EXPECT_EQ(refused("\"" + std::string(11, 'x'), {.cell_bytes = 10}),
            "f.csv:1:1: cell longer than limit cell-bytes=10 [T22]");
  EXPECT_EQ(refused("1,2,3,4,5\n", {.columns = 3}), "f.csv:1:1: 5 columns; limit columns=3 [T21]");
  EXPECT_EQ(refused(std::string(10, 'x') + "\n1,2,3", {.line_bytes = 10, .cell_bytes = 10, .columns = 3}),
            "");
}

TEST(CsvReader, HoldsOneRecordWhateverTheLengthOfTheFile) {
  std::int64_t blocks = 0;
  const auto endless = [&blocks](std::string& block) {
    block = std::string(1000, 'x') + ",1\n";
    return ++blocks <= 20000;  // 20 MB through a reader that holds a thousand bytes
  };
  CsvReader reader(endless, {});
  std::int64_t records = 0;
  std::size_t largest = 0;
  while (const CsvRecord* record = reader.next()) {
    ++records;
    largest = std::max(largest, record->cells[0].text.size());
  }
  EXPECT_EQ(records, 20000);
  EXPECT_EQ(largest, 1000u);
}

}  // namespace
}  // namespace gs
