// The hour calendar: who is put before which post in which hour, and the delays that decide the hour.
// An event is one 8-byte record (agent 32, row 24, source 3, round 5); sorting the integer is the canonical
// order, the only order a world depends on. A delay is a quantile kept by person and post; the hour follows
// from a table, so moving a post moves the hour and never re-rolls the quantile.
//   P(seen t hours after hour-of-week h) = w_t A(h + t) / sum_s w_s A(h + s)        (timing.h; FITTING 2.1)
// Tables are integers, made when an hour of the week is first asked for. Not for use by two threads at once.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/ids.h"
#include "models/action.h"
#include "models/timing.h"

namespace gs {

class DelayTables {
 public:
  void reset(const Timing<double>& timing);
  // Smallest t whose cumulative probability exceeds quantile / 2^32.
  std::uint32_t delay(std::uint32_t hour_of_week, std::uint32_t quantile);

 private:
  static constexpr int kGuideBits = 10;
  static constexpr std::size_t kGuide = std::size_t{1} << kGuideBits;
  void prepare(std::uint32_t hour_of_week);
  Timing<double> timing_;
  std::array<bool, kHoursPerWeek> ready_{};
  std::vector<std::uint64_t>
      below_;  // [hour of week * attention hours + t]: quantiles below it are seen by then
  std::vector<std::uint16_t>
      guide_;  // [hour of week * kGuide + top bits of the quantile]: where to start looking
};

struct Event {
  AgentId agent;
  std::uint32_t row = 0;  // of the run's placements (loop/state.h), below 2^24: posts first
  Source source = Source::follow;
  std::uint32_t round = 0;  // of an ad's week, below 32
};
constexpr std::uint64_t pack(const Event& event) {
  return static_cast<std::uint64_t>(event.agent.value) << 32 | static_cast<std::uint64_t>(event.row) << 8 |
         static_cast<std::uint64_t>(event.source) << 5 | event.round;
}
constexpr Event unpack(std::uint64_t record) {
  return {AgentId{static_cast<std::uint32_t>(record >> 32)},
          static_cast<std::uint32_t>(record >> 8) & 0xffffffU,
          static_cast<Source>(record >> 5 & 7U),
          static_cast<std::uint32_t>(record & 31U)};
}

// Ascending order of the whole records. `spare` is scratch; `agents` bounds the agent ids.
void sort_events(std::vector<std::uint64_t>& events, std::vector<std::uint64_t>& spare, std::uint32_t agents);

// When something comes up: some hours after `from`, by the delays of a page's platform and the clock of the
// person who looks.
struct Due {
  std::uint32_t page = 0, from = 0, quantile = 0;
  std::uint32_t ahead = 0;  // hours his clock is ahead of the plan's, modulo a week
};

class Calendar {
 public:
  // Empties the calendar for a run of `hours`, one timing per page; memory is kept between runs.
  void open(std::uint32_t hours, int start_hour_of_week, std::span<const Timing<double>> timing);
  // The event happens at `from` + the delay of the quantile at that hour of the week, by the page's timing;
  // past the horizon it is late.
  void put(const Due& due, const Event& event) {
    std::uint32_t at = hour_of_week(due.from) + due.ahead;
    if (at >= kHoursPerWeek) at -= static_cast<std::uint32_t>(kHoursPerWeek);
    const std::uint32_t wait = delays_[due.page].delay(at, due.quantile);
    put_at(due.from + static_cast<std::uint64_t>(wait), event);
  }
  void put_at(std::uint64_t hour, const Event& event) {
    if (hour >= hours_)
      ++late_;
    else
      buckets_[hour].push_back(pack(event));
  }
  std::vector<std::uint64_t>& bucket(std::uint32_t hour) { return buckets_[hour]; }
  std::uint32_t hour_of_week(std::uint32_t tick) const {
    return (tick + start_) % static_cast<std::uint32_t>(kHoursPerWeek);
  }
  std::uint64_t late() const { return late_; }
  std::vector<std::uint32_t> hits;  // scratch of the stages that toss coins over a list

 private:
  std::vector<DelayTables> delays_;  // one per page
  std::uint32_t hours_ = 0, start_ = 0;
  std::uint64_t late_ = 0;
  std::vector<std::vector<std::uint64_t>> buckets_;
};

}  // namespace gs
