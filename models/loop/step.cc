// What one event does: whether it comes up at all, whom it reaches, what he does about it. The first time a
// person meets a post is an exposure, and the occasion to act; a paid impression more is one display more.
#include "models/loop/run.h"

namespace gs {
namespace {

constexpr std::uint8_t kCounted = 10;       // exposures are counted up to reach_k's last k
constexpr std::uint8_t kEngagedBit = 0x80;  // beside them in one byte: has done anything in this run
constexpr std::size_t kAhead = 16;          // events whose lines are fetched before they are lived through

constexpr bool has(std::uint32_t acts, Action action) { return (acts >> index_of(action) & 1U) != 0; }

}  // namespace

// The lines `step` will touch: events of an hour are far apart in the columns of people.
template <bool kAll>
[[gnu::always_inline]] inline void Run::fetch(const Lines& lines, const Event& event) const {
  const std::uint64_t pair =
      static_cast<std::uint64_t>(event.agent.value) * lines.width + lines.placements[event.row].post;
  __builtin_prefetch(&lines.exposed[pair / 64], 1);
  __builtin_prefetch(&lines.person[event.agent.value], 1);
  __builtin_prefetch(&lines.persons[event.agent.value]);
  if (event.source != Source::follow) __builtin_prefetch(&audience_.follows[event.agent]);
  if constexpr (kAll) {
    state_.standing.fetch(event.agent);
    if (segments_ > 0) __builtin_prefetch(&audience_.segment[event.agent]);
  }
}

// Whether the feed still puts it before him: not of a page he hid; by following only while he follows; where
// the page's other posts leave room.
bool Run::comes_up(std::uint32_t hour, const Event& event, const Placement& at) const {
  const Standing& standing = state_.standing;
  if (at.adverse) return true;  // others' talk
  if (standing.hides(event.agent, at.page)) return false;
  if (event.source == Source::follow && on_.growth && !standing.follows(event.agent, at.page)) return false;
  if (!standing.is_crowded(at.page) || !Crowding::thins(event.source)) return true;
  return state_.posts[at.post].stage<Crowding>().draw(audience_.person[event.agent],
                                                      standing.crowd(event.agent, at.page, hour));
}

// True the first time a person meets a post.
[[gnu::always_inline]] inline bool Run::is_new(const Lines& lines, AgentId agent, std::uint32_t post) {
  const std::uint64_t pair = agent.value * lines.width + post;
  std::uint64_t& word = lines.exposed[pair / 64];
  const std::uint64_t bit = std::uint64_t{1} << pair % 64;
  if (word & bit) return false;
  word |= bit;
  return true;
}

[[gnu::always_inline]] inline void Run::count_person(const Lines& lines,
                                                     const HourCounts& row,
                                                     const Event& event) {
  std::uint8_t& person = lines.person[event.agent.value];
  const std::uint8_t before = person & static_cast<std::uint8_t>(~kEngagedBit);
  if (before >= kCounted) return;
  ++person;
  ++ledger_.reach_k[before];
  if (before > 0) return;
  ++ledger_.first_exposures[row.hour * kSources + index_of(event.source)];
  if (segments_ > 0) ++ledger_.segment_reach[audience_.segment[event.agent]];
}

// With one layer its reach is everybody's (see live).
[[gnu::always_inline]] inline void Run::count_layer(AgentId agent, std::uint32_t layer) {
  if (state_.met.empty()) return;
  std::uint16_t& met = state_.met[agent.value];
  const auto bit = static_cast<std::uint16_t>(1U << layer);
  ledger_.layer_reach[layer] += met & bit ? 0U : 1U;
  met |= bit;
}

[[gnu::always_inline]] inline void Run::engage(const Lines& lines,
                                               const Event& event,
                                               HourCounts& row,
                                               std::uint8_t kinds) {
  ++row.engaged;
  for (std::size_t k = 0; k < kActs; ++k) row.actions[k] += kinds >> k & 1U;
  if (lines.placements[event.row].counted) {
    std::uint8_t& person = lines.person[event.agent.value];
    if (!(person & kEngagedBit)) ++ledger_.first_engaged[row.hour];
    person |= kEngagedBit;
  }
  if (has(kinds, Action::share)) state_.shares.push_back({event.agent, event.row});
}

[[gnu::always_inline]] inline HourCounts& Run::row_of(const Lines& lines,
                                                      std::uint32_t hour,
                                                      std::uint32_t post) {
  HourCounts& row = lines.open_rows[post];
  if (row.hour != kUntouched) return row;
  row.hour = hour;
  row.post = post;
  state_.touched.push_back(post);
  return row;
}

template <bool kAll>
[[gnu::always_inline]] inline bool Run::follows(AgentId agent, std::uint32_t page) const {
  return kAll ? state_.standing.follows(agent, page) : gs::follows(audience_, agent, page) != 0;
}

template <bool kAll>
[[gnu::always_inline]] inline void Run::step(const Lines& lines, std::uint32_t hour, const Event& event) {
  const Placement& at = lines.placements[event.row];
  if constexpr (kAll)
    if (!comes_up(hour, event, at)) return;
  const bool first = is_new(lines, event.agent, at.post), paid = event.source == Source::paid;
  if (!first && !paid) return;
  const Prepared& post = lines.posts[at.post];
  const std::uint32_t person = lines.persons[event.agent.value];
  // Who sees by following follows: most events need not look it up.
  const bool is_follower = event.source == Source::follow || follows<kAll>(event.agent, at.page);
  const std::size_t source = index_of(event.source);
  HourCounts& row = row_of(lines, hour, at.post);
  const std::uint32_t displays = paid ? 1 : post.stage<Displays>().draw(person);
  row.displays[source] += displays;
  row.follower_displays[source] += is_follower ? displays : 0U;
  row.exposures[source] += first ? 1U : 0U;
  row.follower_exposures[source] += first && is_follower ? 1U : 0U;
  if (at.counted) {
    count_person(lines, row, event);
    if (first) count_layer(event.agent, at.layer);
  }
  if constexpr (kAll) {
    meet(lines, {event, at, person, is_follower, first, displays}, row);
  } else {
    if (paid) show_ad<false>({event, at, person, is_follower, first, displays}, row);
    if (!first) return;
    const Acts::Outcome outcome = post.stage<Acts>().draw(person);
    if (outcome.engaged) engage(lines, event, row, outcome.kinds);
  }
}

template <bool kAll>
void Run::walk(std::uint32_t hour, const std::vector<std::uint64_t>& events) {
  const Lines lines{.placements = state_.placements.data(),
                    .posts = state_.posts.data(),
                    .persons = audience_.person.rows.data(),
                    .exposed = state_.exposed.data(),
                    .person = state_.person.data(),
                    .open_rows = state_.open_rows.data(),
                    .width = ledger_.posts};
  const std::size_t count = events.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (i + kAhead < count) fetch<kAll>(lines, unpack(events[i + kAhead]));
    step<kAll>(lines, hour, unpack(events[i]));
  }
}

