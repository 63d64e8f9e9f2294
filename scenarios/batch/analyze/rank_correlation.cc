// Ranks are taken again in every resample, by one pass over the points in the order of the whole sample;
// equal values share the mean of their ranks.
#include "scenarios/batch/analyze/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenarios/batch/analyze/correlation_matrix.h"

namespace gs {
namespace {

using Values = std::vector<double>;

struct Ordered {
  Values values;
  std::vector<std::size_t> order;  // points, ascending
};

Ordered ordered(std::span<const double> values) {
  Ordered out{{values.begin(), values.end()}, std::vector<std::size_t>(values.size())};
  std::iota(out.order.begin(), out.order.end(), std::size_t{0});
  std::stable_sort(out.order.begin(), out.order.end(), [&](std::size_t a, std::size_t b) {
    return out.values[a] < out.values[b];
  });
  return out;
}

// Centred ranks of the points, each counted as often as it was picked.
Values ranks_of(const Ordered& column, std::span<const std::uint32_t> counts) {
  Values ranks(column.values.size());
  double below = 0;
  const double middle = static_cast<double>(column.values.size()) / 2;
  for (std::size_t from = 0; from < column.order.size();) {
    std::size_t to = from;
    double equal = 0;
    for (; to < column.order.size() && column.values[column.order[to]] == column.values[column.order[from]];
         ++to)
      equal += counts[column.order[to]];
    for (std::size_t i = from; i < to; ++i) ranks[column.order[i]] = below + equal / 2 - middle;
    below += equal;
    from = to;
  }
  return ranks;
}

Values partial_of(const std::vector<Ordered>& columns, std::span<const std::uint32_t> counts) {
  const std::size_t factors = columns.size() - 1;
  CentredColumns ranks;
  for (const Ordered& column : columns) ranks.push_back(ranks_of(column, counts));
  Values out(factors, std::nan(""));
  const auto inverse = inverse_correlations(ranks, counts);
  for (std::size_t f = 0; f < factors && inverse; ++f)
    out[f] = -(*inverse)(f, factors) / std::sqrt((*inverse)(f, f) * (*inverse)(factors, factors));
  return out;
}

bool varies(std::span<const double> values) {
  return std::any_of(values.begin(), values.end(), [&](double one) { return one != values.front(); });
}

}  // namespace

bool has_order(const BatchFactor& factor) { return factor.labels.size() < 3; }

std::vector<std::optional<IndexEstimate>> rank_correlations(const PointSample& sample,
                                                            const Resampling& how) {
  std::vector<std::optional<IndexEstimate>> out(sample.factors.size());
  std::vector<std::size_t> kept;
  std::vector<Ordered> columns;
  for (std::size_t f = 0; f < sample.factors.size(); ++f)
    if (has_order(sample.factors[f]) && sample.points() > 0 && varies(sample.unit.column(f)))
      kept.push_back(f), columns.push_back(ordered(sample.unit.column(f)));
  if (kept.empty() || !varies(sample.y) || sample.points() < kept.size() + 4) return out;
  columns.push_back(ordered(sample.y));
  const Values here = partial_of(columns, std::vector<std::uint32_t>(sample.points(), 1));
  const NumberTable again = resampled(
      {sample.points(), kept.size()}, how, [&](std::span<const std::uint32_t> counts, std::span<double> row) {
        const Values one = partial_of(columns, counts);
        std::copy(one.begin(), one.end(), row.begin());
      });
  for (std::size_t i = 0; i < kept.size(); ++i) out[kept[i]] = with_interval(here[i], again.column(i));
  return out;
}

}  // namespace gs
