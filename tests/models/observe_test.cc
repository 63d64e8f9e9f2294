// What a platform would report of a ledger drawn by hand, and of coarse agents.
#include "models/observe/observe.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/summary.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

double at(const ReportedCounts& counts, Metric metric) { return counts[index_of(metric)].value(); }

// Two posts published in hours 2 and 5; the second is seen by a share 30 hours later.
Ledger drawn() {
  Ledger ledger(60, 2);
  ledger.agents = 100;
  ledger.followers = 50;
  HourCounts row{.hour = 2, .post = 0};
  row.exposures = {10, 0, 0, 0, 0};
  row.follower_exposures = {10, 0, 0, 0, 0};
  row.displays = {15, 0, 0, 0, 0};
  row.follower_displays = {15, 0, 0, 0, 0};
  row.actions = {4, 3, 1, 2};
  row.engaged = 6;
  ledger.rows.push_back(row);
  row.hour = 35;
  row.post = 1;
  row.exposures = {0, 8, 0, 0, 0};
  row.follower_exposures = {0, 3, 0, 0, 0};
  row.displays = {0, 12, 0, 0, 0};
  row.follower_displays = {0, 5, 0, 0, 0};
  ledger.rows.push_back(row);
  return ledger;
}
constexpr std::array<std::uint32_t, 2> kPublished{2, 5};

TEST(ReportPosts, GivesThePlatformsColumnsOfAHandMadeLedger) {
  const auto posts = report_posts(drawn(), kPublished, {});
  EXPECT_EQ(at(posts[0], Metric::reach), 10);
  EXPECT_EQ(at(posts[0], Metric::impressions), 15);
  EXPECT_EQ(at(posts[0], Metric::impressions_viral), 0);
  EXPECT_EQ(at(posts[0], Metric::engaged_users), 6);
  EXPECT_EQ(at(posts[0], Metric::clickers), 4);
  EXPECT_EQ(at(posts[0], Metric::likes), 3);
  EXPECT_EQ(at(posts[0], Metric::comments), 1);
  EXPECT_EQ(at(posts[0], Metric::shares), 2);
  EXPECT_EQ(at(posts[0], Metric::total_interactions), 6);
}

TEST(ReportPosts, GivesSavesFollowsHidesAndConversionsWhereTheyWereSimulated) {
  Ledger ledger = drawn();
  ledger.rows[0].actions[index_of(Action::save)] = 2;
  ledger.rows[0].actions[index_of(Action::follow)] = 3;
  ledger.rows[0].actions[index_of(Action::hide)] = 1;
  ledger.outcomes = {{0, 0, Source::follow, {.sales = 4}}, {2, 0, Source::follow, {.sales = 5}}};
  const auto silent = report_posts(ledger, kPublished, {});
  for (const Metric metric : {Metric::saves, Metric::follows, Metric::hides, Metric::conversions})
    EXPECT_FALSE(silent[0][index_of(metric)]) << "missing is not zero";
  const auto all = report_posts(ledger, kPublished, {.responses = true});
  EXPECT_EQ(at(all[0], Metric::saves), 2);
  EXPECT_EQ(at(all[0], Metric::follows), 3);
  EXPECT_EQ(at(all[0], Metric::hides), 1);
  EXPECT_EQ(at(all[0], Metric::conversions), 9);
  EXPECT_EQ(
      at(report_posts(ledger, kPublished, {.maturity_hours = 24, .responses = true})[0], Metric::conversions),
      4);
}

TEST(ReportPosts, CountsAFollowerReachedByAShareAsAFollower) {
  const auto posts = report_posts(drawn(), kPublished, {});
  EXPECT_EQ(at(posts[1], Metric::reach), 8);
  EXPECT_EQ(at(posts[1], Metric::reach_followers), 3);
  EXPECT_EQ(at(posts[1], Metric::impressions_followers), 5);
  EXPECT_EQ(at(posts[1], Metric::impressions_non_followers), 7);
  EXPECT_EQ(at(posts[1], Metric::impressions_viral), 12);
}

