// Ads of a run: before hour 0 those aimed at given people are delivered, one after another, straight into the
// calendar; those aimed at engagers day by day, as the day opens. An impression is shown when its hour comes,
// unless the person has hidden the page, and counted, priced and clicked then.
#include <algorithm>

#include "models/loop/run.h"

namespace gs {
namespace {

// Hour of the flight's day at which a person whose clock is ahead meets what falls on an hour of his own day.
std::uint32_t plan_hour(std::uint32_t own_hour, std::uint32_t ahead) {
  return (own_hour + 24 * 8 - ahead % 24) % 24;
}

// Those of the people, in their order, who are among the others, whose agents ascend.
People among(const People& people, const People& others) {
  People kept;
  for (std::size_t i = 0; i < people.agents.size(); ++i) {
    if (!std::ranges::binary_search(others.agents, people.agents[i])) continue;
    kept.agents.push_back(people.agents[i]);
    kept.persons.push_back(people.persons[i]);
    kept.classes.push_back(people.classes[i]);
  }
  return kept;
}

}  // namespace

void Run::prepare_ads() {
  state_.ads.clear();
  ledger_.ads.resize(campaign_.ads.size());
  std::uint32_t row = ledger_.posts;
  for (std::size_t i = 0; i < campaign_.ads.size(); ++i) {
    const CampaignAd& ad = campaign_.ads[i];
    const AdBehaviour& behaviour = input_.ads[i];
    const std::uint32_t offer = ad.offer != kNoOffer ? ad.offer : campaign_.posts[ad.post].offer;
    PreparedAd prepared{
        .flight = flight_of(ad, behaviour),
        .hours = AdHours(ad.hours),
        .click = threshold_of(behaviour.click),
        .buying =
            Buying(world_, ad.key, behaviour.visit, offer == kNoOffer ? nullptr : &input_.offers[offer]),
        .first_row = row};
    for (const double click : behaviour.click_of_segment) prepared.clicks.push_back(threshold_of(click));
    const std::size_t days = behaviour.need.size();
    for (std::uint32_t occasion = 0; occasion < days * kMostRounds; ++occasion) {
      if (occasion % kMostRounds >= ad.cap) continue;
      prepared.hour_streams.push_back(hour_stream(prepared.flight, occasion, world_));
      if (prepared.click > 0)
        prepared.click_streams.push_back(click_stream(prepared.flight, occasion, world_));
      if (prepared.buying.view_per_impression() > 0)
        prepared.view_streams.push_back(prepared.buying.view_stream(occasion));
    }
    ledger_.ads[i].impressions.assign(days, 0);
    row += static_cast<std::uint32_t>(days);
    state_.ads.push_back(std::move(prepared));
  }
}

void Run::deliver_ad(std::uint32_t row) {
  if (input_.stop) throw Interrupted("stopped while worlds were simulated");
  const CampaignAd& ad = campaign_.ads[row];
  if (ad.engagers_of != kNobodys) return;
  for (const Served& served : deliver(state_.ads[row].flight, ad.people, audience_.activity, world_))
    schedule(row, served);
}

void Run::retarget(std::uint32_t hour) {
  for (std::uint32_t row = 0; row < campaign_.ads.size(); ++row) {
    const CampaignAd& ad = campaign_.ads[row];
    if (ad.engagers_of == kNobodys || hour < ad.first_hour || (hour - ad.first_hour) % 24 != 0) continue;
    const Flight& flight = state_.ads[row].flight;
    const std::uint32_t day = (hour - ad.first_hour) / 24;
    if (day >= flight.need.size()) continue;
    const People& engagers = state_.engagers[ad.engagers_of];
    const People& people = ad.engagers_among ? among(engagers, ad.people) : engagers;
    for (const Served& served : deliver_day({flight, day}, people, audience_.activity, world_))
      schedule(row, served);
  }
}

// What falls behind the horizon is not shown, so not paid; what falls before the post is out waits for it.
void Run::schedule(std::uint32_t row, const Served& served) {
  const CampaignAd& ad = campaign_.ads[row];
  const PreparedAd& prepared = state_.ads[row];
  const std::uint32_t person = audience_.person[served.agent];
  const std::uint64_t stream = prepared.hour_streams[served.day * ad.cap + served.round];
  const std::uint32_t own_hour = prepared.hours.at(static_cast<std::uint32_t>(coin_word(stream, person)));
  const std::uint32_t drawn =
      ad.first_hour + served.day * 24 + plan_hour(own_hour, clock_ahead(audience_, served.agent));
  const std::uint32_t hour = std::max(drawn, campaign_.posts[ad.post].publish.value);
  if (hour >= ledger_.hours) return;
  state_.calendar.put_at(hour, {served.agent, prepared.first_row + served.day, Source::paid, served.round});
  count_events(hour, ad.post, 1);
}

template <bool kAll>
void Run::show_ad(const Meeting& meeting, const HourCounts& row) {
  const Placement& at = meeting.at;
  const PreparedAd& ad = state_.ads[at.ad];
  AdCounts& counts = ledger_.ads[at.ad];
  ++counts.impressions[at.day];
  const std::uint64_t seen =
      static_cast<std::uint64_t>(meeting.event.agent.value) * campaign_.ads.size() + at.ad;
  std::uint64_t& word = state_.shown[seen / 64];
  const std::uint64_t bit = std::uint64_t{1} << seen % 64;
  counts.reach += word & bit ? 0U : 1U;
  word |= bit;
  const std::size_t stream = at.day * campaign_.ads[at.ad].cap + meeting.event.round;
  std::uint64_t click =
      ad.clicks.empty() ? ad.click : ad.clicks[gs::segment_of(audience_, meeting.event.agent)];
  if constexpr (kAll) click = click * state_.posts[at.post].stage<Frequency>().draw(meeting.nth) >> 16;
  const bool clicked =
      click > 0 && static_cast<std::uint32_t>(coin_word(ad.click_streams[stream], meeting.person)) < click;
  counts.clicks += clicked ? 1U : 0U;
  if constexpr (kAll) {
    if (!ad.buying.on()) return;
    const Occasion occasion{row.hour, row.post, Source::paid, meeting.person, &counts};
    if (clicked)
      state_.books.click(
          ad.buying, occasion, ad.buying.draw(meeting.person, occasion_of(at.day, meeting.event.round)));
    else if (!ad.view_streams.empty())
      state_.books.view(ad.buying, occasion, ad.buying.draw_view(ad.view_streams[stream], meeting.person));
  }
}

template void Run::show_ad<true>(const Meeting&, const HourCounts&);
template void Run::show_ad<false>(const Meeting&, const HourCounts&);

}  // namespace gs
