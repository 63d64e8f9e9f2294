// Daily series of pages, and reports of web analytics.
#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

std::string said_of(const ObservedDay& day) {
  const std::string value = day.unit == SeriesUnit::money ? to_text(day.money) : std::to_string(day.value);
  const std::string days = !day.first              ? "no dates"
                           : day.first == day.last ? to_text(*day.first)
                                                   : to_text(*day.first) + " to " + to_text(*day.last);
  return days + " " + day.part + (day.part.empty() ? "" : " ") + day.metric + " " +
         value.substr(0, value.find('.') + 3) + " " +
         std::string(kSeriesUnits[static_cast<std::size_t>(day.unit)]);
}

std::string all_of(const Import& read) {
  std::string all;
  for (const ObservedDay& day : read.days) all += said_of(day) + "\n";
  return all;
}

std::string utf16le(std::string_view ascii) {
  std::string bytes = "\xFF\xFE";
  for (const char c : ascii) bytes += c, bytes += '\0';
  return bytes;
}

TEST(LinkedinPage, KeepsOrganicAndSponsoredApart) {
  const std::string header =
      "Date,Impressions (organic),Impressions (sponsored),Impressions (total),Unique impressions "
      "(organic),Clicks "
      "(total),Reposts (total),Engagement rate (total)\n";
  const Import read = import_text("Aggregated engagement metrics,,,,,,,\n" + header +
                                  "03/01/2026,400,100,500,300,9,1,0.02\n03/02/2026,,0,0,0,0,0,0\n");
  EXPECT_EQ(read.format_name, "linkedin_page");
  const std::string said = all_of(read);
  EXPECT_THAT(said, HasSubstr("2026-03-01 impressions 500.00 events"));
  EXPECT_THAT(said, HasSubstr("2026-03-01 unique_impressions_organic 300.00 people"));
  EXPECT_THAT(said, HasSubstr("2026-03-01 shares 1.00 events"));
  EXPECT_EQ(said.find("2026-03-02 impressions_organic"), said.npos);  // blank is missing
  EXPECT_THAT(report(read), HasSubstr("1 column not used: 'Engagement rate (total)'"));
  EXPECT_THAT(refusal(header + "x,1,1,1,1,1,1,1\n"),
              HasSubstr("posts.csv:2:1 Date: 'x' is not a calendar date"));
  EXPECT_THAT(refusal(header + "03/01/2026,1,-1,1,1,1,1,1\n"), HasSubstr("[V02]"));
  EXPECT_THAT(refusal(header + "03/01/2026,1\n"), HasSubstr("[T08]"));
}

TEST(LinkedinFollowers, CountsThoseWonEachDay) {
  const Import read = import_text(
      "Date,Sponsored followers,Organic followers,Auto-invited followers,Total "
      "followers\n03/01/2026,1,4,0,5\n"
      "03/03/2026,0,2,0,2\n");
  EXPECT_EQ(read.format_name, "linkedin_followers");
  EXPECT_EQ(read.days.size(), 8u);
  EXPECT_THAT(all_of(read), HasSubstr("2026-03-01 followers_gained_organic 4.00 people"));
  EXPECT_THAT(report(read), HasSubstr("up to 1 days of a series are missing: not 0, not told"));
}

TEST(MetaPageSeries, ReadsUtf16WithItsMetricOnTheLineAbove) {
  const Import read =
      import_text(utf16le("sep=,\r\n\"Facebook reach\"\r\n\"Date\",\"Primary\"\r\n"
                          "\"2026-03-01T00:00:00\",\"1200\"\r\n\"2026-03-02T00:00:00\",\"0\"\r\n"));
  EXPECT_EQ(read.format_name, "meta_page_series");
  EXPECT_EQ(read.platform, "facebook");
  EXPECT_EQ(all_of(read), "2026-03-01 reach 1200.00 people\n2026-03-02 reach 0.00 people\n");
  EXPECT_THAT(report(read), HasSubstr("decoded from UTF-16"));
  const std::string start = "sep=,\nInstagram link clicks\nDate,Primary\n";
  EXPECT_EQ(all_of(import_text(start + "2026-03-01,5\n")), "2026-03-01 link_clicks 5.00 events\n");
  EXPECT_THAT(refusal(start + "2026-03-01,five\n"), HasSubstr("posts.csv:4:12 Primary: 'five'"));
  EXPECT_THAT(refusal(start + "2026-02-30,5\n"), HasSubstr("[V06]"));
  EXPECT_THAT(refusal(start + "2026-03-01,5,6\n"), HasSubstr("[T08]"));
}

