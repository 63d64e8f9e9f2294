// Sums over a world's ledger; people_per_agent people for each agent.
#include "scenarios/plan/counts.h"

#include <algorithm>

#include "models/observe/observe.h"
#include "models/platform.h"
#include "scenarios/kpi/engagement.h"
#include "scenarios/plan/surroundings/memory.h"

namespace gs {
namespace {

ReportedCounts expected_counts(const ExpectedPost<double>& e) {
  ReportedCounts counts{};
  const auto set = [&](Metric metric, double value) { counts[index_of(metric)] = value; };
  set(Metric::reach, e.reach);
  set(Metric::reach_followers, e.reach_followers);
  set(Metric::impressions, e.impressions);
  set(Metric::engaged_users, e.engaged);
  set(Metric::clickers, e.actions[index_of(Action::click)]);
  set(Metric::likes, e.actions[index_of(Action::like)]);
  set(Metric::comments, e.actions[index_of(Action::comment)]);
  set(Metric::shares, e.actions[index_of(Action::share)]);
  return counts;
}

KpiCounts scope(const Plan& plan, double posts) {
  KpiCounts counts;
  counts.posts = posts;
  counts.followers = followers_of(plan);
  counts.universe = static_cast<double>(plan.audience.agents) * plan.audience.people_per_agent;
  counts.days = plan.request.days;
  return counts;
}

// What a platform calls an engagement, and a view, its file says.
bool counts_saves(const std::string& platform) {
  return std::ranges::find(find_platform(platform)->engagements, std::string_view("saves")) !=
         find_platform(platform)->engagements.end();
}

void add_platform_terms(KpiCounts& counts, const std::string& platform, double saves, double displays) {
  if (counts_saves(platform)) counts.counted_saves += saves;
  if (counts_views(platform)) counts.views += displays;
}

bool is_promoted(const Plan& plan, std::size_t post) {
  return std::ranges::any_of(plan.campaign.ads, [&](const CampaignAd& ad) { return ad.post == post; }) ||
         std::ranges::any_of(plan.campaign.seedings,
                             [&](const CampaignSeeding& seeding) { return seeding.post == post; });
}

void add_post(KpiCounts& sum, const KpiCounts& post) {
  sum.post_reach_sum += post.post_reach_sum;
  sum.impressions += post.impressions;
  sum.likes += post.likes;
  sum.comments += post.comments;
  sum.negative_comments += post.negative_comments;
  sum.shares += post.shares;
  sum.clicks += post.clicks;
  sum.engaged_users += post.engaged_users;
  sum.saves += post.saves;
  sum.counted_saves += post.counted_saves;
  sum.views += post.views;
  sum.viewed_engagements += post.viewed_engagements;
  sum.follows += post.follows;
  sum.unfollows += post.unfollows;
  sum.hides += post.hides;
  sum.post_er.insert(sum.post_er.end(), post.post_er.begin(), post.post_er.end());
}

KpiCounts post_counts(const Plan& plan, std::size_t post, const ReportedCounts& reported) {
  const auto at = [&](Metric metric) { return reported[index_of(metric)].value_or(0.0); };
  KpiCounts counts = scope(plan, 1);
  counts.followers = page_of(plan, post).followers;
  counts.reach = at(Metric::reach);
  counts.post_reach_sum = at(Metric::reach);
  counts.impressions = at(Metric::impressions);
  counts.likes = at(Metric::likes);
  counts.comments = at(Metric::comments);
  counts.negative_comments = at(Metric::negative_comments);
  counts.shares = at(Metric::shares);
  counts.clicks = at(Metric::clickers);
  counts.engaged_users = at(Metric::engaged_users);
  counts.saves = at(Metric::saves);
  counts.follows = at(Metric::follows);
  counts.hides = at(Metric::hides);
  add_platform_terms(counts, page_of(plan, post).platform, counts.saves, counts.impressions);
  if (counts.views > 0) counts.viewed_engagements = engagement::engagements_of(counts);
  if (*counts.reach > 0) counts.post_er = {engagement::engagements_of(counts) / *counts.reach};
  return counts;
}

void add_responses(KpiCounts& sum, const HourCounts& row, double k) {
  sum.saves += k * row.actions[index_of(Action::save)];
  sum.follows += k * row.actions[index_of(Action::follow)];
  sum.unfollows += k * row.actions[index_of(Action::unfollow)];
  sum.hides += k * row.actions[index_of(Action::hide)];
}

// What an hour row adds to a running sum; people_per_agent people for each agent.
void add_row(KpiCounts& sum, const Plan& plan, const HourCounts& row) {
  const double k = plan.audience.people_per_agent;
  double exposures = 0, displays = 0;
  for (std::size_t s = 0; s < kSources; ++s) {
    exposures += row.exposures[s];
    displays += row.displays[s];
  }
  sum.post_reach_sum += k * exposures;
  sum.impressions += k * displays;
  sum.clicks += k * row.actions[index_of(Action::click)];
  sum.likes += k * row.actions[index_of(Action::like)];
  sum.comments += k * row.actions[index_of(Action::comment)];
  sum.negative_comments += k * row.negative;
  sum.shares += k * row.actions[index_of(Action::share)];
  sum.engaged_users += k * row.engaged;
  add_responses(sum, row, k);
  add_platform_terms(
      sum, page_of(plan, row.post).platform, k * row.actions[index_of(Action::save)], k * displays);
}

std::vector<KpiCounts> daily_counts(const Plan& plan, const Ledger& ledger) {
  const double k = plan.audience.people_per_agent;
  std::vector<KpiCounts> days;
  KpiCounts sum = scope(plan, 0);
  sum.reach = 0.0;
  std::size_t at = 0;
  for (std::uint32_t day = 0; day < plan.total_days; ++day) {
    const std::uint32_t end = (day + 1) * 24;
    for (; at < ledger.rows.size() && ledger.rows[at].hour < end; ++at)
      if (ledger.rows[at].post < plan.planned) add_row(sum, plan, ledger.rows[at]);
    sum.days = std::min<double>(day + 1, plan.request.days);
    for (std::uint32_t hour = day * 24; hour < end; ++hour)
      for (std::size_t s = 0; s < kSources; ++s) {
        const double people = k * ledger.first_exposures_at(hour, static_cast<Source>(s));
        sum.first_reach[s] += people;
        *sum.reach += people;
      }
    sum.posts = static_cast<double>(
        std::count_if(plan.campaign.posts.begin(), plan.campaign.posts.end(), [&](const CampaignPost& p) {
          return !p.background && p.publish.value < end;
        }));
    days.push_back(sum);
  }
  return days;
}

std::array<KpiCounts, kSources> source_counts(const Plan& plan,
                                              const Ledger& ledger,
                                              const KpiCounts& total) {
  const double k = plan.audience.people_per_agent;
  std::array<KpiCounts, kSources> sources;
  for (std::size_t s = 0; s < kSources; ++s) {
    sources[s] = scope(plan, total.posts);
    sources[s].first_reach[s] = total.first_reach[s];
  }
  for (const HourCounts& row : ledger.rows)
    for (std::size_t s = 0; s < kSources && row.post < plan.planned; ++s) {
      sources[s].impressions += k * row.displays[s];
      sources[s].post_reach_sum += k * row.exposures[s];
    }
  return sources;
}

// Platforms share people: reach of each is its own, counts of posts are added.
std::vector<KpiCounts> platform_counts(const Plan& plan, const Ledger& ledger, const WorldCounts& world) {
  std::vector<KpiCounts> platforms(plan.platforms.size(), scope(plan, 0));
  for (KpiCounts& platform : platforms) platform.followers = 0;
  for (const PlannedPage& page : plan.request.pages)
    if (page.ours) platforms[platform_row(plan, page.platform)].followers += page.followers;
  for (std::size_t post = 0; post < world.posts.size(); ++post) {
    KpiCounts& platform = platforms[platform_row(plan, page_of(plan, post).platform)];
    add_post(platform, world.posts[post]);
    platform.posts += 1;
  }
  for (std::size_t layer = 0; layer < platforms.size(); ++layer)
    platforms[layer].reach = plan.audience.people_per_agent * ledger.layer_reach[layer];
  return platforms;
}

// The ledger tells apart several segments; of one alone the plan's counts are its own.
std::vector<KpiCounts> segment_counts(const Plan& plan, const Ledger& ledger, const KpiCounts& total) {
  const double k = plan.audience.people_per_agent;
  if (ledger.segment_reach.empty() && plan.request.portrait) {
    std::vector<KpiCounts> one{total};
    one.front().universe = plan.request.portrait->segments.front().people;
    return one;
  }
  const std::size_t segments = ledger.segment_reach.size();
  std::vector<KpiCounts> all(segments);
  for (std::size_t row = 0; row < segments; ++row) {
    all[row].universe = plan.request.portrait->segments[row].people;
    all[row].reach = k * ledger.segment_reach[row];
  }
  for (std::size_t at = 0; at < plan.planned * segments; ++at) {
    const SegmentCounts& counts = ledger.segments[at];
    KpiCounts& segment = all[at % segments];
    segment.post_reach_sum += k * counts.exposures;
    segment.impressions += k * counts.displays;
    segment.engaged_users += k * counts.engaged;
    segment.clicks += k * counts.actions[index_of(Action::click)];
    segment.likes += k * counts.actions[index_of(Action::like)];
    segment.comments += k * counts.actions[index_of(Action::comment)];
    segment.shares += k * counts.actions[index_of(Action::share)];
    segment.follows += k * counts.actions[index_of(Action::follow)];
    const double saves = k * counts.actions[index_of(Action::save)];
    add_platform_terms(segment, page_of(plan, at / segments).platform, saves, k * counts.displays);
  }
  return all;
}

// Everybody is in one segment, so that their reach may be added.
std::optional<double> target_reach(const Plan& plan, const std::vector<KpiCounts>& segments) {
  if (plan.request.target_segments.empty()) return {};
  double reach = 0;
  for (const std::size_t row : plan.request.target_segments) reach += segments[row].reach.value_or(0.0);
  return reach;
}

// Visits, leads and sales, in people, and their revenue: into a scope of posts.
void add_outcome(KpiCounts& sum, const Outcomes& counts, const Plan& plan) {
  const double k = plan.audience.people_per_agent;
  sum.visits += k * counts.visits;
  sum.leads += k * counts.leads;
  sum.sales += k * counts.sales;
  sum.view_sales += k * counts.view_sales;
  const PlannedOffer& offer = *plan.request.offer;
  if (offer.order_value)
    sum.revenue += k * counts.sales * static_cast<double>(offer.order_value->micros) / 1e6;
  sum.margin = offer.margin.value_or(1.0);
}

void add_outcomes(WorldCounts& world, const Plan& plan, const Ledger& ledger) {
  if (!plan.request.offer) return;
  for (const DayOutcomes& row : ledger.outcomes) {
    if (row.post >= plan.planned) continue;
    const std::size_t platform = platform_row(plan, page_of(plan, row.post).platform);
    for (KpiCounts* scope : {&world.total,
                             &world.posts[row.post],
                             &world.platforms[platform],
                             &world.sources[index_of(row.source)]})
      add_outcome(*scope, row.counts, plan);
  }
  std::size_t at = 0;
  KpiCounts so_far;
  for (std::uint32_t day = 0; day < world.daily.size(); ++day) {
    for (; at < ledger.outcomes.size() && ledger.outcomes[at].day <= day; ++at)
      if (ledger.outcomes[at].post < plan.planned) add_outcome(so_far, ledger.outcomes[at].counts, plan);
    world.daily[day].visits = so_far.visits;
    world.daily[day].leads = so_far.leads;
    world.daily[day].sales = so_far.sales;
    world.daily[day].revenue = so_far.revenue;
  }
}

// People who met each adverse event.
std::vector<double> talk_counts(const Plan& plan, const Ledger& ledger) {
  std::vector<double> talks(plan.request.talks.size());
  for (const HourCounts& row : ledger.rows)
    if (const std::uint32_t talk = plan.request.posts[row.post].talk; talk != kNoTalk)
      for (const std::uint32_t people : row.exposures) talks[talk] += plan.audience.people_per_agent * people;
  return talks;
}

}  // namespace

bool counts_views(const std::string& platform) {
  return (*find_platform(platform))[Belief::impressions_per_reach].unit.starts_with("views");
}

WorldCounts count_world(const Plan& plan,
                        const Ledger& ledger,
                        std::span<const AnchoredPost> anchored,
                        World key) {
  std::vector<std::uint32_t> publish, keys;
  std::vector<ReportedCounts> expected;
  std::vector<double> negative;
  for (std::size_t i = 0; i < anchored.size(); ++i) {
    publish.push_back(plan.campaign.posts[i].publish.value);
    keys.push_back(plan.campaign.posts[i].key);
    negative.push_back(anchored[i].behaviour.negative);
    // The mean field knows no ads, no seedings and nothing that fades: the counts of a post that has some
    // keep the variance of coarse agents.
    expected.push_back(is_promoted(plan, i) || fades(plan.request) ? ReportedCounts{}
                                                                   : expected_counts(anchored[i].expected));
  }
  ReportRules rules;
  rules.people_per_agent = plan.audience.people_per_agent;
  rules.world = key;
  rules.keys = keys;
  rules.responses = true;
  rules.negative = negative;
  rules.upset = !plan.request.talks.empty();
  WorldCounts world;
  world.total = scope(plan, static_cast<double>(plan.planned));
  const std::vector<ReportedCounts> reported = report_posts(ledger, publish, rules, expected);
  for (std::size_t post = 0; post < plan.planned; ++post)
    world.posts.push_back(post_counts(plan, post, reported[post]));
  for (const HourCounts& row : ledger.rows)
    if (row.post < plan.planned)
      world.posts[row.post].unfollows +=
          plan.audience.people_per_agent * row.actions[index_of(Action::unfollow)];
  for (const KpiCounts& post : world.posts) add_post(world.total, post);
  for (std::size_t k = 0; k < world.total.reach_k.size(); ++k)
    world.total.reach_k[k] = plan.audience.people_per_agent * ledger.reach_k[k];
  world.daily = daily_counts(plan, ledger);
  world.total.reach = world.daily.back().reach;
  world.total.first_reach = world.daily.back().first_reach;
  world.sources = source_counts(plan, ledger, world.total);
  world.platforms = platform_counts(plan, ledger, world);
  world.segments = segment_counts(plan, ledger, world.total);
  world.total.target_reach = target_reach(plan, world.segments);
  add_outcomes(world, plan, ledger);
  world.talks = talk_counts(plan, ledger);
  return world;
}

void add_money(const Plan& plan, WorldCounts& counts, Money fees) {
  Money spend;
  std::vector<Money> of_platform(counts.platforms.size());
  for (std::size_t i = 0; i < counts.ads.size(); ++i) {
    const AdOutcome& ad = counts.ads[i];
    const std::size_t row = platform_row(plan, plan.request.ads[i].platform);
    spend.micros += ad.spend.micros;
    of_platform[row].micros += ad.spend.micros;
    for (KpiCounts* scope : {&counts.total, &counts.platforms[row]}) {
      scope->paid_impressions += ad.impressions;
      scope->ad_clicks += ad.clicks;
    }
  }
  counts.total.spend = static_cast<double>(spend.micros) / 1e6;
  counts.total.cost = static_cast<double>(spend.micros + fees.micros) / 1e6;
  for (std::size_t row = 0; row < of_platform.size(); ++row)
    counts.platforms[row].spend = static_cast<double>(of_platform[row].micros) / 1e6;
}

}  // namespace gs
