#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kHeader =
    "Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views,Total play "
    "time,Average watch time,Watched full video,Add to favorites\n";
const std::string kYacht =
    "\"Cups, white\",https://www.tiktok.com/@tea.house/video/7412345678901234567,2026-08-02 "
    "19:05:00,1.2K,48,31,\"18,400\",40h,11.5,38%,55\n";

TEST(TiktokVideos, ReadsCountsIdAndAccount) {
  const Import read =
      import_text(kHeader + kYacht +
                  "Steep,https://www.tiktok.com/@tea.house/photo/7412345678901234999?lang=en,2026-08-09 "
                  "20:10:00,640,12,9,9100,20h,9,12%,7\n");
  EXPECT_EQ(read.format_name, "tiktok_videos");
  EXPECT_EQ(read.account, "tea.house");
  EXPECT_FALSE(read.without_ids);
  ASSERT_EQ(read.posts.size(), 2u);
  const ObservedPost& video = read.posts[0];
  EXPECT_EQ(video.id, "7412345678901234567");
  EXPECT_EQ(video.format, "video");
  EXPECT_EQ(video.title, "Cups, white");
  EXPECT_EQ(video.at(Metric::likes), 1200);
  EXPECT_EQ(video.at(Metric::views), 18400);
  EXPECT_EQ(video.at(Metric::impressions), 18400);
  EXPECT_EQ(video.at(Metric::saves), 55);
  EXPECT_EQ(read.posts[1].format, "photo");
  EXPECT_EQ(read.posts[1].id, "7412345678901234999");
  const std::string said = report(read);
  EXPECT_THAT(said, HasSubstr("INFO Total likes: rounded values: ±50 likes"));
  EXPECT_THAT(said,
              HasSubstr("3 columns not used: 'Total play time', 'Average watch time', 'Watched full video'"));
  EXPECT_THAT(said, Not(HasSubstr("has no post ids")));
}

TEST(TiktokVideos, TakesTheMomentInTheIdWhereTheDateNamesNoYear) {
  const Import read = import_text(
      kHeader + "t,https://www.tiktok.com/@a/video/7681714846173356608,September 4,5,1,1,90,1h,1,1%,1\n");
  EXPECT_EQ(to_iso_utc(read.posts.at(0).published), "2026-09-04T16:16:52Z");
  EXPECT_THAT(report(read), HasSubstr("1 date without a year; the moment inside the post's id taken"));
  EXPECT_THAT(
      refusal(kHeader + "t,https://www.tiktok.com/@a/video/7681714846173356608,March 9,5,1,1,90,1h,1,1%,1\n"),
      HasSubstr("Post time: 'March 9' has no year [V06]"));
}

TEST(TiktokVideos, ReadsAPolishExportWithItsOwnThousands) {
  const Import read = import_text(
      "Tytuł filmu;Link do filmu;Data publikacji;Łączna liczba polubień;Łączna liczba komentarzy;Łączna "
      "liczba "
      "udostępnień;Łączna liczba wyświetleń\n"
      "Kubki;https://www.tiktok.com/@tea/video/7412345678901234567;2 sie 2026;1,2 tys.;48;31;1,3 mln\n"
      "Razem;;;1,2 tys.;48;31;1,3 mln\n");
  ASSERT_EQ(read.posts.size(), 1u);
  EXPECT_EQ(read.rows.skipped, 1);
  EXPECT_EQ(read.posts[0].at(Metric::likes), 1200);
  EXPECT_EQ(read.posts[0].at(Metric::views), 1300000);
  EXPECT_EQ(to_iso_utc(read.posts[0].published).substr(0, 10), "2026-08-02");
  EXPECT_THAT(report(read), HasSubstr("rounded values: ±50,000 views"));
}

TEST(TiktokVideos, TellsVideosApartByContentWhereNoLinkHoldsAnId) {
  const Import read = import_text(kHeader + "t,https://vm.tiktok.com/ZM8/,2026-08-02,5,1,1,90,1h,1,1%,1\n");
  EXPECT_TRUE(read.without_ids);
  EXPECT_EQ(read.posts.at(0).id.size(), 16u);
}

TEST(TiktokVideos, RefusesThreeMalformedRowsByLine) {
  EXPECT_THAT(refusal(kHeader + kYacht + "t,https://vm.tiktok.com/ZM8/,2026-08-02,5,1,1,90,1h,1,1%,1\n"),
              HasSubstr("posts.csv:3:3 Video link: 'https://vm.tiktok.com/ZM8/' holds no post id [V11]"));
  EXPECT_THAT(
      refusal(kHeader + kYacht + "t,https://www.tiktok.com/@a/video/7,2026-08-32,5,1,1,90,1h,1,1%,1\n"),
      HasSubstr("posts.csv:3:37 Post time: 2026-08-32 is not a calendar date [V06]"));
  EXPECT_THAT(
      refusal(kHeader + kYacht + "t,https://www.tiktok.com/@a/video/7,2026-08-02,5,1,1,9B,1h,1,1%,1\n"),
      HasSubstr("Total views: '9B' is not a finite decimal number [V11]"));
}

}  // namespace
}  // namespace gs
