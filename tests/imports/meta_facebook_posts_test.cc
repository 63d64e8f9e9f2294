// Facebook exports of Meta Business Suite; what both platforms share is tested here.
#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

const std::string kHeader =
    "\xEF\xBB\xBFPost ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption "
    "type,Permalink,Is "
    "crosspost,Is share,Post type,Languages,Custom labels,Funded content status,Data "
    "comment,Date,Views,Reach,\"Reactions, "
    "Comments and Shares\",Reactions,Comments,Shares,Total clicks,Other Clicks,Link Clicks\n";

std::string row(const std::string& id,
                const std::string& time,
                const std::string& type,
                const std::string& funded,
                const std::string& counts) {
  return id + ",10,Zimorodok,,\"Two lines,\nof \"\"text\"\"\",," + time + ",,http://x,0,0," + type + ",,," +
         funded + ",,Lifetime," + counts + "\n";
}
const std::string kPhoto =
    row("122", "12/24/2026 07:30", "Photos", "", "\"5,000\",\"3,000\",120,100,15,5,80,60,20");
const std::string kReel = row("123", "01/02/2026 18:00", "Reels", "Boosted", ",900,12,10,1,1,8,6,2");

TEST(MetaFacebookPosts, ReadsTheCountsUnderOurNames) {
  const Import read = import_text(kHeader + kPhoto + kReel);
  EXPECT_EQ(read.format_name, "meta_facebook_posts");
  EXPECT_EQ(read.account, "Zimorodok");
  EXPECT_FALSE(read.without_ids);
  ASSERT_EQ(read.posts.size(), 2u);
  const ObservedPost& photo = read.posts[1];
  EXPECT_EQ(photo.id, "122");
  EXPECT_EQ(photo.title, "Two lines,\nof \"text\"");
  EXPECT_EQ(photo.format, "photo");
  EXPECT_EQ(to_iso_utc(photo.published), "2026-12-24T07:30:00Z");
  EXPECT_EQ(photo.at(Metric::impressions), 5000);
  EXPECT_EQ(photo.at(Metric::reach), 3000);
  EXPECT_EQ(photo.at(Metric::total_interactions), 120);
  EXPECT_EQ(photo.at(Metric::likes), 100);
  EXPECT_EQ(photo.at(Metric::comments), 15);
  EXPECT_EQ(photo.at(Metric::shares), 5);
  EXPECT_EQ(photo.at(Metric::clicks), 80);
  EXPECT_EQ(photo.at(Metric::clickers), std::nullopt);
  EXPECT_FALSE(photo.paid);
  EXPECT_EQ(read.posts[0].at(Metric::impressions), std::nullopt);  // blank Views
  EXPECT_TRUE(read.posts[0].paid);
}

TEST(MetaFacebookPosts, SaysWhatItAssumed) {
  const std::string said = report(import_text(kHeader + kPhoto));
  EXPECT_THAT(said, HasSubstr("Views stored as impressions: Meta replaced Impressions by Views"));
  EXPECT_THAT(said, HasSubstr("ATTENTION Publish time: the file does not name its time zone; UTC taken"));
}

TEST(MetaFacebookPosts, ReadsAmbiguousDatesMonthFirst) {
  EXPECT_EQ(to_iso_utc(import_text(kHeader + kReel).posts[0].published), "2026-01-02T18:00:00Z");
}

TEST(MetaFacebookPosts, TakesBoostedReachAsPaid) {
  const Import read = import_text(
      "Post ID,Page ID,Page name,Publish time,Post type,Reach,Reach from Organic posts,Reach from Boosted "
      "posts,Views,Views from "
      "Boosted posts\n1,10,Z,01/13/2026 10:00,Links,500,500,0,700,0\n2,10,Z,01/14/2026 "
      "10:00,Text,900,300,600,1500,1000\n");
  EXPECT_FALSE(read.posts[0].paid);
  EXPECT_TRUE(read.posts[1].paid);
  EXPECT_EQ(read.posts[0].format, "link");
  EXPECT_EQ(read.posts[1].format, "status");
  EXPECT_EQ(read.posts[1].at(Metric::impressions_paid), 1000);
}

