// The experiment that decides whether what-ifs are more than priors. A made-up page with known truth
// publishes 300 posts; we fit them; 30 paired plans (an hour moved, order changed, one post more) are
// forecast and compared with what the truth does in its own worlds. Printed: share of correct signs, coverage
// of the 80 % interval of differences, size of the error against "no difference" and against a log-ridge
// regression's own what-if; with and without the split of reach by followers. Run by `tools/dev experiment`;
// figures stand in models/fit/README.md.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "core/summary.h"
#include "models/fit/fitter.h"
#include "models/fit/pool/baselines.h"
#include "scenarios/plan/plan.h"
#include "scenarios/plan/worlds.h"
#include "scenarios/synth/synthetic.h"
#include "scenarios/workspace/history.h"

namespace {

using namespace gs;

constexpr std::size_t kWorlds = 200, kTruthWorlds = 200, kPages = 3, kPlansPerLever = 10;
constexpr std::array<const char*, 3> kLevers{"hour moved", "order changed", "one post more"};

struct Pair {
  std::size_t lever = 0;
  PlanRequest base, variant;
};

double draw(std::uint32_t seed, std::uint64_t subject) {
  return uniform({seed, 7}, {subject, 0, Purpose::synthetic});
}

PlannedPost random_post(const SyntheticPage& page, std::uint32_t seed, std::size_t i) {
  constexpr std::array<int, 8> hours{8, 9, 11, 12, 15, 17, 18, 20};
  const auto day = static_cast<int>(draw(seed, 10 * i + 1) * 14);
  const int hour = hours[static_cast<std::size_t>(draw(seed, 10 * i + 2) * hours.size())];
  const auto format =
      static_cast<std::size_t>(draw(seed, 10 * i + 3) * static_cast<double>(page.formats.size()));
  return {.id = "w" + std::to_string(i),
          .format = page.formats[format].name,
          .topic = "product",
          .paid = false,
          .published = to_instant({2026, 12, 7 + day, hour}, page.zone).instant};
}

Pair make_pair(const SyntheticPage& page, std::size_t lever, std::uint32_t seed) {
  Pair pair{.lever = lever, .base = {}, .variant = {}};
  PlanRequest& base = pair.base;
  base.pages = {{page.account, page.platform, static_cast<double>(page.followers)}};
  base.zone = page.zone;
  base.start = {2026, 12, 7};
  base.days = 14;
  base.audience.followers = page.followers;
  for (std::size_t i = 0; i < 10; ++i) base.posts.push_back(random_post(page, seed, i));
  pair.variant = base;
  std::vector<PlannedPost>& posts = pair.variant.posts;
  if (lever == 0) {  // to another hour of the same day, at least 3 hours away
    CivilTime local = to_civil(posts[0].published, page.zone);
    local.hour = (local.hour + 3 + static_cast<int>(draw(seed, 900) * 16)) % 24;
    posts[0].published = to_instant(local, page.zone).instant;
  } else if (lever == 1) {
    std::size_t other = 1;
    while (other + 1 < posts.size() && posts[other].format == posts[0].format) ++other;
    std::swap(posts[0].published, posts[other].published);
  } else {
    posts.push_back(random_post(page, seed, 10));
  }
  return pair;
}

Calibration truth_of(const SyntheticPage& page) {
  Calibration truth;
  truth.platform = page.platform;
  truth.account = page.account;
  truth.zone = page.zone;
  truth.estimate = page.truth;
  for (const SyntheticFormat& format : page.formats) {
    truth.formats.push_back(format.name);
    truth.estimate.formats.push_back(format.effect);
  }
  truth.draws = {truth.estimate};
  truth.attention_hours = page.attention_hours;
  return truth;
}

std::vector<double> differences(const Plan& base, const Plan& variant, std::size_t worlds) {
  const auto a = simulate_worlds(base, worlds), b = simulate_worlds(variant, worlds);
  std::vector<double> difference;
  for (std::size_t r = 0; r < worlds; ++r) difference.push_back(*b[r].total.reach - *a[r].total.reach);
  return difference;
}

std::vector<double> forecast_pair(const Pair& pair,
                                  const Calibration& calibration,
                                  const std::vector<ObservedPost>& history,
                                  std::uint32_t seed,
                                  std::size_t worlds) {
  PlanRequest base = pair.base, variant = pair.variant;
  base.seed = variant.seed = seed;
  const PageKnowledge known{calibration, history};
  return differences(prepare_plan(base, {&known, 1}), prepare_plan(variant, {&known, 1}), worlds);
}

// The regression's what-if: sum of the posts' reach, residual by residual (same residual for both plans and
// all posts).
std::vector<double> regression_pair(const Pair& pair, const std::vector<ObservedPost>& history) {
  std::vector<PoolPost> rows;
  for (const ObservedPost& post : history) rows.push_back(pool_post(post));
  constexpr std::size_t kLogRidge = 5;
  std::vector<double> sum;
  const auto add = [&](const PlanRequest& request, double sign) {
    for (const PlannedPost& post : request.posts) {
      const CivilTime local = to_civil(post.published, request.zone);
      const PostFeatures features{.format = post.format,
                                  .topic = post.topic,
                                  .paid = post.paid,
                                  .followers = request.audience.followers,
                                  .hour = local.hour,
                                  .weekday = weekday(local)};
      const std::vector<double> sample = baseline_sample(kLogRidge, rows, features, 0);
      sum.resize(sample.size());
      for (std::size_t k = 0; k < sample.size(); ++k) sum[k] += sign * sample[k];
    }
  };
  add(pair.variant, 1);
  add(pair.base, -1);
  return sum;
}

struct Score {
  double signs = 0, covered = 0, squared = 0, none = 0, n = 0, outcomes = 0, width = 0;
};

void add(Score& score, std::vector<double> predicted, const std::vector<double>& truth) {
  const double mean = mean_of(predicted), expected = mean_of(truth);
  std::sort(predicted.begin(), predicted.end());
  const double low = quantile_sorted(predicted, .1), high = quantile_sorted(predicted, .9);
  score.signs += (mean > 0) == (expected > 0) ? 1 : 0;
  for (const double outcome : truth) score.covered += outcome >= low && outcome <= high ? 1 : 0;
  score.outcomes += static_cast<double>(truth.size());
  score.squared += (mean - expected) * (mean - expected);
  score.none += expected * expected;
  score.width += high - low;
  score.n += 1;
}

void print(const char* who, const char* lever, const Score& s) {
  std::printf("%-22s %-14s signs %2.0f/%2.0f   coverage80 %.2f   RMSE / 'no difference' %.2f   width %.0f\n",
              who,
              lever,
              s.signs,
              s.n,
              s.covered / s.outcomes,
              std::sqrt(s.squared / s.none),
              s.width / s.n);
}

std::vector<ObservedPost> without_split(std::vector<ObservedPost> history) {
  for (ObservedPost& post : history)
    for (const Metric metric :
         {Metric::reach_followers, Metric::impressions_followers, Metric::impressions_non_followers})
      post.counts[index_of(metric)] = std::nullopt;
  return history;
}

}  // namespace

