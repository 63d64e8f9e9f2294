// History rows -> what the cost functors need: counts per residual, missing and contradicted cells left out.
#include "models/fit/prepare.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "core/draw.h"
#include "core/error.h"
#include "core/time/clock.h"
#include "models/fit/fitter.h"

namespace gs {
namespace {

constexpr std::array<Metric, kRates> kRateMetrics{
    Metric::engaged_users, Metric::clickers, Metric::likes, Metric::comments, Metric::shares};

std::string place_of(const ObservedPost& post) {
  return post.file.empty() ? "history" : post.file + ":" + std::to_string(post.line);
}

void check_finite(const ObservedPost& post) {
  const auto refuse = [&](std::string_view metric) {
    throw Error(Fault::not_converged,
                place_of(post),
                "residual for post '" + post.id + "' (" + std::string(metric) +
                    ") is not finite: the count is not a number",
                "correct or empty the cell and import again");
  };
  for (std::size_t m = 0; m < kMetrics; ++m)
    if (post.counts[m] && !(std::isfinite(*post.counts[m]) && *post.counts[m] >= 0)) refuse(kMetricNames[m]);
  if (post.followers && !(std::isfinite(*post.followers) && *post.followers >= 0)) refuse("followers");
}

std::vector<const ObservedPost*> sorted_posts(std::span<const ObservedPost> history) {
  std::vector<const ObservedPost*> posts;
  for (const ObservedPost& post : history) {
    check_finite(post);
    if (post.usable(Metric::reach)) posts.push_back(&post);
  }
  std::ranges::sort(posts, {}, [](const ObservedPost* p) { return std::tie(p->published, p->id); });
  return posts;
}

void set(FitPost& post, Residual residual, std::optional<double> count) {
  post.observed[static_cast<std::size_t>(residual)] = count;
}

// People reached who follow: counted, else reach times their part of the displays (on 240 unpaid posts of one
// real page that is 1.03 times the count, in 8 of 10 between .99 and 1.12).
std::optional<double> followers_reached(const ObservedPost& row, double reach) {
  if (const auto counted = row.usable(Metric::reach_followers)) return counted;
  const auto own = row.usable(Metric::impressions_followers);
  if (!own) return std::nullopt;
  const auto others = row.usable(Metric::impressions_non_followers), all = row.usable(Metric::impressions);
  const double displays = all ? *all : others ? *own + *others : 0;
  if (!(displays > 0) || *own > displays) return std::nullopt;
  return reach * *own / displays;
}

// Counts into residuals. What contradicts reach is left out, as are counts of a post nobody saw.
void observe(FitPost& post, const ObservedPost& row) {
  post.reach = *row.usable(Metric::reach);
  post.sharers = row.usable(Metric::shares);
  if (post.sharers) post.sharers = std::min(*post.sharers, post.reach);
  const auto followers = followers_reached(row, post.reach);
  if (followers && *followers <= post.reach) {
    set(post, Residual::reach_followers, followers);
    // Others come by shares alone in the mean field. Where there were none, or an ad brought more, their
    // number says nothing about how far a share carries.
    if (!row.paid && post.sharers.value_or(1) > 0) set(post, Residual::reach_others, post.reach - *followers);
    post.follower_part = post.reach > 0 ? *followers / post.reach : .8;
  } else {
    set(post, Residual::reach, post.reach);
  }
  if (post.reach <= 0) return;
  const auto impressions =
      row.stood_in[index_of(Metric::reach)] ? std::nullopt : row.usable(Metric::impressions);
  if (impressions && *impressions >= post.reach)
    set(post, Residual::extra_displays, *impressions - post.reach);
  for (std::size_t k = 0; k < kRates; ++k)
    post.observed[static_cast<std::size_t>(Residual::engaged) + k] = row.usable(kRateMetrics[k]);
}

FitPost prepare_post(const ObservedPost& row,
                     const MeanFieldAudience& people,
                     const std::vector<std::string>& formats) {
  FitPost post;
  post.source = &row;
  const double followers = std::max(1.0, row.followers.value_or(people.followers));
  post.audience = people;
  post.audience.outsiders = people.followers > 0 ? people.outsiders * followers / people.followers : 0;
  post.audience.followers = followers;
  post.log_size = std::log(followers / 10000);
  post.paid = row.paid ? 1 : 0;
  post.hour = hour_of_week(to_civil(row.published, row.zone));
  post.format = static_cast<std::size_t>(std::ranges::lower_bound(formats, row.format) - formats.begin());
  observe(post, row);
  return post;
}

void refuse_no_variation(const std::string& what) {
  throw Error(Fault::not_converged,
              "fit",
              "no variation in '" + what + "'",
              "import posts that differ, or forecast from generic priors",
              "V21");
}

void check_variation(const std::vector<const ObservedPost*>& rows) {
  double engagements = 0;
  bool any = false, moves = false;
  for (const ObservedPost* row : rows) {
    const double reach = *row->usable(Metric::reach);
    moves = moves || reach != *rows.front()->usable(Metric::reach);
    for (const Metric metric : kRateMetrics)
      if (const auto count = row->usable(metric); count && reach > 0) {
        any = true;
        engagements += *count;
      }
  }
  if (!moves) refuse_no_variation("reach");
  if (any && engagements == 0) refuse_no_variation("engagements");
}

// Posts that can teach, oldest first; refuses a history that cannot be fitted.
std::vector<const ObservedPost*> fittable_posts(std::span<const ObservedPost> history) {
  if (history.empty())
    throw Error(Fault::bad_input,
                "fit",
                "the history is empty",
                "import posts first, or forecast from generic priors");
  std::vector<const ObservedPost*> rows = sorted_posts(history);
  if (rows.size() < kPostsToFit)
    throw Error(Fault::not_converged,
                "fit",
                std::to_string(rows.size()) +
                    " observations cannot identify 8 parameters: visibility, spread, repeats and five rates",
                "import at least " + std::to_string(kPostsToFit) +
                    " posts with reach, or forecast from generic priors",
                "V20");
  check_variation(rows);
  return rows;
}

std::vector<bool> held_parameters(const FitData& data) {
  std::vector<bool> held(data.priors.size(), false);
  const std::size_t posts = data.posts.size();
  const auto hold = [&](std::size_t from, std::size_t to) {
    std::fill(held.begin() + static_cast<std::ptrdiff_t>(from),
              held.begin() + static_cast<std::ptrdiff_t>(to),
              true);
  };
  if (posts < kPostsForRates) hold(kSizeSlope, kLevelSize);
  if (posts < kPostsForFormats) hold(kFirstFormat, held.size());
  if (posts < kPostsForRhythm) hold(kFirstTiming, kFirstTiming + kTimingSize);
  if (!has_follower_split(data)) held[kSpread] = true;  // wrongly confident otherwise (FITTING 0.2)
  return held;
}

}  // namespace

bool has_follower_split(const FitData& data) {
  const auto split =
      std::ranges::count_if(data.posts, [](const FitPost& post) { return post.follower_part.has_value(); });
  return static_cast<std::size_t>(split) * 2 >= data.posts.size() && split > 0;
}

void check_fittable(std::span<const ObservedPost> history) { fittable_posts(history); }

FitData prepare(std::span<const ObservedPost> history,
                const PopulationParameters& audience,
                std::span<const Prior> borrowed) {
  const std::vector<const ObservedPost*> rows = fittable_posts(history);
  FitData data;
  std::set<std::string> formats;
  for (const ObservedPost* row : rows) formats.insert(row->format);
  data.formats.assign(formats.begin(), formats.end());
  const MeanFieldAudience people = mean_field_audience(audience, std::max(1.0, audience.followers));
  for (const ObservedPost* row : rows) data.posts.push_back(prepare_post(*row, people, data.formats));
  const PlatformPriors priors = priors_of(rows.front()->platform);
  data.priors = parameter_priors(priors, audience, data.formats.size());
  std::copy_n(borrowed.begin(), std::min(borrowed.size(), kFirstFormat), data.priors.begin());
  data.attention_hours = priors.attention_hours;
  data.held = held_parameters(data);
  return data;
}

void check_residuals(const FitData& data, const Scatter& scatter, const Point& point) {
  DayFactors day_factors(data.attention_hours);
  constexpr std::array<std::string_view, kResiduals> kNames{"reach_followers",
                                                            "reach by others",
                                                            "reach",
                                                            "impressions",
                                                            "engaged_users",
                                                            "clickers",
                                                            "likes",
                                                            "comments",
                                                            "shares"};
  constexpr std::array<std::size_t, kResiduals> kParameter{
      kVisibility, kSpread, kVisibility, kRepeat, 5, 6, 7, 8, 9};
  const std::vector<std::string> keys = parameter_keys(data.formats);
  const double* values = point.values.data();
  for (std::size_t i = 0; i < data.posts.size(); ++i) {
    const FitPost& post = data.posts[i];
    const std::array<const double*, 4> blocks{
        point.luck[i].data(), values, values + kFirstTiming, values + format_block(post.format)};
    const Means means = means_of(post, predictors_of(post, blocks.data(), day_factors));
    for (std::size_t k = 0; k < kResiduals; ++k) {
      if (!post.observed[k]) continue;
      const Deviance deviance = deviance_of(*post.observed[k], means.mu[k], scatter.dispersion[k]);
      if (std::isfinite(deviance.value) && std::isfinite(deviance.slope)) continue;
      char value[32];
      std::snprintf(value, sizeof value, "%.4g", values[kParameter[k]]);
      throw Error(Fault::not_converged,
                  place_of(*post.source),
                  "residual for post '" + post.source->id + "' (" + std::string(kNames[k]) +
                      ") is not finite at " + keys[kParameter[k]] + "=" + value,
                  "correct or empty the cell and import again");
    }
  }
}

std::string audience_hash(const PopulationParameters& a) {
  char text[400];
  std::snprintf(text,
                sizeof text,
                "%.17g %.17g %.17g %.17g %.17g %.17g %.17g",
                a.followers,
                a.outsiders_per_follower,
                a.mean_listeners,
                a.listeners_log_sd,
                a.activity_shape,
                a.follower_homophily,
                a.max_agents_per_account);
  char hash[17];
  std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(subject_key(text)));
  return hash;
}

}  // namespace gs