template void Run::walk<true>(std::uint32_t, const std::vector<std::uint64_t>&);
template void Run::walk<false>(std::uint32_t, const std::vector<std::uint64_t>&);

// What mechanisms make of an exposure or of one more paid impression.
void Run::meet(const Lines& lines, Meeting meeting, HourCounts& row) {
  if (meeting.at.adverse) return meet_talk(lines, meeting, row);
  const Event& event = meeting.event;
  const Prepared& post = lines.posts[row.post];
  if (event.source == Source::paid) meeting.nth = state_.standing.paid_again(event.agent, row.hour);
  if (SegmentCounts* segment = segment_of(meeting)) segment->displays += meeting.displays;
  std::uint32_t response = Fading::kWhole;
  if (on_.fatigue && (campaign_.brand_pages >> meeting.at.page & 1U))
    response = post.stage<Fatigue>().draw(state_.standing.tired(event.agent, row.hour));
  remember(meeting, row.hour);
  if (event.source == Source::paid) show_ad<true>(meeting, row);
  if (!meeting.first) return hide_at_last(meeting, row);
  const Acts::Outcome outcome = post.stage<Acts>().draw(meeting.person, response);
  if (outcome.engaged) {
    engage(lines, event, row, outcome.kinds);
    if (on_.engagers) note_engaged(meeting);
    if (on_.buying && has(outcome.kinds, Action::click)) buy(meeting, row);
    if (on_.tone && has(outcome.kinds, Action::comment))
      row.negative +=
          post.stage<Tone>().draw(meeting.person, state_.standing.is_upset(event.agent, meeting.at.page));
  }
  count_exposure(meeting, outcome);
  if (on_.rare) act_rarely(meeting, row, outcome.engaged);
}

