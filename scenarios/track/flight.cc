// Worlds of a plan under way: living them, changing what they assume. Learning is in learn.cc, the facts' way
// into counts in put_facts.cc.
#include "scenarios/track/flight.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "models/fit/mean_field.h"

namespace gs {
namespace {

enum Scored : std::size_t { kReach, kImpressions, kEngaged, kClickers, kLikes, kShares, kComments };

// A post whose counts are so many times what they were: the same mechanism with another luck. The chances and
// the luck are found by the anchor from what the mean field expects of it, recommendation to strangers apart,
// which follows reach by itself.
AnchoredPost times(const AnchoredPost& post, const LogRatios& ratio, const MeanFieldAudience& audience) {
  const PostBehaviour& b = post.behaviour;
  if (!(b.follow_intensity > 0) || !(b.share_intensity > 0)) return post;
  std::array<double, kRates> chances{b.engaged};
  for (std::size_t k = 0; k < kActs; ++k) chances[k + 1] = b.engaged * b.given_engaged[k];
  const ExpectedPost<double> own =
      expect_post(audience, b.follow_intensity, b.share_intensity, chances, b.extra_displays);
  const auto acted = [&](Action action) { return own.actions[index_of(action)]; };
  OrdinaryCounts counts;
  counts[kReach] = own.reach * exact_exp(ratio[kReach]);
  counts[kImpressions] = own.impressions * exact_exp(ratio[kImpressions]);
  counts[kEngaged] = own.engaged * exact_exp(ratio[kEngaged]);
  counts[kClickers] = acted(Action::click) * exact_exp(ratio[kClickers]);
  counts[kLikes] = acted(Action::like) * exact_exp(ratio[kLikes]);
  counts[kShares] = acted(Action::share) * exact_exp(ratio[kShares]);
  counts[kComments] = acted(Action::comment) * exact_exp(ratio[kComments]);
  Theta theta;  // the post's own intensities at luck 0
  theta.visibility = exact_log(b.follow_intensity);
  theta.spread = exact_log(b.share_intensity);
  AnchoredPost moved = anchor(counts, theta, audience, {});
  const double strangers = own.reach > 0 ? post.expected.reach / own.reach : 1;
  for (double* count : {&moved.expected.reach, &moved.expected.impressions, &moved.expected.engaged})
    *count *= strangers;
  for (double& acts : moved.expected.actions) acts *= strangers;
  moved.expected.reach_others = moved.expected.reach - moved.expected.reach_followers;
  PostBehaviour behaviour = b;
  behaviour.follow_intensity = moved.behaviour.follow_intensity;
  behaviour.share_intensity = moved.behaviour.share_intensity;
  behaviour.engaged = moved.behaviour.engaged;
  behaviour.given_engaged = moved.behaviour.given_engaged;
  behaviour.extra_displays = moved.behaviour.extra_displays;
  moved.behaviour = behaviour;
  return moved;
}

void never_publish(const Plan& plan, std::size_t post, AssumedWorld& world) {
  PostBehaviour& b = world.posts[post].behaviour;
  b.follow_intensity = b.share_intensity = b.discovery = 0;
  world.posts[post].expected = {};
  world.behaviour[post].follow_intensity = world.behaviour[post].share_intensity = 0;
  world.behaviour[post].discovery = 0;
  for (std::size_t i = 0; i < plan.campaign.ads.size(); ++i)
    if (plan.campaign.ads[i].post == post) std::ranges::fill(world.ads[i].need, 0U);
  for (std::size_t i = 0; i < plan.campaign.seedings.size(); ++i)
    if (plan.campaign.seedings[i].post == post) world.seedings[i] = {};
}

// Days that are over as they were; days to come at the price and pace that they have told.
void turn_ad(const AdFact& fact, const AdTurn& turn, double people, AdBehaviour& behaviour, AdWorld& market) {
  for (std::size_t day = 0; day < behaviour.need.size(); ++day) {
    if (fact.told && day < fact.days.size()) {
      const AdDayFact& done = fact.days[day];
      behaviour.need[day] = static_cast<std::uint32_t>(std::llround(done.impressions / people));
      if (behaviour.need[day] > 0) market.price[day].micros = done.spend.micros / behaviour.need[day];
      continue;
    }
    if (turn.price == 1 && turn.delivered == 1) continue;
    // What the world spends that day is spent again, as far as it is delivered: never more.
    const std::int64_t spent = std::int64_t{behaviour.need[day]} * market.price[day].micros;
    const double price = static_cast<double>(market.price[day].micros) * turn.price;
    const double need = behaviour.need[day] * turn.delivered / turn.price;
    market.price[day].micros = std::max<std::int64_t>(1, std::llround(price));
    behaviour.need[day] = static_cast<std::uint32_t>(
        std::min<std::int64_t>(spent / market.price[day].micros, std::llround(need)));
  }
  behaviour.click = std::min(1.0, behaviour.click * turn.click);
  for (double& click : behaviour.click_of_segment) click = std::min(1.0, click * turn.click);
  market.behaviour = behaviour;
}

bool changes(const LogRatios& ratio) {
  return std::ranges::any_of(ratio, [](double r) { return r != 0; });
}

}  // namespace

std::vector<FlightWorld> live_worlds(const Plan& plan,
                                     std::span<const std::uint32_t> replicates,
                                     std::uint32_t hour,
                                     const Change& change,
                                     const Living& living) {
  std::vector<FlightWorld> worlds(replicates.size());
  std::vector<std::size_t> once;  // where a replicate stands for the first time; its equals follow
  for (std::size_t i = 0; i < replicates.size(); ++i)
    if (i == 0 || replicates[i] != replicates[i - 1]) once.push_back(i);
  const auto live = [&](std::size_t i, Worker& worker) {
    living.watch.leave_if_asked("stopped before all worlds were simulated");
    AssumedWorld assumed = assume_lived(plan, living.parts, replicates[i]);
    if (change) change(assumed, i);
    LivedWorld lived = live_world(plan, assumed, replicates[i], worker);
    FlightWorld& world = worlds[i];
    world.replicate = replicates[i];
    world.seen = seen_until(plan, lived, assumed, hour);
    world.day_before = seen_until(plan, lived, assumed, hour < 24 ? 0 : hour - 24);
    world.counts = std::move(lived.counts);
    living.watch.done(1.0 / static_cast<double>(once.size()));
  };
  const std::size_t row = pieces_in_a_row(once.size(), living.threads, 8);
  for_each_chunk((once.size() + row - 1) / row, living.threads, [&](std::size_t chunk) {
    Worker worker{living.watch.stop, living.limit, {}};
    for (std::size_t k = chunk * row; k < std::min(once.size(), (chunk + 1) * row); ++k)
      live(once[k], worker);
  });
  for (std::size_t i = 1; i < worlds.size(); ++i)
    if (replicates[i] == replicates[i - 1]) worlds[i] = worlds[i - 1];
  return worlds;
}

Change change_of(const Plan& plan, const Facts& facts, const Learned& learned) {
  return [&plan, &facts, &learned](AssumedWorld& world, std::size_t index) {
    for (std::size_t post = 0; post < plan.planned; ++post) {
      if (facts.posts[post].state == PostState::missing) never_publish(plan, post, world);
      const LogRatios& ratio = learned.posts[index][post];
      if (!changes(ratio)) continue;
      const double visit = world.behaviour[post].visit;
      world.posts[post] = times(world.posts[post], ratio, prepared_page_of(plan, post).mean_field);
      world.behaviour[post] = world.posts[post].behaviour;
      world.behaviour[post].visit = visit;
    }
    for (std::size_t i = 0; i < plan.request.ads.size(); ++i)
      if (facts.ads[i].told)
        turn_ad(facts.ads[i],
                learned.ads[index][i],
                plan.audience.people_per_agent,
                world.ads[i],
                world.markets[i]);
  };
}

}  // namespace gs
