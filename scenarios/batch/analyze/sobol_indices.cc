// Sums over base points in their order; a resample only changes how often each counts.
#include "scenarios/batch/analyze/sobol_indices.h"

#include <cmath>

namespace gs {
namespace {

struct Spread {
  double mean = 0, variance = 0;
};

Spread spread_of(const SaltelliOutputs& outputs, std::span<const std::uint32_t> counts) {
  double weight = 0, sum = 0, squares = 0;
  const auto both = [&](std::size_t i) { return std::isfinite(outputs.a(i)) && std::isfinite(outputs.b(i)); };
  for (std::size_t i = 0; i < outputs.used; ++i)
    if (counts[i] > 0 && both(i)) weight += 2.0 * counts[i], sum += counts[i] * (outputs.a(i) + outputs.b(i));
  if (weight < 4) return {0, std::nan("")};
  const double mean = sum / weight;
  for (std::size_t i = 0; i < outputs.used; ++i)
    if (counts[i] > 0 && both(i)) {
      const double a = outputs.a(i) - mean, b = outputs.b(i) - mean;
      squares += counts[i] * (a * a + b * b);
    }
  return {mean, squares / weight};
}

bool is_there(const SaltelliOutputs& outputs, std::size_t i, std::size_t factor) {
  return std::isfinite(outputs.a(i)) && std::isfinite(outputs.b(i)) && std::isfinite(outputs.ab(i, factor));
}

}  // namespace

std::vector<double> sobol_estimates(const SaltelliOutputs& outputs, std::span<const std::uint32_t> counts) {
  std::vector<double> out(2 * outputs.factors, std::nan(""));
  const Spread spread = spread_of(outputs, counts);
  if (!(spread.variance > 0)) return out;
  for (std::size_t factor = 0; factor < outputs.factors; ++factor) {
    double weight = 0, alone = 0, apart = 0;
    for (std::size_t i = 0; i < outputs.used; ++i) {
      if (counts[i] == 0 || !is_there(outputs, i, factor)) continue;
      const double moved = outputs.ab(i, factor) - outputs.a(i);
      weight += counts[i];
      alone += counts[i] * (outputs.b(i) - spread.mean) * moved;
      apart += counts[i] * moved * moved;
    }
    if (weight < 2) continue;
    out[factor] = alone / weight / spread.variance;
    out[outputs.factors + factor] = apart / weight / (2 * spread.variance);
  }
  return out;
}

SobolIndices sobol_indices(const SaltelliOutputs& outputs, const Resampling& how) {
  const std::size_t k = outputs.factors;
  const std::vector<double> point = sobol_estimates(outputs, std::vector<std::uint32_t>(outputs.used, 1));
  const NumberTable again = resampled(
      {outputs.used, 2 * k}, how, [&](std::span<const std::uint32_t> counts, std::span<double> row) {
        const std::vector<double> one = sobol_estimates(outputs, counts);
        std::copy(one.begin(), one.end(), row.begin());
      });
  SobolIndices out;
  out.firsts = out.totals = NumberTable(how.resamples, k);
  for (std::size_t factor = 0; factor < k; ++factor) {
    out.first.push_back(with_interval(point[factor], again.column(factor)));
    out.total.push_back(with_interval(point[k + factor], again.column(k + factor)));
    std::size_t used = 0;
    for (std::size_t i = 0; i < outputs.used; ++i) used += is_there(outputs, i, factor) ? 1U : 0U;
    out.base_points.push_back(used);
    for (std::size_t r = 0; r < how.resamples; ++r)
      out.firsts(r, factor) = again(r, factor), out.totals(r, factor) = again(r, k + factor);
  }
  return out;
}

}  // namespace gs