const std::string kGa4 =
    "# ----------------------------------------\n# Traffic acquisition\n# Account: Tea\n# Property: Tea "
    "shop\n"
    "# ----------------------------------------\n# \n# All Users\n# Start date: 20260301\n# End date: "
    "20260331\n";

TEST(Ga4, ReadsChannelsUnderTheirPeriod) {
  ImportOptions options;
  options.currency = "EUR";
  const Import read =
      import_text(kGa4 +
                      "Session primary channel group (Default channel group),Sessions,Engaged "
                      "sessions,Engagement rate,Average engagement time per session,Key events,Total "
                      "revenue\nOrganic Social,1200,700,0.5833,41.5,12,420.50\nPaid "
                      "Social,300,90,0.3,9,0,0\n,1500,790,0.52,35,12,420.50,Grand total\n",
                  options);
  EXPECT_EQ(read.format_name, "ga4");
  EXPECT_EQ(read.account, "Tea shop");
  const std::string said = all_of(read),
                    where = "2026-03-01 to 2026-03-31 session_primary_channel_group=Organic Social ";
  EXPECT_THAT(said, HasSubstr(where + "sessions 1200.00 events"));
  EXPECT_THAT(said, HasSubstr(where + "engagement_rate 0.58 ratio"));
  EXPECT_THAT(said, HasSubstr(where + "average_engagement_time_per_session 41.50 seconds"));
  EXPECT_THAT(said, HasSubstr(where + "total_revenue 420.5 money"));
  EXPECT_EQ(read.days.size(), 12u);
  EXPECT_EQ(read.rows.read, 3);
  EXPECT_EQ(read.rows.skipped, 1);
  EXPECT_EQ(read.days[5].currency, "EUR");
}

TEST(Ga4, ReadsTheSectionsOfASnapshotAndItsNthDays) {
  const Import read = import_text(kGa4 +
                                  "Nth day,Active users\n0000,12\n0030,15\n\n# Start date: 20260301\n# End "
                                  "date: 20260331\nCountry,Active users\nGermany,20\n\n# Start date: "
                                  "20260301\n# End date: 20260331\nPage,Words\nHome,none\n");
  EXPECT_THAT(all_of(read),
              HasSubstr("2026-03-01 active_users 12.00 people\n2026-03-31 active_users 15.00 people\n"));
  EXPECT_THAT(all_of(read), HasSubstr("2026-03-01 to 2026-03-31 country=Germany active_users 20.00 people"));
  EXPECT_THAT(report(read), HasSubstr("3 sections"));
  EXPECT_THAT(report(read), HasSubstr("section 'Page' holds no column of numbers; left out"));
}

TEST(Ga4, RefusesThreeMalformedRowsByLine) {
  EXPECT_THAT(refusal(kGa4 + "Nth day,Users\nfirst,12\n"),
              HasSubstr("posts.csv:11:1 Nth day: 'first' is not a day"));
  EXPECT_THAT(refusal(kGa4 + "Country,Users\nGermany,1,2\n"),
              HasSubstr("posts.csv:11: 3 fields; header has 2 [T08]"));
  EXPECT_THAT(refusal(kGa4 + "Country,Users\n"), HasSubstr("0 data rows [T02]"));
}

}  // namespace
}  // namespace gs
