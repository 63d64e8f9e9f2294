// What a point of a design is worth: the mean (or a quantile) of a response over the point's worlds. A point
// that failed, has not run, or whose response is undefined in all its worlds is a hole: counted, never
// filled. Does not weigh points by their number of worlds.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "scenarios/batch/table.h"

namespace gs {

// Rows of each point: [first[p], first[p + 1]) of table.rows.
std::vector<std::size_t> first_rows(const BatchTable& table);

struct ResponseWorth {
  std::vector<double> y{};           // of every planned point; NaN: a hole
  double undefined_share = 0;        // of the rows there are
  std::size_t fewest = 0, most = 0;  // worlds of the points that have any
};
ResponseWorth worth_of_points(const BatchTable& table, std::size_t response);

// Points that are independent of each other, without holes: of a Saltelli design its first two blocks.
struct PointSample {
  std::span<const BatchFactor> factors{};
  NumberTable unit{}, value{};  // points x factors
  std::vector<double> y{};
  std::size_t points() const { return y.size(); }
};
PointSample sample_of(const BatchTable& table, std::span<const double> y);
// All points without holes; those of a Saltelli design share columns, so they are not independent.
PointSample every_point(const BatchTable& table, std::span<const double> y);
PointSample first_of(const PointSample& sample, std::size_t points);

}  // namespace gs
