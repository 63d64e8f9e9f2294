// Events: kinds this build knows, days that touch the plan, an effect. Does not: adverse events, whose
// comments, hides and answers nothing simulates.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scenarios/document/parts/members.h"
#include "scenarios/document/parts/parts.h"
#include "scenarios/document/read.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

constexpr std::array<std::string_view, 3> kKinds{"holiday", "promotion", "rival_launch"};

struct EventPlace {
  ScenarioEvent& event;
  JsonView view;
  JsonView at(const std::string& key) const { return view.find(key).value_or(view); }
};

void settle_kind(const EventPlace& place) {
  const ScenarioEvent& event = place.event;
  if (event.kind.starts_with("adverse"))
    place.at("kind").refuse("this build does not simulate adverse events yet; remove it",
                            "a forecast that ignored it in silence would mislead",
                            "S03");
  if (std::ranges::find(kKinds, event.kind) == kKinds.end())
    place.at("kind").refuse(
        in_quotes(event.kind) + "; known: holiday, promotion, rival_launch", "use one of them", "S04");
  if (event.kind != "holiday" && !event.activity && !event.engagement && !event.ad_prices)
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

void settle_days(const EventPlace& place, const Scenario& scenario) {
  ScenarioEvent& event = place.event;
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

}  // namespace

void settle_events(Scenario& scenario, const JsonDocument& document) {
  const auto all = JsonView(document).find("events");
  for (auto& [id, event] : scenario.events) {
    const EventPlace place{event, *all->find(id)};
    settle_kind(place);
    settle_days(place, scenario);
  }
}

}  // namespace gs
