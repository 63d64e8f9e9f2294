// Instagram exports of Meta Business Suite.
#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

const std::string kHeader =
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post "
    "type,Data "
    "comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves\n";
const std::string kReel =
    "17990,5,zimorodok,Zimorodok tea,\"Steep\n3 min\",21,12/24/2026 07:30,http://x,IG "
    "reel,,Lifetime,\"12,400\",\"9,100\",640,31,7,18,55\n";
const std::string kImage =
    "17991,5,zimorodok,Zimorodok tea,Cups,0,12/25/2026 08:00,http://x,IG "
    "image,,Lifetime,2100,1500,140,3,1,9,5\n";

TEST(MetaInstagramPosts, ReadsTheCountsUnderOurNames) {
  const Import read = import_text(kHeader + kReel + kImage);
  EXPECT_EQ(read.format_name, "meta_instagram_posts");
  EXPECT_EQ(read.platform, "instagram");
  EXPECT_EQ(read.account, "zimorodok");
  const ObservedPost& reel = read.posts.at(0);
  EXPECT_EQ(reel.id, "17990");
  EXPECT_EQ(reel.format, "reel");
  EXPECT_EQ(reel.title, "Steep\n3 min");
  EXPECT_EQ(reel.at(Metric::impressions), 12400);
  EXPECT_EQ(reel.at(Metric::reach), 9100);
  EXPECT_EQ(reel.at(Metric::likes), 640);
  EXPECT_EQ(reel.at(Metric::shares), 31);
  EXPECT_EQ(reel.at(Metric::follows), 7);
  EXPECT_EQ(reel.at(Metric::comments), 18);
  EXPECT_EQ(reel.at(Metric::saves), 55);
  EXPECT_EQ(reel.at(Metric::total_interactions), 689);
  EXPECT_EQ(read.posts.at(1).format, "photo");
}

TEST(MetaInstagramPosts, TakesPublishTimesInTheNamedZone) {
  ImportOptions options;
  options.timezone = "Europe/Moscow";
  EXPECT_EQ(to_iso_utc(import_text(kHeader + kReel, options).posts[0].published), "2026-12-24T04:30:00Z");
}

TEST(MetaInstagramPosts, IsRecognisedWithColumnsAddedAndMoved) {
  const Import read = import_text(
      "Reach,Post type,Post ID,Account ID,Publish time,Brand new column\n5,IG reel,1,2,01/13/2026 10:00,x\n");
  EXPECT_EQ(read.format_name, "meta_instagram_posts");
  EXPECT_THAT(report(read), HasSubstr("1 column not used: 'Brand new column'"));
}

TEST(MetaInstagramPosts, TakesAMappedColumnOverItsOwn) {
  ImportOptions options;
  options.map = {{"impressions", "Plays"}};
  const Import read = import_text(
      "Post ID,Account ID,Publish time,Post type,Views,Plays,Reach\n1,2,01/13/2026 10:00,IG reel,7,9,5\n",
      options);
  EXPECT_EQ(read.posts[0].at(Metric::impressions), 9);
}

TEST(MetaInstagramPosts, SaysWhichMappingItHasNoUseFor) {
  ImportOptions options;
  options.map = {{"clickers", "Plays"}};
  const Import read = import_text(
      "Post ID,Account ID,Publish time,Post type,Plays,Reach\n1,2,01/13/2026 10:00,IG reel,9,5\n", options);
  EXPECT_THAT(report(read), HasSubstr("--map clickers=Plays not used: this format has no clickers"));
}

TEST(MetaInstagramPosts, RefusesAMappingToAColumnThatIsNotThere) {
  ImportOptions options;
  options.map = {{"topic", "x"}};
  EXPECT_THROW(import_text(kHeader + kReel, options), Error);
}

TEST(MetaInstagramPosts, RefusesThreeMalformedRowsByLine) {
  EXPECT_THAT(refusal(kHeader + kReel + "1,5,z,Z,,0,02/30/2026 10:00,,IG image,,Lifetime,1,1,1,1,1,1,1\n"),
              HasSubstr("posts.csv:4:12 Publish time: 02/30/2026 is not a calendar date [V06]"));
  EXPECT_THAT(refusal(kHeader + kReel + "1,5,z,Z,,0,02/20/2026 10:00,,IG image,,Lifetime,1,1,-4,1,1,1,1\n"),
              HasSubstr("posts.csv:4:53 Likes: -4; expected ≥ 0 [V02]"));
  EXPECT_THAT(refusal(kHeader + kReel + "1,5,z,Z\n"),
              HasSubstr("posts.csv:4: 4 fields; header has 18 [T08]"));
}

}  // namespace
}  // namespace gs
