// Quantiles are order statistics: the smallest degree that the share does not exceed.
#include "core/graph/degree_law.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"

namespace gs {
namespace {

constexpr double kCut = 5.0;  // of the mean
constexpr std::uint64_t kFewest = 50;

void describe_tail(const std::vector<std::uint32_t>& ascending, DegreeLaw& law) {
  law.tail_from = static_cast<std::uint32_t>(std::max(1.0, std::ceil(kCut * law.mean)));
  const auto first = std::lower_bound(ascending.begin(), ascending.end(), law.tail_from);
  law.tail_people = static_cast<std::uint64_t>(ascending.end() - first);
  if (law.tail_people < kFewest) return;
  double sum = 0;
  for (auto degree = first; degree != ascending.end(); ++degree)
    sum += exact_log(*degree / (law.tail_from - 0.5));
  law.tail_exponent = 1.0 + static_cast<double>(law.tail_people) / sum;
}

}  // namespace

DegreeLaw degree_law(std::vector<std::uint32_t> degrees) {
  DegreeLaw law{.people = degrees.size()};
  if (degrees.empty()) return law;
  std::sort(degrees.begin(), degrees.end());
  std::uint64_t sum = 0;
  for (const std::uint32_t degree : degrees) sum += degree;
  law.mean = static_cast<double>(sum) / static_cast<double>(degrees.size());
  const auto quantile = [&](std::size_t percent) {
    return degrees[std::min(degrees.size() - 1, degrees.size() * percent / 100)];
  };
  law.p10 = quantile(10);
  law.p25 = quantile(25);
  law.p50 = quantile(50);
  law.p75 = quantile(75);
  law.p90 = quantile(90);
  law.p99 = quantile(99);
  law.most = degrees.back();
  describe_tail(degrees, law);
  return law;
}

}  // namespace gs
