#include <gtest/gtest.h>

#include "core/time/clock.h"

namespace gs {
namespace {

TEST(IsoTime, ReadsADate) {
  const auto time = parse_iso("2026-12-07");
  ASSERT_TRUE(time);
  EXPECT_EQ(time->civil, (CivilTime{.year = 2026, .month = 12, .day = 7}));
  EXPECT_FALSE(time->has_time);
  EXPECT_FALSE(time->offset_minutes);
}

TEST(IsoTime, ReadsDateAndClockWithOrWithoutSeconds) {
  const CivilTime expected{.year = 2026, .month = 12, .day = 7, .hour = 18, .minute = 30, .second = 0};
  for (const char* text :
       {"2026-12-07T18:30", "2026-12-07 18:30", "2026-12-07T18:30:00", "2026-12-07 18:30:00"}) {
    const auto time = parse_iso(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(time->civil, expected) << text;
    EXPECT_TRUE(time->has_time);
    EXPECT_FALSE(time->offset_minutes) << text;
  }
  EXPECT_EQ(parse_iso("2026-12-07T23:59:59")->civil.second, 59);
}

TEST(IsoTime, ReadsTheOffsetTheTextNames) {
  EXPECT_EQ(parse_iso("2026-12-07T18:30Z")->offset_minutes, 0);
  EXPECT_EQ(parse_iso("2026-12-07T18:30:00+0000")->offset_minutes, 0);
  EXPECT_EQ(parse_iso("2026-12-07T18:30:00+03:00")->offset_minutes, 180);
  EXPECT_EQ(parse_iso("2026-12-07T18:30:00+0545")->offset_minutes, 345);
  EXPECT_EQ(parse_iso("2026-12-07T18:30-08:00")->offset_minutes, -480);
  EXPECT_EQ(parse_iso("2026-12-07T18:30-00:30")->offset_minutes, -30);
}

TEST(IsoTime, RefusesEverythingElse) {
  for (const char* text : {"",
                           "2026",
                           "2026-12",
                           "2026-1-7",
                           "26-12-07",
                           "2026-13-01",
                           "2026-02-29",
                           "2100-02-29",
                           "2026-00-10",
                           "2026-12-00",
                           "0000-01-01",
                           "2026/12/07",
                           "07.12.2026",
                           "12/07/2026",
                           "2026-12-07T",
                           "2026-12-07T18",
                           "2026-12-07T24:00",
                           "2026-12-07T18:60",
                           "2026-12-07T18:30:60",
                           "2026-12-07T18:30:00.5",
                           "2026-12-07T18:30:",
                           "2026-12-07t18:30",
                           "2026-12-07T18:30z",
                           "2026-12-07T18:30+3",
                           "2026-12-07T18:30+03",
                           "2026-12-07T18:30+03:0",
                           "2026-12-07T18:30+15:00",
                           "2026-12-07T18:30+03:60",
                           "2026-12-07T18:30 +03:00",
                           "2026-12-07Z",
                           " 2026-12-07",
                           "2026-12-07 ",
                           "2026-12-07  18:30",
                           "-2026-12-07",
                           "+026-12-07",
                           "2026-12-07T18:30Z0",
                           "20261207",
                           "2026-12-07T1830",
                           "٢٠٢٦-12-07"})
    EXPECT_FALSE(parse_iso(text)) << text;
  EXPECT_FALSE(parse_iso(std::string_view("2026-12-07\0", 11)));
}

TEST(IsoTime, WritesWhatItReads) {
  EXPECT_EQ(to_iso_date({.year = 2026, .month = 1, .day = 2}), "2026-01-02");
  EXPECT_EQ(to_iso_date({.year = 987, .month = 1, .day = 2}), "0987-01-02");
  EXPECT_EQ(to_iso_utc({1796657400}), "2026-12-07T15:30:00Z");
  EXPECT_EQ(to_iso_local({1796657400}, "Europe/Moscow"), "2026-12-07T18:30:00+03:00");
  EXPECT_EQ(to_iso_local({1796657400}, "America/St_Johns"), "2026-12-07T12:00:00-03:30");
  EXPECT_EQ(to_iso_local({1796657400}, "UTC"), "2026-12-07T15:30:00+00:00");
  for (std::int64_t s = 1'000'000'000; s < 4'000'000'000; s += 98'765'431) {
    const auto read = parse_iso(to_iso_local({s}, "America/New_York"));
    ASSERT_TRUE(read);
    EXPECT_EQ(to_instant(read->civil, "UTC").instant.seconds - *read->offset_minutes * 60, s);
  }
}

}  // namespace
}  // namespace gs
