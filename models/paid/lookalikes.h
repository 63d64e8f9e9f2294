// Look-alikes: of the people who do not follow a page, those who resemble the people who do.
//   score of segment s = sum_t a_st F_t / sum_t a_st U_t     (kernel regression, Nadaraya and Watson 1964)
// F: followers of the page by segment; U: users of its platform; a: how alike two segments are, 1 with
// itself, else their common interests over all their interests (Jaccard). So a segment that hardly follows
// ranks high when those that share its interests follow. Inside a segment people are ranked by a hash of
// person and page: the list is the same in all worlds, a larger share only adds people, one person more
// changes nobody else. Must hold: the audience has segments. Does not: use what single people did; make
// look-alikes act otherwise than strangers of their segment. That platforms rank so is an assumption: their
// own models are secret.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/audience.h"

namespace gs {

struct Likeness {
  std::uint32_t page = 0;                         // whose followers
  std::uint64_t key = 0;                          // the page's
  double share = 0.1;                             // of those who do not follow it
  const std::vector<std::vector<double>>& alike;  // of segments
};

// How alike segments are, by their interests: common ones over all; 1 with itself, 0 where one has none.
std::vector<std::vector<double>> alike_segments(const std::vector<std::vector<std::string>>& interests);

// Score of each segment.
std::vector<double> likeness_of_segments(const Audience& audience, const Likeness& likeness);

// Those of `agents` (ascending) among the share most alike of all who do not follow the page; ascending.
std::vector<std::uint32_t> most_alike(const Audience& audience,
                                      std::vector<std::uint32_t> agents,
                                      const Likeness& likeness);

}  // namespace gs
