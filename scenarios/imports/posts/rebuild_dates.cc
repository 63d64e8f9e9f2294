// Two small dynamic programmes: over the possible dates of each post in a given order, and over the possible
// weeks of each group of posts that share month and page likes.
#include "scenarios/imports/posts/rebuild_dates.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>

#include "core/error.h"

namespace gs {
namespace {

using Sequence = std::vector<std::size_t>;  // posts, oldest first
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSecondsPerDay = 86400;
constexpr int kMostYears = 8;  // an export that turns more years has its rows out of order
constexpr std::int64_t kWeek = 7;

struct DatedMonth {
  std::int64_t first = 0, days = 0;  // days since the epoch
};

DatedMonth month_of(int year, int month) {
  const std::int64_t first = days_since_epoch(year, month, 1);
  const std::int64_t next =
      month == 12 ? days_since_epoch(year + 1, 1, 1) : days_since_epoch(year, month + 1, 1);
  return {first, next - first};
}

// 1 = Sunday … 7 = Saturday; 1970-01-01 was a Thursday.
std::int64_t weekday_of(std::int64_t day) { return ((day + 4) % kWeek + kWeek) % kWeek + 1; }

std::vector<std::int64_t> dates_of(const UndatedPost& post, int year) {
  const DatedMonth month = month_of(year, post.month);
  std::vector<std::int64_t> days;
  for (std::int64_t day = month.first; day < month.first + month.days; ++day)
    if (weekday_of(day) == post.weekday) days.push_back(day);
  return days;
}

// Years of a sequence: a month smaller than the one before begins the next year.
std::vector<int> years_of(std::span<const UndatedPost> posts, const Sequence& sequence, int first_year) {
  std::vector<int> years;
  int year = first_year;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    if (i > 0 && posts[sequence[i]].month < posts[sequence[i - 1]].month) ++year;
    years.push_back(year);
  }
  return years;
}

struct Choice {
  std::int64_t day = 0, cost = kNever;
  int before = -1;  // index of the choice made for the post before
};

struct Dated {
  std::vector<std::int64_t> days;  // by place in the sequence
  std::vector<std::vector<std::int64_t>> possible;
};

bool follows(std::int64_t day, int hour, std::int64_t earlier_day, int earlier_hour) {
  return std::tie(day, hour) >= std::tie(earlier_day, earlier_hour);
}

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

// The evenest dates that keep the sequence; nullopt when the weekdays do not allow it.
std::optional<Dated> date_sequence(std::span<const UndatedPost> posts,
                                   const Sequence& sequence,
                                   int first_year) {
  const std::vector<int> years = years_of(posts, sequence, first_year);
  if (years.back() - first_year >= kMostYears) return std::nullopt;
  Dated dated;
  std::vector<std::vector<Choice>> table;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const UndatedPost& post = posts[sequence[i]];
    dated.possible.push_back(dates_of(post, years[i]));
    std::vector<Choice> row;
    for (const std::int64_t day : dated.possible[i]) row.push_back({day, i == 0 ? 0 : kNever, -1});
    for (Choice& choice : row)
      for (std::size_t j = 0; i > 0 && j < table[i - 1].size(); ++j) {
        const Choice& before = table[i - 1][j];
        if (before.cost == kNever || !follows(choice.day, post.hour, before.day, posts[sequence[i - 1]].hour))
          continue;
        const std::int64_t cost = before.cost + (choice.day - before.day) * (choice.day - before.day);
        if (cost <= choice.cost) choice.cost = cost, choice.before = static_cast<int>(j);
      }
    if (std::all_of(row.begin(), row.end(), [](const Choice& c) { return c.cost == kNever; }))
      return std::nullopt;
    table.push_back(std::move(row));
  }
  dated.days = trace(table);
  return dated;
}

bool likes_never_fall(std::span<const UndatedPost> posts, const Sequence& sequence) {
  for (std::size_t i = 1; i < sequence.size(); ++i)
    if (posts[sequence[i]].page_likes < posts[sequence[i - 1]].page_likes) return false;
  return true;
}

// One week in which all posts of a group could lie.
struct Week {
  std::vector<std::pair<std::int64_t, std::size_t>> members;  // (day, post), in time order
  std::int64_t cost = kNever;
  int before = -1;
};

std::vector<Week> weeks_of(std::span<const UndatedPost> posts, const Sequence& group, int year) {
  std::vector<Week> weeks;
  const DatedMonth month = month_of(year, posts[group[0]].month);
  for (std::int64_t start = month.first - kWeek + 1; start < month.first + month.days; ++start) {
    Week week;
    for (const std::size_t i : group) {
      const std::int64_t day = start + (posts[i].weekday - weekday_of(start) + kWeek) % kWeek;
      if (day >= month.first && day < month.first + month.days) week.members.emplace_back(day, i);
    }
    if (week.members.size() != group.size()) continue;
    std::sort(week.members.begin(), week.members.end(), [&](const auto& a, const auto& b) {
      return std::tuple(a.first, posts[a.second].hour, posts[a.second].rank) <
             std::tuple(b.first, posts[b.second].hour, posts[b.second].rank);
    });
    if (weeks.empty() || weeks.back().members != week.members) weeks.push_back(std::move(week));
  }
  return weeks;
}

std::int64_t inner_cost(const Week& week) {
  std::int64_t cost = 0;
  for (std::size_t i = 1; i < week.members.size(); ++i) {
    const std::int64_t gap = week.members[i].first - week.members[i - 1].first;
    cost += gap * gap;
  }
  return cost;
}

