// Rows of tables. Paired standard error: sd of the differences / sqrt(n); the independent one, sqrt((var A +
// var B) / n), stands beside it to show what sharing worlds saved. Does not: format percent, add scenario
// names, judge a result.
#include "scenarios/table.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "core/error.h"
#include "core/summary.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 9> kQuantileKeys{
    "p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975"};
static_assert(kQuantileKeys.size() == kReportedLevels.size());

void put_summary(json& row, std::span<const double> defined) {
  if (defined.empty()) {
    row["mean"] = row["sd"] = nullptr;
    for (const char* key : kQuantileKeys) row[key] = nullptr;
    return;
  }
  const Summary summary = summarise(defined);
  row["mean"] = summary.mean;
  row["sd"] = summary.sd;
  for (std::size_t i = 0; i < kQuantileKeys.size(); ++i) row[kQuantileKeys[i]] = summary.quantiles[i];
}

void put_defined(json& row, const Kpi& kpi, std::size_t defined, std::size_t all) {
  row["defined_share"] = all == 0 ? 0.0 : static_cast<double>(defined) / static_cast<double>(all);
  if (defined == all && all != 0) return;
  row["undefined_because"] = all == 0 ? "there are no draws" : std::string(kpi.undefined_because);
}

bool meets(const Target& target, double value) {
  return (!target.at_least || value >= *target.at_least) && (!target.at_most || value <= *target.at_most);
}

// Monte Carlo error of a share seen in n worlds: sd of its Jeffreys posterior Beta(k + 1/2, n - k + 1/2),
// which does not vanish where all worlds agree.
json share_error(double hits, std::size_t n) {
  if (n == 0) return nullptr;
  const double all = static_cast<double>(n), p = (hits + 0.5) / (all + 1);
  return std::sqrt(p * (1 - p) / (all + 2));
}

void put_target(json& row, const Target& target, std::span<const double> defined, std::size_t all) {
  json& wanted = row["target"] = json::object();
  if (target.at_least) wanted["at_least"] = *target.at_least;
  if (target.at_most) wanted["at_most"] = *target.at_most;
  std::size_t met = 0;
  for (const double value : defined) met += meets(target, value) ? 1 : 0;
  row["p_target"] = all == 0 ? json() : json(static_cast<double>(met) / static_cast<double>(all));
  row["p_target_standard_error"] = share_error(static_cast<double>(met), all);
}

struct Pairs {
  std::vector<double> base, variant, difference;
};

Pairs both_defined(KpiDraws base, KpiDraws variant) {
  if (base.size() != variant.size())
    throw Error(Fault::our_defect,
                "difference_row",
                std::to_string(base.size()) + " draws against " + std::to_string(variant.size()),
                "compare plans in the same worlds");
  Pairs pairs;
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (!base[i] || !variant[i]) continue;
    pairs.base.push_back(*base[i]);
    pairs.variant.push_back(*variant[i]);
    pairs.difference.push_back(*variant[i] - *base[i]);
  }
  return pairs;
}

void put_better(json& row, Direction direction, std::span<const double> differences) {
  row["p_better"] = row["p_better_standard_error"] = nullptr;
  if (direction == Direction::neither || differences.empty()) return;
  double better = 0;
  for (const double difference : differences) {
    const double gain = direction == Direction::more_is_better ? difference : -difference;
    better += gain > 0 ? 1.0 : gain == 0 ? 0.5 : 0.0;
  }
  row["p_better"] = better / static_cast<double>(differences.size());
  row["p_better_standard_error"] = share_error(better, differences.size());
}

}  // namespace

json kpi_row(const Kpi& kpi, KpiDraws draws, const std::optional<Target>& target) {
  std::vector<double> defined;
  for (const auto& draw : draws) {
    if (draw) defined.push_back(*draw);
  }
  json row{{"kpi", kpi.name}, {"unit", name_of(kpi.unit)}, {"formula", kpi.formula}};
  put_summary(row, defined);
  put_defined(row, kpi, defined.size(), draws.size());
  if (target) put_target(row, *target, defined, draws.size());
  return row;
}

json difference_row(const Kpi& kpi, KpiDraws base, KpiDraws variant) {
  const Pairs pairs = both_defined(base, variant);
  json row{{"kpi", kpi.name}, {"unit", name_of(kpi.unit)}};
  put_summary(row, pairs.difference);
  put_defined(row, kpi, pairs.difference.size(), base.size());
  put_better(row, kpi.direction, pairs.difference);
  const auto n = static_cast<double>(pairs.difference.size());
  const bool known = pairs.difference.size() >= 2;
  row["standard_error"] = known ? json(std::sqrt(variance_of(pairs.difference) / n)) : json();
  row["standard_error_if_independent"] =
      known ? json(std::sqrt((variance_of(pairs.base) + variance_of(pairs.variant)) / n)) : json();
  return row;
}

void name_currency(nlohmann::json& row, const Kpi& kpi, const std::string& currency) {
  if (kpi.unit == Unit::currency) row["unit"] = currency;
}

}  // namespace gs
