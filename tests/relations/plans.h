// A small plan with everything in it, its forecast, and what two forecasts must have in common, world by
// world.
#pragma once
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "core/summary.h"
#include "scenarios/compare.h"
#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"

namespace gs::relations {

using nlohmann::json;

// Two kinds of people, a page, three posts, an ad; small enough for hundreds of worlds a second.
inline json plan() {
  return json::parse(R"({"schema":"groundswell/scenario/1","currency":"EUR","timezone":"Europe/Berlin",
"start":"2026-12-07","end":"2026-12-13","seed":3,
"audience":{
  "mean_listeners":20,
  "segments":{"older":{"people":3000,"age":"40-59"},"young":{"people":2000,"age":"18-24"}},
  "accounts":{"page":{"platform":"facebook","followers":1500}}},
"plan":{"a":{"account":"page","format":"link","title":"Tea","publish_at":"2026-12-07T18:00+01:00"},
        "b":{"account":"page","format":"photo","title":"Cake","publish_at":"2026-12-09T12:00+01:00"},
        "c":{"account":"page","format":"video","title":"Film","publish_at":"2026-12-10T20:00+01:00"}},
"ads":{"boost":{"post":"a","daily_budget":6,"start":"2026-12-07","end":"2026-12-11","bid":{"cpm":10},"frequency_cap":8}}})");
}

inline json organic() {
  json document = plan();
  document.erase("ads");
  return document;
}

inline Forecast forecast_of(const json& document, std::size_t worlds = 10, std::uint32_t seed = 3) {
  RunOptions options;
  options.replicates = worlds;
  options.seed = seed;
  return run_forecast(parse_scenario(document.dump(), "plan.json"), {}, options);
}

// Every count of a world, in one order.
inline std::vector<double> counts_of(const KpiCounts& c) {
  std::vector<double> all{c.reach.value_or(-1),
                          c.post_reach_sum,
                          c.impressions,
                          c.likes,
                          c.comments,
                          c.shares,
                          c.clicks,
                          c.engaged_users,
                          c.spend,
                          c.paid_impressions,
                          c.ad_clicks,
                          c.saves,
                          c.follows,
                          c.unfollows,
                          c.hides,
                          c.negative_comments};
  for (const auto& reach : c.reach_k) all.push_back(reach.value_or(-1));
  all.insert(all.end(), c.first_reach.begin(), c.first_reach.end());
  return all;
}

inline void expect_same_worlds(const Forecast& one, const Forecast& other) {
  ASSERT_GT(one.worlds.size(), 0U);
  for (std::size_t r = 0; r < std::min(one.worlds.size(), other.worlds.size()); ++r) {
    EXPECT_EQ(counts_of(one.worlds[r].total), counts_of(other.worlds[r].total)) << "world " << r;
    EXPECT_EQ(one.worlds[r].events, other.worlds[r].events) << "world " << r;
  }
}

inline double reach(const WorldCounts& world) { return *world.total.reach; }
inline double impressions(const WorldCounts& world) { return world.total.impressions; }
inline double engagements(const WorldCounts& world) {
  return world.total.likes + world.total.comments + world.total.shares;
}

// Equal laws, as far as means tell: of people, who are drawn once a forecast, and of worlds. 24 audiences of
// 20 worlds; both plans take the same ones, so that the luck of posts cancels: 4.5 standard errors of the
// mean difference between audiences (RELIABILITY 7).
inline void expect_same_means(const json& one, const json& other) {
  constexpr std::size_t kAudiences = 24, kWorlds = 20;
  std::array<std::vector<double>, 3> means, differences;
  for (std::uint32_t seed = 1; seed <= kAudiences; ++seed) {
    const Forecast a = forecast_of(one, kWorlds, seed), b = forecast_of(other, kWorlds, seed);
    std::size_t row = 0;
    for (const auto& count : {&reach, &impressions, &engagements}) {
      double mean = 0, apart = 0;
      for (std::size_t r = 0; r < kWorlds; ++r) {
        mean += count(a.worlds[r]) / kWorlds;
        apart += (count(b.worlds[r]) - count(a.worlds[r])) / kWorlds;
      }
      means[row].push_back(mean);
      differences[row++].push_back(apart);
    }
  }
  for (std::size_t row = 0; row < means.size(); ++row) {
    const double error = std::sqrt(variance_of(differences[row]) / kAudiences);
    EXPECT_LE(std::abs(mean_of(differences[row])), 4.5 * error) << row;
    EXPECT_LT(error, 0.1 * mean_of(means[row])) << "too few worlds to tell anything";
  }
}

}  // namespace gs::relations
