// Which segment a link ends in: odds of a link inside a segment against one between segments, with
// everybody's number of links left as drawn. The balanced block model P(s -> t) = a_s a_t n_t odds^[s = t],
// a such that every row sums to 1, is the same as a mixture: a link stays at home with chance home_s, else it
// ends anywhere in a common pool. n: users of each segment.
#pragma once
#include <cstddef>
#include <vector>

namespace gs {

struct Mixing {
  std::vector<double> home;  // of each segment: chance of staying by homophily
  std::vector<double> pool;  // of each segment: its share of the pool; sums to 1
  double share(std::size_t from, std::size_t to) const {
    return (from == to ? home[from] : 0.0) + (1.0 - home[from]) * pool[to];
  }
};
Mixing mix_segments(const std::vector<double>& users, double same_segment_odds);

}  // namespace gs
