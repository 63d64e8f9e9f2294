// Which posts may teach, and how they enter the pool.
#include "scenarios/workspace/history.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "models/fit/priors.h"

namespace gs {

std::size_t maturity_hours(const std::string& platform) { return priors_of(platform).attention_hours; }

namespace {

// The engine lets a person click a post once; where an export has only click events, they stand in for
// clickers.
void stand_in_clickers(ObservedPost& post) {
  auto& clickers = post.counts[index_of(Metric::clickers)];
  if (!clickers) clickers = post.usable(Metric::clicks);
}

// What an export counts that is nearest to showing the post: plays where thumbnails are counted apart.
std::optional<double> displays_of(const ObservedPost& post) {
  const auto plays = post.usable(Metric::views);
  if (post.platform == "youtube") return plays;
  const auto shown = post.usable(Metric::impressions);
  return shown ? shown : plays;
}

// Where an account's exports count displays and never people, people are displays over what is usual on the
// platform; how many displays a person gets is then the platform's belief and nothing the fit was told.
void stand_in_reach(std::vector<ObservedPost>& posts) {
  for (const ObservedPost& post : posts)
    if (post.at(Metric::reach)) return;
  for (ObservedPost& post : posts) {
    const auto displays = displays_of(post);
    if (!displays) continue;
    const double each = 1 + exact_exp(priors_of(post.platform).repeat.center);
    post.counts[index_of(Metric::reach)] = std::round(*displays / each);
    post.stood_in.set(index_of(Metric::reach));
  }
}

}  // namespace

std::vector<ObservedPost> mature_posts(std::span<const ObservedPost> posts) {
  std::vector<ObservedPost> kept;
  for (const ObservedPost& post : posts) {
    const auto age = static_cast<std::int64_t>(maturity_hours(post.platform)) * 3600;
    if (post.exported_at && post.exported_at->seconds - post.published.seconds < age) continue;
    kept.push_back(post);
    stand_in_clickers(kept.back());
    kept.back().paid = post.paid || post.usable(Metric::impressions_paid).value_or(0) > 0;
  }
  stand_in_reach(kept);
  return kept;
}

std::vector<ObservedPost> mature_at(std::span<const ObservedPost> posts, Instant now) {
  std::vector<ObservedPost> kept;
  for (const ObservedPost& post : posts) {
    const auto age = static_cast<std::int64_t>(maturity_hours(post.platform)) * 3600;
    if (now.seconds - post.published.seconds >= age) kept.push_back(post);
  }
  return kept;
}

double followers_or_guess(std::span<const ObservedPost> posts) {
  double known = 0, reach = 0;
  for (const ObservedPost& post : posts) {
    known = post.followers.value_or(known);
    reach = std::max(reach, post.usable(Metric::reach).value_or(0));
  }
  return known > 0 ? known : 3 * reach;
}

bool all_synthetic(std::span<const ObservedPost> posts) {
  return !posts.empty() && std::all_of(posts.begin(), posts.end(), [](const ObservedPost& post) {
    return post.title.find("ynthetic") != std::string::npos;
  });
}

int published_hour_of_week(const ObservedPost& post) {
  return hour_of_week(to_civil(post.published, post.zone));
}

double usual_day_factor(const Timing<double>& timing, std::span<const int> usual_hours) {
  if (usual_hours.empty()) return 1.0;
  std::array<double, kHoursPerWeek> factor{};
  std::array<bool, kHoursPerWeek> known{};
  double sum = 0;
  for (const int hour : usual_hours) {
    const auto h = static_cast<std::size_t>(hour);
    if (!known[h]) factor[h] = day_factor(timing, hour);
    known[h] = true;
    sum += factor[h];
  }
  return sum / static_cast<double>(usual_hours.size());
}

PoolHistory pool_history(std::span<const ObservedPost> posts, const Calibration& calibration) {
  const Timing<double> timing = timing_of(calibration.estimate.timing, calibration.attention_hours);
  const double usual = usual_day_factor(timing, calibration.usual_hours);
  std::vector<PoolPost> rows;
  std::vector<double> factors;
  for (const ObservedPost& post : posts) {
    PoolPost row = pool_post(post);
    row.features.hour = 12;
    row.features.weekday = 0;
    rows.push_back(std::move(row));
    factors.push_back(exact_log(day_factor(timing, published_hour_of_week(post)) / usual));
  }
  const HourEffect effect = hour_effect_of(rows, factors);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t m = 0; m < kPoolMetrics; ++m)
      rows[i].features.log_offset[m] = effect.metrics[m].mean * factors[i];
  return {std::move(rows), effect};
}

}  // namespace gs
