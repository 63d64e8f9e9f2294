// The steps of tracking, in order, and the status rule.
#include "scenarios/track/tracking.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/error.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/table.h"
#include "scenarios/track/corrections.h"

namespace gs {
namespace {

constexpr double kMoved = .20;  // of P(target): PRODUCT

void grow(Tracking& tracking, const RunOptions& options) {
  const RunEstimate& e = tracking.forecast.estimate;
  refuse_too_large(e, options.limits, tracking.forecast.scenario.file);
  options.watch.expect(e.seconds() + e.replicates * e.world_seconds / e.threads);
  options.watch.worth(e.learn_seconds).done(1);
  options.watch.stage("growing the audience");
  grow_people(tracking.forecast.plan, options.watch.worth(e.people_seconds / e.threads));
}

Living living_of(const Tracking& tracking, const RunOptions& options) {
  const RunEstimate& e = tracking.forecast.estimate;
  return {{},
          options.threads,
          options.watch.worth(e.replicates * e.world_seconds / e.threads),
          world_limit(e, options.limits)};
}

bool is_outside(const std::optional<KpiStanding::Day>& day) {
  return day && (day->fact < day->p025 || day->fact > day->p975);
}

// +1 better than planned, -1 worse, 0 inside.
int side_of(const KpiStanding& standing) {
  const int better = standing.direction == Direction::less_is_better ? -1 : 1;
  if (standing.today && standing.today->fact > standing.today->p90) return better;
  if (standing.today && standing.today->fact < standing.today->p10) return -better;
  if (standing.p_before && standing.p_now && std::abs(*standing.p_now - *standing.p_before) > kMoved)
    return *standing.p_now > *standing.p_before ? 1 : -1;
  return 0;
}

}  // namespace

std::string_view name_of(Status status) {
  constexpr std::array<std::string_view, 4> kNames{"ahead", "on_track", "behind", "broken"};
  return kNames[static_cast<std::size_t>(status)];
}

Status status_of(const KpiStanding& standing) {
  if (is_outside(standing.today) && is_outside(standing.day_before)) return Status::broken;
  const int side = side_of(standing);
  return side > 0 ? Status::ahead : side < 0 ? Status::behind : Status::on_track;
}

Tracking run_tracking(const TrackRequest& request) {
  Tracking tracking;
  const RunOptions& options = request.options;
  options.watch.stage("learning from past posts");
  tracking.forecast = prepare_forecast(request.scenario, request.knowledge, options);
  const Plan& plan = tracking.forecast.plan;
  tracking.facts = facts_of({plan, request.scenario, request.exports, request.as_of});
  grow(tracking, options);
  std::vector<std::uint32_t> all(options.replicates);
  std::iota(all.begin(), all.end(), 0U);
  const Living living = living_of(tracking, options);
  options.watch.stage("simulating the plan's worlds");
  tracking.before = live_worlds(plan, all, tracking.facts.hour, {}, living);
  if (!tracking.facts.tell_anything()) {
    tracking.now = tracking.before;
    tracking.learned.effective = static_cast<double>(all.size());
    return tracking;
  }
  tracking.learned = learn(plan, tracking.facts, tracking.before);
  options.watch.stage("simulating what is to come");
  tracking.now = live_worlds(plan,
                             tracking.learned.worlds,
                             tracking.facts.hour,
                             change_of(plan, tracking.facts, tracking.learned),
                             living);
  for (FlightWorld& world : tracking.now) put_facts(plan, tracking.facts, world);
  options.watch.stage("trying what can still be changed");
  Living trying = living;
  trying.watch = options.watch.worth(0);
  tracking.corrections = corrections_of(tracking, trying);
  return tracking;
}

void refuse_another_forecast(const Tracking& tracking, const nlohmann::json& kept, const std::string& where) {
  for (const nlohmann::json& row : kept.value("totals", nlohmann::json::array())) {
    const std::string name = row.value("kpi", "");
    const Kpi* kpi = find_kpi(name);
    if (kpi == nullptr || (name != "reach" && name != "impressions" && name != "engagements")) continue;
    std::vector<std::optional<double>> draws;
    for (const FlightWorld& world : tracking.before) draws.push_back(kpi->of(world.counts.total));
    if (kpi_row(*kpi, draws)["p50"] != row["p50"])
      throw Error(Fault::bad_input,
                  where,
                  "the plan lived again is not this forecast (" + name +
                      " differs): history, calibration or "
                      "program changed since",
                  "forecast the plan again and track that, or name the calibration with --calibration",
                  "S20");
  }
}

}  // namespace gs
