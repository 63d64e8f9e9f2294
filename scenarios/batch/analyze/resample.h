// How sure an index is: the same estimate over points picked again with replacement (percentile bootstrap,
// Efron 1979). Every pick is an address, so any number of threads gives the same interval. Points of an even
// design (Sobol, Latin hypercube, grid) lie closer to the mean than independent ones, so the interval is
// rather too wide there than too narrow. Does not cover what a model leaves out.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/blocks.h"
#include "scenarios/batch/table.h"

namespace gs {

struct Resampling {
  std::size_t resamples = 1000;
  std::uint32_t seed = 1;
  unsigned threads = 0;  // 0: all cores
  StopRequest stop{};    // asked between resamples; Interrupted is thrown
};

struct IndexEstimate {
  double value = 0;
  double p025 = 0, p10 = 0, p90 = 0, p975 = 0, standard_error = 0;
};

// How often each of n points is picked in one resample; adds up to n.
std::vector<std::uint32_t> picked_counts(std::size_t points, std::uint32_t resample, std::uint32_t seed);

// One row per resample: what `estimate` writes into its `columns` cells; NaN where it cannot tell.
using WeighedEstimate = std::function<void(std::span<const std::uint32_t> counts, std::span<double> out)>;
struct ResampleShape {
  std::size_t points = 0, columns = 0;
};
NumberTable resampled(ResampleShape shape, const Resampling& how, const WeighedEstimate& estimate);

// `value` with the percentiles of its resamples, each moved by `shift`. Nothing where `value` is NaN or fewer
// than nine in ten resamples can tell.
std::optional<IndexEstimate> with_interval(double value, std::span<const double> resamples, double shift = 0);

// In which share of the resamples each column is the largest of all (the first of equals).
std::vector<double> share_first(const NumberTable& resamples);
// In which share of the resamples column `one` is above column `other`; equals count half.
double share_above(const NumberTable& resamples, std::size_t one, std::size_t other);

}  // namespace gs
