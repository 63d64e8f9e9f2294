// One world lived, seen at an hour, written in our own columns.
#include "scenarios/synth/campaign_exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.h"
#include "scenarios/track/seen.h"

namespace gs {
namespace {

// The moment a tick of the run stands for.
Instant instant_at(const Plan& plan, std::uint32_t hour) {
  const CivilTime& start = plan.request.start;
  const std::int64_t midnight = days_since_epoch(start.year, start.month, start.day) * 86400;
  const CivilTime civil = to_civil({midnight + std::int64_t{3600} * hour}, "UTC");
  return to_instant(civil, plan.request.zone).instant;
}

struct CountColumn {
  Metric metric;
  double KpiCounts::*member;
};
constexpr std::array<CountColumn, 8> kColumns{CountColumn{Metric::impressions, &KpiCounts::impressions},
                                              CountColumn{Metric::reach, &KpiCounts::post_reach_sum},
                                              CountColumn{Metric::likes, &KpiCounts::likes},
                                              CountColumn{Metric::comments, &KpiCounts::comments},
                                              CountColumn{Metric::shares, &KpiCounts::shares},
                                              CountColumn{Metric::saves, &KpiCounts::saves},
                                              CountColumn{Metric::engaged_users, &KpiCounts::engaged_users},
                                              CountColumn{Metric::clickers, &KpiCounts::clicks}};

ObservedPost observed(const Plan& plan, const Scenario& scenario, std::size_t row, const KpiCounts& seen) {
  const PlannedPost& planned = plan.request.posts[row];
  ObservedPost post;
  post.platform = page_of(plan, row).platform;
  post.account = page_of(plan, row).account;
  post.id = fmt::format("{}", 77000000 + content_key(planned.id) % 1000000);
  post.format = planned.format;
  post.topic = planned.topic;
  post.title = scenario.plan.at(planned.id).title;
  post.published = {planned.published.seconds + 60 * (content_key(planned.id) % 7)};  // a few minutes late
  post.zone = plan.request.zone;
  for (const CountColumn& column : kColumns)
    post.counts[index_of(column.metric)] = std::round(seen.*column.member);
  return post;
}

void add_ad(const Plan& plan,
            std::size_t i,
            const LivedWorld& world,
            const AdWorld& market,
            std::uint32_t hour,
            std::vector<ObservedAd>& rows) {
  const PlannedAd& ad = plan.request.ads[i];
  const AdCounts& counts = world.ledger.ads[i];
  const std::int64_t first =
      days_since_epoch(plan.request.start.year, plan.request.start.month, plan.request.start.day) +
      ad.first_hour / 24;
  double shown = 0;
  for (const std::uint32_t impressions : counts.impressions) shown += impressions;
  for (std::size_t day = 0; day < days_over(ad, hour); ++day) {
    ObservedAd row;
    row.cell.platform = ad.platform;
    row.cell.account = plan.request.pages[plan.request.posts[post_row(plan, ad.post)].page].account;
    row.cell.ad_set = ad.id;
    row.cell.first = row.cell.last = Day{static_cast<std::int32_t>(first + static_cast<std::int64_t>(day))};
    const double part = shown > 0 ? counts.impressions[day] / shown : 0;
    row.counts[index_of(AdCount::impressions)] =
        std::round(plan.audience.people_per_agent * counts.impressions[day]);
    row.counts[index_of(AdCount::clicks)] = std::round(part * world.counts.ads[i].clicks);
    row.spend = Money{static_cast<std::int64_t>(counts.impressions[day]) * market.price[day].micros};
    row.currency = plan.request.currency;
    rows.push_back(std::move(row));
  }
}

std::string cell(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::vector<ObservedPost> export_posts(const LivedPlan& lived, std::uint32_t hour) {
  const SeenCounts seen = seen_until(lived.plan, lived.world, lived.assumed, hour);
  const Instant now = instant_at(lived.plan, hour);
  std::vector<ObservedPost> posts;
  for (std::size_t row = 0; row < lived.plan.planned; ++row) {
    if (lived.plan.campaign.posts[row].publish.value >= hour) continue;
    posts.push_back(observed(lived.plan, lived.scenario, row, seen.posts[row]));
    posts.back().exported_at = now;
  }
  return posts;
}

CampaignExports export_campaign(const Plan& plan,
                                const Scenario& scenario,
                                std::uint32_t hour,
                                std::uint32_t replicate) {
  const AssumedWorld assumed = assume_world(plan, replicate);
  Worker worker;
  LivedWorld world = live_world(plan, assumed, replicate, worker);
  CampaignExports exports;
  exports.posts = export_posts({plan, scenario, assumed, world}, hour);
  for (std::size_t i = 0; i < plan.request.ads.size(); ++i)
    add_ad(plan, i, world, assumed.markets[i], hour, exports.ads);
  exports.truth = std::move(world.counts);
  return exports;
}

std::string write_posts(const CampaignExports& exports) {
  std::string csv = "platform,account,post_id,published,format,topic,title,exported_at";
  for (const CountColumn& column : kColumns) csv += fmt::format(",{}", kMetricNames[index_of(column.metric)]);
  csv += "\n";
  for (const ObservedPost& post : exports.posts) {
    csv += fmt::format("{},{},{},{},{},{},{},{}",
                       post.platform,
                       post.account,
                       post.id,
                       to_iso_local(post.published, post.zone),
                       post.format,
                       post.topic,
                       cell(post.title),
                       to_iso_local(*post.exported_at, post.zone));
    for (const CountColumn& column : kColumns)
      csv += fmt::format(",{:.0f}", post.at(column.metric).value_or(0));
    csv += "\n";
  }
  return csv;
}

std::string write_ads(const CampaignExports& exports) {
  std::string csv = "platform,account,ad_set,date,impressions,clicks,spend,currency\n";
  for (const ObservedAd& ad : exports.ads)
    csv += fmt::format("{},{},{},{},{:.0f},{:.0f},{},{}\n",
                       ad.cell.platform,
                       ad.cell.account,
                       ad.cell.ad_set,
                       to_text(*ad.cell.first),
                       ad.at(AdCount::impressions).value_or(0),
                       ad.at(AdCount::clicks).value_or(0),
                       to_text(*ad.spend),
                       ad.currency);
  return csv;
}

}  // namespace gs
