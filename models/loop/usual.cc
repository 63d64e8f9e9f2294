// Sums over pairs of past posts; those without a full past before them are left out.
#include "models/loop/usual.h"

#include <algorithm>

#include "core/real.h"

namespace gs {
namespace {

constexpr double kForgotten = 7;  // half-lives after which an exposure takes less than a hundredth of itself
constexpr std::size_t kMostPosts = 30;  // whose room is asked; the latest
constexpr double kLeastSeen = 1e-3;     // of a post's views, left out at the end

// Shares of a post's views by hour after publication.
std::vector<double> views_of(const Timing<double>& timing, std::int64_t published) {
  std::vector<double> views;
  double all = 0;
  for (std::size_t t = 0; t < timing.attention.size(); ++t) {
    const auto hour = static_cast<std::size_t>(published + static_cast<std::int64_t>(t)) % kHoursPerWeek;
    views.push_back(timing.attention[t] * timing.activity[hour]);
    all += views.back();
  }
  for (double& share : views) share /= all;
  for (double rest = 0; !views.empty() && rest + views.back() < kLeastSeen; views.pop_back())
    rest += views.back();
  return views;
}

// What one exposure takes, by whole hours since.
std::vector<double> taken_by_age(const FadingLaw& law) {
  std::vector<double> taken;
  const double log_keep = -0.69314718055994531 / law.half_life;
  for (std::size_t age = 0; static_cast<double>(age) < kForgotten * law.half_life; ++age)
    taken.push_back(-exact_expm1(-law.strength * exact_exp(log_keep * static_cast<double>(age))));
  taken[0] /= 2;
  return taken;
}

// K of a post published `gap` hours after the other.
double taken_by(std::int64_t gap,
                const std::vector<double>& views,
                const std::vector<double>& others,
                const std::vector<double>& taken) {
  double sum = 0;
  for (std::size_t a = 0; a < views.size(); ++a)
    for (std::size_t b = 0; b < others.size(); ++b) {
      const std::int64_t age = gap + static_cast<std::int64_t>(a) - static_cast<std::int64_t>(b);
      if (age >= 0 && age < static_cast<std::int64_t>(taken.size()))
        sum += views[a] * others[b] * taken[static_cast<std::size_t>(age)];
    }
  return sum;
}

}  // namespace

UsualFading::UsualFading(std::span<const std::int64_t> published,
                         const Timing<double>& timing,
                         const FadingLaw& law) {
  if (published.size() < 2 || !(law.strength > 0)) return;
  const std::vector<double> taken = taken_by_age(law);
  std::vector<std::vector<double>> views;
  for (const std::int64_t hour : published) views.push_back(views_of(timing, hour));
  const std::int64_t longest = static_cast<std::int64_t>(taken.size() + timing.attention.size());
  const std::int64_t full = std::min(published.front() + longest, published.back());
  std::size_t from = published.size() - std::min(published.size(), kMostPosts);
  while (from + 1 < published.size() && published[from] < full) ++from;
  for (std::size_t i = from; i < published.size(); ++i) {
    std::vector<double>& of_post = taken_.emplace_back();
    for (std::size_t j = 0; j < published.size(); ++j) {
      const std::int64_t gap = published[i] - published[j];
      if (j == i || gap > longest || -gap > static_cast<std::int64_t>(timing.attention.size())) continue;
      if (const double k = taken_by(gap, views[i], views[j], taken); k > 1e-6) of_post.push_back(k);
    }
  }
  const double hours = static_cast<double>(std::max<std::int64_t>(1, published.back() - published.front()));
  carried_ = static_cast<double>(published.size() - 1) / hours * law.half_life / 0.69314718055994531;
}

double UsualFading::left(double chance) const {
  double sum = 0;
  for (const std::vector<double>& of_post : taken_) {
    double room = 1;
    for (const double taken : of_post) room *= 1 - chance * taken;
    sum += room;
  }
  return taken_.empty() ? 1.0 : sum / static_cast<double>(taken_.size());
}

}  // namespace gs
