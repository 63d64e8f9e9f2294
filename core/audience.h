// People as columns, one Layer (who hears whom) per platform. Rows are agents; an agent stands for
// `people_per_agent` people.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/ids.h"

namespace gs {

// Compressed rows: listeners of speaker a are listeners[first[a] .. first[a+1]), sorted, no repeats, no self.
struct Layer {
  Column<AgentId, std::uint64_t> first;  // agents + 1 offsets
  std::vector<AgentId> listeners;
};

inline std::span<const AgentId> listeners_of(const Layer& layer, AgentId speaker) {
  const auto begin = layer.first[speaker], end = layer.first[AgentId{speaker.value + 1}];
  return {layer.listeners.data() + begin, static_cast<std::size_t>(end - begin)};
}

// Followers of the account come first: agent a follows it if and only if a.value < followers.
struct Audience {
  std::uint32_t agents = 0;
  std::uint32_t followers = 0;
  double people_per_agent = 1.0;
  Column<AgentId, std::uint32_t> person;         // external id: the subject of the agent's coins
  Column<AgentId, std::uint8_t> activity_class;  // index into activity
  std::vector<double> activity;  // per class: opening rate relative to the mean of people (mean 1)
  Layer layer;
};

}  // namespace gs
