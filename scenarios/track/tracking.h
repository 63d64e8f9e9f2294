// Answers: the plan is on day five; are we ahead or behind, and what will it come to? Method: the forecast's
// worlds lived again bit for bit, weighted by how well they explain the facts (flight.h), and lived on from
// there; what the exports tell has no width. Status by the design's rule: ahead or behind when the fact
// leaves the plan's 80 % interval or P(target) moved by more than .20; broken when it lies outside the 95 %
// interval on two days.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/forecast.h"
#include "scenarios/track/flight.h"

namespace gs {

struct TrackRequest {
  const Scenario& scenario;
  const Knowledge& knowledge;
  const RunOptions& options;
  std::span<const Import> exports;
  std::optional<Instant> as_of{};
};

// Money of days to come moved from one ad to another, and what the target comes to in the worlds it was tried
// in.
struct Correction {
  std::string from, to, kpi, day, text;  // day: the first it touches
  Money amount;
  double p_before = 0, p_after = 0;
  std::vector<std::optional<double>> before{}, after{};  // draws of the KPI
};

struct Tracking {
  Forecast forecast;  // prepared, its people grown; its worlds stand in `before`
  Facts facts;
  Learned learned;
  std::vector<FlightWorld> before, now;   // as it was forecast; with the facts as its past
  std::vector<Correction> corrections{};  // corrections.h
};
Tracking run_tracking(const TrackRequest& request);

// Throws Error(bad_input) where the forecast lived again is not the one that was kept: another plan,
// calibration or program. `where`: names the kept result.
void refuse_another_forecast(const Tracking& tracking, const nlohmann::json& kept, const std::string& where);

// groundswell/tracking/1.
nlohmann::json tracking_document(const Tracking& tracking);

enum class Status : std::uint8_t { ahead, on_track, behind, broken };
std::string_view name_of(Status status);

// What one KPI is judged by: intervals of the plan by today and by the day before, P(target) then and now.
struct KpiStanding {
  Direction direction = Direction::more_is_better;
  struct Day {
    double fact = 0, p025 = 0, p10 = 0, p90 = 0, p975 = 0;
  };
  std::optional<Day> today{}, day_before{};  // missing: no fact, or no interval
  std::optional<double> p_before{}, p_now{};
};
Status status_of(const KpiStanding& standing);

}  // namespace gs
