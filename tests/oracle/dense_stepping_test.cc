// The slow twin of run_world: every person is asked in every hour, in plain containers, from the words of the
// method notes alone. It shares core's addressed draws with the engine and nothing of models/exposure or
// models/calendar.
#include <gtest/gtest.h>

#include <map>
#include <numeric>
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
    for (const Page& page : plan_.audience.pages)
      ledger_.followers =
          std::max(ledger_.followers, static_cast<std::uint32_t>(page.followers.agents.size()));
    for (std::uint32_t ad = 0; ad < campaign.ads.size(); ++ad) advertise(ad);
    for (std::uint32_t hour = 0; hour < campaign.hours; ++hour) {
      for (std::uint32_t post = 0; post < campaign.posts.size(); ++post)
        if (campaign.posts[post].publish.value == hour) publish(hour, post);
      for (std::uint32_t agent = 0; agent < plan_.audience.agents; ++agent) ask(hour, agent);
    }
    for (const auto& [cell, counts] : cells_) ledger_.rows.push_back(counts);
    for (const auto& [agent, posts] : seen_)
      for (std::size_t k = 0; k < std::min<std::size_t>(10, posts.size() + again_[agent]); ++k)
        ++ledger_.reach_k[k];
    for (std::uint32_t layer = 0; layer < plan_.audience.layers.size(); ++layer)
      ledger_.layer_reach.push_back(static_cast<std::uint32_t>(
          std::ranges::count_if(seen_, [&](const auto& one) { return met_on(layer, one.second); })));
    return ledger_;
  }

 private:
  const Page& page_of(std::uint32_t post) const {
    return plan_.audience.pages[plan_.campaign.posts[post].page];
  }
  bool met_on(std::uint32_t layer, const std::set<std::uint32_t>& posts) const {
    return std::ranges::any_of(posts, [&](std::uint32_t post) { return page_of(post).layer == layer; });
  }
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
  std::uint32_t delay(std::uint32_t post, std::uint32_t from, std::uint32_t quantile) const {
    const Timing<double>& timing = plan_.timings()[plan_.campaign.posts[post].page];
    const auto& attention = timing.attention;
    const std::size_t start = from + static_cast<std::size_t>(plan_.campaign.start_hour_of_week);
    double all = 0;
    for (std::size_t t = 0; t < attention.size(); ++t)
      all += attention[t] * timing.activity[(start + t) % 168];
    double sum = 0;
    for (std::uint32_t t = 0; t + 1 < attention.size(); ++t) {
      sum += attention[t] * timing.activity[(start + t) % 168];
      if (quantile < static_cast<std::uint64_t>(sum / all * 4294967296.0 + 0.5)) return t;
    }
    return static_cast<std::uint32_t>(attention.size() - 1);
  }

  void offer(std::uint32_t hour, std::uint32_t agent, std::uint32_t post, Source source) {
    ++ledger_.events;
    if (hour >= ledger_.hours)
      ++ledger_.late;
    else
      offered_.insert({hour, agent, post, source});
  }

  void publish(std::uint32_t hour, std::uint32_t post) {
    const double intensity = plan_.behaviour[post].follow_intensity;
    const std::uint64_t page_key = plan_.campaign.page_keys[plan_.campaign.posts[post].page];
    for (const std::uint32_t agent : page_of(post).followers.agents) {
      const auto coin = coin_word(key(post, Purpose::sees_follow, page_key), person(agent));
      if (!happens(low(coin), -exact_expm1(-(activity(agent) * intensity)))) continue;
      offer(hour + delay(post, hour, low(coin_word(key(post, Purpose::delay), person(agent)))),
            agent,
            post,
            Source::follow);
    }
  }

  // Who is served is another test's matter; when, and what comes of it, is told here again.
  void advertise(std::uint32_t row) {
    const CampaignAd& ad = plan_.campaign.ads[row];
    const Flight flight = flight_of(ad, plan_.ads[row]);
    AdCounts counts{.impressions = std::vector<std::uint32_t>(flight.need.size())};
    std::set<std::uint32_t> met;
    for (const Served& one : deliver(flight, ad.people, plan_.audience.activity, world_)) {
      const std::uint32_t word = hour_word(flight, one, person(one.agent.value), world_);
      double below = 0, all = 0;
      for (const double weight : ad.hours) all += weight;
      std::uint32_t hour = 0;
      for (; hour < 23; ++hour)
        if (word < static_cast<std::uint64_t>((below += ad.hours[hour]) / all * 4294967296.0 + 0.5)) break;
      const std::uint32_t at =
          std::max(ad.first_hour + one.day * 24 + hour, plan_.campaign.posts[ad.post].publish.value);
      if (at >= ledger_.hours) continue;
      ++shown_[{at, one.agent.value, row}];
      ++ledger_.events;
      ++counts.impressions[one.day];
      counts.clicks +=
          happens(click_word(flight, one, person(one.agent.value), world_), plan_.ads[row].click);
      met.insert(one.agent.value);
    }
    counts.reach = static_cast<std::uint32_t>(met.size());
    ledger_.ads.push_back(counts);
  }

  // After the hour's posts of their own.
  void show(std::uint32_t hour, std::uint32_t agent) {
    for (std::uint32_t row = 0; row < plan_.campaign.ads.size(); ++row) {
      const auto impressions = shown_.find({hour, agent, row});
      if (impressions == shown_.end()) continue;
      const std::uint32_t post = plan_.campaign.ads[row].post;
      for (std::uint32_t i = 0; i < impressions->second; ++i) {
        if (seen_[agent].insert(post).second) {
          expose(hour, agent, post, Source::paid);
          continue;
        }
        ++again_[agent];
        HourCounts& cell = cells_[{hour, post}];
        cell.hour = hour;
        cell.post = post;
        cell.displays[index_of(Source::paid)] += 1;
        if (is_follower(agent, post)) cell.follower_displays[index_of(Source::paid)] += 1;
      }
    }
  }

  bool is_follower(std::uint32_t agent, std::uint32_t post) const {
    const auto& followers = page_of(post).followers.agents;
    return std::ranges::find(followers, agent) != followers.end();
  }

  void ask(std::uint32_t hour, std::uint32_t agent) {
    for (std::uint32_t post = 0; post < ledger_.posts; ++post)
      for (const Source source : {Source::follow, Source::share})
        if (offered_.contains({hour, agent, post, source}) && seen_[agent].insert(post).second)
          expose(hour, agent, post, source);
    show(hour, agent);
    if (seen_[agent].empty()) seen_.erase(agent);
  }

  void expose(std::uint32_t hour, std::uint32_t agent, std::uint32_t post, Source source) {
    HourCounts& cell = cells_[{hour, post}];
    cell.hour = hour;
    cell.post = post;
    const bool follows = is_follower(agent, post);
    const std::uint32_t displays = source == Source::paid ? 1 : 1 + repeats(agent, post);
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
    for (std::size_t k = 0; k < kActs; ++k)
      if (kinds & (1 << k)) ++cell.actions[k];
    if (kinds & (1 << index_of(Action::share))) pass_on(hour, agent, post);
  }

  void pass_on(std::uint32_t hour, std::uint32_t sharer, std::uint32_t post) {
    for (const AgentId listener : listeners_of(plan_.audience.layers[page_of(post).layer], AgentId{sharer})) {
      const auto coin = coin_word(key(post, Purpose::sees_share, person(sharer)), person(listener.value));
      const double intensity = activity(listener.value) * plan_.behaviour[post].share_intensity;
      if (happens(low(coin), -exact_expm1(-intensity)))
        offer(hour + 1 + delay(post, hour + 1, high(coin)), listener.value, post, Source::share);
    }
  }

  const Plan& plan_;
  World world_;
  Ledger ledger_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, Source>> offered_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> shown_;  // impressions
  std::map<std::uint32_t, std::set<std::uint32_t>> seen_;
  std::map<std::uint32_t, std::size_t> again_;  // paid impressions of a post met before
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

