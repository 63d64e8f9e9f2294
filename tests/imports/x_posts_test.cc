#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

const std::string kOlder =
    "\"Tweet id\",\"Tweet permalink\",\"Tweet text\",\"time\",\"impressions\",\"engagements\",\"engagement "
    "rate\",\"retweets\",\"replies\",\"likes\",\"user profile clicks\",\"url clicks\",\"follows\",\"media "
    "views\",\"media engagements\",\"promoted impressions\"\n";
const std::string kTweet =
    "\"649293177409679360\",\"https://twitter.com/TeaHouse/status/649293177409679360\",\"Steep\n3 "
    "min\",\"2015-09-30 18:51 "
    "+0000\",\"1094.0\",\"41.0\",\"0.0375\",\"5.0\",\"2.0\",\"9.0\",\"3.0\",\"11.0\","
    "\"1\",\"0\",\"0\",\"-\"\n";
const std::string kNewer =
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New "
    "follows,Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks\n";

TEST(XPosts, ReadsTheOlderExportWithItsIdsAsText) {
  const Import read = import_text(kOlder + kTweet);
  EXPECT_EQ(read.format_name, "x_posts");
  EXPECT_EQ(read.account, "TeaHouse");
  const ObservedPost& post = read.posts.at(0);
  EXPECT_EQ(post.id, "649293177409679360");
  EXPECT_EQ(to_iso_utc(post.published), "2015-09-30T18:51:00Z");
  EXPECT_EQ(post.at(Metric::impressions), 1094);
  EXPECT_EQ(post.at(Metric::clicks), 41);
  EXPECT_EQ(post.at(Metric::shares), 5);
  EXPECT_EQ(post.at(Metric::comments), 2);
  EXPECT_EQ(post.at(Metric::likes), 9);
  EXPECT_EQ(post.at(Metric::follows), 1);
  EXPECT_EQ(post.at(Metric::impressions_paid), std::nullopt);
  EXPECT_FALSE(post.paid);
  const std::string said = report(read);
  EXPECT_THAT(said, HasSubstr("engagements stored as clicks: X counts every click on a post in them"));
  EXPECT_THAT(said, HasSubstr("4 columns not used: 'engagement rate', 'user profile clicks', 'url clicks'"));
}

TEST(XPosts, ReadsTheNewerExportWithWeekdays) {
  const Import read = import_text(
      kNewer +
      "2035933611212357737,\"Mon, Mar 23, 2026\",Cups,https://x.com/tea/status/2035933611212357737,10050,14,"
      "60,3,2,1,4,5,7,9,8,0,0\n");
  const ObservedPost& post = read.posts.at(0);
  EXPECT_EQ(read.account, "tea");
  EXPECT_EQ(post.id, "2035933611212357737");
  EXPECT_EQ(to_iso_utc(post.published), "2026-03-23T12:00:00Z");
  EXPECT_EQ(post.at(Metric::saves), 3);
  EXPECT_EQ(post.at(Metric::shares), 5);
  EXPECT_EQ(post.at(Metric::follows), 1);
  EXPECT_EQ(post.at(Metric::clicks), 60);
}

TEST(XPosts, TakesPromotedImpressionsAsPaid) {
  std::string promoted = kTweet;
  promoted.replace(promoted.rfind("\"-\""), 3, "\"700\"");
  const Import read = import_text(kOlder + promoted);
  EXPECT_TRUE(read.posts[0].paid);
  EXPECT_EQ(read.posts[0].at(Metric::impressions_paid), 700);
}

TEST(XPosts, RefusesThreeMalformedRowsByLine) {
  const std::string end = ",t,https://x.com/tea/status/2,9,1,1,1,1,1,1,1,1,1,1,1,1\n";
  EXPECT_THAT(refusal(kNewer + "2,\"Mon, Mar 33, 2026\"" + end),
              HasSubstr("posts.csv:2:3 Date: Mon, Mar 33, 2026 is not a calendar date [V06]"));
  EXPECT_THAT(refusal(kNewer + "6.49E+17,\"Mon, Mar 23, 2026\"" + end),
              HasSubstr("Post id: '6.49E+17' was rounded by a spreadsheet [V11]"));
  EXPECT_THAT(refusal(kNewer + "2,\"Mon, Mar 23, 2026\",t,u,-9,1,1,1,1,1,1,1,1,1,1,1,1\n"),
              HasSubstr("Impressions: -9; expected ≥ 0 [V02]"));
}

}  // namespace
}  // namespace gs
