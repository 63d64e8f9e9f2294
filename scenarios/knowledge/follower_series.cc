// Metrics are known by their words (imports/days); a day is that of the page's own zone.
#include "scenarios/knowledge/follower_series.h"

#include <algorithm>
#include <array>
#include <map>

namespace gs {
namespace {

constexpr std::array<std::string_view, 7> kCounts{"followers",
                                                  "total_followers",
                                                  "followers_total",
                                                  "page_followers",
                                                  "lifetime_followers",
                                                  "subscribers",
                                                  "page_total_likes"};
constexpr std::array<std::string_view, 6> kGains{
    "followers_gained", "new_followers", "follows", "net_follows", "net_followers", "subscribers_gained"};

using Counts = std::map<Day, double>;

Counts counts_of(std::span<const ObservedDay> days, std::span<const std::string_view> metrics) {
  for (const std::string_view metric : metrics) {
    Counts found;
    for (const ObservedDay& day : days)
      if (day.metric == metric && day.part.empty() && day.last) found[*day.last] = day.value;
    if (!found.empty()) return found;
  }
  return {};
}

Day day_of_post(const ObservedPost& post) { return day_of(to_civil(post.published, post.zone)); }

struct KnownCount {
  Day day;
  double followers = 0;
};

// The latest count a post tells inside the series' days, else the planner's for the last of them.
std::optional<KnownCount> known_count(const Counts& gains,
                                      std::span<const ObservedPost> posts,
                                      double by_now) {
  if (gains.empty()) return std::nullopt;
  std::optional<KnownCount> known;
  if (by_now >= 1) known = {gains.rbegin()->first, by_now};
  for (const ObservedPost& post : posts) {
    const Day day = day_of_post(post);
    if (post.followers && gains.begin()->first <= day && day <= gains.rbegin()->first)
      known = {day, *post.followers};
  }
  return known;
}

// Gains added up so that the sum meets what is known.
Counts added_up(const Counts& gains, const std::optional<KnownCount>& known) {
  if (!known) return {};
  Counts counts;
  double sum = 0, until_known = 0;
  for (const auto& [day, gained] : gains) {
    sum += gained;
    counts[day] = sum;
    if (day <= known->day) until_known = sum;
  }
  for (auto& [day, count] : counts) count = std::max(1.0, count + known->followers - until_known);
  return counts;
}

}  // namespace

std::optional<double> FollowerSeries::at(Day day) const {
  if (counts.empty()) return std::nullopt;
  const auto above = std::ranges::lower_bound(counts, day, {}, &std::pair<Day, double>::first);
  if (above == counts.end()) return counts.back().second;
  if (above == counts.begin() || above->first == day) return above->second;
  const auto below = std::prev(above);
  const double part = static_cast<double>(day.number - below->first.number) /
                      static_cast<double>(above->first.number - below->first.number);
  return below->second + part * (above->second - below->second);
}

std::optional<double> FollowerSeries::latest() const {
  return counts.empty() ? std::nullopt : std::optional(counts.back().second);
}

FollowerSeries follower_series(std::span<const ObservedDay> days,
                               std::span<const ObservedPost> posts,
                               double by_now) {
  Counts counts = counts_of(days, kCounts);
  if (counts.empty()) {
    const Counts gains = counts_of(days, kGains);
    counts = added_up(gains, known_count(gains, posts, by_now));
  }
  std::erase_if(counts, [](const auto& one) { return !(one.second >= 1); });
  return {{counts.begin(), counts.end()}};
}

std::vector<ObservedPost> with_followers(std::vector<ObservedPost> posts, const FollowerSeries& series) {
  for (ObservedPost& post : posts)
    if (!post.followers) post.followers = series.at(day_of_post(post));
  return posts;
}

ParameterReport followers_row(const FollowerSeries& series) {
  ParameterReport row;
  row.key = "followers";
  row.text = "people following, by the account's own series (least, latest, most)";
  row.unit = "people";
  row.low = row.high = row.median = series.counts.back().second;
  for (const auto& [day, count] : series.counts)
    row.low = std::min(row.low, count), row.high = std::max(row.high, count);
  row.told = true;
  row.source = "series";
  return row;
}

}  // namespace gs
