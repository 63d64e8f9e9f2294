// Functions whose indices are known in closed form, and tables of their values at points drawn anew for every
// seed. A factor's value is its place in the unit cube.
#pragma once
#include <cmath>
#include <functional>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include "core/draw.h"
#include "scenarios/batch/table.h"

namespace gs::analyze {

using Model = std::function<double(std::span<const double>)>;

// Ishigami & Homma 1990, a = 7, b = 0.1, each x uniform on (-pi, pi).
inline double ishigami(std::span<const double> u) {
  const auto x = [&](std::size_t i) { return (2 * u[i] - 1) * std::numbers::pi; };
  return std::sin(x(0)) + 7 * std::sin(x(1)) * std::sin(x(1)) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}
struct Truth {
  std::vector<double> first, total;
};
inline Truth ishigami_truth() {
  const double pi4 = std::pow(std::numbers::pi, 4), a = 7, b = 0.1;
  const double one = 0.5 * std::pow(1 + b * pi4 / 5, 2), two = a * a / 8, both = 8 * b * b * pi4 * pi4 / 225;
  const double all = one + two + both;
  return {{one / all, two / all, 0}, {(one + both) / all, two / all, both / all}};
}

inline Model linear(std::vector<double> slopes) {
  return [slopes](std::span<const double> u) {
    double sum = 0;
    for (std::size_t i = 0; i < slopes.size(); ++i) sum += slopes[i] * u[i];
    return sum;
  };
}
inline Truth linear_truth(const std::vector<double>& slopes) {
  double all = 0;
  for (const double slope : slopes) all += slope * slope;
  Truth truth;
  for (const double slope : slopes) truth.first.push_back(slope * slope / all);
  truth.total = truth.first;
  return truth;
}

// Sobol's g, product of (|4 u - 2| + a) / (1 + a).
inline Model g_function(std::vector<double> a) {
  return [a](std::span<const double> u) {
    double product = 1;
    for (std::size_t i = 0; i < a.size(); ++i) product *= (std::abs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
    return product;
  };
}
inline Truth g_truth(const std::vector<double>& a) {
  std::vector<double> own;
  double all = 1;
  for (const double one : a) own.push_back(1 / (3 * (1 + one) * (1 + one))), all *= 1 + own.back();
  Truth truth;
  for (const double one : own) {
    truth.first.push_back(one / (all - 1));
    truth.total.push_back(one * all / (1 + one) / (all - 1));
  }
  return truth;
}

inline double draw(std::uint32_t seed, std::size_t point, std::size_t column) {
  return uniform({seed, 0}, {point, static_cast<std::uint32_t>(column), Purpose::synthetic});
}

inline BatchTable empty_table(std::size_t points, std::size_t factors) {
  BatchTable table;
  table.name = "made up";
  for (std::size_t f = 0; f < factors; ++f) {
    BatchFactor factor;
    factor.name = "x" + std::to_string(f + 1);
    table.factors.push_back(factor);
  }
  table.responses = {{"reach", "people", {}}};
  table.unit = table.value = NumberTable(points, factors);
  return table;
}

// y(point, world) of every point and world, points outermost.
inline void fill(BatchTable& table,
                 std::size_t worlds,
                 const std::function<double(std::span<const double>, std::size_t, std::size_t)>& y) {
  table.value = table.unit;
  table.rows.clear();
  table.y = NumberTable(table.unit.rows * worlds, 1);
  for (std::size_t p = 0; p < table.unit.rows; ++p) {
    std::vector<double> u(table.factors.size());
    for (std::size_t f = 0; f < u.size(); ++f) u[f] = table.unit(p, f);
    for (std::size_t w = 0; w < worlds; ++w) {
      table.y(table.rows.size(), 0) = y(u, p, w);
      table.rows.push_back({static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(w)});
    }
  }
}
inline void fill(BatchTable& table, const Model& model) {
  fill(table, 1, [&](std::span<const double> u, std::size_t, std::size_t) { return model(u); });
}

// Points independent of each other.
inline BatchTable scattered(std::size_t points, std::size_t factors, std::uint32_t seed) {
  BatchTable table = empty_table(points, factors);
  for (std::size_t p = 0; p < points; ++p)
    for (std::size_t f = 0; f < factors; ++f) table.unit(p, f) = draw(seed, p, f);
  return table;
}

// A, B, A with column i of B.
inline BatchTable saltelli(std::size_t base_points, std::size_t factors, std::uint32_t seed) {
  BatchTable table = empty_table(base_points * (factors + 2), factors);
  table.design = DesignKind::saltelli;
  table.base_points = base_points;
  for (std::size_t i = 0; i < base_points; ++i)
    for (std::size_t f = 0; f < factors; ++f) {
      const double a = draw(seed, i, f), b = draw(seed, i, factors + f);
      table.unit(i, f) = a, table.unit(base_points + i, f) = b;
      for (std::size_t block = 0; block < factors; ++block)
        table.unit((2 + block) * base_points + i, f) = block == f ? b : a;
    }
  return table;
}

// Three factors at 60 points: one that matters, a list of words without order, one that never changes.
inline BatchTable with_a_list_and_a_constant() {
  BatchTable table = scattered(60, 3, 3);
  table.factors[1].labels = {"a", "b", "c"};
  for (std::size_t p = 0; p < 60; ++p)
    table.unit(p, 1) = static_cast<double>(p % 3) / 2, table.unit(p, 2) = 0.5;
  fill(table, linear({1, 0, 0}));
  return table;
}

}  // namespace gs::analyze
