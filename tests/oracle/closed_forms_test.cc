// Exact reach of the share mechanism on drawn graphs: with every follower coin and every act of sharing
// certain, a post is an independent cascade from agent 0 (the only follower). Values: enumeration of
// live-edge graphs, p = 0.3. 64 posts share a world, so 2048 worlds are 131072 cascades: the standard error
// is 0.15 to 0.35 % of the mean, and a bias of 2 % is seen with certainty at 4.5 standard errors.
#include <gtest/gtest.h>

#include "core/summary.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

using namespace testing_worlds;

struct Graph {
  const char* name;
  std::uint32_t agents;
  Arcs arcs;
  double p, mean_reach;
};

void PrintTo(const Graph& graph, std::ostream* out) { *out << graph.name; }

Arcs complete(std::uint32_t agents) {
  Arcs edges;
  for (std::uint32_t a = 0; a < agents; ++a)
    for (std::uint32_t b = a + 1; b < agents; ++b) edges.emplace_back(a, b);
  return edges;
}

Arcs binary_tree(std::uint32_t agents) {
  Arcs edges;
  for (std::uint32_t a = 1; a < agents; ++a) edges.emplace_back((a - 1) / 2, a);
  return edges;
}

// Outer pentagon 0-4, inner pentagram 5-9.
Arcs petersen() {
  Arcs edges;
  for (std::uint32_t a = 0; a < 5; ++a) {
    edges.emplace_back(a, (a + 1) % 5);
    edges.emplace_back(a, a + 5);
    edges.emplace_back(5 + a, 5 + (a + 2) % 5);
  }
  return edges;
}

std::vector<Graph> graphs() {
  return {{"path_of_5_from_its_end", 5, both_ways({{0, 1}, {1, 2}, {2, 3}, {3, 4}}), .3, 1.4251},
          {"star_of_6_from_its_centre", 6, both_ways({{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}}), .3, 2.5},
          {"star_of_6_from_a_leaf", 6, both_ways({{5, 0}, {5, 1}, {5, 2}, {5, 3}, {5, 4}}), .3, 1.66},
          {"cycle_of_6", 6, both_ways({{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 0}}), .3, 1.851415},
          {"complete_3", 3, both_ways(complete(3)), .3, 1.726},
          {"complete_4", 4, both_ways(complete(4)), .3, 2.316556},
          {"complete_5", 5, both_ways(complete(5)), .3, 3.1011297736},
          {"complete_10", 10, both_ways(complete(10)), .1, 3.0269285933},
          {"directed_diamond", 4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}, .3, 1.7719},
          {"binary_tree_of_depth_4", 31, both_ways(binary_tree(31)), .3, 2.3056},
          {"petersen_graph", 10, both_ways(petersen()), .3, 2.936318743387432},
          {"grid_2_by_3_from_a_corner",
           6,
           both_ways({{0, 1}, {1, 2}, {3, 4}, {4, 5}, {0, 3}, {1, 4}, {2, 5}}),
           .3,
           2.0017519}};
}

class ShareCascade : public testing::TestWithParam<Graph> {};

TEST_P(ShareCascade, ReachesTheExactMeanWithinFourAndAHalfStandardErrors) {
  constexpr std::uint32_t kPosts = 64, kWorlds = 2048;
  const Graph& graph = GetParam();
  Plan plan;
  plan.audience = drawn_audience(graph.agents, 1, graph.arcs);
  plan.timing = flat_timing(1);  // delay 0: a share is seen one hour later, whatever the path
  plan.campaign = {.page_keys = {1}, .hours = 40};
  for (std::uint32_t p = 0; p < kPosts; ++p) plan.campaign.posts.push_back({p, Tick{0}});
  plan.behaviour.assign(kPosts, cascade(graph.p));
  std::vector<double> reach(kWorlds * kPosts);
  for_each_chunk(kWorlds / 64, 0, [&](std::size_t chunk) {
    WorldScratch scratch;
    for (std::size_t w = chunk * 64; w < chunk * 64 + 64; ++w) {
      const Ledger ledger = run_world({plan.audience, plan.campaign, plan.behaviour, plan.timings()},
                                      {21, static_cast<std::uint32_t>(w)},
                                      scratch);
      for (const HourCounts& row : ledger.rows)
        reach[w * kPosts + row.post] += static_cast<double>(total(row.exposures));
    }
  });
  const double standard_error = std::sqrt(variance_of(reach) / static_cast<double>(reach.size()));
  EXPECT_NEAR(mean_of(reach), graph.mean_reach, 4.5 * standard_error);
  EXPECT_LT(standard_error, 0.0035 * graph.mean_reach);
}

INSTANTIATE_TEST_SUITE_P(Drawn, ShareCascade, testing::ValuesIn(graphs()), [](const auto& graph) {
  return graph.param.name;
});

// The law of the hour at which post and person meet, from the hour `from` on: w_t A(h + t), scaled to sum 1.
std::vector<double> delay_law(const Timing<double>& timing, std::size_t hour_of_week) {
  std::vector<double> law;
  double sum = 0;
  for (std::size_t t = 0; t < timing.attention.size(); ++t) {
    law.push_back(timing.attention[t] * timing.activity[(hour_of_week + t) % kHoursPerWeek]);
    sum += law.back();
  }
  for (double& p : law) p /= sum;
  return law;
}

