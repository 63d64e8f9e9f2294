// Counts of a post so far are its reported counts times the share of the ledger's rows that lie before the
// hour, count by count: what the report adds to or takes from coarse agents keeps its place.
#include "scenarios/track/seen.h"

#include <algorithm>
#include <numeric>

#include "scenarios/kpi/engagement.h"

namespace gs {
namespace {

double sum_of(const std::array<std::uint32_t, kSources>& counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
}

struct Share {
  const HourCounts &until, &all;
  double of(double count, double part, double whole) const { return whole > 0 ? count * part / whole : 0; }
  double acted(double count, Action action) const {
    return of(count, until.actions[index_of(action)], all.actions[index_of(action)]);
  }
};

KpiCounts part_of(const KpiCounts& post, const Share& share) {
  KpiCounts seen = post;
  const double exposed = sum_of(share.until.exposures), exposed_ever = sum_of(share.all.exposures);
  const double shown = sum_of(share.until.displays), shown_ever = sum_of(share.all.displays);
  seen.reach = share.of(post.reach.value_or(0), exposed, exposed_ever);
  seen.post_reach_sum = share.of(post.post_reach_sum, exposed, exposed_ever);
  seen.impressions = share.of(post.impressions, shown, shown_ever);
  seen.views = share.of(post.views, shown, shown_ever);
  seen.engaged_users = share.of(post.engaged_users, share.until.engaged, share.all.engaged);
  seen.likes = share.acted(post.likes, Action::like);
  seen.comments = share.acted(post.comments, Action::comment);
  seen.shares = share.acted(post.shares, Action::share);
  seen.clicks = share.acted(post.clicks, Action::click);
  seen.saves = share.acted(post.saves, Action::save);
  seen.counted_saves = share.acted(post.counted_saves, Action::save);
  seen.follows = share.acted(post.follows, Action::follow);
  seen.unfollows = share.acted(post.unfollows, Action::unfollow);
  seen.hides = share.acted(post.hides, Action::hide);
  if (seen.views > 0) seen.viewed_engagements = engagement::engagements_of(seen);
  seen.post_er.clear();
  if (*seen.reach > 0) seen.post_er = {engagement::engagements_of(seen) / *seen.reach};
  seen.visits = seen.leads = seen.sales = seen.view_sales = seen.revenue = 0;
  return seen;
}

void add_outcomes(const Plan& plan, const Ledger& ledger, std::uint32_t hour, SeenCounts& seen) {
  if (!plan.request.offer) return;
  const double k = plan.audience.people_per_agent;
  const double value = plan.request.offer->order_value
                           ? static_cast<double>(plan.request.offer->order_value->micros) / 1e6
                           : 0;
  for (const DayOutcomes& row : ledger.outcomes) {
    if (row.post >= plan.planned || row.day * 24 >= hour) continue;
    for (KpiCounts* scope : {&seen.total, &seen.posts[row.post]}) {
      scope->visits += k * row.counts.visits;
      scope->leads += k * row.counts.leads;
      scope->sales += k * row.counts.sales;
      scope->view_sales += k * row.counts.view_sales;
      scope->revenue += k * row.counts.sales * value;
    }
  }
}

void add_post(KpiCounts& sum, const KpiCounts& post) {
  for (double KpiCounts::*member : {&KpiCounts::post_reach_sum,
                                    &KpiCounts::impressions,
                                    &KpiCounts::likes,
                                    &KpiCounts::comments,
                                    &KpiCounts::shares,
                                    &KpiCounts::clicks,
                                    &KpiCounts::engaged_users,
                                    &KpiCounts::saves,
                                    &KpiCounts::counted_saves,
                                    &KpiCounts::views,
                                    &KpiCounts::viewed_engagements,
                                    &KpiCounts::follows,
                                    &KpiCounts::unfollows,
                                    &KpiCounts::hides})
    sum.*member += post.*member;
  sum.post_er.insert(sum.post_er.end(), post.post_er.begin(), post.post_er.end());
}

// An ad's clicks have no day in the ledger: they follow its impressions.
AdOutcome part_of(const AdOutcome& whole, const AdCounts& counts, const AdWorld& market, std::size_t days) {
  AdOutcome seen;
  double shown = 0, ever = 0;
  for (std::size_t day = 0; day < counts.impressions.size(); ++day) {
    ever += counts.impressions[day];
    if (day >= days) continue;
    shown += counts.impressions[day];
    seen.spend.micros += static_cast<std::int64_t>(counts.impressions[day]) * market.price[day].micros;
  }
  const double share = ever > 0 ? shown / ever : 0;
  seen.impressions = share * whole.impressions;
  seen.clicks = share * whole.clicks;
  return seen;
}

KpiCounts empty_total(const Plan& plan, const KpiCounts& whole, std::uint32_t hour) {
  KpiCounts total;
  total.followers = whole.followers;
  total.universe = whole.universe;
  total.margin = whole.margin;
  total.days = std::min<double>(plan.request.days, (hour + 23) / 24);
  total.reach = 0.0;
  return total;
}

void add_reach(const Plan& plan, const Ledger& ledger, std::uint32_t hour, KpiCounts& total) {
  for (std::uint32_t h = 0; h < std::min(hour, ledger.hours); ++h)
    for (std::size_t s = 0; s < kSources; ++s) {
      const double people =
          plan.audience.people_per_agent * ledger.first_exposures_at(h, static_cast<Source>(s));
      total.first_reach[s] += people;
      *total.reach += people;
    }
}

}  // namespace

std::size_t days_over(const PlannedAd& ad, std::uint32_t hour) {
  if (hour <= ad.first_hour) return 0;
  return std::min<std::size_t>(ad.budgets.size(), (hour - ad.first_hour) / 24);
}

SeenCounts seen_until(const Plan& plan,
                      const LivedWorld& world,
                      const AssumedWorld& assumed,
                      std::uint32_t hour) {
  const Ledger& ledger = world.ledger;
  std::vector<HourCounts> until(ledger.posts), all(ledger.posts);
  for (const HourCounts& row : ledger.rows) {
    add_counts(all[row.post], row);
    if (row.hour < hour) add_counts(until[row.post], row);
  }
  SeenCounts seen;
  seen.total = empty_total(plan, world.counts.total, hour);
  for (std::size_t post = 0; post < plan.planned; ++post) {
    seen.posts.push_back(part_of(world.counts.posts[post], Share{until[post], all[post]}));
    add_post(seen.total, seen.posts.back());
    if (plan.campaign.posts[post].publish.value < hour) seen.total.posts += 1;
  }
  add_reach(plan, ledger, hour, seen.total);
  add_outcomes(plan, ledger, hour, seen);
  std::int64_t spend = 0;
  for (std::size_t i = 0; i < world.counts.ads.size(); ++i) {
    seen.ads.push_back(part_of(
        world.counts.ads[i], ledger.ads[i], assumed.markets[i], days_over(plan.request.ads[i], hour)));
    seen.total.paid_impressions += seen.ads.back().impressions;
    seen.total.ad_clicks += seen.ads.back().clicks;
    spend += seen.ads.back().spend.micros;
  }
  seen.total.spend = static_cast<double>(spend) / 1e6;
  seen.total.cost = static_cast<double>(spend + plan.request.fees.micros) / 1e6;
  return seen;
}

}  // namespace gs
