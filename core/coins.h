// Coins of a stream: one word per (stream, subject). The seam behind which wider paths may come; all paths
// give the same bits as `coin_word`.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/draw.h"

namespace gs {

// Two independent 32-bit words of one subject in one stream: low half decides, high half is for a second use.
inline std::uint64_t coin_word(std::uint64_t stream, std::uint32_t subject) {
  return mix64(stream + 0x9e3779b97f4a7c15ULL * (static_cast<std::uint64_t>(subject) + 1));
}

// Smallest integer threshold t such that (u32 word < t) has probability p; p in [0,1], p = 1 gives 2^32.
std::uint64_t threshold_of(double probability);

// Appends to `hits` the positions i with low word of (stream, subjects[i]) < thresholds[klass[i]].
// subjects and klass have equal length.
void toss(std::uint64_t stream,
          std::span<const std::uint32_t> subjects,
          std::span<const std::uint8_t> klass,
          std::span<const std::uint64_t> thresholds,
          std::vector<std::uint32_t>& hits);

// Priorities: of people whose priority is U / activity, the share below a cut is mean_x min(1, x cut); the
// cut at which that is `share` (the one that leaves nobody out where share >= 1). Classes of equal size.
double share_below(std::span<const double> activity, double cut);
double cut_for(std::span<const double> activity, double share);

}  // namespace gs
