// Weighted sums per class; a resample only changes the weights.
#include "scenarios/batch/analyze/first_order.h"

#include <algorithm>
#include <cmath>

#include "core/summary.h"
#include "scenarios/batch/analyze/classes.h"

namespace gs {
namespace {

constexpr int kRounds = 20;  // of backfitting; even designs need three, lists that go together more
constexpr std::size_t kFewestPoints = 8;

using Values = std::vector<double>;

struct ClassSums {
  double points = 0, w = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;

  double spread() const { return xx - x * x / w; }
  // A line needs two different points; fewer have a mean.
  bool has_line(bool levels) const { return !levels && points >= 2 && spread() > 1e-12 * w; }
  double slope() const { return (xy - x * y / w) / spread(); }
};

struct Axis {
  FactorClasses classes;
  std::span<const double> unit;
  double x(std::size_t point) const { return unit[point] - 0.5; }
};

std::vector<ClassSums> sums_of(const Axis& axis, const Values& y, std::span<const std::uint32_t> counts) {
  std::vector<ClassSums> sums(axis.classes.count());
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (counts[i] == 0) continue;
    ClassSums& mine = sums[axis.classes.of[i]];
    const double c = counts[i], x = axis.x(i);
    mine.points += 1, mine.w += c, mine.x += c * x, mine.y += c * y[i];
    mine.xx += c * x * x, mine.xy += c * x * y[i], mine.yy += c * y[i] * y[i];
  }
  return sums;
}

// The curve of one factor at every point, its mean taken out.
Values curve_of(const Axis& axis, const Values& y, std::span<const std::uint32_t> once) {
  const std::vector<ClassSums> sums = sums_of(axis, y, once);
  Values curve(y.size());
  double mean = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const ClassSums& mine = sums[axis.classes.of[i]];
    curve[i] = mine.y / mine.w;
    if (mine.has_line(axis.classes.levels)) curve[i] += mine.slope() * (axis.x(i) - mine.x / mine.w);
    mean += curve[i] / static_cast<double>(y.size());
  }
  for (double& one : curve) one -= mean;
  return curve;
}

// Of each factor: the response less all the other factors' curves.
std::vector<Values> partial_responses(const std::vector<Axis>& axes, const Values& y) {
  const std::vector<std::uint32_t> once(y.size(), 1);
  std::vector<Values> curves(axes.size(), Values(y.size()));
  Values rest = y;
  for (int round = 0; round < kRounds; ++round)
    for (std::size_t f = 0; f < axes.size(); ++f) {
      for (std::size_t i = 0; i < y.size(); ++i) rest[i] += curves[f][i];
      curves[f] = curve_of(axes[f], rest, once);
      for (std::size_t i = 0; i < y.size(); ++i) rest[i] -= curves[f][i];
    }
  for (Values& curve : curves)
    for (std::size_t i = 0; i < y.size(); ++i) curve[i] += rest[i];
  return curves;
}

struct Squares {
  double all = 0, w = 0;
};

Squares squares_of(const Values& y, std::span<const std::uint32_t> counts) {
  double w = 0, sum = 0, squares = 0;
  for (std::size_t i = 0; i < y.size(); ++i)
    w += counts[i], sum += counts[i] * y[i], squares += counts[i] * y[i] * y[i];
  return {squares - sum * sum / w, w};
}

struct Explained {
  double by_curve = 0, rest = 0, parameters = 0;
};

Explained explained_by(const Axis& axis, const Values& partial, std::span<const std::uint32_t> counts) {
  Explained out;
  double w = 0, y = 0, yy = 0;
  for (const ClassSums& one : sums_of(axis, partial, counts)) {
    if (!(one.w > 0)) continue;
    w += one.w, y += one.y, yy += one.yy;
    double own = one.yy - one.y * one.y / one.w;
    out.parameters += 1;
    if (one.has_line(axis.classes.levels)) {
      own -= one.slope() * one.slope() * one.spread();
      out.parameters += 1;
    }
    out.rest += std::max(own, 0.0);
  }
  out.by_curve = yy - y * y / w - out.rest;
  return out;
}

double corrected(const Explained& found, const Squares& all, double parameters) {
  const double free = all.w - parameters;
  return free < 2 ? std::nan("") : (found.by_curve - (found.parameters - 1) * found.rest / free) / all.all;
}

struct Fitted {
  std::vector<Axis> axes;
  std::vector<Values> partial;
  Values y;
};

Fitted fitted(const PointSample& sample) {
  Fitted out;
  const std::size_t k = sample.factors.size(), n = sample.points();
  const double mean = mean_of(sample.y);
  for (const double one : sample.y) out.y.push_back(one - mean);
  const std::size_t parts = std::clamp<std::size_t>(n / (8 * k), 1, 10);
  for (std::size_t f = 0; f < k; ++f)
    out.axes.push_back({classes_of(sample, f, parts), sample.unit.column(f)});
  out.partial = partial_responses(out.axes, out.y);
  return out;
}

}  // namespace

FirstOrder first_order_of(const PointSample& sample, const Resampling& how) {
  const std::size_t k = sample.factors.size(), n = sample.points();
  FirstOrder out;
  out.firsts = NumberTable(how.resamples, k, std::nan(""));
  out.first.resize(k);
  const std::vector<std::uint32_t> once(n, 1);
  const auto [least, most] = std::minmax_element(sample.y.begin(), sample.y.end());
  if (k == 0 || n < kFewestPoints || *least == *most) return out;
  const Fitted fit = fitted(sample);
  out.firsts = resampled({n, k}, how, [&](std::span<const std::uint32_t> counts, std::span<double> row) {
    const Squares all = squares_of(fit.y, counts);
    for (std::size_t f = 0; f < k && all.all > 0; ++f) {
      const Explained found = explained_by(fit.axes[f], fit.partial[f], counts);
      row[f] = corrected(found, all, found.parameters);
    }
  });
  std::vector<Explained> here;
  double parameters = 1;
  for (std::size_t f = 0; f < k; ++f) {
    here.push_back(explained_by(fit.axes[f], fit.partial[f], once));
    parameters += here.back().parameters - 1;
  }
  const Squares all = squares_of(fit.y, once);
  for (std::size_t f = 0; f < k; ++f) {
    const double value = corrected(here[f], all, parameters), shift = value - here[f].by_curve / all.all;
    out.first[f] = with_interval(value, out.firsts.column(f), shift);
    for (std::size_t r = 0; r < how.resamples; ++r) out.firsts(r, f) += shift;
  }
  return out;
}

std::vector<std::vector<double>> less_other_factors(const PointSample& sample) {
  std::vector<Values> partial = fitted(sample).partial;
  const double mean = mean_of(sample.y);
  for (Values& of_factor : partial)
    for (double& one : of_factor) one += mean;
  return partial;
}

}  // namespace gs
