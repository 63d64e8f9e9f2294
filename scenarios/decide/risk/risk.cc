// Error of a quantile: half the distance between the order statistics one binomial deviation either side.
#include "scenarios/decide/risk/risk.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/summary.h"
#include "scenarios/table.h"

namespace gs {

namespace {

using nlohmann::json;

constexpr double kTenth = .1;

const Kpi& deciding(const Forecast& forecast) {
  for (const Kpi& kpi : kpis())
    if (forecast.scenario.targets.contains(std::string(kpi.name)) && kpi.direction != Direction::neither)
      return kpi;
  return *find_kpi("reach");
}

}  // namespace

std::optional<WorstTenth> worst_tenth(const Kpi& kpi, std::span<const std::optional<double>> draws) {
  if (kpi.direction == Direction::neither || draws.size() < 20) return {};
  const double sign = kpi.direction == Direction::more_is_better ? 1 : -1;  // the worst first
  std::vector<double> sorted;
  for (const auto& draw : draws) {
    if (!draw) return {};
    sorted.push_back(sign * *draw);
  }
  std::ranges::sort(sorted);
  const double n = static_cast<double>(sorted.size()), off = std::sqrt(kTenth * (1 - kTenth) / n);
  WorstTenth worst;
  worst.bound = sign * quantile_sorted(sorted, kTenth);
  worst.bound_error =
      (quantile_sorted(sorted, kTenth + off) - quantile_sorted(sorted, std::max(0.0, kTenth - off))) / 2;
  const std::vector<double> tail(sorted.begin(),
                                 sorted.begin() + static_cast<std::ptrdiff_t>(std::ceil(kTenth * n)));
  worst.mean = sign * mean_of(tail);
  // The tail's own spread, and where it ends (Hong, Hu, Liu 2014).
  const double apart = mean_of(tail) - sign * worst.bound;
  const double spread = tail.size() > 1 ? variance_of(tail) : 0;
  worst.mean_error = std::sqrt((spread + (1 - kTenth) * apart * apart) / static_cast<double>(tail.size()));
  return worst;
}

double imprecision(const Forecast& forecast) {
  double worst = 0;
  for (const auto& [name, target] : forecast.scenario.targets) {
    const Kpi* kpi = find_kpi(name);
    if (kpi == nullptr || !parts_of(forecast).have(kpi->needs)) continue;
    const json row = kpi_row(*kpi, draws_of(forecast, *kpi), target);
    if (row["p_target_standard_error"].is_number())
      worst = std::max(worst, row["p_target_standard_error"].get<double>());
  }
  const auto draws = draws_of(forecast, deciding(forecast));
  const auto tenth = worst_tenth(deciding(forecast), draws);
  if (!tenth) return forecast.scenario.targets.empty() ? 1 : worst;
  double sum = 0;
  for (const auto& draw : draws) sum += *draw;
  const double mean = std::abs(sum) / static_cast<double>(draws.size());
  return mean > 0 ? std::max(worst, tenth->bound_error / mean) : worst;
}

void make_precise(Forecast& forecast, const RunOptions& options, double precision, std::size_t most) {
  const WorldLimit limit = world_limit(forecast.estimate, options.limits);
  while (imprecision(forecast) > precision && forecast.worlds.size() < most) {
    const std::size_t more = std::min(forecast.worlds.size(), most - forecast.worlds.size());
    options.watch.stage("simulating worlds until they tell enough");
    for (WorldCounts& world : simulate_worlds(forecast.plan,
                                              {static_cast<std::uint32_t>(forecast.worlds.size()), more},
                                              {},
                                              options.watch.worth(0),
                                              limit))
      forecast.worlds.push_back(std::move(world));
  }
}

json risk_of(const Forecast& forecast) {
  json rows = json::array();
  const PlanParts parts = parts_of(forecast);
  for (const Kpi& kpi : kpis()) {
    if (!parts.have(kpi.needs)) continue;
    const auto worst = worst_tenth(kpi, draws_of(forecast, kpi));
    if (!worst) continue;
    json row{{"kpi", kpi.name},
             {"unit", name_of(kpi.unit)},
             {"bound", worst->bound},
             {"bound_standard_error", worst->bound_error},
             {"mean", worst->mean},
             {"mean_standard_error", worst->mean_error}};
    name_currency(row, kpi, forecast.scenario.currency);
    rows.push_back(std::move(row));
  }
  return {{"worst_tenth", std::move(rows)}, {"imprecision", imprecision(forecast)}};
}

}  // namespace gs
