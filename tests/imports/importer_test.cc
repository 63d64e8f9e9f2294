// Bad inputs and what is said of them, row by row as the reliability page lists them (1-31, 36-45; 32-35 in
// csv_test and here), on the canonical layout.
#include "scenarios/imports/importer.h"

#include <sys/stat.h>

#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string one(const std::string& column, const char* cell, const ImportOptions& options = {}) {
  return refusal(canonical(column, rows_of({cell})), options);
}

TEST(ReadExport, NamesAFileThatIsNotThere) {
  const ExportFile near_by("a", "posts.csv");
  try {
    read_export(near_by.path() + "x", {});
    FAIL() << "a missing file was read";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("not found [F01]"));
    EXPECT_EQ(error.remedy, "did you mean " + near_by.path() + "?");
    EXPECT_EQ(error.fault, Fault::bad_input);
  }
}

TEST(ReadExport, RefusesFoldersAndPipesWithoutWaiting) {
  const ExportFile file("a");
  const std::string folder = std::filesystem::path(file.path()).parent_path().string(),
                    pipe = folder + "/pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const auto said = [](const std::string& path) {
    try {
      read_export(path, {});
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(said(folder), HasSubstr("is a directory [F02]"));
  EXPECT_THAT(said(pipe), HasSubstr("is not a regular file [F03]"));
}

TEST(ReadExport, SaysWhoOwnsAFileItMayNotRead) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may read everything";
  const ExportFile file("a");
  chmod(file.path().c_str(), 0);
  EXPECT_THROW(read_export(file.path(), {}), Error);
}

TEST(ReadExport, RefusesAnEmptyFileAndAHeaderAlone) {
  EXPECT_EQ(refusal(""), "posts.csv: file is empty; expected a header row [T01]");
  EXPECT_EQ(refusal("\xEF\xBB\xBF"), "posts.csv: file is empty; expected a header row [T01]");
  EXPECT_EQ(refusal(canonical("reach", "")), "posts.csv: 0 data rows [T02]");
}

TEST(ReadExport, DecodesUtf16AndSaysSo) {
  std::string wide = "\xFF\xFE";
  for (const char c : canonical("reach", rows_of({"900"}))) wide += {c, '\0'};
  const Import read = import_text(wide);
  EXPECT_EQ(read.posts.at(0).at(Metric::reach), 900);
  EXPECT_THAT(report(read), HasSubstr("INFO decoded from UTF-16\n"));
}

TEST(ReadExport, SaysMixedLineEnds) {
  const Import read =
      import_text("platform,post_id,published,reach\r\nx,1,2026-03-01,5\nx,2,2026-03-02,5\r\n");
  EXPECT_THAT(report(read), HasSubstr("INFO mixed line ends (CRLF 2, LF 1)"));
  EXPECT_THAT(report(import_text("platform,post_id,published,reach\rx,1,2026-03-01,5\r")),
              HasSubstr("line ends (CR 2)"));
}

TEST(ReadExport, RefusesRowsOfTheWrongLength) {
  EXPECT_EQ(refusal(canonical("reach,likes", "x,a,p1,2026-03-01,5\n")),
            "posts.csv:2: 5 fields; header has 6 [T08]");
  EXPECT_EQ(refusal(canonical("reach,likes", "x,a,p1,2026-03-01,5,6,7\n")),
            "posts.csv:2: 7 fields; header has 6 [T08]");
}

TEST(ReadExport, RefusesAnAmbiguousDelimiter) {
  EXPECT_EQ(refusal("a;b,c\n1;2,3\n"),
            "posts.csv: cannot tell ',' from ';' (first 20 lines); pass --delimiter [T09]");
  ImportOptions options;
  options.delimiter = ";";
  options.map = {{"published", "a"}, {"reach", "b,c"}};
  EXPECT_EQ(refusal("a;b,c\n2026-03-01;5\n", options), "");
}

TEST(ReadExport, ReadsSemicolonsTabsAndASepLine) {
  EXPECT_EQ(import_text("published;reach\n2026-03-01;5\n").posts.size(), 1u);
  EXPECT_EQ(import_text("published\treach\n2026-03-01\t5\n").posts.size(), 1u);
  const Import read = import_text("sep=;\npublished;reach;title\n2026-03-01;5;a,b\n");
  EXPECT_EQ(read.posts.at(0).title, "a,b");
  EXPECT_THAT(report(read), HasSubstr("1 line before the header skipped"));
}

