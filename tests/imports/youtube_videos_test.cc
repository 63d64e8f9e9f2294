#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

const std::string kOlder =
    "\xEF\xBB\xBFVideo,Video title,Video publish time,Comments added,Shares,Likes,Subscribers gained,Average "
    "% "
    "viewed,Video views,Subscribers,Impressions,Impressions click-through rate (%)\r\n";
const std::string kNewer =
    "Content,Video title,Video publish time,Duration,Views,Engaged views,Unique viewers,Watch time "
    "(hours),Likes,Thumbnail impressions,Thumbnail click-through rate (%)\n"
    "Total,,,,10550,9000,6900,421.5,400,44000,4.2\n";
const std::string kLong =
    "2q4TS4z4Rpk,\"Steep, slowly\",\"Jan 6, 2024\",2496,8542,8000,5900,391.2,196,43100,4.1\n";
const std::string kShort = "khdD-yDWr9Y,Cups,\"Jul 13, 2024\",0:00:31,2008,1000,1000,30.3,204,900,1.2\n";

TEST(YoutubeVideos, ReadsTheNewerHeaderAndLeavesOutTheTotalAboveTheVideos) {
  const Import read = import_text(kNewer + kLong + kShort);
  EXPECT_EQ(read.format_name, "youtube_videos");
  EXPECT_EQ(read.account, "youtube");
  ASSERT_EQ(read.posts.size(), 2u);
  EXPECT_EQ(read.rows.skipped, 1);
  const ObservedPost& video = read.posts[0];
  EXPECT_EQ(video.id, "2q4TS4z4Rpk");
  EXPECT_EQ(video.title, "Steep, slowly");
  EXPECT_EQ(video.format, "video");
  EXPECT_EQ(to_iso_utc(video.published), "2024-01-06T12:00:00Z");
  EXPECT_EQ(video.at(Metric::views), 8542);
  EXPECT_EQ(video.at(Metric::impressions), 43100);
  EXPECT_EQ(video.at(Metric::reach), 5900);
  EXPECT_EQ(video.at(Metric::likes), 196);
  const std::string said = report(read);
  EXPECT_THAT(said, HasSubstr("INFO 2 line 2 'Total' excluded"));
  EXPECT_THAT(said, HasSubstr("Unique viewers: people who watched stored as reach"));
  EXPECT_THAT(
      said, HasSubstr("3 columns not used: 'Engaged views', 'Watch time (hours)', 'Thumbnail click-through"));
}

TEST(YoutubeVideos, TellsShortsByTheirLengthAndLeavesOutTheirThumbnails) {
  const Import read = import_text(kNewer + kLong + kShort);
  EXPECT_EQ(read.posts[1].format, "short");
  EXPECT_EQ(read.posts[1].at(Metric::views), 2008);
  EXPECT_EQ(read.posts[1].at(Metric::impressions), std::nullopt);
  EXPECT_TRUE(read.posts[1].contradicted.none());
  EXPECT_THAT(report(read), HasSubstr("Duration: 1 video of 60 seconds or less taken as Shorts"));
}

TEST(YoutubeVideos, ReadsTheOlderHeader) {
  const Import read = import_text(
      kOlder + "4OZip0cgOho,Video 001,2020-05-08,907,9583,46903,46904,36.65,1253559,-3,26498799,3.14\r\n");
  EXPECT_EQ(read.format_name, "youtube_videos");
  const ObservedPost& video = read.posts.at(0);
  EXPECT_EQ(video.id, "4OZip0cgOho");
  EXPECT_EQ(video.format, "video");
  EXPECT_EQ(video.at(Metric::views), 1253559);
  EXPECT_EQ(video.at(Metric::impressions), 26498799);
  EXPECT_EQ(video.at(Metric::comments), 907);
  EXPECT_EQ(video.at(Metric::follows), 46904);
  EXPECT_EQ(video.at(Metric::total_interactions), 907 + 9583 + 46903);
}

