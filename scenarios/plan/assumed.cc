// One world = one joint draw of each page's parameters + one joint draw of its posts' luck + what the market
// and the offer make of it. Every draw is an address: (seed, replicate), page, post, ad or platform.
#include "scenarios/plan/assumed.h"

#include <algorithm>

#include "core/real.h"
#include "models/platform.h"
#include "scenarios/workspace/history.h"

namespace gs {
namespace {

constexpr double kUnfollowOfHides = 0.01;  // DEFAULTS 12: unfollows per hide

const Theta& theta_of(const Plan& plan, std::size_t page, std::uint32_t replicate) {
  return plan.pages[page].calibration.draws[parameter_draw_of(plan, page, replicate)];
}

// The posts of one page, each with its row.
void anchor_page(const Plan& plan, std::size_t page, World world, std::vector<AnchoredPost>& anchored) {
  const PreparedPage& prepared = plan.pages[page];
  if (prepared.posts.empty()) return;
  const Theta& theta = theta_of(plan, page, world.replicate);
  const Timing<double> timing = timing_of(theta.timing, prepared.calibration.attention_hours);
  std::vector<std::uint32_t> keys;
  for (const std::size_t row : prepared.posts) keys.push_back(plan.campaign.posts[row].key);
  JointCounts joint;
  if (prepared.pool) joint = draw_joint(*prepared.pool, keys, plan.campaign.page_keys[page], world, false);
  const double usual = usual_day_factor(timing, prepared.calibration.usual_hours);
  const std::array<double, kPoolMetrics> tau = prepared.hours.draw(world);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::size_t row = prepared.posts[i];
    const double log_factor = exact_log(day_factor(timing, plan.hours_of_week[row]) / usual);
    PostConditions conditions{.format = plan.formats[row],
                              .paid = plan.request.posts[row].paid,
                              .day_factor = usual * exact_exp(tau[0] * log_factor),
                              .usual_day_factor = usual,
                              .normal_u = normal(world, {100, keys[i], Purpose::post_luck}),
                              .normal_e = normal(world, {101, keys[i], Purpose::post_luck})};
    OrdinaryCounts counts = prepared.pool ? joint.posts[i] : OrdinaryCounts{};
    for (std::size_t m = 1; m < kPoolMetrics;
         ++m)  // where a count follows the hour less, or more, than reach does
      if (counts[m]) *counts[m] *= exact_exp((tau[m] - tau[0]) * log_factor);
    anchored[row] = anchor(counts, theta, prepared.mean_field, conditions);
  }
}

// What platforms believe of a page's posts beyond what history counts: recommendation to strangers, saves,
// new followers, hides. Rates are per impression there, per person exposed here.
struct Responses {
  double discovery = 0, save = 0, follow = 0, hide = 0;
};

Responses responses_of(const Plan& plan, std::size_t row, World world) {
  const std::string& platform = plan.request.pages[row].platform;
  const Platform& beliefs = *find_platform(platform);
  const auto drawn = [&](Belief belief, std::uint64_t subject) {
    const double luck =
        normal(world, {.subject = subject, .content = content_key(platform), .why = Purpose::post_luck});
    return beliefs[belief].center * exact_exp(beliefs[belief].sd * luck);
  };
  Responses responses{.save = drawn(Belief::save, 300),
                      .follow = drawn(Belief::follow, 301),
                      .hide = drawn(Belief::hide, 302)};
  const FollowLaw& follows = plan.pages[row].calibration.follows;
  if (follows.posts > 0) {
    const double luck =
        normal(world, {.subject = 301, .content = content_key(platform), .why = Purpose::post_luck});
    responses.follow = exact_exp(follows.log_rate + follows.log_sd * luck);
  }
  // A fitted page's strangers were all told by its spread: recommending besides would count them twice.
  if (!plan.pages[row].calibrated) responses.discovery = drawn(Belief::discovery_ratio, 303);
  return responses;
}

// What recommendation adds to what the mean field expects of a post: at most the strangers there are.
void add_strangers(ExpectedPost<double>& expected, double discovery, double outsiders) {
  if (!(expected.reach > 0)) return;
  const double left = std::max(0.0, outsiders - expected.reach_others);
  const double strangers = std::min(discovery * expected.reach_followers, left);
  const double times = 1 + strangers / expected.reach;
  expected.reach_others += strangers;
  for (double* count : {&expected.reach, &expected.impressions, &expected.engaged}) *count *= times;
  for (double& acts : expected.actions) acts *= times;
}

void add_responses(const Plan& plan, World world, std::vector<AnchoredPost>& anchored) {
  for (std::size_t row = 0; row < plan.pages.size(); ++row) {
    const Responses responses = responses_of(plan, row, world);
    for (const std::size_t post : plan.pages[row].posts) {
      PostBehaviour& b = anchored[post].behaviour;
      const double displays = 1 + b.extra_displays;
      b.save = std::min(1.0, responses.save * displays);
      b.follow = std::min(1.0, responses.follow * displays);
      b.hide = std::min(1.0, responses.hide * displays);
      b.unfollow_of_hides = kUnfollowOfHides;
      b.discovery = responses.discovery;
      add_strangers(anchored[post].expected, responses.discovery, plan.pages[row].mean_field.outsiders);
    }
  }
}

std::vector<SeedingBehaviour> seedings_of(const Plan& plan,
                                          World world,
                                          std::span<const Timing<double>> timing) {
  std::vector<SeedingBehaviour> seedings;
  for (std::size_t i = 0; i < plan.campaign.seedings.size(); ++i) {
    const CampaignSeeding& seeding = plan.campaign.seedings[i];
    const PreparedPage& host = plan.pages[seeding.page];
    const Theta& theta = theta_of(plan, seeding.page, world.replicate);
    const std::uint32_t key = content_key(plan.request.seedings[i].id);
    const int hour = static_cast<int>(
        (static_cast<std::uint32_t>(plan.campaign.start_hour_of_week) + seeding.at.value) % kHoursPerWeek);
    const double factor = day_factor(timing[seeding.page], hour);
    const PostConditions conditions{.day_factor = factor,
                                    .usual_day_factor = factor,
                                    .normal_u = normal(world, {100, key, Purpose::post_luck}),
                                    .normal_e = 0};
    seedings.push_back({anchor({}, theta, host.mean_field, conditions).behaviour.follow_intensity});
  }
  return seedings;
}

std::vector<AdWorld> markets_of(const Plan& plan, World world) {
  std::vector<AdWorld> markets;
  for (std::size_t i = 0; i < plan.request.ads.size(); ++i) {
    const auto agents = static_cast<double>(plan.campaign.ads[i].people.agents.size());
    markets.push_back(ad_world(plan.request.ads[i], {agents, plan.audience.people_per_agent}, world));
  }
  return markets;
}

// History's contacts and sales per click of an ad, where the planner named no rate; clicks that do not arrive
// are in its rates already.
OfferWorld told_by_ads(const Plan& plan, std::size_t ad, const OfferWorld& offer, World world) {
  OfferWorld told = offer;
  const AdRates rates = ad_rates(plan.request.ads[ad], world);
  if (!(offer.visit > 0)) return told;
  if (rates.sale && !plan.request.offer->conversion_rate)
    told.sale = std::min(1.0, *rates.sale / offer.visit);
  if (rates.lead && !plan.request.offer->lead_rate) told.lead = std::min(1.0, *rates.lead / offer.visit);
  return told;
}

// Clicks on posts and ads may lead on to the offer: one row of rates for the posts of each platform, one for
// each ad, which has views besides.
void sell(const Plan& plan, World world, AssumedWorld& assumed) {
  if (!plan.request.offer) return;
  std::vector<OfferWorld> offers;
  for (const std::string& platform : plan.platforms) {
    offers.push_back(offer_world(*plan.request.offer, platform, world));
    assumed.offers.push_back({.lead = offers.back().lead, .sale = offers.back().sale});
  }
  for (std::size_t row = 0; row < assumed.behaviour.size(); ++row) {
    const std::string& platform = page_of(plan, row).platform;
    assumed.behaviour[row].visit =
        link_share(platform, plan.request.posts[row].leads_on) * offers[platform_row(plan, platform)].visit;
  }
  for (std::size_t i = 0; i < assumed.ads.size(); ++i) {
    const OfferWorld& offer = offers[platform_row(plan, plan.request.ads[i].platform)];
    AdBehaviour& ad = assumed.ads[i];
    ad.visit = offer.visit;
    const OfferWorld told = told_by_ads(plan, i, offer, world);
    const double sold = ad.click * offer.visit * told.sale;
    assumed.offers.push_back({.lead = told.lead,
                              .sale = told.sale,
                              .view = std::min(1.0, plan.request.offer->view_through * sold)});
  }
}

}  // namespace

std::size_t parameter_draw_of(const Plan& plan, std::size_t page, std::uint32_t replicate) {
  return replicate % plan.pages[page].calibration.draws.size();
}

std::vector<AnchoredPost> anchor_world(const Plan& plan, std::uint32_t replicate) {
  std::vector<AnchoredPost> anchored(plan.campaign.posts.size());
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    anchor_page(plan, page, {plan.request.seed, replicate}, anchored);
  add_responses(plan, {plan.request.seed, replicate}, anchored);
  return anchored;
}

AssumedWorld assume_world(const Plan& plan, std::uint32_t replicate) {
  const World world{plan.request.seed, replicate};
  AssumedWorld assumed;
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    assumed.timing.push_back(
        timing_of(theta_of(plan, page, replicate).timing, plan.pages[page].calibration.attention_hours));
  assumed.posts = anchor_world(plan, replicate);
  for (const AnchoredPost& post : assumed.posts) assumed.behaviour.push_back(post.behaviour);
  assumed.seedings = seedings_of(plan, world, assumed.timing);
  assumed.markets = markets_of(plan, world);
  for (const AdWorld& market : assumed.markets) assumed.ads.push_back(market.behaviour);
  sell(plan, world, assumed);
  return assumed;
}

}  // namespace gs
