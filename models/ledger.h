// What happened in one world: integers by post, hour, source, action. One ledger per world; reals appear later.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "models/action.h"

namespace gs {

// All counts are agents or events of agents (not yet multiplied by people_per_agent). Hour = tick of the run.
struct Ledger {
  std::uint32_t hours = 0, posts = 0;
  // [(hour * posts + post) * kSources + source]
  std::vector<std::uint32_t> exposures, follower_exposures, displays, follower_displays;
  // [(hour * posts + post) * kActions + action]; people acting (once per kind and post)
  std::vector<std::uint32_t> actions;
  std::vector<std::uint32_t> engaged;           // [hour * posts + post] people doing anything
  std::vector<std::uint32_t> first_exposures;   // [hour * kSources + source] people who see any post for the first time
  std::vector<std::uint32_t> first_engaged;     // [hour] people who do anything for the first time in the run
  std::array<std::uint32_t, 10> reach_k{};      // people with at least k = 1..10 exposures over all posts
  std::uint64_t late = 0;                       // exposures that would have come after the horizon

  Ledger() = default;
  Ledger(std::uint32_t the_hours, std::uint32_t the_posts);
  std::size_t cell(std::uint32_t hour, std::uint32_t post, Source source) const {
    return (static_cast<std::size_t>(hour) * posts + post) * kSources + index_of(source);
  }
  std::size_t cell(std::uint32_t hour, std::uint32_t post, Action action) const {
    return (static_cast<std::size_t>(hour) * posts + post) * kActions + index_of(action);
  }
  bool operator==(const Ledger&) const = default;
};

// FNV-1a style digest over every count in canonical order: equal worlds have equal digests.
std::uint64_t digest(const Ledger& ledger);

// Invariants of RELIABILITY 7.2 that a finished ledger must satisfy; throws Error(our_defect) naming the first broken one.
void check_invariants(const Ledger& ledger);

}  // namespace gs
