// Sums over a sample of worlds and posts. Unit costs: one core of a 2-core Zen 4 machine, shared, GCC 12 -O2;
// a slower machine is slower in all of them alike, and progress corrects the remaining time as it goes.
#include "scenarios/estimate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/blocks.h"
#include "core/error.h"
#include "models/exposure/stages.h"
#include "models/population.h"
#include "scenarios/reading/source_file.h"

namespace gs {

namespace {

constexpr std::size_t kSampledWorlds = 32;

// Seconds, measured.
constexpr double kLearning = 0.35, kPriors = 0.01;       // from history, where there is one
constexpr double kPerLink = 48e-9, kPerPerson = 0.3e-6;  // growing the audience
constexpr double kPerPost = 35e-6;                       // anchoring a post in a world
constexpr double kPerFollowCoin = 1.2e-9, kPerShareCoin = 8e-9, kPerEvent = 120e-9;
constexpr double kPerHour = 0.5e-6, kPerByte = 0.25e-9;  // of a world's calendar; of its fresh memory

// Bytes.
constexpr double kProgram = 20e6;     // the program itself, its libraries, history and calibration
constexpr double kPerEventKept = 11;  // 8 in the calendar, the rest is room that its vectors keep
constexpr double kPerRow = 1.5 * sizeof(HourCounts);

struct OneWorld {
  double events = 0, follow_coins = 0, share_coins = 0, largest_broadcast = 0;
};

// Impressions that the budgets buy at the price before demand raises it: at most so many.
double bought_by_ads(const Plan& plan) {
  double impressions = 0;
  for (const PlannedAd& ad : plan.request.ads)
    for (const Money budget : ad.budgets)
      impressions += 1000.0 * static_cast<double>(budget.micros) / static_cast<double>(ad.cpm.micros);
  return impressions;
}

OneWorld world_of(const Plan& plan, const PopulationSize& people, std::uint32_t replicate) {
  OneWorld world;
  const std::span<const double> activity = plan.mean_field.activity;
  const double k = people.people_per_agent;
  const double listeners = people.agents > 0 ? people.links / people.agents : 0;
  for (const AnchoredPost& post : anchor_world(plan, replicate)) {
    const PostBehaviour& b = post.behaviour;
    const double seen = Follow::expected<double>({people.followers * 1.0, activity, b.follow_intensity});
    const double sharers = post.expected.actions[index_of(Action::share)] / k;
    world.events += seen + sharers * Share::expected<double>({listeners, activity, b.share_intensity});
    world.follow_coins += people.followers;
    world.share_coins += sharers * listeners;
    world.largest_broadcast = std::max(world.largest_broadcast, seen);
  }
  world.events += bought_by_ads(plan) / k;
  return world;
}

double bytes_of_world(const Plan& plan, const PopulationSize& people, const OneWorld& world) {
  const double posts = static_cast<double>(plan.campaign.posts.size()), hours = plan.campaign.hours;
  const double attention = static_cast<double>(plan.calibration.attention_hours);
  const double touched = people.agents * (posts / 8 + 1);  // exposed bits, a byte a person
  const double tables = kHoursPerWeek * (attention * 8 + 2048) + posts * kActivityClasses * 16;
  const double rows = std::min(world.events, posts * std::min(hours, 1.5 * attention)) * kPerRow;
  return touched + tables + rows + hours * 40 + world.events * kPerEventKept + world.largest_broadcast * 8;
}

double bytes_of_results(const Plan& plan) {
  const double posts = static_cast<double>(plan.campaign.posts.size());
  const double scopes = posts + plan.total_days;
  return sizeof(WorldCounts) + scopes * sizeof(KpiCounts) + posts * (32 + 16);
}

double seconds_of_world(const Plan& plan, const OneWorld& world, double bytes) {
  return static_cast<double>(plan.campaign.posts.size()) * kPerPost + plan.campaign.hours * kPerHour +
         world.follow_coins * kPerFollowCoin + world.share_coins * kPerShareCoin + world.events * kPerEvent +
         bytes * kPerByte;
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
  if (e.events <= limits.cost) return;
  throw Error(Fault::limit,
              where,
              fmt::format("≈ {} events, ≈ {}; limit cost={}",
                          events_in_words(e.events),
                          duration_in_words(e.seconds()),
                          events_in_words(limits.cost)),
              coarser(e, e.events / limits.cost) +
                  fmt::format(", lower --replicates, or allow it with --limit cost={}",
                              events_in_words(rounded_up(e.events))),
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
  const PopulationSize people = population_size(plan.request.audience, plan.request.seed);
  RunEstimate estimate;
  estimate.people_per_agent = people.people_per_agent;
  estimate.learn_seconds = plan.pool ? kLearning : kPriors;
  estimate.agents = people.agents;
  estimate.links = people.links;
  estimate.people_bytes = people.agents * 13.0 + people.links * sizeof(AgentId);
  estimate.people_seconds = people.agents * kPerPerson + people.links * kPerLink;
  const std::size_t sampled = std::min(replicates, kSampledWorlds);
  for (std::size_t i = 0; i < sampled; ++i) {
    const OneWorld world = world_of(plan, people, static_cast<std::uint32_t>(i * replicates / sampled));
    const double bytes = bytes_of_world(plan, people, world);
    estimate.events_per_world += world.events / static_cast<double>(sampled);
    estimate.world_seconds += seconds_of_world(plan, world, bytes) / static_cast<double>(sampled);
    estimate.world_bytes = std::max(estimate.world_bytes, bytes);
  }
  estimate.replicates = static_cast<double>(replicates);
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
