// Dates in bad inputs, rows 26-29 of the reliability page.
#include "scenarios/imports/importer.h"
#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;
using ::testing::Not;

std::string dated(const char* date, const ImportOptions& options = {}) {
  return refusal("post_id,published,reach\np1," + std::string(date) + ",5\n", options);
}

TEST(ReadExport, RefusesDaysAndYearsThatAreNot) {
  EXPECT_EQ(dated("31.02.2026"), "posts.csv:2:4 published: 31.02.2026 is not a calendar date [V06]");
  EXPECT_EQ(dated("2026-13-01"), "posts.csv:2:4 published: 2026-13-01 is not a calendar date [V06]");
  EXPECT_EQ(dated("soon"), "posts.csv:2:4 published: 'soon' is not a calendar date [V06]");
  EXPECT_EQ(dated("0206-03-01"), "posts.csv:2:4 published: year 206 outside 2004–2100 [V09]");
  EXPECT_EQ(dated("1970-01-20"), "posts.csv:2:4 published: year 1970 outside 2004–2100 [V09]");
}

TEST(ReadExport, AsksForTheOrderOfDayAndMonthOnlyWhenNoRowTells) {
  const std::string unclear = "post_id,published,reach\np1,03/04/2026,5\np2,04/04/2026,5\np3,05/06/2026,5\n";
  EXPECT_EQ(refusal(unclear),
            "posts.csv:2 published: day/month order unclear in all 2 rows; pass --date-order [V07]");
  ImportOptions options;
  options.date_order = "dmy";
  EXPECT_EQ(to_iso_utc(import_text(unclear, options).posts[0].published), "2026-04-03T12:00:00Z");
  EXPECT_EQ(to_iso_utc(import_text(unclear + "p4,13/06/2026,5\n").posts[0].published),
            "2026-04-03T12:00:00Z");
  EXPECT_EQ(to_iso_utc(import_text(unclear + "p4,06/13/2026,5\n").posts[0].published),
            "2026-03-04T12:00:00Z");
  EXPECT_THAT(refusal(unclear + "p4,06/13/2026,5\np5,13/06/2026,5\n"), HasSubstr("[V07]"));
}

TEST(ReadExport, RefusesTwoWaysOfWritingDatesInOneColumn) {
  EXPECT_THAT(refusal("post_id,published,reach\np1,08-05-2020,5\np2,7-16-2020,5\n"),
              HasSubstr("two ways of writing dates"));
}

TEST(ReadExport, RefusesTimesThatSpringSkipsAndTakesTheFirstOfTwo) {
  ImportOptions berlin;
  berlin.timezone = "Europe/Berlin";
  EXPECT_EQ(dated("29.03.2026 02:30", berlin),
            "posts.csv:2:4 published: 02:30 on 29.03.2026 does not exist in Europe/Berlin [V08]");
  const Import autumn = import_text("post_id,published,reach\np1,25.10.2026 02:30,5\n", berlin);
  EXPECT_EQ(to_iso_utc(autumn.posts[0].published), "2026-10-25T00:30:00Z");
  EXPECT_THAT(report(autumn), HasSubstr("INFO 2 published: took first 02:30"));
  EXPECT_EQ(autumn.posts[0].zone, "Europe/Berlin");
}

TEST(ReadExport, SaysThatItTookUtcWhenNobodyNamesAZone) {
  EXPECT_THAT(report(import_text("published,reach\n2026-03-01 10:00,5\n")),
              HasSubstr("ATTENTION published: the file does not name its time zone; UTC taken"));
  EXPECT_THAT(report(import_text("published,reach\n2026-03-01T10:00Z,5\n")),
              Not(HasSubstr("does not name its time zone")));
}

}  // namespace
}  // namespace gs
