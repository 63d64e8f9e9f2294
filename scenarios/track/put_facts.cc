// Facts in place of counts. A count that is told becomes the fact and what the world still adds to it; sums
// of the plan move by what their posts and ads move. Reach of the plan, over posts, is told by no export of
// posts: it stays the world's, whose posts met as many people as the facts say.
#include <algorithm>

#include "models/platform.h"
#include "scenarios/kpi/engagement.h"
#include "scenarios/track/flight.h"

namespace gs {
namespace {

constexpr std::array<ToldCount, 9> kTold{ToldCount{Metric::reach, &KpiCounts::post_reach_sum},
                                         ToldCount{Metric::impressions, &KpiCounts::impressions},
                                         ToldCount{Metric::engaged_users, &KpiCounts::engaged_users},
                                         ToldCount{Metric::clickers, &KpiCounts::clicks},
                                         ToldCount{Metric::likes, &KpiCounts::likes},
                                         ToldCount{Metric::comments, &KpiCounts::comments},
                                         ToldCount{Metric::shares, &KpiCounts::shares},
                                         ToldCount{Metric::saves, &KpiCounts::saves},
                                         ToldCount{Metric::hides, &KpiCounts::hides}};

constexpr std::array<double KpiCounts::*, 12> kSums{&KpiCounts::post_reach_sum,
                                                    &KpiCounts::impressions,
                                                    &KpiCounts::engaged_users,
                                                    &KpiCounts::clicks,
                                                    &KpiCounts::likes,
                                                    &KpiCounts::comments,
                                                    &KpiCounts::shares,
                                                    &KpiCounts::saves,
                                                    &KpiCounts::hides,
                                                    &KpiCounts::counted_saves,
                                                    &KpiCounts::views,
                                                    &KpiCounts::viewed_engagements};

bool engages_by_saving(const std::string& platform) {
  const auto& words = find_platform(platform)->engagements;
  return std::ranges::find(words, std::string_view("saves")) != words.end();
}

void derive(KpiCounts& post, const std::string& platform) {
  post.reach = post.post_reach_sum;
  if (engages_by_saving(platform)) post.counted_saves = post.saves;
  if (counts_views(platform)) post.views = post.impressions;
  if (post.views > 0) post.viewed_engagements = engagement::engagements_of(post);
  post.post_er.clear();
  if (*post.reach > 0) post.post_er = {engagement::engagements_of(post) / *post.reach};
}

void put_post(const PostFact& fact, const std::string& platform, KpiCounts& seen, KpiCounts& all) {
  for (const ToldCount& told : kTold) {
    const auto count = fact.counts[index_of(told.metric)];
    if (!count) continue;
    const double left = std::max(0.0, all.*told.member - seen.*told.member);
    seen.*told.member = *count;
    all.*told.member = *count + left;
  }
  derive(seen, platform);
  derive(all, platform);
}

void move_sum(const KpiCounts& from, const KpiCounts& to, KpiCounts& sum) {
  for (const auto member : kSums) sum.*member += to.*member - from.*member;
}

void put_ad(const AdFact& fact, AdOutcome& seen, AdOutcome& all) {
  double impressions = 0, clicks = 0;
  std::int64_t spend = 0;
  for (const AdDayFact& day : fact.days) {
    impressions += day.impressions;
    clicks += day.clicks;
    spend += day.spend.micros;
  }
  all.impressions = impressions + std::max(0.0, all.impressions - seen.impressions);
  seen.impressions = impressions;
  if (fact.clicks_told) {
    all.clicks = clicks + std::max(0.0, all.clicks - seen.clicks);
    seen.clicks = clicks;
  }
  all.spend.micros = spend + std::max<std::int64_t>(0, all.spend.micros - seen.spend.micros);
  seen.spend.micros = spend;
}

void sum_ads(const Plan& plan, const std::vector<AdOutcome>& ads, KpiCounts& total) {
  std::int64_t spend = 0;
  total.paid_impressions = total.ad_clicks = 0;
  for (const AdOutcome& ad : ads) {
    spend += ad.spend.micros;
    total.paid_impressions += ad.impressions;
    total.ad_clicks += ad.clicks;
  }
  total.spend = static_cast<double>(spend) / 1e6;
  total.cost = static_cast<double>(spend + plan.request.fees.micros) / 1e6;
}

void gather_rates(const std::vector<KpiCounts>& posts, KpiCounts& total) {
  total.post_er.clear();
  for (const KpiCounts& post : posts)
    total.post_er.insert(total.post_er.end(), post.post_er.begin(), post.post_er.end());
}

// People won, net, where every page of ours that posts tells them.
void put_followers(const Plan& plan, const Facts& facts, FlightWorld& world) {
  double won = 0;
  for (std::size_t page = 0; page < plan.pages.size(); ++page) {
    if (plan.pages[page].posts.empty()) continue;
    if (!facts.won[page]) return;
    won += *facts.won[page];
  }
  const double seen = world.seen.total.follows - world.seen.total.unfollows;
  world.counts.total.follows += won - seen;
  world.seen.total.follows += won - seen;
}

// People over posts are at most those of the posts one by one, and at least those of the largest: where ads
// have run that no export tells, a world may have met more than its posts were seen by.
void bound_reach(const std::vector<KpiCounts>& posts, std::size_t planned, KpiCounts& total) {
  if (!total.reach) return;
  double largest = 0;
  for (std::size_t post = 0; post < planned; ++post)
    largest = std::max(largest, posts[post].reach.value_or(0.0));
  total.reach = std::clamp(*total.reach, std::min(largest, total.post_reach_sum), total.post_reach_sum);
}

}  // namespace

std::span<const ToldCount> told_counts() { return kTold; }

void put_facts(const Plan& plan, const Facts& facts, FlightWorld& world) {
  bool out = false;
  for (std::size_t post = 0; post < plan.planned; ++post) {
    if (facts.posts[post].state == PostState::missing) {  // never published: no post of the plan's
      world.counts.total.posts -= 1;
      world.seen.total.posts -= 1;
    }
    if (facts.posts[post].state != PostState::out) continue;
    KpiCounts &seen = world.seen.posts[post], &all = world.counts.posts[post];
    const KpiCounts seen_before = seen, all_before = all;
    put_post(facts.posts[post], page_of(plan, post).platform, seen, all);
    move_sum(seen_before, seen, world.seen.total);
    move_sum(all_before, all, world.counts.total);
    out = true;
  }
  if (out) {
    bound_reach(world.seen.posts, plan.planned, world.seen.total);
    bound_reach(world.counts.posts, plan.planned, world.counts.total);
  }
  gather_rates(world.seen.posts, world.seen.total);
  gather_rates(world.counts.posts, world.counts.total);
  bool ads = false;
  for (std::size_t i = 0; i < facts.ads.size(); ++i) {
    if (!facts.ads[i].told) continue;
    put_ad(facts.ads[i], world.seen.ads[i], world.counts.ads[i]);
    ads = true;
  }
  if (ads) {
    sum_ads(plan, world.seen.ads, world.seen.total);
    sum_ads(plan, world.counts.ads, world.counts.total);
  }
  put_followers(plan, facts, world);
}

}  // namespace gs
