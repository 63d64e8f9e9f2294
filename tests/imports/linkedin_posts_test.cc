#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

const std::string kPreamble =
    "\"All posts created during the selected time period, with lifetime totals\",,,,,,,,,,,,,\n";
const std::string kHeader =
    "Post title,Post link,Post type,Posted by,Created date,Impressions,Views,Clicks,Click through rate "
    "(CTR),Likes,Comments,Reposts,Follows,Engagement rate,Content Type\n";
const std::string kPost =
    "\"Steep, slowly\",https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678,Organic,A "
    "Person,08/21/2026,\"4,210\",,95,2.26%,61,7,4,2,3.97%,Image\n";

TEST(LinkedinPosts, ReadsCountsBelowAPreamble) {
  const Import read = import_text(
      kPreamble + kHeader + kPost +
      "Cups,https://www.linkedin.com/posts/tea_cups-activity-7123456789012345999-Zb1c,Sponsored,A "
      "Person,08/01/2026,9000,700,12,0.1%,3,0,0,0,0.2%,Video\n");
  EXPECT_EQ(read.format_name, "linkedin_posts");
  EXPECT_FALSE(read.without_ids);
  ASSERT_EQ(read.posts.size(), 2u);
  const ObservedPost& post = read.posts[1];
  EXPECT_EQ(post.id, "7123456789012345678");
  EXPECT_EQ(post.format, "image");
  EXPECT_FALSE(post.paid);
  EXPECT_EQ(post.at(Metric::impressions), 4210);
  EXPECT_EQ(post.at(Metric::clicks), 95);
  EXPECT_EQ(post.at(Metric::likes), 61);
  EXPECT_EQ(post.at(Metric::shares), 4);
  EXPECT_EQ(post.at(Metric::follows), 2);
  EXPECT_EQ(to_iso_utc(post.published), "2026-08-21T12:00:00Z");
  EXPECT_TRUE(read.posts[0].paid);
  EXPECT_EQ(read.posts[0].at(Metric::views), 700);
  const std::string said = report(read);
  EXPECT_THAT(said, HasSubstr("1 line before the header skipped"));
  EXPECT_THAT(said, HasSubstr("2 posts have a date but no hour; 12:00 taken"));
  EXPECT_THAT(said,
              HasSubstr("3 columns not used: 'Posted by', 'Click through rate (CTR)', 'Engagement rate'"));
}

TEST(LinkedinPosts, TellsPostsApartByContentWithoutLinks) {
  const std::string rows =
      "Update title,Created date,Impressions,Clicks,Shares\nSteep,08/21/2026,500,9,1\nSteep,08/21/2026,700,"
      "9,2\n";
  const Import read = import_text(rows);
  EXPECT_TRUE(read.without_ids);
  ASSERT_EQ(read.posts.size(), 2u);
  EXPECT_NE(read.posts[0].id, read.posts[1].id);
  EXPECT_EQ(read.posts[0].at(Metric::shares).value() + read.posts[1].at(Metric::shares).value(), 3);
  EXPECT_THAT(report(read), HasSubstr("a newer file of this account replaces this one"));
}

TEST(LinkedinPosts, ReadsAGermanExportWithDecimalCommas) {
  const Import read = import_text(
      "Alle Beiträge, die im ausgewählten Zeitraum erstellt wurden;;;;;\n"
      "Beitragstitel;Beitragslink;Erstellungsdatum;Impressionen;Klicks;Klickrate (CTR);Kommentare\n"
      "Tee;https://www.linkedin.com/feed/update/urn:li:share:71;21.08.2026;4.210;95;2,26 %;7\n"
      "Gesamt;;;4.210;95;2,26 %;7\n");
  ASSERT_EQ(read.posts.size(), 1u);
  EXPECT_EQ(read.posts[0].at(Metric::impressions), 4210);
  EXPECT_EQ(read.posts[0].id, "71");
  EXPECT_THAT(report(read), HasSubstr("column names read as German"));
}

TEST(LinkedinPosts, NamesTheColumnItMissesBelowAPreamble) {
  EXPECT_THAT(refusal("All posts,,\nPost title,Post link,Impressions\nSteep,urn:li:share:7,9\n"),
              HasSubstr("posts.csv:2: no column for 'published'; found: Post title, Post link, Impressions"));
}

TEST(LinkedinPosts, RefusesThreeMalformedRowsByLine) {
  const std::string start = "t,urn:li:activity:9,Organic,p,";
  EXPECT_THAT(refusal(kHeader + kPost + start + "21/21/2026,1,1,1,1%,1,1,1,1,1%,Image\n"),
              HasSubstr("posts.csv:3:31 Created date: 21/21/2026 is not a calendar date [V06]"));
  EXPECT_THAT(refusal(kHeader + kPost + start + "08/21/2026,2%,1,1,1%,1,1,1,1,1%,Image\n"),
              HasSubstr("Impressions: '2%' is not a finite decimal number [V11]"));
  EXPECT_THAT(refusal(kHeader + kPost + start + "08/21/2026,2\n"),
              HasSubstr("posts.csv:3: 6 fields; header has 15 [T08]"));
}

}  // namespace
}  // namespace gs
