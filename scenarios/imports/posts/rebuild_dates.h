// Dates for posts of which only month, weekday and hour are known, by the order in which they stand.
// Method: inside its month a weekday has four or five dates; those that keep the order are chosen so that
// posts lie as evenly in time as possible (least sum of squared gaps in days). Order: the file's own, newest
// or oldest first, where months and page likes agree with it; else the order content gives: page likes never
// fall in time, and posts that share a value of them lie within one week. What it cannot do: tell apart weeks
// that fit equally well.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/time/clock.h"

namespace gs {

struct UndatedPost {
  int month = 1, weekday = 1, hour = 0;  // 1 = Sunday … 7 = Saturday, as the 2014 export counts
  double page_likes = 0;                 // 0 when the file does not say
  std::size_t rank = 0;                  // order by content, for posts that nothing else tells apart
};

enum class FoundOrder : std::uint8_t { newest_first, oldest_first, by_page_likes, unexplained };

struct RebuiltDates {
  std::vector<CivilTime> when;  // by post; posts of one hour are spread over it in their order
  FoundOrder order = FoundOrder::newest_first;
  int within_days = 0;         // no post can lie further from its date, the order given
  std::int64_t uncertain = 0;  // posts with more than one possible date
};

// `first_year`: of the oldest post. Throws Error(bad_input, V06) when no dates of these years fit weekdays
// and order.
RebuiltDates rebuild_dates(std::span<const UndatedPost> posts, int first_year);

}  // namespace gs
