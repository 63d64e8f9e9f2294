// Public files read as they are and through --map: the reader's counts against what is known of the files.
#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

class RealFile : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("GROUNDSWELL_DATA_DIR");
    if (!folder) GTEST_SKIP() << "needs public data sets in GROUNDSWELL_DATA_DIR";
    folder_ = folder;
  }
  Import read(const std::string& file, std::map<std::string, std::string> map) const {
    ImportOptions options;
    options.map = std::move(map);
    options.platform = "test";
    return read_export(folder_ + "/" + file, options);
  }
  std::string folder_;
};

TEST_F(RealFile, FiveThaiPagesKeepAllTheirPosts) {
  const Import thai = read("fb_live_thailand/fb_live_thailand.csv",
                           {{"account", "page"},
                            {"format", "status_type"},
                            {"likes", "num_reactions"},
                            {"comments", "num_comments"},
                            {"shares", "num_shares"}});
  EXPECT_EQ(thai.posts.size(), 4922u);
  std::map<std::string, int> formats, accounts;
  for (const ObservedPost& post : thai.posts) ++formats[post.format], ++accounts[post.account];
  EXPECT_EQ(formats["photo"], 3309);
  EXPECT_EQ(formats["video"], 1304);
  EXPECT_EQ(formats["status"], 260);
  EXPECT_EQ(formats["link"], 49);
  EXPECT_EQ(accounts.size(), 5u);
  EXPECT_EQ(to_iso_utc(thai.posts.front().published).substr(0, 10), "2012-07-15");
  EXPECT_EQ(to_iso_utc(thai.posts.back().published).substr(0, 10), "2018-03-14");
}

TEST_F(RealFile, TheVideoExportIsReadByIsoDates) {
  const Import videos =
      read("youtube/youtube_videos.csv",
           {{"post_id", "Video"}, {"views", "Video views"}, {"comments", "Comments added"}});
  EXPECT_EQ(videos.posts.size(), 178u);
  EXPECT_EQ(to_iso_utc(videos.posts.front().published).substr(0, 10), "2017-06-06");
  double largest = 0;
  for (const ObservedPost& post : videos.posts)
    largest = std::max(largest, post.at(Metric::impressions).value_or(0));
  EXPECT_EQ(largest, 26498799);
}

TEST_F(RealFile, TheVideoExportWithTwoDateStylesIsNotGuessed) {
  try {
    read("youtube/Aggregated_Metrics_By_Video.csv", {});
    FAIL() << "dates of two styles were guessed";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "V07");
  }
}

// The same videos, once as the platform exports them and once with ISO dates.
TEST_F(RealFile, TheVideoExportIsReadAsItCameOnceItsDateOrderIsNamed) {
  ImportOptions options;
  options.date_order = "dmy";
  const Import videos = read_export(folder_ + "/youtube/Aggregated_Metrics_By_Video.csv", options);
  const Import plain = read("youtube/youtube_videos.csv",
                            {{"post_id", "Video"}, {"views", "Video views"}, {"comments", "Comments added"}});
  EXPECT_EQ(videos.format_name, "youtube_videos");
  EXPECT_EQ(videos.platform, "youtube");
  ASSERT_EQ(videos.posts.size(), 178u);
  std::map<std::string, const ObservedPost*> by_id;
  for (const ObservedPost& post : plain.posts) by_id[post.id] = &post;
  for (const ObservedPost& post : videos.posts) {
    const ObservedPost& same = *by_id.at(post.id);
    EXPECT_EQ(to_iso_utc(post.published), to_iso_utc(same.published)) << post.id;
    for (const Metric metric :
         {Metric::views, Metric::impressions, Metric::likes, Metric::comments, Metric::shares})
      EXPECT_EQ(post.at(metric), same.at(metric)) << post.id;
  }
}

// The public table has no dates; with a column of them it is read to the last impression.
TEST_F(RealFile, TheInstagramTableIsReadOnceItHasDates) {
  std::ifstream table(folder_ + "/instagram/instagram_posts.csv");
  std::string line, text;
  for (int row = 0; std::getline(table, line); ++row)
    text += (row == 0 ? "Date," : to_iso_utc(Instant{1640000000 + 86400 * row}) + ",") + line + "\n";
  const Import read = import_text(text);
  EXPECT_EQ(read.format_name, "instagram_insights");
  ASSERT_EQ(read.posts.size(), 81u);
  double impressions = 0, home = 0, others = 0;
  for (const ObservedPost& post : read.posts) {
    impressions += post.at(Metric::impressions).value_or(0);
    home += post.at(Metric::impressions_followers).value_or(0);
    others += post.at(Metric::impressions_non_followers).value_or(0);
  }
  EXPECT_EQ(impressions, 379587);
  EXPECT_EQ(home, 181906);
  EXPECT_EQ(others, 179009);
}

TEST_F(RealFile, TheInstagramTableWithoutDatesIsRefusedByName) {
  try {
    read("instagram/instagram_posts.csv", {});
    FAIL() << "posts without dates were read";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("no column for 'published'"));
  }
}

}  // namespace
}  // namespace gs
