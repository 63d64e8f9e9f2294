// Scenario or list of posts -> a plan ready to run. Ticks are local civil hours since the start's midnight,
// so the hour of week is exact on both sides of a daylight-saving change (that day's length is off by the
// hour).
#include "scenarios/plan.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/error.h"
#include "core/real.h"
#include "models/fit/anchor.h"
#include "scenarios/workspace/history.h"

namespace gs {

namespace {

std::int64_t civil_hours(const CivilTime& t) {
  return days_since_epoch(t.year, t.month, t.day) * 24 + t.hour;
}

// Small counts: replace the law of a count by that of the intensity behind it, for the simulator's own coins
// to act on.
constexpr std::array<std::size_t, 5> kCoinCounts{
    2, 3, 4, 5, 6};  // engaged, clickers, likes, shares, comments

void make_intensity(PooledMargin& margin) {
  std::vector<double> counts(margin.log_quantiles.size());
  for (std::size_t k = 0; k < counts.size(); ++k) counts[k] = exact_expm1(margin.log_quantiles[k]);
  counts = intensity_quantiles(counts);
  for (std::size_t k = 0; k < counts.size(); ++k) margin.log_quantiles[k] = exact_log1p(counts[k]);
}

void make_intensities(PoolForecast& pool) {
  for (auto& post : pool.posts)
    for (const std::size_t metric : kCoinCounts)
      if (post[metric]) make_intensity(*post[metric]);
}

void learn_pool(Plan& plan, std::span<const ObservedPost> history) {
  if (history.empty()) return;
  const PoolHistory past = pool_history(history, plan.calibration);
  std::vector<PostFeatures> planned;
  for (const PlannedPost& post : plan.request.posts)
    planned.push_back({.format = post.format,
                       .topic = post.topic,
                       .paid = post.paid,
                       .followers = plan.request.audience.followers,
                       .hour = 12,
                       .weekday = 0,
                       .log_offset = {}});
  PoolOptions options;
  options.hour_columns = false;
  plan.hours = past.hours;
  plan.pool = pool_forecast(past.rows, planned, options, plan.request.threads);
  make_intensities(*plan.pool);
}

void place_posts(Plan& plan) {
  const std::int64_t origin = civil_hours(plan.request.start);
  std::int64_t last = 0;
  for (const PlannedPost& post : plan.request.posts) {
    const CivilTime local = to_civil(post.published, plan.request.zone);
    const std::int64_t tick = civil_hours(local) - origin;
    if (tick < 0) throw Error(Fault::our_defect, post.id, "published before the plan's start");
    last = std::max(last, tick);
    plan.campaign.posts.push_back({content_key(post.id), Tick{static_cast<std::uint32_t>(tick)}});
    plan.hours_of_week.push_back(hour_of_week(local));
    const auto& known = plan.calibration.formats;
    const auto at = std::find(known.begin(), known.end(), post.format);
    plan.formats.push_back(at == known.end() ? SIZE_MAX : static_cast<std::size_t>(at - known.begin()));
  }
  const std::int64_t until = std::max<std::int64_t>(last, std::int64_t{plan.request.days} * 24 - 1) +
                             static_cast<std::int64_t>(plan.calibration.attention_hours) + 24;
  plan.total_days = static_cast<std::uint32_t>((until + 23) / 24);
  plan.campaign.hours = plan.total_days * 24;
  plan.campaign.page_keys = {subject_key(plan.request.platform + "/" + plan.request.account)};
  plan.campaign.start_hour_of_week = hour_of_week(plan.request.start);
}

void refuse_equal_keys(const Plan& plan) {
  std::set<std::uint32_t> keys;
  for (std::size_t i = 0; i < plan.campaign.posts.size(); ++i)
    if (!keys.insert(plan.campaign.posts[i].key).second)
      throw Error(
          Fault::bad_input, plan.request.posts[i].id, "two posts share one key", "rename this post", "S19");
}

}  // namespace

Plan prepare_posts(PlanRequest request,
                   const Calibration& calibration,
                   std::span<const ObservedPost> history) {
  Plan plan;
  std::sort(request.posts.begin(), request.posts.end(), [](const PlannedPost& a, const PlannedPost& b) {
    return std::tie(a.published, a.id) < std::tie(b.published, b.id);
  });
  plan.request = std::move(request);
  plan.calibration = calibration;
  plan.calibrated = calibration.posts > 0;
  place_posts(plan);
  refuse_equal_keys(plan);
  plan.mean_field = mean_field_audience(plan.request.audience, plan.request.audience.followers);
  learn_pool(plan, history);
  return plan;
}

void aim_ads(Plan& plan) {
  plan.campaign.ads.clear();
  for (const PlannedAd& ad : plan.request.ads) {
    std::uint32_t row = 0;
    while (plan.request.posts[row].id != ad.post) ++row;
    plan.campaign.ads.push_back(campaign_ad(ad, plan.audience, row, plan.campaign.posts[row].page));
  }
}

void grow_people(Plan& plan, const Watch& watch) {
  const PlanRequest& request = plan.request;
  plan.audience = grow_audience(request.audience, request.seed, request.threads, watch);
  aim_ads(plan);
}

Plan prepare_plan(PlanRequest request,
                  const Calibration& calibration,
                  std::span<const ObservedPost> history) {
  Plan plan = prepare_posts(std::move(request), calibration, history);
  grow_people(plan);
  return plan;
}

bool same_people(const Plan& a, const Plan& b) {
  return a.request.seed == b.request.seed && a.request.audience == b.request.audience;
}

namespace {

constexpr double kBidLogSd = 0.2;         // how far a price the planner named may be off; assumption
constexpr std::uint32_t kDefaultCap = 2;  // impressions/person/week; assumption between 1 and 2 (DEFAULTS 6)

std::int64_t day_of(const CivilTime& date) { return days_since_epoch(date.year, date.month, date.day); }

PlannedAd planned_ad(const std::string& id, const ScenarioAd& ad, const CivilTime& start) {
  const Platform* platform = find_platform(ad.platform);
  const auto days = static_cast<std::size_t>(day_of(ad.last) - day_of(ad.first) + 1);
  PlannedAd planned{.id = id, .post = ad.post, .platform = ad.platform};
  planned.budgets =
      ad.daily_budget ? std::vector<Money>(days, *ad.daily_budget) : daily_budgets(*ad.total_budget, days);
  planned.first_hour = static_cast<std::uint32_t>(24 * (day_of(ad.first) - day_of(start)));
  planned.cap = static_cast<std::uint32_t>(ad.frequency_cap.value_or(kDefaultCap));
  planned.people = ad.followers == "only"   ? AdPeople::followers
                   : ad.followers == "none" ? AdPeople::others
                                            : AdPeople::all;
  const PlatformBelief &cpm = (*platform)[Belief::cpm], &click = (*platform)[Belief::paid_click];
  planned.cpm = ad.cpm.value_or(Money{static_cast<std::int64_t>(cpm.center * 1e6)});
  planned.price_log_sd = ad.cpm ? kBidLogSd : cpm.sd;
  planned.click = click.center;
  planned.click_log_sd = click.sd;
  return planned;
}

}  // namespace

PlanRequest request_of(const Scenario& scenario, double known_followers) {
  PlanRequest request;
  request.zone = scenario.timezone;
  request.start = scenario.start;
  request.days = static_cast<std::uint32_t>(
      days_since_epoch(scenario.end.year, scenario.end.month, scenario.end.day) -
      days_since_epoch(scenario.start.year, scenario.start.month, scenario.start.day) + 1);
  for (const auto& [id, post] : scenario.plan) {
    if (request.posts.empty()) {
      request.account = post.account;
      request.platform = post.platform;
    } else if (post.account != request.account || post.platform != request.platform) {
      throw Error(Fault::bad_input,
                  scenario.file + " /plan/" + id,
                  "account '" + post.account + "' on " + post.platform + "; the posts before are of '" +
                      request.account + "' on " + request.platform,
                  "this build forecasts one account at a time: put each account in a scenario of its own",
                  "S15");
    }
    request.posts.push_back({id, post.format, post.topic, post.paid, post.published});
  }
  for (const auto& [id, ad] : scenario.ads) request.ads.push_back(planned_ad(id, ad, scenario.start));
  if (request.posts.empty())
    throw Error(
        Fault::bad_input, scenario.file + " /plan", "no posts", "add at least one post to the plan", "S04");
  const auto account = scenario.audience.accounts.find(request.account);
  double followers = known_followers;
  if (account != scenario.audience.accounts.end() && account->second.followers)
    followers = static_cast<double>(*account->second.followers);
  if (!(followers >= 1))
    throw Error(Fault::bad_input,
                scenario.file + " /audience/accounts/" + request.account + "/followers",
                "missing, and history does not tell",
                "say how many people follow the account",
                "S04");
  request.audience.followers = followers;
  const ScenarioAudience& audience = scenario.audience;
  request.audience.outsiders_per_follower =
      audience.outsiders_per_follower.value_or(request.audience.outsiders_per_follower);
  request.audience.mean_listeners = audience.mean_listeners.value_or(request.audience.mean_listeners);
  request.audience.activity_shape = audience.activity_shape.value_or(request.audience.activity_shape);
  const auto k = static_cast<double>(audience.people_per_agent.value_or(1));
  request.audience.max_agents_per_account = k > 1 ? followers / k : 0;
  return request;
}

}  // namespace gs
