// Whom a link may end at: a segment by the odds of mixing, in it somebody in proportion to his weight, or,
// with the odds of `same_page`, somebody who follows a page that the speaker follows.
// For a follower of one page the share of followers among listeners in a segment becomes
// x = odds c / (1 - c + odds c), c = followers' share of the segment; a speaker of several pages has that
// for each, apart from what the pages have in common. Links in circles (circles.h) know no pages, so the
// others make up for them.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/audience.h"
#include "models/people/mixing.h"
#include "models/people/weighted_group.h"
#include "models/portrait.h"

namespace gs {

// Share of a page's followers among a follower's listeners, in a segment where a share c follows it.
inline double followers_share(double c, double odds) { return odds * c / (1 - c + odds * c); }

// What every kind of link of a layer shares.
struct LayerPeople {
  const Audience& audience;
  std::uint32_t layer = 0;
  std::vector<std::uint32_t> users;    // rows, segment by segment and in each by index
  std::vector<std::uint32_t> first;    // of each segment in `users`, and the end
  std::vector<double> per_segment;     // users
  std::vector<std::uint64_t> row;      // segments x segments: cumulative shares of a speaker's links
  std::uint64_t pages = 0;             // bits of the pages of this layer, where followers attract followers
  std::vector<std::uint64_t> attract;  // pages x segments: 2^32 x chance that a link goes to a follower
};
LayerPeople layer_people(const Audience& audience,
                         const Portrait& portrait,
                         std::uint32_t layer,
                         std::span<const std::uint32_t> crowd);

class Targets {
 public:
  Targets(const LayerPeople& people, std::span<const float> weight);
  // A row, or WeightedGroup::kNobody.
  std::uint32_t draw(std::uint32_t speaker, std::uint64_t word) const;

 private:
  const LayerPeople& people_;
  std::vector<WeightedGroup> segments_;
  std::vector<WeightedGroup> followers_;  // pages x segments
};

}  // namespace gs
