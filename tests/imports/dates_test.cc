#include "scenarios/reading/dates.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace gs {
namespace {

std::string read(std::string_view cell, DateOrder order = DateOrder::month_day) {
  const DateText date = take_date_apart(cell);
  if (!date.readable) return "unreadable";
  const DateReading reading = read_date(date, order);
  if (!reading.fault.empty()) return reading.fault + " [" + reading.code + "]";
  const CivilTime& t = reading.civil;
  return to_iso_date(t) + " " + std::to_string(t.hour) + ":" + std::to_string(t.minute) + ":" +
         std::to_string(t.second);
}

TEST(DateText, ReadsTheFormsExportsUse) {
  EXPECT_EQ(read("08/15/2026 12:05"), "2026-08-15 12:5:0");
  EXPECT_EQ(read("15.08.2026"), "2026-08-15 0:0:0");
  EXPECT_EQ(read("15/08/2026", DateOrder::day_month), "2026-08-15 0:0:0");
  EXPECT_EQ(read("2026-08-15T12:05:09.250"), "2026-08-15 12:5:9");
  EXPECT_EQ(read("8/5/2026, 1:07 PM"), "2026-08-05 13:7:0");
  EXPECT_EQ(read("8/5/2026 12:07 AM"), "2026-08-05 0:7:0");
}

TEST(DateText, ReadsMonthsInWords) {
  EXPECT_EQ(read("Sep 26, 2026"), "2026-09-26 0:0:0");
  EXPECT_EQ(read("Sat, Nov 30, 2024"), "2024-11-30 0:0:0");
  EXPECT_EQ(read("Oct 1, 2026, 7:30\u202fPM"), "2026-10-01 19:30:0");
  EXPECT_EQ(read("5 авг. 2026 г., 18:05"), "2026-08-05 18:5:0");
  EXPECT_EQ(read("5 de agosto de 2026"), "2026-08-05 0:0:0");
  EXPECT_EQ(read("mar., 5 nov. 2024"), "2024-11-05 0:0:0");
  EXPECT_EQ(read("2 paź 2026"), "2026-10-02 0:0:0");
  EXPECT_EQ(read("17 Mei 2026"), "2026-05-17 0:0:0");
  EXPECT_EQ(read("28 févr. 2026"), "2026-02-28 0:0:0");
  EXPECT_EQ(read("3. März 2026"), "2026-03-03 0:0:0");
  EXPECT_EQ(read("30 Feb 2026"), "30 Feb 2026 is not a calendar date [V06]");
  EXPECT_EQ(read("September 4"), "'September 4' has no year [V06]");
  EXPECT_EQ(read("4 of 12 posts in May"), "unreadable");
}

TEST(DateText, ReadsOffsets) {
  EXPECT_EQ(take_date_apart("2026-08-15 12:00:00 +0000").offset_minutes, 0);
  EXPECT_EQ(take_date_apart("2026-08-15T12:00:00Z").offset_minutes, 0);
  EXPECT_EQ(take_date_apart("2026-08-15T12:00:00+05:30").offset_minutes, 330);
  EXPECT_EQ(take_date_apart("2026-08-15 12:00 -0300").offset_minutes, -180);
  EXPECT_EQ(take_date_apart("2026-08-15 12:00").offset_minutes, std::nullopt);
}

TEST(DateText, RefusesDaysThatAreNot) {
  EXPECT_EQ(read("31.02.2026"), "31.02.2026 is not a calendar date [V06]");
  EXPECT_EQ(read("2026-13-01"), "2026-13-01 is not a calendar date [V06]");
  EXPECT_EQ(read("29.02.2026"), "29.02.2026 is not a calendar date [V06]");
  EXPECT_EQ(read("29.02.2024"), "2024-02-29 0:0:0");
}

TEST(DateText, RefusesYearsOutsideSocialMedia) {
  EXPECT_EQ(read("0206-03-01"), "year 206 outside 2004–2100 [V09]");
  EXPECT_EQ(read("01.03.20260"), "year 20260 outside 2004–2100 [V09]");
  EXPECT_EQ(read("1970-01-20"), "year 1970 outside 2004–2100 [V09]");
  EXPECT_EQ(read("03/01/26"), "year 26 outside 2004–2100 [V09]");
}

TEST(DateText, RefusesOtherText) {
  for (const char* bad : {"",
                          "today",
                          "1700000000",
                          "2026-08",
                          "2026-08-15 25:00",
                          "2026-08-15 12:61",
                          "2026-08-15 12:00 CET",
                          "15/08-2026",
                          "2026-08-15T12:00:00+99:00",
                          "13:00 PM"})
    EXPECT_EQ(read(bad), "unreadable") << bad;
}

TEST(DateOrder, IsToldOnlyByDatesThatReadOneWay) {
  EXPECT_EQ(told_order(take_date_apart("13/04/2026")), DateOrder::day_month);
  EXPECT_EQ(told_order(take_date_apart("04/13/2026")), DateOrder::month_day);
  EXPECT_EQ(told_order(take_date_apart("03/04/2026")), DateOrder::unknown);
  EXPECT_EQ(told_order(take_date_apart("03.04.2026")), DateOrder::day_month);
  EXPECT_EQ(told_order(take_date_apart("2026-04-13")), DateOrder::unknown);
}

TEST(DateOrder, RefusesAnUnknownName) { EXPECT_THROW(named_order("year first"), Error); }

}  // namespace
}  // namespace gs
