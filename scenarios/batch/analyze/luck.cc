// Mean squares in one pass over a rectangle of points and worlds.
#include "scenarios/batch/analyze/luck.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/summary.h"
#include "scenarios/batch/analyze/sample.h"

namespace gs {
namespace {

// Points x worlds, of points that have them all.
NumberTable rectangle(const BatchTable& table, std::size_t response) {
  const std::vector<std::size_t> first = first_rows(table);
  std::size_t most = 0;
  for (std::size_t p = 0; p < table.unit.rows; ++p) most = std::max(most, first[p + 1] - first[p]);
  std::vector<std::size_t> kept;
  for (std::size_t p = 0; p < table.unit.rows; ++p) {
    bool whole = most > 0 && first[p + 1] - first[p] == most;
    for (std::size_t r = first[p]; whole && r < first[p + 1]; ++r)
      whole = std::isfinite(table.y(r, response));
    if (whole) kept.push_back(first[p]);
  }
  NumberTable out(kept.size(), most);
  for (std::size_t i = 0; i < kept.size(); ++i)
    for (std::size_t w = 0; w < most; ++w) out(i, w) = table.y(kept[i] + w, response);
  return out;
}

// `both`: beside what grows with point and world alike; that is no luck of a point, for its worlds are
// everybody's.
struct MeanSquares {
  double point = 0, world = 0, both = 0, apart = 0, within = 0;
};

MeanSquares mean_squares(const NumberTable& y) {
  const auto points = static_cast<double>(y.rows), worlds = static_cast<double>(y.columns);
  const double mean = mean_of(y.cells);
  std::vector<double> of_point(y.rows), of_world(y.columns);
  for (std::size_t w = 0; w < y.columns; ++w)
    for (std::size_t p = 0; p < y.rows; ++p)
      of_point[p] += (y(p, w) - mean) / worlds, of_world[w] += (y(p, w) - mean) / points;
  MeanSquares out;
  for (const double one : of_point) out.point += one * one * worlds / (points - 1);
  for (const double one : of_world) out.world += one * one * points / (worlds - 1);
  const double free = (points - 1) * (worlds - 1);
  double alike = 0;  // of the rest with point times world (Tukey 1949)
  for (std::size_t w = 0; w < y.columns; ++w)
    for (std::size_t p = 0; p < y.rows; ++p) {
      const double own = y(p, w) - mean - of_point[p], both = own - of_world[w];
      out.within += own * own / (points * (worlds - 1));
      out.both += both * both / free;
      alike += both * of_point[p] * of_world[w];
    }
  const double sizes = out.point * (points - 1) / worlds * out.world * (worlds - 1) / points;
  out.apart =
      sizes > 0 && free > 1 ? std::max(0.0, out.both * free - alike * alike / sizes) / (free - 1) : out.both;
  return out;
}

}  // namespace

std::optional<LuckShares> luck_shares(const BatchTable& table, std::size_t response) {
  if (table.responses[response].level) return std::nullopt;
  const NumberTable y = rectangle(table, response);
  if (y.rows < 2 || y.columns < 2) return std::nullopt;
  const MeanSquares found = mean_squares(y);
  const auto points = static_cast<double>(y.rows), worlds = static_cast<double>(y.columns);
  const double rest = table.paired ? found.both : found.within;
  const double point = std::max((found.point - rest) / worlds, 0.0);
  const double world = table.paired ? std::max((found.world - rest) / points, 0.0) : 0.0;
  const double all = point + world + rest;
  if (!(all > 0)) return std::nullopt;
  const double noise = table.paired ? found.apart : found.within;
  const double of_points = std::max((found.point - noise) / worlds, 0.0);
  return LuckShares{.point = point / all,
                    .world = world / all,
                    .rest = rest / all,
                    .of_mean = of_points + noise > 0 ? noise / worlds / (of_points + noise / worlds) : 0,
                    .points = y.rows,
                    .worlds = y.columns};
}

}  // namespace gs
