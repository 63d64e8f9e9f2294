// Dates for posts of which only month, weekday and hour are known, by the order that their content gives
// (order_by_likes.h). Method: inside its month a weekday has four or five dates; those that keep the order
// are chosen so that posts lie as evenly in time as possible (least sum of squared gaps in days). The order
// in which posts are given is used in one case only: page likes that no calendar of these years can hold.
// What it cannot do: tell apart weeks that fit equally well.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/time/clock.h"
#include "scenarios/imports/posts/order_by_likes.h"

namespace gs {

enum class FoundOrder : std::uint8_t { by_page_likes, by_month, by_rows };  // by_rows: newest first

struct RebuiltDates {
  std::vector<CivilTime> when;  // by post; posts of one hour are spread over it in their order
  FoundOrder order = FoundOrder::by_page_likes;
  int within_days = 0;         // no post can lie further from its date, by the order of months and page likes
  std::int64_t uncertain = 0;  // posts with more than one possible date
};

// `first_year`: of the oldest post. Throws Error(bad_input, V06) when no dates of these years fit weekdays
// and order.
RebuiltDates rebuild_dates(std::span<const UndatedPost> posts, int first_year);

}  // namespace gs
