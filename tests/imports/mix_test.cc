// Weekly tables for media-mix models.
#include "tests/imports/ad_rows.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

double series(const Import& read, const std::string& part, const std::string& metric) {
  for (const ObservedDay& day : read.days)
    if (day.part == part && day.metric == metric) return day.value;
  return -999;
}

TEST(Meridian, MakesChannelsAdsAndTheRestSeriesOfEachPlace) {
  const Import read = import_text(
      ",geo,time,Video_impression,Video_spend,Organic_impression,mood_control,conversions,population,Video_"
      "reach,"
      "Video_frequency\n"
      "0,North,2026-01-05,1000.0,20.0608123,500,-1.25,77.5,1366.9,400.0,2.5\n"
      "1,North,2026-01-12,2000,40,600,0.5,80,1366.9,800,2.5\n");
  EXPECT_EQ(read.format_name, "meridian");
  ASSERT_EQ(read.ads.size(), 2u);
  const ObservedAd& ad = read.ads[0];
  EXPECT_EQ(ad.cell.campaign + " " + ad.cell.place + " " + days_of(ad.cell),
            "Video North 2026-01-05 to 2026-01-11");
  EXPECT_EQ(cut_of(ad.cell), "campaign, week by place");
  EXPECT_EQ(ad.spend->micros, 20'060'812);
  EXPECT_EQ(ad.at(AdCount::frequency), 2.5);
  EXPECT_EQ(series(read, "geo=North", "mood_control"), -1.25);
  EXPECT_EQ(series(read, "geo=North", "organic_impression"), 500);
  EXPECT_EQ(series(read, "geo=North", "population"), 1366.9);
  EXPECT_THAT(report(read), HasSubstr("amounts with more than 6 decimal places rounded"));
  EXPECT_THAT(report(read), HasSubstr("a row stands for 7 days"));
}

TEST(Robyn, ReadsTheEndsOfItsNames) {
  const Import read = import_text(
      "\"DATE\",\"revenue\",\"tv_S\",\"facebook_I\",\"search_clicks_P\",\"search_S\",\"facebook_S\","
      "\"events\"\n"
      "2026-01-05,2754371.66,22358.3466666667,24301284.23,9837.2,10,7607.13,\"na\"\n"
      "2026-01-12,2584276.66,28613.45,0,0,0,1141.95,\"na\"\n");
  EXPECT_EQ(read.format_name, "robyn");
  EXPECT_EQ(read.ads.size(), 6u);
  std::map<std::string, const ObservedAd*> first;
  for (const ObservedAd& ad : read.ads)
    if (ad.line == 2) first[ad.cell.campaign] = &ad;
  EXPECT_EQ(first.at("facebook")->at(AdCount::impressions), 24301284.23);
  EXPECT_EQ(first.at("search")->at(AdCount::clicks), 9837.2);
  EXPECT_EQ(first.at("tv")->spend->micros, 22'358'346'667);
  EXPECT_EQ(series(read, "", "revenue"), 2754371.66);
  EXPECT_THAT(report(read), HasSubstr("1 column not used: 'events'"));
}

TEST(Pymc, KeepsEveryColumnAsASeriesOfItsOwnScale) {
  const Import read =
      import_text(",date_week,y,x1,x2,event_1\n0,2026-01-05,3984.66,0.32,0.0,0.0\n1,2026-01-12,1,0,0,1\n");
  EXPECT_EQ(read.format_name, "pymc");
  EXPECT_EQ(read.days.size(), 8u);
  EXPECT_EQ(series(read, "", "x1"), .32);
}

TEST(RobynLifts, StandUnderTheirDatesByWhatWasLifted) {
  const Import read = import_text(
      "channel,liftStartDate,liftEndDate,liftAbs,spend,confidence,metric\n"
      "facebook_S,2026-01-05,2026-01-18,-4000,1500.5,0.85,Conversions\n"
      "tv_S,2026-02-02,2026-02-28,90000.25,30000,0.8,revenue\n");
  EXPECT_EQ(read.format_name, "robyn_lifts");
  ASSERT_EQ(read.days.size(), 6u);
  EXPECT_EQ(series(read, "channel=facebook_S", "conversions_lift"), -4000);
  EXPECT_EQ(series(read, "channel=tv_S", "lift_confidence"), .8);
  for (const ObservedDay& day : read.days) {
    EXPECT_EQ(to_text(*day.last), day.part == "channel=tv_S" ? "2026-02-28" : "2026-01-18");
    if (day.metric == "lift_spend" && day.part == "channel=tv_S") {
      EXPECT_EQ(day.money.micros, 30'000'000'000);
    }
  }
}

TEST(RobynLifts, RefuseATestThatEndsBeforeItStarts) {
  EXPECT_THAT(refusal("channel,liftStartDate,liftEndDate,liftAbs\ntv_S,2026-02-02,2026-02-01,5\n"),
              HasSubstr("posts.csv:2:17 liftEndDate: ends on 2026-02-01, before it starts"));
}

TEST(PymcLifts, AreToldApartByTheirNumber) {
  const Import read =
      import_text("channel,x,delta_x,delta_y,sigma\nx1,0.3,0.1,12.5,2\nx1,0.3,0.2,-1,3\nx2,0.1,0.1,4,1\n");
  EXPECT_EQ(read.format_name, "pymc_lifts");
  EXPECT_EQ(read.days.size(), 12u);
  EXPECT_EQ(series(read, "channel=x1 test=2", "lift_delta_y"), -1);
  EXPECT_EQ(series(read, "channel=x2 test=1", "lift_sigma"), 1);
  EXPECT_FALSE(read.days[0].first);
}

TEST(MixTables, RefuseMalformedRowsByLine) {
  const std::string meridian = "geo,time,V_impression,V_spend\nN,2026-01-05,1,1\n";
  EXPECT_THAT(refusal(meridian + "N,2026-01-32,1,1\n"), HasSubstr("posts.csv:3:3 time"));
  EXPECT_THAT(refusal(meridian + "N,2026-01-12,-1,1\n"),
              HasSubstr("posts.csv:3:14 V_impression: -1; expected ≥ 0"));
  EXPECT_THAT(refusal(meridian + "N,2026-01-12,1\n"), HasSubstr("[T08]"));
  EXPECT_THAT(refusal(meridian + "N,2026-01-05,2,2\n"), HasSubstr("time: 2026-01-05 also at line 2 [V01]"));
}

}  // namespace
}  // namespace gs
