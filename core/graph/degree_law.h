// How unequal people are: quantiles of their numbers of links, and the exponent of the heavy tail.
// Tail: maximum likelihood of a discrete power law from a stated cut on (Clauset, Shalizi and Newman 2009,
// eq. 3.7): exponent = 1 + n / sum log(x / (cut - 1/2)), of the density. Says nothing of whether the tail is
// a power law, and reads too high where the law itself ends not far above the cut.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace gs {

struct DegreeLaw {
  std::uint64_t people = 0;
  double mean = 0;
  std::uint32_t p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0, p99 = 0, most = 0;
  std::optional<double> tail_exponent{};  // where at least 50 people lie in the tail
  std::uint32_t tail_from = 0;            // the cut: five times the mean
  std::uint64_t tail_people = 0;
};
DegreeLaw degree_law(std::vector<std::uint32_t> degrees);

}  // namespace gs
