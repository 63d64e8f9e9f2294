// Typed row numbers, and Column: the only vector the engine indexes. An index cannot be mistaken for another.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gs {

template <class Tag>
struct Id {
  std::uint32_t value{};
  auto operator<=>(const Id&) const = default;
};
using AgentId = Id<struct AgentTag>;
using PostId = Id<struct PostTag>;
using SegmentId = Id<struct SegmentTag>;
using Tick = Id<struct TickTag>;  // one tick = one campaign hour, counted from the campaign's start

// A vector that only answers to its own key.
template <class Key, class T>
struct Column {
  std::vector<T> rows;
  const T& operator[](Key key) const { return rows[key.value]; }
  T& operator[](Key key) { return rows[key.value]; }
  std::size_t size() const { return rows.size(); }
};

}  // namespace gs
