// Boost.Graph reading layers drawn by hand, and by chance against obvious twins.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/concept/assert.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <numeric>
#include <vector>

#include "core/draw.h"
#include "core/error.h"
#include "core/graph/boost_graph.h"
#include "core/graph/layer_stats.h"

namespace gs {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Layer>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Layer>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Layer>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Layer>));

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

Rows random_rows(std::uint32_t agents, double chance, std::uint32_t run) {
  Rows rows(agents);
  for (std::uint32_t a = 0; a < agents; ++a)
    for (std::uint32_t b = 0; b < agents; ++b)
      if (a != b && uniform({1, run}, {a, b, Purpose::links}) < chance) rows[a].push_back(b);
  return rows;
}

// Who can be reached when links work both ways, by repeated merging of labels.
std::vector<std::uint32_t> naive_components(const Rows& rows) {
  std::vector<std::uint32_t> label(rows.size());
  std::iota(label.begin(), label.end(), 0U);
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t a = 0; a < rows.size(); ++a)
      for (const std::uint32_t b : rows[a])
        if (label[a] != label[b]) {
          label[a] = label[b] = std::min(label[a], label[b]);
          moved = true;
        }
  }
  return label;
}

// Largest k for which throwing out everybody who hears fewer than k of the rest leaves somebody.
std::uint32_t naive_deepest_core(const Rows& rows) {
  for (auto k = static_cast<std::uint32_t>(rows.size()); k > 0; --k) {
    std::vector<bool> in(rows.size(), true);
    for (bool moved = true; moved;) {
      moved = false;
      std::vector<std::uint32_t> hears(rows.size());
      for (std::size_t a = 0; a < rows.size(); ++a)
        for (const std::uint32_t b : rows[a]) hears[b] += in[a] ? 1 : 0;
      for (std::size_t a = 0; a < rows.size(); ++a)
        if (in[a] && hears[a] < k) {
          in[a] = false;
          moved = true;
        }
    }
    if (std::find(in.begin(), in.end(), true) != in.end()) return k;
  }
  return 0;
}

TEST(Layer, ShowsItsLinksToBoostInOrder) {
  const Rows rows{{1, 2}, {}, {0, 1, 3}, {}};
  const Layer layer = layer_of(rows);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (auto [edge, end] = edges(layer); edge != end; ++edge)
    seen.push_back({source(*edge, layer), target(*edge, layer)});
  EXPECT_EQ(seen,
            (std::vector<std::pair<std::uint32_t, std::uint32_t>>{{0, 1}, {0, 2}, {2, 0}, {2, 1}, {2, 3}}));
  EXPECT_EQ(num_edges(layer), 5U);
  EXPECT_EQ(out_degree(2, layer), 3U);
  std::vector<std::uint32_t> neighbours;
  for (auto [to, end] = adjacent_vertices(2, layer); to != end; ++to) neighbours.push_back(*to);
  EXPECT_EQ(neighbours, rows[2]);
  std::vector<std::uint32_t> targets;
  for (auto [edge, end] = out_edges(2, layer); edge != end; ++edge) targets.push_back(target(*edge, layer));
  EXPECT_EQ(targets, rows[2]);
}

TEST(Layer, IsSearchedByBoostWithoutACopy) {
  //   0 -> 1 -> 2 -> 3     4 alone
  const Layer chain = layer_of({{1}, {2}, {3}, {}, {}});
  std::vector<int> hops(5, -1);
  hops[0] = 0;
  std::vector<boost::default_color_type> colour(5);
  const auto hop_map = boost::make_iterator_property_map(hops.begin(), get(boost::vertex_index, chain));
  const auto colour_map = boost::make_iterator_property_map(colour.begin(), get(boost::vertex_index, chain));
  boost::breadth_first_search(
      chain,
      0U,
      boost::color_map(colour_map)
          .visitor(boost::make_bfs_visitor(boost::record_distances(hop_map, boost::on_tree_edge()))));
  EXPECT_EQ(hops, (std::vector<int>{0, 1, 2, 3, -1}));
}

