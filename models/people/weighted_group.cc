// Tiers are filled by counting, so that inside a tier people keep the order they were given in.
#include "models/people/weighted_group.h"

#include <algorithm>

#include "core/coins.h"
#include "models/people/placing.h"

namespace gs {
namespace {

constexpr double kLowest = 0x1p-4;

std::size_t tier_of(float weight, std::size_t tiers) {
  std::size_t tier = 0;
  for (double bound = kLowest; weight >= bound && tier + 1 < tiers; bound *= 2) ++tier;
  return tier;
}
double bound_of(std::size_t tier) { return kLowest * static_cast<double>(1U << tier); }

}  // namespace

WeightedGroup::WeightedGroup(std::span<const std::uint32_t> rows, std::span<const float> weight) {
  std::array<std::uint32_t, kTiers> count{};
  for (const std::uint32_t row : rows)
    if (weight[row] > 0) ++count[tier_of(weight[row], kTiers)];
  double all = 0, sum = 0;
  for (std::size_t t = 0; t < kTiers; ++t) {
    first_[t + 1] = first_[t] + count[t];
    all += count[t] * bound_of(t);
  }
  for (std::size_t t = 0; t < kTiers; ++t) {
    sum += count[t] * bound_of(t);
    below_[t] = all > 0 ? threshold_of(std::min(1.0, sum / all)) : 0;
  }
  people_.resize(first_.back());
  std::array<std::uint32_t, kTiers> next{};
  std::copy_n(first_.begin(), kTiers, next.begin());
  for (const std::uint32_t row : rows) {
    if (!(weight[row] > 0)) continue;
    const std::size_t t = tier_of(weight[row], kTiers);
    const double keep = std::min(1.0, static_cast<double>(weight[row]) / bound_of(t));
    people_[next[t]++] = {row, static_cast<std::uint32_t>(std::min(keep * 0x1p32, 0x1p32 - 1))};
  }
}

std::uint32_t WeightedGroup::draw(std::uint64_t word) const {
  if (people_.empty()) return kNobody;
  for (std::uint64_t attempt = 0;; ++attempt) {
    const std::uint64_t one = mix64(word + attempt * 0x9e3779b97f4a7c15ULL);
    std::size_t t = 0;
    while (t + 1 < kTiers && static_cast<std::uint32_t>(one) >= below_[t]) ++t;
    const std::uint32_t size = first_[t + 1] - first_[t];
    if (size == 0) continue;
    const Person& person = people_[first_[t] + place_in(mix64(one ^ 0xa0761d6478bd642fULL), size)];
    if (static_cast<std::uint32_t>(one >> 32) <= person.keep) return person.row;
  }
}

}  // namespace gs
