// Replicates in, KPI table with intervals out: the forecast of one scenario.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/document/json.h"
#include "scenarios/plan/estimate.h"
#include "scenarios/plan/request.h"
#include "scenarios/plan/worlds.h"

namespace gs {

// What is known of one account when a plan of it is forecast.
struct AccountKnowledge {
  std::vector<ObservedPost> history;       // newest observation of every post, oldest first
  std::optional<Calibration> calibration;  // nullopt: generic priors, "not calibrated"
  std::string calibration_id{};
  std::optional<double> followers{};  // latest count of the account's own series
};
struct Knowledge {
  std::map<std::string, AccountKnowledge> accounts;  // by name; one that is missing is not known
  std::vector<std::string> notes{};   // for the planner, e.g. whose calibrations there are instead
  std::vector<Calibration> others{};  // of accounts the plan does not name: a page without one borrows
};

struct RunOptions {
  std::size_t replicates = 400;
  unsigned threads = 0;
  std::uint32_t seed = 1;
  Watch watch;
  RunLimits limits;
};

struct Forecast {
  Scenario scenario;
  std::vector<std::string> calibration_ids;  // one per page of the plan; empty: none
  Plan plan;                                 // of several plans only the last still holds its people
  RunEstimate estimate;
  std::vector<WorldCounts> worlds;
  std::vector<std::string> notes;
};

// Everything but people and worlds: what is known of the pages, their posts' margins, the cost.
Forecast prepare_forecast(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options);

// What it will cost is told, and refused [S10], before anybody is grown or simulated.
Forecast run_forecast(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options);

// When several plans have been lived in worlds enough; as many again are lived until then, or `most`.
struct Stopping {
  std::function<bool(std::span<const Forecast>)> enough{};  // none: options.replicates are
  std::size_t most = 0;
};

// Several plans in the same worlds, in order; refused as a whole.
std::vector<Forecast> run_forecasts(std::span<const Scenario> scenarios,
                                    const Knowledge& knowledge,
                                    const RunOptions& options,
                                    const Stopping& stopping = {});
RunEstimate estimate_of(std::span<const Forecast> forecasts);

// {agents, links, events_per_world, events, cost, simulated_events}: what was foreseen, and the events there
// were.
nlohmann::json estimate_json(std::span<const Forecast> forecasts);

// Draws of one KPI over the worlds, in order.
std::vector<std::optional<double>> draws_of(const Forecast& forecast, const struct Kpi& kpi);

// The document of PRODUCT: totals[], posts[], daily[], platforms[], segments[], sources[], assumed[], …
nlohmann::json forecast_document(const Forecast& forecast);

// What every result of this plan says of itself: engine, seed, name, dates, what it rests on. No schema.
nlohmann::json head_of(const Forecast& forecast);

// The figures of it, by scope: totals, contacts, ads, posts, daily, platforms, segments, sources.
nlohmann::json scopes_of(const Forecast& forecast);

// What the plan has, so which KPIs are said of it.
struct PlanParts parts_of(const Forecast& forecast);

// Parts that comparison shares: what was assumed, which levers the data carry.
nlohmann::json assumed_of(const Plan& plan);
nlohmann::json levers_of(const Plan& plan);
nlohmann::json calibration_of(const Forecast& forecast);

}  // namespace gs
