// The twin's ways, one after another as the notes tell them; nothing is prepared, nothing is skipped.
#include "tests/oracle/dense_stepping.h"

#include <tuple>

#include "core/coins.h"
#include "core/real.h"

namespace gs::testing_worlds {
namespace {

std::uint32_t low(std::uint64_t word) { return static_cast<std::uint32_t>(word & 0xffffffffU); }
std::uint32_t high(std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); }
bool happens(std::uint32_t word, double probability) { return word < threshold_of(probability); }
std::uint64_t in_units(double x) { return static_cast<std::uint64_t>(x * 4294967296.0 + 0.5); }

}  // namespace

Ledger DenseStepping::run() {
  open();
  const Campaign& campaign = plan_.campaign;
  for (Number hour = 0; hour < campaign.hours; ++hour) {
    for (Number post = 0; post < campaign.posts.size(); ++post)
      if (planned(post).publish.value == hour) publish(hour, post);
    for (Number i = 0; i < campaign.seedings.size(); ++i)
      if (campaign.seedings[i].at.value == hour) seed(hour, i);
    retarget(hour);
    for (Number agent = 0; agent < plan_.audience.agents; ++agent) ask(hour, agent);
    for (Number post = 0; post < campaign.posts.size(); ++post) recommend(hour, post);
  }
  close();
  return ledger_;
}

void DenseStepping::open() {
  const Campaign& campaign = plan_.campaign;
  const Audience& people = plan_.audience;
  ledger_ = Ledger(campaign.hours, static_cast<Number>(campaign.posts.size()));
  ledger_.agents = people.agents;
  for (Number page = 0; page < people.pages.size(); ++page) {
    const auto& followers = people.pages[page].followers.agents;
    ledger_.followers = std::max(ledger_.followers, static_cast<Number>(followers.size()));
    for (const Number agent : followers) follows_.insert({agent, page});
  }
  Number segments = 0;
  for (const std::uint8_t one : people.segment.rows) segments = std::max<Number>(segments, one + 1U);
  if (!people.segment_hours.empty()) segments = static_cast<Number>(people.segment_hours.size());
  ledger_.segment_reach.resize(segments);
  ledger_.segments.resize(campaign.posts.size() * segments);
  if (std::ranges::any_of(plan_.behaviour, [](const PostBehaviour& b) {
        return b.follow > 0 || b.unfollow > 0 || b.hide * b.unfollow_of_hides > 0;
      }))
    ledger_.follower_changes.resize((campaign.hours + 23) / 24 * people.pages.size());
  ledger_.ads.resize(campaign.ads.size());
  for (Number ad = 0; ad < campaign.ads.size(); ++ad) {
    ledger_.ads[ad].impressions.resize(plan_.ads[ad].need.size());
    if (campaign.ads[ad].engagers_of == kNobodys)
      for (const Served& served : deliver(
               flight_of(campaign.ads[ad], plan_.ads[ad]), campaign.ads[ad].people, people.activity, world_))
        advertise(ad, served);
  }
}

void DenseStepping::close() {
  for (const auto& [cell, counts] : cells_) ledger_.rows.push_back(counts);
  for (const auto& [agent, times] : times_)
    for (Number k = 0; k < std::min<Number>(10, times); ++k) ++ledger_.reach_k[k];
  ledger_.layer_reach.resize(plan_.audience.layers.size());
  for (const auto& [agent, layer] : met_) ++ledger_.layer_reach[layer];
  for (Number ad = 0; ad < ledger_.ads.size(); ++ad)
    ledger_.ads[ad].reach = static_cast<Number>(
        std::ranges::count_if(shown_, [&](const auto& one) { return one.second.contains(ad); }));
  for (const auto& [key, counts] : books_)
    if (counts != Outcomes{})
      ledger_.outcomes.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), counts});
}

DenseStepping::Number DenseStepping::post_of(const Offer& offer) const {
  if (offer.kind == Kind::ad) return plan_.campaign.ads[offer.index].post;
  return offer.kind == Kind::own ? offer.index : plan_.campaign.seedings[offer.index].post;
}

