// Exports of TikTok, Google, LinkedIn and VK ads, and our own columns.
#include "tests/imports/ad_rows.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

TEST(TiktokAds, ReadsPaymentsAndBothKindsOfClicks) {
  const std::string header =
      "By Day,Campaign name,Ad group name,Ad name,Cost,Impressions,Clicks (destination),Clicks "
      "(all),Complete "
      "payment,Total complete payment value,Currency\n";
  const Import read =
      import_text(header + "2026-03-01,Spring,Tea,Steam,12.34,\"12,400\",95,130,2,55.5,USD\n" +
                  "Total,,,,12.34,12400,95,130,2,55.5,\n");
  EXPECT_EQ(read.format_name, "tiktok_ads");
  ASSERT_EQ(read.ads.size(), 1u);
  EXPECT_EQ(read.ads[0].cell.platform, "tiktok");
  EXPECT_EQ(spend_of(read.ads[0]), "12.34 USD");
  EXPECT_EQ(read.ads[0].at(AdCount::clicks), 130);
  EXPECT_EQ(read.ads[0].at(AdCount::link_clicks), 95);
  EXPECT_EQ(conversions_of(read, 2), "purchases 2.00 (55.5)");
  EXPECT_EQ(read.rows.skipped, 1);
  EXPECT_THAT(report(read), HasSubstr("totals row equals the sum of the rows in 6 columns"));
  EXPECT_THAT(refusal(header + "2026-13-01,a,b,c,1,1,1,1,1,1,USD\n"), HasSubstr("posts.csv:2:1 By Day"));
  EXPECT_THAT(refusal(header + "2026-03-01,a,b,c,x,1,1,1,1,1,USD\n"), HasSubstr("[V11]"));
  EXPECT_THAT(refusal(header + "2026-03-01,a,b\n"), HasSubstr("3 fields; header has 11 [T08]"));
}

TEST(GoogleAds, ReadsBelowItsTitleWithFractionsAndTotals) {
  const std::string header =
      "Day,Campaign,Ad group,Currency code,Cost,Impr.,Clicks,Conversions,Conv. value\n";
  const Import read =
      import_text("Campaign report,,,,,,,,\n\"January 1, 2026 - January 31, 2026\",,,,,,,,\n" + header +
                  "2026-01-01,Spring,Tea,EUR,412.30,\"12,400\",95,2.33,120.5\n"
                  "Total: Account, --, --, --,412.30,\"12,400\",95,2.33,120.5\n");
  EXPECT_EQ(read.format_name, "google_ads");
  ASSERT_EQ(read.ads.size(), 1u);
  EXPECT_EQ(days_of(read.ads[0].cell), "2026-01-01");
  EXPECT_EQ(read.ads[0].cell.ad_set, "Tea");
  EXPECT_EQ(conversions_of(read, 4), "conversions 2.33 (120.5)");
  EXPECT_THAT(report(read), HasSubstr("2 lines before the header skipped"));
  EXPECT_THAT(report(read), HasSubstr("totals row equals the sum of the rows"));
  EXPECT_THAT(refusal(header + "2026-01-01,a,b,EUR,1,1.5,1,1,1\n"), HasSubstr("is not a whole number [V11]"));
  EXPECT_THAT(refusal(header + "yesterday,a,b,EUR,1,1,1,1,1\n"),
              HasSubstr("'yesterday' is not a calendar date"));
  EXPECT_THAT(refusal(header + "2026-01-01,a,b,EURO,1,1,1,1,1\n"), HasSubstr("is not a currency code"));
}

