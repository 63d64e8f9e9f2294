// Sums over a sample of worlds and posts. Unit costs: one core of a 2-core Zen 4 machine, shared, GCC 12 -O2;
// a slower machine is slower in all of them alike, and progress corrects the remaining time as it goes.
#include "scenarios/plan/estimate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/blocks.h"
#include "core/error.h"
#include "models/exposure/stages.h"
#include "models/paid/delivery.h"
#include "scenarios/plan/assumed.h"
#include "scenarios/plan/people.h"
#include "scenarios/reading/source_file.h"

namespace gs {

namespace {

constexpr std::size_t kSampledWorlds = 100;  // general priors are heavy-tailed: 32 were off by a factor of 2

// Seconds, measured.
constexpr double kLearning = 0.25, kPriors = 0.01;       // from history, where there is one
constexpr double kPerLink = 48e-9, kPerPerson = 0.3e-6;  // growing the audience
constexpr double kPerPost = 35e-6;                       // anchoring a post in a world
constexpr double kPerFollowCoin = 2e-9, kPerShareCoin = 8e-9, kPerEvent = 120e-9;
constexpr double kPerStrangerCoin = 1.5e-9;                   // of recommending: one per stranger and post
constexpr double kPerAdCoin = 4e-9, kPerImpression = 100e-9;  // of ads, before the event itself
constexpr double kPerHour = 0.5e-6, kPerByte = 0.25e-9;       // of a world's calendar; of its fresh memory

// Bytes.
constexpr double kProgram = 20e6;     // the program itself, its libraries, history and calibration
constexpr double kPerEventKept = 11;  // 8 in the calendar, the rest is room that its vectors keep
constexpr double kPerServed = 40;     // an impression on its way from the ad set to the calendar
constexpr double kPerRow = 1.5 * sizeof(HourCounts);

struct OneWorld {
  double events = 0, follow_coins = 0, share_coins = 0, ad_coins = 0, stranger_coins = 0;
  double impressions = 0;                            // of its ads
  double largest_broadcast = 0, largest_flight = 0;  // events of one post's followers; of one ad
  double again = 0, seconds_again = 0;               // the same world without its ads: cost; seconds of coins
  double cost() const { return events + follow_coins + share_coins + ad_coins + stranger_coins + again; }
};

// A page's people as the events of its posts meet them.
struct Crowd {
  PageCrowd size;
  std::span<const double> activity;
};

// Agents a post is recommended to.
double strangers_of(const Crowd& crowd, const PostBehaviour& behaviour, double seen) {
  return std::min(behaviour.discovery * seen, crowd.size.users - crowd.size.followers);
}

void add_post(OneWorld& world, const Crowd& crowd, const AnchoredPost& post) {
  const PostBehaviour& b = post.behaviour;
  const double seen = Follow::expected<double>({crowd.size.followers, crowd.activity, b.follow_intensity});
  const double sharers = post.expected.actions[index_of(Action::share)] / crowd.size.people_per_agent;
  const double strangers = strangers_of(crowd, b, seen);
  world.events +=
      seen + strangers +
      sharers * Share::expected<double>({crowd.size.listeners, crowd.activity, b.share_intensity});
  world.follow_coins += crowd.size.followers;
  if (b.discovery > 0) world.stranger_coins += crowd.size.users - crowd.size.followers;
  world.share_coins += sharers * crowd.size.listeners;
  world.largest_broadcast = std::max(world.largest_broadcast, seen);
}

double coin_seconds(const OneWorld& world) {
  return world.follow_coins * kPerFollowCoin + world.share_coins * kPerShareCoin +
         world.ad_coins * kPerAdCoin + world.stranger_coins * kPerStrangerCoin + world.events * kPerEvent +
         world.impressions * kPerImpression;
}

// An ad, the post it shows, and the people it may be shown to.
struct ShownAd {
  const PlannedAd& ad;
  const AnchoredPost& post;
  AdAudience people;
};

// An ad's impressions, and what the people it reaches pass on: as far as the post's own shares carry it.
void add_ad(OneWorld& world, const Crowd& crowd, const ShownAd& shown, World key) {
  constexpr double kRedrawn = 1.3;    // rounds drawn again because the first cut was too low
  constexpr double kFurthest = 10.0;  // generations that one share may stand for
  const PlannedAd& ad = shown.ad;
  const double k = crowd.size.people_per_agent;
  const double agents = shown.people.by_day.empty() ? shown.people.agents : shown.people.by_day.back();
  const Flight flight{.key = 0, .need = ad_world(ad, shown.people, key).behaviour.need, .cap = ad.cap};
  const DeliveryExpectation delivered = expect_delivery(flight, agents, crowd.activity);
  const PostBehaviour& b = shown.post.behaviour;
  const double seen = Follow::expected<double>({crowd.size.followers, crowd.activity, b.follow_intensity});
  const double told =
      shown.post.expected.reach / k - strangers_of(crowd, b, seen);  // by friends, or following
  const double carried = seen > 0 ? std::clamp(told / seen, 1.0, kFurthest) : 1.0;
  const double unmet = std::max(0.0, crowd.size.users - shown.post.expected.reach / k);  // without the ad
  const double sharers =
      std::min(delivered.reach * carried, unmet) * b.engaged * b.given_engaged[index_of(Action::share)];
  world.events +=
      delivered.impressions +
      sharers * Share::expected<double>({crowd.size.listeners, crowd.activity, b.share_intensity});
  world.impressions += delivered.impressions;
  world.share_coins += sharers * crowd.size.listeners;
  world.ad_coins += agents * ad.cap * std::ceil(static_cast<double>(ad.budgets.size()) / kWeek) * kRedrawn;
  world.largest_flight = std::max(world.largest_flight, delivered.impressions);
}

// What the estimate needs of the plan's people, asked once.
struct Crowds {
  std::vector<Crowd> pages;
  std::vector<std::size_t> ad_posts;  // of each ad: row of its post
  std::vector<double> ad_people;      // of each ad: agents it may be shown to
};

Crowds crowds_of(const Plan& plan) {
  Crowds crowds;
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    crowds.pages.push_back({crowd_of(plan.request, page), plan.pages[page].mean_field.activity});
  for (const PlannedAd& ad : plan.request.ads) {
    const std::size_t row = post_row(plan, ad.post);
    crowds.ad_posts.push_back(row);
    crowds.ad_people.push_back(shown_to(plan.request, ad, plan.request.posts[row].page));
  }
  return crowds;
}

OneWorld world_of(const Plan& plan, const Crowds& crowds, std::uint32_t replicate) {
  OneWorld world;
  const std::vector<AnchoredPost> posts = anchor_world(plan, replicate);
  for (std::size_t row = 0; row < posts.size(); ++row)
    add_post(world, crowds.pages[plan.request.posts[row].page], posts[row]);
  if (!plan.request.ads.empty()) {
    world.again = world.cost();
    world.seconds_again = coin_seconds(world);
  }
  for (std::size_t i = 0; i < plan.request.ads.size(); ++i) {
    const std::size_t row = crowds.ad_posts[i];
    const PlannedAd& ad = plan.request.ads[i];
    const Crowd& crowd = crowds.pages[plan.request.posts[row].page];
    AdAudience people{crowds.ad_people[i], crowd.size.people_per_agent};
    if (ad.engagers_of != kNobodys) people.by_day = engagers_by_day(plan, ad, posts, people);
    add_ad(world, crowd, {ad, posts[row], people}, {plan.request.seed, replicate});
  }
  return world;
}

double bytes_of_people(const Crowds& crowds) {
  double listed = 0;  // every ad set and every page keeps its people
  for (const double agents : crowds.ad_people) listed += agents;
  for (const Crowd& page : crowds.pages) listed += page.size.followers;
  const PageCrowd& all = crowds.pages.front().size;
  return all.agents * 24.0 + all.links * sizeof(AgentId) + listed * 12;
}

double bytes_of_world(const Plan& plan, const PageCrowd& crowd, const OneWorld& world) {
  const double posts = static_cast<double>(plan.campaign.posts.size()), hours = plan.campaign.hours;
  double attention = 0;
  for (const PreparedPage& page : plan.pages)
    attention = std::max(attention, static_cast<double>(page.calibration.attention_hours));
  const double touched = crowd.agents * (posts / 8 + 1);  // exposed bits, a byte a person
  const double tables = kHoursPerWeek * (attention * 8 + 2048) + posts * kActivityClasses * 16;
  const double rows = std::min(world.events, posts * std::min(hours, 1.5 * attention)) * kPerRow;
  return touched + tables + rows + hours * 40 + world.events * kPerEventKept + world.largest_broadcast * 8 +
         world.largest_flight * kPerServed;
}

double bytes_of_results(const Plan& plan) {
  const double posts = static_cast<double>(plan.campaign.posts.size());
  const double scopes = posts + plan.total_days;
  return sizeof(WorldCounts) + scopes * sizeof(KpiCounts) + posts * (32 + 16) +
         static_cast<double>(plan.request.ads.size()) * sizeof(AdOutcome);
}

double seconds_of_world(const Plan& plan, const OneWorld& world, double bytes) {
  return static_cast<double>(plan.campaign.posts.size()) * kPerPost + plan.campaign.hours * kPerHour +
         coin_seconds(world) + world.seconds_again + bytes * kPerByte;
}

// A number that is easy to type and not below `value`: 2, 3, 12, 130.
double rounded_up(double value) {
  double step = 1;
  while (value / step >= 100) step *= 10;
  return std::ceil(value / step) * step;
}

// "25000", "3.1e17"; large ones with two digits, which is what they are good for.
std::string events_in_words(double events) {
  if (events < 1e6) return fmt::format("{:.0f}", events);
  std::string text = fmt::format("{:.2g}", events);
  const auto plus = text.find("e+");
  return plus == std::string::npos ? text : text.erase(plus + 1, 1);
}

std::string size_in_words(double bytes) {
  return bytes_in_words(static_cast<std::int64_t>(std::min(bytes, 9e18)));
}

std::string coarser(const RunEstimate& estimate, double times) {
  return fmt::format("raise audience.people_per_agent to {:.0f}",
                     rounded_up(estimate.people_per_agent * std::max(times, 1.0)));
}

void refuse_cost(const RunEstimate& e, const RunLimits& limits, const std::string& where) {
  if (e.cost <= limits.cost) return;
  throw Error(
      Fault::limit,
      where,
      fmt::format("≈ {} events, ≈ {}; limit cost={}",
                  events_in_words(e.cost),
                  duration_in_words(e.seconds()),
                  events_in_words(limits.cost)),
      coarser(e, e.cost / limits.cost) + fmt::format(", lower --replicates, or allow it with --limit cost={}",
                                                     events_in_words(rounded_up(e.cost))),
      "S10");
}

void refuse_events(const RunEstimate& e, const RunLimits& limits, const std::string& where) {
  if (e.events_per_world <= limits.events_per_world) return;
  throw Error(Fault::limit,
              where,
              fmt::format("≈ {} events in every world, limit {} (--max-events)",
                          events_in_words(e.events_per_world),
                          events_in_words(limits.events_per_world)),
              coarser(e, e.events_per_world / limits.events_per_world) +
                  fmt::format(", or allow it with --max-events {:.0f}", rounded_up(2 * e.events_per_world)),
              "S10");
}

void refuse_memory(const RunEstimate& e, const RunLimits& limits, const std::string& where) {
  if (limits.bytes <= 0 || e.bytes() <= limits.bytes) return;
  const double fixed = kProgram + e.result_bytes;
  std::string remedy = fixed < limits.bytes
                           ? coarser(e, (e.bytes() - fixed) / (limits.bytes - fixed))
                           : fmt::format("lower --replicates to {:.0f}",
                                         std::max(2.0, std::floor(e.replicates / 2 * limits.bytes / fixed)));
  if (e.threads > 1 && e.bytes() - (e.threads - 1) * e.world_bytes <= limits.bytes)
    remedy += ", use --threads 1";
  throw Error(Fault::limit,
              where,
              fmt::format("scenario needs ≈ {}, limit {} (--mem-limit)",
                          size_in_words(e.bytes()),
                          size_in_words(limits.bytes)),
              remedy + fmt::format(", or allow it with --mem-limit {:.0f}M", rounded_up(e.bytes() / 1048576)),
              "S10");
}

}  // namespace

double RunEstimate::bytes() const { return kProgram + people_bytes + threads * world_bytes + result_bytes; }

double RunEstimate::seconds() const {
  return learn_seconds + (people_seconds + replicates * plans * world_seconds) / std::max(1U, threads);
}

RunEstimate estimate_of(const Plan& plan, std::size_t replicates) {
  const Crowds crowds = crowds_of(plan);
  const PageCrowd& people = crowds.pages.front().size;
  RunEstimate estimate;
  estimate.people_per_agent = people.people_per_agent;
  for (const PreparedPage& page : plan.pages) estimate.learn_seconds += page.pool ? kLearning : kPriors;
  estimate.agents = people.agents;
  estimate.links = people.links;
  estimate.people_bytes = bytes_of_people(crowds);
  estimate.people_seconds = people.agents * kPerPerson + people.links * kPerLink;
  estimate.replicates = static_cast<double>(replicates);
  const std::size_t sampled = std::min(replicates, kSampledWorlds);
  for (std::size_t i = 0; i < sampled; ++i) {
    const OneWorld world = world_of(plan, crowds, static_cast<std::uint32_t>(i * replicates / sampled));
    const double bytes = bytes_of_world(plan, people, world);
    estimate.cost += world.cost() * estimate.replicates / static_cast<double>(sampled);
    estimate.events_per_world += world.events / static_cast<double>(sampled);
    estimate.world_seconds += seconds_of_world(plan, world, bytes) / static_cast<double>(sampled);
    estimate.world_bytes = std::max(estimate.world_bytes, bytes);
  }
  estimate.events = estimate.events_per_world * estimate.replicates;
  estimate.result_bytes = bytes_of_results(plan) * estimate.replicates;
  estimate.threads = width_of(std::max<std::size_t>(1, replicates), plan.request.threads);
  return estimate;
}

RunEstimate together(std::span<const RunEstimate> estimates, const std::vector<bool>& same_people) {
  RunEstimate all = estimates.front();
  double world_seconds = all.world_seconds;
  for (std::size_t i = 1; i < estimates.size(); ++i) {
    const RunEstimate& one = estimates[i];
    all.people_per_agent = std::max(all.people_per_agent, one.people_per_agent);
    all.agents = std::max(all.agents, one.agents);
    all.links = std::max(all.links, one.links);
    all.events_per_world = std::max(all.events_per_world, one.events_per_world);
    all.events += one.events;
    all.cost += one.cost;
    all.people_bytes = std::max(all.people_bytes, one.people_bytes);
    all.world_bytes = std::max(all.world_bytes, one.world_bytes);
    all.result_bytes += one.result_bytes;
    all.learn_seconds += one.learn_seconds;
    if (!same_people[i]) all.people_seconds += one.people_seconds;
    world_seconds += one.world_seconds;
  }
  all.plans = static_cast<double>(estimates.size());
  all.world_seconds = world_seconds / all.plans;
  return all;
}

void refuse_too_large(const RunEstimate& estimate, const RunLimits& limits, const std::string& where) {
  refuse_cost(estimate, limits, where);
  refuse_memory(estimate, limits, where);
  refuse_events(estimate, limits, where);
}

WorldLimit world_limit(const RunEstimate& e, const RunLimits& limits) {
  const double room = (limits.bytes - (e.bytes() - e.threads * e.world_bytes)) / e.threads;
  const double kept = room / kPerEventKept;
  if (limits.bytes > 0 && kept < limits.events_per_world)
    return {static_cast<std::uint64_t>(kept),
            fmt::format("limit {} (--mem-limit, shared by {} thread{})",
                        size_in_words(limits.bytes),
                        e.threads,
                        e.threads == 1 ? "" : "s"),
            "raise audience.people_per_agent or --mem-limit, or lower --threads"};
  return {static_cast<std::uint64_t>(limits.events_per_world),
          fmt::format("limit {:.0f} (--max-events)", limits.events_per_world),
          "raise audience.people_per_agent or --max-events"};
}

std::string duration_in_words(double seconds) {
  struct Span {
    double seconds;
    const char* name;
  };
  constexpr std::array<Span, 5> kSpans{
      {{31557600, "year"}, {86400, "day"}, {3600, "h"}, {60, "min"}, {1, "s"}}};
  for (const Span& span : kSpans) {
    const double count = std::round(seconds / span.seconds);
    if (count < (span.seconds == 1 ? 0 : 2)) continue;
    const bool plural = span.seconds > 3600;
    return count < 1e6 ? fmt::format("{:.0f} {}{}", count, span.name, plural ? "s" : "")
                       : fmt::format("{:.1g} {}{}", count, span.name, plural ? "s" : "");
  }
  return "0 s";
}

}  // namespace gs
