// The loop of one world: hour by hour, posts go out, the hour's events are sorted and lived through, shares
// are passed on to later hours, the hour's counts are written to the ledger. All state belongs to the call's
// scratch.
#include "models/engine.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>
#include <tuple>

#include "core/error.h"
#include "models/calendar.h"
#include "models/exposure/stages.h"

namespace gs {
namespace {

// A post with every stage of the list prepared for one world.
template <class>
struct PreparedPost;
template <class... S>
struct PreparedPost<List<S...>> {
  std::tuple<S...> stages;
  explicit PreparedPost(const PostScene& scene) : stages(S(scene)...) {}
  template <class One>
  const One& stage() const {
    return std::get<One>(stages);
  }
};
using Prepared = PreparedPost<Stages>;

constexpr std::uint8_t kCounted = 10;       // exposures are counted up to reach_k's last k
constexpr std::uint8_t kEngagedBit = 0x80;  // beside them in one byte: has done anything in this run

constexpr std::size_t kAhead = 16;  // events whose lines are fetched before they are lived through
constexpr std::uint32_t kUntouched = 0xffffffffU;  // hour of an open row that holds nothing yet

struct NotedShare {
  AgentId sharer;
  std::uint32_t post = 0;
};

}  // namespace

struct WorldScratch::State {
  Calendar calendar;
  std::vector<Prepared> posts;
  std::vector<std::uint32_t> by_publish;  // rows of the campaign in order of publication
  std::vector<std::uint64_t> exposed;     // bit agent * posts + post: once only
  std::vector<std::uint8_t> person;       // exposures so far (to kCounted) and kEngagedBit
  std::vector<std::uint16_t> met;         // bit l: was exposed on layer l; empty with one layer
  std::vector<HourCounts> open_rows;      // the hour being lived, by post
  std::vector<std::uint32_t> touched;     // posts with something in open_rows
  std::vector<NotedShare> shares;
  std::vector<std::uint64_t> spare;
};

WorldScratch::WorldScratch() : state_(std::make_unique<State>()) {}
WorldScratch::~WorldScratch() = default;
WorldScratch::WorldScratch(WorldScratch&&) noexcept = default;
WorldScratch& WorldScratch::operator=(WorldScratch&&) noexcept = default;

namespace {

void require(bool holds, const char* claim) {
  if (!holds) throw Error(Fault::our_defect, "run_world", claim);
}

bool is_chance(double p) { return p >= 0.0 && p <= 1.0; }
bool is_amount(double x) { return x >= 0.0 && std::isfinite(x); }

void check_behaviour(const PostBehaviour& b) {
  require(is_amount(b.follow_intensity) && is_amount(b.share_intensity),
          "intensities are finite and not negative");
  require(is_amount(b.extra_displays), "extra displays are finite and not negative");
  require(is_chance(b.engaged) && std::ranges::all_of(b.given_engaged, is_chance), "chances lie in [0, 1]");
}

void check_input(const WorldInput& in) {
  require(in.behaviour.size() == in.campaign.posts.size(), "one behaviour per post");
  require(in.campaign.posts.size() < (1U << 24), "at most 2^24 posts");
  require(in.timing.size() == in.audience.pages.size(), "one timing per page");
  require(in.campaign.page_keys.size() == in.audience.pages.size(), "one key per page");
  for (const Timing<double>& timing : in.timing)
    require(!timing.attention.empty() && timing.attention.size() < 65536, "1 to 65535 hours of attention");
  for (const Page& page : in.audience.pages)
    require(page.layer < in.audience.layers.size(), "pages post on a layer");
  require(
      in.campaign.start_hour_of_week >= 0 && in.campaign.start_hour_of_week < static_cast<int>(kHoursPerWeek),
      "the start is an hour of the week");
  for (const CampaignPost& post : in.campaign.posts) {
    require(post.publish.value < in.campaign.hours, "posts are published before the horizon");
    require(post.page < in.audience.pages.size(), "posts have a page");
  }
  for (const PostBehaviour& behaviour : in.behaviour) check_behaviour(behaviour);
  require(in.ads.size() == in.campaign.ads.size(), "one behaviour per ad");
  for (const AdBehaviour& ad : in.ads) require(is_chance(ad.click), "chances lie in [0, 1]");
  for (const CampaignAd& ad : in.campaign.ads) {
    require(ad.post < in.campaign.posts.size(), "ads show a post");
    require(ad.cap >= 1 && ad.cap <= kMostRounds, "1 to 32 impressions per person and week");
    require(ad.hours.size() == 24 && std::ranges::any_of(ad.hours, [](double h) { return h > 0; }),
            "ads have an hour of the day");
  }
}

// One world in the making.
class Run {
 public:
  Run(const WorldInput& input, World world, WorldScratch::State& state)
      : audience_(input.audience),
        campaign_(input.campaign),
        state_(state),
        most_events_(input.most_events),
        stop_(input.stop),
        ledger_(input.campaign.hours, static_cast<std::uint32_t>(input.campaign.posts.size())) {
    ledger_.agents = audience_.agents;
    for (const Page& page : audience_.pages)
      ledger_.followers =
          std::max(ledger_.followers, static_cast<std::uint32_t>(page.followers.agents.size()));
    ledger_.layer_reach.assign(audience_.layers.size(), 0);
    prepare(input, world);
    ledger_.ads.resize(campaign_.ads.size());
    for (std::uint32_t ad = 0; ad < ledger_.ads.size(); ++ad) deliver_ad(ad, input.ads[ad], world);
  }

