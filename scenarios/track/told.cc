// A fact is the KPI of the counts that the facts put in place: those are the same in every world.
#include "scenarios/track/told.h"

#include <algorithm>

#include "models/platform.h"

namespace gs {
namespace {

bool is_over_posts(std::string_view kpi) {  // distinct people over several posts
  constexpr std::array<std::string_view, 4> kOver{"reach", "frequency", "reach_share", "on_target_reach"};
  return std::ranges::find(kOver, kpi) != kOver.end();
}

bool is_of_ads_alone(std::string_view kpi) {
  constexpr std::array<std::string_view, 5> kAds{"spend", "paid_impressions", "ad_clicks", "cpm", "cpc"};
  return std::ranges::find(kAds, kpi) != kAds.end();
}

// Counts of history it rests on; none: it is not told by posts.
std::bitset<kMetrics> metrics_of(const Kpi& kpi) {
  std::bitset<kMetrics> metrics = kpi.rests_on;
  if (kpi.name == "saves") metrics.set(index_of(Metric::saves));
  if (kpi.name == "hides") metrics.set(index_of(Metric::hides));
  return metrics;
}

bool tells(const PostFact& fact, const std::bitset<kMetrics>& metrics) {
  for (std::size_t m = 0; m < kMetrics; ++m)
    if (metrics[m] && !fact.counts[m]) return false;
  return true;
}

bool saves_engage(const std::string& platform) {
  const auto& words = find_platform(platform)->engagements;
  return std::ranges::find(words, std::string_view("saves")) != words.end();
}

// Where saves are engagements, as on Instagram, engagements are told with them only.
bool needs_saves(const Plan& plan, std::size_t post, const std::bitset<kMetrics>& metrics) {
  return metrics[index_of(Metric::comments)] && metrics[index_of(Metric::likes)] &&
         saves_engage(page_of(plan, post).platform);
}

bool posts_tell(const Tracking& tracking, const std::bitset<kMetrics>& metrics) {
  bool any = false;
  for (std::size_t post = 0; post < tracking.facts.posts.size(); ++post) {
    const PostFact& fact = tracking.facts.posts[post];
    if (fact.state == PostState::not_told) return false;
    if (fact.state != PostState::out) continue;
    const bool saves = needs_saves(tracking.forecast.plan, post, metrics);
    if (!tells(fact, metrics) || (saves && !fact.counts[index_of(Metric::saves)])) return false;
    any = true;
  }
  return any && metrics.any();
}

bool ads_tell(const Facts& facts) {
  bool any = false;
  for (const AdFact& ad : facts.ads) {
    if (ad.days.empty()) continue;
    if (!ad.told || !ad.clicks_told) return false;
    any = true;
  }
  return any;
}

bool followers_tell(const Tracking& tracking) {
  const Plan& plan = tracking.forecast.plan;
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    if (!plan.pages[page].posts.empty() && !tracking.facts.won[page]) return false;
  return true;
}

bool is_told(const Tracking& tracking, const Kpi& kpi) {
  if (kpi.name == "net_follows" || kpi.name == "audience_growth_rate") return followers_tell(tracking);
  if (is_over_posts(kpi.name) || kpi.name == "er_daily")
    return false;  // the latter asks for followers by day
  if (is_of_ads_alone(kpi.name)) return ads_tell(tracking.facts);
  if (kpi.needs == Needs::ads && !ads_tell(tracking.facts)) return false;
  return posts_tell(tracking, metrics_of(kpi));
}

}  // namespace

std::optional<double> fact_so_far(const Tracking& tracking, const Kpi& kpi) {
  if (tracking.now.empty() || !is_told(tracking, kpi)) return {};
  return kpi.of(tracking.now.front().seen.total);
}

std::string why_untold(const Tracking& tracking, const Kpi& kpi) {
  if (!tracking.facts.tell_anything()) return "no export tells anything of the plan yet";
  if (is_over_posts(kpi.name)) return "exports of posts do not tell people met by several posts";
  if (kpi.name == "net_follows") return "no series of followers of all the plan's pages";
  if (kpi.needs == Needs::ads) return "not every ad that has run is in the exports";
  if (metrics_of(kpi).none()) return "no export read here counts it";
  return "not every post that is out, or due, has this count in the exports";
}

std::optional<double> fact_of_post(const PostFact& fact, const Kpi& kpi, const std::string& platform) {
  if (fact.state != PostState::out) return {};
  if (!tells(fact, metrics_of(kpi))) return {};
  const auto at = [&](Metric metric) { return fact.counts[index_of(metric)].value_or(0); };
  KpiCounts counts;
  counts.reach = at(Metric::reach);
  counts.impressions = at(Metric::impressions);
  counts.likes = at(Metric::likes);
  counts.comments = at(Metric::comments);
  counts.shares = at(Metric::shares);
  counts.counted_saves = saves_engage(platform) ? at(Metric::saves) : 0;
  counts.clicks = at(Metric::clickers);
  return kpi.of(counts);
}

}  // namespace gs
