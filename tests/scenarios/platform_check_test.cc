// What platforms' beliefs give together: a page of 10 000 followers, forecast from them alone, reaches as
// many as the check row of its file says.
#include <gtest/gtest.h>

#include "models/platform.h"
#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"

namespace gs {
namespace {

constexpr std::size_t kWorlds = 800;

Forecast page_of_ten_thousand(const std::string& platform) {
  const std::string document =
      R"({"timezone":"UTC","start":"2026-12-07","audience":{"accounts":{"page":{"platform":")" + platform +
      R"(","followers":10000}}},"plan":{"post":{"account":"page","publish_at":"2026-12-09T12:00"}}})";
  RunOptions options;
  options.replicates = kWorlds;
  return run_forecast(parse_scenario(document, platform), {}, options);
}

// Parameters are spread evenly over 400 draws, luck is not: the median of 800 worlds is known to about 4 %.
TEST(Platform, BeliefsGiveTheReachOfTheCheckRow) {
  for (const Platform& platform : platforms()) {
    std::vector<double> reach;
    for (const auto& draw : draws_of(page_of_ten_thousand(std::string(platform.id)), *find_kpi("reach")))
      reach.push_back(*draw / 10000);
    std::ranges::nth_element(reach, reach.begin() + kWorlds / 2);
    const double check = platform[Belief::check_reach_per_follower].center;
    EXPECT_NEAR(reach[kWorlds / 2] / check, 1, 0.1) << platform.id;
    const auto [low, high] = std::ranges::minmax(reach);
    EXPECT_GT(high / low, 6) << platform.id;
  }
}

}  // namespace
}  // namespace gs