TEST(GoogleAds, ReadsTheTabVariantAndTakesItsDaysFromTheTitle) {
  const Import read = import_text(
      "Campaign report\nJanuary 1, 2026 - January 31, 2026\nCampaign\tCost\tImpr.\tClicks\tConversions\n"
      "Spring\t$412.30\t12,400\t95\t0.50\n");
  ASSERT_EQ(read.ads.size(), 1u);
  EXPECT_EQ(spend_of(read.ads[0]), "412.3 USD");
  EXPECT_EQ(days_of(read.ads[0].cell), "2026-01-01 to 2026-01-31");
  EXPECT_EQ(conversions_of(read, 4), "conversions 0.50");
  const Import commas = import_text(
      "Campaign report\nJanuary 1, 2026 - January 31, "
      "2026\nCampaign,Cost,Impr.,Clicks\nSpring,$412.30,12400,95\n");
  EXPECT_EQ(days_of(commas.ads.at(0).cell), "2026-01-01 to 2026-01-31");
}

const std::string kLinkedin =
    "Start Date (in UTC),Account Name,Currency,Campaign Name,Campaign Type,Creative Name,Total "
    "Spent,Impressions,Reach,Clicks,Clicks to Landing Page,Reactions,Comments,Shares,Follows,Total Social "
    "Actions,Total Engagements,Viral Impressions,Viral Clicks,Leads,Lead Forms Opened\n";

TEST(LinkedinAds, ReadsDaysBelowFiveLinesAndKeepsViralApart) {
  const std::string preamble =
      "Campaign Performance Report (in UTC)\n\"Report Start: March 1, 2026, 12:00 AM\"\n\"Report End: March "
      "31, 2026, "
      "11:59 PM\"\n\"Date Generated: April 2, 2026, 9:10 AM\"\n\n";
  const Import read =
      import_text(preamble + kLinkedin +
                  "3/1/2026,Tea GmbH,EUR,Spring,SPONSORED,Steam,412.30,4210,3000,95,60,7,1,2,3,13,110,40,"
                  "2,5,9\n3/2/2026,Tea GmbH,EUR,Spring,SPONSORED,Steam,0,0,,0,0,0,0,0,0,0,0,0,0,0,0\n");
  EXPECT_EQ(read.format_name, "linkedin_ads");
  ASSERT_EQ(read.ads.size(), 2u);
  EXPECT_EQ(read.account, "Tea GmbH");
  EXPECT_EQ(days_of(read.ads[0].cell), "2026-03-01");
  EXPECT_EQ(read.ads[0].at(AdCount::impressions_organic), 40);
  EXPECT_EQ(read.ads[0].at(AdCount::clicks_organic), 2);
  EXPECT_EQ(read.ads[0].at(AdCount::engagements), 110);
  EXPECT_EQ(conversions_of(read, 7), "leads 5.00");
  const Import whole =
      import_text(preamble + kLinkedin +
                  "3/1/2026,Tea GmbH,EUR,Spring,SPONSORED,Steam,412.30,4210,3000,95,60,7,1,2,3,13,110,"
                  "40,2,5,9\n");
  EXPECT_EQ(days_of(whole.ads[0].cell), "2026-03-01 to 2026-03-31");
  EXPECT_THAT(refusal(kLinkedin + "31/31/2026,a,EUR,s,t,c,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1\n"),
              HasSubstr("[V06]"));
  EXPECT_THAT(refusal(kLinkedin + "3/1/2026,a,EUR,s,t,c,1,-1,1,1,1,1,1,1,1,1,1,1,1,1,1\n"),
              HasSubstr("[V02]"));
  EXPECT_THAT(refusal(kLinkedin + "3/1/2026,a\n"), HasSubstr("[T08]"));
}

TEST(LinkedinConversions, NamesEachAndTellsClicksFromViews) {
  const std::string header =
      "Start Date (in UTC),Account Name,Campaign Name,Conversion Name,Post-Click Conversions,View-Through "
      "Conversions\n";
  const Import read =
      import_text(header + "3/1/2026,Tea,Spring,Demo booked,3,1\n3/1/2026,Tea,Spring,Trial,0,2\n");
  EXPECT_EQ(read.format_name, "linkedin_conversions");
  EXPECT_TRUE(read.ads.empty());
  EXPECT_EQ(conversions_of(read, 2), "Demo booked post_click 3.00, Demo booked view_through 1.00");
  EXPECT_EQ(conversions_of(read, 3), "Trial post_click 0.00, Trial view_through 2.00");
  EXPECT_EQ(read.conversions[0].cell.twin, 0);
  EXPECT_EQ(read.account, "Tea");
  EXPECT_THAT(refusal(header + "3/1/2026,Tea,Spring,x,1.2.3,1\n"), HasSubstr("[V11]"));
  EXPECT_THAT(refusal(header + "3/41/2026,Tea,Spring,x,1,1\n"), HasSubstr("[V06]"));
  EXPECT_THAT(refusal(header + "3/1/2026,Tea,Spring\n"), HasSubstr("[T08]"));
}

