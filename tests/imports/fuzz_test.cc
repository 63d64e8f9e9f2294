// Random damage to good files must end in an import or in a refusal, never in anything else. The damage is
// addressed, so a failure repeats.
#include "core/draw.h"
#include "scenarios/reading/csv.h"
#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;

const std::string kSeeds[] = {
    "published,post_id,reach,impressions,likes,title\n2026-03-01T10:00Z,p1,900,1000,5,\"a, "
    "\"\"b\"\"\nc\"\n2026-03-02T10:00Z,p2,1 200,1.5K,<10,—\n",
    "Page total likes;Type;Category;Post Month;Post Weekday;Post Hour;Paid;Lifetime Post Total "
    "Reach;share\r\n"
    "1200;Photo;2;9;2;10;0;3000;9\r\n1100;Status;1;8;1;4;1;2000;\r\n1100;Link;1;8;1;3;0;2000;3\r\n",
    "[{\"items\":[{\"id\":4,\"owner_id\":-1,\"date\":1785664800,\"post_type\":\"post\",\"text\":\"a\","
    "\"likes\":{"
    "\"count\":3}},\n{\"id\":5,\"date\":1785664900,\"reposts\":{}}]},\n[{\"post_id\":4,\"reach_total\":90,"
    "\"links\":1}]]",
    "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues\nTotal,,,,\"9,5\"\na1,t,28 sept. "
    "2026,52,\"7 646\"\nb2,t,3 févr. 2026,520,1 351\n",
    "Video title,Video link,Post time,Total likes,Total views\nt,https://www.tiktok.com/@a/video/"
    "7681714846173356608,September 4,1.2K,\"18,400\"\n",
    "\xEF\xBB\xBFPost ID,Account ID,Publish time,Post type,Date,Views,Reach\n17,5,12/24/2026 07:30,IG "
    "reel,Lifetime,\"12,400\",9100\n",
    "Reporting starts,Reporting ends,Campaign name,Ad ID,Age,Amount spent (USD),Impressions,Reach,Link "
    "clicks,Purchases\n,,,,,\"1,412.30\",2500,,105,3\n2026-03-01,2026-03-01,A,71,25-34,412.30,1.2K,900,95,3\n"
    "2026-03-02,2026-03-02,A,72,35-44,1000,1300,<10,10,\n",
    "Дата;Название объявления;Показы;Клики;\"Потрачено, "
    "₽\";Охват\n01.03.2026;Чай;12 "
    "400;95;412,30;9 "
    "100\n"
    "02.03.2026;Чай;100;5;1,05;90\nИтого;;12 500;100;413,35;\n",
    "Campaign report\n\"January 1, 2026 - January 31, "
    "2026\"\nCampaign\tCost\tImpr.\tClicks\tConversions\nA\t$412.30\t"
    "12,400\t95\t0.50\nTotal: Account\t$412.30\t12,400\t95\t0.50\n",
    "# A\n# Start date: 20260301\n# End date: 20260331\nNth day,Active users,Total "
    "revenue\n0000,12,1.5\n0001,15,\n\n# "
    "Start date: 20260301\n# End date: 20260331\nCountry,Users\nGermany,20\n,20,Grand total\n",
    ",geo,time,V_impression,V_spend,mood_control\n0,N,2026-01-05,1000.0,20.0608123,-1.25\n1,N,2026-01-12,"
    "2000,40,5.1E-06\n",
    "sep=,\n\"Facebook reach\"\n\"Date\",\"Primary\"\n\"2026-03-01T00:00:00\",\"1200\"\n",
};

std::uint32_t drawn(std::uint32_t round, std::uint32_t what) {
  return philox4x32({round, what, 0, 0}, {2026, 42})[0];
}

std::string damaged(std::string text, std::uint32_t round) {
  static constexpr std::string_view kPieces[] = {"\"",
                                                 ",",
                                                 ";",
                                                 "\n",
                                                 "\r",
                                                 "\t",
                                                 std::string_view("\0", 1),
                                                 "\xFF",
                                                 "-",
                                                 "9999999999999999999",
                                                 "é",
                                                 "NaN",
                                                 "1,234",
                                                 "31.02.2026",
                                                 "=",
                                                 "\xFF\xFE",
                                                 "0",
                                                 "Total"};
  const std::uint32_t edits = 1 + drawn(round, 1) % 4;
  for (std::uint32_t edit = 0; edit < edits; ++edit) {
    const std::size_t at = drawn(round, 10 + edit) % (text.size() + 1);
    const std::string_view piece = kPieces[drawn(round, 20 + edit) % std::size(kPieces)];
    switch (drawn(round, 30 + edit) % 4) {
      case 0:
        text.insert(at, piece);
        break;
      case 1:
        text.erase(at, 1 + drawn(round, 40 + edit) % 7);
        break;
      case 2:
        text.replace(at, 1, piece);
        break;
      default:
        text += text.substr(at, drawn(round, 50 + edit) % 60);
        break;
    }
  }
  return text;
}

TEST(ReadExport, EndsEveryDamagedFileInAnImportOrARefusal) {
  int read = 0, refused = 0;
  for (std::uint32_t round = 0; round < 4200; ++round) {
    ImportOptions options;
    options.skip_bad_rows = drawn(round, 2) % 3;
    options.strict = drawn(round, 3) % 5 == 0;
    try {
      const Import result = import_text(damaged(kSeeds[round % std::size(kSeeds)], round), options);
      EXPECT_LE(static_cast<std::int64_t>(result.posts.size()), result.rows.read);
      const std::size_t kept = std::max(result.posts.size(), result.ads.size());
      const bool row_by_row =
          kept > 0 && result.days.empty() && result.conversions.size() <= result.ads.size();
      const std::int64_t told = static_cast<std::int64_t>(kept) + result.rows.refused + result.rows.skipped;
      EXPECT_TRUE(!row_by_row || told == result.rows.read) << round;
      ++read;
    } catch (const Error& error) {
      EXPECT_TRUE(error.fault == Fault::bad_input || error.fault == Fault::limit) << error.what();
      ++refused;
    }
  }
  EXPECT_GT(read, 300);     // the damage is neither always harmless
  EXPECT_GT(refused, 300);  // nor always fatal
}

TEST(CsvReader, EndsAnyBytesInRecordsOrARefusal) {
  for (std::uint32_t round = 0; round < 2000; ++round) {
    std::string text;
    const std::uint32_t length = drawn(round, 5) % 200;
    for (std::uint32_t i = 0; i < length; ++i) text += ",;\"\n\rab\"\t"[drawn(round, 100 + i) % 9];
    std::size_t at = 0;
    const auto blocks = [&](std::string& block) {
      if (at >= text.size()) return false;
      block = text.substr(at, 1 + drawn(round, 6) % 5);
      at += block.size();
      return true;
    };
    CsvReader reader(blocks, {});
    try {
      std::size_t bytes = 0;
      while (const CsvRecord* record = reader.next())
        for (const CsvCell& cell : record->cells) bytes += cell.text.size();
      EXPECT_LE(bytes, text.size());
    } catch (const Error& error) {
      EXPECT_EQ(error.fault, Fault::bad_input);
    }
  }
}

}  // namespace
}  // namespace gs
