// A pair is looked up in two sorted rows. Whoever is drawn twice counts twice, as sampling with replacement
// has it.
#include "core/graph/clustering.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <vector>

#include "core/coins.h"
#include "core/draw.h"

namespace gs {
namespace {

using Neighbours = std::vector<AgentId>;

Neighbours neighbours_of(const Layer& layer, const Layer& heard, AgentId agent) {
  const auto to = listeners_of(layer, agent), from = listeners_of(heard, agent);
  Neighbours all;
  std::ranges::set_union(to, from, std::back_inserter(all));
  return all;
}

bool are_neighbours(const Layer& layer, AgentId a, AgentId b) {
  return std::ranges::binary_search(listeners_of(layer, a), b) ||
         std::ranges::binary_search(listeners_of(layer, b), a);
}

double pairs_of(std::size_t neighbours) {
  return 0.5 * static_cast<double>(neighbours) * (static_cast<double>(neighbours) - 1);
}

double closed_of_all(const Layer& layer, const Neighbours& around) {
  double closed = 0;
  for (std::size_t i = 0; i < around.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) closed += are_neighbours(layer, around[i], around[j]);
  return closed / pairs_of(around.size());
}

double closed_of_some(const Layer& layer,
                      const Neighbours& around,
                      std::uint64_t stream,
                      std::uint32_t pairs) {
  double closed = 0;
  for (std::uint32_t pair = 0; pair < pairs; ++pair) {
    const std::uint64_t word = coin_word(stream, pair);
    const std::uint64_t one = (word & 0xffffffffU) * around.size() >> 32;
    std::uint64_t other = (word >> 32) * (around.size() - 1) >> 32;
    if (other >= one) ++other;
    closed += are_neighbours(layer, around[one], around[other]);
  }
  return closed / pairs;
}

Clustering exactly(const Layer& layer, const Layer& heard) {
  Clustering clustering{.exact = true};
  for (AgentId agent{0}; agent.value + 1 < layer.first.size(); ++agent.value) {
    const Neighbours around = neighbours_of(layer, heard, agent);
    if (around.size() < 2) continue;
    clustering.mean += closed_of_all(layer, around);
    ++clustering.people;
  }
  if (clustering.people > 0) clustering.mean /= static_cast<double>(clustering.people);
  return clustering;
}

Clustering sampled(const Layer& layer, const Layer& heard, const ClusteringOptions& options) {
  constexpr std::uint32_t kPatience = 50;  // draws per person wanted, where many have no neighbours
  Clustering clustering;
  double squares = 0;
  const std::uint64_t agents = layer.first.size() - 1;
  for (std::uint32_t draw = 0; draw < kPatience * options.people && clustering.people < options.people;
       ++draw) {
    const std::uint64_t stream =
        stream_key({options.seed, 0}, {.subject = draw, .why = Purpose::links, .occasion = 0xffffffU});
    const AgentId agent{static_cast<std::uint32_t>((stream >> 32) * agents >> 32)};
    const Neighbours around = neighbours_of(layer, heard, agent);
    if (around.size() < 2) continue;
    const double closed = pairs_of(around.size()) <= options.pairs
                              ? closed_of_all(layer, around)
                              : closed_of_some(layer, around, stream, options.pairs);
    clustering.mean += closed;
    squares += closed * closed;
    ++clustering.people;
  }
  const auto n = static_cast<double>(clustering.people);
  if (n > 0) clustering.mean /= n;
  if (n > 1)
    clustering.standard_error =
        std::sqrt(std::max(0.0, squares / n - clustering.mean * clustering.mean) / (n - 1));
  return clustering;
}

}  // namespace

double returned_share(const Layer& layer, const Layer& heard) {
  std::uint64_t returned = 0;
  Neighbours both;
  for (AgentId agent{0}; agent.value + 1 < layer.first.size(); ++agent.value) {
    both.clear();
    std::ranges::set_intersection(
        listeners_of(layer, agent), listeners_of(heard, agent), std::back_inserter(both));
    returned += both.size();
  }
  return layer.listeners.empty()
             ? 0.0
             : static_cast<double>(returned) / static_cast<double>(layer.listeners.size());
}

Clustering clustering_of(const Layer& layer, const Layer& heard, const ClusteringOptions& options) {
  if (layer.listeners.empty()) return {.exact = true};
  double pairs = 0;
  for (AgentId agent{0}; agent.value + 1 < layer.first.size(); ++agent.value)
    pairs += pairs_of(listeners_of(layer, agent).size() + listeners_of(heard, agent).size());
  return pairs <= options.exact_below ? exactly(layer, heard) : sampled(layer, heard, options);
}

}  // namespace gs
