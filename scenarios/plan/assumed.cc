// One world = one joint draw of each page's parameters + one joint draw of its posts' luck + what the market
// and the offer make of it. Every draw is an address: (seed, replicate), page, post, ad or platform.
#include "scenarios/plan/assumed.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/real.h"
#include "models/platform.h"
#include "scenarios/plan/surroundings/memory.h"
#include "scenarios/workspace/history.h"

namespace gs {
namespace {

constexpr double kUnfollowOfHides = 0.01;  // DEFAULTS 12: unfollows per hide
constexpr double kFoundOut = 0.1;  // worlds in which an undisclosed placement is found out; assumption
constexpr double kBacklash = 2;    // times as many hides, and so leaves, then: DEFAULTS 8, assumption

const Theta& theta_of(const Plan& plan, std::size_t page, std::uint32_t replicate) {
  return plan.pages[page].calibration.draws[parameter_draw_of(plan, page, replicate)];
}

// People react so many times as readily as usual; 1 leaves every bit as it is.
void react(AnchoredPost& post, double times) {
  if (times == 1) return;
  const double before = post.behaviour.engaged;
  post.behaviour.engaged = std::min(1.0, before * times);
  const double factor = before > 0 ? post.behaviour.engaged / before : 1;
  post.expected.engaged *= factor;
  for (double& acts : post.expected.actions) acts *= factor;
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
    EventEffect event;
    if (!plan.request.events.empty())
      event = effect_of(
          plan.request.events, timing, plan.campaign.posts[row].publish.value, plan.hours_of_week[row]);
    conditions.day_factor *= event.activity;
    anchored[row] = anchor(counts, theta, prepared.mean_field, conditions);
    react(anchored[row], event.engagement);
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

// An undisclosed placement may be found out: then people hide the post, and leave, more readily in that
// world.
void find_out(const Plan& plan, World world, std::vector<AnchoredPost>& anchored) {
  for (std::size_t i = 0; i < plan.request.seedings.size(); ++i) {
    const PlannedSeeding& seeding = plan.request.seedings[i];
    const Question whether{310, content_key(seeding.id), Purpose::post_luck};
    if (seeding.disclosed || uniform(world, whether) >= kFoundOut) continue;
    PostBehaviour& b = anchored[plan.campaign.seedings[i].post].behaviour;
    b.hide = std::min(1.0, b.hide * kBacklash);
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

std::vector<AdWorld> markets_of(const Plan& plan, World world, const Supposed& supposed) {
  std::vector<AdWorld> markets;
  for (std::size_t i = 0; i < plan.request.ads.size(); ++i) {
    const PlannedAd& ad = plan.request.ads[i];
    AdAudience people{static_cast<double>(plan.campaign.ads[i].people.agents.size()),
                      plan.audience.people_per_agent};
    if (ad.engagers_of != kNobodys) people.by_day = engagers_by_day(plan, ad, supposed.posts, people);
    markets.push_back(
        ad_world(ad, people, world, supposed.budgets.empty() ? ad.budgets : supposed.budgets[i]));
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

std::vector<double> engagers_by_day(const Plan& plan,
                                    const PlannedAd& ad,
                                    std::span<const AnchoredPost> posts,
                                    const AdAudience& all) {
  std::vector<double> by_day;
  for (std::size_t day = 0; day < ad.budgets.size(); ++day) {
    double engaged = 0;
    for (std::size_t row = 0; row < posts.size(); ++row)
      if (plan.campaign.posts[row].page == ad.engagers_of &&
          plan.campaign.posts[row].publish.value < ad.first_hour + 24 * day)
        engaged += posts[row].expected.engaged;
    by_day.push_back(std::min(all.agents, engaged / all.people_per_agent));
  }
  return by_day;
}

std::vector<AnchoredPost> anchor_world(const Plan& plan, std::uint32_t replicate) {
  std::vector<AnchoredPost> anchored(plan.campaign.posts.size());
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    anchor_page(plan, page, {plan.request.seed, replicate}, anchored);
  add_responses(plan, {plan.request.seed, replicate}, anchored);
  find_out(plan, {plan.request.seed, replicate}, anchored);
  for (std::size_t page = 0; fades(plan.request) && page < plan.pages.size(); ++page) {
    if (plan.pages[page].posts.empty()) continue;
    const PageMemory memory = page_memory(plan.pages[page], theta_of(plan, page, replicate));
    for (const std::size_t row : plan.pages[page].posts)
      give_back(memory, plan.pages[page].mean_field, anchored[row]);
  }
  set_tone(plan, {plan.request.seed, replicate}, anchored);
  for (std::size_t row = plan.planned; row < anchored.size(); ++row)
    if (const std::uint32_t talk = plan.request.posts[row].talk; talk != kNoTalk) {
      const std::uint32_t page = plan.request.talks[talk].page;
      anchored[row] =
          talk_in_world(plan.request.talks[talk], plan.pages[page], theta_of(plan, page, replicate));
    }
  return anchored;
}

AssumedWorld assume_world(const Plan& plan, std::uint32_t replicate) {
  return assume_world(plan, {replicate, anchor_world(plan, replicate), {}});
}

AssumedWorld assume_world(const Plan& plan, Supposed supposed) {
  const std::uint32_t replicate = supposed.replicate;
  const World world{plan.request.seed, replicate};
  AssumedWorld assumed;
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    assumed.timing.push_back(
        timing_of(theta_of(plan, page, replicate).timing, plan.pages[page].calibration.attention_hours));
  assumed.memory = memory_of(plan.request);
  assumed.mood = usual_mood();
  for (std::size_t page = 0; fades(plan.request) && page < plan.pages.size(); ++page)
    assumed.earlier.push_back(plan.pages[page].posts.empty()
                                  ? Earlier{}
                                  : page_memory(plan.pages[page], theta_of(plan, page, replicate)).earlier);
  for (const AnchoredPost& post : supposed.posts) assumed.behaviour.push_back(post.behaviour);
  assumed.seedings = seedings_of(plan, world, assumed.timing);
  assumed.markets = markets_of(plan, world, supposed);
  for (const AdWorld& market : assumed.markets) assumed.ads.push_back(market.behaviour);
  assumed.posts = std::move(supposed.posts);
  sell(plan, world, assumed);
  return assumed;
}

std::vector<nlohmann::json> assumed_of_seedings(const PlanRequest& request) {
  std::vector<nlohmann::json> rows;
  for (const PlannedSeeding& seeding : request.seedings) {
    if (seeding.disclosed) continue;
    const auto row = [&](const char* key, const char* text, double value, const char* source) {
      rows.push_back({{"key", "seeding." + seeding.id + "." + key},
                      {"text", text},
                      {"value", value},
                      {"unit", ""},
                      {"source", source},
                      {"confidence", "C"}});
    };
    row("found_out", "chance that an undisclosed placement is found out", kFoundOut, "assumption");
    row("backlash", "hides and leaves of its post then, times the usual", kBacklash, "assumption");
  }
  return rows;
}

}  // namespace gs
