// Sums over the ledger, people_per_agent people for each agent.
#include "scenarios/synth/lab/shown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenarios/synth/campaign_exports.h"

namespace gs {
namespace {

Day first_day(const Laboratory& lab) { return day_of(lab.plan().request.start); }

Money value_of(const Laboratory& lab, double sales) {
  const auto& value = lab.plan().request.offer->order_value;
  return value ? Money{std::llround(sales * static_cast<double>(value->micros))} : Money{};
}

AdCell cell_of(const Laboratory& lab, std::size_t channel, const PlannedAd& ad, std::size_t day) {
  AdCell cell;
  cell.platform = ad.platform;
  cell.account = lab.channels[channel].account;
  cell.campaign = lab.forecast.scenario.name.empty() ? "campaign" : lab.forecast.scenario.name;
  cell.ad_set = lab.channels[channel].id;
  cell.ad = ad.id;
  cell.first = cell.last = Day{first_day(lab).number + static_cast<std::int32_t>(ad.first_hour / 24 + day)};
  return cell;
}

void show_ad(const Laboratory& lab, std::size_t channel, std::size_t row, std::vector<ShownAd>& shown) {
  const AdCounts& counts = lab.world.ledger.ads[row];
  const AdOutcome& outcome = lab.world.counts.ads[row];
  const std::vector<double> displays(counts.impressions.begin(), counts.impressions.end());
  const std::vector<Money> spend = spend_by_day(counts, lab.assumed.markets[row]);
  const auto impressions = dealt_out(outcome.impressions, displays);
  const auto clicks = dealt_out(outcome.clicks, displays);
  const auto leads = dealt_out(outcome.leads, displays);
  const auto sales = dealt_out(outcome.sales + outcome.view_sales, displays);
  for (std::size_t day = 0; day < displays.size(); ++day) {
    if (impressions[day] == 0) continue;
    ShownAd ad{channel, {}, leads[day], sales[day], value_of(lab, sales[day])};
    ad.row.cell = cell_of(lab, channel, lab.plan().request.ads[row], day);
    ad.row.counts[index_of(AdCount::impressions)] = impressions[day];
    ad.row.counts[index_of(AdCount::clicks)] = clicks[day];
    ad.row.spend = spend[day];
    ad.row.currency = lab.plan().request.currency;
    shown.push_back(std::move(ad));
  }
}

// Displays of posts that no ad bought.
double unpaid(const HourCounts& row) {
  double displays = 0;
  for (std::size_t source = 0; source < kSources; ++source)
    if (static_cast<Source>(source) != Source::paid) displays += row.displays[source];
  return displays;
}

}  // namespace

std::vector<double> dealt_out(double total, const std::vector<double>& weights) {
  const double whole = std::round(total), sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> parts;
  double so_far = 0, dealt = 0;
  for (const double weight : weights) {
    so_far += weight;
    const double up_to = sum > 0 ? std::floor(whole * (so_far / sum)) : 0;
    parts.push_back(up_to - dealt);
    dealt = up_to;
  }
  return parts;
}

std::vector<ShownAd> shown_ads(const Laboratory& lab) {
  std::vector<ShownAd> shown;
  for (std::size_t channel = 0; channel < lab.channels.size(); ++channel)
    for (const std::size_t row : lab.channels[channel].ads) show_ad(lab, channel, row, shown);
  return shown;
}

std::vector<ObservedPost> shown_posts(const Laboratory& lab) {
  std::vector<ObservedPost> posts =
      export_campaign(lab.plan(), lab.forecast.scenario, lab.plan().campaign.hours, lab.settings.world).posts;
  constexpr int kLowerHalf = 32;  // TikTok's ids: the second of making above, a number below
  for (std::size_t row = 0; row < posts.size(); ++row) {
    ObservedPost& post = posts[row];
    post.id = post.platform == "tiktok"
                  ? fmt::format("{}", (post.published.seconds << kLowerHalf) + static_cast<std::int64_t>(row))
                  : fmt::format("{}", 7700000000000 + static_cast<std::int64_t>(row));
  }
  return posts;
}

std::vector<ShownWeek> shown_weeks(const Laboratory& lab) {
  std::vector<ShownWeek> weeks(weeks_of(lab));
  for (std::uint32_t week = 0; week < weeks.size(); ++week) {
    weeks[week].first = {first_day(lab).number + 7 * static_cast<std::int32_t>(week)};
    weeks[week].spend.resize(lab.channels.size());
    weeks[week].impressions.resize(lab.channels.size());
    weeks[week].outcome = outcome_in_week(lab, lab.all, week);
  }
  for (const ShownAd& ad : shown_ads(lab)) {
    const auto week = static_cast<std::size_t>((ad.row.cell.first->number - first_day(lab).number) / 7);
    weeks[week].spend[ad.channel].micros += ad.row.spend->micros;
    weeks[week].impressions[ad.channel] += *ad.row.at(AdCount::impressions);
  }
  for (const HourCounts& row : lab.world.ledger.rows)
    if (row.post < lab.plan().planned && row.hour / 168 < weeks.size())
      weeks[row.hour / 168].organic += lab.plan().audience.people_per_agent * unpaid(row);
  return weeks;
}

double outcome_in_week(const Laboratory& lab, const LifeDays& days, std::uint32_t week) {
  const std::vector<double>& all = days.of(lab.settings.outcome);
  double sum = 0;
  for (std::size_t day = 7 * week; day < std::min<std::size_t>(all.size(), 7 * week + 7); ++day)
    sum += all[day];
  return sum;
}

}  // namespace gs
