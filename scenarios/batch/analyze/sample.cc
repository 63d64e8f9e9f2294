// One pass over the rows; a quantile is taken of what is defined.
#include "scenarios/batch/analyze/sample.h"

#include <algorithm>
#include <cmath>

#include "core/summary.h"

namespace gs {
namespace {

double worth_of(std::vector<double>& draws, const std::optional<double>& level) {
  if (draws.empty()) return std::nan("");
  if (!level) return mean_of(draws);
  std::sort(draws.begin(), draws.end());
  return quantile_sorted(draws, *level);
}

NumberTable rows_of(const NumberTable& table, const std::vector<std::size_t>& rows) {
  NumberTable out(rows.size(), table.columns);
  for (std::size_t c = 0; c < table.columns; ++c)
    for (std::size_t r = 0; r < rows.size(); ++r) out(r, c) = table(rows[r], c);
  return out;
}

PointSample points_before(std::size_t end, const BatchTable& table, std::span<const double> y) {
  std::vector<std::size_t> there;
  PointSample out;
  for (std::size_t p = 0; p < end; ++p)
    if (std::isfinite(y[p])) there.push_back(p), out.y.push_back(y[p]);
  out.factors = table.factors;
  out.unit = rows_of(table.unit, there);
  out.value = rows_of(table.value, there);
  return out;
}

}  // namespace

std::vector<std::size_t> first_rows(const BatchTable& table) {
  std::vector<std::size_t> first(table.unit.rows + 1);
  for (const BatchTable::Row& row : table.rows) ++first[row.point + 1];
  for (std::size_t p = 0; p < table.unit.rows; ++p) first[p + 1] += first[p];
  return first;
}

ResponseWorth worth_of_points(const BatchTable& table, std::size_t response) {
  const std::vector<std::size_t> first = first_rows(table);
  ResponseWorth out;
  std::size_t undefined = 0;
  for (std::size_t p = 0; p < table.unit.rows; ++p) {
    std::vector<double> draws;
    for (std::size_t r = first[p]; r < first[p + 1]; ++r)
      if (std::isfinite(table.y(r, response))) draws.push_back(table.y(r, response));
    const std::size_t worlds = first[p + 1] - first[p];
    undefined += worlds - draws.size();
    if (worlds > 0) out.fewest = out.most == 0 ? worlds : std::min(out.fewest, worlds);
    out.most = std::max(out.most, worlds);
    out.y.push_back(worth_of(draws, table.responses[response].level));
  }
  if (!table.rows.empty())
    out.undefined_share = static_cast<double>(undefined) / static_cast<double>(table.rows.size());
  return out;
}

PointSample sample_of(const BatchTable& table, std::span<const double> y) {
  const bool saltelli = table.design == DesignKind::saltelli;
  return points_before(saltelli ? std::min(2 * table.base_points, y.size()) : y.size(), table, y);
}

PointSample every_point(const BatchTable& table, std::span<const double> y) {
  return points_before(y.size(), table, y);
}

PointSample first_of(const PointSample& sample, std::size_t points) {
  std::vector<std::size_t> rows(std::min(points, sample.points()));
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  PointSample out{.factors = sample.factors,
                  .unit = rows_of(sample.unit, rows),
                  .value = rows_of(sample.value, rows),
                  .y = {}};
  out.y.assign(sample.y.begin(), sample.y.begin() + static_cast<std::ptrdiff_t>(rows.size()));
  return out;
}

}  // namespace gs
