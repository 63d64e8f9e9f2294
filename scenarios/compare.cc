// Two plans meet the same people with the same luck; their difference is taken world by world.
#include "scenarios/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/summary.h"
#include "models/fit/parameters.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/table.h"

namespace gs {

namespace {

// The numbers of a draw in the order of parameter_keys.
std::vector<double> values_of(const Theta& theta) {
  std::vector<double> values{theta.visibility, theta.size_slope, theta.paid, theta.spread, theta.repeat};
  values.insert(values.end(), theta.rate.begin(), theta.rate.end());
  values.insert(values.end(), theta.timing.diurnal.begin(), theta.timing.diurnal.end());
  values.push_back(theta.timing.weekend);
  values.push_back(theta.timing.log_half_life);
  for (const FormatEffect& format : theta.formats) {
    values.push_back(format.visibility);
    values.insert(values.end(), format.rate.begin(), format.rate.end());
  }
  return values;
}

// Draws of a page's parameters that its data do not tell, one column per parameter, one row per world.
void add_untold_columns(const Plan& plan,
                        std::size_t page,
                        std::size_t worlds,
                        std::vector<std::vector<double>>& columns) {
  const Calibration& calibration = plan.pages[page].calibration;
  const std::vector<std::string> keys = parameter_keys(calibration.formats);
  for (const ParameterReport& parameter : calibration.report) {
    const auto at = std::find(keys.begin(), keys.end(), parameter.key);
    if (parameter.told || at == keys.end()) continue;
    std::vector<double> column;
    for (std::size_t r = 0; r < worlds; ++r) {
      const std::size_t draw = parameter_draw_of(plan, page, static_cast<std::uint32_t>(r));
      column.push_back(values_of(calibration.draws[draw])[static_cast<std::size_t>(at - keys.begin())]);
    }
    columns.push_back(std::move(column));
  }
}

std::vector<std::vector<double>> untold_columns(const Plan& plan, std::size_t worlds) {
  std::vector<std::vector<double>> columns;
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    if (!plan.pages[page].posts.empty()) add_untold_columns(plan, page, worlds, columns);
  return columns;
}

void centre(std::vector<double>& column) {
  const double mean = mean_of(column);
  for (double& value : column) value -= mean;
}

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

nlohmann::json difference_of(const Forecast& base, const Forecast& variant, const Kpi& kpi) {
  const auto of_base = draws_of(base, kpi), of_variant = draws_of(variant, kpi);
  nlohmann::json row = difference_row(kpi, of_base, of_variant);
  name_currency(row, kpi, variant.scenario.currency);
  row["scenario"] = variant.scenario.name;
  std::vector<double> difference;
  for (std::size_t r = 0; r < of_base.size(); ++r)
    if (of_base[r] && of_variant[r]) difference.push_back(*of_variant[r] - *of_base[r]);
  const double share = difference.size() == of_base.size() ? prior_share(base.plan, difference) : 0.0;
  row["prior_share"] = share > 0.5 ? nlohmann::json(share) : nlohmann::json(nullptr);
  return row;
}

// Rows of `more` that are not there yet: what another plan of the comparison assumes beside the base.
void add_new(nlohmann::json& rows, const nlohmann::json& more) {
  for (const nlohmann::json& row : more)
    if (std::ranges::find(rows, row) == rows.end()) rows.push_back(row);
}

double people_of(const Forecast& forecast) {
  return static_cast<double>(forecast.plan.audience.agents) * forecast.plan.audience.people_per_agent;
}

// An account or a segment more brings people of its own, who are not what the variant does.
void note_other_people(const Forecast& base, const Forecast& variant, nlohmann::json& common) {
  const double here = people_of(base), there = people_of(variant);
  if (std::abs(there - here) <= .01 * here) return;
  common["notes"].push_back(fmt::format(
      "'{}' meets {:.0f} people, '{}' {:.0f}: part of every difference is the people, who came with an "
      "account or a segment; say `audience.segments` in both plans, and list the account in the base, "
      "too, to compare what is done",
      variant.scenario.name,
      there,
      base.scenario.name,
      here));
}

}  // namespace

double prior_share(const Plan& plan, std::span<const double> difference) {
  std::vector<double> rest(difference.begin(), difference.end());
  centre(rest);
  const double total = dot(rest, rest);
  if (!(total > 0)) return 0.0;
  std::vector<std::vector<double>>
      basis;  // Gram-Schmidt over the columns; what they take from `rest` is theirs
  std::size_t used = 0;
  for (std::vector<double>& column : untold_columns(plan, difference.size())) {
    centre(column);
    const double before = dot(column, column);
    for (const auto& other : basis) {
      const double along = dot(column, other) / dot(other, other);
      for (std::size_t i = 0; i < column.size(); ++i) column[i] -= along * other[i];
    }
    const double length = dot(column, column);
    if (!(length > 1e-9 * before)) continue;
    const double along = dot(rest, column) / length;
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= along * column[i];
    basis.push_back(std::move(column));
    ++used;
  }
  const double n = static_cast<double>(difference.size());
  const double degrees = n - 1 - static_cast<double>(used);
  if (used == 0 || degrees < 1) return 0.0;
  return std::max(0.0,
                  1.0 - dot(rest, rest) / degrees * (n - 1) / total);  // adjusted for the number of columns
}

double imprecision_of_comparison(std::span<const Forecast> forecasts) {
  const Forecast& base = forecasts.front();
  std::vector<const Kpi*> asked;
  for (const auto& [name, target] : base.scenario.targets)
    if (const Kpi* kpi = find_kpi(name); kpi && kpi->direction != Direction::neither) asked.push_back(kpi);
  if (asked.empty()) asked.push_back(find_kpi("reach"));
  double worst = 0;
  bool told = false;
  for (const Kpi* kpi : asked)
    for (const Forecast& variant : forecasts.subspan(1)) {
      const auto error =
          difference_row(*kpi, draws_of(base, *kpi), draws_of(variant, *kpi))["p_better_standard_error"];
      if (!error.is_number()) continue;
      told = true;
      worst = std::max(worst, error.get<double>());
    }
  return told ? worst : 1.0;
}

nlohmann::json comparison_document(const std::vector<Forecast>& forecasts) {
  if (forecasts.size() < 2) throw Error(Fault::usage, "compare", "needs a base and at least one variant");
  const Forecast& base = forecasts.front();
  nlohmann::json scenarios = nlohmann::json::array(), differences = nlohmann::json::array();
  nlohmann::json common;  // what is assumed and noted of any of them
  for (const Forecast& forecast : forecasts) {
    const nlohmann::json document = forecast_document(forecast);
    for (const char* key : {"assumed", "levers", "notes"}) {
      if (!common.contains(key)) common[key] = nlohmann::json::array();
      add_new(common[key], document[key]);
    }
    scenarios.push_back({{"name", forecast.scenario.name},
                         {"about", forecast.scenario.about},
                         {"totals", document["totals"]},
                         {"sources", document["sources"]},
                         {"platforms", document["platforms"]},
                         {"segments", document["segments"]},
                         {"daily", document["daily"]}});
  }
  for (const Forecast& forecast : std::span(forecasts).subspan(1)) note_other_people(base, forecast, common);
  for (const Kpi& kpi : kpis())
    for (std::size_t i = 1; i < forecasts.size(); ++i)
      if (parts_of(base).have(kpi.needs) || parts_of(forecasts[i]).have(kpi.needs))
        differences.push_back(difference_of(base, forecasts[i], kpi));
  nlohmann::json document = forecast_document(base);
  for (const char* key :
       {"totals", "contacts", "ads", "posts", "daily", "platforms", "segments", "sources", "scenario_hash"})
    document.erase(key);
  document.update(common);
  document["schema"] = "groundswell/comparison/1";
  document["estimate"] = estimate_json(forecasts);
  document["base"] = base.scenario.name;
  document["name"] = base.scenario.name + " against " + std::to_string(forecasts.size() - 1) + " other plan" +
                     (forecasts.size() > 2 ? "s" : "");
  document["scenarios"] = scenarios;
  document["differences"] = differences;
  return document;
}

}  // namespace gs
