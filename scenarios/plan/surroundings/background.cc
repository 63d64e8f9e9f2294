// A bootstrap of days: days are counted from the epoch, a weekday is a day modulo 7.
#include "scenarios/plan/surroundings/background.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gs {
namespace {

constexpr std::int64_t kHalfYear = 182;  // days

struct PastPost {
  std::int64_t day = 0;
  int hour = 0, minute = 0;
  const ObservedPost* post = nullptr;
};

std::int64_t day_of(const CivilTime& date) { return days_since_epoch(date.year, date.month, date.day); }

std::vector<PastPost> lately(std::span<const ObservedPost> history) {
  std::vector<PastPost> past;
  for (const ObservedPost& post : history) {
    const CivilTime local = to_civil(post.published, post.zone);
    past.push_back({day_of(local), local.hour, local.minute, &post});
  }
  if (past.empty()) return past;
  const std::int64_t last = past.back().day;
  std::erase_if(past, [&](const PastPost& one) { return one.day <= last - kHalfYear; });
  return past;
}

double days_of(const std::vector<PastPost>& past) {
  return past.empty() ? 0.0 : static_cast<double>(past.back().day - past.front().day + 1);
}

// A number in (0, 1) of this page and day; `which` tells its draws apart.
double chance_word(const UsualPage& page, std::int64_t day, World world, std::uint32_t which) {
  return uniform({world.seed, 0},
                 {.subject = subject_key("background/" + page.name),
                  .content = static_cast<std::uint32_t>(day),
                  .why = Purpose::plan_luck,
                  .occasion = which});
}

struct Day {
  std::int64_t day = 0;
  CivilTime date;
};

void put(std::vector<PlannedPost>& posts,
         const UsualPage& page,
         const Day& day,
         const PlannedDays& plan,
         PastPost past) {
  PlannedPost post;
  post.id = fmt::format("background {} {} {}", page.name, to_iso_date(day.date), posts.size() + 1);
  post.format = past.post != nullptr ? past.post->format : "unknown";
  post.topic = past.post != nullptr ? past.post->topic : "";
  const CivilTime at{day.date.year, day.date.month, day.date.day, past.hour, past.minute};
  post.published = to_instant(at, plan.zone).instant;
  post.page = page.row;
  post.background = true;
  posts.push_back(post);
}

// The past day that this day repeats, or one more of them; `keep` of its posts.
struct Copy {
  std::uint32_t number = 0;
  double keep = 1;
};

void repeat_day(std::vector<PlannedPost>& posts,
                const UsualPage& page,
                const Day& day,
                const PlannedDays& plan,
                const std::vector<PastPost>& past,
                Copy copy,
                World world) {
  const std::int64_t last = past.back().day, first = past.front().day;
  const std::int64_t latest = last - ((last - day.day) % 7 + 7) % 7;  // same weekday
  if (latest < first) return;
  const std::int64_t choices = (latest - first) / 7 + 1;
  const std::uint32_t which = copy.number * 100;
  const auto drawn =
      static_cast<std::int64_t>(chance_word(page, day.day, world, which) * static_cast<double>(choices));
  const std::int64_t source = latest - 7 * std::min(drawn, choices - 1);
  std::uint32_t ordinal = 0;
  for (const PastPost& one : past) {
    if (one.day != source) continue;
    ++ordinal;
    if (copy.keep < 1 && chance_word(page, day.day, world, which + ordinal) >= copy.keep) continue;
    put(posts, page, day, plan, one);
  }
}

void invent_day(std::vector<PlannedPost>& posts,
                const UsualPage& page,
                const Day& day,
                const PlannedDays& plan,
                World world) {
  const double wanted = page.posts_per_week / 7;
  const auto count = static_cast<std::uint32_t>(wanted + chance_word(page, day.day, world, 0));
  for (std::uint32_t i = 1; i <= count; ++i) {
    const auto minutes = static_cast<int>(chance_word(page, day.day, world, i) * 14 * 60);
    put(posts, page, day, plan, {day.day, 8 + minutes / 60, minutes % 60, nullptr});
  }
}

}  // namespace

double usual_posts_per_week(std::span<const ObservedPost> history) {
  const std::vector<PastPost> past = lately(history);
  return past.empty() ? 0.0 : 7.0 * static_cast<double>(past.size()) / days_of(past);
}

std::vector<PlannedPost> background_posts(const UsualPage& page, const PlannedDays& plan, World world) {
  const std::vector<PastPost> past = lately(page.history);
  const double usual = usual_posts_per_week(page.history);
  const double times = page.posts_per_week > 0 && usual > 0 ? page.posts_per_week / usual : 1;
  const Instant midnight = to_instant({plan.start.year, plan.start.month, plan.start.day}, "UTC").instant;
  std::vector<PlannedPost> posts;
  for (std::uint32_t i = 0; i < plan.days; ++i) {
    const CivilTime date = to_civil({midnight.seconds + std::int64_t{i} * 86400}, "UTC");
    const Day day{day_of(date), date};
    std::vector<PlannedPost> of_day;
    if (past.empty()) invent_day(of_day, page, day, plan, world);
    for (std::uint32_t copy = 0; !past.empty() && copy < times; ++copy)
      repeat_day(of_day, page, day, plan, past, {copy, std::min(1.0, times - copy)}, world);
    posts.insert(posts.end(), of_day.begin(), of_day.end());
  }
  return posts;
}

}  // namespace gs
