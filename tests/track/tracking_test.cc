// A plan under way: what matches, what is fact, what the relations of a re-forecast are.
#include "scenarios/track/tracking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "scenarios/kpi/kpi.h"
#include "scenarios/track/told.h"
#include "tests/track/plans.h"

namespace gs {
namespace {

using testing::HasSubstr;
using under_way::Campaign;
using under_way::fortnight;
using under_way::json;
using under_way::options_for;
using under_way::with_ad;

Tracking tracked(const json& document, std::vector<Import> exports, std::optional<Instant> as_of = {}) {
  const Scenario scenario = parse_scenario(document.dump(), "plan.json");
  const RunOptions options = options_for(24);
  return run_tracking({scenario, {}, options, exports, as_of});
}

Instant at(const char* local) { return to_instant(parse_iso(local)->civil, "Europe/Berlin").instant; }

// Relation 22.
TEST(Tracking, WithoutActualsIsTheForecastBitByBit) {
  const json document = with_ad(fortnight(5));
  const Tracking tracking = tracked(document, {}, at("2026-12-07T00:00"));
  const Scenario scenario = parse_scenario(document.dump(), "plan.json");
  const Forecast forecast = run_forecast(scenario, {}, options_for(24));
  const json totals = tracking_document(tracking)["totals"];
  const json planned = forecast_document(forecast)["totals"];
  std::size_t same = 0;
  for (const json& row : totals)
    for (const json& old : planned) {
      if (row["kpi"] != old["kpi"]) continue;
      for (const char* key : {"mean", "p10", "p50", "p90", "sd"})
        EXPECT_EQ(row["reforecast"][key], old[key]) << row["kpi"] << " " << key;
      EXPECT_EQ(row["status"], "on_track");
      ++same;
    }
  EXPECT_GT(same, 20U);
  EXPECT_NO_THROW(refuse_another_forecast(tracking, forecast_document(forecast), "kept"));
}

// Relation 23: of everything the exports count.
TEST(Tracking, WithEverythingObservedIsTheObservationsWithoutWidth) {
  const Campaign campaign(with_ad(fortnight(4)), 24, 20 * 24);
  const CampaignExports world = campaign.world(3);
  const auto now = campaign.lived_on(campaign.facts(world));
  double impressions = 0, likes = 0, spend = 0;
  for (const ObservedPost& post : world.posts) {
    impressions += *post.at(Metric::impressions);
    likes += *post.at(Metric::likes);
  }
  for (const ObservedAd& ad : world.ads) spend += static_cast<double>(ad.spend->micros) / 1e6;
  for (const FlightWorld& one : now.worlds) {
    EXPECT_DOUBLE_EQ(one.counts.total.impressions, impressions);
    EXPECT_DOUBLE_EQ(one.counts.total.likes, likes);
    EXPECT_NEAR(one.counts.total.spend, spend, 1e-9);
  }
}

TEST(Tracking, KeepsFactsOfFinishedPostsInEveryWorldWhileTheRestStaysOpen) {
  const Campaign campaign(fortnight(8), 40, 6 * 24);
  const CampaignExports world = campaign.world(1);
  const Facts facts = campaign.facts(world);
  const auto now = campaign.lived_on(facts);
  double least = 1e18, most = 0;
  for (const FlightWorld& one : now.worlds) {
    EXPECT_DOUBLE_EQ(one.counts.posts[0].impressions, *world.posts[0].at(Metric::impressions));
    least = std::min(least, one.counts.total.impressions);
    most = std::max(most, one.counts.total.impressions);
  }
  EXPECT_LT(least, most);
}

TEST(Facts, MatchByIdTitleOrTimeAndTellTheRest) {
  const Campaign campaign(fortnight(5), 2, 5 * 24);
  CampaignExports world = campaign.world(1);
  ASSERT_EQ(world.posts.size(), 5U);
  world.posts[0].id = "p01", world.posts[0].title = "", world.posts[0].published.seconds += 5 * 86400;
  world.posts[1].title = "Post number 2", world.posts[1].published.seconds += 6 * 3600;
  world.posts[2].title = "";                                                       // by its time
  world.posts[3].title = "another", world.posts[3].published.seconds += 5 * 3600;  // by nothing
  const Facts facts = campaign.facts(world);
  EXPECT_EQ(facts.posts[0].by, "id");
  EXPECT_EQ(facts.posts[1].by, "title");
  EXPECT_EQ(facts.posts[2].by, "time");
  EXPECT_EQ(facts.posts[3].state, PostState::missing);
  ASSERT_EQ(facts.unmatched.size(), 1U);
  EXPECT_NE(facts.unmatched[0].why.find("fits no post"), std::string::npos);
}

TEST(Facts, NeverGuessBetweenTwoPostsOfOneHour) {
  json document = fortnight(2);
  document["plan"]["p02"]["publish_at"] = "2026-12-07T19:00";
  const Campaign campaign(document, 2, 3 * 24);
  CampaignExports world = campaign.world(1);
  for (ObservedPost& post : world.posts) post.title = "";
  const Facts facts = campaign.facts(world);
  EXPECT_EQ(facts.unmatched.size(), 2U);
  EXPECT_NE(facts.unmatched[0].why.find("several posts"), std::string::npos);
}

TEST(Facts, OfNoExportOfAnAccountLeaveItsPostsToTheForecast) {
  const Campaign campaign(fortnight(3), 2, 4 * 24);
  CampaignExports world = campaign.world(1);
  for (ObservedPost& post : world.posts) post.platform = "instagram";
  const Facts facts = campaign.facts(world);
  EXPECT_EQ(facts.posts[0].state, PostState::not_told);
  EXPECT_FALSE(facts.tell_anything());
}

TEST(Facts, OfAnAdAreTheDaysOfItsFlightThatAreOver) {
  const Campaign campaign(with_ad(fortnight(3)), 2, 3 * 24 + 10);
  const Facts facts = campaign.facts(campaign.world(1));
  ASSERT_EQ(facts.ads[0].days.size(), 3U);
  EXPECT_TRUE(facts.ads[0].told);
  EXPECT_GT(facts.ads[0].days[1].impressions, 0);
  EXPECT_LE(facts.ads[0].days[1].spend.micros, 6'000'000);
}

// An ad that spends half goes on so: money that is not spent buys nothing.
TEST(Tracking, ExpectsAnAdThatSpendsHalfToGoOnSo) {
  const Campaign campaign(with_ad(fortnight(3)), 16, 6 * 24);
  CampaignExports world = campaign.world(1);
  for (ObservedAd& ad : world.ads) {
    ad.spend->micros /= 2;
    for (auto& count : ad.counts)
      if (count) *count = std::floor(*count / 2);
  }
  const auto now = campaign.lived_on(campaign.facts(world));
  double spend = 0, planned = 0;
  for (const FlightWorld& one : now.worlds) spend += one.counts.total.spend / 16;
  for (const FlightWorld& one : campaign.before) planned += one.counts.total.spend / 16;
  EXPECT_GT(spend, .5 * planned);
  EXPECT_LT(spend, .7 * planned);
}

KpiStanding standing(double fact, double fact_before) {
  KpiStanding standing;
  standing.today = KpiStanding::Day{fact, 50, 80, 120, 150};
  standing.day_before = KpiStanding::Day{fact_before, 50, 80, 120, 150};
  return standing;
}

TEST(Status, FollowsTheRuleOfIntervalsAndOfProbability) {
  EXPECT_EQ(status_of(standing(100, 100)), Status::on_track);
  EXPECT_EQ(status_of(standing(130, 100)), Status::ahead);
  EXPECT_EQ(status_of(standing(70, 40)), Status::behind);
  EXPECT_EQ(status_of(standing(40, 70)), Status::behind);
  EXPECT_EQ(status_of(standing(40, 40)), Status::broken);
  KpiStanding less = standing(130, 100);
  less.direction = Direction::less_is_better;
  EXPECT_EQ(status_of(less), Status::behind);
  KpiStanding moved = standing(100, 100);
  moved.p_before = .68, moved.p_now = .31;
  EXPECT_EQ(status_of(moved), Status::behind);
  moved.p_now = .50;
  EXPECT_EQ(status_of(moved), Status::on_track);
}

TEST(TrackingDocument, ReachesNoMorePeopleThanItsPostsOneByOneWhereAdsAreNotTold) {
  const json plan = with_ad(fortnight(6));
  const Campaign campaign(plan, 20, 5 * 24);
  CampaignExports world = campaign.world(3);
  for (ObservedPost& post : world.posts)  // far fewer than ads alone would have met
    if (auto& reach = post.counts[index_of(Metric::reach)]) *reach /= 20;
  Import import;
  import.posts = world.posts;
  const Tracking tracking = tracked(plan, {import}, at("2026-12-12T00:00"));
  for (const FlightWorld& now : tracking.now) {
    EXPECT_LE(*now.seen.total.reach, now.seen.total.post_reach_sum);
    EXPECT_LE(*now.counts.total.reach, now.counts.total.post_reach_sum);
  }
  EXPECT_THAT(tracking_document(tracking)["notes"].dump(), HasSubstr("no export tells what ads have bought"));
}

TEST(TrackingDocument, StandsAsBadlyAsTheWorstOfWhatItIsJudgedBy) {
  const Campaign campaign(fortnight(6), 20, 5 * 24);
  CampaignExports world = campaign.world(2);
  for (ObservedPost& post : world.posts)
    if (auto& shown = post.counts[index_of(Metric::impressions)]) *shown /= 30;
  Import import;
  import.posts = world.posts;
  json plan = fortnight(6);
  plan["targets"]["reach"] = {{"at_least", 1}};  // met whatever comes
  const json document = tracking_document(tracked(plan, {import}, at("2026-12-12T00:00")));
  std::string impressions;
  for (const json& row : document["totals"])
    if (row["kpi"] == "impressions") impressions = row["status"];
  EXPECT_NE(impressions, "on_track");
  EXPECT_EQ(document["status"], impressions);
}

TEST(TrackingDocument, CausesAddUpToTheGap) {
  const Campaign campaign(fortnight(6), 20, 5 * 24);
  const CampaignExports world = campaign.world(2);
  Import import;
  import.posts = world.posts;
  const Tracking tracking = tracked(fortnight(6), {import}, at("2026-12-12T00:00"));
  const json document = tracking_document(tracking);
  double sum = 0, gap = 0, planned = 0;
  for (const json& row : document["cause"]) sum += row["value"].get<double>();
  for (const json& row : document["totals"])
    if (row["kpi"] == "impressions") {
      gap = row["actual_so_far"].get<double>();
      planned = row["plan_by_today"]["mean"].get<double>();
    }
  EXPECT_NEAR(sum, gap - planned, 1e-6 * gap);
  EXPECT_EQ(document["schema"], "groundswell/tracking/1");
  EXPECT_TRUE(document["totals"][0]["actual_so_far"].is_null());  // reach over posts
}

}  // namespace
}  // namespace gs
