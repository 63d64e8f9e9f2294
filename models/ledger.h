// What happened in one world: integers by post, hour, source, action. One ledger per world; reals appear
// later. A person is exposed to a post at most once; further paid impressions of it only add displays. Rows
// are sparse: one per (hour, post) in which anything happened, so a year of 8760 hours with hundreds of posts
// costs what its exposures cost. A person is exposed to a post at most once, so exposures of a post are its
// reach.
// Segments, follower changes and outcomes stand beside the rows, for the runs that have them.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "models/action.h"

namespace gs {

// One post in one hour (tick of the run). Agents or events of agents, not yet multiplied by people_per_agent.
struct HourCounts {
  std::uint32_t hour = 0, post = 0;
  std::array<std::uint32_t, kSources> exposures{}, follower_exposures{}, displays{}, follower_displays{};
  std::array<std::uint32_t, kActions> actions{};  // people acting, once per kind and post
  std::uint32_t engaged = 0;                      // people doing anything but hiding and unfollowing
  std::uint32_t negative = 0;                     // of the comments
  bool operator==(const HourCounts&) const = default;
};

// What clicks and ads led to, in agents. The expected counts are sums of the chances, in units of 2^-32, of
// what was clicked or shown: their means are the drawn counts', with far less scatter.
struct Outcomes {
  std::uint32_t visits = 0, leads = 0, sales = 0;
  std::uint32_t view_sales = 0;  // by people shown an ad that they did not click: associated, not caused
  std::uint64_t expected_leads = 0, expected_sales = 0, expected_view_sales = 0;
  bool operator==(const Outcomes&) const = default;
};

// One post and source on one day of the run (hour / 24): drawn counts by the day they happened, expected ones
// by the day of the click or impression, as far as they would happen before the horizon.
struct DayOutcomes {
  std::uint32_t day = 0, post = 0;
  Source source = Source::follow;
  Outcomes counts{};
  bool operator==(const DayOutcomes&) const = default;
};

// One post among the people of one segment, all sources and hours.
struct SegmentCounts {
  std::uint32_t exposures = 0, displays = 0, engaged = 0;
  std::array<std::uint32_t, kActions> actions{};
  bool operator==(const SegmentCounts&) const = default;
};

// Agents who began or ceased to follow a page.
struct FollowerChange {
  std::uint32_t gained = 0, lost = 0;
  bool operator==(const FollowerChange&) const = default;
};

// What one ad set delivered: agents or events of agents, not yet multiplied by people_per_agent.
struct AdCounts {
  std::vector<std::uint32_t> impressions;  // by day of the flight; what the planner pays for
  std::uint32_t clicks = 0;                // impressions that were clicked
  std::uint32_t reach = 0;                 // people shown the ad
  Outcomes outcomes{};                     // what its clicks and impressions led to
  bool operator==(const AdCounts&) const = default;
};

struct Ledger {
  std::uint32_t hours = 0, posts = 0, agents = 0, followers = 0;  // followers: of the largest page
  std::vector<HourCounts> rows;                                   // ascending by (hour, post); none is empty
  std::vector<std::uint32_t>
      first_exposures;  // [hour * kSources + source] people who see any post for the first time
  std::vector<std::uint32_t> first_engaged;  // [hour] people who do anything for the first time in the run
  std::array<std::uint32_t, 10> reach_k{};   // people with at least k = 1..10 exposures over all posts
  std::vector<AdCounts> ads{};               // in the campaign's order
  std::vector<std::uint32_t> layer_reach{};  // [layer] people who saw any post on this platform
  std::uint64_t late = 0;                    // candidate exposures that would have come after the horizon
  std::uint64_t events = 0;  // candidate exposures: first, repeated and late; what the run cost

  // Filled only where the mechanism is on.
  std::vector<SegmentCounts> segments{};           // [post * segments + segment]
  std::vector<std::uint32_t> segment_reach{};      // [segment] people who saw any post
  std::vector<FollowerChange> follower_changes{};  // [day * pages + page]
  std::vector<DayOutcomes> outcomes{};             // ascending by (day, post, source); none is empty
  std::uint64_t late_outcomes = 0;                 // leads and sales after the horizon

  Ledger() = default;
  Ledger(std::uint32_t the_hours, std::uint32_t the_posts)
      : hours(the_hours), posts(the_posts), first_exposures(the_hours * kSources), first_engaged(the_hours) {}
  std::uint32_t first_exposures_at(std::uint32_t hour, Source source) const {
    return first_exposures[static_cast<std::size_t>(hour) * kSources + index_of(source)];
  }
  bool operator==(const Ledger&) const = default;
};

// The row of (hour, post), or null where nothing happened. Binary search; loops should walk `rows` instead.
const HourCounts* find_row(const Ledger& ledger, std::uint32_t hour, std::uint32_t post);

// Sums of one post over its rows with hour in [from, until); hour and post of the result are `from` and
// `post`.
HourCounts sum_of_post(const Ledger& ledger, std::uint32_t post, std::uint32_t from, std::uint32_t until);

// Adds the counts of `row` to `sum`, whose hour and post stay.
void add_counts(HourCounts& sum, const HourCounts& row);

// FNV-1a digest over every count in canonical order: equal worlds have equal digests.
std::uint64_t digest(const Ledger& ledger);

// Invariants of RELIABILITY 7.2 that a finished ledger must satisfy; throws Error(our_defect) naming the
// first broken one.
void check_invariants(const Ledger& ledger);

}  // namespace gs
