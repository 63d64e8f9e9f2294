// What a backtest keeps of one forecast of one count, and what it makes of many: the scores of PRODUCT
// `backtest`.
#pragma once
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/summary.h"
#include "models/fit/pool/baselines.h"

namespace gs {

struct Scored {
  std::string origin, id, published, metric;
  double outcome = 0;
  Summary raw, corrected;  // of the draws as forecast, and as moved by the trim (equal where it is off)
  double pit = 0, log_crps = 0, crps = 0;  // of the raw draws
  double corrected_log_crps = 0;
  std::array<double, kBaselineNames.size()> baseline_log_crps{};  // NaN: the baseline has no sample
};

// Scores one count: draws in any order, raw and corrected; v in (0,1) randomises the PIT.
Scored score_draws(std::vector<double> raw, std::vector<double> corrected, double outcome, double v);

nlohmann::json post_row(const Scored& scored);
// One row per metric in the order of first appearance: log_crps, crps, skill, coverage, width, wmape, mdape,
// bias_log. Coverage and width are those of the corrected intervals, `raw_*` those of the raw ones; scores
// and errors are of the raw draws.
nlohmann::json metric_rows(const std::vector<Scored>& scored);

}  // namespace gs
