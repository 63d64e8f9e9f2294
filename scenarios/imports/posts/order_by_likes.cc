// A dynamic programme over the possible places of each group: which hour of the week it begins with, and in
// which week.
#include "scenarios/imports/posts/order_by_likes.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/time/clock.h"

namespace gs {
namespace {

constexpr std::int64_t kHoursPerDay = 24, kHoursInWeek = 168;
constexpr std::int64_t kPause =
    72;  // hours; a longer pause is no less likely (36 to 96 do alike on a real page)
constexpr int kMonths = 12, kYearTurn = 6;  // a month this far before the last one begins a year (assumption)
constexpr std::size_t kMostWeeks = 4;       // every month holds every weekday at least four times
constexpr std::size_t kFewPosts = 7;        // a week; fewer of one group count as one week's (assumption)
constexpr std::size_t kDaysOfMonth = 30;
constexpr std::size_t kAnyNumber = std::size_t{1} << 40;  // posts a week: everything fits into one

struct DatedMonth {
  std::int64_t first = 0, end = 0;  // days since the epoch
};

DatedMonth month_of(int year, int month) {
  return {days_since_epoch(year, month, 1),
          month == kMonths ? days_since_epoch(year + 1, 1, 1) : days_since_epoch(year, month + 1, 1)};
}

// 1 = Sunday … 7 = Saturday; 1970-01-01 was a Thursday.
std::int64_t weekday_of(std::int64_t day) { return ((day + 4) % 7 + 7) % 7 + 1; }

std::int64_t slot_of(const UndatedPost& post) {  // hour of the week from Sunday
  return (post.weekday - 1) * kHoursPerDay + post.hour;
}

// --- which posts share a group, and the order of the groups

// The likes of every post, missing ones filled with the middle of their month's.
std::vector<double> filled_likes(std::span<const UndatedPost> posts) {
  std::map<int, std::vector<double>> known;
  for (const UndatedPost& post : posts)
    if (post.page_likes > 0) known[post.month].push_back(post.page_likes);
  for (auto& [month, values] : known) std::sort(values.begin(), values.end());
  std::vector<double> likes;
  for (const UndatedPost& post : posts) {
    const auto of_month = known.find(post.month);
    const bool fill = !(post.page_likes > 0) && of_month != known.end();
    likes.push_back(fill ? of_month->second[(of_month->second.size() - 1) / 2] : post.page_likes);
  }
  return likes;
}

// The month with which a year of these months begins: after the longest pause.
int first_month(const std::set<int>& months) {
  int before = *months.rbegin() - kMonths, longest = 0, first = *months.begin();
  for (const int month : months) {
    if (month - before > longest) longest = month - before, first = month;
    before = month;
  }
  return first;
}

std::int64_t place_in_year(int month, int first) { return (month - first + kMonths) % kMonths; }

using GroupKey = std::tuple<double, std::int64_t, double>;  // order of the groups

std::map<GroupKey, PostGroup> grouped_posts(std::span<const UndatedPost> posts, LikesRule rule) {
  const std::vector<double> likes = filled_likes(posts);
  std::map<double, std::set<int>> months;  // that share these likes; all months under one number
  const auto shared = [&](std::size_t i) { return rule == LikesRule::throughout ? likes[i] : 0.0; };
  for (std::size_t i = 0; i < posts.size(); ++i) months[shared(i)].insert(posts[i].month);
  std::map<GroupKey, PostGroup> groups;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const std::int64_t place = place_in_year(posts[i].month, first_month(months[shared(i)]));
    groups[{shared(i), place, likes[i]}].posts.push_back(i);
  }
  return groups;
}

// Groups with their years; nullopt when a month falls by less than a new year explains, or years run away.
std::optional<std::vector<PostGroup>> groups_of(std::span<const UndatedPost> posts,
                                                int first_year,
                                                LikesRule rule) {
  std::vector<PostGroup> groups;
  int year = first_year, before = 0;
  for (auto& [key, group] : grouped_posts(posts, rule)) {
    const int month = posts[group.posts.front()].month;
    if (month < before) {
      if (rule == LikesRule::throughout && before - month < kYearTurn) return std::nullopt;
      if (++year - first_year >= kMostYears) return std::nullopt;
    }
    before = month;
    group.year = year;
    groups.push_back(std::move(group));
  }
  return groups;
}

// --- where a group can lie

// Posts of a group by weekday, hour and rank, each with the week it is dealt to: a group of more posts than a
// busy week's runs over several weeks, and the posts of a weekday take turns.
struct Dealt {
  std::vector<std::size_t> posts;
  std::vector<std::int64_t> week;
};

Dealt deal(std::span<const UndatedPost> posts, const PostGroup& group, std::size_t posts_a_week) {
  Dealt dealt{group.posts, {}};
  std::sort(dealt.posts.begin(), dealt.posts.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(slot_of(posts[a]), posts[a].rank, a) < std::tuple(slot_of(posts[b]), posts[b].rank, b);
  });
  const std::size_t weeks =
      std::clamp<std::size_t>((2 * group.posts.size() + posts_a_week) / (2 * posts_a_week), 1, kMostWeeks);
  std::size_t turn = 0;
  for (std::size_t i = 0; i < dealt.posts.size(); ++i) {
    const bool same_day = i > 0 && posts[dealt.posts[i]].weekday == posts[dealt.posts[i - 1]].weekday;
    turn = same_day ? turn + 1 : 0;
    dealt.week.push_back(static_cast<std::int64_t>(turn % weeks));
  }
  return dealt;
}