DenseStepping::Number DenseStepping::via(const Offer& offer) const {
  return offer.kind == Kind::seeding ? plan_.campaign.seedings[offer.index].page
                                     : planned(post_of(offer)).page;
}

double DenseStepping::activity(Number agent) const {
  return plan_.audience.activity[plan_.audience.activity_class[AgentId{agent}]];
}

DenseStepping::Number DenseStepping::segment(Number agent) const {
  return plan_.audience.segment.rows.empty() ? 0 : plan_.audience.segment[AgentId{agent}];
}

std::uint64_t DenseStepping::word(Number post, Purpose why, Number agent, std::uint64_t subject) const {
  return coin_word(stream_key(world_, {.subject = subject, .content = planned(post).key, .why = why}),
                   person(agent));
}

std::uint64_t DenseStepping::ad_word(Number key, Purpose why, Number agent, Number occasion) const {
  return coin_word(stream_key(world_, {.content = key, .why = why, .occasion = occasion}), person(agent));
}

bool DenseStepping::follows_now(Number agent, Number page) const { return follows_.contains({agent, page}); }

// Hours after `from` at which the quantile lies, by the person's own clock: weights added up one by one.
DenseStepping::Number DenseStepping::delay(Number page, Number from, Number quantile, Number agent) const {
  const Timing<double>& timing = plan_.timings()[page];
  const auto& attention = timing.attention;
  int start = static_cast<int>(from) + plan_.campaign.start_hour_of_week;
  if (!plan_.audience.segment_hours.empty()) start += plan_.audience.segment_hours[segment(agent)] + 168;
  const auto weight = [&](std::size_t t) {
    return attention[t] * timing.activity[(static_cast<std::size_t>(start) + t) % 168];
  };
  double all = 0, sum = 0;
  for (std::size_t t = 0; t < attention.size(); ++t) all += weight(t);
  for (Number t = 0; t + 1 < attention.size(); ++t)
    if (quantile < in_units((sum += weight(t)) / all)) return t;
  return static_cast<Number>(attention.size() - 1);
}

void DenseStepping::put(const Offer& offer) {
  ++ledger_.events;
  if (offer.hour >= ledger_.hours)
    ++ledger_.late;
  else
    offered_.insert(offer);
}

// One follower's coin for what is shown to everybody who follows where it stands.
void DenseStepping::broadcast(Number agent, const Offer& offer, double intensity) {
  const Number post = post_of(offer), page = via(offer);
  const Purpose why = offer.kind == Kind::own ? Purpose::sees_follow : Purpose::seeding;
  const std::uint64_t coin = word(post, why, agent, plan_.campaign.page_keys[page]);
  const double own = intensity * day_share(agent, page, offer.hour);
  if (!happens(low(coin), -exact_expm1(-(activity(agent) * own)))) return;
  Offer one = offer;
  one.agent = agent;
  one.hour += delay(page, offer.hour, low(word(post, Purpose::delay, agent)), agent);
  put(one);
}

void DenseStepping::publish(Number hour, Number post) {
  for (const Number agent : plan_.audience.pages[planned(post).page].followers.agents)
    broadcast(agent, {.hour = hour, .index = post}, plan_.behaviour[post].follow_intensity);
}

void DenseStepping::seed(Number hour, Number seeding) {
  const Offer offer{.hour = hour, .kind = Kind::seeding, .index = seeding, .source = Source::seeding};
  for (const Number agent : plan_.audience.pages[via(offer)].followers.agents)
    broadcast(agent, offer, plan_.seedings[seeding].intensity);
}

