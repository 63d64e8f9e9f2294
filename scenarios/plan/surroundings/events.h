// What happens on some days of a plan, whatever it does: how much people look, how readily they react, what
// impressions cost.
//   a post's activity     sum_t w_t A(h + t) e(t) / sum_t w_t A(h + t)     over the hours t it is shown
//   a post's engagement   sum_t w_t A(h + t) e(t) g(t) / sum_t w_t A(h + t) e(t)
// e: times the usual activity; of a holiday without a number: as on a Sunday at that hour, by the platform's
// or the page's own rhythm (assumption: no source measures holidays). g: times the usual readiness. Does not:
// move the hour in which a person looks, change who looks.
#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/timing.h"

namespace gs {

struct PlannedEvent {
  std::string id;
  std::int64_t first_hour = 0, end_hour = 0;  // ticks of the plan; before end_hour
  std::optional<double> activity;             // nullopt: of a holiday, as on a Sunday
  double engagement = 1, ad_prices = 1;
};

struct EventEffect {
  double activity = 1, engagement = 1;
};
// Of a post that goes out at this tick and hour of the week.
EventEffect effect_of(std::span<const PlannedEvent> events,
                      const Timing<double>& timing,
                      std::int64_t tick,
                      int hour_of_week);

// Times the usual price of impressions on each day from that tick on; empty where no event says so.
std::vector<double> price_factors(std::span<const PlannedEvent> events, std::int64_t tick, std::size_t days);

// Rows of the forecast's `assumed`.
std::vector<nlohmann::json> assumed_of_event(const PlannedEvent& event);

}  // namespace gs