// Three pages on two platforms of different hours: one follower list inside another, one on its own.
Plan plan_of_three_pages() {
  Plan plan = daily_plan(400, 9);
  Audience& people = plan.audience;
  people.layers.push_back(grow_audience({.followers = 400, .mean_listeners = 12}, 8, 0).layers[0]);
  const auto every = [&](std::uint32_t step, std::uint32_t from) {
    std::vector<std::uint32_t> agents;
    for (std::uint32_t a = from; a < people.agents; a += step) agents.push_back(a);
    return agents;
  };
  add_page(people, 1, every(3, 0));
  add_page(people, 0, every(5, 401));
  plan.campaign.page_keys = {1, 2, 3};
  for (std::uint32_t p = 0; p < 9; ++p) plan.campaign.posts[p].page = p % 3;
  plan.page_timings = {evening_timing(), flat_timing(9), flat_timing(30)};
  return plan;
}

TEST(DenseStepping, GivesTheSameLedgerOfSeveralPagesOnSeveralPlatforms) {
  const Plan plan = plan_of_three_pages();
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    const Ledger fast = plan.run({13, replicate});
    ASSERT_EQ(fast, DenseStepping(plan, {13, replicate}).run());
    ASSERT_EQ(fast.layer_reach.size(), 2u);
    EXPECT_GT(fast.layer_reach[0] + fast.layer_reach[1], fast.reach_k[0]);  // some were met on both
    EXPECT_LT(fast.layer_reach[1], fast.reach_k[0]);
  }
}

