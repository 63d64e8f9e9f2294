// Address of a pick: (number of the pick / 4, resample, 0, kResampling), key (seed, 0). No question of a
// world has a purpose this high (core/draw.h), so resampling never meets a world's luck.
#include "scenarios/batch/analyze/resample.h"

#include <algorithm>
#include <cmath>

#include "core/draw.h"
#include "core/error.h"
#include "core/summary.h"

namespace gs {
namespace {

constexpr std::uint32_t kResampling = 0xFF000000U;

}  // namespace

std::vector<std::uint32_t> picked_counts(std::size_t points, std::uint32_t resample, std::uint32_t seed) {
  std::vector<std::uint32_t> counts(points);
  for (std::size_t pick = 0; pick < points; pick += 4) {
    const auto four = philox4x32({static_cast<std::uint32_t>(pick / 4), resample, 0, kResampling}, {seed, 0});
    for (std::size_t k = 0; k < 4 && pick + k < points; ++k)
      ++counts[static_cast<std::size_t>(std::uint64_t{four[k]} * points >> 32)];
  }
  return counts;
}

NumberTable resampled(ResampleShape shape, const Resampling& how, const WeighedEstimate& estimate) {
  NumberTable out(how.resamples, shape.columns);
  for_each_chunk(how.resamples, how.threads, [&](std::size_t resample) {
    if (how.stop) return;
    const auto counts = picked_counts(shape.points, static_cast<std::uint32_t>(resample), how.seed);
    std::vector<double> row(shape.columns, std::nan(""));
    estimate(counts, row);
    for (std::size_t c = 0; c < shape.columns; ++c) out(resample, c) = row[c];
  });
  if (how.stop) throw Interrupted("stopped before the analysis was done; nothing was written");
  return out;
}

std::optional<IndexEstimate> with_interval(double value, std::span<const double> resamples, double shift) {
  std::vector<double> told;
  for (const double one : resamples)
    if (std::isfinite(one)) told.push_back(one + shift);
  if (!std::isfinite(value) || told.empty() || told.size() * 10 < resamples.size() * 9) return std::nullopt;
  std::sort(told.begin(), told.end());
  return IndexEstimate{.value = value,
                       .p025 = quantile_sorted(told, .025),
                       .p10 = quantile_sorted(told, .10),
                       .p90 = quantile_sorted(told, .90),
                       .p975 = quantile_sorted(told, .975),
                       .standard_error = told.size() > 1 ? std::sqrt(variance_of(told)) : 0};
}

std::vector<double> share_first(const NumberTable& resamples) {
  std::vector<std::size_t> firsts(resamples.columns);
  for (std::size_t r = 0; r < resamples.rows; ++r) {
    std::optional<std::size_t> best;
    for (std::size_t c = 0; c < resamples.columns; ++c)
      if (std::isfinite(resamples(r, c)) && (!best || resamples(r, c) > resamples(r, *best))) best = c;
    if (best) ++firsts[*best];
  }
  std::vector<double> shares;
  for (const std::size_t first : firsts)
    shares.push_back(static_cast<double>(first) / static_cast<double>(resamples.rows));
  return shares;
}

double share_above(const NumberTable& resamples, std::size_t one, std::size_t other) {
  std::size_t twice = 0, told = 0;
  for (std::size_t r = 0; r < resamples.rows; ++r) {
    const double a = resamples(r, one), b = resamples(r, other);
    if (!std::isfinite(a) || !std::isfinite(b)) continue;
    ++told;
    twice += a > b ? 2U : a == b ? 1U : 0U;
  }
  return told == 0 ? 0.5 : static_cast<double>(twice) / static_cast<double>(2 * told);
}

}  // namespace gs
