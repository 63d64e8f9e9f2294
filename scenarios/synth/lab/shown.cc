// Sums over the ledger, people_per_agent people for each agent.
#include "scenarios/synth/lab/shown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "scenarios/synth/campaign_exports.h"

namespace gs {
namespace {

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

void show_ad(const Laboratory& lab, std::size_t channel, std::size_t row, std::vector<LabAd>& shown) {
  const AdCounts& counts = lab.world.ledger.ads[row];
  const AdOutcome& outcome = lab.world.counts.ads[row];
  const std::vector<double> displays(counts.impressions.begin(), counts.impressions.end());
  const std::vector<Money> spend = spend_by_day(counts, lab.assumed.markets[row]);
  const auto impressions = dealt_out(outcome.impressions, displays);
  const auto clicks = dealt_out(outcome.clicks, displays);
  const auto leads = dealt_out(outcome.leads, displays);
  const auto clicked = dealt_out(outcome.sales, displays), viewed = dealt_out(outcome.view_sales, displays);
  for (std::size_t day = 0; day < displays.size(); ++day) {
    if (impressions[day] == 0) continue;
    LabAd ad{channel, {}, leads[day], clicked[day], viewed[day], {}, value_of(lab, clicked[day])};
    ad.value = value_of(lab, ad.sales());
    ad.row.cell = cell_of(lab, channel, lab.plan().request.ads[row], day);
    ad.row.counts[index_of(AdCount::impressions)] = impressions[day];
    ad.row.counts[index_of(AdCount::clicks)] = clicks[day];
    ad.row.spend = spend[day];
    ad.row.currency = lab.plan().request.currency;
    shown.push_back(std::move(ad));
  }
}

using BySource = std::array<std::uint32_t, kSources>;

double sum_of(const BySource& counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
}

// Displays of posts that no ad bought.
double unpaid(const HourCounts& row) { return sum_of(row.displays) - row.displays[index_of(Source::paid)]; }

// Whole numbers; a part is never more than the whole.
double part_of(double whole, double above, double below) {
  return below > 0 ? std::round(whole * above / below) : 0;
}

std::vector<HourCounts> sums_of_posts(const Laboratory& lab) {
  std::vector<HourCounts> sums(lab.plan().planned);
  for (const HourCounts& row : lab.world.ledger.rows)
    if (row.post < sums.size()) add_counts(sums[row.post], row);
  return sums;
}

void add_responses(const KpiCounts& counts, LabPost& post) {
  post.seen.counts[index_of(Metric::follows)] = std::round(counts.follows);
  post.seen.counts[index_of(Metric::hides)] = std::round(counts.hides);
  post.visits = std::round(counts.visits);
  post.leaves = std::round(counts.unfollows);
}

void split_by_source(const HourCounts& sums, LabPost& post) {
  auto& counts = post.seen.counts;
  const double shown = counts[index_of(Metric::impressions)].value_or(0), displays = sum_of(sums.displays);
  const double met = counts[index_of(Metric::reach)].value_or(0), exposures = sum_of(sums.exposures);
  const auto displays_of = [&](Source source) {
    return part_of(shown, sums.displays[index_of(source)], displays);
  };
  const auto people_of = [&](Source source) {
    return part_of(met, sums.exposures[index_of(source)], exposures);
  };
  const double to_followers = part_of(shown, sum_of(sums.follower_displays), displays);
  counts[index_of(Metric::impressions_followers)] = to_followers;
  counts[index_of(Metric::impressions_non_followers)] = shown - to_followers;
  counts[index_of(Metric::impressions_paid)] = displays_of(Source::paid);
  counts[index_of(Metric::reach_followers)] = part_of(met, sum_of(sums.follower_exposures), exposures);
  post.seen.paid = sums.displays[index_of(Source::paid)] > 0;
  post.home = displays_of(Source::follow), post.explore = displays_of(Source::discovery);
  post.reach_paid = people_of(Source::paid), post.reach_shared = people_of(Source::share);
}

std::string id_of(const ObservedPost& post, std::int64_t row) {
  constexpr int kLowerHalf = 32;  // TikTok's ids: the second of making above, a number below
  return post.platform == "tiktok" ? fmt::format("{}", (post.published.seconds << kLowerHalf) + row)
                                   : fmt::format("{}", 7700000000000 + row);
}

using Counted = double LabDay::*;
constexpr std::array<Counted, 9> kCounted{&LabDay::organic,
                                          &LabDay::sponsored,
                                          &LabDay::clicks,
                                          &LabDay::likes,
                                          &LabDay::comments,
                                          &LabDay::shares,
                                          &LabDay::saves,
                                          &LabDay::gained,
                                          &LabDay::lost};

void add_row(const HourCounts& row, LabDay& day) {
  day.organic += unpaid(row);
  day.sponsored += row.displays[index_of(Source::paid)];
  const auto acted = [&](Action action) { return static_cast<double>(row.actions[index_of(action)]); };
  day.clicks += acted(Action::click);
  day.likes += acted(Action::like);
  day.comments += acted(Action::comment);
  day.shares += acted(Action::share);
  day.saves += acted(Action::save);
}

// Agents become people, whole ones on every day.
void count_people(double people_per_agent, std::vector<LabDay>& days) {
  for (const Counted member : kCounted) {
    std::vector<double> agents;
    for (const LabDay& day : days) agents.push_back(day.*member);
    const double all = std::accumulate(agents.begin(), agents.end(), 0.0);
    const std::vector<double> people = dealt_out(people_per_agent * all, agents);
    for (std::size_t day = 0; day < days.size(); ++day) days[day].*member = people[day];
  }
}

// Every page of the plan, in its order, ours or not.
std::vector<LabPage> all_pages(const Laboratory& lab) {
  const Plan& plan = lab.plan();
  const Ledger& ledger = lab.world.ledger;
  std::vector<LabPage> pages;
  for (const PlannedPage& page : plan.request.pages) {
    pages.push_back({page.account, page.platform, page.followers, !ledger.follower_changes.empty(), {}});
    pages.back().days.resize(plan.total_days);
  }
  for (const HourCounts& row : ledger.rows)
    if (row.post < plan.planned) add_row(row, pages[plan.request.posts[row.post].page].days[row.hour / 24]);
  for (std::size_t at = 0; at < ledger.follower_changes.size(); ++at) {
    LabDay& day = pages[at % pages.size()].days[at / pages.size()];
    day.gained = ledger.follower_changes[at].gained, day.lost = ledger.follower_changes[at].lost;
  }
  for (LabPage& page : pages) count_people(plan.audience.people_per_agent, page.days);
  return pages;
}

// On the morning of the day the post goes out.
double followers_at(const Plan& plan, const LabPage& page, std::size_t post) {
  double followers = page.followers;
  for (std::uint32_t day = 0; day < plan.campaign.posts[post].publish.value / 24; ++day)
    followers += page.days[day].gained - page.days[day].lost;
  return std::round(followers);
}

// GA4's default channel groups, support.google.com/analytics/answer/9756891.
std::string channel_of(const DayOutcomes& row, const std::string& platform) {
  return std::string(row.source == Source::paid ? "Paid" : "Organic") +
         (platform == "youtube" ? " Video" : " Social");
}

void add_visits(const Outcomes& counts, LabVisits& sum) {
  sum.sessions += counts.visits;
  sum.key_events += counts.leads;
  sum.sales += counts.sales;
}

// Agents become people, whole ones in every row; a sale is a key event, too.
void count_visits(double people_per_agent, const std::vector<LabVisits*>& rows) {
  for (double LabVisits::*member : {&LabVisits::sessions, &LabVisits::key_events, &LabVisits::sales}) {
    std::vector<double> agents;
    for (const LabVisits* row : rows) agents.push_back(row->*member);
    const double all = std::accumulate(agents.begin(), agents.end(), 0.0);
    const std::vector<double> people = dealt_out(people_per_agent * all, agents);
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row]->*member = people[row];
  }
  for (LabVisits* row : rows) row->key_events += row->sales;
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

std::vector<LabAd> shown_ads(const Laboratory& lab) {
  std::vector<LabAd> shown;
  for (std::size_t channel = 0; channel < lab.channels.size(); ++channel)
    for (const std::size_t row : lab.channels[channel].ads) show_ad(lab, channel, row, shown);
  return shown;
}

std::vector<LabPost> shown_posts(const Laboratory& lab) {
  const Plan& plan = lab.plan();
  std::vector<ObservedPost> seen =
      export_posts({plan, lab.forecast.scenario, lab.assumed, lab.world}, plan.campaign.hours);
  const std::vector<HourCounts> sums = sums_of_posts(lab);
  const std::vector<LabPage> pages = all_pages(lab);
  std::vector<LabPost> posts;
  for (std::size_t row = 0; row < seen.size(); ++row) {
    LabPost& post = posts.emplace_back();
    post.seen = std::move(seen[row]);
    post.seen.id = id_of(post.seen, static_cast<std::int64_t>(row));
    post.seen.followers = followers_at(plan, pages[plan.request.posts[row].page], row);
    add_responses(lab.world.counts.posts[row], post);
    split_by_source(sums[row], post);
  }
  return posts;
}

std::vector<LabPage> shown_pages(const Laboratory& lab) {
  std::vector<LabPage> pages = all_pages(lab);
  std::vector<char> posts(pages.size(), 0);
  for (std::size_t row = 0; row < lab.plan().planned; ++row) posts[lab.plan().request.posts[row].page] = 1;
  std::size_t at = 0;
  std::erase_if(pages, [&](const LabPage&) { return posts[at++] == 0; });
  return pages;
}

LabSite shown_site(const Laboratory& lab) {
  const Plan& plan = lab.plan();
  std::map<std::string, LabVisits> channels;
  LabSite site{{}, std::vector<LabVisits>(plan.total_days)};
  for (const DayOutcomes& row : lab.world.ledger.outcomes) {
    if (row.post >= plan.planned) continue;
    add_visits(row.counts, channels[channel_of(row, page_of(plan, row.post).platform)]);
    add_visits(row.counts, site.days[row.day]);
  }
  site.channels.assign(channels.begin(), channels.end());
  std::vector<LabVisits*> of_channels, of_days;
  for (auto& [name, visits] : site.channels) of_channels.push_back(&visits);
  for (LabVisits& visits : site.days) of_days.push_back(&visits);
  count_visits(plan.audience.people_per_agent, of_channels);
  count_visits(plan.audience.people_per_agent, of_days);
  return site;
}

Day first_day(const Laboratory& lab) { return day_of(lab.plan().request.start); }

std::vector<LabWeek> shown_weeks(const Laboratory& lab) {
  std::vector<LabWeek> weeks(weeks_of(lab));
  for (std::uint32_t week = 0; week < weeks.size(); ++week) {
    weeks[week].first = {first_day(lab).number + 7 * static_cast<std::int32_t>(week)};
    weeks[week].spend.resize(lab.channels.size());
    weeks[week].impressions.resize(lab.channels.size());
    weeks[week].outcome = outcome_in_week(lab, lab.all, week);
  }
  for (const LabAd& ad : shown_ads(lab)) {
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
