// Clicks of ads by age and gender on a public table: rows left out by our own split, forecast from the rest.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "core/draw.h"
#include "models/paid/click_rates.h"
#include "scenarios/imports/importer.h"

namespace gs {
namespace {

struct Split {
  std::vector<RateRow> kept, left_out;
};

// A row's key is its ad's id, so the split does not depend on the order of rows.
Split split(const std::vector<ObservedAd>& ads, std::uint32_t seed) {
  Split all;
  for (const ObservedAd& ad : ads) {
    const RateRow row{{ad.cell.age + " " + ad.cell.gender, ad.cell.interest},
                      ad.at(AdCount::impressions).value_or(0),
                      ad.at(AdCount::clicks).value_or(0)};
    const bool out = uniform({seed, 0}, {subject_key(ad.cell.ad_id), 0, Purpose::paid}) < .2;
    (out ? all.left_out : all.kept).push_back(row);
  }
  return all;
}

// Sum of absolute errors over the sum of clicks; `levels` of the groups are used.
double wape(const PooledRates& rates, const std::vector<RateRow>& rows, std::size_t levels) {
  double off = 0, clicks = 0;
  for (const RateRow& row : rows) {
    off += std::abs(row.impressions * rates.rate(std::span(row.groups).first(levels)) - row.clicks);
    clicks += row.clicks;
  }
  return off / clicks;
}

// Clicks over impressions of the row's age and gender in the rows kept.
double plain_wape(const Split& all) {
  std::map<std::string, RateRow> sums;
  for (const RateRow& row : all.kept) {
    RateRow& sum = sums[row.groups[0]];
    sum.impressions += row.impressions, sum.clicks += row.clicks;
  }
  double off = 0, clicks = 0;
  for (const RateRow& row : all.left_out) {
    const RateRow& sum = sums.at(row.groups[0]);
    off += std::abs(row.impressions * sum.clicks / sum.impressions - row.clicks);
    clicks += row.clicks;
  }
  return off / clicks;
}

TEST(PublicAds, LetPartialPoolingForetellClicksNoWorseThanPlainRates) {
  const char* folder = std::getenv("GROUNDSWELL_DATA_DIR");
  if (!folder) GTEST_SKIP() << "needs public data sets in GROUNDSWELL_DATA_DIR";
  const auto ads = read_export(std::string(folder) + "/kag_conversion/KAG_conversion_data.csv", {}).ads;
  constexpr std::uint32_t kSplits = 20;
  double pooled = 0, plain = 0, by_age = 0;
  int no_worse = 0;
  for (std::uint32_t seed = 1; seed <= kSplits; ++seed) {
    const Split all = split(ads, seed);
    ASSERT_NEAR(static_cast<double>(all.left_out.size()), 895 / 5.0, 45);
    const PooledRates rates = PooledRates::fit(all.kept);
    const double here = wape(rates, all.left_out, 2), there = plain_wape(all);
    no_worse += here <= there;
    pooled += here / kSplits, plain += there / kSplits, by_age += wape(rates, all.left_out, 1) / kSplits;
  }
  std::printf(
      "WAPE of clicks: pooled by interest within age and gender %.4f, by age and gender %.4f, plain %.4f\n",
      pooled,
      by_age,
      plain);
  EXPECT_EQ(no_worse, static_cast<int>(kSplits));
  EXPECT_LT(by_age, 1.01 * plain);
}

}  // namespace
}  // namespace gs
