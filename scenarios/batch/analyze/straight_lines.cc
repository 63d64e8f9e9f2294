// One inverse of correlations per resample.
#include "scenarios/batch/analyze/straight_lines.h"

#include <algorithm>
#include <cmath>

#include "scenarios/batch/analyze/correlation_matrix.h"
#include "scenarios/batch/analyze/rank_correlation.h"

namespace gs {
namespace {

using Values = std::vector<double>;

Values line_values(const PointSample& sample, std::size_t factor) {
  const auto column = sample.value.column(factor);
  Values out(column.begin(), column.end());
  const bool ratios =
      sample.factors[factor].logarithmic && std::ranges::all_of(out, [](double x) { return x > 0; });
  if (ratios)
    for (double& x : out) x = std::log(x);
  return out;
}

Values centred(const Values& column, std::span<const std::uint32_t> counts) {
  double sum = 0, weight = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) sum += counts[i] * column[i], weight += counts[i];
  Values out = column;
  for (double& x : out) x -= sum / weight;
  return out;
}

// The coefficients, then the share explained.
Values fitted(const std::vector<Values>& columns, std::span<const std::uint32_t> counts) {
  const std::size_t factors = columns.size() - 1;
  CentredColumns own;
  for (const Values& column : columns) own.push_back(centred(column, counts));
  Values out(factors + 1, std::nan(""));
  const auto inverse = inverse_correlations(own, counts);
  if (!inverse) return out;
  const double rest = (*inverse)(factors, factors);
  for (std::size_t f = 0; f < factors; ++f) out[f] = -(*inverse)(f, factors) / rest;
  out[factors] = 1 - 1 / rest;
  return out;
}

bool varies(const Values& values) {
  return std::ranges::any_of(values, [&](double one) { return one != values.front(); });
}

}  // namespace

StraightLines straight_lines(const PointSample& sample, const Resampling& how) {
  StraightLines out{std::vector<std::optional<IndexEstimate>>(sample.factors.size()), {}};
  std::vector<std::size_t> kept;
  std::vector<Values> columns;
  for (std::size_t f = 0; f < sample.factors.size() && sample.points() > 0; ++f)
    if (Values line = line_values(sample, f); has_order(sample.factors[f]) && varies(line))
      kept.push_back(f), columns.push_back(std::move(line));
  if (kept.empty() || !varies(sample.y) || sample.points() < kept.size() + 4) return out;
  columns.push_back(sample.y);
  const Values here = fitted(columns, std::vector<std::uint32_t>(sample.points(), 1));
  const NumberTable again = resampled(
      {sample.points(), kept.size()}, how, [&](std::span<const std::uint32_t> counts, std::span<double> row) {
        const Values one = fitted(columns, counts);
        std::copy_n(one.begin(), row.size(), row.begin());
      });
  for (std::size_t i = 0; i < kept.size(); ++i)
    out.coefficient[kept[i]] = with_interval(here[i], again.column(i));
  const auto n = static_cast<double>(sample.points()), k = static_cast<double>(kept.size());
  if (std::isfinite(here.back())) out.explained = 1 - (1 - here.back()) * (n - 1) / (n - k - 1);
  return out;
}

}  // namespace gs
