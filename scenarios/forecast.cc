// Forecast of one scenario, or of several in the same worlds: prepares the plans, tells what they cost, runs
// the worlds.
#include "scenarios/forecast.h"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "core/error.h"
#include "models/fit/fitter.h"
#include "scenarios/workspace/history.h"

namespace gs {

namespace {

// The posts the pool may learn from: what the calibration was fitted to, so that a stored fit forecasts the
// same whatever was imported since.
std::vector<ObservedPost> taught_by(const Knowledge& knowledge, std::vector<std::string>& notes) {
  std::vector<ObservedPost> kept;
  std::size_t newer = 0;
  for (const ObservedPost& post : mature_posts(knowledge.history))
    if (post.published <= knowledge.calibration->last_post)
      kept.push_back(post);
    else
      ++newer;
  if (newer > 0)
    notes.push_back(
        fmt::format("history holds {} posts newer than the calibration; run fit to use them", newer));
  return kept;
}

void note_audience(const Plan& plan, const Calibration& calibration, std::vector<std::string>& notes) {
  if (calibration.posts == 0) return;
  const PopulationParameters &now = plan.request.audience, &then = calibration.audience;
  if (now.outsiders_per_follower != then.outsiders_per_follower ||
      now.mean_listeners != then.mean_listeners || now.activity_shape != then.activity_shape)
    notes.push_back(
        "the audience differs from the one the calibration assumed: its rates, visibility and spread were "
        "carried over as they are");
}

// A format the page never used is forecast as its average post: right for a new format, wrong for a mistyped
// one.
void note_formats(const Plan& plan, std::vector<std::string>& notes) {
  if (!plan.calibrated) return;
  std::string known;
  for (const std::string& format : plan.calibration.formats) known += (known.empty() ? "" : ", ") + format;
  std::set<std::string> named;
  for (std::size_t i = 0; i < plan.formats.size(); ++i)
    if (plan.formats[i] == SIZE_MAX && named.insert(plan.request.posts[i].format).second)
      notes.push_back(
          fmt::format("no history of format '{}' (known: {}): forecast as the page's average post",
                      plan.request.posts[i].format,
                      known));
}

// Few worlds: said once, with what a probability of one half is known to.
void note_worlds(std::size_t worlds, std::vector<std::string>& notes) {
  constexpr std::size_t kEnough = 100;  // standard error .05
  if (worlds >= kEnough || worlds == 0) return;
  notes.push_back(fmt::format(
      "only {} worlds: probabilities are known to ± {:.2g} (one standard error) and interval ends "
      "roughly; --replicates 400 makes that ± 0.025",
      worlds,
      0.5 / std::sqrt(static_cast<double>(worlds))));
}

// Everything but people and worlds.
Forecast prepare_forecast(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options) {
  Forecast forecast;
  forecast.scenario = scenario;
  forecast.notes = scenario.notes;
  forecast.notes.insert(forecast.notes.end(), knowledge.notes.begin(), knowledge.notes.end());
  forecast.calibration_id = knowledge.calibration_id;
  PlanRequest request = request_of(scenario, knowledge.calibration ? knowledge.calibration->followers : 0);
  request.seed = options.seed;
  request.threads = options.threads;
  std::vector<ObservedPost> history;
  Calibration calibration;
  if (knowledge.calibration) {
    calibration = *knowledge.calibration;
    history = taught_by(knowledge, forecast.notes);
  } else {
    FitOptions fit_options;
    fit_options.seed = options.seed;
    calibration = generic_calibration(request.platform, request.audience.followers, fit_options);
  }
  forecast.plan = prepare_posts(std::move(request), calibration, history);
  note_audience(forecast.plan, calibration, forecast.notes);
  note_formats(forecast.plan, forecast.notes);
  forecast.estimate = estimate_of(forecast.plan, options.replicates);
  note_worlds(options.replicates, forecast.notes);
  return forecast;
}

void grow(Forecast& forecast, const Watch& watch) {
  watch.stage("growing the audience");
  grow_people(forecast.plan, watch.worth(forecast.estimate.people_seconds / forecast.estimate.threads));
}

void simulate(Forecast& forecast, const RunOptions& options, const WorldLimit& limit) {
  const RunEstimate& e = forecast.estimate;
  options.watch.stage("simulating worlds");
  forecast.worlds = simulate_worlds(forecast.plan,
                                    options.replicates,
                                    options.watch.worth(e.replicates * e.world_seconds / e.threads),
                                    limit);
}

// The plan keeps how many they were, so that several plans need the memory of one.
void let_people_go(Plan& plan) {
  Audience numbers;
  numbers.agents = plan.audience.agents;
  numbers.people_per_agent = plan.audience.people_per_agent;
  plan.audience = std::move(numbers);
  for (CampaignAd& ad : plan.campaign.ads) ad.people = {};
}

void hand_on_people(Plan& from, Plan& to) {
  to.audience = std::move(from.audience);
  from.audience.agents = to.audience.agents;
  from.audience.people_per_agent = to.audience.people_per_agent;
  let_people_go(from);
  aim_ads(to);
}

}  // namespace

Forecast run_forecast(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options) {
  return std::move(run_forecasts({&scenario, 1}, knowledge, options).front());
}

std::vector<Forecast> run_forecasts(std::span<const Scenario> scenarios,
                                    const Knowledge& knowledge,
                                    const RunOptions& options) {
  std::vector<Forecast> forecasts;
  options.watch.stage("learning from past posts");
  for (const Scenario& scenario : scenarios) {
    options.watch.leave_if_asked("stopped before the plans were read");
    forecasts.push_back(prepare_forecast(scenario, knowledge, options));
  }
  const RunEstimate estimate = estimate_of(forecasts);
  refuse_too_large(estimate, options.limits, scenarios.front().file);
  options.watch.expect(estimate.seconds());
  options.watch.worth(estimate.learn_seconds).done(1);
  const WorldLimit limit = world_limit(estimate, options.limits);
  for (std::size_t i = 0; i < forecasts.size(); ++i) {
    const bool shared = i > 0 && same_people(forecasts[i].plan, forecasts[i - 1].plan);
    if (shared) hand_on_people(forecasts[i - 1].plan, forecasts[i].plan);
    if (i > 0 && !shared) let_people_go(forecasts[i - 1].plan);
    if (!shared) grow(forecasts[i], options.watch);
    simulate(forecasts[i], options, limit);
  }
  return forecasts;
}

RunEstimate estimate_of(std::span<const Forecast> forecasts) {
  std::vector<RunEstimate> estimates;
  std::vector<bool> same;
  for (std::size_t i = 0; i < forecasts.size(); ++i) {
    estimates.push_back(forecasts[i].estimate);
    same.push_back(i > 0 && same_people(forecasts[i].plan, forecasts[i - 1].plan));
  }
  return together(estimates, same);
}

nlohmann::json estimate_json(std::span<const Forecast> forecasts) {
  const RunEstimate estimate = estimate_of(forecasts);
  std::uint64_t events = 0;
  for (const Forecast& forecast : forecasts)
    for (const WorldCounts& world : forecast.worlds) events += world.events;
  const auto whole = [](double count) { return static_cast<std::int64_t>(std::round(count)); };
  return {{"agents", whole(estimate.agents)},
          {"links", whole(estimate.links)},
          {"events_per_world", whole(estimate.events_per_world)},
          {"events", whole(estimate.events)},
          {"cost", whole(estimate.cost)},
          {"simulated_events", events}};
}

}  // namespace gs
