// Rows follow the order of times, so a plan whose posts move gets its rows anew.
#include "scenarios/plan/timetable.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/error.h"

namespace gs {
namespace {

std::int64_t civil_hours(const CivilTime& t) {
  return days_since_epoch(t.year, t.month, t.day) * 24 + t.hour;
}

// Hours since the plan's first midnight, by its own clock.
std::int64_t tick_of(const PlanRequest& request, const std::string& id, Instant instant) {
  const std::int64_t tick = civil_hours(to_civil(instant, request.zone)) - civil_hours(request.start);
  if (tick < 0) throw Error(Fault::our_defect, id, "published before the plan's start");
  return tick;
}

// Returns the last hour anything is placed.
std::int64_t place_seedings(Plan& plan) {
  std::int64_t last = 0;
  for (const PlannedSeeding& seeding : plan.request.seedings) {
    const std::int64_t tick = tick_of(plan.request, seeding.id, seeding.published);
    plan.campaign.seedings.push_back({static_cast<std::uint32_t>(post_row(plan, seeding.post)),
                                      seeding.page,
                                      Tick{static_cast<std::uint32_t>(tick)}});
    last = std::max(last, tick);
  }
  return last;
}

void place_post(Plan& plan, const PlannedPost& post, std::int64_t tick) {
  plan.campaign.posts.push_back({content_key(post.id), Tick{static_cast<std::uint32_t>(tick)}, post.page});
  plan.campaign.posts.back().background = post.background;
  if (plan.request.offer && !post.background)  // the platform's row
    plan.campaign.posts.back().offer =
        static_cast<std::uint32_t>(platform_row(plan, plan.request.pages[post.page].platform));
  plan.hours_of_week.push_back(hour_of_week(to_civil(post.published, plan.request.zone)));
  const auto& known = plan.pages[post.page].calibration.formats;
  const auto at = std::ranges::find(known, post.format);
  plan.formats.push_back(at == known.end() ? SIZE_MAX : static_cast<std::size_t>(at - known.begin()));
}

void place_pages(Plan& plan) {
  for (const PlannedPage& page : plan.request.pages) {
    if (!page.ours) plan.campaign.brand_pages &= ~(std::uint64_t{1} << plan.campaign.page_keys.size());
    plan.campaign.page_keys.push_back(subject_key(page.platform + "/" + page.account));
  }
}

// Posts in their new order; where each old row has gone.
std::vector<std::size_t> reorder(std::vector<PlannedPost>& posts) {
  std::vector<std::size_t> order(posts.size()), new_row(posts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return goes_out_before(posts[a], posts[b]); });
  std::vector<PlannedPost> sorted;
  for (std::size_t row = 0; row < order.size(); ++row) {
    sorted.push_back(std::move(posts[order[row]]));
    new_row[order[row]] = row;
  }
  posts = std::move(sorted);
  return new_row;
}

// A page's posts stand in the plan's order, and its pool's margins beside them.
void renumber(PreparedPage& page, const std::vector<std::size_t>& new_row) {
  std::vector<std::pair<std::size_t, std::size_t>> rows;  // new row of the plan, old place in the page
  for (std::size_t i = 0; i < page.posts.size(); ++i) rows.emplace_back(new_row[page.posts[i]], i);
  std::ranges::sort(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) page.posts[i] = rows[i].first;
  if (!page.pool) return;
  auto margins = std::move(page.pool->posts);
  page.pool->posts.clear();
  for (const auto& [row, i] : rows) page.pool->posts.push_back(std::move(margins[i]));
}

template <class Planned>
void retime(std::vector<Planned>& all, const std::map<std::string, Instant>& times) {
  for (Planned& one : all)
    if (const auto at = times.find(one.id); at != times.end()) one.published = at->second;
}

}  // namespace

bool goes_out_before(const PlannedPost& a, const PlannedPost& b) {
  return std::tie(a.background, a.published, a.id) < std::tie(b.background, b.published, b.id);
}

void place_posts(Plan& plan) {
  std::int64_t last = 0;
  for (const PlannedPost& post : plan.request.posts) {
    const std::int64_t tick = tick_of(plan.request, post.id, post.published);
    place_post(plan, post, tick);
    last = std::max(last, tick);
  }
  place_pages(plan);
  last = std::max(last, place_seedings(plan));
  std::size_t attention = 0;
  for (const PreparedPage& page : plan.pages)
    attention = std::max(attention, page.calibration.attention_hours);
  const std::int64_t until = std::max<std::int64_t>(last, std::int64_t{plan.request.days} * 24 - 1) +
                             static_cast<std::int64_t>(attention) + 24;
  plan.total_days = static_cast<std::uint32_t>((until + 23) / 24);
  plan.campaign.hours = plan.total_days * 24;
  plan.campaign.start_hour_of_week = hour_of_week(plan.request.start);
}

Plan at_other_times(const Plan& plan, const OtherTimes& times) {
  Plan moved = plan;
  const std::vector<PlannedTalk> talks = moved.request.talks;
  while (!moved.request.talks.empty()) take_talk_back(moved);
  retime(moved.request.posts, times.posts);
  retime(moved.request.seedings, times.seedings);
  const std::vector<std::size_t> new_row = reorder(moved.request.posts);
  for (PreparedPage& page : moved.pages) renumber(page, new_row);
  Campaign campaign;
  campaign.ads = std::move(moved.campaign.ads);
  for (CampaignAd& ad : campaign.ads) ad.post = static_cast<std::uint32_t>(new_row[ad.post]);
  moved.campaign = std::move(campaign);
  moved.hours_of_week.clear();
  moved.formats.clear();
  place_posts(moved);
  for (const PlannedTalk& talk : talks) add_talk(moved, talk);
  return moved;
}

}  // namespace gs
