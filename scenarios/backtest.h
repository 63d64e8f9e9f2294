// Rolling origin: fit before, forecast after, score against baselines on identical posts. Every post after
// the first origin is scored by a forecast that has seen nothing published, or not yet mature, at its origin.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/progress.h"
#include "models/observe/observation.h"
#include "scenarios/document/json.h"
#include "scenarios/plan/estimate.h"

namespace gs {

struct BacktestOptions {
  std::string origins = "monthly";  // monthly, weekly, every:N (posts)
  std::optional<CivilTime> from;    // first origin: this date, else after `first` posts
  std::size_t first = 100;
  std::size_t replicates = 400;
  std::uint32_t seed = 1;
  unsigned threads = 0;
  Watch watch;
  RunLimits limits;  // of each origin's worlds; cost: of all origins
};

// Index of the first scored post of each origin, ascending; the last block ends with the history.
std::vector<std::size_t> origins_of(const std::vector<ObservedPost>& history, const BacktestOptions& options);

// `history`: mature posts of one account, oldest first. Throws Error(bad_input) when no post follows the
// first origin.
nlohmann::json backtest_document(const std::vector<ObservedPost>& history, const BacktestOptions& options);

}  // namespace gs