// What the person's next events will find: one exposure more of the page, one of the brand.
void Run::remember(const Meeting& meeting, std::uint32_t hour) {
  const Event& event = meeting.event;
  if (on_.fatigue && (campaign_.brand_pages >> meeting.at.page & 1U)) state_.standing.tire(event.agent, hour);
  if (state_.standing.is_crowded(meeting.at.page) && Crowding::thins(event.source))
    state_.standing.crowd_more(event.agent, meeting.at.page, hour);
}

SegmentCounts* Run::segment_of(const Meeting& meeting) {
  if (segments_ == 0) return nullptr;
  return &ledger_.segments[static_cast<std::size_t>(meeting.at.post) * segments_ +
                           audience_.segment[meeting.event.agent]];
}

void Run::count_exposure(const Meeting& meeting, const Acts::Outcome& outcome) {
  if (SegmentCounts* segment = segment_of(meeting)) {
    ++segment->exposures;
    segment->engaged += outcome.engaged ? 1U : 0U;
    if (outcome.kinds != 0)
      for (std::size_t k = 0; k < kActs; ++k) segment->actions[k] += outcome.kinds >> k & 1U;
  }
  if (!on_.discovery) return;
  Momentum& momentum = state_.momentum[meeting.at.post];
  momentum.followed += meeting.event.source == Source::follow ? 1U : 0U;
  momentum.exposures += 1;
  momentum.engaged += outcome.engaged ? 1U : 0U;
}

// One more impression of an ad may be the one that makes a person hide the page.
void Run::hide_at_last(const Meeting& meeting, HourCounts& row) {
  if (!on_.hides) return;
  carry_out(
      meeting,
      row,
      state_.posts[row.post].stage<RareActs>().draw_again({.key = meeting.person,
                                                           .follows = meeting.follows,
                                                           .often = meeting.nth >= Frequency::kOften,
                                                           .put_off = is_put_off(meeting)},
                                                          campaign_.ads[meeting.at.ad].key,
                                                          occasion_of(meeting.at.day, meeting.event.round)));
}

void Run::act_rarely(const Meeting& meeting, HourCounts& row, bool engaged) {
  const RareActs& rare = state_.posts[meeting.at.post].stage<RareActs>();
  std::uint32_t acts = rare.draw({.key = meeting.person,
                                  .engaged = engaged,
                                  .follows = meeting.follows,
                                  .often = meeting.nth >= Frequency::kOften,
                                  .put_off = is_put_off(meeting)});
  if (has(acts, Action::follow) && state_.standing.has_left(meeting.event.agent, meeting.at.page))
    acts &= ~(1U << index_of(Action::follow));
  carry_out(meeting, row, acts);
}