// Posts a week of the busiest month.
std::size_t busy_week(std::span<const UndatedPost> posts, std::span<const PostGroup> groups) {
  std::map<std::pair<int, int>, std::size_t> months;
  for (const PostGroup& group : groups)
    months[{group.year, posts[group.posts.front()].month}] += group.posts.size();
  std::size_t most = 0;
  for (const auto& [month, count] : months) most = std::max(most, count);
  return std::max(kFewPosts, most * 7 / kDaysOfMonth);
}

std::int64_t hours_after(const UndatedPost& post, std::int64_t cut) {
  return (slot_of(post) - cut + kHoursInWeek) % kHoursInWeek;
}

// Sums of squared gaps in hours: first with gaps above kPause counted as kPause, then as they are.
struct Cost {
  std::int64_t short_gaps = std::numeric_limits<std::int64_t>::max(), all_gaps = 0;
  auto operator<=>(const Cost&) const = default;
  bool possible() const { return short_gaps != std::numeric_limits<std::int64_t>::max(); }
  Cost and_gap(std::int64_t hours) const {
    const std::int64_t counted = std::min(hours, kPause);
    return {short_gaps + counted * counted, all_gaps + hours * hours};
  }
  Cost operator+(const Cost& more) const { return {short_gaps + more.short_gaps, all_gaps + more.all_gaps}; }
};

struct Placement {
  std::int64_t first = 0, last = 0, cut = 0;  // hours since the epoch; hour of the week it begins with
  Cost inside, cost;                          // of its own gaps; of all gaps up to its last post
  std::size_t before = 0;                     // placement of the group before
};

// Hours after the first one at which the group posts when it begins with `cut`.
struct Rhythm {
  std::int64_t first = -1, last = 0;
  Cost gaps{0, 0};
};

Rhythm rhythm_of(std::span<const UndatedPost> posts, const Dealt& dealt, std::int64_t cut) {
  std::array<bool, kMostWeeks * kHoursInWeek> busy{};
  for (std::size_t i = 0; i < dealt.posts.size(); ++i)
    busy[static_cast<std::size_t>(dealt.week[i] * kHoursInWeek + hours_after(posts[dealt.posts[i]], cut))] =
        true;
  Rhythm rhythm;
  for (std::size_t hour = 0; hour < busy.size(); ++hour) {
    if (!busy[hour]) continue;
    const auto now = static_cast<std::int64_t>(hour);
    if (rhythm.first < 0)
      rhythm.first = now;
    else
      rhythm.gaps = rhythm.gaps.and_gap(now - rhythm.last);
    rhythm.last = now;
  }
  return rhythm;
}

