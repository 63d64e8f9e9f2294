// From a platform's file to normals on the parameters' own scales.
#include "models/fit/priors.h"

#include <algorithm>

#include "core/error.h"
#include "core/real.h"
#include "models/exposure/stage.h"
#include "models/platform.h"

namespace gs {
namespace {

Prior log_prior(const PlatformBelief& belief, double factor = 1) {
  return {exact_log(belief.center * factor), belief.sd, belief.source, belief.confidence};
}
Prior plain_prior(const PlatformBelief& belief) {
  return {belief.center, belief.sd, belief.source, belief.confidence};
}

// Extra displays per exposure. Displays per reach have log-sd s around c, so the extra c - 1 has about s c /
// (c - 1).
Prior repeat_prior(const PlatformBelief& per_reach) {
  const double extra = std::max(0.02, per_reach.center - 1);
  return {exact_log(extra),
          std::min(1.0, per_reach.sd * per_reach.center / extra),
          per_reach.source,
          per_reach.confidence};
}

std::array<Prior, 4> diurnal_priors(const Platform& platform) {
  std::array<Prior, 4> priors;
  for (std::size_t k = 0; k < 4; ++k)
    priors[k] = {
        platform.hours_of_day[k], platform.hours.sd, platform.hours.source, platform.hours.confidence};
  return priors;
}

std::array<Prior, kRates> rate_priors(const Platform& platform) {
  const double per_reach = platform[Belief::impressions_per_reach].center;
  const PlatformBelief &like = platform[Belief::like], &comment = platform[Belief::comment],
                       &share = platform[Belief::share], &click = platform[Belief::click];
  const double any = like.center + comment.center + share.center + click.center;
  return {Prior{exact_log(any * per_reach),
                std::max(.8, like.sd),
                "derived: any of click, like, comment, share",
                'C'},
          log_prior(click, per_reach),
          log_prior(like, per_reach),
          log_prior(comment, per_reach),
          log_prior(share, per_reach)};
}

const Platform& platform_or_widest(std::string_view id) {
  const Platform* known = find_platform(id);
  if (known == nullptr) known = find_platform("forum");
  if (known == nullptr) throw Error(Fault::our_defect, "platforms", "the file of 'forum' is missing");
  return *known;
}

}  // namespace

Prior dispersion_prior(Residual residual) {
  constexpr std::array<double, kResiduals> kCenter{.01, .3, .01, .2, .15, .2, .2, .5, .3};
  return {exact_log(kCenter[static_cast<std::size_t>(residual)]), 1.0, "assumption", 'C'};
}

PlatformPriors priors_of(std::string_view id) {
  const Platform& platform = platform_or_widest(id);
  PlatformPriors p;
  p.platform = platform.id;
  p.attention_hours = std::size_t{24} * platform.maturity_days;
  p.visibility = log_prior(platform[Belief::visibility]);
  p.size_slope = plain_prior(platform[Belief::size_slope]);
  p.paid = {.4, .7, "assumption: a boosted post is shown half as often again", 'C'};
  p.repeat = repeat_prior(platform[Belief::impressions_per_reach]);
  p.half_life = log_prior(platform[Belief::attention_half_life]);
  p.weekend = log_prior(platform[Belief::weekend_factor]);
  p.exposures_per_share = log_prior(platform[Belief::exposures_per_share]);
  p.diurnal = diurnal_priors(platform);
  p.rate = rate_priors(platform);
  p.sigma_u = log_prior(platform[Belief::visibility_scatter]);
  p.sigma_e = log_prior(platform[Belief::engagement_scatter]);
  return p;
}

Prior spread_prior(const PlatformPriors& priors, const PopulationParameters& audience) {
  const Prior& m = priors.exposures_per_share;
  const std::vector<double> activity = activity_classes(audience.activity_shape);
  const double wanted = std::min(.8, exact_exp(m.center) / std::max(1.0, audience.mean_listeners));
  double low = -20, high = 20;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = .5 * (low + high);
    (mean_chance<double>(activity, exact_exp(middle)) < wanted ? low : high) = middle;
  }
  return {low, m.sd, m.source, m.confidence};
}

}  // namespace gs
