// A place in a list that grows: by consistent hashing, so that with a longer list a word keeps its place or
// moves to one that is new. Power-of-two consistent hashing: E. Leu 2023, arXiv:2307.12448.
#pragma once
#include <bit>
#include <cstdint>

#include "core/draw.h"

namespace gs {

// A place in [0, mask] that depends on `word` alone; with a wider mask it stays or moves to the new half.
inline std::uint32_t place_in_power(std::uint64_t word, std::uint32_t mask) {
  const auto low = static_cast<std::uint32_t>(word) & mask;
  const std::uint32_t top = (1U << (31 - std::countl_zero(low | 1U))) & low;  // highest bit set, 0 if none
  const auto inside = static_cast<std::uint32_t>(mix64(word ^ (0x9e3779b97f4a7c15ULL * top)) >> 32);
  return top + (inside & (top - (top != 0)));
}

// A place in [0, size), uniform; size >= 1.
inline std::uint32_t place_in(std::uint64_t word, std::uint32_t size) {
  const std::uint32_t mask = std::bit_ceil(size) - 1;
  const std::uint32_t first = place_in_power(word, mask), half = mask >> 1;
  if (first < size) return first;
  for (std::uint64_t attempt = 1;; ++attempt) {
    const auto next = static_cast<std::uint32_t>(mix64(word + attempt * 0xd1342543de82ef95ULL) >> 32) & mask;
    if (next <= half) return place_in_power(word, half);
    if (next < size) return next;
  }
}

}  // namespace gs
