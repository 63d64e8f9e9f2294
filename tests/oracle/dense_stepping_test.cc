// The slow twin of run_world: every person is asked in every hour, in plain containers, from the words of the
// method notes alone. It shares core's addressed draws with the engine and nothing of models/exposure or
// models/calendar.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "core/coins.h"
#include "core/real.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

using namespace testing_worlds;

class DenseStepping {
 public:
  DenseStepping(const Plan& plan, World world) : plan_(plan), world_(world) {}

  Ledger run() {
    const Campaign& campaign = plan_.campaign;
    ledger_ = Ledger(campaign.hours, static_cast<std::uint32_t>(campaign.posts.size()));
    ledger_.agents = plan_.audience.agents;
    ledger_.followers = plan_.audience.followers;
    for (std::uint32_t hour = 0; hour < campaign.hours; ++hour) {
      for (std::uint32_t post = 0; post < campaign.posts.size(); ++post)
        if (campaign.posts[post].publish.value == hour) publish(hour, post);
      for (std::uint32_t agent = 0; agent < plan_.audience.agents; ++agent) ask(hour, agent);
    }
    for (const auto& [cell, counts] : cells_) ledger_.rows.push_back(counts);
    for (const auto& [agent, posts] : seen_)
      for (std::size_t k = 0; k < std::min<std::size_t>(10, posts.size()); ++k) ++ledger_.reach_k[k];
    return ledger_;
  }

 private:
  std::uint32_t person(std::uint32_t agent) const { return plan_.audience.person[AgentId{agent}]; }
  double activity(std::uint32_t agent) const {
    return plan_.audience.activity[plan_.audience.activity_class[AgentId{agent}]];
  }
  std::uint64_t key(std::uint32_t post, Purpose why, std::uint64_t subject = 0) const {
    return stream_key(world_, {.subject = subject, .content = plan_.campaign.posts[post].key, .why = why});
  }
  static std::uint32_t low(std::uint64_t word) { return static_cast<std::uint32_t>(word & 0xffffffffU); }
  static std::uint32_t high(std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); }
  static bool happens(std::uint32_t word, double probability) { return word < threshold_of(probability); }

  // Hours after `from` at which the quantile lies: weights added up one by one.
  std::uint32_t delay(std::uint32_t from, std::uint32_t quantile) const {
    const auto& attention = plan_.timing.attention;
    const std::size_t start = from + static_cast<std::size_t>(plan_.campaign.start_hour_of_week);
    double all = 0;
    for (std::size_t t = 0; t < attention.size(); ++t)
      all += attention[t] * plan_.timing.activity[(start + t) % 168];
    double sum = 0;
    for (std::uint32_t t = 0; t + 1 < attention.size(); ++t) {
      sum += attention[t] * plan_.timing.activity[(start + t) % 168];
      if (quantile < static_cast<std::uint64_t>(sum / all * 4294967296.0 + 0.5)) return t;
    }
    return static_cast<std::uint32_t>(attention.size() - 1);
  }

  void offer(std::uint32_t hour, std::uint32_t agent, std::uint32_t post, Source source) {
    if (hour >= ledger_.hours)
      ++ledger_.late;
    else
      offered_.insert({hour, agent, post, source});
  }

  void publish(std::uint32_t hour, std::uint32_t post) {
    const double intensity = plan_.behaviour[post].follow_intensity;
    for (std::uint32_t agent = 0; agent < plan_.audience.followers; ++agent) {
      const auto coin = coin_word(key(post, Purpose::sees_follow, plan_.campaign.account_key), person(agent));
      if (!happens(low(coin), -exact_expm1(-(activity(agent) * intensity)))) continue;
      offer(hour + delay(hour, low(coin_word(key(post, Purpose::delay), person(agent)))),
            agent,
            post,
            Source::follow);
    }
  }

  void ask(std::uint32_t hour, std::uint32_t agent) {
    for (std::uint32_t post = 0; post < ledger_.posts; ++post)
      for (const Source source : {Source::follow, Source::share})
        if (offered_.contains({hour, agent, post, source}) && seen_[agent].insert(post).second)
          expose(hour, agent, post, source);
    if (seen_[agent].empty()) seen_.erase(agent);
  }

  void expose(std::uint32_t hour, std::uint32_t agent, std::uint32_t post, Source source) {
    HourCounts& cell = cells_[{hour, post}];
    cell.hour = hour;
    cell.post = post;
    const bool follows = agent < plan_.audience.followers;
    const std::uint32_t displays = 1 + repeats(agent, post);
    cell.exposures[index_of(source)] += 1;
    cell.displays[index_of(source)] += displays;
    if (follows) cell.follower_exposures[index_of(source)] += 1;
    if (follows) cell.follower_displays[index_of(source)] += displays;
    if (seen_[agent].size() == 1) ++ledger_.first_exposures[hour * kSources + index_of(source)];
    act(hour, agent, post);
  }

  std::uint32_t repeats(std::uint32_t agent, std::uint32_t post) const {
    const double mean = plan_.behaviour[post].extra_displays;
    const std::uint32_t word = low(coin_word(key(post, Purpose::displays), person(agent)));
    double survive = 1.0;
    for (std::uint32_t r = 0; r < 63; ++r)
      if (!happens(word, survive *= mean / (1.0 + mean))) return r;
    return 63;
  }

  void act(std::uint32_t hour, std::uint32_t agent, std::uint32_t post) {
    const PostBehaviour& behaviour = plan_.behaviour[post];
    const std::uint64_t word = coin_word(key(post, Purpose::acts), person(agent));
    if (!happens(low(word), behaviour.engaged)) return;
    HourCounts& cell = cells_[{hour, post}];
    ++cell.engaged;
    if (engaged_.insert(agent).second) ++ledger_.first_engaged[hour];
    const std::uint8_t kinds = actions_at(behaviour.given_engaged, high(word) * 0x1p-32);
    for (std::size_t k = 0; k < kActions; ++k)
      if (kinds & (1 << k)) ++cell.actions[k];
    if (kinds & (1 << index_of(Action::share))) pass_on(hour, agent, post);
  }

  void pass_on(std::uint32_t hour, std::uint32_t sharer, std::uint32_t post) {
    for (const AgentId listener : listeners_of(plan_.audience.layer, AgentId{sharer})) {
      const auto coin = coin_word(key(post, Purpose::sees_share, person(sharer)), person(listener.value));
      const double intensity = activity(listener.value) * plan_.behaviour[post].share_intensity;
      if (happens(low(coin), -exact_expm1(-intensity)))
        offer(hour + 1 + delay(hour + 1, high(coin)), listener.value, post, Source::share);
    }
  }

  const Plan& plan_;
  World world_;
  Ledger ledger_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, Source>> offered_;
  std::map<std::uint32_t, std::set<std::uint32_t>> seen_;
  std::set<std::uint32_t> engaged_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, HourCounts> cells_;
};

