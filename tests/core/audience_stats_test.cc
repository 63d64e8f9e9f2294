// Figures of audiences drawn by hand, and sampled ones against exact ones.
#include "core/graph/audience_stats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/draw.h"
#include "core/real.h"

namespace gs {
namespace {

using Rows = std::vector<std::vector<std::uint32_t>>;

Layer layer_of(const Rows& rows) {
  Layer layer;
  layer.first.rows.push_back(0);
  for (const auto& row : rows) {
    for (const std::uint32_t listener : row) layer.listeners.push_back(AgentId{listener});
    layer.first.rows.push_back(layer.listeners.size());
  }
  return layer;
}

// Rings of neighbours with some links redirected: clustered, and not alike everywhere.
Layer ring(std::uint32_t agents, std::uint32_t near, double astray) {
  Rows rows(agents);
  for (std::uint32_t a = 0; a < agents; ++a) {
    for (std::uint32_t step = 1; step <= near; ++step) {
      const Question question{a, step, Purpose::links};
      const bool off = uniform({1, 0}, question) < astray;
      const auto far = static_cast<std::uint32_t>(uniform({1, 1}, question) * agents);
      const std::uint32_t b = off ? far : (a + step) % agents;
      if (b != a) rows[a].push_back(b);
    }
    std::ranges::sort(rows[a]);
    rows[a].erase(std::ranges::unique(rows[a]).begin(), rows[a].end());
  }
  return layer_of(rows);
}

TEST(DegreeLaw, TellsQuantilesMeanAndMost) {
  std::vector<std::uint32_t> degrees;
  for (std::uint32_t i = 100; i > 0; --i) degrees.push_back(i);
  const DegreeLaw law = degree_law(degrees);
  EXPECT_EQ(law.people, 100U);
  EXPECT_DOUBLE_EQ(law.mean, 50.5);
  EXPECT_EQ(law.p10, 11U);
  EXPECT_EQ(law.p50, 51U);
  EXPECT_EQ(law.p99, 100U);
  EXPECT_EQ(law.most, 100U);
  EXPECT_FALSE(law.tail_exponent);
  EXPECT_EQ(degree_law({}).people, 0U);
}

TEST(DegreeLaw, FindsTheExponentOfAPlantedTail) {
  for (const double exponent : {2.0, 2.5, 3.5}) {
    std::vector<std::uint32_t> degrees;
    for (std::uint32_t i = 0; i < 40000; ++i) {  // survival (x / 20)^-(exponent - 1), rounded
      const double u = uniform({1, 0}, {i, 0, Purpose::people});
      degrees.push_back(
          static_cast<std::uint32_t>(std::min(1e9, 20 * exact_exp(-exact_log(u) / (exponent - 1))) + 0.5));
    }
    const DegreeLaw law = degree_law(degrees);
    ASSERT_TRUE(law.tail_exponent);
    const double error = (exponent - 1) / std::sqrt(static_cast<double>(law.tail_people));
    EXPECT_NEAR(*law.tail_exponent, exponent, 4 * error) << law.tail_people;
  }
}

TEST(ReturnedShare, CountsLinksHeardBothWays) {
  const Layer layer = layer_of({{1, 2}, {0}, {1}});
  EXPECT_DOUBLE_EQ(returned_share(layer, reversed(layer)), 0.5);
  EXPECT_EQ(returned_share(layer_of({{}, {}}), layer_of({{}, {}})), 0);
}

TEST(Clustering, IsExactOnGraphsDrawnByHand) {
  //  0 - 1 - 2 - 0 a triangle in any direction, 3 hangs on 2
  const Layer layer = layer_of({{1}, {2}, {0, 3}, {}});
  const Clustering clustering = clustering_of(layer, reversed(layer));
  EXPECT_TRUE(clustering.exact);
  EXPECT_EQ(clustering.people, 3U);
  EXPECT_DOUBLE_EQ(clustering.mean, (1 + 1 + 1 / 3.0) / 3);
  const Layer closed = layer_of({{1, 2}, {0, 2}, {0, 1}});
  EXPECT_DOUBLE_EQ(clustering_of(closed, reversed(closed)).mean, 1);
}

TEST(Clustering, IsSampledWithinItsError) {
  const Layer layer = ring(3000, 12, 0.15), heard = reversed(layer);
  const Clustering exact = clustering_of(layer, heard);
  ClusteringOptions some{.people = 800, .pairs = 60, .exact_below = 0};
  for (std::uint32_t seed = 1; seed < 5; ++seed) {
    some.seed = seed;
    const Clustering sampled = clustering_of(layer, heard, some);
    EXPECT_FALSE(sampled.exact);
    EXPECT_EQ(sampled.people, 800U);
    EXPECT_NEAR(sampled.mean, exact.mean, 4.5 * sampled.standard_error);
    EXPECT_LT(sampled.standard_error, 0.05 * exact.mean);
    EXPECT_EQ(clustering_of(layer, heard, some).mean, sampled.mean);
  }
}

// Five people: 0 and 1 in the first segment, the others in the second; 4 is on the other layer only.
Audience five() {
  Audience audience;
  audience.agents = 5;
  audience.person.rows = {10, 11, 12, 13, 14};
  audience.activity_class.rows = {0, 1, 1, 1, 0};
  audience.activity = {0.5, 2};
  audience.segment.rows = {0, 0, 1, 1, 1};
  audience.uses.rows = {1, 1, 3, 1, 2};
  audience.layers = {layer_of({{1, 2}, {0}, {0, 1, 3}, {}, {}}), layer_of({{}, {}, {4}, {}, {}})};
  add_page(audience, 0, {0, 1, 2});
  add_page(audience, 1, {2, 4});
  return audience;
}

TEST(AudienceStats, CountPeoplePagesAndWhatTheyShare) {
  const AudienceStats stats = describe_people(five(), 3);
  EXPECT_EQ(stats.segments, 3U);
  EXPECT_EQ(stats.people, (std::vector<std::uint32_t>{2, 3, 0}));
  EXPECT_EQ(stats.activity, (std::vector<double>{1.25, 1.5, 0}));
  EXPECT_EQ(stats.users, (std::vector<std::uint32_t>{2, 2, 0, 0, 2, 0}));
  EXPECT_EQ(stats.followers, (std::vector<std::uint32_t>{2, 1, 0, 0, 2, 0}));
  EXPECT_EQ(stats.in_common, (std::vector<std::uint32_t>{3, 1, 1, 2}));
  EXPECT_EQ(stats.pages_apiece, (std::vector<std::uint32_t>{1, 3, 1}));
}

TEST(LayerFigures, DescribeUsersOnly) {
  const LayerFigures figures = describe_layer(five(), 0, {.deep = true, .leaders = 2});
  EXPECT_EQ(figures.users, 4U);
  EXPECT_EQ(figures.links, 6U);
  EXPECT_DOUBLE_EQ(figures.listeners.mean, 1.5);
  EXPECT_EQ(figures.listeners.most, 3U);
  EXPECT_EQ(figures.heard.most, 2U);
  EXPECT_DOUBLE_EQ(figures.returned, 4 / 6.0);
  EXPECT_EQ(figures.mixing, (std::vector<std::uint64_t>{2, 1, 2, 1}));
  ASSERT_TRUE(figures.deep);
  EXPECT_EQ(figures.deep->components, 1U) << "who is not on the layer is no component of it";
  EXPECT_EQ(figures.deep->largest_component, 4U);
  EXPECT_TRUE(figures.deep->clustering.exact);
  ASSERT_EQ(figures.deep->by_listeners.size(), 2U);
  EXPECT_EQ(figures.deep->by_listeners[0].agent, AgentId{2});
  EXPECT_EQ(figures.deep->by_listeners[0].listeners, 3U);
  EXPECT_EQ(figures.deep->by_listeners[1].agent, AgentId{0});
  EXPECT_EQ(figures.deep->by_rank[0].agent, AgentId{0})
      << "2 passes on all of its rank to 0, whom alone it hears";
  EXPECT_GT(figures.deep->by_rank[0].rank_share, figures.deep->by_rank[1].rank_share);
  EXPECT_FALSE(describe_layer(five(), 0).deep);
}

}  // namespace
}  // namespace gs