Plan plan_with_ads() {
  Plan plan = plan_of_three_pages();
  std::vector<std::uint32_t> everybody(plan.audience.agents), strangers;
  std::iota(everybody.begin(), everybody.end(), 0U);
  for (const std::uint32_t agent : everybody)
    if (!follows(plan.audience, AgentId{agent}, 0)) strangers.push_back(agent);
  plan.campaign.ads = {
      {.key = 1, .post = 3, .first_hour = 48, .cap = 3, .people = people_of(plan.audience, everybody)},
      {.key = 2, .post = 0, .cap = 1, .people = people_of(plan.audience, strangers)},
      {.key = 3, .post = 3, .first_hour = 400, .people = people_of(plan.audience, everybody)}};
  plan.campaign.ads[1].hours.assign(24, 0.0);
  plan.campaign.ads[1].hours[20] = 2;
  plan.campaign.ads[1].hours[9] = 1;
  plan.ads = {{.need = std::vector<std::uint32_t>(9, 150), .click = .02},
              {.need = {200, 0, 100}, .click = .5},
              {.need = std::vector<std::uint32_t>(20, 50), .click = 0}};
  return plan;
}

TEST(DenseStepping, GivesTheSameLedgerWithAdsOfPosts) {
  const Plan plan = plan_with_ads();
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    const Ledger fast = plan.run({15, replicate});
    check_invariants(fast);
    ASSERT_EQ(fast, DenseStepping(plan, {15, replicate}).run());
    EXPECT_EQ(total(fast.ads[0].impressions), 1350U);
    EXPECT_EQ(total(fast.ads[1].impressions), 300U);
    EXPECT_LT(total(fast.ads[2].impressions), 1000U);  // its last days lie behind the horizon
    EXPECT_GT(fast.ads[1].clicks, 100U);
  }
}

TEST(Ads, OfNoBudgetLeaveTheOrganicWorldAsItIs) {
  Plan plan = plan_with_ads();
  for (AdBehaviour& ad : plan.ads) std::ranges::fill(ad.need, 0U);
  const Ledger with = plan.run({16, 0});
  plan.campaign.ads.clear();
  plan.ads.clear();
  EXPECT_EQ(with.rows, plan.run({16, 0}).rows);
}

TEST(Ads, OfMoreBudgetReachNoFewerPeopleOfTheirOwn) {
  Plan plan = plan_with_ads();
  std::uint32_t before = 0;
  for (const std::uint32_t need : {20U, 60U, 150U, 300U}) {
    std::ranges::fill(plan.ads[0].need, need);
    const Ledger ledger = plan.run({17, 0});
    EXPECT_GE(ledger.ads[0].reach, before);
    before = ledger.ads[0].reach;
  }
}

TEST(Pages, DoNotFeelPagesWithoutPosts) {
  Plan plan = daily_plan(400, 5);
  const Ledger alone = plan.run({14, 0});
  add_page(plan.audience, 0, {3, 5, 8});
  plan.campaign.page_keys.push_back(9);
  plan.page_timings = {plan.timing, flat_timing(4)};
  EXPECT_EQ(plan.run({14, 0}), alone);
}

}  // namespace
}  // namespace gs
