#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kWall = R"({"response": {"count": 3, "items": [
  {"id": 45, "owner_id": -1001, "from_id": -1001, "signer_id": 777, "date": 1785664800, "post_type": "post",
   "text": "Чай, \"скобки\" ] и ,", "likes": {"count": 61, "user_likes": 0}, "comments": {"count": 7},
   "reposts": {"count": 4}, "views": {"count": 4210},
   "attachments": [{"type": "photo", "photo": {"id": 1, "date": 1785664000}}]},
  {"id": 44, "owner_id": -1001, "date": 1785578400, "post_type": "post", "text": "",
   "likes": {"count": 3}, "comments": {"count": 0}, "reposts": {"count": 0},
   "attachments": [{"type": "video", "video": {"type": "short_video"}}]},
  {"id": 43, "owner_id": -1001, "date": 1785492000, "post_type": "post", "text": "Repost",
   "likes": {"count": 1}, "comments": {"count": 0}, "reposts": {"count": 0},
   "copy_history": [{"id": 9, "owner_id": -5, "date": 1, "post_type": "post", "text": "theirs"}]}]}})";
const std::string kReach = R"({"response": [
  {"post_id": 45, "reach_subscribers": 1200, "reach_total": 1900, "reach_ads": 0, "reach_viral": 700,
   "links": 12, "to_group": 5, "join_group": 2, "report": 0, "hide": 3, "unsubscribe": 1,
   "sex_age": [{"value": "f;18-21", "count": 5}]},
  {"post_id": 44, "reach_subscribers": 300, "reach_total": 5300, "reach_ads": 5000, "reach_viral": 0,
   "links": 0, "to_group": 0, "join_group": 0, "report": 0, "hide": 0, "unsubscribe": 0}]})";
const std::string kBoth = "[" + kWall + ",\n" + kReach + "]\n";

TEST(VkPosts, JoinsTheWallAndTheReachOfOneFile) {
  const Import read = import_text(kBoth);
  EXPECT_EQ(read.format_name, "vk_posts");
  EXPECT_EQ(read.platform, "vk");
  EXPECT_EQ(read.account, "club1001");
  ASSERT_EQ(read.posts.size(), 3u);
  EXPECT_EQ(read.rows.read, 3);
  const ObservedPost& post = read.posts[2];
  EXPECT_EQ(post.id, "-1001_45");
  EXPECT_EQ(post.line, 2);
  EXPECT_EQ(to_iso_utc(post.published), "2026-08-02T10:00:00Z");
  EXPECT_EQ(post.format, "photo");
  EXPECT_EQ(post.title, "Чай, \"скобки\" ] и ,");
  EXPECT_EQ(post.at(Metric::reach), 1900);
  EXPECT_EQ(post.at(Metric::reach_followers), 1200);
  EXPECT_EQ(post.at(Metric::views), 4210);
  EXPECT_EQ(post.at(Metric::likes), 61);
  EXPECT_EQ(post.at(Metric::shares), 4);
  EXPECT_EQ(post.at(Metric::clicks), 12);
  EXPECT_EQ(post.at(Metric::follows), 2);
  EXPECT_EQ(post.at(Metric::hides), 3);
  EXPECT_FALSE(post.paid);
  EXPECT_TRUE(read.posts[1].paid);  // seen through ads
  EXPECT_EQ(read.posts[1].line, 6);
  EXPECT_EQ(read.posts[1].format, "clip");
  EXPECT_EQ(read.posts[0].format, "repost");
  EXPECT_EQ(read.posts[0].at(Metric::reach), std::nullopt);
  EXPECT_THAT(report(read),
              HasSubstr("4 columns not used: 'reach_viral', 'to_group', 'report', 'unsubscribe'"));
  EXPECT_THAT(report(read), Not(HasSubstr("virality cannot be fitted")));
}

TEST(VkPosts, ReadsTheSameFromOneCallThatReturnsBoth) {
  const Import read =
      import_text("\xEF\xBB\xBF{\"response\": {\"wall\": " + kWall + ", \"reach\": " + kReach + "}}");
  ASSERT_EQ(read.posts.size(), 3u);
  EXPECT_EQ(read.posts[2].at(Metric::reach), 1900);
}

TEST(VkPosts, ReadsAWallAloneWithoutInventingReach) {
  const Import read = import_text(kWall);
  ASSERT_EQ(read.posts.size(), 3u);
  EXPECT_EQ(read.posts[2].at(Metric::likes), 61);
  EXPECT_EQ(read.posts[2].at(Metric::reach), std::nullopt);
  EXPECT_THAT(report(read), HasSubstr("no reach: people are taken to be displays"));
  EXPECT_THAT(report(read), Not(HasSubstr("reach_viral")));
}

TEST(VkPosts, RefusesReachWithoutDatesAndSaysHowToAddThem) {
  const ExportFile file(kReach);
  try {
    read_export(file.path(), {});
    FAIL() << "posts without dates were read";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "T12");
    EXPECT_THAT(error.what(), HasSubstr("stats.getPostReach does not tell them"));
    EXPECT_THAT(error.remedy, HasSubstr("jq -s . wall.json reach.json > vk.json"));
  }
}

TEST(VkPosts, NamesAPostWhoseDateIsMissingByItsLine) {
  const std::string more = "[" + kWall + ",\n{\"response\": [\n{\"post_id\": 46, \"reach_total\": 5}]}]";
  EXPECT_EQ(refusal(more), "posts.csv:13 date: empty; expected a date [V06]");
  ImportOptions options;
  options.skip_bad_rows = 1;
  EXPECT_EQ(import_text(more, options).posts.size(), 3u);
}

TEST(VkPosts, RefusesReachBesideTwoWalls) {
  EXPECT_THAT(
      refusal("[" + kWall + R"(,[{"id": 45, "owner_id": -7, "date": 1785664800, "post_type": "post"}],)" +
              kReach + "]"),
      HasSubstr("posts of 2 walls; reach does not say of which [T12]"));
}

TEST(VkPosts, RefusesThreeMalformedItems) {
  const auto wall = [](const std::string& members) {
    return "[\n{\"id\": 1, \"owner_id\": -1, \"post_type\": \"post\", " + members + "}]";
  };
  EXPECT_THAT(refusal(wall("\"date\": \"soon\", \"likes\": {\"count\": 1}")),
              HasSubstr("posts.csv:2 date: 'soon' is not a calendar date [V06]"));
  EXPECT_THAT(refusal(wall("\"date\": 18446744073709551615, \"likes\": {\"count\": 1}")),
              HasSubstr("'18446744073709551615' is not a calendar date [V06]"));
  EXPECT_THAT(refusal(wall("\"date\": 1785664800, \"likes\": {\"count\": -4}")),
              HasSubstr("posts.csv:2 likes: -4; expected ≥ 0 [V02]"));
  EXPECT_THAT(refusal(wall("\"date\": 1785664800, \"likes\": {\"count\": 1},")), HasSubstr("[S07]"));
}

TEST(VkPosts, RefusesJsonOfSomethingElseAndTheWrongFormat) {
  EXPECT_THAT(refusal("{\"error\": {\"error_code\": 15}}"), HasSubstr("JSON without a list of posts"));
  ImportOptions options;
  options.format = "vk_posts";
  EXPECT_THAT(refusal("published,reach\n2026-03-01,5\n", options), HasSubstr("this format is JSON"));
  options.format = "canonical";
  EXPECT_THAT(refusal(kBoth, options), HasSubstr("this format is a table; the file holds JSON"));
}

}  // namespace
}  // namespace gs
