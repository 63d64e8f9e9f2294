// One world = one joint draw of the parameters + one joint draw of the posts' luck + one simulated campaign.
#include "scenarios/plan/worlds.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/error.h"
#include "core/real.h"
#include "models/fit/anchor.h"
#include "scenarios/plan/counts.h"
#include "scenarios/workspace/history.h"

namespace gs {

namespace {

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

std::vector<AdWorld> markets_of(const Plan& plan, World world) {
  std::vector<AdWorld> markets;
  for (std::size_t i = 0; i < plan.request.ads.size(); ++i) {
    const auto agents = static_cast<double>(plan.campaign.ads[i].people.agents.size());
    markets.push_back(ad_world(plan.request.ads[i], {agents, plan.audience.people_per_agent}, world));
  }
  return markets;
}

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
};

WorldCounts simulate(const Plan& plan, std::uint32_t replicate, const WorldRules& rules) {
  const World world{plan.request.seed, replicate};
  std::vector<Timing<double>> timing;
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    timing.push_back(
        timing_of(theta_of(plan, page, replicate).timing, plan.pages[page].calibration.attention_hours));
  const std::vector<AnchoredPost> anchored = anchor_world(plan, replicate);
  std::vector<PostBehaviour> behaviour;
  for (const AnchoredPost& post : anchored) behaviour.push_back(post.behaviour);
  const std::vector<AdWorld> markets = markets_of(plan, world);
  std::vector<AdBehaviour> ads;
  for (const AdWorld& market : markets) ads.push_back(market.behaviour);
  WorldScratch scratch;
  try {
    const Ledger ledger =
        run_world({plan.audience, plan.campaign, behaviour, timing, rules.limit.events, rules.stop, ads},
                  world,
                  scratch);
    WorldCounts counts = count_world(plan, ledger, anchored, world);
    for (std::size_t i = 0; i < markets.size(); ++i)
      counts.ads.push_back(ad_outcome(ledger.ads[i], markets[i], plan.audience.people_per_agent));
    add_ads(plan, counts);
    counts.events = ledger.events;
    return counts;
  } catch (const Runaway& runaway) {
    refuse_runaway(plan, replicate, runaway, rules.limit);
  }
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

std::size_t parameter_draw_of(const Plan& plan, std::size_t page, std::uint32_t replicate) {
  return replicate % plan.pages[page].calibration.draws.size();
}

std::vector<AnchoredPost> anchor_world(const Plan& plan, std::uint32_t replicate) {
  std::vector<AnchoredPost> anchored(plan.campaign.posts.size());
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    anchor_page(plan, page, {plan.request.seed, replicate}, anchored);
  return anchored;
}

WorldCounts simulate_world(const Plan& plan, std::uint32_t replicate) {
  return simulate(plan, replicate, {{}, {}});
}

std::vector<WorldCounts> simulate_worlds(const Plan& plan,
                                         std::size_t replicates,
                                         const Watch& watch,
                                         const WorldLimit& limit) {
  std::vector<WorldCounts> worlds(replicates);
  constexpr std::size_t kChunk = 4;
  const std::size_t chunks = (replicates + kChunk - 1) / kChunk;
  FirstFailed failed;
  for_each_chunk(chunks, plan.request.threads, [&](std::size_t chunk) {
    if (failed.before(chunk)) return;
    try {
      for (std::size_t r = chunk * kChunk; r < std::min(replicates, (chunk + 1) * kChunk); ++r) {
        watch.leave_if_asked("stopped before all worlds were simulated");
        worlds[r] = simulate(plan, static_cast<std::uint32_t>(r), {watch.stop, limit});
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
