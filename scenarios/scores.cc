// Scores over many forecasts. Coverage counts outcomes inside the closed interval of the draws; width on
// log(1 + count).
#include "scenarios/scores.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/real.h"

namespace gs {

namespace {

constexpr std::array<const char*, 9> kLevelKeys{
    "p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975"};

struct Coverage {
  double covered50 = 0, covered80 = 0, covered95 = 0, width80 = 0;
};

struct Means {
  double log_crps = 0, corrected_log_crps = 0, crps = 0, error = 0, outcome = 0, bias = 0;
  Coverage raw, corrected;
  std::vector<double> relative;  // |error| / outcome where outcome >= 10 (FITTING 3)
  std::array<double, kBaselineNames.size()> baseline{};
  std::array<double, kBaselineNames.size()>
      own{};  // our score on the posts the baseline has, so both see the same
  std::array<std::size_t, kBaselineNames.size()> with_baseline{};
  std::size_t n = 0;
};

void add(Coverage& sum, const Summary& draws, double outcome) {
  const auto inside = [&](std::size_t low, std::size_t high) {
    return outcome >= draws.quantiles[low] && outcome <= draws.quantiles[high] ? 1 : 0;
  };
  sum.covered50 += inside(3, 5);
  sum.covered80 += inside(2, 6);
  sum.covered95 += inside(0, 8);
  sum.width80 += exact_log1p(draws.quantiles[6]) - exact_log1p(draws.quantiles[2]);
}

void add(Means& sum, const Scored& s) {
  const double median = s.raw.quantiles[4];
  sum.log_crps += s.log_crps;
  sum.corrected_log_crps += s.corrected_log_crps;
  sum.crps += s.crps;
  add(sum.raw, s.raw, s.outcome);
  add(sum.corrected, s.corrected, s.outcome);
  sum.error += std::abs(s.outcome - median);
  sum.outcome += s.outcome;
  sum.bias += exact_log1p(median) - exact_log1p(s.outcome);
  if (s.outcome >= 10) sum.relative.push_back(std::abs(s.outcome - median) / s.outcome);
  for (std::size_t b = 0; b < kBaselineNames.size(); ++b)
    if (!std::isnan(s.baseline_log_crps[b])) {
      sum.baseline[b] += s.baseline_log_crps[b];
      sum.own[b] += s.log_crps;
      ++sum.with_baseline[b];
    }
  ++sum.n;
}

nlohmann::json row_of(const std::string& metric, Means sum) {
  const double n = static_cast<double>(sum.n);
  nlohmann::json skill = nlohmann::json::object(), baselines = nlohmann::json::object();
  for (std::size_t b = 0; b < kBaselineNames.size(); ++b) {
    const std::string name(kBaselineNames[b]);
    const bool known = sum.with_baseline[b] > 0 && sum.baseline[b] > 0;
    skill[name] = known ? nlohmann::json(1.0 - sum.own[b] / sum.baseline[b]) : nlohmann::json(nullptr);
    baselines[name] = known ? nlohmann::json(sum.baseline[b] / static_cast<double>(sum.with_baseline[b]))
                            : nlohmann::json(nullptr);
  }
  std::sort(sum.relative.begin(), sum.relative.end());
  return {
      {"metric", metric},
      {"n", sum.n},
      {"log_crps", sum.log_crps / n},
      {"corrected_log_crps", sum.corrected_log_crps / n},
      {"crps", sum.crps / n},
      {"skill", skill},
      {"baseline_log_crps", baselines},
      {"coverage50", sum.corrected.covered50 / n},
      {"coverage80", sum.corrected.covered80 / n},
      {"coverage95", sum.corrected.covered95 / n},
      {"raw_coverage50", sum.raw.covered50 / n},
      {"raw_coverage80", sum.raw.covered80 / n},
      {"raw_coverage95", sum.raw.covered95 / n},
      {"width80", sum.corrected.width80 / n},
      {"raw_width80", sum.raw.width80 / n},
      {"wmape", sum.outcome > 0 ? nlohmann::json(sum.error / sum.outcome) : nlohmann::json(nullptr)},
      {"mdape",
       sum.relative.empty() ? nlohmann::json(nullptr) : nlohmann::json(quantile_sorted(sum.relative, 0.5))},
      {"bias_log", sum.bias / n}};
}

}  // namespace

Scored score_draws(std::vector<double> raw, std::vector<double> corrected, double outcome, double v) {
  Scored scored;
  scored.outcome = outcome;
  scored.raw = summarise(raw);
  scored.corrected = summarise(corrected);
  scored.corrected_log_crps = log_crps(corrected, outcome);
  std::sort(raw.begin(), raw.end());
  scored.pit = randomised_pit(raw, outcome, v);
  scored.log_crps = log_crps(raw, outcome);
  scored.crps = crps_sorted(raw, outcome);
  scored.baseline_log_crps.fill(std::numeric_limits<double>::quiet_NaN());
  return scored;
}

nlohmann::json post_row(const Scored& scored) {
  nlohmann::json row{{"origin", scored.origin},
                     {"id", scored.id},
                     {"published", scored.published},
                     {"metric", scored.metric},
                     {"y", scored.outcome},
                     {"pit", scored.pit},
                     {"log_crps", scored.log_crps}};
  nlohmann::json raw = nlohmann::json::object();
  for (std::size_t k = 0; k < kLevelKeys.size(); ++k) {
    raw[kLevelKeys[k]] = scored.raw.quantiles[k];
    row[kLevelKeys[k]] = scored.corrected.quantiles[k];
  }
  row["raw"] = raw;
  return row;
}

nlohmann::json metric_rows(const std::vector<Scored>& scored) {
  std::vector<std::pair<std::string, Means>> sums;
  for (const Scored& s : scored) {
    auto at =
        std::find_if(sums.begin(), sums.end(), [&](const auto& entry) { return entry.first == s.metric; });
    if (at == sums.end()) at = sums.insert(sums.end(), {s.metric, Means{}});
    add(at->second, s);
  }
  nlohmann::json rows = nlohmann::json::array();
  for (auto& [metric, sum] : sums) rows.push_back(row_of(metric, std::move(sum)));
  return rows;
}

}  // namespace gs
