// Fortnights of real shop pages (UCI "Facebook Live sellers in Thailand"), their first half known: does what
// is told of the second half beat repeating the plan? The pool's joint draws are the worlds: no people are
// asked. Needs GROUNDSWELL_DATA_DIR; all fortnights with GROUNDSWELL_FULL.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "core/summary.h"
#include "models/fit/flight/shared_level.h"
#include "models/fit/pool/pool.h"
#include "scenarios/imports/importer.h"

namespace gs {
namespace {

constexpr std::size_t kWorlds = 300;
constexpr std::array<std::size_t, 3> kTold{4, 5, 6};  // likes, shares, comments: places in kScored

using Pages = std::map<std::string, std::vector<ObservedPost>>;

Pages pages_of(const std::string& folder) {
  ImportOptions options;
  options.map = {{"account", "page"},
                 {"format", "status_type"},
                 {"likes", "num_reactions"},
                 {"comments", "num_comments"},
                 {"shares", "num_shares"}};
  options.timezone = "UTC";
  options.platform = "test";
  Pages pages;
  for (ObservedPost& post : read_export(folder + "/fb_live_thailand/fb_live_thailand.csv", options).posts)
    pages[post.account].push_back(std::move(post));
  for (auto& [account, posts] : pages)
    std::ranges::stable_sort(posts, {}, [](const ObservedPost& post) { return post.published; });
  return pages;
}

struct Fortnight {
  std::size_t begin = 0, middle = 0, end = 0;  // rows of the page's posts
};

// Fortnights after the first 160 posts, with four posts in either week at least.
std::vector<Fortnight> fortnights_of(const std::vector<ObservedPost>& posts) {
  std::vector<Fortnight> all;
  constexpr std::int64_t kWeek = 7 * 86400;
  for (std::size_t begin = 160; begin < posts.size();) {
    const std::int64_t start = posts[begin].published.seconds;
    Fortnight f{begin, begin, begin};
    while (f.end < posts.size() && posts[f.end].published.seconds < start + 2 * kWeek) {
      f.middle += posts[f.end].published.seconds < start + kWeek ? 1 : 0;
      ++f.end;
    }
    if (f.middle - f.begin >= 4 && f.end - f.middle >= 4) all.push_back(f);
    begin = f.end;
  }
  return all;
}

struct Score {
  double plan = 0, now = 0, plan_crps = 0, now_crps = 0, plan_total = 0, now_total = 0, held = 0, n = 0;
};

FlightPosts flight_of(const std::vector<ObservedPost>& posts, const Fortnight& f) {
  std::vector<PoolPost> history;
  for (std::size_t i = f.begin > 400 ? f.begin - 400 : 0; i < f.begin; ++i)
    history.push_back(pool_post(posts[i]));
  std::vector<PostFeatures> planned;
  std::vector<std::uint32_t> keys;
  for (std::size_t i = f.begin; i < f.end; ++i) {
    planned.push_back(features_of(posts[i]));
    keys.push_back(static_cast<std::uint32_t>(i));
  }
  const PoolForecast pool = pool_forecast(history, planned, {}, 0);
  FlightPosts flight{.posts = planned.size(), .metrics = kTold.size()};
  for (std::uint32_t r = 0; r < kWorlds; ++r) {
    const JointCounts joint = draw_joint(pool, keys, 7, {3, r});
    std::vector<double> cells;
    for (const auto& post : joint.posts)
      for (const std::size_t m : kTold) cells.push_back(std::log1p(post[m].value_or(0)));
    flight.worlds.push_back(cells);
  }
  for (std::size_t i = f.begin; i < f.end; ++i) {
    flight.out.emplace_back();
    for (const std::size_t m : kTold)
      if (i < f.middle) flight.out.back().push_back(std::log1p(posts[i].at(kScored[m]).value_or(0)));
    flight.noise.push_back(0);
  }
  return flight;
}

// Counts of the week to come in one world.
double to_come(const FlightPosts& flight, const std::vector<double>& world, std::size_t m) {
  double sum = 0;
  for (std::size_t j = 0; j < flight.posts; ++j)
    if (flight.out[j].empty()) sum += std::expm1(world[j * flight.metrics + m]);
  return sum;
}

void score_fortnight(const std::vector<ObservedPost>& posts, const Fortnight& f, Score& score) {
  const FlightPosts flight = flight_of(posts, f);
  const FlightUpdate update = learn_level(flight);
  const WorldWeights weights = weights_of(update.log_weights);
  const bool moved = weights.effective < .5 * kWorlds || weights.k_hat > .7;
  const std::vector<std::size_t> kept = resampled(weights.weights);
  for (std::size_t m = 0; m < kTold.size(); ++m) {
    double known = 0, truth = 0, planned_known = 0;
    for (std::size_t i = f.begin; i < f.end; ++i)
      (i < f.middle ? known : truth) += posts[i].at(kScored[kTold[m]]).value_or(0);
    std::vector<double> plan, now;
    for (std::size_t r = 0; r < kWorlds; ++r) {
      plan.push_back(to_come(flight, flight.worlds[r], m));
      std::vector<double> world = flight.worlds[moved ? r : kept[r]];
      for (std::size_t c = 0; moved && c < world.size(); ++c)
        world[c] = std::max(0.0, world[c] + update.shift[r][c]);
      now.push_back(to_come(flight, world, m));
      for (std::size_t j = 0; j < f.middle - f.begin; ++j)
        planned_known += std::expm1(flight.worlds[r][j * flight.metrics + m]) / kWorlds;
    }
    std::ranges::sort(plan);
    std::ranges::sort(now);
    const double before = quantile_sorted(plan, .5), after = quantile_sorted(now, .5);
    score.plan += std::abs(std::log1p(before) - std::log1p(truth));
    score.now += std::abs(std::log1p(after) - std::log1p(truth));
    score.plan_crps += log_crps(plan, truth), score.now_crps += log_crps(now, truth);
    score.plan_total += std::abs(std::log1p(planned_known + before) - std::log1p(known + truth));
    score.now_total += std::abs(std::log1p(known + after) - std::log1p(known + truth));
    score.held += quantile_sorted(now, .1) <= truth && truth <= quantile_sorted(now, .9) ? 1 : 0;
    score.n += 1;
  }
}

TEST(RealPages, SecondWeeksToldByTheFirstBeatRepeatingThePlan) {
  const char* folder = std::getenv("GROUNDSWELL_DATA_DIR");
  if (folder == nullptr) GTEST_SKIP() << "the data are not part of the repository";
  const bool full = std::getenv("GROUNDSWELL_FULL") != nullptr;
  Score score;
  for (const auto& [account, posts] : pages_of(folder)) {
    const std::vector<Fortnight> all = fortnights_of(posts);
    for (std::size_t i = 0; i < all.size(); ++i)
      if (full || i % 12 == 3) score_fortnight(posts, all[i], score);
  }
  std::printf(
      "%g weeks x counts: error of the week to come %.3f -> %.3f, log CRPS %.3f -> %.3f, 80 %% held %.2f; "
      "of the fortnight %.3f -> %.3f\n",
      score.n,
      score.plan / score.n,
      score.now / score.n,
      score.plan_crps / score.n,
      score.now_crps / score.n,
      score.held / score.n,
      score.plan_total / score.n,
      score.now_total / score.n);
  ASSERT_GT(score.n, 20);
  EXPECT_LT(score.now_total, score.plan_total);
  EXPECT_LT(score.now_crps, score.plan_crps);
}

}  // namespace
}  // namespace gs
