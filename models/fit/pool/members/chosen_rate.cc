// Member `ridge + chosen rate`: x'b + L + r. L: exponentially weighted mean of ridge residuals, started at
// the median of the first 20, at the rate among .01 .02 .05 .1 .2 .4 with the least mean absolute error 11
// posts ahead (weights 0.5^(age / 100), first 20 posts dropped); r: those errors, weights 0.5^(age / 160).
#include <algorithm>
#include <cmath>

#include "models/fit/pool/members.h"

namespace gs {
namespace {

constexpr std::size_t kStart = 20, kAhead = 11;

struct Followed {
  double level = 0;
  std::vector<double> errors;  // of posts kStart .. end, made kAhead posts before
};

Followed follow(const std::vector<double>& residuals, double rate) {
  const std::size_t start = std::min(kStart, residuals.size() / 2);
  double level = median_of({residuals.begin(), residuals.begin() + static_cast<std::ptrdiff_t>(start)});
  std::vector<double> levels;
  Followed out;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    if (i >= start && i >= kAhead) out.errors.push_back(residuals[i] - levels[i - kAhead]);
    level += rate * (residuals[i] - level);
    levels.push_back(level);
  }
  out.level = level;
  return out;
}

double recent_miss(const std::vector<double>& errors, std::span<const double> weights) {
  double sum = 0;
  for (std::size_t i = 0; i < errors.size(); ++i) sum += weights[i] * std::abs(errors[i]);
  return sum;
}

}  // namespace

MemberForecast fit_ridge_chosen_rate(const Past& past) {
  Followed best;
  double least = INFINITY;
  for (double rate : {.01, .02, .05, .1, .2, .4}) {
    Followed one = follow(past.ridge.residuals, rate);
    const std::span ages = std::span(past.ages).last(one.errors.size());
    const double miss = recent_miss(one.errors, memory_weights(ages, 100));
    if (miss < least) least = miss, best = std::move(one);
  }
  const auto weights = memory_weights(std::span(past.ages).last(best.errors.size()), 160);
  std::vector<WeightedValue> sample(best.errors.size());
  for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = {best.errors[i], weights[i]};
  return [&past, level = best.level, law = member_quantiles(std::move(sample))](
             const PostFeatures& post, std::size_t) { return moved(law, past.ridge.at(post) + level); };
}

}  // namespace gs
