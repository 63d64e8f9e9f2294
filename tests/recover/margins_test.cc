// An ordinary plan keeps the pool's margins: the simulator may add no spread and no bias of its own to the
// counts that history taught. Ordinary: published at the hours the page always publishes at.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "core/summary.h"
#include "tests/support/page.h"

namespace gs {
namespace {

// The small page, every post at noon on a weekday: all hours are the usual hour.
std::vector<ObservedPost> noon_history() {
  std::vector<ObservedPost> history = support::small_history();
  std::int64_t day = days_since_epoch(2026, 1, 5);  // a Monday
  for (ObservedPost& post : history) {
    const CivilTime date = to_civil({day * 86400}, "UTC");
    post.published = to_instant({date.year, date.month, date.day, 12}, post.zone).instant;
    day += weekday(date) == 4 ? 3 : 1;
  }
  return history;
}

struct Ordinary {
  Plan plan;
  PoolForecast pool;  // before small counts were turned into intensities
  std::vector<WorldCounts> worlds;
};

const Ordinary& ordinary() {
  static const Ordinary value = [] {
    Ordinary made;
    const auto history = noon_history();
    PopulationParameters people;
    people.followers = 0;
    const Calibration calibration = fit(history, people, support::quick_fit());
    PlanRequest request;
    request.account = calibration.account;
    request.platform = calibration.platform;
    request.zone = calibration.zone;
    request.start = {2026, 12, 7};
    request.days = 5;
    request.audience.followers = calibration.followers;
    for (int i = 0; i < 3; ++i)
      request.posts.push_back({"p" + std::to_string(i),
                               i == 1 ? "video" : "photo",
                               "product",
                               false,
                               to_instant({2026, 12, 7 + i, 12}, calibration.zone).instant});
    made.plan = prepare_plan(request, calibration, history);
    PoolOptions options;
    options.hour_columns = false;
    std::vector<PostFeatures> planned;
    for (const PlannedPost& post : made.plan.request.posts)
      planned.push_back({.format = post.format,
                         .topic = post.topic,
                         .paid = post.paid,
                         .followers = request.audience.followers,
                         .hour = 12,
                         .weekday = 0});
    made.pool = pool_forecast(pool_history(history, calibration).rows, planned, options, 0);
    made.worlds = simulate_worlds(made.plan, 1500);
    return made;
  }();
  return value;
}

// Largest distance between the levels of the pool's quantiles and the share of simulated counts below them.
// Standard error at 1500 worlds: .013; 4.5 of them .058. Counts are whole, so ties count half.
double worst_level(std::size_t metric, double (*pick)(const KpiCounts&)) {
  double worst = 0;
  for (std::size_t i = 0; i < ordinary().plan.request.posts.size(); ++i)
    for (const double level : {.1, .25, .5, .75, .9}) {
      const double cut = ordinary().pool.posts[i][metric]->quantile(level);
      double below = 0;
      for (const WorldCounts& world : ordinary().worlds) {
        const double count = pick(world.posts[i]);
        below += count + .5 <= cut ? 1 : count - .5 >= cut ? 0 : cut - count + .5;
      }
      worst = std::max(worst, std::abs(below / static_cast<double>(ordinary().worlds.size()) - level));
    }
  return worst;
}

TEST(OrdinaryPlan, KeepsThePoolsReach) {
  EXPECT_LT(worst_level(0, [](const KpiCounts& c) { return *c.reach; }), .058);
}
TEST(OrdinaryPlan, KeepsThePoolsImpressions) {
  EXPECT_LT(worst_level(1, [](const KpiCounts& c) { return c.impressions; }), .058);
}
TEST(OrdinaryPlan, KeepsThePoolsLikes) {
  EXPECT_LT(worst_level(4, [](const KpiCounts& c) { return c.likes; }), .058);
}
TEST(OrdinaryPlan, KeepsThePoolsSmallCountsOfComments) {
  EXPECT_LT(worst_level(6, [](const KpiCounts& c) { return c.comments; }), .058);
}

}  // namespace
}  // namespace gs