// Who is served is another test's matter; when, and what comes of it, is told here again.
void DenseStepping::advertise(Number row, const Served& served) {
  const CampaignAd& ad = plan_.campaign.ads[row];
  const Number agent = served.agent.value,
               quantile = static_cast<Number>(coin_word(
                   hour_stream(flight_of(ad, plan_.ads[row]), occasion_of(served.day, served.round), world_),
                   person(agent)));
  double below = 0, all = 0;
  for (const double weight : ad.hours) all += weight;
  int hour = 0;
  for (; hour < 23; ++hour)
    if (quantile < in_units((below += ad.hours[static_cast<std::size_t>(hour)]) / all)) break;
  if (!plan_.audience.segment_hours.empty()) hour -= plan_.audience.segment_hours[segment(agent)];
  const Number at = std::max(ad.first_hour + served.day * 24 + static_cast<Number>((hour + 240) % 24),
                             planned(ad.post).publish.value);
  if (at >= ledger_.hours) return;
  put({at, agent, Kind::ad, row, served.day, Source::paid, served.round});
}

void DenseStepping::retarget(Number hour) {
  for (Number row = 0; row < plan_.campaign.ads.size(); ++row) {
    const CampaignAd& ad = plan_.campaign.ads[row];
    if (ad.engagers_of == kNobodys || hour < ad.first_hour || (hour - ad.first_hour) % 24 > 0) continue;
    std::vector<Number> agents = engagers_[ad.engagers_of];
    std::ranges::sort(agents);
    const Number today = (hour - ad.first_hour) / 24;
    for (const Served& served : deliver(flight_of(ad, plan_.ads[row]),
                                        people_of(plan_.audience, agents),
                                        plan_.audience.activity,
                                        world_))
      if (served.day == today) advertise(row, served);
  }
}

void DenseStepping::recommend(Number hour, Number post) {
  const PostBehaviour& b = plan_.behaviour[post];
  if (!(b.discovery > 0)) return;
  double followed = 0, exposures = 0, engaged = 0;
  for (const auto& [at, counts] : cells_) {
    if (at.second != post) continue;
    followed += counts.exposures[index_of(Source::follow)];
    exposures += static_cast<double>(total(counts.exposures));
    engaged += counts.engaged;
  }
  double factor = 1;
  if (b.usual_engaged > 0) {
    const double share = (engaged + 30 * b.usual_engaged) / (exposures + 30);
    factor = exact_exp(b.discovery_exponent * exact_log(share / b.usual_engaged));
  }
  const Question question{.content = planned(post).key, .why = Purpose::discovery};
  const double wanted = b.discovery * followed * std::min(factor, 10.0) + uniform(world_, question);
  std::vector<std::pair<double, Number>> strangers;
  for (Number agent = 0; agent < plan_.audience.agents; ++agent) {
    const Number page = planned(post).page, layer = plan_.audience.pages[page].layer;
    if (!is_on(plan_.audience, AgentId{agent}, layer) || follows(plan_.audience, AgentId{agent}, page))
      continue;
    strangers.emplace_back((low(word(post, Purpose::discovery, agent)) + .5) * 0x1p-32 / activity(agent),
                           agent);
  }
  std::ranges::sort(strangers);
  for (std::size_t i = 0; i < strangers.size() && static_cast<double>(i + 1) <= wanted; ++i) {
    const Number agent = strangers[i].second;
    if (!recommended_[post].insert(agent).second) continue;
    const Number quantile = high(word(post, Purpose::discovery, agent));
    put({.hour = hour + 1 + delay(planned(post).page, hour + 1, quantile, agent),
         .agent = agent,
         .index = post,
         .source = Source::discovery});
  }
}

void DenseStepping::ask(Number hour, Number agent) {
  auto at = offered_.lower_bound({.hour = hour, .agent = agent});
  while (at != offered_.end() && at->hour == hour && at->agent == agent) {
    const Offer offer = *at++;
    if (comes_up(offer)) meet(offer);
  }
}

bool DenseStepping::comes_up(const Offer& offer) const {
  const Number post = post_of(offer), page = planned(post).page;
  if (hidden_.contains({offer.agent, page})) return false;
  if (offer.source == Source::follow && !follows_now(offer.agent, page)) return false;
  if (offer.source != Source::follow && offer.source != Source::discovery) return true;
  const auto crowd = crowd_.find({offer.agent, page});
  if (crowd == crowd_.end()) return true;
  const std::uint64_t level = faded(crowd->second, offer.hour, plan_.memory.crowding_half_life);
  return (low(word(post, Purpose::crowding, offer.agent)) & 0xffffU) < response(level, plan_.memory.crowding);
}

