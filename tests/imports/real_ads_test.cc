// Public tables of ads, read to the last impression: sums are those their descriptions state.
#include "tests/imports/ad_rows.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

class RealAds : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("GROUNDSWELL_DATA_DIR");
    if (!folder) GTEST_SKIP() << "needs public data sets in GROUNDSWELL_DATA_DIR";
    folder_ = folder;
  }
  Import read(const std::string& file, const ImportOptions& options = {}) const {
    return read_export(folder_ + "/" + file, options);
  }
  std::string folder_;
};

TEST_F(RealAds, ConversionsBySegmentAddUp) {
  const Import kag = read("kag_conversion/KAG_conversion_data.csv");
  EXPECT_EQ(kag.format_name, "canonical_ads");
  ASSERT_EQ(kag.ads.size(), 895u);
  const AdSums sums = sums_of(kag);
  EXPECT_EQ(sums.counts.at("impressions"), 172407492);
  EXPECT_EQ(sums.counts.at("clicks"), 30541);
  EXPECT_NEAR(sums.spend, 47157.95, .005);
  EXPECT_EQ(sums.conversions.at("enquiries"), 2660);
  EXPECT_EQ(sums.conversions.at("purchases"), 860);
  EXPECT_EQ(cut_of(kag.ads[0].cell), "ad, undated by age, gender and interest");
  EXPECT_THAT(report(kag), HasSubstr("enquiries exceed"));
  EXPECT_THAT(report(kag), HasSubstr("spend without a currency; pass --currency"));
}

TEST_F(RealAds, DisplayAdsOfTwoMonthsAddUp) {
  ImportOptions options;
  options.year = 2023;
  options.currency = "USD";
  const Import display = read("display_ads/online_ads_apr_may.csv", options);
  ASSERT_EQ(display.ads.size(), 10974u);
  const AdSums sums = sums_of(display);
  EXPECT_EQ(sums.counts.at("impressions"), 194923238);
  EXPECT_EQ(sums.counts.at("clicks"), 2201029);
  EXPECT_NEAR(sums.spend, 144397.61, .005);
  EXPECT_NEAR(sums.conversions.at("revenue value"), 247833.48, .005);
  EXPECT_THAT(report(display), HasSubstr("the first of 99 such rows"));
  EXPECT_THAT(report(display), HasSubstr("the same ad, days and part of the audience as line"));
}

TEST_F(RealAds, MeridianTablesKeepPlacesAndWeeks) {
  const Import geo = read("meridian/geo_all_channels.csv");
  EXPECT_EQ(geo.format_name, "meridian");
  EXPECT_EQ(geo.rows.read, 6240);
  EXPECT_EQ(geo.ads.size(), 6240u * 5);
  const Import rf = read("meridian/geo_media_rf.csv");
  EXPECT_EQ(rf.rows.read, 3120);
  int without = 0, checked = 0;
  for (const ObservedAd& ad : rf.ads) {
    if (ad.cell.campaign != "Channel3") continue;
    without += ad.at(AdCount::impressions) == 0.0;
    const double shown = ad.at(AdCount::impressions).value(),
                 made = ad.at(AdCount::reach).value() * ad.at(AdCount::frequency).value();
    EXPECT_NEAR(shown, made, 1 + 1e-5 * shown);
    ++checked;
  }
  EXPECT_EQ(checked, 3120);
  EXPECT_NEAR(without / 3120.0, .08, .01);
  const Import nation = read("meridian/national_media_rf.csv");
  EXPECT_EQ(nation.rows.read, 156);
  EXPECT_EQ(days_of(nation.ads.front().cell), "2021-01-25 to 2021-01-31");
}

TEST_F(RealAds, WeeklyTablesOfRobynAndPymcAreRead) {
  const Import robyn = read("robyn/dt_simulated_weekly.csv");
  EXPECT_EQ(robyn.format_name, "robyn");
  EXPECT_EQ(robyn.rows.read, 208);
  EXPECT_EQ(robyn.ads.size(), 208u * 5);
  const Import pymc = read("pymc/mmm_example.csv");
  EXPECT_EQ(pymc.format_name, "pymc");
  EXPECT_EQ(pymc.rows.read, 179);
}

}  // namespace
}  // namespace gs
