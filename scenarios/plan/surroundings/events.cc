// Sums over the hours in which a post is shown.
#include "scenarios/plan/surroundings/events.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace gs {
namespace {

constexpr std::size_t kSunday = 6 * 24;

bool is_on(const PlannedEvent& event, std::int64_t tick) {
  return event.first_hour <= tick && tick < event.end_hour;
}

}  // namespace

EventEffect effect_of(std::span<const PlannedEvent> events,
                      const Timing<double>& timing,
                      std::int64_t tick,
                      int hour_of_week) {
  double usual = 0, active = 0, engaged = 0;
  for (std::size_t t = 0; t < timing.attention.size(); ++t) {
    const std::size_t hour = (static_cast<std::size_t>(hour_of_week) + t) % kHoursPerWeek;
    double activity = timing.activity[hour], engagement = 1;
    usual += timing.attention[t] * activity;
    for (const PlannedEvent& event : events) {
      if (!is_on(event, tick + static_cast<std::int64_t>(t))) continue;
      if (event.activity)
        activity *= *event.activity;
      else
        activity *= timing.activity[kSunday + hour % 24] / timing.activity[hour];
      engagement *= event.engagement;
    }
    active += timing.attention[t] * activity;
    engaged += timing.attention[t] * activity * engagement;
  }
  return {usual > 0 ? active / usual : 1, active > 0 ? engaged / active : 1};
}

std::vector<double> price_factors(std::span<const PlannedEvent> events, std::int64_t tick, std::size_t days) {
  const bool any =
      std::ranges::any_of(events, [](const PlannedEvent& event) { return event.ad_prices != 1; });
  if (!any) return {};
  std::vector<double> factors(days, 1.0);
  for (std::size_t day = 0; day < days; ++day)
    for (const PlannedEvent& event : events)
      if (is_on(event, tick + 24 * static_cast<std::int64_t>(day))) factors[day] *= event.ad_prices;
  return factors;
}

std::vector<nlohmann::json> assumed_of_event(const PlannedEvent& event) {
  std::vector<nlohmann::json> rows;
  const auto add = [&](const char* key, const char* text, nlohmann::json value, const char* source) {
    rows.push_back({{"key", "events." + event.id + "." + key},
                    {"text", text},
                    {"value", std::move(value)},
                    {"unit", "times the usual"},
                    {"source", source},
                    {"confidence", "C"}});
  };
  if (!event.activity)
    add("activity", "people look on these days as on a Sunday", nullptr, "assumption");
  else if (*event.activity != 1)
    add("activity", "how much people look on these days", *event.activity, "planner");
  if (event.engagement != 1)
    add("engagement", "how readily people react on these days", event.engagement, "planner");
  if (event.ad_prices != 1)
    add("ad_prices", "price of impressions on these days", event.ad_prices, "planner");
  return rows;
}

}  // namespace gs
