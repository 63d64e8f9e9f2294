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

std::vector<double> sorted(const std::vector<FlightWorld>& worlds, double KpiCounts::*member) {
  std::vector<double> draws;
  for (const FlightWorld& world : worlds) draws.push_back(world.counts.total.*member);
  std::ranges::sort(draws);
  return draws;
}

Score score_of(const Campaign& campaign, double KpiCounts::*member, std::uint32_t campaigns) {
  Score score;
  const std::vector<double> plan = sorted(campaign.before, member);
  for (std::uint32_t k = 0; k < campaigns; ++k) {
    const CampaignExports world = campaign.world(k);
    const auto now = campaign.lived_on(campaign.facts(world));
    const std::vector<double> draws = sorted(now.worlds, member);
    const double truth = world.truth.total.*member;
    score.before += std::abs(std::log1p(quantile_sorted(plan, .5)) - std::log1p(truth));
    score.after += std::abs(std::log1p(quantile_sorted(draws, .5)) - std::log1p(truth));
    score.held += quantile_sorted(draws, .1) <= truth && truth <= quantile_sorted(draws, .9) ? 1 : 0;
    score.crps_before += log_crps(plan, truth);
    score.crps_after += log_crps(draws, truth);
    score.refitted += now.learned.refitted ? 1 : 0;
    score.n += 1;
  }
  return score;
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

TEST(Reforecast, AfterThreeOfFourteenDaysIsAThirdNearerAndItsIntervalsHold) {
  const std::uint32_t campaigns = full() ? 300 : 40;
  const Campaign campaign(fortnight(), full() ? 200 : 80, 3 * 24);
  for (const auto& [name, member] :
       {std::pair{"impressions", &KpiCounts::impressions}, std::pair{"likes", &KpiCounts::likes}}) {
    const Score score = score_of(campaign, member, campaigns);
    say(name, score);
    EXPECT_GT(score.gain(), 1.0 / 3) << name;
    const double doubt = full() ? 0 : .1;  // two standard errors of few campaigns
    EXPECT_GE(score.cover(), .72 - doubt) << name;
    EXPECT_LE(score.cover(), .88 + doubt) << name;
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

TEST(Reforecast, OfAPageWithAHistoryIsNearerToo) {
  const std::uint32_t campaigns = full() ? 300 : 30;
  const Campaign campaign(fortnight(), full() ? 200 : 80, 3 * 24, fitted_page(1500));
  const Score score = score_of(campaign, &KpiCounts::impressions, campaigns);
  say("impressions, fitted page", score);
  EXPECT_GT(score.gain(), .05);
  EXPECT_LT(score.crps_after, score.crps_before);
  EXPECT_NEAR(score.cover(), .8, full() ? .08 : .18);
}

}  // namespace
}  // namespace gs
