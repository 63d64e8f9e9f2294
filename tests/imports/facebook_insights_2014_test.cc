#include "scenarios/imports/posts/facebook_insights_2014.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>
#include <tuple>

#include "core/draw.h"
#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kHeader =
    "Page total likes;Type;Category;Post Month;Post Weekday;Post Hour;Paid;Lifetime Post Total "
    "Reach;Lifetime Post "
    "Total Impressions;Lifetime Engaged Users;Lifetime Post Consumers;Lifetime Post Consumptions;Lifetime "
    "Post "
    "Impressions by people who have liked your Page;Lifetime Post reach by people who like your "
    "Page;Lifetime People "
    "who have liked your Page and engaged with your post;comment;like;share;Total Interactions\r\n";
// Newest first: Monday 1 September 2014 at 10, Sunday 31 August at 4 and at 3.
const std::string kMonday = "1200;Photo;2;9;2;10;0;3000;5000;300;200;400;4000;2000;150;1;90;9;100\r\n";
const std::string kSunday = "1100;Status;1;8;1;4;1;2000;3500;200;100;150;2500;1500;99;0;60;5;65\r\n";
const std::string kEarly = "1100;Link;1;8;1;3;0;2000;3500;200;100;150;2500;1500;99;0;60;5;65\r\n";

constexpr const char* kNeedsData =
    "needs the public data set (doi 10.1016/j.jbusres.2016.02.010) in GROUNDSWELL_DATA_DIR";

