// Waking hours are those of the page's posterior draws, on average.
#include "scenarios/decide/hours/slots.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace gs {
namespace {

constexpr double kAwake = 0.5;  // of the day's mean activity: fewer are awake below it; assumption
constexpr int kHoursOfDay = 24;

// How active the page's people are at each hour of the day, mean 1.
std::array<double, kHoursOfDay> rhythm_of(const Calibration& calibration) {
  std::array<double, kHoursOfDay> rhythm{};
  for (const Theta& draw : calibration.draws) {
    const auto activity = activity_of(draw.timing);
    for (std::size_t hour = 0; hour < kHoursPerWeek; ++hour) rhythm[hour % kHoursOfDay] += activity[hour];
  }
  const double all = static_cast<double>(calibration.draws.size()) * kHoursPerWeek / kHoursOfDay;
  for (double& rate : rhythm) rate /= all;
  return rhythm;
}

// Hours at which somebody is awake, or will be by the next slot: a post waits for those who get up.
std::vector<int> waking_hours(const Calibration& calibration, int every) {
  const std::array<double, kHoursOfDay> rhythm = rhythm_of(calibration);
  std::vector<int> hours;
  for (int hour = 0; hour < kHoursOfDay; hour += every) {
    const auto next = static_cast<std::size_t>((hour + every) % kHoursOfDay);
    if (std::max(rhythm[static_cast<std::size_t>(hour)], rhythm[next]) >= kAwake) hours.push_back(hour);
  }
  return hours;
}

std::int64_t day_of_date(const CivilTime& date) { return days_since_epoch(date.year, date.month, date.day); }

Slot slot_at(Instant at, const std::string& zone) {
  const CivilTime civil = to_civil(at, zone);
  return {day_of_date(civil), civil.hour, at};
}

// What a post may move within.
struct Room {
  std::int64_t first_day = 0, last_day = 0;
  Instant latest{INT64_MAX};
};

void tie_to_ads(const Scenario& scenario, std::int64_t day, MovablePost& post, Room& room) {
  for (const auto& [id, ad] : scenario.ads) {
    if (ad.post != post.id) continue;
    const bool with_post = ad.start.empty();  // its flight would move, too
    const std::int64_t first = with_post ? day : room.first_day,
                       last = with_post ? day : day_of_date(ad.first);
    if (first <= room.first_day && last >= room.last_day) continue;
    room.first_day = std::max(room.first_day, first);
    room.last_day = std::min(room.last_day, last);
    post.tied_by = id;
  }
}

void tie_to_placements(const Scenario& scenario, MovablePost& post, Room& room) {
  for (const auto& [id, seeding] : scenario.seeding) {
    if (seeding.post != post.id || seeding.publish_at.empty()) continue;
    room.latest = std::min(room.latest, seeding.published);
    post.tied_by = id;
  }
}

Room room_of(const Scenario& scenario, const Slot& own, const SlotRules& rules, MovablePost& post) {
  Room room{std::max(day_of_date(scenario.start), own.day - rules.days),
            std::min(day_of_date(scenario.end), own.day + rules.days)};
  tie_to_ads(scenario, own.day, post, room);
  tie_to_placements(scenario, post, room);
  return room;
}

// A time that a change of clocks skips is none.
void add_slots(const Scenario& scenario, const Room& room, std::vector<int> hours, MovablePost& post) {
  const Slot own = post.slots.front();
  if (std::ranges::find(hours, own.hour) == hours.end()) hours.push_back(own.hour);
  std::ranges::sort(hours);
  for (std::int64_t day = room.first_day; day <= room.last_day; ++day)
    for (const int hour : hours) {
      if (day == own.day && hour == own.hour) continue;
      CivilTime civil = to_civil(Instant{day * 86400}, "UTC");
      civil.hour = hour;
      const LocalInstant local = to_instant(civil, scenario.timezone);
      if (local.kind != LocalKind::gap && local.instant <= room.latest)
        post.slots.push_back({day, hour, local.instant});
    }
}

}  // namespace

std::vector<MovablePost> movable_posts(const Forecast& forecast, const SlotRules& rules) {
  const Scenario& scenario = forecast.scenario;
  std::vector<MovablePost> posts;
  for (const auto& [id, planned] : scenario.plan) {
    MovablePost post{.id = id, .account = planned.account, .slots = {}};
    post.slots.push_back(slot_at(planned.published, scenario.timezone));
    const Room room = room_of(scenario, post.slots.front(), rules, post);
    const PreparedPage& page = prepared_page_of(forecast.plan, post_row(forecast.plan, id));
    add_slots(scenario, room, waking_hours(page.calibration, rules.every), post);
    posts.push_back(std::move(post));
  }
  return posts;
}

OtherTimes times_of(const Scenario& scenario,
                    const std::vector<MovablePost>& posts,
                    const Timetable& timetable) {
  OtherTimes times;
  for (std::size_t row = 0; row < posts.size(); ++row)
    if (timetable[row] != 0) times.posts[posts[row].id] = posts[row].slots[timetable[row]].at;
  for (const auto& [id, seeding] : scenario.seeding)
    if (const auto post = times.posts.find(seeding.post);
        post != times.posts.end() && seeding.publish_at.empty())
      times.seedings[id] = post->second;
  return times;
}

nlohmann::json patch_of(const Scenario& scenario,
                        const std::vector<MovablePost>& posts,
                        const Timetable& timetable) {
  nlohmann::json patch = nlohmann::json::object();
  for (std::size_t row = 0; row < posts.size(); ++row)
    if (timetable[row] != 0)
      patch["plan"][posts[row].id]["publish_at"] =
          to_iso_local(posts[row].slots[timetable[row]].at, scenario.timezone);
  if (patch.empty()) return patch;
  patch["start"] = to_iso_date(scenario.start);
  patch["end"] = to_iso_date(scenario.end);
  return patch;
}

TriedOf<Timetable>::Evaluate timetable_evaluator(Trial& trial,
                                                 const std::vector<MovablePost>& posts,
                                                 const Wanted& wanted,
                                                 const Spend& spend) {
  return [&trial, &posts, wanted, spend](const Timetable& timetable, Worlds worlds) {
    const Scenario& scenario = trial.forecast().scenario;
    Lived lived = lived_with(scenario, spend);
    lived.without_ads = wanted.without_ads;
    const OtherTimes times = times_of(scenario, posts, timetable);
    return delivered_of(wanted, trial.lived_at(times, lived, {worlds.first, worlds.count}), spend);
  };
}

}  // namespace gs
