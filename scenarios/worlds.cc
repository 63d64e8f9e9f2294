// One world = one joint draw of the parameters + one joint draw of the posts' luck + one simulated campaign.
#include "scenarios/worlds.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/error.h"
#include "core/real.h"
#include "models/fit/anchor.h"
#include "models/observe/observe.h"
#include "scenarios/workspace/history.h"

namespace gs {

namespace {

std::vector<AnchoredPost> anchor_posts(const Plan& plan,
                                       const Theta& theta,
                                       const Timing<double>& timing,
                                       World world) {
  std::vector<std::uint32_t> keys;
  for (const CampaignPost& post : plan.campaign.posts) keys.push_back(post.key);
  JointCounts joint;
  if (plan.pool) joint = draw_joint(*plan.pool, keys, plan.campaign.page_keys.front(), world, false);
  const double usual = usual_day_factor(timing, plan.calibration.usual_hours);
  const std::array<double, kPoolMetrics> tau = plan.hours.draw(world);
  std::vector<AnchoredPost> anchored;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const double log_factor = exact_log(day_factor(timing, plan.hours_of_week[i]) / usual);
    PostConditions conditions{.format = plan.formats[i],
                              .paid = plan.request.posts[i].paid,
                              .day_factor = usual * exact_exp(tau[0] * log_factor),
                              .usual_day_factor = usual,
                              .normal_u = normal(world, {100, keys[i], Purpose::post_luck}),
                              .normal_e = normal(world, {101, keys[i], Purpose::post_luck})};
    OrdinaryCounts counts = plan.pool ? joint.posts[i] : OrdinaryCounts{};
    for (std::size_t m = 1; m < kPoolMetrics;
         ++m)  // where a count follows the hour less, or more, than reach does
      if (counts[m]) *counts[m] *= exact_exp((tau[m] - tau[0]) * log_factor);
    anchored.push_back(anchor(counts, theta, plan.mean_field, conditions));
  }
  return anchored;
}

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
  counts.followers = plan.request.audience.followers;
  counts.universe = static_cast<double>(plan.audience.agents) * plan.audience.people_per_agent;
  return counts;
}

// What all ads came to.
void add_ads(KpiCounts& total, const std::vector<AdOutcome>& ads) {
  if (ads.empty()) return;
  Money spend;
  for (const AdOutcome& ad : ads) {
    spend.micros += ad.spend.micros;
    total.paid_impressions += ad.impressions;
    total.ad_clicks += ad.clicks;
  }
  total.spend = static_cast<double>(spend.micros) / 1e6;
}

std::vector<AdWorld> markets_of(const Plan& plan, World world) {
  std::vector<AdWorld> markets;
  for (std::size_t i = 0; i < plan.request.ads.size(); ++i) {
    const auto agents = static_cast<double>(plan.campaign.ads[i].people.agents.size());
    markets.push_back(ad_world(plan.request.ads[i], {agents, plan.audience.people_per_agent}, world));
  }
  return markets;
}

bool is_advertised(const Plan& plan, std::size_t post) {
  return std::ranges::any_of(plan.campaign.ads, [&](const CampaignAd& ad) { return ad.post == post; });
}

void add_post(KpiCounts& sum, const KpiCounts& post) {
  sum.post_reach_sum += post.post_reach_sum;
  sum.impressions += post.impressions;
  sum.likes += post.likes;
  sum.comments += post.comments;
  sum.shares += post.shares;
  sum.clicks += post.clicks;
  sum.engaged_users += post.engaged_users;
  sum.post_er.insert(sum.post_er.end(), post.post_er.begin(), post.post_er.end());
}

KpiCounts post_counts(const Plan& plan, const ReportedCounts& reported) {
  const auto at = [&](Metric metric) { return reported[index_of(metric)].value_or(0.0); };
  KpiCounts counts = scope(plan, 1);
  counts.reach = at(Metric::reach);
  counts.post_reach_sum = at(Metric::reach);
  counts.impressions = at(Metric::impressions);
  counts.likes = at(Metric::likes);
  counts.comments = at(Metric::comments);
  counts.shares = at(Metric::shares);
  counts.clicks = at(Metric::clickers);
  counts.engaged_users = at(Metric::engaged_users);
  if (*counts.reach > 0) counts.post_er = {(counts.likes + counts.comments + counts.shares) / *counts.reach};
  return counts;
}