std::string real_export() {
  const char* folder = std::getenv("GROUNDSWELL_DATA_DIR");
  std::ifstream file(std::string(folder ? folder : "") + "/uci_facebook/dataset_Facebook.csv");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string with_rows_shuffled(const std::string& text, std::uint32_t key) {
  std::vector<std::pair<std::array<std::uint32_t, 4>, std::string>> rows;
  std::stringstream stream(text);
  std::string header, row;
  std::getline(stream, header);
  for (std::uint32_t i = 0; std::getline(stream, row); ++i)
    rows.emplace_back(philox4x32({i, 0, 0, 0}, {key, 7}), row);
  std::sort(rows.begin(), rows.end());
  std::string out = header + "\n";
  for (const auto& [place, line] : rows) out += line + "\n";
  return out;
}

TEST(FacebookInsights2014, ReadsTheCountsUnderOurNames) {
  const Import read = import_text(kHeader + kMonday + kSunday + kEarly);
  EXPECT_EQ(read.format_name, "facebook_insights_2014");
  EXPECT_EQ(read.recognised_as, "Facebook Insights (2014)");
  EXPECT_EQ(read.account, "facebook");
  EXPECT_TRUE(read.without_ids);
  ASSERT_EQ(read.posts.size(), 3u);
  const ObservedPost& post = read.posts[2];
  EXPECT_EQ(post.format, "photo");
  EXPECT_EQ(post.topic, "2");
  EXPECT_FALSE(post.paid);
  EXPECT_TRUE(read.posts[1].paid);
  EXPECT_EQ(post.followers, 1200);
  EXPECT_EQ(post.at(Metric::reach), 3000);
  EXPECT_EQ(post.at(Metric::impressions), 5000);
  EXPECT_EQ(post.at(Metric::engaged_users), 300);
  EXPECT_EQ(post.at(Metric::clickers), 200);
  EXPECT_EQ(post.at(Metric::clicks), 400);
  EXPECT_EQ(post.at(Metric::impressions_followers), 4000);
  EXPECT_EQ(post.at(Metric::reach_followers), 2000);
  EXPECT_EQ(post.at(Metric::comments), 1);
  EXPECT_EQ(post.at(Metric::likes), 90);
  EXPECT_EQ(post.at(Metric::shares), 9);
  EXPECT_EQ(post.at(Metric::total_interactions), 100);
}

TEST(FacebookInsights2014, RebuildsDatesAroundTheTurnOfAMonth) {
  const Import read = import_text(kHeader + kMonday + kSunday + kEarly);
  EXPECT_EQ(to_iso_utc(read.posts[2].published), "2014-09-01T10:00:00Z");
  EXPECT_EQ(to_iso_utc(read.posts[1].published), "2014-08-31T04:00:00Z");
  EXPECT_EQ(to_iso_utc(read.posts[0].published), "2014-08-31T03:00:00Z");
  EXPECT_THAT(report(read), HasSubstr("ATTENTION dates rebuilt from month, weekday and hour, ± 28 days"));
}

TEST(FacebookInsights2014, TakesHoursInTheAccountsZone) {
  ImportOptions options;
  options.timezone = "America/Los_Angeles";
  const Import read = import_text(kHeader + kMonday, options);
  EXPECT_EQ(to_civil(read.posts[0].published, "America/Los_Angeles").hour, 10);
  EXPECT_THAT(report(read), Not(HasSubstr("UTC taken")));
}

TEST(FacebookInsights2014, KeepsMissingCellsAndReportsThem) {
  const Import read =
      import_text(kHeader + "1200;Photo;2;9;2;10;;3000;5000;300;200;400;4000;2000;150;1;90;;100\r\n");
  EXPECT_EQ(read.posts[0].at(Metric::shares), std::nullopt);
  EXPECT_FALSE(read.posts[0].paid);
  EXPECT_THAT(report(read), HasSubstr("INFO 2 share: 1 suppressed value treated as missing (not 0)"));
  EXPECT_THAT(report(read), HasSubstr("INFO 2 Paid: 1 missing value taken as 0 (not paid)"));
}

TEST(FacebookInsights2014, KeepsReachWhereFanImpressionsContradict) {
  const Import read =
      import_text(kHeader + "1200;Photo;2;9;2;10;0;3000;2000;300;200;400;4000;2000;150;1;90;9;100\r\n");
  EXPECT_EQ(read.posts[0].usable(Metric::reach), 3000);
  EXPECT_EQ(read.posts[0].usable(Metric::impressions), std::nullopt);
  EXPECT_EQ(read.posts[0].usable(Metric::impressions_followers), std::nullopt);
  EXPECT_EQ(read.posts[0].at(Metric::impressions), 2000);
  EXPECT_THAT(report(read),
              HasSubstr("ATTENTION 2 reach 3000 exceeds impressions 2000; impressions_followers 4000 exceed "
                        "impressions 2000"));
}

TEST(FacebookInsights2014, GivesOneHistoryWhicheverEndComesFirst) {
  const Import down = import_text(kHeader + kMonday + kSunday + kEarly),
               up = import_text(kHeader + kEarly + kSunday + kMonday);
  ASSERT_EQ(down.posts.size(), up.posts.size());
  for (std::size_t i = 0; i < down.posts.size(); ++i) {
    EXPECT_EQ(down.posts[i].id, up.posts[i].id);
    EXPECT_EQ(down.posts[i].published, up.posts[i].published);
  }
}

TEST(FacebookInsights2014, RefusesThreeMalformedRowsByLine) {
  EXPECT_THAT(
      refusal(kHeader + kMonday + "1100;Photo;2;13;1;4;0;3000;5000;300;200;400;4000;2000;150;1;90;9;100\r\n"),
      HasSubstr("posts.csv:3:14 Post Month: '13'; expected 1…12 [V06]"));
  EXPECT_THAT(
      refusal(kHeader + kMonday + "1100;Photo;2;8;1;4;0;-3;5000;300;200;400;4000;2000;150;1;90;9;100\r\n"),
      HasSubstr("posts.csv:3:22 Lifetime Post Total Reach: -3; expected ≥ 0 [V02]"));
  EXPECT_THAT(refusal(kHeader + kMonday + "1100;Photo;2;8\r\n"),
              HasSubstr("posts.csv:3: 4 fields; header has 19 [T08]"));
}

TEST(FacebookInsights2014, LetsABadRowPassWithoutLosingTheDates) {
  ImportOptions options;
  options.skip_bad_rows = 1;
  const Import read =
      import_text(kHeader + kMonday +
                      "1100;Photo;2;13;1;4;0;3000;5000;300;200;400;4000;2000;150;1;90;9;100\r\n" + kSunday,
                  options);
  ASSERT_EQ(read.posts.size(), 2u);
  EXPECT_EQ(to_iso_utc(read.posts[0].published), "2014-08-31T04:00:00Z");
}

TEST(FacebookInsights2014, ReadsTheRealExport) {
  const std::string text = real_export();
  if (text.empty()) GTEST_SKIP() << kNeedsData;
  const Import read = import_text(text);
  ASSERT_EQ(read.posts.size(), 345u);
  EXPECT_EQ(read.rows.read, 345);
  EXPECT_EQ(read.rows.refused, 0);
  EXPECT_EQ(to_iso_local(read.posts.front().published, "UTC").substr(0, 7), "2014-01");
  EXPECT_EQ(to_iso_local(read.posts.back().published, "UTC").substr(0, 7), "2014-09");
  std::vector<std::int64_t> implausible, missing;
  for (const Finding& finding : read.findings) {
    if (finding.code == "V03") implausible.push_back(finding.line);
    if (finding.text.find("missing") != std::string::npos) missing.push_back(finding.line);
  }
  EXPECT_THAT(implausible, ::testing::ElementsAre(323, 324, 329, 339));
  EXPECT_THAT(missing, ::testing::UnorderedElementsAre(11, 346));
  std::set<std::string> ids;
  for (const ObservedPost& post : read.posts) ids.insert(post.id);
  EXPECT_EQ(ids.size(), 345u);
}

// The file stands newest first; nothing of that is read, yet of 59 340 pairs of posts hardly any comes out
// the other way round.
TEST(FacebookInsights2014, FindsTheRealExportsOwnOrderFromContent) {
  const std::string text = real_export();
  if (text.empty()) GTEST_SKIP() << kNeedsData;
  const Import read = import_text(text);
  int turned = 0;
  for (std::size_t i = 0; i < read.posts.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) turned += read.posts[j].line < read.posts[i].line;
  EXPECT_LE(turned, 100);
}

TEST(FacebookInsights2014, GivesTheSameHistoryInAnyOrderOfRows) {
  const std::string text = real_export();
  if (text.empty()) GTEST_SKIP() << kNeedsData;
  const Import plain = import_text(text);
  for (const std::uint32_t key : {1u, 2u, 3u}) {
    const Import other = import_text(with_rows_shuffled(text, key));
    ASSERT_EQ(other.posts.size(), plain.posts.size());
    for (std::size_t i = 0; i < plain.posts.size(); ++i) {
      const ObservedPost &a = plain.posts[i], &b = other.posts[i];
      EXPECT_TRUE(
          std::tie(a.id, a.published, a.counts, a.format, a.topic, a.paid, a.followers, a.contradicted) ==
          std::tie(b.id, b.published, b.counts, b.format, b.topic, b.paid, b.followers, b.contradicted))
          << a.file << ":" << a.line << " and " << b.line;
    }
  }
}

}  // namespace
}  // namespace gs
