// Public tables of ads: prices and clicks of days, and of ad sets, left out, foretold from the rest.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/draw.h"
#include "models/fit/ads/ad_table.h"
#include "models/fit/ads/fit_ads.h"
#include "models/platform.h"
#include "scenarios/imports/importer.h"

namespace gs {
namespace {

// CRPS of sorted draws.
double crps(const std::vector<double>& draws, double truth) {
  const auto n = static_cast<double>(draws.size());
  double score = 0;
  for (std::size_t k = 0; k < draws.size(); ++k)
    score += std::abs(draws[k] - truth) / n - (2 * static_cast<double>(k) + 1 - n) * draws[k] / (n * n);
  return score;
}

struct Score {
  double learnt = 0, believed = 0, held = 0, rows = 0;
  void add(std::vector<double> draws, std::vector<double> beliefs, double truth) {
    std::ranges::sort(draws);
    std::ranges::sort(beliefs);
    learnt += crps(draws, truth), believed += crps(beliefs, truth);
    held += draws[draws.size() / 10] <= truth && truth <= draws[draws.size() * 9 / 10];
    ++rows;
  }
  void say(const char* what) const {
    std::printf("%s: mean CRPS of the log learnt %.3f, platform's belief %.3f; 80 %% held %.2f of %g\n",
                what,
                learnt / rows,
                believed / rows,
                held / rows,
                rows);
  }
};

double luck(std::uint64_t subject, std::uint32_t k) {
  return normal({5, k}, {.subject = subject, .content = 1, .why = Purpose::synthetic});
}

struct Foretold {
  Score impressions, clicks;
};

// Rows of `later` given their spend, each as a day of an ad set history does not know; the platform's belief
// beside it.
void foretell(const AdCalibration& ads, const std::vector<AdRow>& later, Foretold& score) {
  const Platform& facebook = *find_platform("facebook");
  const PlatformBelief &cpm = facebook[Belief::cpm], &click = facebook[Belief::paid_click];
  for (std::size_t i = 0; i < later.size(); ++i) {
    const AdRow& row = later[i];
    std::vector<double> shown, clicked, shown_believed, clicked_believed;
    for (std::uint32_t k = 0; k < ads.draws.size(); ++k) {
      const AdDraw& draw = ads.draws[k];
      const std::uint64_t set = 100 + row.ad_set;
      const double money = std::log(1000 * row.spend),
                   price = draw.price.ordinary + draw.price.between * luck(set, k) +
                           draw.daily * luck(1000 + i, k),
                   believed = std::log(cpm.center) + cpm.sd * luck(set, k);
      shown.push_back(money - price);
      shown_believed.push_back(money - believed);
      clicked.push_back(money - price + draw.click.ordinary + draw.click.between * luck(set + 500, k));
      clicked_believed.push_back(money - believed + std::log(click.center) + click.sd * luck(set + 500, k));
    }
    score.impressions.add(shown, shown_believed, std::log(row.impressions));
    if (row.clicks.value_or(0) >= 5) score.clicks.add(clicked, clicked_believed, std::log(*row.clicks));
  }
}

class PublicAdHistory : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("GROUNDSWELL_DATA_DIR");
    if (!folder) GTEST_SKIP() << "needs public data sets in GROUNDSWELL_DATA_DIR";
    folder_ = folder;
  }
  std::string folder_;
};

AdFitOptions options() { return {.platform = "facebook", .seed = 2, .draws = 200}; }

// Learnt in April, asked of May.
TEST_F(PublicAdHistory, ForetellsTheNextMonthsDaysBetterThanThePlatformsBelief) {
  ImportOptions reading;
  reading.year = 2023, reading.currency = "USD";
  const Import display = read_export(folder_ + "/display_ads/online_ads_apr_may.csv", reading);
  const Day may = day_of({2023, 5, 1});
  std::vector<ObservedAd> april, later;
  for (const ObservedAd& ad : display.ads) (ad.cell.first < may ? april : later).push_back(ad);
  const AdFit fit = fit_ads({april, display.conversions}, options());
  for (const ParameterReport& row : fit.report)
    std::printf("  %-28s %.4g [%.4g, %.4g] %s\n",
                row.key.c_str(),
                row.median,
                row.low,
                row.high,
                row.told ? "told" : row.needs.c_str());
  Foretold score;
  foretell(fit.ads, priced_ads(later, {}).rows, score);
  score.impressions.say("display ads, impressions of a day given spend");
  score.clicks.say("display ads, clicks of a day given spend");
  EXPECT_LT(score.impressions.learnt, .5 * score.impressions.believed);
  EXPECT_LT(score.clicks.learnt, score.clicks.believed);
}

// Each ad set asked of all others.
TEST_F(PublicAdHistory, ForetellsAdSetsLeftOutInsideItsIntervals) {
  const Import kag = read_export(folder_ + "/kag_conversion/KAG_conversion_data.csv", {});
  std::vector<ObservedAd> spent;
  for (const ObservedAd& ad : kag.ads)
    if (ad.spend && ad.spend->micros > 0) spent.push_back(ad);
  Foretold score;
  constexpr std::uint64_t kParts = 8;
  for (std::uint64_t part = 0; part < kParts; ++part) {
    std::vector<ObservedAd> known, left;
    for (const ObservedAd& ad : spent)
      (subject_key(ad.cell.ad_set_id) % kParts == part ? left : known).push_back(ad);
    foretell(fit_ads({known, kag.conversions}, options()).ads, priced_ads(left, {}).rows, score);
  }
  score.impressions.say("ads by segment, impressions given spend");
  score.clicks.say("ads by segment, clicks given spend");
  EXPECT_LT(score.impressions.learnt, .5 * score.impressions.believed);
  EXPECT_GT(score.impressions.held / score.impressions.rows, .7);
  EXPECT_LT(score.clicks.learnt, score.clicks.believed);
}

}  // namespace
}  // namespace gs
