// Thresholds are the fit's own (models/fit/fitter.h); what fit() would refuse is asked of the fit.
#include "scenarios/readiness.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/error.h"
#include "models/fit/fitter.h"
#include "scenarios/backtest.h"
#include "scenarios/workspace/history.h"

namespace gs {
namespace {

// What a fit of so many posts with reach moves away from general priors.
std::string told_by(std::size_t posts) {
  const std::size_t backtest = BacktestOptions{}.first + 1;
  if (posts < kPostsForRates)
    return fmt::format("enough to fit the level of reach; rates need {}, formats {}, the daily rhythm {}",
                       kPostsForRates,
                       kPostsForFormats,
                       kPostsForRhythm);
  if (posts < kPostsForFormats)
    return fmt::format("enough to fit reach and rates; formats need {}, the daily rhythm {}",
                       kPostsForFormats,
                       kPostsForRhythm);
  if (posts < std::max(kPostsForRhythm, backtest))
    return fmt::format("enough to fit reach, rates and formats; the daily rhythm needs {}, a backtest {}",
                       kPostsForRhythm,
                       backtest);
  return "enough to fit reach, rates, formats and the daily rhythm, and for a backtest";
}

std::string posts_text(std::size_t posts) { return fmt::format("{} post{}", posts, posts == 1 ? "" : "s"); }

}  // namespace

Readiness readiness_of(std::span<const ObservedPost> posts) {
  Readiness ready;
  if (posts.empty()) return ready;
  const std::vector<ObservedPost> mature = mature_posts(posts);
  ready.account = posts.front().account;
  ready.platform = posts.front().platform;
  ready.posts = posts.size();
  ready.immature = posts.size() - mature.size();
  for (const ObservedPost& post : mature) ready.with_reach += post.usable(Metric::reach).has_value() ? 1 : 0;
  ready.followers_known = std::any_of(
      posts.begin(), posts.end(), [](const ObservedPost& post) { return post.followers.value_or(0) > 0; });
  const std::string young = ready.immature == 0 ? ""
                                                : fmt::format(" ({} younger than {} h left out)",
                                                              posts_text(ready.immature),
                                                              maturity_hours(ready.platform));
  if (ready.with_reach < kPostsToFit) {
    ready.text = fmt::format("{} of {} with usable reach{}; a fit needs {}",
                             ready.with_reach == 0 ? "none" : fmt::format("{}", ready.with_reach),
                             posts_text(ready.posts),
                             young,
                             kPostsToFit);
    return ready;
  }
  try {
    check_fittable(mature);
    ready.can_fit = true;
    ready.text = fmt::format(
        "{} with usable reach{}: {}", posts_text(ready.with_reach), young, told_by(ready.with_reach));
  } catch (const Error& error) {
    ready.text = std::string(error.what()) + "; " + error.remedy;
  }
  return ready;
}

}  // namespace gs
