#include "scenarios/imports/posts/rebuild_dates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

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

// The same posts in another order, and where each of them stood before.
struct Shuffled {
  std::vector<UndatedPost> posts;
  std::vector<std::size_t> from;
};
Shuffled shuffled(const std::vector<UndatedPost>& posts, std::uint32_t key) {
  Shuffled out;
  for (std::size_t i = 0; i < posts.size(); ++i) out.from.push_back(i);
  std::sort(out.from.begin(), out.from.end(), [&](std::size_t a, std::size_t b) {
    return philox4x32({static_cast<std::uint32_t>(a), 0, 0, 0}, {key, 7}) <
           philox4x32({static_cast<std::uint32_t>(b), 0, 0, 0}, {key, 7});
  });
  for (const std::size_t i : out.from) out.posts.push_back(posts[i]);
  return out;
}

// Dates do not depend on the order of rows.
void expect_invariant(std::vector<UndatedPost> posts) {
  for (std::size_t i = 0; i < posts.size(); ++i) posts[i].rank = i;
  const RebuiltDates plain = rebuild_dates(posts, 2014);
  for (const std::uint32_t key : {1u, 2u, 3u, 4u}) {
    const Shuffled other = shuffled(posts, key);
    const RebuiltDates dates = rebuild_dates(other.posts, 2014);
    EXPECT_EQ(dates.order, plain.order);
    EXPECT_EQ(dates.within_days, plain.within_days);
    for (std::size_t i = 0; i < posts.size(); ++i) EXPECT_EQ(dates.when[i], plain.when[other.from[i]]);
  }
}

TEST(RebuildDates, FindsEveryDateOfADailyPage) {
  const std::vector<UndatedPost> posts = two_a_day();
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  EXPECT_EQ(dates.within_days, 0);
  EXPECT_EQ(dates.order, FoundOrder::by_page_likes);
  EXPECT_EQ(to_iso_date(dates.when.front()), "2014-04-30");
  EXPECT_EQ(dates.when.front().hour, 10);
  EXPECT_EQ(to_iso_date(dates.when.back()), "2014-03-01");
}

TEST(RebuildDates, RefusesAYearWhoseWeekdaysDoNotFit) {
  EXPECT_THROW(rebuild_dates(two_a_day(), 2015), Error);
  EXPECT_NO_THROW(rebuild_dates(two_a_day(), 2025));  // the same calendar as 2014
}

TEST(RebuildDates, GivesTheSameDatesInAnyOrderOfRows) {
  expect_invariant(two_a_day());
  std::vector<UndatedPost> rough = two_a_day();  // likes move only every ninth day
  for (UndatedPost& post : rough) post.page_likes = std::floor(post.page_likes / 9);
  expect_invariant(rough);
  for (std::size_t i = 0; i < rough.size(); i += 3) rough[i].page_likes = 0;  // and some are missing
  expect_invariant(rough);
  for (UndatedPost& post : rough) post.page_likes = 0;
  expect_invariant(rough);
}

// A post a day from Monday 9 to Friday 20 June. Likes 200 stand from Thursday to Tuesday, so that their first
// post has the highest weekday.
TEST(RebuildDates, LaysPostsThatShareLikesBetweenTheirNeighbours) {
  std::vector<UndatedPost> posts;
  for (int day = 9; day <= 20; ++day)
    posts.push_back(undated(2014, 6, day, 9, day < 12 ? 100 : day < 18 ? 200 : 300));
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  for (std::size_t i = 0; i < posts.size(); ++i) {
    EXPECT_EQ(dates.when[i].day - dates.when[0].day, static_cast<int>(i));
  }
}

TEST(RebuildDates, SpreadsAMonthWithoutLikesOverItsWeeks) {
  std::vector<UndatedPost> posts = two_a_day();
  for (UndatedPost& post : posts) post.page_likes = 0;
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  std::map<std::string, int> a_day;
  for (const CivilTime& when : dates.when) ++a_day[to_iso_date(when)];
  EXPECT_GE(a_day.size(), 50u);
  for (const auto& [day, count] : a_day) EXPECT_LE(count, 5) << day;
}

TEST(RebuildDates, OrdersByMonthWhereLikesFall) {
  const std::vector<UndatedPost> posts{
      undated(2014, 5, 6, 9, 90), undated(2014, 4, 9, 9, 100), undated(2014, 6, 11, 9, 95)};
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  EXPECT_EQ(dates.order, FoundOrder::by_month);
  EXPECT_LT(dates.when[1], dates.when[0]);
  EXPECT_LT(dates.when[0], dates.when[2]);
  expect_invariant(posts);
}

// Likes that fall inside a month in which every weekday stands once: only the rows can tell.
TEST(RebuildDates, TakesRowsNewestFirstWhereLikesFitNoWeeks) {
  std::vector<UndatedPost> posts;
  for (int day = 28; day >= 1; --day) posts.push_back(undated(2014, 2, day, 9, 2000 - day));
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  EXPECT_EQ(dates.order, FoundOrder::by_rows);
  EXPECT_EQ(to_iso_date(dates.when.front()), "2014-02-28");
  std::reverse(posts.begin(), posts.end());
  EXPECT_THROW(rebuild_dates(posts, 2014), Error);
}

TEST(RebuildDates, SaysHowFarADateCouldMove) {
  const std::vector<UndatedPost> lone{undated(2014, 6, 11, 9)};  // a Wednesday in June: 4, 11, 18 or 25
  const RebuiltDates dates = rebuild_dates(lone, 2014);
  EXPECT_EQ(dates.uncertain, 1);
  EXPECT_EQ(dates.within_days, 21);
}

TEST(RebuildDates, TurnsTheYearWhereMonthsStartAnew) {
  const std::vector<UndatedPost> posts{undated(2015, 1, 2, 9, 12),
                                       undated(2014, 12, 31, 9, 11),
                                       undated(2014, 12, 30, 9, 10),
                                       undated(2015, 1, 5, 9, 11)};
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  EXPECT_EQ(dates.when[0].year, 2015);
  EXPECT_EQ(to_iso_date(dates.when[1]), "2014-12-31");
  EXPECT_EQ(dates.when[3].year, 2015);
  expect_invariant(posts);
}

TEST(RebuildDates, SpreadsPostsOfOneHourByTheirRank) {
  std::vector<UndatedPost> posts(4, undated(2014, 6, 11, 9));
  for (std::size_t i = 0; i < posts.size(); ++i) posts[i].rank = 3 - i;
  const RebuiltDates dates = rebuild_dates(posts, 2014);
  EXPECT_EQ(dates.when[3].minute, 0);
  EXPECT_EQ(dates.when[2].minute, 15);
  EXPECT_EQ(dates.when[0].minute, 45);
}

}  // namespace
}  // namespace gs
