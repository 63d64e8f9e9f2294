// Weighted sums per class; a resample only changes the weights.
#include "scenarios/batch/analyze/first_order.h"

#include <algorithm>
#include <cmath>

#include "scenarios/batch/analyze/classes.h"

namespace gs {
namespace {

struct ClassSums {
  double points = 0, w = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
};

struct Explained {
  double plain = std::nan(""), adjusted = std::nan("");
};

// A line needs two different points; fewer have a mean.
double rest_of(const ClassSums& sums, bool levels, double& parameters) {
  if (sums.w <= 0) return 0;
  const double vy = sums.yy - sums.y * sums.y / sums.w, vx = sums.xx - sums.x * sums.x / sums.w,
               vxy = sums.xy - sums.x * sums.y / sums.w;
  parameters += 1;
  if (levels || sums.points < 2 || !(vx > 1e-12 * sums.w)) return std::max(vy, 0.0);
  parameters += 1;
  return std::max(vy - vxy * vxy / vx, 0.0);
}

struct Axis {
  FactorClasses classes;
  std::span<const double> x;
};

Explained explained_by(const Axis& axis, std::span<const double> y, std::span<const std::uint32_t> counts) {
  std::vector<ClassSums> sums(axis.classes.count());
  double w = 0, sum = 0, squares = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (counts[i] == 0) continue;
    ClassSums& mine = sums[axis.classes.of[i]];
    const double c = counts[i], x = axis.x[i] - 0.5;
    mine.points += 1, mine.w += c, mine.x += c * x, mine.y += c * y[i];
    mine.xx += c * x * x, mine.xy += c * x * y[i], mine.yy += c * y[i] * y[i];
    w += c, sum += c * y[i], squares += c * y[i] * y[i];
  }
  const double all = squares - sum * sum / w;
  double rest = 0, parameters = 0;
  for (const ClassSums& one : sums) rest += rest_of(one, axis.classes.levels, parameters);
  // What is left of rounding is no variance.
  if (!(all > 1e-12 * squares) || w - parameters < 2) return {};
  return {1 - rest / all, 1 - rest / (w - parameters) / (all / (w - 1))};
}

}  // namespace

FirstOrder first_order_of(const PointSample& sample, const Resampling& how) {
  const std::size_t k = sample.factors.size(), n = sample.points();
  FirstOrder out;
  out.firsts = NumberTable(how.resamples, k, std::nan(""));
  out.first.resize(k);
  if (n < 8) return out;
  double mean = 0;
  for (const double one : sample.y) mean += one / static_cast<double>(n);
  std::vector<double> y;
  for (const double one : sample.y) y.push_back(one - mean);
  std::vector<Axis> axes;
  for (std::size_t f = 0; f < k; ++f) axes.push_back({classes_of(sample, f), sample.unit.column(f)});
  NumberTable again =
      resampled({n, k}, how, [&](std::span<const std::uint32_t> counts, std::span<double> row) {
        for (std::size_t f = 0; f < k; ++f) row[f] = explained_by(axes[f], y, counts).adjusted;
      });
  const std::vector<std::uint32_t> once(n, 1);
  for (std::size_t f = 0; f < k; ++f) {
    const Explained here = explained_by(axes[f], y, once);
    const double shift = here.adjusted - here.plain;
    out.first[f] = with_interval(here.adjusted, again.column(f), shift);
    for (std::size_t r = 0; r < how.resamples; ++r) again(r, f) += shift;
  }
  out.firsts = std::move(again);
  return out;
}

}  // namespace gs