TEST(MetaFacebookPosts, SaysWhenNothingTellsBoostedPosts) {
  const Import read =
      import_text("Post ID,Page ID,Publish time,Post type,Reach\n1,10,01/13/2026 10:00,Links,500\n");
  EXPECT_THAT(report(read), HasSubstr("no column says which posts were boosted; all taken as not paid"));
  EXPECT_EQ(read.account, "10");
}

TEST(MetaFacebookPosts, TellsTwoPagesOfOneNameApart) {
  const Import read = import_text(
      "Post ID,Page ID,Page name,Publish time,Post type,Reach\n1,10,Z,01/13/2026 "
      "10:00,Links,500\n2,11,Z,01/14/2026 10:00,Links,500\n");
  EXPECT_EQ(read.posts[0].account, "10");
  EXPECT_EQ(read.posts[1].account, "11");
  EXPECT_THAT(report(read), HasSubstr("2 pages are called 'Z'; their ids are the accounts"));
}

TEST(MetaFacebookPosts, RefusesThreeMalformedRowsByLine) {
  EXPECT_THAT(refusal(kHeader + kPhoto + row("124", "13/32/2026 10:00", "Photos", "", "1,1,1,1,1,1,1,1,1")),
              HasSubstr("posts.csv:5:15 Publish time: 13/32/2026 is not a calendar date [V06]"));
  EXPECT_THAT(refusal(kHeader + kPhoto + row("124", "12/30/2026 10:00", "Photos", "", "x,1,1,1,1,1,1,1,1")),
              HasSubstr("Views: 'x' is not a finite decimal number [V11]"));
  EXPECT_THAT(refusal(kHeader + kPhoto + row("124", "12/30/2026 10:00", "Photos", "", "1,1")),
              HasSubstr("posts.csv:4: 19 fields; header has 26 [T08]"));
}

TEST(MetaFacebookPosts, RefusesDailyRows) {
  const std::string header = "Post ID,Page ID,Publish time,Post type,Date,Reach\n";
  EXPECT_THAT(refusal(header + "1,10,01/13/2026 10:00,Links,01/14/2026,5\n"),
              HasSubstr("'01/14/2026' is one day; export the lifetime totals [V06]"));
}

TEST(MetaFacebookPosts, KeepsViewsAndReachSplitByFollowers) {
  const Import read = import_text(
      "Post ID,Page ID,Publish time,Post type,Views,Reach,Reach from Followers,Views from Followers,Views "
      "from "
      "Non-followers,60-Second Views From Shares\n1,10,01/13/2026 10:00,Videos,900,500,300,550,350,7\n");
  EXPECT_EQ(read.posts[0].at(Metric::reach_followers), 300);
  EXPECT_EQ(read.posts[0].at(Metric::impressions_followers), 550);
  EXPECT_EQ(read.posts[0].at(Metric::impressions_non_followers), 350);
  EXPECT_THAT(report(read), HasSubstr("1 column not used: '60-Second Views From Shares'"));
}

TEST(MetaFacebookPosts, ReadsASpanishExport) {
  const Import read = import_text(
      "Identificador de la publicación;Identificador de la página;Nombre de la página;Hora de "
      "publicación;Tipo de publicación;Visualizaciones;Alcance;Reacciones;Comentarios;Veces compartido\n"
      "1;10;Té;13/01/2026 10:00;Fotos;12.400;9.100;640;18;31\n"
      "2;10;Té;05/02/2026 10:00;Reels;2.100;1.500;140;9;3\nTotal;;;;;14.500;;780;27;34\n");
  EXPECT_EQ(read.format_name, "meta_facebook_posts");
  EXPECT_EQ(to_iso_utc(read.posts[1].published), "2026-02-05T10:00:00Z");
  EXPECT_EQ(read.posts[0].at(Metric::impressions), 12400);
  EXPECT_EQ(read.posts[0].at(Metric::reach), 9100);
  EXPECT_EQ(read.posts[0].at(Metric::shares), 31);
  EXPECT_EQ(read.posts[0].format, "photo");
  EXPECT_EQ(read.posts[1].format, "reel");
  EXPECT_EQ(read.rows.skipped, 1);
  EXPECT_THAT(report(read), HasSubstr("column names read as Spanish"));
  EXPECT_THAT(report(read), HasSubstr("Visualizaciones: Views stored as impressions"));
}

}  // namespace
}  // namespace gs
