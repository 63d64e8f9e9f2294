// The document of an analysis: what it tells, what it refuses, what it never drops.
#include "scenarios/batch/analyze/analysis.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "tests/analyze/models.h"

namespace gs::analyze {
namespace {

using nlohmann::json;

const Resampling kQuick{.resamples = 100, .seed = 1};

BatchTable ishigami_table(std::size_t base_points) {
  BatchTable table = saltelli(base_points, 3, 1);
  fill(table, ishigami);
  return table;
}

TEST(AnalysisDocument, RanksFactorsAndSaysInHowManyResamplesTheOrderHolds) {
  const json document = analysis_document(ishigami_table(1024), kQuick), response = document["responses"][0];
  EXPECT_EQ(document["schema"], "groundswell/analysis/1");
  EXPECT_EQ(response["order"][0]["factor"], "x1");
  EXPECT_EQ(response["order"][1]["factor"], "x2");
  EXPECT_GT(response["order"][0]["first_in"], 0.9);
  EXPECT_GT(response["order"][1]["above_next_in"], 0.9);
  EXPECT_LT(response["alone_together"]["p975"], 0.95);  // x1 and x3 do more together
  EXPECT_TRUE(response["factors"][1]["turns"]);
  EXPECT_EQ(response["factors"][0]["effects"].size(), 10U);
}

TEST(AnalysisDocument, ShowsIndicesSettlingOverNestedSizes) {
  const json rows = analysis_document(ishigami_table(1024), kQuick)["responses"][0]["convergence"];
  ASSERT_EQ(rows.size(), 4U);
  const auto width = [&](std::size_t row) {
    const json total = rows[row]["factors"][0]["total"];
    return total["p90"].get<double>() - total["p10"].get<double>();
  };
  EXPECT_EQ(rows[0]["size"], 128);
  EXPECT_EQ(rows[3]["size"], 1024);
  EXPECT_LT(width(3), 0.6 * width(0));  // eight times the points: about 0.35 of the width
  EXPECT_EQ(rows[3]["factors"][1]["total"],
            analysis_document(ishigami_table(1024), kQuick)["responses"][0]["factors"][1]["total"]);
}

// Sixteen base points are never balanced: where one factor stands high, another does by chance.
TEST(AnalysisDocument, ShowsNoMoveOfAFactorThatDoesNothing) {
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    BatchTable table = saltelli(16, 3, seed);
    fill(table, linear({100, 0, 10}));
    const json factors = analysis_document(table, kQuick)["responses"][0]["factors"];
    for (const json& effect : factors[1]["effects"])
      EXPECT_NEAR(effect["mean"].get<double>(), factors[1]["effects"][0]["mean"].get<double>(), 0.5) << seed;
    EXPECT_GT(factors[0]["high"]["mean"].get<double>() - factors[0]["low"]["mean"].get<double>(), 40);
  }
}

TEST(AnalysisDocument, OffersNoTotalsWhereTheDesignCannotTellThem) {
  BatchTable table = scattered(128, 3, 1);
  table.design = DesignKind::sobol;
  fill(table, ishigami);
  const json document = analysis_document(table, kQuick), response = document["responses"][0];
  EXPECT_TRUE(response["factors"][0]["total"].is_null());
  EXPECT_GT(response["factors"][1]["first"]["value"], 0.2);
  EXPECT_EQ(document["notes"][0],
            "Total effects need points that differ in one factor only: design saltelli.");
}

TEST(AnalysisDocument, ListsFailedPointsWithTheirValuesAndCountsHoles) {
  BatchTable table = ishigami_table(64);
  const std::uint32_t broken = 3 * 64 + 10;  // A with column 2 of B
  table.failures = {{broken, "cascade passed the limit", "L02"}};
  const auto at = static_cast<std::ptrdiff_t>(broken);
  table.rows.erase(table.rows.begin() + at);
  table.y.cells.erase(table.y.cells.begin() + at);
  table.y.rows -= 1;
  const json document = analysis_document(table, kQuick), response = document["responses"][0];
  EXPECT_EQ(response["holes"], 1);
  EXPECT_EQ(response["factors"][1]["base_points"], 63);
  EXPECT_EQ(response["factors"][2]["base_points"], 64);
  EXPECT_EQ(document["failures"][0]["reason"], "cascade passed the limit");
  EXPECT_EQ(document["failures"][0]["values"]["x2"], table.value(broken, 1));
}

TEST(AnalysisDocument, OfPartOfTheRunTellsWhatIsThere) {
  BatchTable table = ishigami_table(64);
  table.rows.resize(100), table.y = NumberTable(100, 1, 1.0);
  for (std::size_t p = 0; p < 100; ++p) table.y(p, 0) = table.unit(p, 0);
  const json document = analysis_document(table, kQuick), response = document["responses"][0];
  EXPECT_EQ(document["design"]["done"], 100);
  EXPECT_TRUE(response["factors"][0]["total"].is_null());  // no block of A with another column has begun
  EXPECT_TRUE(response["factors"][0]["rank_correlation"].is_object() || response["order"].empty());
}

TEST(AnalysisDocument, TellsNothingOfFactorsFromAHandfulOfPoints) {
  BatchTable table = scattered(5, 2, 1);
  fill(table, linear({1, 1}));
  const json response = analysis_document(table, kQuick)["responses"][0];
  EXPECT_FALSE(response.contains("factors"));
  EXPECT_EQ(response["because"], "fewer than 8 points have it: nothing is told of factors");
}

TEST(AnalysisDocument, RefusesAnExperimentThatHasNotRun) {
  BatchTable table = scattered(16, 2, 1);
  table.y = NumberTable(0, 1);
  try {
    analysis_document(table, kQuick);
    FAIL() << "not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_EQ(error.remedy, "run it first: groundswell batch run");
  }
}

TEST(AnalysisDocument, IsTheSameOnAnyNumberOfThreads) {
  BatchTable table = scattered(128, 2, 1);
  fill(table, linear({2, 1}));
  EXPECT_EQ(analysis_document(table, {.resamples = 60, .seed = 4, .threads = 1}).dump(),
            analysis_document(table, {.resamples = 60, .seed = 4, .threads = 8}).dump());
}

}  // namespace
}  // namespace gs::analyze
