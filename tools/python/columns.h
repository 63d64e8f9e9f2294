// The worlds of a forecast as columns of numbers, one per KPI: what becomes arrays. Which KPIs there are is
// read from the result's document, so arrays and document never tell of different ones. Undefined is NaN.
// Knows no Python.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "scenarios/forecast.h"

namespace gs {

// One KPI over worlds: rows x columns, row by row; a row is a world.
struct KpiBlock {
  std::string kpi;
  std::size_t rows = 0, columns = 1;
  std::vector<double> cells{};
};

struct ForecastColumns {
  std::vector<KpiBlock> totals{};                // one column
  std::vector<KpiBlock> posts{}, daily{};        // a column per post; per day, so far at its end
  std::vector<std::string> post_ids{}, dates{};  // of these columns
};
ForecastColumns columns_of(const Forecast& forecast, const nlohmann::json& document);

struct ComparisonColumns {
  std::vector<KpiBlock> totals{};       // a column per plan, the base first
  std::vector<KpiBlock> differences{};  // a column per variant: variant - base in the same world
};
ComparisonColumns columns_of(std::span<const Forecast> forecasts, const nlohmann::json& document);

}  // namespace gs