TEST(ReadExport, SkipsTitlesAndCommentsBeforeTheHeader) {
  const Import read = import_text("# made by hand\nMy page, all posts\n\npublished,reach\n2026-03-01,5\n");
  EXPECT_EQ(read.posts.size(), 1u);
  EXPECT_EQ(read.posts[0].line, 5);
  EXPECT_THAT(report(read), HasSubstr("3 lines before the header skipped"));
}

TEST(ReadExport, AsksWhatACommaInANumberMeans) {
  EXPECT_EQ(one("reach", "\"1,234\""),
            "posts.csv:2:36 reach: '1,234' is 1234 or 1.234; pass --decimal [T10]");
  ImportOptions options;
  options.decimal = ".";
  EXPECT_EQ(import_text(canonical("reach", rows_of({"\"1,234\""})), options).posts[0].at(Metric::reach),
            1234);
  const Import told = import_text(canonical("reach,likes", rows_of({"\"1,234\",\"1,234,567\""})));
  EXPECT_EQ(told.posts[0].at(Metric::reach), 1234);  // the other column tells the convention
}

TEST(ReadExport, RemovesWideThousandsSpacesAndSaysSo) {
  const Import read = import_text(canonical("reach", rows_of({"1\u00a0234", "12\u00a0000", "7"})));
  EXPECT_EQ(read.posts[0].at(Metric::reach), 1234);
  EXPECT_THAT(report(read), HasSubstr("INFO reach: thousands separator U+00A0 removed in 2 cells"));
}

TEST(ReadExport, SaysWhatRoundedValuesHide) {
  const Import read = import_text(canonical("reach", rows_of({"12.3K", "1.2M"})));
  EXPECT_EQ(read.posts[0].at(Metric::reach), 12300);
  EXPECT_EQ(read.posts[1].at(Metric::reach), 1200000);
  EXPECT_THAT(report(read), HasSubstr("rounded values: ±50,000 reach"));
}

TEST(ReadExport, TakesSuppressedCellsAsMissingNotZero) {
  const Import read = import_text(canonical("reach,likes", rows_of({"<10,1", "—,2", "N/A,3", ",4", "50,5"})));
  EXPECT_EQ(read.posts[0].at(Metric::reach), std::nullopt);
  EXPECT_EQ(read.posts[4].at(Metric::reach), 50);
  EXPECT_THAT(report(read), HasSubstr("INFO 2 reach: 4 suppressed values treated as missing (not 0)"));
}

TEST(ReadExport, RefusesAColumnThatIsThereTwice) {
  EXPECT_EQ(refusal("published,reach,likes,Reach\n2026-03-01,1,2,3\n"),
            "posts.csv:1:11: column 'reach' appears at 2 and 4 [T11]");
  EXPECT_EQ(refusal("published,reach,x,x\n2026-03-01,1,2,3\n"), "");  // nobody reads them
}

TEST(ReadExport, NamesTheColumnItMisses) {
  EXPECT_EQ(refusal("date,impressions\n2026-03-01,5\n"),
            "posts.csv:1: no column for 'published'; found: date, impressions; map with --map [T12]");
  EXPECT_THAT(refusal("published,topic\n2026-03-01,5\n"),
              HasSubstr("no column for 'reach'; found: published, topic; map with --map [T12]"));
}

TEST(ReadExport, SuggestsTheNameOfAnUnknownColumn) {
  const Import read = import_text(canonical("reach,format,fooo,xyzzy", rows_of({"1,photo,2,3"})));
  EXPECT_THAT(report(read), HasSubstr("ignored 'fooo'; did you mean 'follows'?"));
  EXPECT_THAT(report(read), HasSubstr("1 column not used: 'xyzzy'"));
}

TEST(ReadExport, LeavesTotalsAndBlankRowsOut) {
  const Import read = import_text(
      canonical("reach", rows_of({"1"}) + "\nTotal,,,,501\nИтого,,,,5\n,,,,\nfacebook,page,,2026-03-05,7\n"));
  EXPECT_EQ(read.posts.size(), 1u);
  EXPECT_EQ(read.rows.read, 6);
  EXPECT_EQ(read.rows.skipped, 5);
  EXPECT_THAT(report(read), HasSubstr("line 4 'Total' excluded"));
  EXPECT_THAT(report(read), HasSubstr("line 5 'Итого' excluded"));
  EXPECT_THAT(report(read), HasSubstr("line 7 without a post id excluded"));
}

const char* const kTwins = "facebook,page,p17,2026-03-01,900,5\nfacebook,page,p17,2026-03-01,950,5\n";

