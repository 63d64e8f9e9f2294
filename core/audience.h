// People as columns, one Layer (who hears whom) per platform, one Page per account people follow. Rows are
// agents; an agent stands for `people_per_agent` people and is the same person on every platform. Segments
// are people alike in age, gender, place or interests; everybody is in one of them.
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

// Some of the agents, ascending, with what their coins need beside them: asking them all reads three columns
// in order.
struct People {
  std::vector<std::uint32_t> agents;
  std::vector<std::uint32_t> persons;
  std::vector<std::uint8_t> classes;
};

// An account people follow: a brand's page, a creator, a community.
struct Page {
  std::uint32_t layer = 0;  // the platform it posts on
  People followers;
};

inline constexpr std::size_t kMostPages = 64;  // one bit each in Audience::follows

struct Audience {
  std::uint32_t agents = 0;
  double people_per_agent = 1.0;
  Column<AgentId, std::uint32_t> person;         // external id: the subject of the agent's coins
  Column<AgentId, std::uint8_t> activity_class;  // index into activity
  Column<AgentId, std::uint64_t> follows;        // bit p: follows pages[p]
  Column<AgentId, std::uint8_t> segment;         // row of the portrait's segments; empty: one segment
  Column<AgentId, std::uint16_t> uses;           // bit l: is on layers[l]; empty: everybody is on all
  std::vector<int> segment_hours;                // per segment: hours its clock is ahead; empty: none is
  std::vector<double> activity;  // per class: opening rate relative to the mean of people (mean 1)
  std::vector<Layer> layers;
  std::vector<Page> pages;  // set by add_page only
};

// Throws Error(our_defect) when the list is not ascending or leaves the audience.
People people_of(const Audience& audience, std::vector<std::uint32_t> agents);

// Adds a page with these followers (ascending agents); person and activity_class must be filled. Throws
// Error(limit) past kMostPages.
void add_page(Audience& audience, std::uint32_t layer, std::vector<std::uint32_t> followers);

inline constexpr std::size_t kMostSegments = 64;
inline std::uint32_t segment_of(const Audience& audience, AgentId agent) {
  return audience.segment.rows.empty() ? 0U : audience.segment[agent];
}

inline constexpr std::size_t kMostLayers = 16;  // one bit each in Audience::uses
inline bool is_on(const Audience& audience, AgentId agent, std::uint32_t layer) {
  return audience.uses.rows.empty() || (audience.uses[agent] >> layer & 1U) != 0;
}

// 1 when the agent follows the page, else 0.
inline std::uint32_t follows(const Audience& audience, AgentId agent, std::uint32_t page) {
  return static_cast<std::uint32_t>(audience.follows[agent] >> page & 1U);
}

}  // namespace gs
