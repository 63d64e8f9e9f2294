// What a follow graph looks like: one glance that shows whether a generated or imported layer is plausible.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/audience.h"
#include "core/progress.h"

namespace gs {

struct RankedAgent {
  AgentId agent;
  double share = 0;  // of all PageRank
};

struct LayerStats {
  std::uint32_t agents = 0;
  std::uint64_t links = 0;
  double mean_listeners = 0, median_listeners = 0;
  std::uint32_t most_listeners = 0;
  std::uint32_t components = 0, largest_component = 0;  // links taken in both directions
  std::uint32_t deepest_core = 0;  // largest k such that some people each hear at least k others among them
  std::uint32_t deepest_core_agents = 0;
  std::vector<RankedAgent> most_heard{};  // PageRank from listener to speaker, highest first, ties by row
};
LayerStats describe(const Layer& layer, std::size_t how_many_heard = 10, const Watch& watch = {});

// The same links read from the other side: row a holds whom agent a hears.
Layer reversed(const Layer& layer);

// Throws Error(corrupt) naming the first broken rule: offsets grow and end at the last listener, rows are
// sorted without repeats, nobody listens to himself, every listener is an agent.
void check_layer(const Layer& layer);

}  // namespace gs