TEST(ReadExport, KeepsOneOfTwoDifferentRowsOfAPostAndFlagsTheDifference) {
  const Import read = import_text(canonical("reach,likes", kTwins));
  ASSERT_EQ(read.posts.size(), 1u);
  EXPECT_EQ(read.posts[0].at(Metric::reach), 950);
  EXPECT_EQ(read.posts[0].usable(Metric::reach), std::nullopt);
  EXPECT_EQ(read.posts[0].usable(Metric::likes), 5);
  EXPECT_THAT(report(read),
              HasSubstr("ATTENTION 3 post 'p17' also at line 2 with reach 900 (here 950): kept as is, left "
                        "out of the fit [V01]"));
}

TEST(ReadExport, KeepsOneOfTwoEqualRowsOfAPost) {
  const Import read =
      import_text(canonical("reach", "facebook,page,p1,2026-03-01,9\nfacebook,page,p1,2026-03-01,9\n"));
  EXPECT_EQ(read.posts.size(), 1u);
  EXPECT_EQ(read.rows.skipped, 1);
  EXPECT_TRUE(read.posts[0].contradicted.none());
  EXPECT_THAT(report(read), HasSubstr("INFO 3 post 'p1' also at line 2 with the same values; kept once"));
}

TEST(ReadExport, RefusesNegativeCounts) {
  EXPECT_EQ(one("reach", "-5"), "posts.csv:2:36 reach: -5; expected ≥ 0 [V02]");
  EXPECT_EQ(one("reach,spend", "1,-5"), "posts.csv:2:38 spend: -5; expected ≥ 0 [V02]");
}

TEST(ReadExport, KeepsReachAboveImpressionsAndLeavesBothOutOfTheFit) {
  const Import read = import_text(canonical("reach,impressions", rows_of({"900,850", "800,850"})));
  EXPECT_EQ(read.posts[0].at(Metric::reach), 900);
  EXPECT_EQ(read.posts[0].usable(Metric::reach), std::nullopt);
  EXPECT_EQ(read.posts[0].usable(Metric::impressions), std::nullopt);
  EXPECT_EQ(read.posts[1].usable(Metric::reach), 800);
  EXPECT_THAT(
      report(read),
      HasSubstr("ATTENTION 2 reach 900 exceeds impressions 850: kept as is, left out of the fit [V03]"));
}

TEST(ReadExport, KeepsReachInUseWhenImpressionsContradictThemselves) {
  const Import read =
      import_text(canonical("reach,impressions,impressions_followers", rows_of({"900,850,870"})));
  EXPECT_EQ(read.posts[0].usable(Metric::reach), 900);
  EXPECT_EQ(read.posts[0].usable(Metric::impressions), std::nullopt);
  EXPECT_EQ(read.posts[0].usable(Metric::impressions_followers), std::nullopt);
}

TEST(ReadExport, FlagsEngagementsAndClicksThatNobodyCouldHaveMade) {
  const Import read = import_text(
      canonical("impressions,likes,comments,shares,clicks", rows_of({"80,100,15,5,0", "0,0,0,0,12"})));
  EXPECT_THAT(
      report(read),
      HasSubstr("ATTENTION 2 engagements 120 exceed impressions 80: kept as is, left out of the fit [V04]"));
  EXPECT_THAT(report(read),
              HasSubstr("ATTENTION 3 12 clicks with 0 impressions: kept as is, left out of the fit [V05]"));
  EXPECT_EQ(read.posts[0].usable(Metric::likes), std::nullopt);
  EXPECT_EQ(read.posts[1].usable(Metric::clicks), std::nullopt);
}

TEST(ReadExport, FlagsDisplaysOfAPostThatReachedNobody) {
  const Import read =
      import_text(canonical("reach,impressions,likes", rows_of({"0,100,3", "0,0,0", "0,,1"})));
  EXPECT_THAT(report(read),
              HasSubstr("ATTENTION 2 reach 0 with 100 impressions: kept as is, left out of the fit [V03]"));
  EXPECT_EQ(read.posts[0].at(Metric::reach), 0);
  EXPECT_EQ(read.posts[0].usable(Metric::reach), std::nullopt);
  EXPECT_EQ(read.posts[0].usable(Metric::impressions), std::nullopt);
  EXPECT_EQ(read.posts[0].usable(Metric::likes), 3);
  EXPECT_EQ(read.posts[1].usable(Metric::reach), 0);
  EXPECT_EQ(read.posts[2].usable(Metric::reach), 0);
}

