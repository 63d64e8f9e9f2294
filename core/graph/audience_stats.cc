// Counting passes over people and links; Boost.Graph through layer_stats. PageRank ranks whom others hear.
#include "core/graph/audience_stats.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace gs {
namespace {

constexpr const char* kStopped = "stopped while the audience was described";

std::uint32_t segments_in(const Audience& audience, std::uint32_t told) {
  if (audience.segment.rows.empty()) return std::max(1U, told);
  return std::max(told, 1U + *std::ranges::max_element(audience.segment.rows));
}

void count_pages(const Audience& audience, AudienceStats& stats) {
  const std::size_t pages = audience.pages.size();
  stats.followers.assign(pages * stats.segments, 0);
  stats.in_common.assign(pages * pages, 0);
  stats.pages_apiece.assign(pages + 1, 0);
  for (AgentId agent{0}; agent.value < audience.agents; ++agent.value) {
    const std::uint64_t follows = audience.follows.rows.empty() ? 0 : audience.follows[agent];
    ++stats.pages_apiece[static_cast<std::size_t>(std::popcount(follows))];
    for (std::uint64_t one = follows; one != 0; one &= one - 1) {
      const auto p = static_cast<std::size_t>(std::countr_zero(one));
      ++stats.followers[p * stats.segments + segment_of(audience, agent)];
      for (std::uint64_t other = follows; other != 0; other &= other - 1)
        ++stats.in_common[p * pages + static_cast<std::size_t>(std::countr_zero(other))];
    }
  }
}

std::vector<std::uint64_t> mixing_of(const Audience& audience, const Layer& layer, std::size_t segments) {
  std::vector<std::uint64_t> mixing;
  mixing.assign(segments * segments, 0);
  if (segments == 1) {
    mixing[0] = layer.listeners.size();
    return mixing;
  }
  for (AgentId agent{0}; agent.value < audience.agents; ++agent.value)
    for (const AgentId listener : listeners_of(layer, agent))
      ++mixing[segment_of(audience, agent) * segments + segment_of(audience, listener)];
  return mixing;
}

std::uint32_t listeners_count(const Layer& layer, AgentId agent) {
  return static_cast<std::uint32_t>(listeners_of(layer, agent).size());
}

std::vector<Leader> most_listened(const Audience& audience, const Layer& layer, std::size_t how_many) {
  std::vector<std::uint32_t> order(audience.agents);
  std::iota(order.begin(), order.end(), 0U);
  const auto kept = order.begin() + static_cast<std::ptrdiff_t>(std::min(how_many, order.size()));
  std::partial_sort(order.begin(), kept, order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto one = listeners_count(layer, AgentId{a}), other = listeners_count(layer, AgentId{b});
    return one != other ? one > other : a < b;
  });
  std::vector<Leader> leaders;
  for (auto agent = order.begin(); agent != kept; ++agent)
    if (listeners_count(layer, AgentId{*agent}) > 0)
      leaders.push_back({AgentId{*agent}, listeners_count(layer, AgentId{*agent})});
  return leaders;
}

DeepFigures describe_deeply(const Audience& audience,
                            const Layer& layer,
                            const Layer& heard,
                            std::uint32_t users,
                            const FigureOptions& options) {
  DeepFigures deep;
  deep.clustering = clustering_of(layer, heard, {.seed = options.seed});
  options.watch.leave_if_asked(kStopped);
  const LayerStats stats = describe(layer, options.leaders, options.watch);
  deep.components = stats.components - (audience.agents - users);  // those elsewhere stand alone
  deep.largest_component = users > 0 ? stats.largest_component : 0;
  deep.deepest_core = stats.deepest_core;
  deep.deepest_core_people = stats.deepest_core > 0 ? stats.deepest_core_agents : users;
  for (const RankedAgent& ranked : stats.most_heard)
    if (listeners_count(layer, ranked.agent) > 0)
      deep.by_rank.push_back({ranked.agent, listeners_count(layer, ranked.agent), ranked.share});
  deep.by_listeners = most_listened(audience, layer, options.leaders);
  return deep;
}

}  // namespace

AudienceStats describe_people(const Audience& audience, std::uint32_t segments) {
  AudienceStats stats;
  stats.segments = segments_in(audience, segments);
  stats.people.assign(stats.segments, 0);
  stats.activity.assign(stats.segments, 0);
  stats.users.assign(audience.layers.size() * stats.segments, 0);
  for (AgentId agent{0}; agent.value < audience.agents; ++agent.value) {
    const std::uint32_t segment = segment_of(audience, agent);
    ++stats.people[segment];
    stats.activity[segment] += audience.activity[audience.activity_class[agent]];
    for (std::uint32_t l = 0; l < audience.layers.size(); ++l)
      stats.users[l * stats.segments + segment] += is_on(audience, agent, l) ? 1 : 0;
  }
  for (std::uint32_t s = 0; s < stats.segments; ++s)
    if (stats.people[s] > 0) stats.activity[s] /= stats.people[s];
  count_pages(audience, stats);
  return stats;
}

LayerFigures describe_layer(const Audience& audience, std::uint32_t l, const FigureOptions& options) {
  const Layer& layer = audience.layers[l];
  const Layer heard = reversed(layer);
  LayerFigures figures;
  figures.links = layer.listeners.size();
  std::vector<std::uint32_t> listeners, hears;
  for (AgentId agent{0}; agent.value < audience.agents; ++agent.value) {
    if (!is_on(audience, agent, l)) continue;
    ++figures.users;
    listeners.push_back(listeners_count(layer, agent));
    hears.push_back(listeners_count(heard, agent));
  }
  figures.listeners = degree_law(std::move(listeners));
  figures.heard = degree_law(std::move(hears));
  figures.returned = returned_share(layer, heard);
  figures.mixing = mixing_of(audience, layer, segments_in(audience, options.segments));
  options.watch.leave_if_asked(kStopped);
  if (options.deep) figures.deep = describe_deeply(audience, layer, heard, figures.users, options);
  return figures;
}

}  // namespace gs
