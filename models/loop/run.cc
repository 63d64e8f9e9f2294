// The loop of one world: hour by hour, posts go out, the hour's events are sorted and lived through
// (step.cc), shares and recommendations are passed on to later hours, the hour's counts are written to the
// ledger. All state belongs to the call's scratch.
#include "models/loop/run.h"

#include <algorithm>
#include <functional>

namespace gs {
namespace {

std::uint32_t segments_of(const Audience& audience) {
  if (audience.segment.rows.empty()) return 0;
  if (!audience.segment_hours.empty()) return static_cast<std::uint32_t>(audience.segment_hours.size());
  return 1U + *std::ranges::max_element(audience.segment.rows);
}

}  // namespace

Run::Run(const WorldInput& input, World world, WorldScratch::State& state)
    : input_(input),
      audience_(input.audience),
      campaign_(input.campaign),
      world_(world),
      on_(switches_of(input)),
      all_(on_.any()),
      state_(state),
      segments_(segments_of(input.audience)),
      ledger_(input.campaign.hours, static_cast<std::uint32_t>(input.campaign.posts.size())) {
  ledger_.agents = audience_.agents;
  for (const Page& page : audience_.pages)
    ledger_.followers = std::max(ledger_.followers, static_cast<std::uint32_t>(page.followers.agents.size()));
  ledger_.layer_reach.assign(audience_.layers.size(), 0);
  prepare();
  for (std::uint32_t ad = 0; ad < ledger_.ads.size(); ++ad) deliver_ad(ad);
}

Ledger Run::live() {
  for (std::uint32_t hour = 0; hour < ledger_.hours; ++hour) {
    if (input_.stop) throw Interrupted("stopped while worlds were simulated");
    for (; next_post_ < state_.by_publish.size() &&
           campaign_.posts[state_.by_publish[next_post_]].publish.value == hour;
         ++next_post_)
      publish(hour, state_.by_publish[next_post_]);
    if (!campaign_.seedings.empty()) seed(hour);
    if (on_.engagers) retarget(hour);
    live_hour(hour);
  }
  ledger_.late = state_.calendar.late();
  if (audience_.layers.size() == 1) ledger_.layer_reach = {ledger_.reach_k[0]};
  state_.books.close(ledger_);
  return std::move(ledger_);
}

void Run::prepare() {
  state_.calendar.open(ledger_.hours, campaign_.start_hour_of_week, input_.timing);
  state_.standing.open(input_, on_);
  state_.books.open(ledger_, on_.buying);
  prepare_placements();
  prepare_clocks();
  prepare_posts();
  prepare_seedings();
  prepare_ads();
  prepare_people();
}

// Rows of events: the posts, the days of each ad, the seedings.
void Run::prepare_placements() {
  state_.placements.clear();
  for (std::uint32_t post = 0; post < ledger_.posts; ++post) {
    const std::uint32_t page = campaign_.posts[post].page;
    state_.placements.push_back({post, page, page, audience_.pages[page].layer, post});
    state_.placements.back().counted = !campaign_.posts[post].background;
    state_.placements.back().adverse = campaign_.posts[post].adverse;
  }
  for (std::uint32_t ad = 0; ad < campaign_.ads.size(); ++ad)
    for (std::uint32_t day = 0; day < input_.ads[ad].need.size(); ++day) {
      Placement placement = state_.placements[campaign_.ads[ad].post];
      placement.ad = ad;
      placement.day = day;
      state_.placements.push_back(placement);
    }
  for (const CampaignSeeding& seeding : campaign_.seedings) {
    Placement placement = state_.placements[seeding.post];
    placement.via = seeding.page;
    placement.layer = audience_.pages[seeding.page].layer;
    placement.onward = static_cast<std::uint32_t>(state_.placements.size());
    state_.placements.push_back(placement);
  }
}

void Run::prepare_clocks() {
  const std::vector<int>& hours = audience_.segment_hours;
  state_.clocks.clear();
  if (std::ranges::adjacent_find(hours, std::not_equal_to<>()) == hours.end()) return;
  for (const Page& page : audience_.pages) {
    std::vector<double>& people = state_.clocks.emplace_back(hours.size(), 0.0);
    for (const std::uint32_t agent : page.followers.agents) ++people[audience_.segment[AgentId{agent}]];
  }
}

// Day factor of each segment at that tick over its mean among the page's followers.
std::vector<double> Run::by_clock(std::uint32_t page, Tick at) const {
  std::vector<double> factors;
  if (state_.clocks.empty()) return factors;
  double sum = 0, people = 0;
  for (std::size_t segment = 0; segment < audience_.segment_hours.size(); ++segment) {
    const int own =
        static_cast<int>(state_.calendar.hour_of_week(at.value)) + audience_.segment_hours[segment];
    factors.push_back(day_factor(input_.timing[page], (own + 168) % 168));
    sum += state_.clocks[page][segment] * factors[segment];
    people += state_.clocks[page][segment];
  }
  for (double& factor : factors) factor = sum > 0 ? factor * people / sum : 1;
  return factors;
}

PostScene Run::scene_of(std::uint32_t post) const {
  const CampaignPost& planned = campaign_.posts[post];
  return {.audience = audience_,
          .post = planned,
          .behaviour = input_.behaviour[post],
          .page_key = campaign_.page_keys[planned.page],
          .world = world_,
          .row = post,
          .memory = input_.memory,
          .crowding = &state_.standing.crowding(),
          .fatigue = &state_.standing.fatigue(),
          .offer = planned.offer == kNoOffer ? nullptr : &input_.offers[planned.offer],
          .mood = input_.mood};
}

void Run::prepare_posts() {
  state_.posts.clear();
  state_.by_publish.resize(ledger_.posts);
  for (std::uint32_t row = 0; row < ledger_.posts; ++row) {
    state_.by_publish[row] = row;
    const std::vector<double> clocks = by_clock(campaign_.posts[row].page, campaign_.posts[row].publish);
    PostScene scene = scene_of(row);
    scene.by_clock = clocks;
    state_.posts.emplace_back(scene);
  }
  std::ranges::stable_sort(
      state_.by_publish, {}, [&](std::uint32_t row) { return campaign_.posts[row].publish; });
}

void Run::prepare_seedings() {
  state_.seedings.clear();
  const std::size_t first = state_.placements.size() - campaign_.seedings.size();
  for (std::size_t i = 0; i < campaign_.seedings.size(); ++i) {
    const CampaignSeeding& seeding = campaign_.seedings[i];
    CampaignPost placed = campaign_.posts[seeding.post];
    placed.page = seeding.page;
    const std::vector<double> clocks = by_clock(seeding.page, seeding.at);
    state_.seedings.emplace_back(PostScene{.audience = audience_,
                                           .post = placed,
                                           .behaviour = input_.behaviour[seeding.post],
                                           .page_key = campaign_.page_keys[seeding.page],
                                           .world = world_,
                                           .row = static_cast<std::uint32_t>(first + i),
                                           .seeding_intensity = input_.seedings[i].intensity,
                                           .by_clock = clocks});
  }
}

void Run::prepare_people() {
  const std::size_t agents = audience_.agents, posts = ledger_.posts;
  state_.exposed.assign((agents * posts + 63) / 64, 0);
  state_.shown.assign((agents * campaign_.ads.size() + 63) / 64, 0);
  state_.person.assign(agents, 0);
  state_.met.assign(audience_.layers.size() > 1 ? agents : 0, 0);
  state_.open_rows.assign(posts, {.hour = kUntouched});
  state_.touched.clear();
  state_.shares.clear();
  state_.momentum.assign(on_.discovery ? posts : 0, {});
  state_.remarks.assign(on_.tone ? posts : 0, {});
  state_.queues.assign(on_.discovery ? posts : 0, {});
  state_.engaged_pages.assign(on_.engagers ? agents : 0, 0);
  state_.engagers.assign(on_.engagers ? audience_.pages.size() : 0, {});
  ledger_.segment_reach.assign(segments_, 0);
  ledger_.segments.assign(posts * segments_, {});
  if (on_.growth) ledger_.follower_changes.resize((ledger_.hours + 23) / 24 * audience_.pages.size());
}

void Run::publish(std::uint32_t hour, std::uint32_t post) {
  count_events(hour, post, state_.posts[post].stage<Follow>().draw(audience_, Tick{hour}, state_.calendar));
}

void Run::seed(std::uint32_t hour) {
  for (std::size_t i = 0; i < campaign_.seedings.size(); ++i)
    if (campaign_.seedings[i].at.value == hour)
      count_events(
          hour, campaign_.seedings[i].post, state_.seedings[i].draw(audience_, Tick{hour}, state_.calendar));
}

void Run::live_hour(std::uint32_t hour) {
  std::vector<std::uint64_t>& events = state_.calendar.bucket(hour);
  if (events.empty()) return;
  sort_events(events, state_.spare, audience_.agents);
  if (all_)
    walk<true>(hour, events);
  else
    walk<false>(hour, events);
  pass_on(hour);
  if (on_.discovery) recommend(hour);
  close_hour();
}

void Run::pass_on(std::uint32_t hour) {
  for (const NotedShare& share : state_.shares) {
    const Placement& at = state_.placements[share.row];
    count_events(hour,
                 at.post,
                 state_.posts[at.post].stage<Share>().draw(
                     audience_, {share.sharer, Tick{hour}, at.onward, at.via}, state_.calendar));
  }
  state_.shares.clear();
}

// What the hour did to a post's momentum is seen by strangers from the next hour on.
void Run::recommend(std::uint32_t hour) {
  for (const std::uint32_t post : state_.touched) {
    const Discovery& discovery = state_.posts[post].stage<Discovery>();
    if (!discovery.on()) continue;
    count_events(
        hour,
        post,
        discovery.draw(audience_, {Tick{hour}, state_.momentum[post]}, state_.queues[post], state_.calendar));
  }
}

void Run::close_hour() {
  std::ranges::sort(state_.touched);
  for (const std::uint32_t post : state_.touched) {
    const HourCounts& row = ledger_.rows.emplace_back(state_.open_rows[post]);
    if (on_.tone) state_.remarks[post].add(row.actions[index_of(Action::comment)], row.negative);
    state_.open_rows[post] = {.hour = kUntouched};
  }
  state_.touched.clear();
}

}  // namespace gs