HourCounts& DenseStepping::cell(const Offer& offer) {
  HourCounts& counts = cells_[{offer.hour, post_of(offer)}];
  counts.hour = offer.hour;
  counts.post = post_of(offer);
  return counts;
}

void DenseStepping::meet(const Offer& offer) {
  const Number post = post_of(offer), agent = offer.agent, page = planned(post).page;
  const bool paid = offer.kind == Kind::ad, first = seen_[agent].insert(post).second;
  if (!first && !paid) return;
  const bool followed = follows_now(agent, page);
  const std::size_t source = index_of(offer.source);
  const Number displays = paid ? 1 : 1 + repeats(agent, post);
  cell(offer).displays[source] += displays;
  cell(offer).follower_displays[source] += followed ? displays : 0;
  if (++times_[agent] == 1) {
    ++ledger_.first_exposures[offer.hour * kSources + source];
    if (!ledger_.segment_reach.empty()) ++ledger_.segment_reach[segment(agent)];
  }
  const Number nth = paid ? ++paid_[{agent, offer.hour / 168}] : 1;
  std::uint64_t tired = 65536;
  if (is_brand(page)) {
    tired = response(faded(brand_[agent], offer.hour, plan_.memory.fatigue_half_life), plan_.memory.fatigue);
    raise(brand_[agent], offer.hour, plan_.memory.fatigue_half_life);
  }
  if (source == index_of(Source::follow) || source == index_of(Source::discovery))
    raise(crowd_[{agent, page}], offer.hour, plan_.memory.crowding_half_life);
  if (paid) show_ad(offer, nth);
  const std::size_t in_segment = post * ledger_.segment_reach.size() + segment(agent);
  if (!ledger_.segments.empty()) ledger_.segments[in_segment].displays += displays;
  if (!first) {
    const CampaignAd& ad = plan_.campaign.ads[offer.index];
    return hide(
        offer, ad_word(ad.key, Purpose::hides_ad, agent, offer.day * 32 + offer.round), followed, nth);
  }
  cell(offer).exposures[source] += 1;
  cell(offer).follower_exposures[source] += followed ? 1 : 0;
  met_.insert({agent, plan_.audience.pages[via(offer)].layer});
  if (!ledger_.segments.empty()) ledger_.segments[in_segment].exposures += 1;
  act_rarely(offer, act(offer, tired), followed, nth);
}

DenseStepping::Number DenseStepping::repeats(Number agent, Number post) const {
  const double mean = plan_.behaviour[post].extra_displays;
  double survive = 1.0;
  for (Number r = 0; r < 63; ++r)
    if (!happens(low(word(post, Purpose::displays, agent)), survive *= mean / (1.0 + mean))) return r;
  return 63;
}

bool DenseStepping::act(const Offer& offer, std::uint64_t tired) {
  const Number post = post_of(offer);
  const PostBehaviour& behaviour = plan_.behaviour[post];
  const std::uint64_t decides = word(post, Purpose::acts, offer.agent);
  if (low(decides) >= threshold_of(behaviour.engaged) * tired >> 16) return false;
  ++cell(offer).engaged;
  if (!ledger_.segments.empty())
    ++ledger_.segments[post * ledger_.segment_reach.size() + segment(offer.agent)].engaged;
  if (engaged_.insert(offer.agent).second) ++ledger_.first_engaged[offer.hour];
  auto& engagers = engagers_[planned(post).page];
  if (std::ranges::find(engagers, offer.agent) == engagers.end()) engagers.push_back(offer.agent);
  const std::uint8_t kinds = actions_at(behaviour.given_engaged, high(decides) * 0x1p-32);
  for (std::size_t k = 0; k < kActs; ++k)
    if (kinds & (1 << k)) count(offer, static_cast<Action>(k));
  if (kinds & (1 << index_of(Action::share))) pass_on(offer);
  if (kinds & (1 << index_of(Action::click)) && offer.kind != Kind::ad)
    click(offer, {planned(post).key, planned(post).offer, behaviour.visit, 0}, nullptr);
  return true;
}

