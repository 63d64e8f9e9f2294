// The tone of comments in a forecast, and adverse events of a plan: what history tells, what is given back,
// what an event does to whom.
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "core/real.h"
#include "core/summary.h"
#include "scenarios/plan/assumed.h"
#include "scenarios/plan/worlds.h"
#include "tests/relations/plans.h"

namespace gs {
namespace {

using namespace relations;

ObservedPost commented(double comments, double negative) {
  ObservedPost post;
  post.counts[index_of(Metric::comments)] = comments;
  post.counts[index_of(Metric::negative_comments)] = negative;
  return post;
}

double spread_of(const ToneLaw& law) { return std::sqrt(variance_of(law.quantiles)); }

TEST(ToneLaw, WithoutHistoryIsTheBeliefAndSaidIsCertain) {
  const ToneLaw belief = tone_law({}, {});
  EXPECT_NEAR(belief.mean(), .1, 1e-3);
  EXPECT_NEAR(spread_of(belief), std::sqrt(.1 * .9 / 21), 2e-3);
  EXPECT_EQ(belief.posts, 0U);
  const ToneLaw said = tone_law(.25, std::vector{commented(100, 1)});
  EXPECT_EQ(negative_share(said, "facebook/page", {1, 7}), .25);
}

TEST(ToneLaw, OfHistoryIsTheBetaPosterior) {
  // 20 posts of 10 comments, 3 or 1 of them negative: less scatter than coins, so each comment counts.
  std::vector<ObservedPost> history;
  for (int i = 0; i < 20; ++i) history.push_back(commented(10, i % 2 == 0 ? 3 : 1));
  const ToneLaw law = tone_law({}, history);
  const double a = 2 + 40, b = 18 + 160;
  EXPECT_EQ(law.posts, 20U);
  EXPECT_NEAR(law.mean(), a / (a + b), 1e-4);
  EXPECT_NEAR(spread_of(law), std::sqrt(a * b / ((a + b) * (a + b) * (a + b + 1))), 5e-4);
}

TEST(ToneLaw, TrustsPostsThatDifferMoreThanCoinsLess) {
  std::vector<ObservedPost> alike, apart;
  for (int i = 0; i < 40; ++i) {
    alike.push_back(commented(20, 4));
    apart.push_back(commented(20, i % 5 == 0 ? 20 : 0));
  }
  EXPECT_GT(spread_of(tone_law({}, apart)), 2 * spread_of(tone_law({}, alike)));
}

TEST(ToneLaw, IgnoresPostsWithoutBothCounts) {
  std::vector<ObservedPost> history(3);
  history[0].counts[index_of(Metric::comments)] = 10;
  history[1].counts[index_of(Metric::negative_comments)] = 10;
  history[2] = commented(0, 0);
  EXPECT_EQ(tone_law({}, history).posts, 0U);
}

TEST(NegativeShare, DrawsTheLaw) {
  const ToneLaw law = tone_law({}, {});
  std::vector<double> draws;
  for (std::uint32_t r = 0; r < 20'000; ++r) draws.push_back(negative_share(law, "facebook/page", {5, r}));
  EXPECT_NEAR(mean_of(draws), law.mean(), 4.5 * std::sqrt(variance_of(draws) / 20'000));
}

TEST(FindsAComment, IsTheClosedFormWhereExposuresComeEvenly) {
  // Evenly over many hours: 1 - (1 - exp(-C)) / C.
  Timing<double> timing;
  timing.activity.fill(1);
  timing.attention.assign(2000, 1.0 / 2000);
  for (const double comments : {.1, 1.0, 5.0})
    EXPECT_NEAR(finds_a_comment(timing, 30, comments), 1 + std::expm1(-comments) / comments, 2e-3);
  timing.attention = {1};
  EXPECT_EQ(finds_a_comment(timing, 30, 100), 0);
}

TEST(Answer, LeavesHalfAtOnceAndNearlyAllAfterADay) {
  EXPECT_DOUBLE_EQ(left_after_answer(0), .5);
  EXPECT_NEAR(left_after_answer(6), 1 - .5 * std::exp(-1), 1e-12);
  EXPECT_GT(left_after_answer(24), .99);
}

json with_share(double share) {
  json document = organic();
  document["audience"]["accounts"]["page"]["negative_comment_share"] = share;
  return document;
}

json with_event(json document, json event) {
  event["kind"] = "adverse";
  document["events"]["storm"] = std::move(event);
  return document;
}

double sum_of(const Forecast& forecast, double KpiCounts::*count) {
  double sum = 0;
  for (const WorldCounts& world : forecast.worlds) sum += world.total.*count;
  return sum;
}

TEST(Tone, OfAPageThatIsNeverScoldedMovesNoFigure) {
  // Relation 32: share 0 and a share that is never met by anybody who could hide.
  const Forecast none = forecast_of(with_share(0), 40), some = forecast_of(with_share(.3), 40);
  EXPECT_EQ(sum_of(none, &KpiCounts::negative_comments), 0);
  EXPECT_GT(sum_of(some, &KpiCounts::negative_comments), 0);
  for (std::size_t r = 0; r < 40; ++r) {
    if (none.worlds[r].total.hides != some.worlds[r].total.hides) continue;
    EXPECT_EQ(*none.worlds[r].total.reach, *some.worlds[r].total.reach) << r;
    EXPECT_EQ(none.worlds[r].total.comments, some.worlds[r].total.comments) << r;
  }
}

TEST(Tone, MakesTheShareOfCommentsNegativeThatThePlanSays) {
  const Forecast forecast = forecast_of(with_share(.3), 300);
  const double comments = sum_of(forecast, &KpiCounts::comments);
  EXPECT_NEAR(
      sum_of(forecast, &KpiCounts::negative_comments) / comments, .3, 4.5 * std::sqrt(.3 * .7 / comments));
}

TEST(Tone, OfCoarseAgentsHasTheSameShare) {
  json document = with_share(.3);
  document["audience"]["people_per_agent"] = 6;
  const Forecast forecast = forecast_of(document, 300);
  const double comments = sum_of(forecast, &KpiCounts::comments);
  EXPECT_NEAR(sum_of(forecast, &KpiCounts::negative_comments) / comments,
              .3,
              4.5 * std::sqrt(6 * .3 * .7 / comments));
  for (const WorldCounts& world : forecast.worlds)
    EXPECT_LE(world.total.negative_comments, world.total.comments + 1e-9);
}

TEST(Tone, KeepsThePagesUsualHides) {
  // Hides are drawn with and without tone, by the same coins, a thousand times as often as in life.
  Forecast forecast = forecast_of(with_share(.5), 2);
  double with = 0, without = 0;
  for (std::uint32_t r = 0; r < 120; ++r) {
    AssumedWorld assumed = assume_world(forecast.plan, r);
    for (PostBehaviour& b : assumed.behaviour) {
      b.hide = std::min(.3, 500 * b.hide);
      b.given_engaged[index_of(Action::comment)] = .5;
    }
    Worker worker;
    const auto hides = [&] { return live_world(forecast.plan, assumed, r, worker).counts.total.hides; };
    with += hides();
    const Theta& theta = forecast.plan.pages[0].calibration.draws[parameter_draw_of(forecast.plan, 0, r)];
    const Timing<double> timing = timing_of(theta.timing, forecast.plan.pages[0].calibration.attention_hours);
    for (std::size_t post = 0; post < assumed.behaviour.size(); ++post) {
      PostBehaviour& b = assumed.behaviour[post];
      const double comments = assumed.posts[post].expected.engaged * .5;
      b.hide *= 1 + .3 * b.negative * finds_a_comment(timing, forecast.plan.hours_of_week[post], comments);
      b.negative = 0;
    }
    without += hides();
  }
  EXPECT_GT(with, 2000);
  EXPECT_NEAR(with / without, 1, .03);
}

TEST(AdverseEvent, ThatNobodyMeetsIsAsIfAbsent) {
  const json event{{"at", "2026-12-09T10:00"}, {"reach", 0}};
  for (const json& document : {organic(), plan()}) {
    const Forecast with = forecast_of(with_event(document, event)), without = forecast_of(document);
    expect_same_worlds(with, without);
    for (const WorldCounts& world : with.worlds) EXPECT_EQ(world.talks, std::vector{0.0});
  }
}

TEST(AdverseEvent, MeetsTheShareOfTheFollowersThatThePlanSays) {
  const Forecast forecast =
      forecast_of(with_event(organic(), {{"at", "2026-12-09T10:00"}, {"reach", .4}, {"spread", 0}}), 40);
  std::vector<double> met;
  for (const WorldCounts& world : forecast.worlds) met.push_back(world.talks[0]);
  EXPECT_NEAR(mean_of(met), 600, 25);
}

TEST(AdverseEvent, IsNoPostOfThePlan) {
  const Forecast with = forecast_of(with_event(organic(), {{"start", "2026-12-09"}, {"reach", .4}})),
                 without = forecast_of(organic());
  for (std::size_t r = 0; r < with.worlds.size(); ++r) {
    EXPECT_EQ(with.worlds[r].total.posts, 3);
    EXPECT_EQ(*with.worlds[r].posts[0].reach, *without.worlds[r].posts[0].reach);  // before it
    EXPECT_GT(with.worlds[r].talks[0], 100);
  }
  const json document = forecast_document(with);
  EXPECT_TRUE(document["background"].empty());
  EXPECT_NE(document["notes"].dump().find("adverse event 'storm'"), std::string::npos);
}

TEST(AdverseEvent, MakesCommentsMoreNegativeAndSpreadsLessTheEarlierItIsAnswered) {
  json event{{"at", "2026-12-07T06:00"}, {"reach", .8}, {"spread", 30}};
  const Forecast never = forecast_of(with_event(with_share(.1), event), 200),
                 calm = forecast_of(with_share(.1), 200);
  event["answered_after_hours"] = 6;
  const Forecast late = forecast_of(with_event(with_share(.1), event), 200);
  event["answered_after_hours"] = 1;
  const Forecast early = forecast_of(with_event(with_share(.1), event), 200);
  const auto share = [](const Forecast& forecast) {
    return sum_of(forecast, &KpiCounts::negative_comments) / sum_of(forecast, &KpiCounts::comments);
  };
  EXPECT_GT(share(never), 1.5 * share(calm));
  double saved = 0;
  for (std::size_t r = 0; r < never.worlds.size(); ++r) {
    EXPECT_LE(late.worlds[r].talks[0], never.worlds[r].talks[0]);
    EXPECT_LE(early.worlds[r].talks[0], late.worlds[r].talks[0]);
    saved += late.worlds[r].talks[0] - early.worlds[r].talks[0];
  }
  EXPECT_GT(saved, 0);
}

}  // namespace
}  // namespace gs
