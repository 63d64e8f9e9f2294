// Intensities under counts (anchor.h). Richardson-Lucy, which is EM for the weights of a Poisson mixture:
//   w_j <- w_j sum_n target_n P(n | x_j) / mixture_n,      started from a flat w, a fixed number of rounds
// on a grid of intensities even in sqrt(x), where Poisson noise has the same width everywhere; counts above
// 16 are put together in cells as wide as the grid there. Richardson 1972, Lucy 1974. Own arithmetic, always
// the same bits. Must hold: quantiles ascending, not negative. A law narrower than Poisson's comes out as a
// single intensity.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/real.h"
#include "models/fit/anchor.h"

namespace gs {
namespace {

constexpr double kStep = 0.25;  // of sqrt(intensity); half a Poisson sd
constexpr int kRounds = 60;

// Rows: cells of counts, [first, next). Columns: intensities.
struct PoissonTable {
  std::vector<double> intensity;
  std::vector<int> cell_begin;
  std::vector<double> chance;  // [cell * intensities + j]

  explicit PoissonTable(double most) {
    const auto grid = static_cast<std::size_t>(std::sqrt(most) / kStep) + 8;
    for (std::size_t j = 0; j < grid; ++j) intensity.push_back(std::pow(kStep * static_cast<double>(j), 2));
    const double last = intensity.back() + 6 * std::sqrt(intensity.back()) + 12;
    for (int n = 0; n < static_cast<int>(last);) {
      cell_begin.push_back(n);
      n += std::max(1, static_cast<int>(2 * kStep * std::sqrt(static_cast<double>(n))));
    }
    cell_begin.push_back(cell_begin.back() + 1);
    chance.assign(cells() * grid, 0);
    std::vector<double> log_factorial{0};
    for (int n = 1; n < cell_begin.back(); ++n) log_factorial.push_back(log_factorial.back() + exact_log(n));
    for (std::size_t j = 0; j < grid; ++j) fill(j, log_factorial);
  }
  std::size_t cells() const { return cell_begin.size() - 1; }
  std::size_t cell_of(int count) const {
    const auto above = std::upper_bound(cell_begin.begin(), cell_begin.end() - 1, count);
    return static_cast<std::size_t>(above - cell_begin.begin()) - 1;
  }

 private:
  void fill(std::size_t j, const std::vector<double>& log_factorial) {
    const double x = intensity[j], log_x = x > 0 ? exact_log(x) : -1000;
    for (std::size_t cell = 0; cell < cells(); ++cell)
      for (int n = cell_begin[cell]; n < cell_begin[cell + 1]; ++n) {
        const double log_chance = (n == 0 ? 0 : n * log_x) - x - log_factorial[static_cast<std::size_t>(n)];
        if (log_chance > -40) chance[cell * intensity.size() + j] += exact_exp(log_chance);
      }
  }
};

// Share of the counts per cell; a count between whole numbers is one or the other.
std::vector<double> target_of(const PoissonTable& table, std::span<const double> counts) {
  std::vector<double> target(table.cells(), 0);
  for (const double count : counts) {
    const int below = static_cast<int>(count);
    const double above = count - below;
    target[table.cell_of(below)] += (1 - above) / static_cast<double>(counts.size());
    target[table.cell_of(below + 1)] += above / static_cast<double>(counts.size());
  }
  return target;
}

std::vector<double> mixing_weights(const PoissonTable& table, const std::vector<double>& target) {
  const std::size_t grid = table.intensity.size();
  std::vector<double> weight(grid, 1 / static_cast<double>(grid)), next(grid);
  for (int round = 0; round < kRounds; ++round) {
    std::ranges::fill(next, 0);
    for (std::size_t cell = 0; cell < table.cells(); ++cell) {
      if (target[cell] == 0) continue;
      const double* chance = table.chance.data() + cell * grid;
      double mixture = 0;
      for (std::size_t j = 0; j < grid; ++j) mixture += weight[j] * chance[j];
      if (mixture <= 0) continue;
      const double ratio = target[cell] / mixture;
      for (std::size_t j = 0; j < grid; ++j) next[j] += ratio * chance[j];
    }
    for (std::size_t j = 0; j < grid; ++j) weight[j] *= next[j];
  }
  return weight;
}

// Reads the quantiles of the mixing law, its weights spread evenly over their cells of sqrt(intensity).
std::vector<double> quantiles_of(const std::vector<double>& weight, std::size_t size) {
  double total = 0;
  for (const double w : weight) total += w;
  std::vector<double> quantiles;
  double below = 0;
  std::size_t j = 0;
  for (std::size_t k = 0; k < size; ++k) {
    const double level = (static_cast<double>(k) + .5) / static_cast<double>(size) * total;
    while (j + 1 < weight.size() && below + weight[j] < level) below += weight[j++];
    const double within = weight[j] > 0 ? std::clamp((level - below) / weight[j], 0.0, 1.0) : .5;
    const double root = std::max(0.0, kStep * (static_cast<double>(j) - .5 + within));
    quantiles.push_back(j == 0 ? 0 : root * root);
  }
  return quantiles;
}

}  // namespace

std::vector<double> intensity_quantiles(std::span<const double> count_quantiles, double ceiling) {
  std::vector<double> out(count_quantiles.begin(), count_quantiles.end());
  const auto part = [&](double limit) {
    return static_cast<std::size_t>(std::ranges::upper_bound(out, limit) - out.begin());
  };
  const std::size_t small = part(ceiling),
                    used = part(1.25 * ceiling);  // a margin, so that the cut leaves no edge
  if (small == 0) return out;
  const std::span<const double> counts(out.data(), used);
  const PoissonTable table(counts.back());
  const std::vector<double> lower = quantiles_of(mixing_weights(table, target_of(table, counts)), used);
  std::copy_n(lower.begin(), small, out.begin());
  for (std::size_t k = 0; k < small; ++k) out[k] = std::min(out[k], small < out.size() ? out[small] : out[k]);
  return out;
}

}  // namespace gs
