// A dynamic programme over the possible dates of each post, the order given.
#include "scenarios/imports/posts/rebuild_dates.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "core/error.h"

namespace gs {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSecondsPerDay = 86400;

// A post at its place in time: which one, and in which year.
struct Placed {
  std::size_t post = 0;
  int year = 0;
};
using Sequence = std::vector<Placed>;  // oldest first

Sequence sequence_of(std::span<const PostGroup> groups) {
  Sequence sequence;
  for (const PostGroup& group : groups)
    for (const std::size_t post : group.posts) sequence.push_back({post, group.year});
  return sequence;
}

// Rows from the last to the first, each a group of its own; a month smaller than the one before begins the
// next year. Nothing when years run away.
std::vector<PostGroup> rows_newest_first(std::span<const UndatedPost> posts, int first_year) {
  std::vector<PostGroup> groups;
  int year = first_year;
  for (std::size_t i = posts.size(); i-- > 0;) {
    if (i + 1 < posts.size() && posts[i].month < posts[i + 1].month) ++year;
    groups.push_back({year, {i}});
  }
  if (year - first_year >= kMostYears) groups.clear();
  return groups;
}

struct Choice {
  std::int64_t day = 0, cost = kNever;
  int before = -1;  // index of the choice made for the post before
};

struct Moment {
  std::int64_t day = 0;
  int hour = 0;
  auto operator<=>(const Moment&) const = default;
};

std::vector<std::int64_t> trace(const std::vector<std::vector<Choice>>& table) {
  std::vector<std::int64_t> days(table.size());
  const auto& last = table.back();
  auto best = std::min_element(last.begin(), last.end(), [](const Choice& a, const Choice& b) {
    return std::tie(a.cost, b.day) < std::tie(b.cost, a.day);  // of equals the later date
  });
  int at = static_cast<int>(best - last.begin());
  for (std::size_t i = table.size(); i-- > 0;) {
    const Choice& choice = table[i][static_cast<std::size_t>(at)];
    days[i] = choice.day;
    at = choice.before;
  }
  return days;
}

// The evenest dates that keep the sequence, by place in it; nullopt when the weekdays do not allow it.
std::optional<std::vector<std::int64_t>> date_sequence(std::span<const UndatedPost> posts,
                                                       const Sequence& sequence) {
  std::vector<std::vector<Choice>> table;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const UndatedPost& post = posts[sequence[i].post];
    std::vector<Choice> row;
    for (const std::int64_t day : dates_of(post, sequence[i].year))
      row.push_back({day, i == 0 ? 0 : kNever, -1});
    for (Choice& choice : row)
      for (std::size_t j = 0; i > 0 && j < table[i - 1].size(); ++j) {
        const Choice& before = table[i - 1][j];
        const Moment here{choice.day, post.hour}, there{before.day, posts[sequence[i - 1].post].hour};
        if (before.cost == kNever || here < there) continue;
        const std::int64_t gap = choice.day - before.day, cost = before.cost + gap * gap;
        if (cost <= choice.cost) choice.cost = cost, choice.before = static_cast<int>(j);
      }
    if (std::all_of(row.begin(), row.end(), [](const Choice& c) { return c.cost == kNever; }))
      return std::nullopt;
    table.push_back(std::move(row));
  }
  return trace(table);
}

// Earliest (or latest) possible date of every post when only the groups' order is kept.
template <class Dates, class Fits>
std::vector<std::int64_t> bounds(std::span<const UndatedPost> posts,
                                 std::span<const PostGroup> groups,
                                 Dates&& dates,
                                 Fits&& fits) {
  std::vector<std::int64_t> bound(posts.size());
  std::optional<Moment> limit;
  for (const PostGroup& group : groups) {
    std::optional<Moment> next;
    for (const std::size_t i : group.posts) {
      for (const std::int64_t day : dates(posts[i], group.year)) {
        const Moment here{day, posts[i].hour};
        if (limit && !fits(*limit, here)) continue;
        bound[i] = day;
        if (!next || fits(*next, here)) next = here;
        break;
      }
    }
    limit = next;
  }
  return bound;
}

// How far each date could move with the order of the groups kept.
void measure(std::span<const UndatedPost> posts,
             std::span<const PostGroup> groups,
             const std::vector<std::int64_t>& day_of_post,
             RebuiltDates& out) {
  const auto early = bounds(posts, groups, dates_of, [](Moment a, Moment b) { return a <= b; });
  const std::vector<PostGroup> reversed(groups.rbegin(), groups.rend());
  const auto from_the_end = [](const UndatedPost& post, int year) {
    std::vector<std::int64_t> dates = dates_of(post, year);
    std::reverse(dates.begin(), dates.end());
    return dates;
  };
  const auto late = bounds(posts, reversed, from_the_end, [](Moment a, Moment b) { return a >= b; });
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const std::int64_t off = std::max(day_of_post[i] - early[i], late[i] - day_of_post[i]);
    out.within_days = std::max(out.within_days, static_cast<int>(off));
    out.uncertain += off > 0;
  }
}

RebuiltDates finished(std::span<const UndatedPost> posts,
                      std::span<const PostGroup> groups,
                      const std::vector<std::int64_t>& days,
                      FoundOrder order) {
  RebuiltDates out{.when = std::vector<CivilTime>(posts.size()), .order = order};
  const Sequence sequence = sequence_of(groups);
  std::vector<std::int64_t> day_of_post(posts.size());
  for (std::size_t i = 0, end = 0; i < sequence.size(); i = end) {
    const int hour = posts[sequence[i].post].hour;
    for (end = i + 1;
         end < sequence.size() && days[end] == days[i] && posts[sequence[end].post].hour == hour;)
      ++end;
    for (std::size_t k = i; k < end; ++k) {
      const auto second = static_cast<int>(3600 * (k - i) / (end - i));
      CivilTime when = to_civil(Instant{days[k] * kSecondsPerDay}, "UTC");
      when.hour = hour, when.minute = second / 60, when.second = second % 60;
      out.when[sequence[k].post] = when;
      day_of_post[sequence[k].post] = days[k];
    }
  }
  measure(posts, groups, day_of_post, out);
  return out;
}

}  // namespace

RebuiltDates rebuild_dates(std::span<const UndatedPost> posts, int first_year) {
  if (posts.empty()) return {};
  for (const auto& [rule, order] : {std::pair(LikesRule::throughout, FoundOrder::by_page_likes),
                                    std::pair(LikesRule::within_months, FoundOrder::by_month)})
    if (const auto groups = order_by_likes(posts, first_year, rule))
      if (const auto days = date_sequence(posts, sequence_of(*groups)))
        return finished(posts, *groups, *days, order);
  if (const auto groups = rows_newest_first(posts, first_year); !groups.empty())
    if (const auto days = date_sequence(posts, sequence_of(groups)))
      return finished(posts, groups, *days, FoundOrder::by_rows);
  throw Error(
      Fault::bad_input,
      "",
      "months, weekdays and page likes fit no dates from " + std::to_string(first_year) + " on",
      "pass the year of the oldest post with --year, or, where page likes fall, import the rows in the "
      "export's own order",
      "V06");
}

}  // namespace gs