void DenseStepping::pass_on(const Offer& offer) {
  const Number post = post_of(offer), page = via(offer), from = offer.hour + 1;
  const Layer& layer = plan_.audience.layers[plan_.audience.pages[page].layer];
  for (const AgentId listener : listeners_of(layer, AgentId{offer.agent})) {
    const std::uint64_t coin = word(post, Purpose::sees_share, listener.value, person(offer.agent));
    const double intensity = activity(listener.value) * plan_.behaviour[post].share_intensity;
    if (!happens(low(coin), -exact_expm1(-intensity))) continue;
    Offer heard{.hour = from + delay(page, from, high(coin), listener.value),
                .agent = listener.value,
                .index = post,
                .source = Source::share};
    if (offer.kind == Kind::seeding) {
      heard.kind = Kind::seeding;
      heard.index = offer.index;
    }
    put(heard);
  }
}

void DenseStepping::act_rarely(const Offer& offer, bool engaged, bool followed, Number nth) {
  const Number post = post_of(offer), page = planned(post).page;
  const PostBehaviour& b = plan_.behaviour[post];
  const auto hits = [&](Purpose why, double chance) {
    return happens(low(word(post, why, offer.agent)), chance);
  };
  if (engaged && hits(Purpose::saves, std::min(1.0, b.save / b.engaged))) count(offer, Action::save);
  if (engaged && !followed && !left_.contains({offer.agent, page}) &&
      hits(Purpose::follows, std::min(1.0, b.follow / b.engaged)))
    begin_to_follow(offer);
  hide(offer, word(post, Purpose::hides, offer.agent), followed, nth);
  if (!followed || !follows_now(offer.agent, page) || !hits(Purpose::unfollows, b.unfollow)) return;
  count(offer, Action::unfollow);
}

void DenseStepping::hide(const Offer& offer, std::uint64_t decides, bool followed, Number nth) {
  const PostBehaviour& b = plan_.behaviour[post_of(offer)];
  const double chance = nth >= 6 ? std::min(1.0, b.hide * plan_.memory.hides_when_often) : b.hide;
  if (!happens(low(decides), chance)) return;
  hidden_.insert({offer.agent, planned(post_of(offer)).page});
  count(offer, Action::hide);
  if (followed && happens(high(decides), b.unfollow_of_hides)) count(offer, Action::unfollow);
}

void DenseStepping::count(const Offer& offer, Action action) {
  const Number post = post_of(offer), page = planned(post).page;
  ++cell(offer).actions[index_of(action)];
  if (!ledger_.segments.empty())
    ++ledger_.segments[post * ledger_.segment_reach.size() + segment(offer.agent)].actions[index_of(action)];
  if (action != Action::follow && action != Action::unfollow) return;
  FollowerChange& change = ledger_.follower_changes[offer.hour / 24 * plan_.audience.pages.size() + page];
  ++(action == Action::follow ? change.gained : change.lost);
  if (action == Action::follow) {
    follows_.insert({offer.agent, page});
  } else {
    follows_.erase({offer.agent, page});
    left_.insert({offer.agent, page});
  }
}

void DenseStepping::begin_to_follow(const Offer& offer) {
  const Number page = planned(post_of(offer)).page;
  count(offer, Action::follow);
  for (Number post = 0; post < plan_.campaign.posts.size(); ++post)
    if (planned(post).page == page && planned(post).publish.value > offer.hour)
      broadcast(offer.agent,
                {.hour = planned(post).publish.value, .index = post},
                plan_.behaviour[post].follow_intensity);
  for (Number i = 0; i < plan_.campaign.seedings.size(); ++i) {
    const CampaignSeeding& seeding = plan_.campaign.seedings[i];
    if (seeding.page == page && seeding.at.value > offer.hour)
      broadcast(offer.agent,
                {.hour = seeding.at.value, .kind = Kind::seeding, .index = i, .source = Source::seeding},
                plan_.seedings[i].intensity);
  }
}

}  // namespace gs::testing_worlds