TEST(YoutubeVideos, ReadsDatesOfTwoStylesOnceTheirOrderIsNamed) {
  const std::string rows =
      "a,t,08-05-2020,1,1,1,1,1,9,1,90,1\r\nb,t,7-16-2020,1,1,1,1,1,9,1,90,1\r\n"
      "c,t,12-11-2020,1,1,1,1,1,9,1,90,1\r\n";
  EXPECT_THAT(refusal(kOlder + rows), HasSubstr("two ways of writing dates, '08-05-2020' and '7-16-2020'"));
  ImportOptions options;
  options.date_order = "dmy";
  const Import read = import_text(kOlder + rows, options);
  EXPECT_EQ(to_iso_utc(read.posts[0].published).substr(0, 10), "2020-05-08");
  EXPECT_EQ(to_iso_utc(read.posts[1].published).substr(0, 10), "2020-07-16");
  EXPECT_EQ(to_iso_utc(read.posts[2].published).substr(0, 10), "2020-11-12");
  EXPECT_THAT(report(read), HasSubstr("dates written in two ways: 1 read in one way only and were read so"));
}

TEST(YoutubeVideos, ReadsAFrenchExport) {
  const Import read = import_text(
      "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues engagées,Vues,Impressions,Taux\n"
      "Total,,,,\"28\u202f000\",\"44\u202f531\",\"300\u202f100\",\"62,1\"\n"
      "a1,Infuser,28 sept. 2026,2496,\"7\u202f435\",\"7\u202f646\",\"90\u202f200\",\"77,8\"\n"
      "b2,Tasses,3 févr. 2026,52,\"1\u202f140\",\"1\u202f351\",\"8\u202f100\",\"54,0\"\n");
  EXPECT_EQ(read.format_name, "youtube_videos");
  EXPECT_EQ(to_iso_utc(read.posts[0].published).substr(0, 10), "2026-02-03");
  EXPECT_EQ(to_iso_utc(read.posts[1].published).substr(0, 10), "2026-09-28");
  EXPECT_EQ(read.posts[1].at(Metric::views), 7646);
  EXPECT_EQ(read.posts[1].at(Metric::impressions), 90200);
  EXPECT_EQ(read.posts[0].format, "short");
  EXPECT_THAT(report(read), HasSubstr("column names read as French"));
}

TEST(YoutubeVideos, ReadsAnIndonesianExport) {
  const Import read = import_text(
      "Konten,Judul video,Waktu publikasi video,Durasi,Penayangan,Waktu tonton (jam),Subscriber,Tayangan\n"
      "Total,,,,5000,12.5,3,40000\nx9,Seduh,5 Agu 2026,300,5000,12.5,3,40000\n");
  EXPECT_EQ(read.posts.at(0).at(Metric::views), 5000);
  EXPECT_EQ(read.posts.at(0).at(Metric::impressions), 40000);
  EXPECT_EQ(to_iso_utc(read.posts[0].published).substr(0, 10), "2026-08-05");
}

TEST(YoutubeVideos, RefusesThreeMalformedRowsByLine) {
  EXPECT_THAT(refusal(kNewer + kLong + "x,t,soon,9,1,1,1,1,1,1,1\n"),
              HasSubstr("posts.csv:4:5 Video publish time: 'soon' is not a calendar date [V06]"));
  EXPECT_THAT(refusal(kNewer + kLong + "x,t,\"Feb 30, 2024\",9,1,1,1,1,1,1,1\n"),
              HasSubstr("Feb 30, 2024 is not a calendar date [V06]"));
  EXPECT_THAT(refusal(kNewer + kLong + "x,t,\"Feb 20, 2024\",9,many,1,1,1,1,1,1\n"),
              HasSubstr("Views: 'many' is not a finite decimal number [V11]"));
}

}  // namespace
}  // namespace gs
