// Links grown from a portrait: numbers of listeners, returned links, triangles, mixing of segments, pull of
// pages, each against an obvious count.
#include "models/people/links.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/graph/layer_stats.h"
#include "core/summary.h"
#include "models/people/circles.h"
#include "models/people/mixing.h"
#include "models/people/neighbourhood.h"
#include "tests/support/portraits.h"

namespace gs {
namespace {

using namespace testing_portraits;

std::vector<double> rows_of(const Layer& layer) {
  std::vector<double> listeners;
  for (std::uint32_t a = 0; a + 1 < layer.first.size(); ++a)
    listeners.push_back(static_cast<double>(listeners_of(layer, AgentId{a}).size()));
  return listeners;
}

bool linked(const Layer& layer, std::uint32_t a, std::uint32_t b) {
  return std::ranges::binary_search(listeners_of(layer, AgentId{a}), AgentId{b});
}

double share_returned(const Layer& layer) {
  double returned = 0, links = 0;
  for (std::uint32_t a = 0; a + 1 < layer.first.size(); ++a)
    for (const AgentId b : listeners_of(layer, AgentId{a})) ++links, returned += linked(layer, b.value, a);
  return returned / links;
}

// Mean over people with two neighbours or more of the share of pairs of neighbours who are neighbours.
double naive_clustering(const Layer& layer) {
  const Layer back = reversed(layer);
  const auto near = [&](std::uint32_t a, std::uint32_t b) {
    return linked(layer, a, b) || linked(layer, b, a);
  };
  std::vector<std::set<std::uint32_t>> neighbours(layer.first.size() - 1);
  for (std::uint32_t a = 0; a < neighbours.size(); ++a)
    for (const Layer* way : {&layer, &back})
      for (const AgentId b : listeners_of(*way, AgentId{a})) neighbours[a].insert(b.value);
  std::vector<double> shares;
  for (const auto& all : neighbours) {
    const std::vector<std::uint32_t> around(all.begin(), all.end());
    double pairs = 0, closed = 0;
    for (std::size_t i = 0; i < around.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) ++pairs, closed += near(around[i], around[j]);
    if (pairs > 0) shares.push_back(closed / pairs);
  }
  return mean_of(shares);
}

TEST(GrowLinks, MeetTheMeanNumberOfListenersWithAHeavyTailBothWays) {
  for (const double reciprocity : {0.0, 0.4, 1.0})
    for (const double triangles : {0.0, 0.1}) {
      const Layer layer =
          grow_audience(
              village(60000, {.mean_listeners = 12, .reciprocity = reciprocity, .triangles = triangles}),
              2,
              0)
              .layers[0];
      for (const Layer& way : {layer, reversed(layer)}) {
        std::vector<double> listeners = rows_of(way);
        const double error = std::sqrt(variance_of(listeners) / static_cast<double>(listeners.size()));
        EXPECT_NEAR(mean_of(listeners), 12, 4.5 * error + 0.12) << reciprocity << " " << triangles;
        std::ranges::sort(listeners);
        EXPECT_NEAR(quantile_sorted(listeners, 0.5), 7.5, 2) << reciprocity << " " << triangles;
        EXPECT_GT(listeners.back(), 15 * 12.0) << reciprocity << " " << triangles;
      }
    }
}

TEST(GrowLinks, ReturnTheShareAskedFor) {
  for (const double triangles : {0.0, 0.15})
    for (const double asked : {0.0, 0.25, 0.6, 1.0}) {
      const Audience audience = grow_audience(
          village(20000, {.mean_listeners = 20, .reciprocity = asked, .triangles = triangles}), 4, 0);
      EXPECT_NEAR(share_returned(audience.layers[0]), asked, 0.012) << triangles;
    }
}

TEST(GrowLinks, CloseTheTrianglesAskedFor) {
  for (const double reciprocity : {0.0, 1.0}) {
    LayerPortrait layer{.mean_listeners = 14, .listeners_log_sd = 0.8, .reciprocity = reciprocity};
    const double chance = naive_clustering(grow_audience(village(6000, layer), 4, 0).layers[0]);
    EXPECT_LT(chance, 0.03);
    for (const double asked : {0.05, 0.14, 0.3}) {
      layer.triangles = asked;
      const double measured = naive_clustering(grow_audience(village(6000, layer), 4, 0).layers[0]);
      EXPECT_GT(measured, 0.9 * asked) << reciprocity;
      EXPECT_LT(measured, 1.1 * asked + chance) << reciprocity;
    }
  }
}

TEST(MixSegments, BalanceEverybodysLinksAtTheOddsAskedFor) {
  const std::vector<double> users{100, 700, 0, 200};
  for (const double odds : {1.0, 2.0, 10.0}) {
    const Mixing mixing = mix_segments(users, odds);
    for (std::size_t s : {0U, 1U, 3U}) {
      double from = 0, to = 0;
      for (std::size_t t = 0; t < 4; ++t) {
        from += mixing.share(s, t);
        to += users[t] * mixing.share(t, s);
      }
      EXPECT_NEAR(from, 1, 1e-12);
      EXPECT_NEAR(to, users[s], 1e-9) << "everybody hears as many as before";
    }
    EXPECT_NEAR(mixing.share(0, 0) * mixing.share(1, 1) / (mixing.share(0, 1) * mixing.share(1, 0)),
                odds * odds,
                1e-9 * odds * odds);
  }
}

TEST(GrowLinks, MixSegmentsByTheOddsAskedFor) {
  for (const double reciprocity : {0.0, 1.0})
    for (const double triangles : {0.0, 0.2}) {
      Portrait portrait = village(
          0, {.mean_listeners = 20, .same_segment = 3, .reciprocity = reciprocity, .triangles = triangles});
      portrait.segments = {{.id = "few", .people = 5000}, {.id = "many", .people = 15000}};
      const Audience audience = grow_audience(portrait, 6, 0);
      double links[2][2]{};
      for (AgentId a{0}; a.value < audience.agents; ++a.value)
        for (const AgentId b : listeners_of(audience.layers[0], a))
          ++links[segment_of(audience, a)][segment_of(audience, b)];
      EXPECT_NEAR(std::sqrt(links[0][0] * links[1][1] / (links[0][1] * links[1][0])), 3, 0.25)
          << reciprocity << " " << triangles;
      EXPECT_NEAR((links[0][0] + links[0][1]) / 5000, 20, 2);
      EXPECT_NEAR((links[0][0] + links[1][0]) / 5000, 20, 2);
    }
}

// With one page in one segment the odds are plain: followers among listeners of followers, against chance.
TEST(GrowLinks, DrawFollowersOfOnePageTogetherByTheOddsAskedFor) {
  for (const double triangles : {0.0, 0.1})
    for (const double odds : {1.0, 1.5, 4.0}) {
      Portrait portrait = village(20000, {.mean_listeners = 20, .triangles = triangles, .same_page = odds});
      portrait.pages = {{.id = "x/page", .followers = 5000}};
      const Neighbourhood around = neighbourhood_of(grow_audience(portrait, 8, 0), 0);
      const double share = around.follower_share_of_followers;
      EXPECT_NEAR(share / (1 - share) * 3, odds, 0.05 * odds) << triangles;
      EXPECT_NEAR(around.follower_share_of_strangers, 0.25, 0.01);
    }
}

TEST(Neighbourhood, IsThatOfAGraphDrawnByHand) {
  //  0 -> 1 -> 2, 2 -> 0, 2 -> 1; 0 and 1 follow; 3 is elsewhere
  Audience audience;
  audience.agents = 4;
  audience.people_per_agent = 10;
  audience.person.rows = {5, 6, 7, 8};
  audience.activity_class.rows = {0, 0, 0, 0};
  audience.activity = {1};
  audience.uses.rows = {1, 1, 1, 0};
  audience.layers.push_back({{{0, 1, 2, 4, 4}}, {{1}, {2}, {0}, {1}}});
  add_page(audience, 0, {0, 1});
  const Neighbourhood around = neighbourhood_of(audience, 0);
  EXPECT_EQ(around.followers, 20);
  EXPECT_EQ(around.others, 10);
  EXPECT_DOUBLE_EQ(around.mean_listeners, 4 / 3.0);
  EXPECT_DOUBLE_EQ(around.listeners_of_listeners, (1 + 2 + 1 + 1) / 4.0);
  EXPECT_DOUBLE_EQ(around.follower_share_of_followers, 0.5);
  EXPECT_DOUBLE_EQ(around.follower_share_of_strangers, 1);
}

TEST(Neighbourhood, IsForeseenFromThePortraitWithinAFewPercent) {
  for (const double reciprocity : {0.0, 0.5, 1.0})
    for (const double triangles : {0.0, 0.1}) {
      Portrait portrait = city();
      for (SegmentPortrait& segment : portrait.segments) segment.people *= 5;
      for (PagePortrait& page : portrait.pages) page.followers *= 5;
      for (LayerPortrait& layer : portrait.layers) {
        layer.reciprocity = reciprocity;
        layer.triangles = triangles;
        layer.same_page = 2;
        layer.same_segment = 3;
      }
      const Audience audience = grow_audience(portrait, 3, 0);
      for (std::uint32_t p = 0; p < 3; ++p) {
        const Neighbourhood told = expected_neighbourhood(portrait, p), is = neighbourhood_of(audience, p);
        const std::string where =
            portrait.pages[p].id + " " + std::to_string(reciprocity) + " " + std::to_string(triangles);
        EXPECT_NEAR(told.followers, is.followers, 1) << where;
        EXPECT_NEAR(told.others, is.others, 0.02 * is.others) << where;
        EXPECT_NEAR(told.mean_listeners, is.mean_listeners, 0.04 * is.mean_listeners) << where;
        EXPECT_NEAR(told.listeners_of_listeners, is.listeners_of_listeners, 0.12 * is.listeners_of_listeners)
            << where;
        EXPECT_NEAR(told.follower_share_of_followers,
                    is.follower_share_of_followers,
                    0.05 * is.follower_share_of_followers)
            << where;
        EXPECT_NEAR(told.follower_share_of_strangers,
                    is.follower_share_of_strangers,
                    0.05 * is.follower_share_of_strangers)
            << where;
      }
    }
}

}  // namespace
}  // namespace gs