int main() {
  std::array<std::array<Score, 3>, 3> scores;  // with split, without, regression; by lever
  for (std::uint32_t number = 0; number < kPages; ++number) {
    const SyntheticPage page = example_page();
    const std::vector<ObservedPost> history = simulate_history(page, 100 + number),
                                    thin = without_split(history);
    PopulationParameters people;
    people.followers = 0;
    const Calibration with = fit(history, people, {.seed = number + 1}),
                      without = fit(thin, people, {.seed = number + 1});
    const Calibration truth = truth_of(page);
    for (std::size_t lever = 0; lever < kLevers.size(); ++lever)
      for (std::uint32_t plan = number; plan < kPlansPerLever; plan += kPages) {
        const Pair pair = make_pair(page, lever, 1000 * static_cast<std::uint32_t>(lever) + plan);
        const std::vector<double> real = forecast_pair(pair, truth, {}, 77000 + plan, kTruthWorlds);
        add(scores[0][lever], forecast_pair(pair, with, history, 1, kWorlds), real);
        add(scores[1][lever], forecast_pair(pair, without, thin, 1, kWorlds), real);
        add(scores[2][lever], regression_pair(pair, history), real);
      }
  }
  constexpr std::array<const char*, 3> who{"with follower split", "without split", "log-ridge what-if"};
  for (std::size_t w = 0; w < who.size(); ++w)
    for (std::size_t lever = 0; lever < kLevers.size(); ++lever)
      print(who[w], kLevers[lever], scores[w][lever]);
  return 0;
}
