// Rolling origins: what is scored, by what, and that nothing of the future leaks in.
#include "scenarios/backtest.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/summary.h"
#include "scenarios/scores.h"
#include "tests/support/page.h"

namespace gs {
namespace {

BacktestOptions quick(const std::string& origins, std::size_t first) {
  BacktestOptions options;
  options.origins = origins;
  options.first = first;
  options.replicates = 40;
  return options;
}

TEST(Origins, ComeEveryNPostsAfterTheFirst) {
  EXPECT_EQ(origins_of(support::small_history(), quick("every:20", 60)),
            (std::vector<std::size_t>{60, 80, 100}));
}

TEST(Origins, OfAMonthStartWithItsFirstPost) {
  const auto& history = support::small_history();
  const auto origins = origins_of(history, quick("monthly", 60));
  for (std::size_t k = 1; k < origins.size(); ++k) {
    const auto before = to_civil(history[origins[k] - 1].published, history[0].zone);
    const auto after = to_civil(history[origins[k]].published, history[0].zone);
    EXPECT_NE(before.month, after.month);
  }
}

TEST(Origins, RefuseAScheduleThatIsNone) {
  EXPECT_THROW(origins_of(support::small_history(), quick("every:0", 60)), Error);
  EXPECT_THROW(origins_of(support::small_history(), quick("daily", 60)), Error);
}

TEST(Backtest, ScoresEveryPostAfterTheFirstOriginOnce) {
  const auto document = backtest_document(support::small_history(), quick("every:30", 60));
  std::map<std::string, int> reach_rows;
  for (const auto& row : document["posts"])
    if (row["metric"] == "reach") ++reach_rows[row["id"]];
  EXPECT_EQ(reach_rows.size(), support::small_history().size() - 60);
  for (const auto& [id, times] : reach_rows) EXPECT_EQ(times, 1) << id;
}

TEST(Backtest, KnowsNothingOfOutcomesAfterTheOrigin) {
  std::vector<ObservedPost> changed = support::small_history();
  for (std::size_t i = 60; i < changed.size(); ++i)
    for (auto& count : changed[i].counts)
      if (count) *count *= 10;
  const auto a = backtest_document(support::small_history(), quick("every:30", 60));
  const auto b = backtest_document(changed, quick("every:30", 60));
  const std::string first = a["origins"][0]["origin"];
  std::size_t compared = 0;
  for (std::size_t i = 0; i < a["posts"].size(); ++i) {
    if (a["posts"][i]["origin"] != first) continue;
    ASSERT_EQ(a["posts"][i]["raw"].dump(), b["posts"][i]["raw"].dump());
    ++compared;
  }
  EXPECT_GE(compared, 200u);
}

TEST(Backtest, IsTheSameOnOneAndThreeThreads) {
  BacktestOptions one = quick("every:60", 60), three = one;
  one.threads = 1;
  three.threads = 3;
  EXPECT_EQ(backtest_document(support::small_history(), one).dump(),
            backtest_document(support::small_history(), three).dump());
}

TEST(Backtest, MetricsCanBeRecomputedFromItsPosts) {
  const auto document = backtest_document(support::small_history(), quick("every:60", 60));
  double inside = 0, n = 0, score = 0;
  for (const auto& row : document["posts"]) {
    if (row["metric"] != "likes") continue;
    inside += row["y"] >= row["p10"] && row["y"] <= row["p90"] ? 1 : 0;
    score += row["log_crps"].get<double>();
    ++n;
  }
  for (const auto& metric : document["metrics"])
    if (metric["metric"] == "likes") {
      EXPECT_DOUBLE_EQ(metric["coverage80"], inside / n);
      EXPECT_NEAR(metric["log_crps"], score / n, 1e-12);
    }
}

TEST(Backtest, RefusesAHistoryThatEndsBeforeTheFirstOrigin) {
  try {
    backtest_document(support::small_history(), quick("monthly", 500));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_NE(std::string(error.what()).find("120 mature posts"), std::string::npos) << error.what();
  }
}

TEST(Scores, OfASureAndRightForecastAreZero) {
  const Scored scored = score_draws(std::vector<double>(50, 7.0), std::vector<double>(50, 7.0), 7.0, 0.5);
  EXPECT_NEAR(scored.log_crps, 0.0, 1e-12);
  EXPECT_NEAR(scored.crps, 0.0, 1e-12);
}

}  // namespace
}  // namespace gs
