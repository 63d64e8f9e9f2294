// Money that is left goes where it does more, and only where that is more than luck.
#include "scenarios/track/corrections.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/track/plans.h"

namespace gs {
namespace {

using under_way::Campaign;
using under_way::fortnight;
using under_way::json;

// Two ads of one price each: 1000 impressions for 40, or for 4.
json two_prices() {
  json plan = fortnight(3);
  for (const auto& [id, cpm] : {std::pair{"dear", 40}, std::pair{"cheap", 4}})
    plan["ads"][id] = {{"post", "p01"},
                       {"daily_budget", 2},
                       {"end", "2026-12-18"},
                       {"bid", {{"cpm", cpm}}},
                       {"frequency_cap", 20}};
  plan["targets"]["paid_impressions"] = {{"at_least", 5000}};
  return plan;
}

Tracking tracked(const json& document, std::uint32_t hour) {
  const Campaign campaign(document, 2, hour);
  const CampaignExports world = campaign.world(1);
  Import import;
  import.posts = world.posts;
  import.ads = world.ads;
  const Scenario scenario = parse_scenario(document.dump(), "plan.json");
  const RunOptions options = under_way::options_for(60);
  return run_tracking({scenario, {}, options, {&import, 1}, {}});
}

TEST(Corrections, MoveMoneyFromTheDearAdToTheCheapOne) {
  const Tracking tracking = tracked(two_prices(), 5 * 24);
  ASSERT_EQ(tracking.corrections.size(), 1U);
  const Correction& best = tracking.corrections.front();
  EXPECT_EQ(best.from, "dear");
  EXPECT_EQ(best.to, "cheap");
  EXPECT_EQ(best.amount.micros, 14'000'000);  // seven days of 2 are left
  EXPECT_GE(best.p_after, best.p_before);
  const json told = document_of(tracking, best);
  EXPECT_GT(told["after"]["mean"].get<double>(), 1.1 * told["before"]["mean"].get<double>());
  EXPECT_NE(told["text"].get<std::string>().find("no new money"), std::string::npos);
}

TEST(Corrections, AreNoneWithoutATargetOrWithoutDaysToCome) {
  json plan = two_prices();
  plan.erase("targets");
  EXPECT_TRUE(tracked(plan, 5 * 24).corrections.empty());
  EXPECT_TRUE(tracked(two_prices(), 16 * 24).corrections.empty());
}

}  // namespace
}  // namespace gs
