// KPIs of worlds into columns.
#include "tools/python/columns.h"

#include <algorithm>
#include <limits>

#include "scenarios/kpi/kpi.h"

namespace gs {

namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> names_in(const nlohmann::json& rows) {
  std::vector<std::string> names;
  for (const nlohmann::json& row : rows) {
    std::string name = row["kpi"];
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

// One column: what each world comes to in the whole plan; undefined where the plan lacks what the KPI needs.
KpiBlock total_of(const Forecast& forecast, const std::string& name) {
  const Kpi& kpi = *find_kpi(name);
  const bool has = parts_of(forecast).have(kpi.needs);
  KpiBlock block{name, forecast.worlds.size(), 1, {}};
  block.cells.reserve(block.rows);
  for (const WorldCounts& world : forecast.worlds)
    block.cells.push_back(has ? kpi.of(world.total).value_or(kUndefined) : kUndefined);
  return block;
}

// A column per scope of a world: its posts, or its days.
template <class Scopes>
KpiBlock block_of(const Forecast& forecast, const std::string& name, std::size_t columns, Scopes scopes) {
  const Kpi& kpi = *find_kpi(name);
  KpiBlock block{name, forecast.worlds.size(), columns, {}};
  block.cells.reserve(block.rows * columns);
  for (const WorldCounts& world : forecast.worlds)
    for (std::size_t column = 0; column < columns; ++column)
      block.cells.push_back(kpi.of(scopes(world)[column]).value_or(kUndefined));
  return block;
}

// Columns of equal length side by side.
KpiBlock beside(const std::string& name, std::span<const KpiBlock> columns) {
  KpiBlock block{name, columns.front().rows, columns.size(), {}};
  block.cells.reserve(block.rows * columns.size());
  for (std::size_t row = 0; row < block.rows; ++row)
    for (const KpiBlock& column : columns) block.cells.push_back(column.cells[row]);
  return block;
}

}  // namespace

ForecastColumns columns_of(const Forecast& forecast, const nlohmann::json& document) {
  ForecastColumns columns;
  for (const std::string& name : names_in(document["totals"]))
    columns.totals.push_back(total_of(forecast, name));
  const nlohmann::json &posts = document["posts"], &days = document["daily"];
  for (const nlohmann::json& post : posts) columns.post_ids.push_back(post["id"]);
  for (const nlohmann::json& day : days) columns.dates.push_back(day["date"]);
  if (!posts.empty())
    for (const std::string& name : names_in(posts.front()["kpis"]))
      columns.posts.push_back(block_of(
          forecast, name, posts.size(), [](const WorldCounts& world) { return std::span(world.posts); }));
  if (!days.empty())
    for (const std::string& name : names_in(days.front()["kpis"]))
      columns.daily.push_back(block_of(
          forecast, name, days.size(), [](const WorldCounts& world) { return std::span(world.daily); }));
  return columns;
}

ComparisonColumns columns_of(std::span<const Forecast> forecasts, const nlohmann::json& document) {
  ComparisonColumns columns;
  for (const std::string& name : names_in(document["differences"])) {
    std::vector<KpiBlock> plans;
    for (const Forecast& forecast : forecasts) {
      KpiBlock& plan = plans.emplace_back(name, forecast.worlds.size(), 1, std::vector<double>{});
      // A plan that lacks a part is worth what the comparison says of it: zero sales differ from some sales.
      for (const std::optional<double>& draw : draws_of(forecast, *find_kpi(name)))
        plan.cells.push_back(draw.value_or(kUndefined));
    }
    columns.totals.push_back(beside(name, plans));
    for (KpiBlock& plan : std::span(plans).subspan(1))
      for (std::size_t row = 0; row < plan.rows; ++row) plan.cells[row] -= plans.front().cells[row];
    columns.differences.push_back(beside(name, std::span(plans).subspan(1)));
  }
  return columns;
}

}  // namespace gs