TEST(DenseStepping, GivesTheSameLedgerBitForBitOnAThousandPeople) {
  Plan plan = daily_plan(500, 6);
  plan.campaign.start_hour_of_week = 100;
  for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
    const Ledger fast = plan.run({11, replicate});
    ASSERT_EQ(fast, DenseStepping(plan, {11, replicate}).run());
    EXPECT_GT(total(fast.reach_k), 200U);  // there was something to compare
  }
}

TEST(DenseStepping, GivesTheSameLedgerWhenNearlyEverybodySharesAndTheHorizonIsShort) {
  Plan plan = daily_plan(400, 5);
  plan.campaign.hours = 80;  // cuts the cascades of the last posts
  for (std::size_t p = 0; p < 5; ++p) {
    plan.campaign.posts[p].publish = Tick{static_cast<std::uint32_t>(p / 2 * 20)};  // two posts in one hour
    plan.behaviour[p].share_intensity = 0.3;
    plan.behaviour[p].engaged = 0.9;
    plan.behaviour[p].given_engaged = {0.3, 0.9, 0.2, 0.8};
    plan.behaviour[p].extra_displays = static_cast<double>(p);
  }
  const Ledger fast = plan.run({12, 0});
  ASSERT_EQ(fast, DenseStepping(plan, {12, 0}).run());
  EXPECT_GT(fast.late, 0U);
  EXPECT_GT(fast.reach_k[4], 100U);
}

}  // namespace
}  // namespace gs
