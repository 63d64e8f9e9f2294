// A world is assumed (assumed.h), simulated, counted (counts.h).
#include "scenarios/plan/worlds.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/error.h"
#include "scenarios/kpi/engagement.h"
#include "scenarios/plan/assumed.h"
#include "scenarios/plan/counts.h"
#include "scenarios/workspace/history.h"

namespace gs {

namespace {

// The post by its id, the hour by the plan's own clock.
[[noreturn]] void refuse_runaway(const Plan& plan,
                                 std::uint32_t replicate,
                                 const Runaway& runaway,
                                 const WorldLimit& limit) {
  const CivilTime& start = plan.request.start;
  const Instant midnight = to_instant({start.year, start.month, start.day}, "UTC").instant;
  const CivilTime hour = to_civil({midnight.seconds + std::int64_t{runaway.hour} * 3600}, "UTC");
  throw Error(Fault::limit,
              "post '" + plan.request.posts[runaway.post].id + "'",
              fmt::format("world {} ran away on {} at {:02}:00: more than {} events; {}",
                          replicate,
                          to_iso_date(hour),
                          hour.hour,
                          limit.events,
                          limit.name),
              limit.remedy,
              "S10");
}

struct WorldRules {
  const StopRequest& stop;
  const WorldLimit& limit;
  const Lived& parts;
  WorldScratch& scratch;
  const WorldCounts* alike = nullptr;  // the same world of a plan with other ads
};

// A post left out is no post of the plan's.
void count_lived_posts(const Plan& plan, const Lived& parts, WorldCounts& counts) {
  for (std::size_t row = 0; row < counts.posts.size(); ++row) {
    if (lives_post(parts, row)) continue;
    counts.posts[row].posts = 0;
    counts.total.posts -= 1;
    counts.platforms[platform_row(plan, page_of(plan, row).platform)].posts -= 1;
    for (std::size_t day = plan.campaign.posts[row].publish.value / 24; day < counts.daily.size(); ++day)
      counts.daily[day].posts -= 1;
  }
}

// The plan's world, or the same one with every budget 0.
LivedWorld lived(const Plan& plan, const AssumedWorld& assumed, World world, const WorldRules& rules) {
  Ledger ledger = run_world({.audience = plan.audience,
                             .campaign = plan.campaign,
                             .behaviour = assumed.behaviour,
                             .timing = assumed.timing,
                             .most_events = rules.limit.events,
                             .stop = rules.stop,
                             .ads = assumed.ads,
                             .seedings = assumed.seedings,
                             .offers = assumed.offers,
                             .memory = assumed.memory,
                             .earlier = assumed.earlier,
                             .mood = assumed.mood},
                            world,
                            rules.scratch);
  WorldCounts counts = count_world(plan, ledger, assumed.posts, world);
  for (std::size_t i = 0; i < assumed.markets.size(); ++i)
    counts.ads.push_back(ad_outcome(ledger.ads[i], assumed.markets[i], plan.audience.people_per_agent));
  add_money(plan, counts, {plan.request.fees.micros - fees_saved(plan, rules.parts).micros});
  count_lived_posts(plan, rules.parts, counts);
  counts.events = ledger.events;
  return {std::move(counts), std::move(ledger)};
}

WithoutAds alone(const KpiCounts& total) {
  return {
      total.reach.value_or(0.0), engagement::engagements_of(total), total.leads, total.sales, total.revenue};
}

// Of a plan without ads it is the plan: they add nothing.
WithoutAds without_ads(const Plan& plan, AssumedWorld assumed, World world, const WorldRules& rules) {
  for (AdBehaviour& ad : assumed.ads) std::ranges::fill(ad.need, 0U);
  return alone(lived(plan, assumed, world, rules).counts.total);
}

WorldCounts simulate(const Plan& plan, std::uint32_t replicate, const WorldRules& rules) {
  const World world{plan.request.seed, replicate};
  const AssumedWorld assumed = assume_lived(plan, rules.parts, replicate);
  try {
    WorldCounts counts = lived(plan, assumed, world, rules).counts;
    if (!rules.parts.without_ads) return counts;
    counts.total.without_ads = plan.request.ads.empty() ? alone(counts.total)
                               : rules.alike            ? rules.alike->total.without_ads
                                                        : without_ads(plan, assumed, world, rules);
    return counts;
  } catch (const Runaway& runaway) {
    refuse_runaway(plan, replicate, runaway, rules.limit);
  }
}

const WorldCounts* alike_of(const WorldRange& range, std::size_t world) {
  return range.alike.empty() ? nullptr : &range.alike[world];
}

// The first chunk that failed so far. What comes after it need not be simulated, for the failure that is
// reported is the first at any number of threads; what comes before it must be.
class FirstFailed {
 public:
  bool before(std::size_t chunk) const { return first_ < chunk; }
  void note(std::size_t chunk) {
    for (std::size_t seen = first_; chunk < seen && !first_.compare_exchange_weak(seen, chunk);) {
    }
  }

 private:
  std::atomic<std::size_t> first_{SIZE_MAX};
};

}  // namespace

LivedWorld live_world(const Plan& plan,
                      const AssumedWorld& assumed,
                      std::uint32_t replicate,
                      Worker& worker) {
  try {
    return lived(
        plan, assumed, {plan.request.seed, replicate}, {worker.stop, worker.limit, {}, worker.scratch});
  } catch (const Runaway& runaway) {
    refuse_runaway(plan, replicate, runaway, worker.limit);
  }
}

WorldCounts simulate_world(const Plan& plan, std::uint32_t replicate) {
  WorldScratch scratch;
  return simulate(plan, replicate, {{}, {}, {}, scratch});
}

std::vector<WorldCounts> simulate_worlds(const Plan& plan,
                                         std::size_t replicates,
                                         const Watch& watch,
                                         const WorldLimit& limit) {
  return simulate_worlds(plan, {0, replicates}, {}, watch, limit);
}

std::vector<WorldCounts> simulate_worlds(
    const Plan& plan, WorldRange range, const Lived& lived, const Watch& watch, const WorldLimit& limit) {
  check_lived(plan, lived);
  const std::size_t replicates = range.count;
  std::vector<WorldCounts> worlds(replicates);
  const std::size_t row = pieces_in_a_row(replicates, plan.request.threads, 8);
  const std::size_t chunks = (replicates + row - 1) / row;
  FirstFailed failed;
  for_each_chunk(chunks, plan.request.threads, [&](std::size_t chunk) {
    if (failed.before(chunk)) return;
    WorldScratch scratch;
    try {
      for (std::size_t r = chunk * row; r < std::min(replicates, (chunk + 1) * row); ++r) {
        watch.leave_if_asked("stopped before all worlds were simulated");
        worlds[r] = simulate(plan,
                             range.first + static_cast<std::uint32_t>(r),
                             {watch.stop, limit, lived, scratch, alike_of(range, r)});
        watch.done(1.0 / static_cast<double>(replicates));
      }
    } catch (...) {
      failed.note(chunk);
      throw;
    }
  });
  return worlds;
}

}  // namespace gs