void link(std::span<const UndatedPost> posts, std::vector<Week>& weeks, const std::vector<Week>* before) {
  for (Week& week : weeks) {
    const std::int64_t inner = inner_cost(week);
    if (!before) week.cost = inner;
    const auto [day, first] = week.members.front();
    for (std::size_t j = 0; before && j < before->size(); ++j) {
      const Week& earlier = (*before)[j];
      const auto [last_day, last] = earlier.members.back();
      if (earlier.cost == kNever || !follows(day, posts[first].hour, last_day, posts[last].hour)) continue;
      const std::int64_t cost = earlier.cost + inner + (day - last_day) * (day - last_day);
      if (cost <= week.cost) week.cost = cost, week.before = static_cast<int>(j);
    }
  }
}

// The order content gives, whatever the order of rows; empty when groups cannot follow each other.
Sequence order_by_likes(std::span<const UndatedPost> posts, int year) {
  std::map<std::pair<int, double>, Sequence> groups;
  for (std::size_t i = 0; i < posts.size(); ++i) groups[{posts[i].month, posts[i].page_likes}].push_back(i);
  std::vector<std::vector<Week>> table;
  for (const auto& [key, group] : groups) {
    std::vector<Week> weeks = weeks_of(posts, group, year);
    link(posts, weeks, table.empty() ? nullptr : &table.back());
    if (std::all_of(weeks.begin(), weeks.end(), [](const Week& week) { return week.cost == kNever; }))
      return {};
    table.push_back(std::move(weeks));
  }
  const auto& last = table.back();
  const auto cheaper = [](const Week& a, const Week& b) { return a.cost < b.cost; };
  int at = static_cast<int>(std::min_element(last.begin(), last.end(), cheaper) - last.begin());
  Sequence sequence;
  for (std::size_t g = table.size(); g-- > 0;) {
    const Week& week = table[g][static_cast<std::size_t>(at)];
    for (std::size_t k = week.members.size(); k-- > 0;) sequence.push_back(week.members[k].second);
    at = week.before;
  }
  std::reverse(sequence.begin(), sequence.end());
  return sequence;
}

// How far each date could move with the order kept: earliest and latest possible dates against the chosen
// ones.
void measure(std::span<const UndatedPost> posts,
             const Sequence& sequence,
             const Dated& dated,
             RebuiltDates& out) {
  const std::size_t n = sequence.size();
  std::vector<std::int64_t> early(n), late(n);
  for (std::size_t i = 0; i < n; ++i)
    early[i] = *std::find_if(dated.possible[i].begin(), dated.possible[i].end(), [&](std::int64_t day) {
      return i == 0 || follows(day, posts[sequence[i]].hour, early[i - 1], posts[sequence[i - 1]].hour);
    });
  for (std::size_t i = n; i-- > 0;)
    late[i] = *std::find_if(dated.possible[i].rbegin(), dated.possible[i].rend(), [&](std::int64_t day) {
      return i + 1 == n || follows(late[i + 1], posts[sequence[i + 1]].hour, day, posts[sequence[i]].hour);
    });
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t off = std::max(dated.days[i] - early[i], late[i] - dated.days[i]);
    out.within_days = std::max(out.within_days, static_cast<int>(off));
    out.uncertain += off > 0;
  }
}

RebuiltDates finished(std::span<const UndatedPost> posts,
                      const Sequence& sequence,
                      const Dated& dated,
                      FoundOrder order) {
  RebuiltDates out{.when = std::vector<CivilTime>(posts.size()), .order = order};
  for (std::size_t i = 0, end = 0; i < sequence.size(); i = end) {
    const int hour = posts[sequence[i]].hour;
    for (end = i + 1;
         end < sequence.size() && dated.days[end] == dated.days[i] && posts[sequence[end]].hour == hour;)
      ++end;
    for (std::size_t k = i; k < end; ++k) {
      const auto second = static_cast<int>(3600 * (k - i) / (end - i));
      CivilTime when = to_civil(Instant{dated.days[k] * kSecondsPerDay}, "UTC");
      when.hour = hour, when.minute = second / 60, when.second = second % 60;
      out.when[sequence[k]] = when;
    }
  }
  measure(posts, sequence, dated, out);
  return out;
}

}  // namespace

RebuiltDates rebuild_dates(std::span<const UndatedPost> posts, int first_year) {
  if (posts.empty()) return {};
  Sequence forward(posts.size());
  std::iota(forward.begin(), forward.end(), std::size_t{0});
  const Sequence backward(forward.rbegin(), forward.rend());
  for (const auto& [sequence, order] :
       {std::pair(backward, FoundOrder::newest_first), std::pair(forward, FoundOrder::oldest_first)})
    if (likes_never_fall(posts, sequence))
      if (const auto dated = date_sequence(posts, sequence, first_year))
        return finished(posts, sequence, *dated, order);
  if (const Sequence sequence = order_by_likes(posts, first_year); !sequence.empty())
    if (const auto dated = date_sequence(posts, sequence, first_year))
      return finished(posts, sequence, *dated, FoundOrder::by_page_likes);
  if (const auto dated = date_sequence(posts, backward, first_year))
    return finished(posts, backward, *dated, FoundOrder::unexplained);
  throw Error(
      Fault::bad_input,
      "",
      "months, weekdays and order of the rows fit no dates from " + std::to_string(first_year) + " on",
      "pass the year of the oldest post with --year, and keep the export's own row order",
      "V06");
}

}  // namespace gs
