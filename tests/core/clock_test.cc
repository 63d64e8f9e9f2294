#include "core/time/clock.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <locale>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/time/zone_rule.h"

namespace gs {
namespace {

LocalInstant at(std::string_view iso, std::string_view zone) {
  return to_instant(parse_iso(iso)->civil, zone);
}
std::string utc(std::string_view iso, std::string_view zone) { return to_iso_utc(at(iso, zone).instant); }
Instant instant_of(std::string_view iso) { return at(iso, "UTC").instant; }

TEST(CalendarDate, KnowsLeapDays) {
  EXPECT_TRUE(is_calendar_date(2024, 2, 29));
  EXPECT_TRUE(is_calendar_date(2000, 2, 29));
  EXPECT_FALSE(is_calendar_date(2100, 2, 29));
  EXPECT_FALSE(is_calendar_date(2026, 2, 29));
  EXPECT_FALSE(is_calendar_date(2026, 4, 31));
  EXPECT_FALSE(is_calendar_date(2026, 13, 1));
  EXPECT_FALSE(is_calendar_date(2026, 0, 1));
  EXPECT_FALSE(is_calendar_date(2026, 1, 0));
  EXPECT_FALSE(is_calendar_date(0, 1, 1));
}

TEST(CalendarDate, CountsEveryDayFrom2004To2100OnceAndInOrder) {
  std::int64_t expected = 12418;  // 2004-01-01
  int expected_weekday = 3;       // a Thursday
  for (int year = 2004; year <= 2100; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; is_calendar_date(year, month, day); ++day) {
        const CivilTime date{.year = year, .month = month, .day = day};
        ASSERT_EQ(days_since_epoch(year, month, day), expected) << year << '-' << month << '-' << day;
        ASSERT_EQ(weekday(date), expected_weekday);
        ASSERT_EQ(to_civil({expected * 86400}, "UTC"), date);
        ++expected;
        expected_weekday = (expected_weekday + 1) % 7;
      }
  EXPECT_EQ(expected, 47847);  // 2101-01-01
}

TEST(CalendarDate, WorksBefore1970) {
  EXPECT_EQ(days_since_epoch(1970, 1, 1), 0);
  EXPECT_EQ(days_since_epoch(1969, 12, 31), -1);
  EXPECT_EQ(weekday({.year = 1969, .month = 12, .day = 31}), 2);
  EXPECT_EQ(to_iso_utc({-1}), "1969-12-31T23:59:59Z");
  EXPECT_EQ(to_iso_utc({-11644473600}), "1601-01-01T00:00:00Z");
}

TEST(HourOfWeek, StartsOnMondayAtMidnight) {
  EXPECT_EQ(hour_of_week(parse_iso("2026-12-07")->civil), 0);
  EXPECT_EQ(hour_of_week(parse_iso("2026-12-13T23:59")->civil), 167);
  EXPECT_EQ(hour_of_week(parse_iso("2026-12-09T18:30")->civil), 2 * 24 + 18);
}

TEST(Zone, TurnsLocalTimeIntoOneInstant) {
  EXPECT_EQ(utc("2026-12-07T18:30", "Europe/Moscow"), "2026-12-07T15:30:00Z");
  EXPECT_EQ(utc("2026-07-01T12:00", "America/New_York"), "2026-07-01T16:00:00Z");
  EXPECT_EQ(utc("2026-01-01T00:00", "Asia/Kathmandu"), "2025-12-31T18:15:00Z");
  EXPECT_EQ(utc("2026-06-01T00:00", "UTC"), "2026-06-01T00:00:00Z");
  EXPECT_EQ(utc("2010-07-01T12:00", "Europe/Moscow"), "2010-07-01T08:00:00Z");  // summer time, then abolished
  EXPECT_EQ(utc("2012-07-01T12:00", "Europe/Moscow"), "2012-07-01T08:00:00Z");
}

TEST(Zone, KnowsTheMissingHourOfSpring) {
  const LocalInstant gap = at("2026-03-29T02:30", "Europe/Berlin");
  EXPECT_EQ(gap.kind, LocalKind::gap);
  EXPECT_EQ(to_iso_local(gap.instant, "Europe/Berlin"), "2026-03-29T03:00:00+02:00");
  EXPECT_EQ(at("2026-03-29T02:00", "Europe/Berlin").kind, LocalKind::gap);
  EXPECT_EQ(at("2026-03-29T01:59", "Europe/Berlin").kind, LocalKind::unique);
  EXPECT_EQ(at("2026-03-29T03:00", "Europe/Berlin").kind, LocalKind::unique);
}

TEST(Zone, TakesTheFirstOfTheTwoHoursOfAutumn) {
  const LocalInstant twice = at("2026-10-25T02:30", "Europe/Berlin");
  EXPECT_EQ(twice.kind, LocalKind::overlap);
  EXPECT_EQ(to_iso_local(twice.instant, "Europe/Berlin"), "2026-10-25T02:30:00+02:00");
  EXPECT_EQ(to_iso_local({twice.instant.seconds + 3600}, "Europe/Berlin"), "2026-10-25T02:30:00+01:00");
  EXPECT_EQ(at("2026-10-25T01:59", "Europe/Berlin").kind, LocalKind::unique);
  EXPECT_EQ(at("2026-10-25T03:00", "Europe/Berlin").kind, LocalKind::unique);
}

TEST(Zone, KnowsADayThatNeverWas) {
  EXPECT_EQ(at("2011-12-30T12:00", "Pacific/Apia").kind, LocalKind::gap);  // Samoa crossed the date line
  EXPECT_EQ(utc("2011-12-31T00:00", "Pacific/Apia"), "2011-12-30T10:00:00Z");
}

// The zone files list changes up to 2037; people plan by the rule after that too.
TEST(Zone, KeepsDaylightSavingTo2100) {
  for (int year = 2004; year <= 2100; ++year) {
    const std::string y = std::to_string(year);
    EXPECT_EQ(utc(y + "-07-01T12:00", "Europe/Berlin"), y + "-07-01T10:00:00Z");
    EXPECT_EQ(utc(y + "-12-01T12:00", "Europe/Berlin"), y + "-12-01T11:00:00Z");
    EXPECT_EQ(utc(y + "-01-15T12:00", "Australia/Sydney"), y + "-01-15T01:00:00Z");
    EXPECT_EQ(utc(y + "-07-15T12:00", "Australia/Sydney"), y + "-07-15T02:00:00Z");
    EXPECT_EQ(utc(y + "-07-15T12:00", "Asia/Tokyo"), y + "-07-15T03:00:00Z");
  }
  EXPECT_EQ(at("2060-03-28T02:30", "Europe/Berlin").kind, LocalKind::gap);  // the last Sunday of March 2060
  EXPECT_EQ(at("2060-10-31T02:30", "Europe/Berlin").kind, LocalKind::overlap);
}

TEST(Zone, GoesThereAndBackForEveryHourOfAChangingDay) {
  for (const char* zone : {"Europe/Berlin",
                           "America/New_York",
                           "Australia/Lord_Howe",
                           "Europe/Dublin",
                           "Antarctica/Troll",
                           "Africa/Casablanca",
                           "America/Sao_Paulo"})
    for (const char* start : {"2018-11-03T00:00", "2026-03-07T00:00", "2026-03-28T00:00", "2041-10-05T00:00"})
      for (std::int64_t k = 0; k < 96; ++k) {
        const Instant when{instant_of(start).seconds + k * 1800};
        const LocalInstant back = to_instant(to_civil(when, zone), zone);
        EXPECT_NE(back.kind, LocalKind::gap) << zone << ' ' << to_iso_utc(when);
        if (back.kind == LocalKind::unique)
          EXPECT_EQ(back.instant, when) << zone;
        else
          EXPECT_LE(back.instant, when) << zone;
      }
}

TEST(Zone, IsRefusedWithTheNearestNameWhenUnknown) {
  EXPECT_TRUE(is_zone("Europe/Berlin"));
  EXPECT_TRUE(is_zone("UTC"));
  for (const char* unknown :
       {"", "Europe/Berlni", "europe/berlin", "CEST", "../etc/passwd", "Europe/", "Factory"})
    EXPECT_FALSE(is_zone(unknown)) << unknown;
  const auto remedy_for = [](std::string_view zone) -> std::string {
    try {
      at("2026-01-01", zone);
    } catch (const Error& error) {
      EXPECT_EQ(error.fault, Fault::bad_input);
      return error.remedy;
    }
    return "accepted";
  };
  EXPECT_EQ(remedy_for("Europe/Berlni"), "did you mean 'Europe/Berlin'?");
  EXPECT_EQ(remedy_for("europe/moscow"), "did you mean 'Europe/Moscow'?");
  EXPECT_EQ(remedy_for("Moscow"), "did you mean 'Europe/Moscow'?");
  EXPECT_EQ(remedy_for("qqqqqqqqqqqq"), "write a name of the tz database such as Europe/Berlin");
}

TEST(Zone, SaysWhichDatabaseItReads) {
  EXPECT_GE(tz_version(), "2020a");
  EXPECT_LT(tz_version(), "2100a");
}

// Where the program runs, and in whose language, changes nothing.
TEST(Zone, AsksNeitherTzNorLocale) {
  const auto answers = [] {
    return utc("2026-07-01T12:00", "America/New_York") +
           to_iso_local(instant_of("2026-12-07"), "Asia/Kolkata") +
           std::to_string(parse_iso("2026-12-07T18:30+03:00")->offset_minutes.value());
  };
  const std::string before = answers();
  struct Grouped : std::numpunct<char> {
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\1"; }
  };
  const std::locale old = std::locale::global(std::locale(std::locale::classic(), new Grouped));
  setenv("TZ", "Asia/Tokyo", 1);
  tzset();
  EXPECT_EQ(answers(), before);
  unsetenv("TZ");
  tzset();
  std::locale::global(old);
}

TEST(ZoneRule, ReadsEveryFormTheFilesUse) {
  const auto berlin = parse_zone_rule("CET-1CEST,M3.5.0,M10.5.0/3");
  ASSERT_TRUE(berlin);
  EXPECT_EQ(berlin->standard_offset, 3600);
  EXPECT_EQ(berlin->summer_offset, 7200);
  EXPECT_EQ(berlin->to_summer.seconds, 7200);
  EXPECT_EQ(berlin->to_standard.seconds, 10800);
  const auto chatham = parse_zone_rule("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45");
  ASSERT_TRUE(chatham);
  EXPECT_EQ(chatham->standard_offset, 45900);
  const auto greenland = parse_zone_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  ASSERT_TRUE(greenland);
  EXPECT_EQ(greenland->to_summer.seconds, -3600);
  const auto dublin = parse_zone_rule("IST-1GMT0,M10.5.0,M3.5.0/1");
  ASSERT_TRUE(dublin);
  EXPECT_EQ(dublin->summer_offset, 0);
  const auto lord_howe = parse_zone_rule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
  ASSERT_TRUE(lord_howe);
  EXPECT_EQ(lord_howe->summer_offset, 39600);
}

TEST(ZoneRule, RefusesWhatItDoesNotUnderstand) {
  for (const char* line : {"",
                           "CET-1",
                           "UTC0",
                           "CET-1CEST",
                           "CET-1CEST,M3.5.0",
                           "CET-1CEST,J60,J300",
                           "CET-1CEST,M13.5.0,M10.5.0",
                           "CET-1CEST,M3.6.0,M10.5.0",
                           "CET-1CEST,M3.5.7,M10.5.0",
                           "CET-1CEST,M3.5.0,M10.5.0/3x",
                           "<CET-1CEST,M3.5.0,M10.5.0",
                           "12"})
    EXPECT_FALSE(parse_zone_rule(line)) << line;
}

TEST(ZoneRule, MeetsItsStretchesEndToEnd) {
  const auto rule = parse_zone_rule("AEST-10AEDT,M10.1.0,M4.1.0/3");
  ASSERT_TRUE(rule);
  const std::int64_t last = instant_of("2100-12-31").seconds;
  Stretch now = stretch_at(*rule, instant_of("2038-01-01").seconds);
  int changes = 0;
  for (; now.end < last; ++changes) {
    const Stretch next = stretch_at(*rule, now.end);
    ASSERT_EQ(next.begin, now.end);
    ASSERT_NE(next.offset, now.offset);
    ASSERT_EQ(stretch_at(*rule, now.end - 1).end, now.end);
    now = next;
  }
  EXPECT_EQ(changes, 2 * 63);
}

}  // namespace
}  // namespace gs
