// Forecast of one scenario, or of several in the same worlds: prepares the plans, tells what they cost, runs
// the worlds.
#include "scenarios/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/blocks.h"
#include "core/error.h"
#include "models/fit/fitter.h"
#include "models/fit/pages/borrowing.h"
#include "scenarios/forecast_notes.h"
#include "scenarios/plan/surroundings/background.h"
#include "scenarios/workspace/history.h"

namespace gs {

namespace {

// The posts the pool may learn from: what the calibration was fitted to, so that a stored fit forecasts the
// same whatever was imported since.
std::vector<ObservedPost> taught_by(const AccountKnowledge& known, std::size_t& newer) {
  std::vector<ObservedPost> kept;
  for (const ObservedPost& post : mature_posts(known.history))
    if (post.published <= known.calibration->last_post)
      kept.push_back(post);
    else
      ++newer;
  return kept;
}

// Calibrations a page without one may borrow from.
std::vector<Calibration> lenders_of(const Knowledge& knowledge) {
  std::vector<Calibration> lenders = knowledge.others;
  for (const auto& [account, known] : knowledge.accounts)
    if (known.calibration) lenders.push_back(*known.calibration);
  return lenders;
}

void lend(const PlanRequest& request,
          const PlannedPage& page,
          std::span<const Calibration> lenders,
          FitOptions& options) {
  PopulationParameters audience = request.audience;
  audience.followers = page.followers;
  BorrowedPriors lent = borrowed_priors({page.platform, page.account, audience, true}, lenders);
  options.priors = std::move(lent.priors);
  options.borrowed = std::move(lent.from);
}

// Pages that were fitted, the others by the priors of their platform; two of them are drawn apart.
std::vector<PageKnowledge> known_pages(const PlanRequest& request,
                                       const Knowledge& knowledge,
                                       std::vector<std::string>& notes) {
  std::vector<PageKnowledge> known;
  const std::vector<Calibration> lenders = lenders_of(knowledge);
  std::size_t newer = 0;
  for (const PlannedPage& page : request.pages) {
    const auto found = knowledge.accounts.find(page.account);
    if (found != knowledge.accounts.end() && found->second.calibration) {
      known.push_back({*found->second.calibration, taught_by(found->second, newer)});
      continue;
    }
    FitOptions options;
    if (page.ours) lend(request, page, lenders, options);
    options.seed = request.pages.size() == 1 ? request.seed
                                             : request.seed ^ content_key(page.platform + "/" + page.account);
    known.push_back({generic_calibration(page.platform, page.followers, options), {}});
  }
  if (newer > 0)
    notes.push_back(
        fmt::format("history holds {} posts newer than the calibration; run fit to use them", newer));
  return known;
}

// The pages' unplanned posts, from what history tells of each or the plan says.
void add_background(const Scenario& scenario, const Knowledge& knowledge, PlanRequest& request) {
  if (!scenario.background) return;
  std::vector<PlannedPost> all;
  for (std::uint32_t row = 0; row < request.pages.size(); ++row) {
    const PlannedPage& page = request.pages[row];
    const auto known = knowledge.accounts.find(page.account);
    UsualPage usual{page.platform + "/" + page.account, row, {}, page.posts_per_week};
    if (known != knowledge.accounts.end()) usual.history = known->second.history;
    const bool posts =
        std::ranges::any_of(request.posts, [&](const PlannedPost& p) { return p.page == row; });
    if (!page.ours || (usual.history.empty() && !(page.posts_per_week > 0) && !posts)) continue;
    if (usual.history.empty() && !(page.posts_per_week > 0))
      throw Error(Fault::bad_input,
                  scenario.file + " /audience/accounts/" + page.account + "/posts_per_week",
                  "missing, and history does not tell how often the page posts",
                  "say how many posts a week go on beside the plan, or switch background off",
                  "S04");
    for (PlannedPost& post :
         background_posts(usual, {request.start, request.days, request.zone}, {request.seed, 0}))
      all.push_back(std::move(post));
  }
  request.posts.insert(request.posts.end(), all.begin(), all.end());
}

KnownFollowers followers_known(const Knowledge& knowledge) {
  KnownFollowers followers;
  for (const auto& [account, known] : knowledge.accounts)
    if (known.followers)
      followers[account] = *known.followers;
    else if (known.calibration)
      followers[account] = known.calibration->followers;
  return followers;
}

}  // namespace

Forecast prepare_forecast(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options) {
  Forecast forecast;
  forecast.scenario = scenario;
  forecast.notes = scenario.notes;
  forecast.notes.insert(forecast.notes.end(), knowledge.notes.begin(), knowledge.notes.end());
  PlanRequest request = request_of(scenario, followers_known(knowledge));
  request.seed = options.seed;
  request.threads = options.threads;
  add_background(scenario, knowledge, request);
  for (const PlannedPage& page : request.pages) {
    const auto known = knowledge.accounts.find(page.account);
    forecast.calibration_ids.push_back(
        known != knowledge.accounts.end() && known->second.calibration ? known->second.calibration_id : "");
  }
  const std::vector<PageKnowledge> known = known_pages(request, knowledge, forecast.notes);
  forecast.plan = prepare_posts(std::move(request), known);
  add_notes(forecast.plan, forecast.notes);
  forecast.estimate = estimate_of(forecast.plan, options.replicates);
  note_worlds(options.replicates, forecast.notes);
  return forecast;
}

namespace {

void grow(Forecast& forecast, const Watch& watch) {
  watch.stage("growing the audience");
  grow_people(forecast.plan, watch.worth(forecast.estimate.people_seconds / forecast.estimate.threads));
}

// All a plan says but its ads, what it is called and aims at.
nlohmann::json without_ads(const Scenario& scenario) {
  nlohmann::json rest = nlohmann::json::parse(scenario.text);
  for (const char* key : {"ads", "name", "about", "targets"}) rest.erase(key);
  return rest;
}

// The same worlds of an earlier plan before the same people that differs in ads only: without ads both live
// the same.
std::span<const WorldCounts> lived_alike(std::span<const Forecast> earlier,
                                         const Forecast& forecast,
                                         WorldRange range) {
  if (forecast.plan.request.ads.empty() || forecast.scenario.text.empty()) return {};
  const nlohmann::json rest = without_ads(forecast.scenario);
  for (const Forecast& other : earlier)
    if (!other.scenario.text.empty() && same_people(other.plan, forecast.plan) &&
        without_ads(other.scenario) == rest)
      return std::span(other.worlds).subspan(range.first, range.count);
  return {};
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

// What was noted of as many as there might be is said of those that were lived.
void note_fewer_worlds(std::size_t lived, std::size_t foreseen, std::vector<std::string>& notes) {
  std::vector<std::string> said;
  note_worlds(foreseen, said);
  for (const std::string& note : said) std::erase(notes, note);
  note_worlds(lived, notes);
}

// Lives one range of worlds of every plan in turn; people go from hand to hand.
class Round {
 public:
  Round(std::vector<Forecast>& forecasts, const RunOptions& options, WorldLimit limit)
      : forecasts_(forecasts), options_(options), limit_(std::move(limit)) {}

  void live(WorldRange range) {
    for (std::size_t i = 0; i < forecasts_.size(); ++i) {
      hold_people(i);
      Forecast& forecast = forecasts_[i];
      range.alike = lived_alike(std::span(forecasts_).first(i), forecast, range);
      const RunEstimate& e = forecast.estimate;
      options_.watch.stage("simulating worlds");
      const double seconds = static_cast<double>(range.count) * e.world_seconds / e.threads;
      for (WorldCounts& world :
           simulate_worlds(forecast.plan, range, {}, options_.watch.worth(seconds), limit_))
        forecast.worlds.push_back(std::move(world));
      if (range.first > 0) continue;
      note_ads(forecast.plan, forecast.worlds, forecast.notes);
      note_talks(forecast.plan, forecast.worlds, forecast.notes);
    }
  }

 private:
  void hold_people(std::size_t i) {
    if (holder_ == i) return;
    const bool handed = holder_ && same_people(forecasts_[i].plan, forecasts_[*holder_].plan);
    if (handed) hand_on_people(forecasts_[*holder_].plan, forecasts_[i].plan);
    if (holder_ && !handed) let_people_go(forecasts_[*holder_].plan);
    if (!handed) grow(forecasts_[i], options_.watch);
    holder_ = i;
  }

  std::vector<Forecast>& forecasts_;
  const RunOptions& options_;
  WorldLimit limit_;
  std::optional<std::size_t> holder_{};  // whose people are grown
};

}  // namespace

Forecast run_forecast(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options) {
  return std::move(run_forecasts({&scenario, 1}, knowledge, options).front());
}

std::vector<Forecast> run_forecasts(std::span<const Scenario> scenarios,
                                    const Knowledge& knowledge,
                                    const RunOptions& options,
                                    const Stopping& stopping) {
  std::vector<Forecast> forecasts(scenarios.size());
  RunOptions at_most = options;
  if (stopping.enough) at_most.replicates = std::max(options.replicates, stopping.most);
  options.watch.stage("learning from past posts");
  for_each_chunk(scenarios.size(), options.threads, [&](std::size_t i) {
    options.watch.leave_if_asked("stopped before the plans were read");
    forecasts[i] = prepare_forecast(scenarios[i], knowledge, at_most);
  });
  const RunEstimate estimate = estimate_of(forecasts);
  refuse_too_large(estimate, options.limits, scenarios.front().file);
  options.watch.expect(estimate.seconds());
  options.watch.worth(estimate.learn_seconds).done(1);
  Round round(forecasts, options, world_limit(estimate, options.limits));
  std::size_t lived = options.replicates;
  round.live({0, lived});
  while (stopping.enough && !stopping.enough(forecasts) && lived < stopping.most) {
    const std::size_t more = std::min(lived, stopping.most - lived);
    round.live({static_cast<std::uint32_t>(lived), more});
    lived += more;
  }
  if (lived < at_most.replicates)
    for (Forecast& forecast : forecasts) note_fewer_worlds(lived, at_most.replicates, forecast.notes);
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
