// Insights of 2014 (as in doi 10.1016/j.jbusres.2016.02.010): month, weekday (1 = Sunday) and hour instead of
// a date. "Consumers" are people who clicked anywhere, "consumptions" their clicks; page likes are the
// followers of that day.
#include "scenarios/imports/posts/facebook_insights_2014.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "core/error.h"
#include "scenarios/imports/posts/rebuild_dates.h"
#include "scenarios/reading/cells.h"

namespace gs {
namespace {

constexpr int kUsualYear = 2014;

constexpr std::array kColumns{
    ColumnRule{"followers_at_publish", "page total likes", Kind::count},
    ColumnRule{"format", "type", Kind::text, Need::required},
    ColumnRule{"topic", "category"},
    ColumnRule{"month", "post month", Kind::count, Need::required},
    ColumnRule{"weekday", "post weekday", Kind::count, Need::required},
    ColumnRule{"hour", "post hour", Kind::count, Need::required},
    ColumnRule{"paid", "paid", Kind::flag},
    ColumnRule{"reach", "lifetime post total reach", Kind::count, Need::required},
    ColumnRule{"impressions", "lifetime post total impressions", Kind::count},
    ColumnRule{"engaged_users", "lifetime engaged users", Kind::count},
    ColumnRule{"clickers", "lifetime post consumers", Kind::count},
    ColumnRule{"clicks", "lifetime post consumptions", Kind::count},
    ColumnRule{
        "impressions_followers", "lifetime post impressions by people who have liked your page", Kind::count},
    ColumnRule{"reach_followers", "lifetime post reach by people who like your page", Kind::count},
    ColumnRule{"comments", "comment|comments", Kind::count},
    ColumnRule{"likes", "like|likes", Kind::count},
    ColumnRule{"shares", "share|shares", Kind::count},
    ColumnRule{"total_interactions", "total interactions", Kind::count},
};

// A calendar number of every row; rows without one, or outside the range, are refused.
std::vector<int> read_calendar(Reading& reading, std::string_view ours, int low, int high) {
  const int slot = reading.slot(ours);
  const std::vector<std::optional<double>> values = read_counts(reading, slot);
  std::vector<int> numbers;
  for (std::size_t row = 0; row < values.size(); ++row) {
    const bool fits = values[row] && *values[row] >= low && *values[row] <= high;
    if (!fits)
      reading.refuse(row,
                     slot,
                     in_quotes(trimmed(reading.sheet.text(row, slot))) + "; expected " + std::to_string(low) +
                         "…" + std::to_string(high),
                     "V06");
    numbers.push_back(fits ? static_cast<int>(*values[row]) : low);
  }
  return numbers;
}

// Rank of every row by its content alone: what was posted first, what came of it after.
std::vector<std::size_t> ranks(const Reading& reading) {
  std::vector<std::size_t> order(reading.posts.size()), rank(order.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const ObservedPost &one = reading.posts[a], &two = reading.posts[b];
    return std::tie(one.format, one.topic, one.paid, one.counts) <
           std::tie(two.format, two.topic, two.paid, two.counts);
  });
  for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  return rank;
}

void say_order(Reading& reading, const RebuiltDates& dates) {
  std::string text =
      "dates rebuilt from month, weekday and hour, ± " + std::to_string(dates.within_days) + " days";
  if (dates.uncertain > 0) text += " (" + std::to_string(dates.uncertain) + " posts fit more than one week)";
  reading.findings.attention(text, {}, static_cast<std::int64_t>(dates.when.size()));
  const auto without = std::ranges::count_if(
      reading.posts, [](const ObservedPost& post) { return post.followers.value_or(0) <= 0; });
  if (without > 0)
    reading.findings.attention("no page likes: nothing tells the week inside the month", {}, without);
  switch (dates.order) {
    case FoundOrder::by_page_likes:
      return;
    case FoundOrder::by_month:
      reading.findings.attention(
          "page likes fall from month to month in places: posts were ordered by month, then by page likes");
      return;
    case FoundOrder::by_rows:
      reading.findings.attention(
          "page likes fall in places and fit no weeks: the row order was taken as newest first, so the rows "
          "must stand as the export wrote them");
      return;
  }
}

void finish(Reading& reading) {
  const std::vector<int> months = read_calendar(reading, "month", 1, 12);
  const std::vector<int> weekdays = read_calendar(reading, "weekday", 1, 7);
  const std::vector<int> hours = read_calendar(reading, "hour", 0, 23);
  reading.findings.settle();
  const std::vector<std::size_t> rank = ranks(reading);
  std::vector<UndatedPost> undated;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < months.size(); ++row) {
    const ObservedPost& post = reading.posts[row];
    reading.inputs.push_back(std::to_string(months[row]) + "\x1f" + std::to_string(weekdays[row]) + "\x1f" +
                             std::to_string(hours[row]) + "\x1f" + grouped(post.followers.value_or(0)) +
                             "\x1f" + post.format + "\x1f" + post.topic + "\x1f" + (post.paid ? "1" : "0"));
    if (reading.bad[row]) continue;
    rows.push_back(row);
    undated.push_back({months[row], weekdays[row], hours[row], post.followers.value_or(0), rank[row]});
  }
  RebuiltDates dates;
  try {
    dates = rebuild_dates(undated, reading.options.year.value_or(kUsualYear));
  } catch (const Error& error) {
    throw Error(error.fault, reading.findings.file(), error.what(), error.remedy);
  }
  for (std::size_t i = 0; i < rows.size(); ++i)
    reading.posts[rows[i]].published = to_instant(dates.when[i], reading.zone).instant;
  say_order(reading, dates);
  if (reading.options.timezone.empty())
    reading.findings.attention("the file does not name its time zone; UTC taken, pass --timezone",
                               {0, 0, "Post Hour"});
}

}  // namespace

const Layout kFacebookInsights2014{.name = "facebook_insights_2014",
                                   .title = "Facebook Insights (2014)",
                                   .platform = "facebook",
                                   .columns = kColumns,
                                   .decimal = 0,
                                   .date_order = "",
                                   .finish = finish};

}  // namespace gs