  Ledger live() {
    std::size_t next = 0;
    for (std::uint32_t hour = 0; hour < ledger_.hours; ++hour) {
      if (stop_) throw Interrupted("stopped in the middle of a world");
      for (; next < state_.by_publish.size() && publish_of(state_.by_publish[next]).value == hour; ++next)
        publish(hour, state_.by_publish[next]);
      live_hour(hour);
    }
    ledger_.late = state_.calendar.late();
    if (audience_.layers.size() == 1) ledger_.layer_reach = {ledger_.reach_k[0]};
    return std::move(ledger_);
  }

 private:
  Tick publish_of(std::uint32_t post) const { return campaign_.posts[post].publish; }

  void prepare(const WorldInput& input, World world) {
    const std::uint32_t posts = ledger_.posts;
    state_.calendar.open(ledger_.hours, campaign_.start_hour_of_week, input.timing);
    state_.posts.clear();
    state_.by_publish.resize(posts);
    for (std::uint32_t row = 0; row < posts; ++row) {
      state_.by_publish[row] = row;
      const CampaignPost& post = campaign_.posts[row];
      state_.posts.emplace_back(
          PostScene{audience_, post, input.behaviour[row], campaign_.page_keys[post.page], world, row});
    }
    std::ranges::stable_sort(state_.by_publish, {}, [&](std::uint32_t row) { return publish_of(row); });
    state_.exposed.assign((static_cast<std::uint64_t>(audience_.agents) * posts + 63) / 64, 0);
    state_.person.assign(audience_.agents, 0);
    state_.met.assign(audience_.layers.size() > 1 ? audience_.agents : 0, 0);
    state_.open_rows.assign(posts, {.hour = kUntouched});
    state_.touched.clear();
    state_.shares.clear();
  }

  void publish(std::uint32_t hour, std::uint32_t post) {
    count_events(hour, post, state_.posts[post].stage<Follow>().draw(audience_, Tick{hour}, state_.calendar));
  }

  // Events are counted where they are made, before they fill the calendar: a list at a time, so a world ends
  // within one person's listeners, or one post's followers, of its limit.
  void count_events(std::uint32_t hour, std::uint32_t post, std::uint64_t made) {
    ledger_.events += made;
    if (ledger_.events > most_events_) throw Runaway(post, hour, most_events_);
  }