// Largest |z| of binomial counts against a law of n draws, over cells expected to hold at least 10.
double worst_z(const std::vector<double>& counts, const std::vector<double>& law, double n) {
  double worst = 0;
  for (std::size_t t = 0; t < law.size(); ++t)
    if (n * law[t] >= 10)
      worst = std::max(worst, std::abs(counts[t] - n * law[t]) / std::sqrt(n * law[t] * (1 - law[t])));
  return worst;
}

TEST(ShareDelay, IsTheConvolutionOfThreeDelaysOnAPathOfThree) {
  constexpr std::uint32_t kPosts = 2000, kWorlds = 100, kStart = 130, kHours = 120;
  Plan plan;
  plan.audience = drawn_audience(3, 1, {{0, 1}, {1, 2}});
  plan.timing =
      timing_of<double>({.diurnal = {-0.8, -0.5, 0.2, 0.1}, .weekend = 0.3, .log_half_life = 1.0}, 36);
  plan.campaign = {.page_keys = {1}, .hours = kHours, .start_hour_of_week = kStart};
  for (std::uint32_t p = 0; p < kPosts; ++p) plan.campaign.posts.push_back({p, Tick{0}});
  plan.behaviour.assign(kPosts, cascade(1.0));
  std::vector<std::vector<double>> law{delay_law(plan.timing, kStart)};
  law[0].resize(kHours);
  for (int step = 1; step < 3; ++step) {
    std::vector<double> next(kHours);
    for (std::size_t t = 0; t + 1 < kHours; ++t) {
      const std::vector<double> after = delay_law(plan.timing, (kStart + t + 1) % kHoursPerWeek);
      for (std::size_t d = 0; d < after.size() && t + 1 + d < kHours; ++d)
        next[t + 1 + d] += law.back()[t] * after[d];
    }
    law.push_back(next);
  }
  std::vector<double> first(kHours), by_share(kHours);
  for (std::uint32_t w = 0; w < kWorlds; ++w)
    for (const HourCounts& row : plan.run({22, w}).rows) {
      first[row.hour] += row.exposures[index_of(Source::follow)];
      by_share[row.hour] += row.exposures[index_of(Source::share)];
    }
  constexpr double kCascades = kPosts * kWorlds;
  EXPECT_LT(worst_z(first, law[0], kCascades), 4.5);
  // Two people of one cascade: their sum of indicators has at most twice the variance of independent ones.
  std::vector<double> both(kHours);
  for (std::size_t t = 0; t < kHours; ++t) both[t] = 0.5 * (law[1][t] + law[2][t]);
  EXPECT_LT(worst_z(by_share, both, 2 * kCascades), 4.5 * std::sqrt(2.0));
}

TEST(FollowDelay, SpreadsTheHoursInProportionToTheDiurnalProfile) {
  Plan plan;
  plan.audience = drawn_audience(20000, 20000, {});
  plan.timing = evening_timing();
  plan.timing.attention.assign(168, 1.0 / 168);  // shown all week: only the profile is left
  plan.campaign = {.page_keys = {1}, .hours = 168, .start_hour_of_week = 0};
  for (std::uint32_t p = 0; p < 20; ++p) plan.campaign.posts.push_back({p, Tick{0}});
  plan.behaviour.assign(20, {.follow_intensity = 1000.0});
  std::vector<double> seen(168), law;
  for (const HourCounts& row : plan.run({23, 0}).rows) seen[row.hour] += row.exposures[0];
  for (const double activity : plan.timing.activity) law.push_back(activity / 168);
  EXPECT_LT(worst_z(seen, law, 400000), 4.5);
  EXPECT_GT(*std::ranges::max_element(seen), 2 * *std::ranges::min_element(seen));  // the profile is not flat
}

// Gamma-Poisson: reach of m exposures per head when opening rates follow a gamma law of shape k: 1 - (1 +
// m/k)^-k.
TEST(ActivityClasses, GiveTheGammaPoissonReachToAThousandthWithThirtyTwoClasses) {
  for (const auto& [m, k] : {std::pair{1.5, 0.4}, {0.09, 1.0}, {3.0, 1.0}, {0.5, 2.0}}) {
    double reach = 0;
    for (const double x : activity_classes(k))
      reach -= exact_expm1(-x * m) / static_cast<double>(kActivityClasses);
    EXPECT_NEAR(reach, -exact_expm1(-k * exact_log1p(m / k)), 1e-3) << "m " << m << " k " << k;
  }
}

TEST(Follow, ReachesTheGammaPoissonShareOfFourHundredThousandFollowers) {
  Plan plan;
  plan.audience = grow_audience(
      {.followers = 400000, .outsiders_per_follower = 0, .mean_listeners = 0, .activity_shape = 0.4}, 3, 0);
  plan.timing = flat_timing(24);
  plan.campaign = {.page_keys = {1}, .hours = 24};
  plan.campaign.posts.push_back({1, Tick{0}});
  plan.behaviour = {{.follow_intensity = 1.5}};
  const double reach = static_cast<double>(plan.run({24, 0}).reach_k[0]) / 400000.0;
  // Standard error 0.0008: a bias of 1 % is 5.9 of them. Classes add 0.001 (test above).
  EXPECT_NEAR(reach, 0.4638052518, 4.5 * 0.0008 + 0.001);
}

}  // namespace
}  // namespace gs
