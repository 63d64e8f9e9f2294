// Levels move one post at a time but are applied a block at a time, as a planner would have used them.
#include "models/fit/pool/trim.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gs {

namespace {

constexpr double kNarrowest = 0.01, kWidest = 0.9999;  // a level never collapses nor asks beyond all draws

double central(double u) { return std::abs(2 * u - 1); }

}  // namespace

Trim Trim::learned(std::span<const PastPit> pits, const TrimOptions& options) {
  Trim trim;
  std::array<double, 3> moving = kLevels;  // 1 - alpha
  for (std::size_t i = 0; i < pits.size(); ++i) {
    if (i > 0 && pits[i].origin != pits[i - 1].origin) trim.ends_ = moving;
    if (pits[i].origin < options.least_history) continue;
    for (std::size_t k = 0; k < kLevels.size(); ++k) {
      const double miss = central(pits[i].u) > trim.ends_[k] ? 1 : 0;
      moving[k] = std::clamp(moving[k] - options.step * (1 - kLevels[k] - miss), kNarrowest, kWidest);
    }
    ++trim.scored_;
  }
  std::sort(moving.begin(), moving.end());
  trim.ends_ = moving;
  trim.on_ = trim.scored_ >= options.least_scored;
  return trim;
}

double Trim::level(double u) const {
  if (!on_) return u;
  const double wanted = central(u);
  double from = 0, to = 1, low = 0, high = 1;
  for (std::size_t k = 0; k < kLevels.size(); ++k) {
    if (wanted >= kLevels[k]) from = kLevels[k], low = ends_[k];
    if (wanted < kLevels[k]) {
      to = kLevels[k], high = ends_[k];
      break;
    }
  }
  const double moved = low + (high - low) * (wanted - from) / (to - from);
  return u < 0.5 ? (1 - moved) / 2 : (1 + moved) / 2;
}

std::vector<double> Trim::moved(std::span<const double> draws) const {
  std::vector<double> out(draws.begin(), draws.end());
  if (!on_) return out;
  std::vector<std::size_t> order(draws.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(
      order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return draws[a] < draws[b]; });
  const double n = static_cast<double>(draws.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    const auto at = static_cast<std::size_t>(level((static_cast<double>(k) + 0.5) / n) * n);
    out[order[k]] = draws[order[std::min(at, order.size() - 1)]];
  }
  return out;
}

}  // namespace gs
