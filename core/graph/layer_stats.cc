// Method: Boost.Graph over the Layer itself: incremental components on disjoint sets, core numbers of
// Batagelj & Zaversnik (2003), PageRank of Page et al. (1999), damping 0.85, 30 rounds from equal ranks. Must
// hold: a layer that passes check_layer. PageRank follows the links from listener to speaker, so it needs the
// reversed layer (a copy). What agents who hear nobody would pass on is dropped; shares are scaled to sum 1.
#include "core/graph/layer_stats.h"

#include <algorithm>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/incremental_components.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <numeric>
#include <string>

#include "core/error.h"
#include "core/graph/boost_graph.h"

namespace gs {
namespace {

constexpr int kPageRankRounds = 30;
constexpr double kDamping = 0.85;
constexpr const char* kStopped = "stopped while the audience was described";

template <class T>
auto by_agent(std::vector<T>& values) {
  return boost::make_iterator_property_map(values.begin(),
                                           boost::typed_identity_property_map<std::uint32_t>());
}

void describe_degrees(const Layer& layer, LayerStats& stats) {
  std::vector<std::uint32_t> degrees(stats.agents);
  for (std::uint32_t a = 0; a < stats.agents; ++a)
    degrees[a] = static_cast<std::uint32_t>(out_degree(a, layer));
  std::sort(degrees.begin(), degrees.end());
  const std::size_t half = degrees.size() / 2;
  stats.mean_listeners = static_cast<double>(stats.links) / static_cast<double>(stats.agents);
  stats.median_listeners =
      degrees.size() % 2 == 1 ? degrees[half] : 0.5 * (degrees[half - 1] + degrees[half]);
  stats.most_listeners = degrees.back();
}

void describe_components(const Layer& layer, LayerStats& stats) {
  std::vector<std::uint32_t> rank(stats.agents), parent(stats.agents), size(stats.agents);
  boost::disjoint_sets sets(by_agent(rank), by_agent(parent));
  boost::initialize_incremental_components(layer, sets);
  boost::incremental_components(layer, sets);
  for (std::uint32_t a = 0; a < stats.agents; ++a) ++size[sets.find_set(a)];
  stats.components = stats.agents - static_cast<std::uint32_t>(std::count(size.begin(), size.end(), 0U));
  stats.largest_component = *std::max_element(size.begin(), size.end());
}

void describe_core(const Layer& layer, LayerStats& stats) {
  std::vector<std::uint32_t> core(stats.agents);
  boost::core_numbers(layer, by_agent(core));
  stats.deepest_core = *std::max_element(core.begin(), core.end());
  stats.deepest_core_agents =
      static_cast<std::uint32_t>(std::count(core.begin(), core.end(), stats.deepest_core));
}

// So many rounds, and a stop between any two of them.
struct Rounds {
  int left = kPageRankRounds;
  const Watch& watch;
  template <class Ranks>
  bool operator()(const Ranks&, const Layer&) {
    watch.leave_if_asked(kStopped);
    return left-- == 0;
  }
};

void describe_ranks(const Layer& layer, std::size_t how_many, const Watch& watch, LayerStats& stats) {
  const Layer heard = reversed(layer);
  std::vector<double> rank(stats.agents), next(stats.agents);
  boost::graph::page_rank(
      heard, by_agent(rank), Rounds{.watch = watch}, kDamping, num_vertices(heard), by_agent(next));
  std::vector<std::uint32_t> order(stats.agents);
  std::iota(order.begin(), order.end(), 0U);
  const auto kept = order.begin() + static_cast<std::ptrdiff_t>(std::min(how_many, order.size()));
  std::partial_sort(order.begin(), kept, order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return rank[a] != rank[b] ? rank[a] > rank[b] : a < b;
  });
  const double total = std::accumulate(rank.begin(), rank.end(), 0.0);
  for (auto agent = order.begin(); agent != kept; ++agent)
    stats.most_heard.push_back({AgentId{*agent}, rank[*agent] / total});
}

[[noreturn]] void broken(std::uint32_t agent, const std::string& what) {
  throw Error(Fault::corrupt, "layer, row " + std::to_string(agent), what);
}

}  // namespace

LayerStats describe(const Layer& layer, std::size_t how_many_heard, const Watch& watch) {
  LayerStats stats{.agents = num_vertices(layer), .links = num_edges(layer)};
  if (stats.agents == 0) return stats;
  describe_degrees(layer, stats);
  describe_components(layer, stats);
  watch.leave_if_asked(kStopped);
  describe_core(layer, stats);
  watch.leave_if_asked(kStopped);
  describe_ranks(layer, how_many_heard, watch, stats);
  return stats;
}

Layer reversed(const Layer& layer) {
  Layer other;
  other.first.rows.assign(layer.first.size(), 0);
  for (const AgentId listener : layer.listeners) ++other.first[AgentId{listener.value + 1}];
  std::partial_sum(other.first.rows.begin(), other.first.rows.end(), other.first.rows.begin());
  other.listeners.resize(layer.listeners.size());
  std::vector<std::uint64_t> next = other.first.rows;
  // Speakers in ascending order, so every new row is sorted.
  for (std::uint32_t speaker = 0; speaker < num_vertices(layer); ++speaker)
    for (const AgentId listener : listeners_of(layer, AgentId{speaker}))
      other.listeners[next[listener.value]++] = AgentId{speaker};
  return other;
}

void check_layer(const Layer& layer) {
  const std::uint32_t agents = num_vertices(layer);
  const auto& first = layer.first.rows;
  if (first.empty() ? !layer.listeners.empty() : first.front() != 0 || first.back() != layer.listeners.size())
    broken(0, "the offsets do not cover the listeners");
  for (std::uint32_t a = 0; a < agents; ++a) {
    if (first[a] > first[a + 1]) broken(a, "the offsets go backwards");
  }
  for (std::uint32_t a = 0; a < agents; ++a) {
    const auto row = listeners_of(layer, AgentId{a});
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].value >= agents) broken(a, "a listener is not an agent");
      if (row[i].value == a) broken(a, "the agent listens to itself");
      if (i > 0 && row[i] <= row[i - 1])
        broken(a, "the listeners are not in ascending order without repeats");
    }
  }
}

}  // namespace gs
