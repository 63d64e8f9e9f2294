// Who there is, as a planner tells it: segments of a target audience, the platforms they use, the accounts
// they follow. `people/people.h` grows an Audience from it. Sizes are people, shares lie in [0, 1]. Rows are
// in the order of ids, so that the order of a document never matters; every person is an addressed draw.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gs {

struct SegmentPortrait {
  std::string id{};            // the key of everybody in it
  double people = 0;           // how many there are
  double activity = 1;         // opening rate against the mean person
  int hours_ahead = 0;         // of the plan's clock, -14 .. 14
  std::vector<double> uses{};  // per layer: share of the segment on that platform; empty: all on all
  bool operator==(const SegmentPortrait&) const = default;
};

struct LayerPortrait {  // who hears whom on one platform
  std::string platform{};
  double mean_listeners = 190;  // DEFAULTS 11
  double listeners_log_sd = 1.1;
  double same_segment = 2;  // odds of a link inside a segment against one between segments; assumption
  double reciprocity = 0;   // share of links that are returned
  double triangles = 0;     // share of pairs of a person's neighbours who are neighbours (local clustering)
  double same_page = 1.5;   // odds that a listener follows a page the speaker follows; assumption
  bool operator==(const LayerPortrait&) const = default;
};

struct PagePortrait {  // an account people follow: page, creator, community or rival
  std::string id{};    // platform/account
  std::uint32_t layer = 0;
  double followers = 0;              // people as the platform counts them
  double inauthentic = 0;            // share of them that never see nor act: not simulated
  std::vector<double> by_segment{};  // odds of following, per segment; empty: alike
  bool operator==(const PagePortrait&) const = default;
};

// Followers that two pages have in common, as a share of the smaller one's; pages that no row names overlap
// as chance has it inside segments.
struct OverlapPortrait {
  std::uint32_t one = 0, other = 0;  // rows of pages
  double share_of_smaller = 0;
  bool operator==(const OverlapPortrait&) const = default;
};

struct Portrait {
  std::vector<SegmentPortrait> segments;
  std::vector<LayerPortrait> layers;
  std::vector<PagePortrait> pages;
  std::vector<OverlapPortrait> overlaps;
  double activity_shape = 1;  // k of the gamma law of opening rates
  double people_per_agent = 1;
  bool operator==(const Portrait&) const = default;
};

}  // namespace gs
