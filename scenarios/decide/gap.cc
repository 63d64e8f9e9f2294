// Batches of worlds, each judged by what the others would have chosen.
#include "scenarios/decide/gap.h"

#include <algorithm>
#include <cmath>

#include "core/summary.h"

namespace gs {
namespace {

constexpr std::size_t kBatches = 10, kFewest = 8;  // worlds of a batch, at least: assumption
constexpr double kStudent = 1.8331129326536335;    // .95 quantile of t with nine degrees of freedom

// Only those that keep their conditions as well as the best of them does.
std::vector<const Delivered*> admissible(const Objective& objective, std::span<const Delivered> all) {
  double least = HUGE_VAL;
  for (const Delivered& one : all) least = std::min(least, rate(objective, one).breach);
  std::vector<const Delivered*> kept;
  for (const Delivered& one : all)
    if (rate(objective, one).breach <= least) kept.push_back(&one);
  return kept;
}

double sum_of_batch(const std::vector<double>& worths, std::size_t batch, std::size_t size) {
  double sum = 0;
  for (std::size_t i = batch * size; i < (batch + 1) * size; ++i) sum += worths[i];
  return sum;
}

}  // namespace

std::optional<Gap> gap_among(const Objective& objective, std::span<const Delivered> finalists) {
  const std::vector<const Delivered*> kept = admissible(objective, finalists);
  if (kept.size() < 2) return {};
  const std::size_t size = kept.front()->worlds() / kBatches;
  if (size < kFewest) return {};
  std::vector<std::vector<double>> sums;  // of each candidate, of each batch
  std::vector<double> totals;
  for (const Delivered* one : kept) {
    const std::vector<double> worths = worth(objective, one->goal);
    sums.emplace_back();
    double total = 0;
    for (std::size_t batch = 0; batch < kBatches; ++batch)
      total += sums.back().emplace_back(sum_of_batch(worths, batch, size));
    totals.push_back(total);
  }
  std::vector<double> gaps;
  for (std::size_t batch = 0; batch < kBatches; ++batch) {
    std::size_t chosen = 0, best = 0;
    for (std::size_t i = 1; i < kept.size(); ++i) {
      if (totals[i] - sums[i][batch] > totals[chosen] - sums[chosen][batch]) chosen = i;
      if (sums[i][batch] > sums[best][batch]) best = i;
    }
    gaps.push_back((sums[best][batch] - sums[chosen][batch]) / static_cast<double>(size));
  }
  Gap gap{.mean = mean_of(gaps), .candidates = kept.size(), .batches = kBatches, .worlds = kBatches * size};
  gap.high = gap.mean + kStudent * std::sqrt(variance_of(gaps) / kBatches);
  return gap;
}

}  // namespace gs