TEST(VkAds, ReadsRussianNamesACommaInAHeaderAndDecimalCommas) {
  const std::string header =
      "Дата;Название объявления;Статус;ID объявления;ID группы объявлений;Показы;Клики;\"Потрачено, "
      "₽\";Охват;Пол\n";
  const Import read = import_text(header +
                                  "01.03.2026;Чай;Активно;9001;71;12 400;95;412,30;9 100;Женский\n"
                                  "01.03.2026;Чай;Активно;9001;71;100;5;1,05;90;Мужской\n"
                                  "Итого;;;;;12 500;100;413,35;;\n");
  EXPECT_EQ(read.format_name, "vk_ads");
  ASSERT_EQ(read.ads.size(), 2u);
  EXPECT_EQ(spend_of(read.ads[0]), "412.3 RUB");
  EXPECT_EQ(read.ads[0].cell.ad_id, "9001");
  EXPECT_EQ(read.ads[0].cell.gender, "female");
  EXPECT_EQ(read.ads[0].at(AdCount::reach), 9100);
  EXPECT_EQ(days_of(read.ads[1].cell), "2026-03-01");
  EXPECT_THAT(report(read), HasSubstr("totals row equals the sum of the rows in 3 columns"));
  const Import other = import_text(
      "Дата,Название объявления,Показы,Клики,\"Расход, "
      "₽\"\n01.03.2026,Чай,5,1,\"1,05\"\n");
  EXPECT_EQ(spend_of(other.ads.at(0)), "1.05 RUB");
  EXPECT_THAT(refusal(header + "32.03.2026;Чай;А;9;7;1;1;1,0;1;Ж\n"), HasSubstr("[V06]"));
  EXPECT_THAT(refusal(header + "01.03.2026;Чай;А;9;7;много;1;1,0;1;Ж\n"), HasSubstr("[V11]"));
  EXPECT_THAT(refusal(header + "01.03.2026;Чай\n"), HasSubstr("[T08]"));
}

TEST(CanonicalAds, ReadsAnyTableThroughMap) {
  ImportOptions options;
  options.map = {{"campaign", "Kampagne"}, {"impressions", "Sichtkontakte"}, {"spend", "Budget"}};
  options.currency = "CHF";
  options.account = "tee";
  const Import read = import_text("Kampagne,Sichtkontakte,Budget\nA,100,5.5\n", options);
  EXPECT_EQ(read.format_name, "canonical_ads");
  EXPECT_EQ(spend_of(read.ads.at(0)), "5.5 CHF");
  EXPECT_EQ(read.ads[0].cell.account, "tee");
  EXPECT_THAT(report(read), HasSubstr("the export names no dates"));
}

TEST(CanonicalAds, AsksForTheYearThatAFileOfMonthsLeavesOut) {
  const std::string text = "month,day,campaign,impressions,spend\nApril,3,a,9,1\n";
  EXPECT_THAT(refusal(text), HasSubstr("the file names months and days but no year [V06]"));
  ImportOptions options;
  options.year = 2023;
  EXPECT_EQ(days_of(import_text(text, options).ads.at(0).cell), "2023-04-03");
  EXPECT_THAT(refusal("month,day,campaign,impressions,spend\nApril,31,a,9,1\n", options), HasSubstr("[V06]"));
}

}  // namespace
}  // namespace gs
