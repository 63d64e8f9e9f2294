// Order of work: check and sort the history, prepare the posts, hold what the history is too thin for, start
// from the data's own levels and from draws of the prior, keep the best, alternate scatter (EM) and solve
// until both settle, then spread, draws, check and report.
#include "models/fit/fitter.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "models/fit/pages/borrowing.h"
#include "models/fit/posterior/identifiability.h"
#include "models/fit/posterior/posterior.h"
#include "models/fit/posterior/scatter.h"
#include "models/fit/prepare.h"
#include "models/fit/residuals.h"

namespace gs {
namespace {

constexpr int kMostPasses = 60, kStepsPerPass = 4;
constexpr double kSettled = 0.01;  // change of any log sigma or log dispersion
// Shares of the time a fit takes, of one pass of settling (there are 10 to 20), and of the check after it.
constexpr double kSearching = 0.35, kPass = 0.0125, kSettling = 0.2, kChecking = 0.4;

// Level and rates as the totals have them; the rest at its prior.
Point moment_start(const FitData& data) {
  Point start;
  for (const Prior& prior : data.priors) start.values.push_back(prior.center);
  start.luck.resize(data.posts.size());
  std::vector<double> visibility;
  std::array<double, kResiduals> sum{}, base{};
  for (const FitPost& post : data.posts) {
    visibility.push_back(
        std::log((post.reach * post.follower_part.value_or(.8) + .5) / post.audience.followers));
    for (std::size_t k = 0; k < kResiduals; ++k) {
      if (!post.observed[k]) continue;
      sum[k] += *post.observed[k];
      base[k] += post.reach;
    }
  }
  std::ranges::sort(visibility);
  const auto level = [&](std::size_t k, std::size_t parameter) {
    if (base[k] > 0 && !data.held[parameter])
      start.values[parameter] = std::log((sum[k] + .5) / (base[k] + .5));
  };
  if (!data.held[kVisibility]) start.values[kVisibility] = visibility[visibility.size() / 2];
  level(static_cast<std::size_t>(Residual::extra_displays), kRepeat);
  for (std::size_t k = 0; k < kRates; ++k)
    level(static_cast<std::size_t>(Residual::engaged) + k, kFirstRate + k);
  return start;
}

// Start 0: the data's levels. The others: draws from the prior, which a good fit must all lead to the same
// place.
Point start_point(const FitData& data, const FitOptions& options, std::size_t index) {
  Point start = moment_start(data);
  if (index == 0) return start;
  const World world{options.seed, static_cast<std::uint32_t>(index)};
  for (std::size_t i = 0; i < data.priors.size(); ++i)
    if (!data.held[i])
      start.values[i] =
          data.priors[i].center +
          data.priors[i].sd * normal(world, {.subject = i, .why = Purpose::parameters, .occasion = 3});
  return start;
}

struct Search {
  Point point;
  Outcome outcome;
  double spread = 0;
  int steps = 0;
};

Search best_of_starts(const FitData& data, const Scatter& scatter, const FitOptions& options) {
  const std::size_t starts = std::max<std::size_t>(1, options.starts);
  std::vector<Search> searches(starts);
  for_each_chunk(starts, options.threads, [&](std::size_t k) {
    Problem problem(data, scatter);
    searches[k].point = start_point(data, options, k);
    searches[k].outcome = problem.solve(searches[k].point, options.max_steps, options.watch.stop);
    options.watch.done(kSearching / static_cast<double>(starts));
  });
  Search best = searches.front();
  double worst = best.outcome.final_cost;
  for (const Search& search : searches) {
    best.steps += search.outcome.steps;
    if (!search.outcome.converged) continue;
    worst = std::max(worst, search.outcome.final_cost);
    if (search.outcome.final_cost < best.outcome.final_cost) {
      best.point = search.point;
      best.outcome = search.outcome;
    }
  }
  best.spread = worst - best.outcome.final_cost;
  best.outcome.initial_cost = searches.front().outcome.initial_cost;
  return best;
}

// Alternates scatter and a few solver steps until the scatter stays, then solves to the end. Leaves the
// reason.
void settle(const FitData& data,
            const PlatformPriors& priors,
            const FitOptions& options,
            Scatter& scatter,
            Search& search) {
  Problem problem(data, scatter);
  const double first = search.outcome.initial_cost;
  bool settled = false;
  for (int pass = 0; pass < kMostPasses && !settled && !options.watch.stop; ++pass) {
    settled = update_scatter(scatter, data, search.point, priors) < kSettled;
    const int steps = settled ? options.max_steps : std::min(kStepsPerPass, options.max_steps);
    search.outcome = problem.solve(search.point, steps, options.watch.stop);
    search.steps += search.outcome.steps;
    const double left = std::max(0.0, kSettling - pass * kPass);
    options.watch.done(settled ? left : std::min(left, kPass));
  }
  search.outcome.initial_cost = first;
  if (settled) return;
  search.outcome.converged = false;
  search.outcome.message = options.watch.stop
                               ? "stopped on request"
                               : "dispersions still moved after " + std::to_string(kMostPasses) + " passes";
}

void describe_history(Calibration& calibration, const FitData& data) {
  const ObservedPost &first = *data.posts.front().source, &last = *data.posts.back().source;
  calibration.platform = first.platform;
  calibration.account = first.account;
  calibration.formats = data.formats;
  calibration.attention_hours = data.attention_hours;
  calibration.zone = first.zone;
  calibration.posts = data.posts.size();
  calibration.first_post = first.published;
  calibration.last_post = last.published;
  for (const FitPost& post : data.posts) {
    calibration.usual_hours.push_back(post.hour);
    calibration.followers = post.audience.followers;
  }
  std::ranges::sort(calibration.usual_hours);
}

}  // namespace

Calibration fit(std::span<const ObservedPost> history,
                const PopulationParameters& audience,
                const FitOptions& options) {
  const FitData data = prepare(history, audience, options.priors);
  Calibration calibration;
  describe_history(calibration, data);
  calibration.audience = audience;
  calibration.borrowed = options.borrowed;
  calibration.audience_hash = audience_hash(audience);
  calibration.follower_split = has_follower_split(data);
  const PlatformPriors priors = with_borrowed_scatter(priors_of(calibration.platform), options.priors);
  const Scatter scatter_prior = prior_scatter(priors);
  Scatter scatter = scatter_prior;
  check_residuals(data, scatter, start_point(data, options, 0));
  Search search = best_of_starts(data, scatter, options);
  settle(data, priors, options, scatter, search);
  calibration.converged = search.outcome.converged;
  calibration.reason = search.outcome.message;
  calibration.initial_cost = search.outcome.initial_cost;
  calibration.final_cost = search.outcome.final_cost;
  calibration.steps = search.steps;
  calibration.optimum_spread = search.spread;
  calibration.estimate = to_theta(search.point.values, scatter);
  limit_branching(calibration.estimate, audience);
  const Scatter doubt = scatter_log_sd(scatter, data, search.point, priors);
  const Estimate estimate{data, search.point, scatter, doubt};
  const Spread spread = posterior_spread(data, scatter, search.point);
  if (!spread.regular) {
    calibration.converged = false;
    calibration.reason = "the covariance of the parameters is singular";
  }
  calibration.draws = posterior_draws(estimate, spread, audience, options);
  if (options.importance_check && !options.watch.stop) {
    FitOptions check = options;
    check.watch = options.watch.part(kChecking);
    calibration.k_hat = importance_k_hat(estimate, spread, check);
  }
  if (calibration.k_hat >= .7)
    calibration.reason += "; the draws' shape is doubtful (k-hat " + std::to_string(calibration.k_hat) + ")";
  calibration.report = identifiability({estimate, spread, scatter_prior, calibration.follower_split}, priors);
  std::ranges::copy(audience_assumptions(audience), std::back_inserter(calibration.report));
  return calibration;
}

}  // namespace gs
