// A plan's posts and seedings on its clock, and the same plan with them at other times: what is known of its
// pages, their luck and their ads is kept, and only what depends on the hour is made anew, so that a search
// may ask for many. Ticks are local civil hours since the start's midnight, so the hour of week is exact on
// both sides of a daylight-saving change (that day's length is off by the hour). Does not move flights of
// ads.
#pragma once
#include <map>
#include <string>

#include "scenarios/plan/plan.h"

namespace gs {

// The order of a plan's posts: planned ones first, by time, by id.
bool goes_out_before(const PlannedPost& a, const PlannedPost& b);

// Rows of the campaign, hours of the week, the horizon: from the request's posts and seedings.
void place_posts(Plan& plan);

// By id; what is not named stays where it is.
struct OtherTimes {
  std::map<std::string, Instant> posts{}, seedings{};
  bool operator==(const OtherTimes&) const = default;
};

// The same bits as the plan prepared anew from a request with these times, but for its people, which are
// copied as they are: lend them. Throws Error(our_defect) on a time before the plan's start.
Plan at_other_times(const Plan& plan, const OtherTimes& times);

}  // namespace gs
