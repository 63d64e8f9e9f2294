// The rate kept is that of the mean post: its totals are what a plan counts.
#include "models/fit/pages/new_followers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "models/fit/mean_field.h"
#include "models/fit/pages/between.h"
#include "models/platform.h"

namespace gs {
namespace {

constexpr double kEighty = 1.2815515655446004, kMostRatio = 0.8;
constexpr std::size_t kPostsToTell = 5;  // assumption

// Part of the people an ordinary post reaches that do not follow the page.
double others_part(const Calibration& calibration) {
  const double followers = std::max(1.0, calibration.followers);
  const Theta& theta = calibration.estimate;
  std::array<double, kRates> chances{};
  for (std::size_t k = 0; k < kRates; ++k) chances[k] = chance_of_rate(theta.rate[k]);
  const ExpectedPost<double> post =
      expect_post(mean_field_audience(calibration.audience, followers),
                  std::exp(theta.visibility + theta.size_slope * std::log(followers / 10000)),
                  std::exp(theta.spread),
                  chances,
                  std::exp(theta.repeat));
  return post.reach > 0 ? post.reach_others / post.reach : 0;
}

std::optional<double> displays_to_others(const ObservedPost& post, double part) {
  const auto displays = post.usable(Metric::impressions), reach = post.usable(Metric::reach);
  if (const auto others = post.usable(Metric::impressions_non_followers)) return others;
  const double all = displays.value_or(reach.value_or(0));
  if (const auto own = post.usable(Metric::impressions_followers); own && all >= *own) return all - *own;
  if (const auto own = post.usable(Metric::reach_followers); own && reach && *reach > 0 && *own <= *reach)
    return all * (1 - *own / *reach);
  return all > 0 ? std::optional(all * part) : std::nullopt;
}

}  // namespace

void fit_follows(Calibration& calibration, std::span<const ObservedPost> history) {
  const Platform* platform = find_platform(calibration.platform);
  const PlatformBelief* belief = platform != nullptr ? &(*platform)[Belief::follow] : nullptr;
  const bool known = belief != nullptr && belief->known() && belief->center > 0;
  const double part = others_part(calibration);
  std::vector<GroupCount> posts;
  for (const ObservedPost& post : history) {
    const auto follows = post.usable(Metric::follows);
    const auto shown = displays_to_others(post, part);
    if (follows && shown && *shown > 0) posts.push_back({*follows, *shown});
  }
  if (posts.size() < kPostsToTell) return;
  const BetweenAnchor anchor{
      .center = std::log(known ? belief->center : 5e-4), .sd = known ? belief->sd + .4 : 2.0, .scale = 1};
  const Between law = Between::of_counts(posts, anchor);
  const double mean = law.center() + 0.5 * law.between() * law.between();
  calibration.follows = {mean, law.sd(), posts.size()};
  ParameterReport row;
  row.key = "rate.follow";
  row.text = "new followers, per display to people who do not follow";
  row.unit = "per display";
  row.low = std::exp(mean - kEighty * law.sd());
  row.median = std::exp(mean);
  row.high = std::exp(mean + kEighty * law.sd());
  row.prior_sd = anchor.sd;
  row.posterior_sd = law.sd();
  row.told = law.sd() <= kMostRatio * anchor.sd;
  if (!row.told) row.needs = "needs more posts with new followers";
  row.source = known ? std::string(belief->source) : "assumption";
  calibration.report.push_back(row);
}

}  // namespace gs