// What an hour row adds to a running sum; people_per_agent people for each agent.
void add_row(KpiCounts& sum, const HourCounts& row, double k) {
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
  sum.shares += k * row.actions[index_of(Action::share)];
  sum.engaged_users += k * row.engaged;
}

std::vector<KpiCounts> daily_counts(const Plan& plan, const Ledger& ledger) {
  const double k = plan.audience.people_per_agent;
  std::vector<KpiCounts> days;
  KpiCounts sum = scope(plan, 0);
  sum.reach = 0.0;
  std::size_t at = 0;
  for (std::uint32_t day = 0; day < plan.total_days; ++day) {
    const std::uint32_t end = (day + 1) * 24;
    for (; at < ledger.rows.size() && ledger.rows[at].hour < end; ++at) add_row(sum, ledger.rows[at], k);
    for (std::uint32_t hour = day * 24; hour < end; ++hour)
      for (std::size_t s = 0; s < kSources; ++s) {
        const double people = k * ledger.first_exposures_at(hour, static_cast<Source>(s));
        sum.first_reach[s] += people;
        *sum.reach += people;
      }
    sum.posts = static_cast<double>(
        std::count_if(plan.campaign.posts.begin(), plan.campaign.posts.end(), [&](const CampaignPost& p) {
          return p.publish.value < end;
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
    for (std::size_t s = 0; s < kSources; ++s) {
      sources[s].impressions += k * row.displays[s];
      sources[s].post_reach_sum += k * row.exposures[s];
    }
  return sources;
}

WorldCounts count_world(const Plan& plan,
                        const Ledger& ledger,
                        std::span<const AnchoredPost> anchored,
                        World key) {
  std::vector<std::uint32_t> publish, keys;
  std::vector<ReportedCounts> expected;
  for (std::size_t i = 0; i < anchored.size(); ++i) {
    publish.push_back(plan.campaign.posts[i].publish.value);
    keys.push_back(plan.campaign.posts[i].key);
    // The mean field knows no ads: the counts of a post that has some keep the variance of coarse agents.
    expected.push_back(is_advertised(plan, i) ? ReportedCounts{} : expected_counts(anchored[i].expected));
  }
  ReportRules rules;
  rules.people_per_agent = plan.audience.people_per_agent;
  rules.world = key;
  rules.keys = keys;
  WorldCounts world;
  world.total = scope(plan, static_cast<double>(anchored.size()));
  for (const ReportedCounts& reported : report_posts(ledger, publish, rules, expected)) {
    world.posts.push_back(post_counts(plan, reported));
    add_post(world.total, world.posts.back());
  }
  world.daily = daily_counts(plan, ledger);
  world.total.reach = world.daily.back().reach;
  world.total.first_reach = world.daily.back().first_reach;
  world.sources = source_counts(plan, ledger, world.total);
  return world;
}

const Theta& theta_of(const Plan& plan, std::uint32_t replicate) {
  return plan.calibration.draws[parameter_draw_of(plan, replicate)];
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
  const Timing<double> timing = timing_of(theta_of(plan, replicate).timing, plan.calibration.attention_hours);
  const std::vector<AnchoredPost> anchored = anchor_world(plan, replicate);
  std::vector<PostBehaviour> behaviour;
  for (const AnchoredPost& post : anchored) behaviour.push_back(post.behaviour);
  const std::vector<AdWorld> markets = markets_of(plan, world);
  std::vector<AdBehaviour> ads;
  for (const AdWorld& market : markets) ads.push_back(market.behaviour);
  WorldScratch scratch;
  try {
    const Ledger ledger = run_world(
        {plan.audience, plan.campaign, behaviour, std::span(&timing, 1), rules.limit.events, rules.stop, ads},
        world,
        scratch);
    WorldCounts counts = count_world(plan, ledger, anchored, world);
    for (std::size_t i = 0; i < markets.size(); ++i)
      counts.ads.push_back(ad_outcome(ledger.ads[i], markets[i], plan.audience.people_per_agent));
    add_ads(counts.total, counts.ads);
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

std::size_t parameter_draw_of(const Plan& plan, std::uint32_t replicate) {
  return replicate % plan.calibration.draws.size();
}

std::vector<AnchoredPost> anchor_world(const Plan& plan, std::uint32_t replicate) {
  const Theta& theta = theta_of(plan, replicate);
  const Timing<double> timing = timing_of(theta.timing, plan.calibration.attention_hours);
  return anchor_posts(plan, theta, timing, {plan.request.seed, replicate});
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
