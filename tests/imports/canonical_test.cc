#include "scenarios/imports/posts/canonical.h"

#include "core/draw.h"
#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;

std::vector<std::string> shuffled(std::vector<std::string> rows, std::uint32_t seed) {
  std::vector<std::pair<std::array<std::uint32_t, 4>, std::string>> keyed;
  for (std::size_t i = 0; i < rows.size(); ++i)
    keyed.emplace_back(philox4x32({static_cast<std::uint32_t>(i), 0, 0, 0}, {seed, 1}), rows[i]);
  std::sort(keyed.begin(), keyed.end());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = keyed[i].second;
  return rows;
}

// Everything of a post but the line it stood on.
std::string told(const Import& read) {
  std::string all;
  for (const ObservedPost& post : read.posts) {
    all += post.platform + "|" + post.account + "|" + post.id + "|" + post.format + "|" + post.topic + "|" +
           to_iso_utc(post.published) + "|" + (post.paid ? "paid" : "free");
    for (const auto& count : post.counts) all += "|" + (count ? std::to_string(*count) : "-");
    all += "|" + post.contradicted.to_string() + "\n";
  }
  return all;
}

TEST(Canonical, ReadsEveryColumnOfHistoryByItsName) {
  std::string header =
      "platform,account,post_id,published,format,topic,title,paid,spend,currency,followers_at_publish,"
      "exported_at";
  std::string row =
      "instagram,mara,17,2026-03-01T10:30:00+03:00,Reel,launch,hello,1,12.5,EUR,4000,2026-04-01";
  double value = 0;
  for (const std::string_view name : kMetricNames) header += "," + std::string(name);
  for (std::size_t m = 0; m < kMetrics; ++m) row += "," + std::to_string(100 + m);
  const Import read = import_text(header + "\n" + row + "\n");
  const ObservedPost& post = read.posts.at(0);
  EXPECT_EQ(read.format_name, "canonical");
  EXPECT_EQ(read.account, "mara");
  EXPECT_EQ(post.platform, "instagram");
  EXPECT_EQ(post.id, "17");
  EXPECT_EQ(to_iso_utc(post.published), "2026-03-01T07:30:00Z");
  EXPECT_EQ(post.format, "reel");
  EXPECT_TRUE(post.paid);
  EXPECT_EQ(post.spend->micros, 12500000);
  EXPECT_EQ(post.followers, 4000);
  EXPECT_EQ(to_iso_utc(*post.exported_at), "2026-04-01T12:00:00Z");
  for (std::size_t m = 0; m < kMetrics; ++m) value += *post.counts[m];
  EXPECT_EQ(value, 20 * 100 + 190);
}

TEST(Canonical, ReadsAnyCsvByMap) {
  ImportOptions options;
  options.map = {{"published", "Дата"}, {"reach", "Просмотры"}};
  options.platform = "telegram";
  options.timezone = "Europe/Moscow";
  const Import read = import_text("Дата;Просмотры\n09.04.2026 12:00;412\n", options);
  EXPECT_EQ(read.recognised_as, "own columns (--map)");
  EXPECT_EQ(read.posts.at(0).at(Metric::reach), 412);
  EXPECT_EQ(to_iso_utc(read.posts[0].published), "2026-04-09T09:00:00Z");
  EXPECT_EQ(read.posts[0].account, "telegram");
}

TEST(Canonical, NamesAMappedColumnThatIsNotThere) {
  ImportOptions options;
  options.map = {{"reach", "Veiws"}};
  EXPECT_EQ(refusal("published,likes,Views\n2026-03-01,5,6\n", options),
            "posts.csv:1: no column 'Veiws' for 'reach' [T12]");
}

TEST(Canonical, GivesTheSameHistoryForShuffledRows) {
  for (const bool with_ids : {true, false}) {
    std::vector<std::string> rows;
    for (int i = 0; i < 60; ++i)
      rows.push_back(std::string(with_ids ? "p" + std::to_string(i) + "," : "") + "2026-03-" +
                     std::to_string(10 + i % 7) + "T1" + std::to_string(i % 3) + ":00Z,photo," +
                     std::to_string(1000 + i * i % 17) + "," + std::to_string(i % 5 == 0 ? 10 : 5000) + "\n");
    const std::string header =
        std::string(with_ids ? "post_id," : "") + "published,format,reach,impressions\n";
    const auto file = [&](const std::vector<std::string>& lines) {
      std::string text = header;
      for (const std::string& line : lines) text += line;
      return text;
    };
    const std::string plain = told(import_text(file(rows)));
    EXPECT_GT(plain.size(), 1000u);
    for (std::uint32_t seed = 1; seed < 5; ++seed)
      EXPECT_EQ(told(import_text(file(shuffled(rows, seed)))), plain) << with_ids;
  }
}

TEST(Canonical, KeepsTheSameOfTwoContradictingRowsInAnyOrder) {
  const std::string header = "post_id,published,reach,likes\n", a = "p,2026-03-01,900,7\n",
                    b = "p,2026-03-01,950,5\n";
  EXPECT_EQ(told(import_text(header + a + b)), told(import_text(header + b + a)));
}

TEST(Canonical, KeepsTheNewestStateOfAPost) {
  const Import read = import_text(
      "post_id,published,reach,exported_at\np,2026-03-01,900,2026-03-09\np,2026-03-01,950,2026-03-20\n");
  ASSERT_EQ(read.posts.size(), 1u);
  EXPECT_EQ(read.posts[0].usable(Metric::reach), 950);
  EXPECT_THAT(report(read), HasSubstr("post 'p' has an older state at line 2; the newest is kept"));
}

TEST(Canonical, MakesTheSameIdsOfEqualPostsInAnyFile) {
  const std::string header = "published,format,reach\n", a = "2026-03-01,photo,5\n",
                    b = "2026-03-01,photo,6\n";
  const Import read = import_text(header + a + b);
  EXPECT_TRUE(read.without_ids);
  ASSERT_EQ(read.posts.size(), 2u);
  EXPECT_NE(read.posts[0].id, read.posts[1].id);
  EXPECT_EQ(import_text(header + b + "2026-04-01,video,5\n" + a).posts[0].id, read.posts[0].id);
}

TEST(Canonical, RefusesIdsASpreadsheetHasRounded) {
  EXPECT_THAT(refusal("post_id,published,reach\n1.22E+17,2026-03-01,5\n"),
              HasSubstr("'1.22E+17' was rounded by a spreadsheet [V11]"));
}

TEST(Canonical, RefusesThreeMalformedRowsByLine) {
  const std::string header = "post_id,published,reach,impressions\n", good = "p1,2026-03-01,5,6\n";
  EXPECT_EQ(refusal(header + good + "p2,2026-02-30,5,6\n"),
            "posts.csv:3:4 published: 2026-02-30 is not a calendar date [V06]");
  EXPECT_EQ(refusal(header + good + "p2,2026-03-02,five,6\n"),
            "posts.csv:3:15 reach: 'five' is not a finite decimal number [V11]");
  EXPECT_EQ(refusal(header + good + "p2,2026-03-02,5\n"), "posts.csv:3: 3 fields; header has 4 [T08]");
}

TEST(Canonical, SumsInteractionsWhereAllThreeAreThere) {
  const Import read = import_text("published,likes,comments,shares\n2026-03-01,5,6,7\n2026-03-02,5,,7\n");
  EXPECT_EQ(read.posts[0].at(Metric::total_interactions), 18);
  EXPECT_EQ(read.posts[1].at(Metric::total_interactions), std::nullopt);
}

}  // namespace
}  // namespace gs
