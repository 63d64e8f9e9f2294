// When the posts of a plan may go out: the plan's own time, and others within so many days of it, every
// second hour of the page's waking day, by the plan's time zone. What a post is tied to stays valid [S11]: an
// ad that begins with its post keeps the post on its day, other ads and placements bound it from above; a
// placement without a time of its own follows its post. Times chosen, what is lived of the plan, and the plan
// that says so. Does not move ads or placements, and adds no posts.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "scenarios/decide/levers.h"
#include "scenarios/decide/tried.h"
#include "scenarios/plan/timetable.h"

namespace gs {

struct Slot {
  std::int64_t day = 0;  // since 1970-01-01, of the plan's time zone
  int hour = 0;
  Instant at;
};

struct MovablePost {
  std::string id, account;
  std::vector<Slot> slots;  // the plan's own first, then by time
  std::string tied_by{};    // an ad or placement that narrows them; empty: none
};

struct SlotRules {
  std::int64_t days = 0;  // a post may move by up to so many
  int every = 2;          // hours between two slots of a day
};

// The scenario's posts by id.
std::vector<MovablePost> movable_posts(const Forecast& forecast, const SlotRules& rules);

using Timetable = std::vector<std::size_t>;  // of each post a row of its slots; 0: as the plan says

OtherTimes times_of(const Scenario& scenario,
                    const std::vector<MovablePost>& posts,
                    const Timetable& timetable);

// Delivered of timetables, the plan's money spent as in `spend`. Trial and posts must outlive it; not for two
// callers at once.
TriedOf<Timetable>::Evaluate timetable_evaluator(Trial& trial,
                                                 const std::vector<MovablePost>& posts,
                                                 const Wanted& wanted,
                                                 const Spend& spend);

// {"plan": {id: {"publish_at": ...}}} of what moves, a merge patch (RFC 7386); the plan's first and last day
// beside it, which may follow from its posts else.
nlohmann::json patch_of(const Scenario& scenario,
                        const std::vector<MovablePost>& posts,
                        const Timetable& timetable);

}  // namespace gs
