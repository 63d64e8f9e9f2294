// See baselines.h. One function per baseline, in the order of kBaselineNames; log_ridge and ridge_ewma are
// the pool's members `ridge` and `ridge + level` read as samples.
#include "models/fit/pool/baselines.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "models/fit/pool/members.h"
#include "models/fit/pool/negative_binomial.h"

namespace gs {
namespace {

using Sample = std::vector<double>;

struct Known {
  Past past;                   // on log(1 + count), without offset
  std::vector<double> counts;  // the same posts
  std::span<const PostFeatures> planned;
};

// The last `most` counts of posts that `fits` accepts, newest first.
template <class Fits>
Sample last_counts(const Known& known, std::size_t most, Fits fits) {
  Sample sample;
  for (std::size_t i = known.counts.size(); i-- > 0 && sample.size() < most;)
    if (fits(*known.past.features[i])) sample.push_back(known.counts[i]);
  return sample;
}

Sample global(const Known& known, const PostFeatures&) { return known.counts; }

Sample trailing60(const Known& known, const PostFeatures&) {
  return last_counts(known, 60, [](const PostFeatures&) { return true; });
}

Sample type_paid(const Known& known, const PostFeatures& post) {
  constexpr std::size_t kLeast = 5;
  const auto format = [&](const PostFeatures& one) { return one.format == post.format; };
  const auto both = [&](const PostFeatures& one) { return format(one) && one.paid == post.paid; };
  Sample sample = last_counts(known, SIZE_MAX, both);
  if (sample.size() < kLeast) sample = last_counts(known, SIZE_MAX, format);
  return sample.size() < kLeast ? known.counts : sample;
}

Sample seasonal(const Known& known, const PostFeatures& post) {
  constexpr std::size_t kLeast = 5, kSameDay = 12, kSameBlock = 40;
  const auto block = [&](const PostFeatures& one) { return hour_block(one.hour) == hour_block(post.hour); };
  const auto day = [&](const PostFeatures& one) { return block(one) && one.weekday == post.weekday; };
  Sample sample = last_counts(known, kSameDay, day);
  if (sample.size() < kLeast) sample = last_counts(known, kSameBlock, block);
  return sample.size() < kLeast ? known.counts : sample;
}

template <class Each>
std::vector<Sample> for_each_post(const Known& known, Each each) {
  std::vector<Sample> samples;
  for (const PostFeatures& post : known.planned) samples.push_back(each(post));
  return samples;
}

std::vector<Sample> by_negative_binomial(const Known& known) {
  const SharedRidge& shared = known.past.ridge;
  const NegativeBinomial law = fit_negative_binomial({shared.columns.size(), shared.rows, known.counts, {}});
  return for_each_post(known, [&](const PostFeatures& post) {
    const double mean = exact_exp(std::min(shared.at(post, law.log_mean), kMostLogMean));
    return negative_binomial_quantiles(mean, law.dispersion, kMemberQuantiles);
  });
}

std::vector<Sample> by_member(const Known& known, MemberForecast (*fit)(const Past&)) {
  return for_each_post(known, [&, member = fit(known.past)](const PostFeatures& post) {
    Sample sample;
    for (double value : member(post, 1)) sample.push_back(std::round(exact_expm1(std::max(0.0, value))));
    return sample;
  });
}

Known known_of(std::span<const PoolPost> history, std::span<const PostFeatures> planned, std::size_t metric) {
  Known known{.past = {}, .counts = {}, .planned = planned};
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!history[i].outcome[metric]) continue;
    known.past.features.push_back(&history[i].features);
    known.counts.push_back(*history[i].outcome[metric]);
    known.past.y.push_back(exact_log1p(known.counts.back()));
    known.past.ages.push_back(static_cast<double>(history.size() - 1 - i));
  }
  return known;
}

std::vector<Sample> by_regression(std::size_t baseline, Known& known) {
  add_ridge(known.past, {});
  if (baseline == 4) return by_negative_binomial(known);
  return by_member(known, baseline == 5 ? fit_ridge_alone : fit_ridge_level);
}

}  // namespace

std::vector<Sample> baseline_samples(std::size_t baseline,
                                     std::span<const PoolPost> history,
                                     std::span<const PostFeatures> planned,
                                     std::size_t metric) {
  constexpr std::array kSimple{global, trailing60, type_paid, seasonal};
  Known known = known_of(history, planned, metric);
  if (known.counts.empty()) return std::vector<Sample>(planned.size());
  if (baseline >= kSimple.size() && known.counts.size() >= kLeastForRidge)
    return by_regression(baseline, known);
  const auto simple = kSimple[baseline < kSimple.size() ? baseline : 0];
  return for_each_post(known, [&](const PostFeatures& post) { return simple(known, post); });
}

Sample baseline_sample(std::size_t baseline,
                       std::span<const PoolPost> history,
                       const PostFeatures& planned,
                       std::size_t metric) {
  return baseline_samples(baseline, history, {&planned, 1}, metric).front();
}

}  // namespace gs