  void live_hour(std::uint32_t hour) {
    std::vector<std::uint64_t>& events = state_.calendar.bucket(hour);
    if (events.empty()) return;
    sort_events(events, state_.spare, audience_.agents);
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (i + kAhead < events.size()) fetch(of_post(unpack(events[i + kAhead])));
      step(hour, of_post(unpack(events[i])));
    }
    for (const NotedShare& share : state_.shares)
      count_events(
          hour,
          share.post,
          state_.posts[share.post].stage<Share>().draw(audience_, share.sharer, Tick{hour}, state_.calendar));
    state_.shares.clear();
    close_hour();
  }

  // Ads stand behind the posts in the calendar's rows. What falls behind the horizon is not shown, so not
  // paid; what falls before the post is out waits for it.
  void deliver_ad(std::uint32_t row, const AdBehaviour& behaviour, World world) {
    if (stop_) throw Interrupted("stopped before a world began");
    const CampaignAd& ad = campaign_.ads[row];
    AdCounts& counts = ledger_.ads[row];
    counts.impressions.assign(behaviour.need.size(), 0);
    const Flight flight = flight_of(ad, behaviour);
    const AdHours hours(ad.hours);
    const std::uint64_t click = threshold_of(behaviour.click);
    std::vector<std::uint32_t> shown;
    for (const Served& served : deliver(flight, ad.people, audience_.activity, world)) {
      const std::uint32_t person = audience_.person[served.agent];
      const std::uint32_t drawn =
          ad.first_hour + served.day * 24 + hours.at(hour_word(flight, served, person, world));
      const std::uint32_t hour = std::max(drawn, publish_of(ad.post).value);
      if (hour >= ledger_.hours) continue;
      state_.calendar.put_at(hour, {served.agent, ledger_.posts + row, Source::paid});
      count_events(hour, ad.post, 1);
      ++counts.impressions[served.day];
      counts.clicks += click_word(flight, served, person, world) < click ? 1U : 0U;
      shown.push_back(served.agent.value);
    }
    std::ranges::sort(shown);
    counts.reach = static_cast<std::uint32_t>(std::ranges::unique(shown).begin() - shown.begin());
  }

  // An ad's impression as an event of the post it shows.
  Event of_post(Event event) const {
    if (event.post >= ledger_.posts) event.post = campaign_.ads[event.post - ledger_.posts].post;
    return event;
  }

  std::uint64_t pair_of(const Event& event) const {
    return static_cast<std::uint64_t>(event.agent.value) * ledger_.posts + event.post;
  }

  // The lines `step` will touch: events of an hour are far apart in the columns of people.
  void fetch(const Event& event) const {
    __builtin_prefetch(&state_.exposed[pair_of(event) / 64], 1);
    __builtin_prefetch(&state_.person[event.agent.value], 1);
    __builtin_prefetch(&audience_.person[event.agent]);
    if (event.source != Source::follow) __builtin_prefetch(&audience_.follows[event.agent]);
  }

  // True the first time a person meets a post.
  bool is_new(const Event& event) {
    const std::uint64_t pair = pair_of(event);
    std::uint64_t& word = state_.exposed[pair / 64];
    const std::uint64_t bit = std::uint64_t{1} << pair % 64;
    if (word & bit) return false;
    word |= bit;
    return true;
  }

  HourCounts& row_of(std::uint32_t hour, std::uint32_t post) {
    HourCounts& row = state_.open_rows[post];
    if (row.hour != kUntouched) return row;
    row.hour = hour;
    row.post = post;
    state_.touched.push_back(post);
    return row;
  }

