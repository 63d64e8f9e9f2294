// Chances by activity class; one number c is solved for so that c times the usual intensity, thinned by the
// room it leaves itself, is seen as often as the usual one was.
#include "scenarios/plan/surroundings/memory.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/real.h"
#include "models/exposure/stage.h"
#include "scenarios/workspace/history.h"

namespace gs {
namespace {

constexpr double kMost = 64;  // times an intensity
constexpr std::array<double, 5> kLucks{
    -1.2816, -0.5244, 0, 0.5244, 1.2816};   // middles of fifths of a normal law
constexpr std::int64_t kMondayBefore = 72;  // hours from a Monday 00h to 1970-01-01 00h

double strength_of(double fraction) { return -exact_log1p(-fraction); }

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

// Chances to see what is offered with `times` these intensities, mean over them, by class.
std::vector<double> chances_of(std::span<const double> activity,
                               std::span<const double> intensities,
                               double times) {
  std::vector<double> chances;
  for (const double x : activity) {
    double sum = 0;
    for (const double m : intensities) sum += chance_of(x * m * times);
    chances.push_back(sum / static_cast<double>(intensities.size()));
  }
  return chances;
}

double thinned(const std::vector<double>& chances, const std::vector<double>& room) {
  double sum = 0;
  for (std::size_t x = 0; x < chances.size(); ++x) sum += chances[x] * room[x];
  return sum;
}

// The factor on the intensities with which as many see them through the room as without; at most kMost.
double factor_for(std::span<const double> activity,
                  std::span<const double> intensities,
                  const std::vector<double>& room) {
  const double wanted = sum_of(chances_of(activity, intensities, 1));
  double low = 1, high = kMost;
  if (!(wanted > 0) || thinned(chances_of(activity, intensities, high), room) <= wanted)
    return wanted > 0 ? high : 1;
  for (int step = 0; step < 40; ++step) {
    const double middle = (low + high) / 2;
    (thinned(chances_of(activity, intensities, middle), room) < wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

// The page's posts over their luck, at its usual hours.
struct UsualPosts {
  std::vector<double> intensities;
  double followers = 0, others = 0;  // share of them who see a post, by whatever source
};
UsualPosts usual_posts(const PreparedPage& page, const Theta& theta) {
  const Timing<double> timing = timing_of(theta.timing, page.calibration.attention_hours);
  const double usual = usual_day_factor(timing, page.calibration.usual_hours);
  UsualPosts posts;
  for (const double luck : kLucks) {
    const PostConditions conditions{
        .day_factor = usual, .usual_day_factor = usual, .normal_u = luck, .normal_e = 0};
    const AnchoredPost post = anchor({}, theta, page.mean_field, conditions);
    posts.intensities.push_back(post.behaviour.follow_intensity);
    posts.followers +=
        post.expected.reach_followers / std::max(1.0, page.mean_field.followers) / kLucks.size();
    posts.others += post.expected.reach_others / std::max(1.0, page.mean_field.outsiders) / kLucks.size();
  }
  return posts;
}

// Chances by class whose mean is this share of all people.
std::vector<double> chances_with_mean(std::span<const double> activity, double share) {
  double low = 0, high = 1000;
  const auto n = static_cast<double>(activity.size());
  for (int step = 0; step < 50; ++step) {
    const std::array<double, 1> middle{(low + high) / 2};
    (sum_of(chances_of(activity, middle, 1)) < share * n ? low : high) = middle[0];
  }
  const std::array<double, 1> found{(low + high) / 2};
  return chances_of(activity, found, 1);
}

// Share of their acts that fatigue leaves to people who see the page's posts with these chances.
double acts_left_to(const UsualFading& fatigue, const std::vector<double>& chances) {
  std::vector<double> left;
  for (const double chance : chances) left.push_back(fatigue.left(chance));
  const double all = sum_of(chances);
  return all > 0 ? thinned(chances, left) / all : 1;
}

std::vector<std::uint16_t> levels_of(const UsualFading& usual, const std::vector<double>& chances) {
  std::vector<std::uint16_t> levels;
  for (const double chance : chances)
    levels.push_back(static_cast<std::uint16_t>(std::min(65535.0, usual.level(chance) * Fading::kOne + 0.5)));
  return levels;
}

TimingParameters<double> mean_timing(const Calibration& calibration) {
  TimingParameters<double> mean;
  const auto n = static_cast<double>(calibration.draws.size());
  for (const Theta& theta : calibration.draws) {
    for (std::size_t k = 0; k < 4; ++k) mean.diurnal[k] += theta.timing.diurnal[k] / n;
    mean.weekend += theta.timing.weekend / n;
    mean.log_half_life += theta.timing.log_half_life / n;
  }
  return mean;
}

// Hours of the last posts, at most so many weeks before the last; one a `168 / posts_per_week` where it is
// told.
std::vector<std::int64_t> hours_of_posts(double posts_per_week, std::span<const ObservedPost> history) {
  constexpr std::int64_t kWeeks = 12, kWeekHours = 168;
  std::vector<std::int64_t> hours;
  if (posts_per_week > 0) {
    const auto count = static_cast<std::int64_t>(posts_per_week * kWeeks);
    for (std::int64_t i = 0; i <= count; ++i)
      hours.push_back(12 + std::llround(static_cast<double>(i) * kWeekHours / posts_per_week));
    return hours;
  }
  for (const ObservedPost& post : history) {
    const CivilTime t = to_civil(post.published, post.zone);
    hours.push_back(days_since_epoch(t.year, t.month, t.day) * 24 + t.hour + kMondayBefore);
  }
  std::ranges::sort(hours);
  if (!hours.empty())
    std::erase_if(hours,
                  [last = hours.back()](std::int64_t hour) { return hour < last - kWeeks * kWeekHours; });
  return hours;
}

}  // namespace

bool fades(const PlanRequest& request) { return request.crowding > 0 || request.fatigue > 0; }

Memory memory_of(const PlanRequest& request) {
  Memory memory;
  memory.crowding = strength_of(request.crowding);
  memory.fatigue = strength_of(request.fatigue);
  return memory;
}

UsualWeek usual_week(const PlanRequest& request, std::size_t row, const PageKnowledge& known) {
  if (!fades(request) || !request.pages[row].ours) return {};
  const std::vector<std::int64_t> hours = hours_of_posts(request.pages[row].posts_per_week, known.history);
  if (hours.size() < 2)
    throw Error(Fault::bad_input,
                "/audience/accounts/" + request.pages[row].account + "/posts_per_week",
                "missing, and history does not tell how often the page posts",
                "say how many posts a week are usual, so that crowding and fatigue start from there",
                "S04");
  const Timing<double> timing = timing_of(mean_timing(known.calibration), known.calibration.attention_hours);
  const Memory memory = memory_of(request);
  return {UsualFading(hours, timing, {memory.crowding, memory.crowding_half_life}),
          UsualFading(hours, timing, {memory.fatigue, memory.fatigue_half_life})};
}

PageMemory page_memory(const PreparedPage& page, const Theta& theta) {
  const std::span<const double> activity = page.mean_field.activity;
  PageMemory memory;
  memory.room.assign(activity.size(), 1.0);
  const UsualPosts usual = usual_posts(page, theta);
  const std::vector<double>& intensities = usual.intensities;
  std::vector<double> seen = chances_of(activity, intensities, 1);
  for (int step = 0; page.usual.crowding.on() && step < 6; ++step) {
    for (std::size_t x = 0; x < seen.size(); ++x) memory.room[x] = page.usual.crowding.left(seen[x]);
    seen = chances_of(activity, intensities, factor_for(activity, intensities, memory.room));
    for (std::size_t x = 0; x < seen.size(); ++x) seen[x] *= memory.room[x];
  }
  if (page.usual.crowding.on()) memory.earlier.crowd = levels_of(page.usual.crowding, seen);
  if (!page.usual.fatigue.on()) return memory;
  const std::vector<double> met = chances_with_mean(activity, usual.followers);
  memory.acts_left = acts_left_to(page.usual.fatigue, met);
  memory.acts_left_others = acts_left_to(page.usual.fatigue, chances_with_mean(activity, usual.others));
  memory.earlier.brand = levels_of(page.usual.fatigue, met);
  return memory;
}

void give_back(const PageMemory& memory, const MeanFieldAudience& people, AnchoredPost& post) {
  PostBehaviour& b = post.behaviour;
  const std::array<double, 1> intensity{b.follow_intensity};
  b.follow_intensity *= factor_for(people.activity, intensity, memory.room);
  const ExpectedPost<double>& e = post.expected;
  const double followers = e.reach > 0 ? e.reach_followers / e.reach : 1;
  b.engaged =
      std::min(1.0, b.engaged / (followers * memory.acts_left + (1 - followers) * memory.acts_left_others));
}

std::vector<nlohmann::json> assumed_of_memory(const PlanRequest& request) {
  std::vector<nlohmann::json> rows;
  const auto add = [&](const char* key, const char* text, double value) {
    if (value > 0)
      rows.push_back({{"key", std::string("audience.") + key},
                      {"text", text},
                      {"value", value},
                      {"unit", "fraction"},
                      {"source", "planner; no history is read for it"},
                      {"confidence", "C"}});
  };
  add("crowding", "people the feed finds no room for right after another post of the page", request.crowding);
  add("fatigue", "acts lost right after an exposure of the brand", request.fatigue);
  return rows;
}

}  // namespace gs