TEST(ReadExport, RefusesImplausibleRowsWhenStrict) {
  ImportOptions strict;
  strict.strict = true;
  EXPECT_EQ(refusal(canonical("reach,impressions", rows_of({"900,850"})), strict),
            "posts.csv:2: reach 900 exceeds impressions 850 [V03]");
  EXPECT_EQ(refusal(canonical("reach,impressions", rows_of({"7,8", "0,100"})), strict),
            "posts.csv:3: reach 0 with 100 impressions [V03]");
  EXPECT_THAT(refusal(canonical("reach,likes", kTwins), strict), HasSubstr("[V01]"));
  EXPECT_EQ(refusal(canonical("reach,impressions", rows_of({"800,850"})), strict), "");
}

TEST(ReadExport, RefusesTwoCurrenciesInOneFile) {
  const std::string mixed = canonical("reach,spend,currency", rows_of({"1,5,EUR", "2,5,EUR", "3,5,USD"}));
  EXPECT_EQ(refusal(mixed),
            "posts.csv:2 currency: EUR here, USD at line 4; split the file by currency [V10]");
}

TEST(ReadExport, ReadsMoneyExactly) {
  const Import read =
      import_text(canonical("reach,spend,currency", rows_of({"1,412.30,EUR", "2,0.000001,EUR"})));
  EXPECT_EQ(read.posts[0].spend->micros, 412300000);
  EXPECT_EQ(read.posts[1].spend->micros, 1);
  EXPECT_EQ(read.posts[0].currency, "EUR");
  EXPECT_THAT(one("reach,spend", "1,0.0000001"), HasSubstr("[V12]"));
}

TEST(ReadExport, AsksAboutACostAThousandTimesTheOthers) {
  const Import read = import_text(
      canonical("impressions,spend,currency",
                rows_of({"1000,10,EUR", "1000,11,EUR", "1000,12,EUR", "1000,13,EUR", "1000,12300,EUR"})));
  EXPECT_THAT(report(read), HasSubstr("ATTENTION 6 CPM 12,300 is 1,025× the median; wrong unit?"));
}

TEST(ReadExport, HoldsItsLimits) {
  const auto limited = [](const std::string& text, const char* name, std::int64_t value) {
    ImportOptions options;
    options.limits[name] = value;
    return refusal(text, options);
  };
  const std::string text = canonical("reach,title", rows_of({"1,abcdefghijklmnop"}));
  EXPECT_EQ(limited(text, "line-bytes", 50), "posts.csv:2:1: line longer than limit line-bytes=50 [T20]");
  EXPECT_EQ(limited(text, "cell-bytes", 15), "posts.csv:2:1: cell longer than limit cell-bytes=15 [T22]");
  EXPECT_EQ(limited(text, "columns", 5), "posts.csv:1:1: 6 columns; limit columns=5 [T21]");
  EXPECT_EQ(limited(text, "file-bytes", 64),
            "posts.csv: file 101 bytes; limit file-bytes=64 bytes (--limit file-bytes=…) [F10]");
}

TEST(ReadExport, LimitsExitAsLimits) {
  const ExportFile file(std::string(1048577, ','));
  try {
    read_export(file.path(), {});
    FAIL() << "a line of 1 MiB + 1 was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::limit);
    EXPECT_THAT(error.what(), HasSubstr("line longer than limit line-bytes=1048576 [T20]"));
  }
}

TEST(ReadExport, KeepsHostileTextAsText) {
  const Import read = import_text(canonical(
      "reach,title", rows_of({"1,=cmd|'/c calc'!A1", "2,<script>alert(1)</script>", "3,${x}{{x}}"})));
  EXPECT_EQ(read.posts[0].title, "=cmd|'/c calc'!A1");
  EXPECT_EQ(read.posts[1].title, "<script>alert(1)</script>");
}

TEST(ReadExport, CountsNamesWithInvisibleCharacters) {
  EXPECT_THAT(report(import_text(canonical("reach,title", rows_of({"1,a\u202Eb", "2,a\u200bb", "3,plain"})))),
              HasSubstr("2 names contain invisible characters"));
}

TEST(ReadExport, RefusesWhatIsNotAFiniteDecimalNumber) {
  for (const char* bad : {"NaN", "inf", "1e999", "0x10", "１２", "1_000", "12%", "$5"})
    EXPECT_EQ(one("reach", bad),
              "posts.csv:2:36 reach: '" + std::string(bad) + "' is not a finite decimal number [V11]");
  EXPECT_THAT(one("reach", "1.5"), HasSubstr("'1.5' is not a whole number [V11]"));
  EXPECT_EQ(one("conversions", "1.5"), "");
  EXPECT_THAT(one("reach,paid", "1,maybe"), HasSubstr("'maybe'; expected 0 or 1 [V11]"));
}

