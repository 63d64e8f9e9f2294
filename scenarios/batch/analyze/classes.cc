// The middle of a part is the mean of the values in it: right for ratios and laws, too.
#include "scenarios/batch/analyze/classes.h"

#include <algorithm>

namespace gs {
namespace {

constexpr std::size_t kMostLevels = 10;

FactorClasses by_label(const BatchFactor& factor, std::span<const double> values) {
  FactorClasses out{.of = {}, .middle = {}, .label = factor.labels, .levels = true};
  for (std::size_t k = 0; k < factor.labels.size(); ++k) out.middle.push_back(static_cast<double>(k));
  for (const double value : values)
    out.of.push_back(static_cast<std::uint32_t>(
        std::clamp(value, 0.0, static_cast<double>(factor.labels.size() - 1)) + 0.5));
  return out;
}

FactorClasses by_level(std::span<const double> values, std::vector<double> levels) {
  FactorClasses out{.of = {}, .middle = std::move(levels), .label = {}, .levels = true};
  for (const double value : values)
    out.of.push_back(static_cast<std::uint32_t>(
        std::lower_bound(out.middle.begin(), out.middle.end(), value) - out.middle.begin()));
  return out;
}

FactorClasses by_part(std::span<const double> units, std::span<const double> values, std::size_t parts) {
  FactorClasses out{.of = {}, .middle = std::vector<double>(parts), .label = {}, .levels = false};
  std::vector<double> points(parts);
  for (std::size_t i = 0; i < units.size(); ++i) {
    const double place = std::clamp(units[i], 0.0, 1.0) * static_cast<double>(parts);
    const std::size_t part = std::min(static_cast<std::size_t>(place), parts - 1);
    out.of.push_back(static_cast<std::uint32_t>(part));
    out.middle[part] += values[i], points[part] += 1;
  }
  for (std::size_t part = 0; part < parts; ++part)
    if (points[part] > 0) out.middle[part] /= points[part];
  return out;
}

}  // namespace

FactorClasses classes_of(const PointSample& sample, std::size_t factor, std::size_t at_most) {
  const std::span<const double> values = sample.value.column(factor);
  if (!sample.factors[factor].labels.empty()) return by_label(sample.factors[factor], values);
  std::vector<double> levels(values.begin(), values.end());
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  if (levels.size() <= std::min<std::size_t>(kMostLevels, std::max<std::size_t>(values.size() / 4, 1)))
    return by_level(values, std::move(levels));
  return by_part(sample.unit.column(factor), values, std::min(at_most, parts_for(values.size())));
}

std::size_t parts_for(std::size_t points) { return points >= 50 ? 10 : points >= 20 ? 5 : 2; }

}  // namespace gs
