// Campaigns with known truth: how much nearer is the re-forecast after 3 of 14 days, and do its intervals
// hold?
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/summary.h"
#include "models/fit/fitter.h"
#include "scenarios/synth/synthetic.h"
#include "scenarios/workspace/history.h"
#include "tests/track/plans.h"

namespace gs {
namespace {

using under_way::Campaign;
using under_way::fortnight;

bool full() { return std::getenv("GROUNDSWELL_FULL") != nullptr; }

struct Score {
  double before = 0, after = 0, held = 0, n = 0, refitted = 0, crps_before = 0, crps_after = 0;
  double gain() const { return 1 - after / before; }
  double cover() const { return held / n; }
};

using Count = double (*)(const KpiCounts&);
double impressions(const KpiCounts& c) { return c.impressions; }
double likes(const KpiCounts& c) { return c.likes; }
double reach(const KpiCounts& c) { return c.reach.value_or(0); }

std::vector<double> sorted(const std::vector<FlightWorld>& worlds, Count count) {
  std::vector<double> draws;
  for (const FlightWorld& world : worlds) draws.push_back(count(world.counts.total));
  std::ranges::sort(draws);
  return draws;
}

constexpr std::array<std::pair<const char*, Count>, 3> kCounts{
    {{"impressions", &impressions}, {"likes", &likes}, {"reach", &reach}}};

void add(const std::vector<double>& plan, const std::vector<double>& now, double truth, Score& score) {
  score.before += std::abs(std::log1p(quantile_sorted(plan, .5)) - std::log1p(truth));
  score.after += std::abs(std::log1p(quantile_sorted(now, .5)) - std::log1p(truth));
  score.held += quantile_sorted(now, .1) <= truth && truth <= quantile_sorted(now, .9) ? 1 : 0;
  score.crps_before += log_crps(plan, truth);
  score.crps_after += log_crps(now, truth);
  score.n += 1;
}

// Of each count, over so many made-up worlds.
std::array<Score, kCounts.size()> scores_of(const Campaign& campaign, std::uint32_t campaigns) {
  std::array<Score, kCounts.size()> scores;
  for (std::uint32_t k = 0; k < campaigns; ++k) {
    const CampaignExports world = campaign.world(k);
    const auto now = campaign.lived_on(campaign.facts(world));
    for (std::size_t c = 0; c < kCounts.size(); ++c) {
      const Count count = kCounts[c].second;
      add(sorted(campaign.before, count), sorted(now.worlds, count), count(world.truth.total), scores[c]);
      scores[c].refitted += now.learned.refitted ? 1 : 0;
    }
  }
  return scores;
}

void say(const char* what, const Score& score) {
  std::printf(
      "%s: error of the total %.3f -> %.3f (-%.0f %%), log CRPS %.3f -> %.3f, 80 %% held %.2f, refitted "
      "%.2f\n",
      what,
      score.before / score.n,
      score.after / score.n,
      100 * score.gain(),
      score.crps_before / score.n,
      score.crps_after / score.n,
      score.cover(),
      score.refitted / score.n);
}

// Likes of a small page are few: what single likes scatter no level foretells.
TEST(Reforecast, AfterThreeOfFourteenDaysIsAThirdNearerAndItsIntervalsHold) {
  const Campaign campaign(fortnight(), full() ? 150 : 50, 3 * 24);
  const auto scores = scores_of(campaign, full() ? 150 : 20);
  for (std::size_t c = 0; c < scores.size(); ++c) {
    say(kCounts[c].first, scores[c]);
    const double least = std::string(kCounts[c].first) == "likes" ? .2 : 1.0 / 3;
    EXPECT_GT(scores[c].gain(), full() ? least : least - .1) << kCounts[c].first;
    EXPECT_NEAR(scores[c].cover(), .8, full() ? .08 : .2) << kCounts[c].first;  // few campaigns: two errors
  }
}

// A page with a history knows its level better: less is left to learn, and its worlds are weighted.
Knowledge fitted_page(double followers) {
  SyntheticPage page = example_page();
  page.account = "page";
  page.followers = followers;
  page.posts = 120;
  page.days = 240;
  page.start = {2026, 4, 1};
  const std::vector<ObservedPost> history = mature_posts(simulate_history(page, 3));
  PopulationParameters people;
  people.followers = followers_or_guess(history);
  Knowledge knowledge;
  knowledge.accounts["page"] = {history, fit(history, people, {}), "1"};
  return knowledge;
}

// What is left is the luck of eleven posts of their own: no method foretells that.
TEST(Reforecast, OfAPageWithAHistoryIsNearerToo) {
  if (!full()) GTEST_SKIP() << "half a minute: with GROUNDSWELL_FULL";
  const Campaign campaign(fortnight(), 150, 3 * 24, fitted_page(1500));
  const auto scores = scores_of(campaign, 150);
  for (std::size_t c = 0; c < scores.size(); ++c) {
    say(kCounts[c].first, scores[c]);
    EXPECT_GT(scores[c].gain(), .1) << kCounts[c].first;
    EXPECT_LT(scores[c].crps_after, scores[c].crps_before);
    EXPECT_NEAR(scores[c].cover(), .8, .09);
  }
}

// Where ads carry much of it, their first days tell the prices of the days to come.
TEST(Reforecast, OfAPageWithAHistoryAndAdsIsNearerToo) {
  if (!full()) GTEST_SKIP() << "half a minute: with GROUNDSWELL_FULL";
  const Campaign campaign(under_way::with_ad(fortnight()), 150, 3 * 24, fitted_page(1500));
  const auto scores = scores_of(campaign, 60);
  for (std::size_t c = 0; c < scores.size(); ++c) say(kCounts[c].first, scores[c]);
  for (const Score& score : scores) EXPECT_GT(score.gain(), .1);
  EXPECT_NEAR(scores[0].cover(), .8, .1);
}

}  // namespace
}  // namespace gs