TEST(ReadExport, RefusesCountsBeyondTwoToThe53) {
  EXPECT_THAT(one("reach", "9223372036854775808"),
              HasSubstr("9223372036854775808 outside 0…9007199254740992 [V12]"));
  EXPECT_EQ(one("reach", "9007199254740992"), "");
  EXPECT_THAT(one("reach", (std::string(400, '9')).c_str()), HasSubstr("[V12]"));
}

TEST(ReadExport, NamesArchivesDocumentsAndWebPages) {
  EXPECT_EQ(refusal(std::string("PK\x03\x04....[Content_Types].xml", 27)),
            "posts.csv: this is an Excel file; export as CSV, or convert: xlsx2csv FILE [F05]");
  EXPECT_THAT(refusal("PK\x03\x04....data.csv"), HasSubstr("ZIP archive"));
  EXPECT_THAT(refusal("\x1f\x8b\x08"), HasSubstr("gzip archive"));
  EXPECT_THAT(refusal("%PDF-1.7"), HasSubstr("PDF document"));
  EXPECT_EQ(refusal("\n <!DOCTYPE html><html>"), "posts.csv: looks like HTML, not CSV [F06]");
}

TEST(ReadExport, LetsNamedBadRowsPassAndKeepsThem) {
  const std::string text = canonical("reach", rows_of({"1", "-5", "x", "4"}) + "short,row\n");
  EXPECT_THAT(refusal(text), StartsWith("posts.csv:3:36 reach: -5; expected ≥ 0 [V02]"));
  ImportOptions options;
  options.skip_bad_rows = 2;
  EXPECT_THAT(refusal(text, options), HasSubstr("[V02]"));
  options.skip_bad_rows = 3;
  const Import read = import_text(text, options);
  EXPECT_EQ(read.posts.size(), 2u);
  EXPECT_EQ(read.rows.refused, 3);
  ASSERT_EQ(read.rejected_rows.size(), 3u);
  EXPECT_EQ(read.rejected_rows[0], "facebook,page,p2,2026-03-02T10:00Z,-5\n");
  EXPECT_THAT(report(read), HasSubstr("ERROR 6 2 fields; header has 5 [T08]"));
}

TEST(ReadExport, SaysHowManyRowsAreBadInItsRemedy) {
  const ExportFile file(canonical("reach", rows_of({"-1", "-2", "3"})));
  try {
    read_export(file.path(), {});
    FAIL() << "bad rows were read";
  } catch (const Error& error) {
    EXPECT_THAT(error.remedy, HasSubstr("2 rows are unreadable, nothing was stored"));
    EXPECT_THAT(error.remedy, HasSubstr("--skip-bad-rows 2"));
  }
}

TEST(ReadExport, KnowsEqualFilesByTheirText) {
  const std::string text = canonical("reach", rows_of({"1"}));
  EXPECT_EQ(import_text(text).text_hash, import_text(text).text_hash);
  EXPECT_NE(import_text(text).text_hash, import_text(canonical("reach", rows_of({"2"}))).text_hash);
}

TEST(ReadExport, RefusesOptionsThatMeanNothing) {
  ImportOptions options;
  options.map["reech"] = "x";
  EXPECT_THAT(one("reach", "1", options), HasSubstr("'reech' is not one of our columns"));
  options = {};
  options.timezone = "Mars/Base";
  EXPECT_THAT(one("reach", "1", options), HasSubstr("is not a time zone"));
  options = {};
  options.format = "facebok";
  EXPECT_THAT(one("reach", "1", options), HasSubstr("is not a format"));
  options = {};
  options.currency = "euro";
  EXPECT_THAT(one("reach", "1", options), HasSubstr("is not a currency code"));
}

TEST(KnownFormats, AreNamedForTheUser) {
  std::string names;
  for (const FormatName& format : known_formats()) names += std::string(format.name) + " ";
  EXPECT_EQ(
      names,
      "facebook_insights_2014 meta_facebook_posts meta_instagram_posts youtube_videos tiktok_videos "
      "x_posts linkedin_posts instagram_insights vk_posts meta_ads tiktok_ads google_ads linkedin_ads "
      "linkedin_conversions vk_ads linkedin_page linkedin_followers meta_page_series ga4 meridian robyn pymc "
      "robyn_lifts pymc_lifts canonical_ads canonical ");
}

}  // namespace
}  // namespace gs