TEST(LayerStats, DescribeATriangleWithATailAndALoner) {
  //  0 <-> 1 <-> 2 <-> 0 (everyone hears everyone), 2 -> 3, 4 alone
  const LayerStats stats = describe(layer_of({{1, 2}, {0, 2}, {0, 1, 3}, {}, {}}));
  EXPECT_EQ(stats.agents, 5U);
  EXPECT_EQ(stats.links, 7U);
  EXPECT_DOUBLE_EQ(stats.mean_listeners, 1.4);
  EXPECT_DOUBLE_EQ(stats.median_listeners, 2.0);
  EXPECT_EQ(stats.most_listeners, 3U);
  EXPECT_EQ(stats.components, 2U);
  EXPECT_EQ(stats.largest_component, 4U);
  EXPECT_EQ(stats.deepest_core, 2U);
  EXPECT_EQ(stats.deepest_core_agents, 3U);
  EXPECT_EQ(stats.most_heard.front().agent, AgentId{2});
}

TEST(LayerStats, PutTheHubOfAStarFirstWithItsClosedFormShare) {
  // 0 is heard by 1 .. n. With d = .85 the leaves keep (1-d)/N; the hub gets (1-d)/N + d n (1-d)/N.
  constexpr std::uint32_t kLeaves = 9;
  Rows rows(kLeaves + 1);
  for (std::uint32_t leaf = 1; leaf <= kLeaves; ++leaf) rows[0].push_back(leaf);
  const LayerStats stats = describe(layer_of(rows), 3);
  ASSERT_EQ(stats.most_heard.size(), 3U);
  EXPECT_EQ(stats.most_heard[0].agent, AgentId{0});
  const double hub = 1 + 0.85 * kLeaves;
  EXPECT_NEAR(stats.most_heard[0].share, hub / (hub + kLeaves), 1e-12);
  EXPECT_EQ(stats.most_heard[1].agent, AgentId{1});  // equal ranks: by row
}

TEST(LayerStats, AgreeWithObviousTwinsOnRandomGraphs) {
  for (std::uint32_t run = 0; run < 30; ++run) {
    const Rows rows = random_rows(40, 0.005 + 0.004 * run, run);
    const LayerStats stats = describe(layer_of(rows));
    auto labels = naive_components(rows);
    std::sort(labels.begin(), labels.end());
    std::uint32_t components = 0, largest = 0, size = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      size = i > 0 && labels[i] == labels[i - 1] ? size + 1 : 1;
      components += size == 1 ? 1 : 0;
      largest = std::max(largest, size);
    }
    EXPECT_EQ(stats.components, components) << run;
    EXPECT_EQ(stats.largest_component, largest) << run;
    EXPECT_EQ(stats.deepest_core, naive_deepest_core(rows)) << run;
  }
}

TEST(LayerStats, OfNobodyAreZero) {
  EXPECT_EQ(describe(Layer{}).agents, 0U);
  EXPECT_EQ(describe(layer_of({{}})).components, 1U);
}

TEST(Reversed, ReadsTheSameLinksFromTheOtherSide) {
  const Layer layer = layer_of({{1, 2}, {}, {0, 1, 3}, {}});
  const Layer heard = reversed(layer);
  EXPECT_EQ(heard.first.rows, layer_of({{2}, {0, 2}, {0}, {2}}).first.rows);
  EXPECT_EQ(heard.listeners, layer_of({{2}, {0, 2}, {0}, {2}}).listeners);
  EXPECT_EQ(reversed(heard).listeners, layer.listeners);
}

TEST(CheckLayer, AcceptsASoundLayerAndNamesTheBrokenRow) {
  EXPECT_NO_THROW(check_layer(layer_of({{1, 2}, {}, {0}})));
  EXPECT_NO_THROW(check_layer(Layer{}));
  const std::vector<Rows> unsound{{{}, {1}}, {{}, {0, 0}}, {{}, {2}}, {{}, {3, 0}, {}, {}}};
  for (const Rows& rows : unsound) {
    try {
      check_layer(layer_of(rows));
      FAIL() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.fault, Fault::corrupt);
      EXPECT_NE(std::string(error.what()).find("row 1"), std::string::npos) << error.what();
    }
  }
  Layer short_offsets = layer_of({{1}, {0}});
  short_offsets.first.rows.back() = 1;
  EXPECT_THROW(check_layer(short_offsets), Error);
}

}  // namespace
}  // namespace gs
