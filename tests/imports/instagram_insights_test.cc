#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

const std::string kColumns =
    "Impressions,From Home,From Hashtags,From Explore,From Other,Saves,Comments,Shares,Likes,Profile "
    "Visits,Follows,n_hashtags";

TEST(InstagramInsights, ReadsImpressionsBySurface) {
  const Import read = import_text("Date," + kColumns +
                                  "\n2026-03-02 10:00,3920,2586,1028,219,56,98,9,5,162,35,2,22\n"
                                  "2026-03-01 10:00,5394,2727,1838,674,78,194,7,14,224,48,10,18\n");
  EXPECT_EQ(read.format_name, "instagram_insights");
  EXPECT_EQ(read.platform, "instagram");
  EXPECT_TRUE(read.without_ids);
  ASSERT_EQ(read.posts.size(), 2u);
  const ObservedPost& post = read.posts[1];
  EXPECT_EQ(post.at(Metric::impressions), 3920);
  EXPECT_EQ(post.at(Metric::impressions_followers), 2586);
  EXPECT_EQ(post.at(Metric::impressions_non_followers), 1247);
  EXPECT_EQ(post.at(Metric::saves), 98);
  EXPECT_EQ(post.at(Metric::follows), 2);
  const std::string said = report(read);
  EXPECT_THAT(said, HasSubstr("3 columns not used: 'From Other', 'Profile Visits', 'n_hashtags'"));
  EXPECT_THAT(said, HasSubstr("home stored as impressions_followers"));
}

TEST(InstagramInsights, AsksForDates) {
  const std::string text = kColumns + "\n3920,2586,1028,219,56,98,9,5,162,35,2,22\n";
  EXPECT_THAT(refusal(text), HasSubstr("posts.csv:1: no column for 'published'; found: Impressions"));
  const ExportFile file(text);
  try {
    read_export(file.path(), {});
    FAIL() << "posts without dates were read";
  } catch (const Error& error) {
    EXPECT_THAT(error.remedy, HasSubstr("add a column 'published' with each post's date"));
  }
}

TEST(InstagramInsights, RefusesThreeMalformedRowsByLine) {
  const std::string header = "Date,Impressions,From Home,From Hashtags,From Explore\n";
  EXPECT_THAT(refusal(header + ",9,5,3,1\n"), HasSubstr("posts.csv:2:1 Date: empty; expected a date [V06]"));
  EXPECT_THAT(refusal(header + "2026-03-01,9,5,x,1\n"), HasSubstr("From Hashtags: 'x' is not a finite"));
  EXPECT_THAT(refusal(header + "2026-03-01,9,5,3\n"), HasSubstr("posts.csv:2: 4 fields; header has 5 [T08]"));
}

}  // namespace
}  // namespace gs
