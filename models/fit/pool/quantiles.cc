// See quantiles.h.
#include "models/fit/pool/quantiles.h"

#include <algorithm>
#include <limits>

#include "core/real.h"

namespace gs {

std::vector<double> read_levels(std::vector<WeightedValue> sample, std::size_t levels) {
  std::sort(sample.begin(), sample.end(), [](const WeightedValue& a, const WeightedValue& b) {
    return a.value != b.value ? a.value < b.value : a.weight < b.weight;
  });
  double total = 0;
  for (const WeightedValue& one : sample) total += one.weight;
  std::vector<double> out(levels);
  std::size_t i = 0;
  double before = 0, low = -1, low_value = sample.front().value;
  double high = sample.front().weight / 2;
  for (std::size_t k = 0; k < levels; ++k) {
    const double wanted = total * (static_cast<double>(k) + 0.5) / static_cast<double>(levels);
    while (i < sample.size() && high < wanted) {
      low = high, low_value = sample[i].value;
      before += sample[i].weight;
      if (++i < sample.size()) high = before + sample[i].weight / 2;
    }
    if (i == sample.size() || low < 0) {
      out[k] = i == sample.size() ? sample.back().value : sample.front().value;
    } else {
      out[k] = low_value + (sample[i].value - low_value) * (wanted - low) / (high - low);
    }
  }
  return out;
}

LogQuantiles member_quantiles(std::vector<WeightedValue> sample) {
  const std::vector<double> levels = read_levels(std::move(sample), kMemberQuantiles);
  LogQuantiles out;
  std::copy(levels.begin(), levels.end(), out.begin());
  return out;
}

LogQuantiles moved(const LogQuantiles& quantiles, double shift, double factor) {
  LogQuantiles out;
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = shift + factor * quantiles[k];
  return out;
}

std::vector<double> pooled_quantiles(std::span<const LogQuantiles> members,
                                     std::span<const double> weights,
                                     std::size_t levels) {
  std::vector<WeightedValue> sample;
  sample.reserve(members.size() * kMemberQuantiles);
  for (std::size_t m = 0; m < members.size(); ++m) {
    if (weights[m] <= 0) continue;
    for (double value : members[m]) sample.push_back({value, weights[m] / kMemberQuantiles});
  }
  return read_levels(std::move(sample), levels);
}

double pooled_level(std::span<const LogQuantiles> members, std::span<const double> weights, double value) {
  constexpr double kNone = std::numeric_limits<double>::infinity();
  double before = 0, low = -kNone, high = kNone, low_weight = 0, high_weight = 0;
  for (std::size_t m = 0; m < members.size(); ++m) {
    const double weight = weights[m] / kMemberQuantiles;
    if (weight <= 0) continue;
    const auto next = std::upper_bound(members[m].begin(), members[m].end(), value);
    before += weight * static_cast<double>(next - members[m].begin());
    if (next != members[m].begin() && *(next - 1) > low) low = *(next - 1), low_weight = weight;
    if (next != members[m].end() && *next < high) high = *next, high_weight = weight;
  }
  if (low == -kNone) return 0;
  if (high == kNone) return 1;
  const double from = before - low_weight / 2, to = before + high_weight / 2;
  return from + (to - from) * (value - low) / (high - low);
}

std::vector<double> memory_weights(std::span<const double> ages, double half_life) {
  constexpr double kLogHalf = -0.69314718055994530942;
  std::vector<double> weights(ages.size(), 1.0);
  if (half_life > 0)
    for (std::size_t i = 0; i < ages.size(); ++i) weights[i] = exact_exp(kLogHalf * ages[i] / half_life);
  return weights;
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

}  // namespace gs
