// "Beyond luck" is 3.5 standard errors of a difference: a normal difference of equals falls so far in 1 of
// 4300 pairs, and tenths make 45 pairs.
#include "scenarios/batch/analyze/effects.h"

#include <algorithm>
#include <cmath>

#include "scenarios/batch/analyze/classes.h"

namespace gs {
namespace {

constexpr double kBeyondLuck = 3.5;
constexpr double kLargeTurn = 0.2;  // of the least mean to the greatest (assumption)

std::vector<EffectAt> means_of(const FactorClasses& classes, std::span<const double> y) {
  std::vector<EffectAt> all(classes.count());
  for (std::size_t i = 0; i < y.size(); ++i) {
    EffectAt& mine = all[classes.of[i]];
    mine.mean += y[i], ++mine.points;
  }
  for (EffectAt& one : all)
    if (one.points > 0) one.mean /= static_cast<double>(one.points);
  for (std::size_t i = 0; i < y.size(); ++i) {
    EffectAt& mine = all[classes.of[i]];
    mine.standard_error += (y[i] - mine.mean) * (y[i] - mine.mean);
  }
  for (std::size_t c = 0; c < all.size(); ++c) {
    EffectAt& one = all[c];
    one.value = classes.middle[c];
    if (c < classes.label.size()) one.label = classes.label[c];
    const auto n = static_cast<double>(one.points);
    one.standard_error = one.points > 1 ? std::sqrt(one.standard_error / (n - 1) / n) : 0;
  }
  std::erase_if(all, [](const EffectAt& one) { return one.points == 0; });
  return all;
}

// In paired worlds points of one class share much of their luck, so their scatter says too little of it: a
// turn must also be large beside the whole move.
bool rises_and_falls(const std::vector<EffectAt>& at) {
  const auto [least, most] = std::ranges::minmax_element(at, {}, &EffectAt::mean);
  const double whole = most->mean - least->mean;
  bool rises = false, falls = false;
  for (std::size_t a = 0; a < at.size(); ++a)
    for (std::size_t b = a + 1; b < at.size(); ++b) {
      if (at[a].points < 3 || at[b].points < 3) continue;
      const double apart = at[b].mean - at[a].mean;
      const double least_told =
          std::max(kBeyondLuck * std::hypot(at[a].standard_error, at[b].standard_error), kLargeTurn * whole);
      rises = rises || apart > least_told;
      falls = falls || -apart > least_told;
    }
  return rises && falls;
}

}  // namespace

MainEffect main_effect(const PointSample& sample, std::size_t factor) {
  MainEffect out{.at = means_of(classes_of(sample, factor), sample.y), .low = {}, .high = {}};
  if (out.at.empty()) return out;
  const bool list = !sample.factors[factor].labels.empty();
  const auto ends = std::minmax_element(
      out.at.begin(), out.at.end(), [](const EffectAt& a, const EffectAt& b) { return a.mean < b.mean; });
  out.low = list ? static_cast<std::size_t>(ends.first - out.at.begin()) : 0;
  out.high = list ? static_cast<std::size_t>(ends.second - out.at.begin()) : out.at.size() - 1;
  out.turns = sample.factors[factor].labels.size() < 3 && rises_and_falls(out.at);
  return out;
}

Together together(const PointSample& sample, std::size_t one, std::size_t other) {
  // About six points to a cell.
  const std::size_t parts = sample.points() >= 600 ? 10 : sample.points() >= 150 ? 5 : 3;
  const FactorClasses a = classes_of(sample, one, parts), b = classes_of(sample, other, parts);
  Together out{.one = one,
               .other = other,
               .one_at = a.middle,
               .other_at = b.middle,
               .one_label = a.label,
               .other_label = b.label,
               .mean = NumberTable(a.count(), b.count()),
               .points = NumberTable(a.count(), b.count())};
  for (std::size_t i = 0; i < sample.points(); ++i)
    out.mean(a.of[i], b.of[i]) += sample.y[i], out.points(a.of[i], b.of[i]) += 1;
  for (std::size_t cell = 0; cell < out.mean.cells.size(); ++cell)
    out.mean.cells[cell] =
        out.points.cells[cell] > 0 ? out.mean.cells[cell] / out.points.cells[cell] : std::nan("");
  return out;
}

}  // namespace gs
