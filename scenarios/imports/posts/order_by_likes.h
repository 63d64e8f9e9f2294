// The order of posts of which only month, weekday, hour and the page likes of their day are known.
// Method: page likes never fall in time, so posts go by likes. Posts that share month and likes are laid into
// one week of the calendar, or several where they are too many, so that the gaps between all posts are as
// even as possible (least sum of squared hours, a gap above three days counted as three). Only content
// decides; the order in which the posts are given never does. What it cannot do: tell which of two posts of
// one weekday came a week earlier when both share their likes.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gs {

struct UndatedPost {
  int month = 1, weekday = 1, hour = 0;  // 1 = Sunday … 7 = Saturday, as the 2014 export counts
  double page_likes = 0;                 // 0 when the file does not say
  std::size_t rank = 0;                  // order by content, for posts that nothing else tells apart
};

struct PostGroup {  // posts of one month that share their likes
  int year = 0;
  std::vector<std::size_t> posts;  // places in the list given, oldest first
};

// Posts without likes count with the middle of their month's.
enum class LikesRule : std::uint8_t {
  throughout,    // likes never fall: a month far before the last one begins the next year
  within_months  // likes may fall from one month to the next: one year from the longest pause on
};

// Groups, oldest first; nullopt when the rule does not hold or weekdays leave no room for the order.
std::optional<std::vector<PostGroup>> order_by_likes(std::span<const UndatedPost> posts,
                                                     int first_year,
                                                     LikesRule rule);

// Every date of the post's month with its weekday, as days since 1970-01-01.
std::vector<std::int64_t> dates_of(const UndatedPost& post, int year);

inline constexpr int kMostYears = 8;  // posts that turn more years are out of order

}  // namespace gs
