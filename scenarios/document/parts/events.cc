// Events: kinds this build knows, days that touch the plan, an effect; of an adverse one whose page it is
// about and when it begins. Does not: know which talk is to be expected.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scenarios/document/parts/members.h"
#include "scenarios/document/parts/parts.h"
#include "scenarios/document/read.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

constexpr std::array<std::string_view, 4> kKinds{"holiday", "promotion", "rival_launch", "adverse"};

struct EventPlace {
  ScenarioEvent& event;
  JsonView view;
  JsonView at(const std::string& key) const { return view.find(key).value_or(view); }
};

void settle_kind(const EventPlace& place) {
  const ScenarioEvent& event = place.event;
  if (std::ranges::find(kKinds, event.kind) == kKinds.end())
    place.at("kind").refuse(in_quotes(event.kind) + "; known: holiday, promotion, rival_launch, adverse",
                            "use one of them",
                            "S04");
  if (event.kind != "holiday" && event.kind != "adverse" && !event.activity && !event.engagement &&
      !event.ad_prices)
    place.view.refuse(
        "no effect", "say what it changes, times the usual: activity, engagement or ad_prices", "S04");
}

CivilTime date_of(const EventPlace& place, const std::string& key, const std::string& text) {
  const auto time = parse_iso(text);
  if (time && !time->has_time) return time->civil;
  if (time) place.at(key).refuse(in_quotes(text) + " has a time of day", "write the date alone", "S04");
  const TimeComplaint complaint = complaint_about_time(text);
  place.at(key).refuse(complaint.what, complaint.remedy, complaint.code);
}

// Keys of the other kinds: ignored in silence they would mislead.
void refuse_keys(const EventPlace& place, std::initializer_list<const char*> keys, const char* remedy) {
  for (const char* key : keys)
    if (const auto value = place.view.find(key))
      value->refuse_key(fmt::format("means nothing at {}", in_quotes(place.event.kind)), remedy, "S04");
}

void settle_days(const EventPlace& place, const Scenario& scenario) {
  ScenarioEvent& event = place.event;
  if (event.start.empty()) place.view.refuse("'start' is missing", "first day", "S04");
  event.first = date_of(place, "start", event.start);
  event.last = event.end.empty() ? event.first : date_of(place, "end", event.end);
  if (event.last < event.first)
    place.at("end").refuse(
        fmt::format("end {} is before start {}", to_iso_date(event.last), to_iso_date(event.first)),
        "swap them",
        "S11");
  const bool early = event.last < scenario.start, late = scenario.end < event.first;
  if (early || late)
    place.at("start").refuse(fmt::format("the event is over on {}, the plan runs from {} to {}",
                                         to_iso_date(event.last),
                                         to_iso_date(scenario.start),
                                         to_iso_date(scenario.end)),
                             "move it or the plan's dates",
                             "S11");
}

// Pages of ours that post in the plan.
std::vector<std::string> posting_pages(const Scenario& scenario) {
  std::vector<std::string> pages;
  for (const auto& [id, post] : scenario.plan) pages.push_back(post.account);
  std::ranges::sort(pages);
  pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
  return pages;
}

void settle_whose(const EventPlace& place, const Scenario& scenario) {
  ScenarioEvent& event = place.event;
  const std::vector<std::string> pages = posting_pages(scenario);
  if (event.account.empty() && pages.size() != 1)
    place.view.refuse("'account' is missing", "say which page of yours people talk against", "S04");
  if (event.account.empty()) event.account = pages.front();
  if (std::ranges::find(pages, event.account) == pages.end())
    refuse_unknown(place.at("account"), "page", event.account, pages);
}

void settle_moment(const EventPlace& place, Scenario& scenario) {
  ScenarioEvent& event = place.event;
  if (event.at.empty() == event.start.empty())
    place.view.refuse(event.at.empty() ? "neither at nor start" : "at and start",
                      "say once when the talk begins: at, or start for noon of a day",
                      "S04");
  const std::string key = event.at.empty() ? "start" : "at";
  if (event.at.empty()) {
    CivilTime noon = date_of(place, key, event.start);
    noon.hour = 12;
    event.moment = to_instant(noon, scenario.timezone).instant;
  } else {
    event.moment = instant_of(event.at, place.at(key), scenario);
  }
  CivilTime day = to_civil(event.moment, scenario.timezone);
  day.hour = day.minute = day.second = 0;
  if (day < scenario.start || scenario.end < day)
    place.at(key).refuse(fmt::format("the event is on {}, the plan runs from {} to {}",
                                     to_iso_date(day),
                                     to_iso_date(scenario.start),
                                     to_iso_date(scenario.end)),
                         "move it or the plan's dates",
                         "S11");
}

}  // namespace

void settle_events(Scenario& scenario, const JsonDocument& document) {
  const auto all = JsonView(document).find("events");
  for (auto& [id, event] : scenario.events) {
    const EventPlace place{event, *all->find(id)};
    settle_kind(place);
    if (event.kind == "adverse") {
      refuse_keys(place, {"end", "activity", "engagement", "ad_prices"}, "remove it: talk spreads by itself");
      settle_whose(place, scenario);
      settle_moment(place, scenario);
    } else {
      refuse_keys(place,
                  {"account", "at", "reach", "spread", "answered_after_hours"},
                  "remove it, or make the event adverse");
      settle_days(place, scenario);
    }
  }
}

}  // namespace gs
