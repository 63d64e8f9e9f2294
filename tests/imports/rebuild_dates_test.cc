#include "scenarios/imports/posts/rebuild_dates.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/draw.h"
#include "core/error.h"

namespace gs {
namespace {

UndatedPost undated(int year, int month, int day, int hour, double likes = 0) {
  const int sunday_first = (weekday({year, month, day}) + 1) % 7 + 1;
  return {month, sunday_first, hour, likes, 0};
}

// Two posts a day through March and April 2014, newest first, as the export lists them.
std::vector<UndatedPost> two_a_day() {
  std::vector<UndatedPost> posts;
  for (int month = 4; month >= 3; --month)
    for (int day = month == 4 ? 30 : 31; day >= 1; --day)
      for (const int hour : {10, 3})
        posts.push_back(undated(2014, month, day, hour, 1000 + 40 * month + day));
  return posts;
}

TEST(RebuildDates, FindsEveryDateOfADailyPage) {
  const std::vector<UndatedPost> posts = two_a_day();
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  EXPECT_EQ(dates.within_days, 0);
  EXPECT_EQ(dates.order, FoundOrder::newest_first);
  EXPECT_EQ(to_iso_date(dates.when.front()), "2014-04-30");
  EXPECT_EQ(dates.when.front().hour, 10);
  EXPECT_EQ(to_iso_date(dates.when.back()), "2014-03-01");
}

TEST(RebuildDates, RefusesAYearWhoseWeekdaysDoNotFit) {
  EXPECT_THROW(rebuild_dates(two_a_day(), 2015), Error);
  EXPECT_NO_THROW(rebuild_dates(two_a_day(), 2025));  // the same calendar as 2014
}

TEST(RebuildDates, GivesTheSameDatesOldestFirst) {
  std::vector<UndatedPost> posts = two_a_day();
  const RebuiltDates newest_first = rebuild_dates(posts, 2014);
  std::reverse(posts.begin(), posts.end());
  const RebuiltDates oldest_first = rebuild_dates(posts, 2014);
  EXPECT_EQ(oldest_first.order, FoundOrder::oldest_first);
  EXPECT_TRUE(std::equal(newest_first.when.begin(), newest_first.when.end(), oldest_first.when.rbegin()));
}

TEST(RebuildDates, OrdersShuffledRowsByPageLikes) {
  const std::vector<UndatedPost> posts = two_a_day();
  const RebuiltDates plain = rebuild_dates(posts, 2014);
  std::vector<std::size_t> order(posts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [](std::size_t a, std::size_t b) {
    return philox4x32({static_cast<std::uint32_t>(a), 0, 0, 0}, {7, 7}) <
           philox4x32({static_cast<std::uint32_t>(b), 0, 0, 0}, {7, 7});
  });
  std::vector<UndatedPost> shuffled;
  for (const std::size_t i : order) shuffled.push_back(posts[i]);
  const RebuiltDates dates = rebuild_dates(shuffled, 2014);
  EXPECT_EQ(dates.order, FoundOrder::by_page_likes);
  for (std::size_t i = 0; i < order.size(); ++i)
    EXPECT_EQ(dates.when[i], plain.when[order[i]]);  // likes grow daily here
}

TEST(RebuildDates, SaysHowFarADateCouldMove) {
  const std::vector<UndatedPost> lone{undated(2014, 6, 11, 9)};  // a Wednesday in June: 4, 11, 18 or 25
  const RebuiltDates dates = rebuild_dates(lone, 2014);
  EXPECT_EQ(dates.uncertain, 1);
  EXPECT_EQ(dates.within_days, 21);
}

TEST(RebuildDates, TurnsTheYearWhereMonthsStartAnew) {
  const std::vector<UndatedPost> posts{
      undated(2015, 1, 2, 9, 12), undated(2014, 12, 31, 9, 11), undated(2014, 12, 30, 9, 10)};
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  EXPECT_EQ(dates.when[0].year, 2015);
  EXPECT_EQ(to_iso_date(dates.when[1]), "2014-12-31");
}

TEST(RebuildDates, SpreadsPostsOfOneHourInTheirOrder) {
  const std::vector<UndatedPost> posts(4, undated(2014, 6, 11, 9));
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  EXPECT_EQ(dates.when[3].minute, 0);
  EXPECT_EQ(dates.when[2].minute, 15);
  EXPECT_EQ(dates.when[0].minute, 45);
}

}  // namespace
}  // namespace gs
