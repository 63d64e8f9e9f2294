// What is said of any export of ads: contradictions, totals, currencies, repeats, a last day that is not
// over.
#include "tests/imports/ad_rows.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;
using ::testing::Not;

std::string ads(const std::string& columns, const std::string& rows) {
  return "campaign,date,impressions,spend,currency," + columns + "\n" + rows;
}

TEST(AdsReport, NamesRowsThatContradictThemselvesOncePerKind) {
  const Import read = import_text(ads("reach,clicks,conversions",
                                      "a,2026-03-01,100,5,EUR,120,3,1\n"
                                      "a,2026-03-02,100,5,EUR,90,3,7\n"
                                      "a,2026-03-03,100,5,EUR,90,4,9\n"
                                      "a,2026-03-04,0,5,EUR,,2,\n"
                                      "a,2026-03-05,100,5,EUR,90,130,1\n"));
  const std::string said = report(read);
  EXPECT_THAT(
      said,
      HasSubstr("ATTENTION 2 reach 120 exceeds impressions 100: kept as is, left out of the fit [V03]"));
  EXPECT_THAT(said, HasSubstr("ATTENTION 3 7 conversions exceed 3 clicks; the first of 2 such rows"));
  EXPECT_THAT(said, HasSubstr("ATTENTION 5 2 clicks with 0 impressions"));
  EXPECT_THAT(said, HasSubstr("ATTENTION 5 spend 5 with 0 impressions"));
  EXPECT_THAT(said, HasSubstr("ATTENTION 6 clicks 130 exceed impressions 100"));
  EXPECT_FALSE(read.ads[0].usable(AdCount::reach).has_value());
  EXPECT_EQ(read.ads[0].at(AdCount::reach), 120);
  EXPECT_TRUE(read.ads[1].usable(AdCount::clicks).has_value());
}

TEST(AdsReport, RefusesContradictionsUnderStrict) {
  ImportOptions options;
  options.strict = true;
  EXPECT_THAT(refusal(ads("reach", "a,2026-03-01,100,5,EUR,120\n"), options),
              HasSubstr("posts.csv:2: reach 120 exceeds impressions 100 [V03]"));
}

TEST(AdsReport, NeverAddsTwoCurrencies) {
  EXPECT_EQ(refusal(ads("clicks", "a,2026-03-01,9,5,EUR,1\na,2026-03-02,9,5,USD,1\n")),
            "posts.csv:2 currency: EUR here, USD at line 3; split the file by currency [V10]");
  EXPECT_THAT(refusal("campaign,impressions,spend,conversion_value (USD)\na,9,5 €,3\n"), HasSubstr("[V10]"));
  EXPECT_THAT(report(import_text("campaign,impressions,spend\na,9,5\n")),
              HasSubstr("ATTENTION spend without a currency; pass --currency"));
}

TEST(AdsReport, KeepsMissingApartFromZero) {
  const Import read =
      import_text(ads("clicks,conversions",
                      "a,2026-03-01,9,,EUR,—,\nb,2026-03-01,9,0,EUR,0,0\nc,2026-03-01,<10,1,EUR,0,0\n"));
  EXPECT_EQ(read.ads[0].at(AdCount::clicks), std::nullopt);
  EXPECT_FALSE(read.ads[0].spend.has_value());
  EXPECT_EQ(read.ads[1].at(AdCount::clicks), 0);
  EXPECT_EQ(read.ads[1].spend->micros, 0);
  EXPECT_EQ(read.ads[2].at(AdCount::impressions), std::nullopt);
  EXPECT_EQ(conversions_of(read, 2), "");
  EXPECT_EQ(conversions_of(read, 3), "conversions 0.00");
}

TEST(AdsReport, ReadsThousandsAndSaysHowFarTheyWereRounded) {
  const Import read = import_text(ads("clicks", "a,2026-03-01,1.2K,5,EUR,1\nb,2026-03-01,1.5M,5,EUR,1\n"));
  EXPECT_EQ(read.ads[0].at(AdCount::impressions), 1200);
  EXPECT_EQ(read.ads[1].at(AdCount::impressions), 1500000);
  EXPECT_THAT(report(read), HasSubstr("rounded values: ±50,000 impressions"));
}

TEST(AdsReport, KeepsRowsItCannotTellApart) {
  const Import read =
      import_text(ads("clicks", "a,2026-03-01,9,5,EUR,1\na,2026-03-01,7,5,EUR,1\na,2026-03-01,9,5,EUR,1\n"));
  EXPECT_EQ(read.ads.size(), 3u);
  EXPECT_NE(identity_of(read.ads[0].cell), identity_of(read.ads[2].cell));
  EXPECT_THAT(
      report(read),
      HasSubstr("ATTENTION 3 the same ad, days and part of the audience as line 2; both kept and added up"));
}

TEST(AdsReport, NoticesALastDayThatIsNotOver) {
  std::string rows;
  for (int day = 1; day <= 9; ++day)
    rows += "a,2026-03-0" + std::to_string(day) + (day == 9 ? ",300,5,EUR,1\n" : ",1000,5,EUR,1\n");
  EXPECT_THAT(
      report(import_text(ads("clicks", rows))),
      HasSubstr("ATTENTION the last day, 2026-03-09, has 30 % of the impressions of the days before"));
  EXPECT_THAT(report(import_text(ads("clicks", rows + "a,2026-03-10,900,5,EUR,1\n"))),
              Not(HasSubstr("the last day")));
}

TEST(AdsReport, ComparesOnlyWhatMayBeAdded) {
  const std::string rows = "a,2026-03-01,100,5.01,EUR,60\nb,2026-03-01,100,5.01,EUR,60\n";
  EXPECT_THAT(report(import_text(ads("reach", rows + "Total,,200,10.02,,80\n"))),
              HasSubstr("INFO 4 totals row equals the sum of the rows in 2 columns"));
  const std::string said = report(import_text(ads("reach", rows + "Итого,,250,10.02,,80\n")));
  EXPECT_THAT(said, HasSubstr("ATTENTION 4 impressions: the totals row says 250, the rows add up to 200"));
  EXPECT_THAT(said, Not(HasSubstr("reach:")));
}

TEST(AdsReport, IsTheSameInAnyOrderOfRows) {
  const std::string one = "a,2026-03-01,100,5,EUR,120\n", two = "b,2026-03-01,100,7,EUR,20\n";
  const Import first = import_text(ads("reach", one + two)), second = import_text(ads("reach", two + one));
  std::map<std::string, std::string> by_name;
  for (const ObservedAd& ad : first.ads) by_name[identity_of(ad.cell)] = spend_of(ad);
  for (const ObservedAd& ad : second.ads) EXPECT_EQ(by_name.at(identity_of(ad.cell)), spend_of(ad));
}

}  // namespace
}  // namespace gs