TEST(ReportPosts, LeavesOutWhatTheEngineDoesNotModel) {
  const auto posts = report_posts(drawn(), kPublished, {});
  for (const Metric metric : {Metric::impressions_paid,
                              Metric::views,
                              Metric::clicks,
                              Metric::saves,
                              Metric::follows,
                              Metric::hides,
                              Metric::negative_comments,
                              Metric::conversions})
    EXPECT_FALSE(posts[0][index_of(metric)].has_value());
}

TEST(ReportPosts, StopsCountingAtMaturity) {
  EXPECT_EQ(at(report_posts(drawn(), kPublished, {.maturity_hours = 30})[1], Metric::reach),
            0);  // 35 - 5 = 30
  EXPECT_EQ(at(report_posts(drawn(), kPublished, {.maturity_hours = 31})[1], Metric::reach), 8);
  EXPECT_EQ(at(report_posts(drawn(), kPublished, {.maturity_hours = 1})[0], Metric::reach), 10);
}

TEST(ReportPosts, MultipliesAgentsIntoPeople) {
  const auto posts = report_posts(drawn(), kPublished, {.people_per_agent = 2.5});
  EXPECT_EQ(at(posts[0], Metric::reach), 25);
  EXPECT_EQ(at(posts[0], Metric::likes), 7.5);
}

TEST(ReportPosts, TakesOutAroundTheExpectationWhatCoarseAgentsAddToTheVariance) {
  std::vector<ReportedCounts> expected(2);
  expected[0][index_of(Metric::reach)] = 36.0;
  expected[0][index_of(Metric::likes)] = 200.0;
  const auto posts = report_posts(drawn(), kPublished, {.people_per_agent = 4}, expected);
  EXPECT_EQ(at(posts[0], Metric::reach), 38);    // 36 + (40 - 36) / 2
  EXPECT_EQ(at(posts[0], Metric::likes), 106);   // 200 + (12 - 200) / 2
  EXPECT_EQ(at(posts[0], Metric::comments), 4);  // no expectation, no correction
  expected[0][index_of(Metric::reach)] = -100.0;
  EXPECT_EQ(at(report_posts(drawn(), kPublished, {.people_per_agent = 4}, expected)[0], Metric::reach), 0);
}

TEST(ReportPosts, GivesCoarseAgentsTheMeanAndSpreadOfSinglePeople) {
  using namespace testing_worlds;
  const auto draw = [](double cap) {
    Plan plan;
    plan.audience = grow_audience(
        {.followers = 16000, .outsiders_per_follower = 0, .mean_listeners = 0, .max_agents_per_account = cap},
        1,
        0);
    plan.campaign = {.page_keys = {1}, .hours = 10};
    plan.campaign.posts.push_back({1, Tick{0}});
    plan.behaviour = {{.follow_intensity = 0.05}};
    plan.timing = flat_timing(10);
    ReportedCounts mean;
    double share = 0;
    for (const std::uint8_t c : plan.audience.activity_class.rows)
      share -= exact_expm1(-0.05 * plan.audience.activity[c]) / plan.audience.agents;
    mean[index_of(Metric::reach)] = 16000 * share;
    std::vector<double> reach;
    for (std::uint32_t r = 0; r < 1500; ++r)
      reach.push_back(at(report_posts(plan.run({2, r}),
                                      std::array<std::uint32_t, 1>{0},
                                      {.people_per_agent = plan.audience.people_per_agent},
                                      std::array<ReportedCounts, 1>{mean})[0],
                         Metric::reach));
    return std::pair(mean_of(reach) / *mean[index_of(Metric::reach)], std::sqrt(variance_of(reach)));
  };
  const auto single = draw(0), coarse = draw(1000);
  EXPECT_NEAR(single.first, 1.0, 0.005);
  EXPECT_NEAR(coarse.first, 1.0, 0.005);
  EXPECT_NEAR(coarse.second / single.second, 1.0, 4.5 * std::sqrt(1.0 / 1500));  // without it the ratio is 4
}

TEST(ReportPosts, RefusesALedgerOfAnotherPlan) {
  EXPECT_THROW(report_posts(drawn(), std::array<std::uint32_t, 1>{2}, {}), Error);
}

}  // namespace
}  // namespace gs