void Run::carry_out(const Meeting& meeting, HourCounts& row, std::uint32_t acts) {
  if (acts == 0) return;
  const AgentId agent = meeting.event.agent;
  SegmentCounts* segment = segment_of(meeting);
  for (std::size_t k = kActs; k < kActions; ++k) {
    row.actions[k] += acts >> k & 1U;
    if (segment) segment->actions[k] += acts >> k & 1U;
  }
  if (has(acts, Action::follow)) begin_to_follow(meeting, row.hour);
  if (has(acts, Action::unfollow)) {
    state_.standing.leave(agent, meeting.at.page);
    ++change_of(meeting, row.hour).lost;
  }
  if (has(acts, Action::hide)) state_.standing.hide(agent, meeting.at.page);
}

FollowerChange& Run::change_of(const Meeting& meeting, std::uint32_t hour) {
  return ledger_.follower_changes[hour / 24 * audience_.pages.size() + meeting.at.page];
}

// The coins of what the page will post, and what will be placed at it, by the address of any follower's.
void Run::begin_to_follow(const Meeting& meeting, std::uint32_t hour) {
  const AgentId agent = meeting.event.agent;
  const std::uint32_t page = meeting.at.page;
  state_.standing.follow(agent, page);
  ++change_of(meeting, hour).gained;
  std::uint64_t made = 0;
  for (std::size_t i = next_post_; i < state_.by_publish.size(); ++i) {
    const std::uint32_t post = state_.by_publish[i];
    if (campaign_.posts[post].page != page) continue;
    made += state_.posts[post].stage<Follow>().draw_one(
        audience_, agent, campaign_.posts[post].publish, state_.calendar);
  }
  for (std::size_t i = 0; i < campaign_.seedings.size(); ++i)
    if (campaign_.seedings[i].page == page && campaign_.seedings[i].at.value > hour)
      made += state_.seedings[i].draw_one(audience_, agent, campaign_.seedings[i].at, state_.calendar);
  count_events(hour, meeting.at.post, made);
}

void Run::note_engaged(const Meeting& meeting) {
  const AgentId agent = meeting.event.agent;
  std::uint64_t& pages = state_.engaged_pages[agent.value];
  const std::uint64_t bit = std::uint64_t{1} << meeting.at.page;
  if (pages & bit) return;
  pages |= bit;
  People& engagers = state_.engagers[meeting.at.page];
  engagers.agents.push_back(agent.value);
  engagers.persons.push_back(meeting.person);
  engagers.classes.push_back(audience_.activity_class[agent]);
}

// Talk against a page: whoever meets it is upset with the page, and may pass it on, less readily once it is
// answered. Nothing the page does, and nothing people did with its posts, changes whom it reaches.
void Run::meet_talk(const Lines& lines, const Meeting& meeting, HourCounts& row) {
  const std::uint32_t response =
      row.hour < campaign_.posts[row.post].answered
          ? Fading::kWhole
          : static_cast<std::uint32_t>(input_.behaviour[row.post].answered * Fading::kWhole);
  const Acts::Outcome outcome = lines.posts[row.post].stage<Acts>().draw(meeting.person, response);
  if (SegmentCounts* segment = segment_of(meeting)) segment->displays += meeting.displays;
  if (outcome.engaged) engage(lines, meeting.event, row, outcome.kinds);
  count_exposure(meeting, outcome);
  state_.standing.upset(meeting.event.agent, meeting.at.page);
}

bool Run::is_put_off(const Meeting& meeting) const {
  if (input_.mood.puts_off == 1) return false;
  if (state_.standing.is_upset(meeting.event.agent, meeting.at.page)) return true;
  return on_.tone && state_.remarks[meeting.at.post].negative > 0 &&
         state_.posts[meeting.at.post].stage<Tone>().meets(meeting.person, state_.remarks[meeting.at.post]);
}

// What a click on the post leads to; an ad's clicks are counted with its impressions.
void Run::buy(const Meeting& meeting, const HourCounts& row) {
  if (meeting.event.source == Source::paid) return;
  const Buying& buying = state_.posts[meeting.at.post].stage<Buying>();
  if (!buying.on()) return;
  state_.books.click(
      buying, {row.hour, row.post, meeting.event.source, meeting.person}, buying.draw(meeting.person));
}

}  // namespace gs
