// Followers of a day from an account's own series, and what rests on them.
#include "scenarios/knowledge/follower_series.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "scenarios/knowledge/fit_account.h"
#include "tests/support/page.h"

namespace gs {
namespace {

using support::quick_fit;
using support::small_history;
using support::small_plan;

ObservedDay day_row(const std::string& metric, int day, double value) {
  ObservedDay row;
  row.platform = "facebook", row.account = "page", row.metric = metric;
  row.unit = SeriesUnit::people;
  row.first = row.last = Day{day};
  row.value = value;
  return row;
}

Day day_of_post(const ObservedPost& post) { return day_of(to_civil(post.published, post.zone)); }

TEST(FollowerSeries, GoesStraightBetweenDaysAndStaysOutside) {
  const std::vector<ObservedDay> days{day_row("followers", 110, 200), day_row("followers", 100, 100)};
  const FollowerSeries series = follower_series(days, {});
  EXPECT_EQ(series.at(Day{100}), 100);
  EXPECT_EQ(series.at(Day{105}), 150);
  EXPECT_EQ(series.at(Day{90}), 100);
  EXPECT_EQ(series.at(Day{300}), 200);
  EXPECT_EQ(series.latest(), 200);
  EXPECT_FALSE(follower_series({}, {}).latest().has_value());
}

TEST(FollowerSeries, AddsGainsUpFromAPostThatKnows) {
  std::vector<ObservedDay> days;
  for (int day = 100; day < 110; ++day) days.push_back(day_row("followers_gained", day, 10));
  ObservedPost post;
  post.published = {std::int64_t{86400} * 104 + 3600};
  post.followers = 1000;
  const FollowerSeries series = follower_series(days, {&post, 1});
  EXPECT_EQ(series.at(Day{104}), 1000);
  EXPECT_EQ(series.at(Day{100}), 960);
  EXPECT_EQ(series.latest(), 1050);
  EXPECT_TRUE(follower_series(days, {}).counts.empty());
  EXPECT_EQ(follower_series(days, {}, 700).at(Day{108}), 690);
  EXPECT_EQ(follower_series(days, {&post, 1}, 700).at(Day{104}), 1000);  // a post knows better
}

TEST(FollowerSeries, OfAPartOrOfAnotherMetricTellsNothing) {
  std::vector<ObservedDay> days{day_row("followers", 100, 100), day_row("impressions", 100, 7)};
  days[0].part = "geo=Berlin";
  EXPECT_TRUE(follower_series(days, {}).counts.empty());
}

// A page that grew fivefold; posts do not say its size, the series does.
std::vector<ObservedPost> growing_history(std::vector<ObservedDay>& days) {
  std::vector<ObservedPost> posts = small_history();
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const double grown = 1 + 4 * static_cast<double>(i) / static_cast<double>(posts.size());
    days.push_back(day_row("followers", day_of_post(posts[i]).number, 4000 * grown));
    for (const Metric metric : {Metric::reach, Metric::reach_followers, Metric::impressions})
      if (auto& count = posts[i].counts[index_of(metric)]) *count = std::round(*count * grown);
    posts[i].followers.reset();
  }
  return posts;
}

TEST(FollowerSeries, GivesEachPostTheAudienceOfItsDay) {
  std::vector<ObservedDay> days;
  const std::vector<ObservedPost> bare = growing_history(days);
  const FollowerSeries series = follower_series(days, bare);
  const std::vector<ObservedPost> posts = with_followers(bare, series);
  EXPECT_NEAR(*posts.front().followers, 4000, 250);
  EXPECT_NEAR(*posts.back().followers, 20000, 500);
  AccountHistory history{.account = "example-roastery", .platform = "facebook", .posts = posts};
  history.followers = series;
  PopulationParameters people;
  people.followers = *series.latest();
  const Calibration told = fit_account(history, people, quick_fit());
  history.posts = bare;
  history.followers = {};
  const Calibration constant = fit_account(history, people, quick_fit());
  // Reach per follower stayed what it was: with the series posts differ less than with one constant.
  EXPECT_LT(told.estimate.sigma_u, .95 * constant.estimate.sigma_u);
  const auto row = std::ranges::find(told.report, "followers", &ParameterReport::key);
  ASSERT_NE(row, told.report.end());
  EXPECT_TRUE(row->told);
}

TEST(FollowerSeries, StartsAForecastFromItsLatestCount) {
  Knowledge knowledge = support::small_knowledge();
  knowledge.accounts.begin()->second.followers = 5000;
  Scenario scenario = small_plan();
  scenario.audience.accounts.begin()->second.followers.reset();
  RunOptions options;
  options.replicates = 3;
  EXPECT_EQ(run_forecast(scenario, knowledge, options).plan.request.pages[0].followers, 5000);
  scenario.audience.accounts.begin()->second.followers = 4200;
  EXPECT_EQ(run_forecast(scenario, knowledge, options).plan.request.pages[0].followers, 4200);
}

// A page nobody knows, in a workspace that knows another.
TEST(Borrowing, IsSaidOfAForecastAndOnlyWhereSomebodyLends) {
  Knowledge sisters;
  sisters.others = {*support::small_knowledge().accounts.begin()->second.calibration};
  sisters.others[0].account = "sister";
  RunOptions options;
  options.replicates = 20;
  const Forecast alone = run_forecast(small_plan(), {}, options),
                 lent = run_forecast(small_plan(), sisters, options);
  EXPECT_TRUE(alone.plan.pages[0].calibration.borrowed.empty());
  ASSERT_EQ(lent.plan.pages[0].calibration.borrowed, std::vector<std::string>{"sister"});
  EXPECT_NE(nlohmann::json(lent.notes).dump().find("borrowed from 1 page of this workspace: sister"),
            std::string::npos);
  const nlohmann::json document = forecast_document(lent);
  EXPECT_TRUE(document["calibration"].is_null());
  bool because = false;
  for (const auto& row : document["totals"])
    if (row["kpi"] == "likes") because = row["basis"] == "assumption" && row.contains("basis_because");
  EXPECT_TRUE(because);
}

}  // namespace
}  // namespace gs
