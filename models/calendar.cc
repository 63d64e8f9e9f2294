// Delay tables by cumulative integers with a guide of 1024 cells per hour of the week, filled when first
// asked for; the sort of an hour's events: radix by agent, then insertion, because ties of one agent are few.
// Both give the order and the hours that a plain comparison sort and a plain search would give (tested).
#include "models/calendar.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace gs {

void DelayTables::reset(const Timing<double>& timing) {
  timing_ = timing;
  ready_.fill(false);
  below_.resize(kHoursPerWeek * timing_.attention.size());
  guide_.resize(kHoursPerWeek * kGuide);
}

void DelayTables::prepare(std::uint32_t hour_of_week) {
  const std::size_t hours = timing_.attention.size();
  const auto weight = [&](std::size_t t) {
    return timing_.attention[t] * timing_.activity[(hour_of_week + t) % kHoursPerWeek];
  };
  double total = 0;
  for (std::size_t t = 0; t < hours; ++t) total += weight(t);
  std::uint64_t* below = below_.data() + hour_of_week * hours;
  double sum = 0;
  for (std::size_t t = 0; t < hours; ++t) {
    sum += weight(t);
    below[t] = static_cast<std::uint64_t>(sum / total * 4294967296.0 + 0.5);
  }
  below[hours - 1] = std::uint64_t{1} << 32;
  std::uint16_t t = 0;
  for (std::uint64_t top = 0; top < kGuide; ++top) {
    while (below[t] <= top << (32 - kGuideBits)) ++t;
    guide_[hour_of_week * kGuide + top] = t;
  }
  ready_[hour_of_week] = true;
}

std::uint32_t DelayTables::delay(std::uint32_t hour_of_week, std::uint32_t quantile) {
  if (!ready_[hour_of_week]) prepare(hour_of_week);
  const std::uint64_t* below = below_.data() + hour_of_week * timing_.attention.size();
  std::uint32_t t = guide_[hour_of_week * kGuide + (quantile >> (32 - kGuideBits))];
  while (below[t] <= quantile) ++t;
  return t;
}

// Radix by agent, then an insertion pass over the whole record: ties of one agent are few. Below the size at
// which clearing the histograms costs more than comparing, a plain sort.
void sort_events(std::vector<std::uint64_t>& events,
                 std::vector<std::uint64_t>& spare,
                 std::uint32_t agents) {
  constexpr std::size_t kSmall = 96;
  if (events.size() < kSmall) {
    std::ranges::sort(events);
    return;
  }
  const int bits = std::max(1, static_cast<int>(std::bit_width(agents - 1))), passes = (bits + 9) / 10;
  const int width = (bits + passes - 1) / passes;
  std::array<std::uint32_t, 1024> start{};
  spare.resize(events.size());
  for (int shift = 32; shift < 32 + bits; shift += width) {
    const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
    const std::span<std::uint32_t> used(start.data(), mask + 1);
    std::ranges::fill(used, 0U);
    for (const std::uint64_t e : events) ++start[e >> shift & mask];
    std::uint32_t sum = 0;
    for (std::uint32_t& s : used) sum += std::exchange(s, sum);
    for (const std::uint64_t e : events) spare[start[e >> shift & mask]++] = e;
    events.swap(spare);
  }
  for (std::size_t i = 1; i < events.size(); ++i) {
    const std::uint64_t e = events[i];
    std::size_t at = i;
    for (; at > 0 && events[at - 1] > e; --at) events[at] = events[at - 1];
    events[at] = e;
  }
}

void Calendar::open(std::uint32_t hours, int start_hour_of_week, std::span<const Timing<double>> timing) {
  delays_.resize(timing.size());
  for (std::size_t page = 0; page < timing.size(); ++page) delays_[page].reset(timing[page]);
  hours_ = hours;
  start_ = static_cast<std::uint32_t>(start_hour_of_week);
  late_ = 0;
  if (buckets_.size() < hours) buckets_.resize(hours);
  for (auto& bucket : buckets_) bucket.clear();
}

}  // namespace gs