  // The first time a person meets a post is an exposure, and the occasion to act; a paid impression more is
  // one display more.
  void step(std::uint32_t hour, const Event& event) {
    const bool first = is_new(event), paid = event.source == Source::paid;
    if (!first && !paid) return;
    const std::size_t source = index_of(event.source);
    const Prepared& post = state_.posts[event.post];
    const std::uint32_t person = audience_.person[event.agent];
    HourCounts& row = row_of(hour, event.post);
    const std::uint32_t displays = paid ? 1 : post.stage<Displays>().draw(person);
    const std::uint32_t page = campaign_.posts[event.post].page;
    // Who sees by following follows: most events need not look it up.
    const std::uint32_t is_follower =
        event.source == Source::follow ? 1 : follows(audience_, event.agent, page);
    row.displays[source] += displays;
    row.follower_displays[source] += is_follower * displays;
    count_person(hour, event);
    if (!first) return;
    row.exposures[source] += 1;
    row.follower_exposures[source] += is_follower;
    count_layer(event.agent, audience_.pages[page].layer);
    const Acts::Outcome outcome = post.stage<Acts>().draw(person);
    if (outcome.engaged) act(hour, event, outcome.kinds);
  }

  void count_person(std::uint32_t hour, const Event& event) {
    std::uint8_t& person = state_.person[event.agent.value];
    const std::uint8_t before = person & static_cast<std::uint8_t>(~kEngagedBit);
    if (before >= kCounted) return;
    ++person;
    ++ledger_.reach_k[before];
    ledger_.first_exposures[hour * kSources + index_of(event.source)] += before == 0 ? 1U : 0U;
  }

  // With one layer its reach is everybody's (see live).
  void count_layer(AgentId agent, std::uint32_t layer) {
    if (state_.met.empty()) return;
    std::uint16_t& met = state_.met[agent.value];
    const auto bit = static_cast<std::uint16_t>(1U << layer);
    ledger_.layer_reach[layer] += met & bit ? 0U : 1U;
    met |= bit;
  }

  void act(std::uint32_t hour, const Event& event, std::uint8_t kinds) {
    HourCounts& row = state_.open_rows[event.post];
    ++row.engaged;
    for (std::size_t k = 0; k < kActs; ++k) row.actions[k] += kinds >> k & 1U;
    std::uint8_t& person = state_.person[event.agent.value];
    if (!(person & kEngagedBit)) ++ledger_.first_engaged[hour];
    person |= kEngagedBit;
    if (kinds >> index_of(Action::share) & 1U) state_.shares.push_back({event.agent, event.post});
  }

  void close_hour() {
    std::ranges::sort(state_.touched);
    for (const std::uint32_t post : state_.touched) {
      ledger_.rows.push_back(state_.open_rows[post]);
      state_.open_rows[post] = {.hour = kUntouched};
    }
    state_.touched.clear();
  }

  const Audience& audience_;
  const Campaign& campaign_;
  WorldScratch::State& state_;
  std::uint64_t most_events_;
  StopRequest stop_;
  Ledger ledger_;
};

}  // namespace

Runaway::Runaway(std::uint32_t the_post, std::uint32_t the_hour, std::uint64_t limit)
    : Error(Fault::limit,
            "post " + std::to_string(the_post) + " in hour " + std::to_string(the_hour),
            "more than " + std::to_string(limit) + " events in one world",
            "let fewer people share or see a share, or raise people_per_agent",
            "S10"),
      post(the_post),
      hour(the_hour) {}

std::uint8_t actions_at(const std::array<double, kActs>& given_engaged, double w) {
  return Arcs(given_engaged).covering(static_cast<std::uint32_t>(w * 4294967296.0));
}

Ledger run_world(const WorldInput& input, World world, WorldScratch& scratch) {
  check_input(input);
  Ledger ledger = Run(input, world, scratch.state()).live();
#ifndef NDEBUG
  check_invariants(ledger);
#endif
  return ledger;
}

Ledger run_world(const Audience& audience,
                 const Campaign& campaign,
                 std::span<const PostBehaviour> behaviour,
                 const Timing<double>& timing,
                 World world) {
  WorldScratch scratch;
  return run_world({audience, campaign, behaviour, std::span(&timing, 1)}, world, scratch);
}

}  // namespace gs