std::vector<Placement> placements_of(std::span<const UndatedPost> posts, const Dealt& dealt, int year) {
  std::vector<Placement> placements;
  const DatedMonth month = month_of(year, posts[dealt.posts.front()].month);
  for (std::size_t k = 0; k < dealt.posts.size(); ++k) {
    const UndatedPost& head = posts[dealt.posts[k]];
    const std::int64_t cut = slot_of(head);
    if (k > 0 && slot_of(posts[dealt.posts[k - 1]]) == cut) continue;
    const Rhythm rhythm = rhythm_of(posts, dealt, cut);
    for (const std::int64_t day : dates_of(head, year)) {
      const std::int64_t start = day * kHoursPerDay + head.hour;
      if (start + rhythm.last < month.end * kHoursPerDay)
        placements.push_back({start + rhythm.first, start + rhythm.last, cut, rhythm.gaps, {}, 0});
    }
  }
  return placements;
}

// Best cost of every placement given those of the group before; false when none can follow.
bool link(std::vector<Placement>& placements, const std::vector<Placement>* earlier) {
  bool any = false;
  for (Placement& here : placements) {
    if (earlier == nullptr) here.cost = here.inside;
    for (std::size_t j = 0; earlier != nullptr && j < earlier->size(); ++j) {
      const Placement& there = (*earlier)[j];
      if (!there.cost.possible() || there.last > here.first) continue;
      const Cost cost = there.cost.and_gap(here.first - there.last) + here.inside;
      if (cost <= here.cost) here.cost = cost, here.before = j;
    }
    any = any || here.cost.possible();
  }
  return any;
}

void arrange(std::span<const UndatedPost> posts, const Dealt& dealt, std::int64_t cut, PostGroup& group) {
  std::vector<std::tuple<std::int64_t, std::size_t, std::size_t>> order;
  for (std::size_t i = 0; i < dealt.posts.size(); ++i) {
    const UndatedPost& post = posts[dealt.posts[i]];
    order.emplace_back(dealt.week[i] * kHoursInWeek + hours_after(post, cut), post.rank, dealt.posts[i]);
  }
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < order.size(); ++i) group.posts[i] = std::get<2>(order[i]);
}

// Puts the posts of every group in order; false when the groups leave each other no room.
bool arrange_all(std::span<const UndatedPost> posts,
                 std::vector<PostGroup>& groups,
                 std::size_t posts_a_week) {
  std::vector<Dealt> dealt;
  std::vector<std::vector<Placement>> table;
  for (const PostGroup& group : groups) {
    dealt.push_back(deal(posts, group, posts_a_week));
    std::vector<Placement> placements = placements_of(posts, dealt.back(), group.year);
    if (!link(placements, table.empty() ? nullptr : &table.back())) return false;
    table.push_back(std::move(placements));
  }
  const auto cheaper = [](const Placement& a, const Placement& b) { return a.cost < b.cost; };
  const std::vector<Placement>& last = table.back();
  auto at = static_cast<std::size_t>(std::min_element(last.begin(), last.end(), cheaper) - last.begin());
  for (std::size_t g = table.size(); g-- > 0;) {
    const Placement& chosen = table[g][at];
    arrange(posts, dealt[g], chosen.cut, groups[g]);
    at = chosen.before;
  }
  return true;
}

}  // namespace

std::vector<std::int64_t> dates_of(const UndatedPost& post, int year) {
  const DatedMonth month = month_of(year, post.month);
  std::vector<std::int64_t> days;
  const std::int64_t first = month.first + (post.weekday - weekday_of(month.first) + 7) % 7;
  for (std::int64_t day = first; day < month.end; day += 7) days.push_back(day);
  return days;
}

std::optional<std::vector<PostGroup>> order_by_likes(std::span<const UndatedPost> posts,
                                                     int first_year,
                                                     LikesRule rule) {
  auto groups = groups_of(posts, first_year, rule);
  if (!groups) return std::nullopt;
  for (const std::size_t posts_a_week : {busy_week(posts, *groups), kAnyNumber})
    if (arrange_all(posts, *groups, posts_a_week)) return groups;
  return std::nullopt;
}

}  // namespace gs
