// What an ad needs of the rest of the document: its post, a flight inside the plan, a budget that says one
// thing, a price in the plan's currency. Does not: convert currencies.
#include <fmt/format.h>

#include "core/nearest.h"
#include "models/platform.h"
#include "scenarios/document/read.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

// One ad and where its words stand.
struct AdPlace {
  const std::string& id;
  ScenarioAd& ad;
  JsonView view;
  JsonView at(const std::string& key) const { return view.find(key).value_or(view); }
};

const ScenarioPost& settle_post(const AdPlace& place, const Scenario& scenario) {
  const auto found = scenario.plan.find(place.ad.post);
  if (found == scenario.plan.end()) {
    std::vector<std::string> known;
    for (const auto& [id, post] : scenario.plan) known.push_back(id);
    const std::string close = nearest(place.ad.post, known);
    place.at("post").refuse("no post " + in_quotes(place.ad.post) + " in the plan",
                            close.empty() ? "name a post under /plan" : "did you mean '" + close + "'?",
                            "S15");
  }
  if (place.ad.platform.empty()) place.ad.platform = found->second.platform;
  if (place.ad.platform != found->second.platform)
    place.at("platform")
        .refuse(fmt::format("the post is on {}, not on {}", found->second.platform, place.ad.platform),
                "leave the key out",
                "S15");
  return found->second;
}

void settle_budget(const AdPlace& place) {
  const ScenarioAd& ad = place.ad;
  if (!ad.daily_budget && !ad.total_budget)
    place.view.refuse("no budget", "give daily_budget or total_budget", "S04");
  if (ad.daily_budget && ad.total_budget)
    place.at("total_budget").refuse("daily_budget and total_budget", "give one of them", "S14");
}

CivilTime date_at(const AdPlace& place, const std::string& key, const std::string& text) {
  const auto time = parse_iso(text);
  if (time && !time->has_time) return time->civil;
  if (time) place.at(key).refuse(in_quotes(text) + " has a time of day", "write the date alone", "S04");
  const TimeComplaint complaint = complaint_about_time(text);
  place.at(key).refuse(complaint.what, complaint.remedy, complaint.code);
}

void settle_flight(const AdPlace& place, const ScenarioPost& post, const Scenario& scenario) {
  ScenarioAd& ad = place.ad;
  CivilTime published = to_civil(post.published, scenario.timezone);
  published.hour = published.minute = published.second = 0;
  ad.first = ad.start.empty() ? published : date_at(place, "start", ad.start);
  ad.last = ad.end.empty() ? scenario.end : date_at(place, "end", ad.end);
  if (ad.first < published)
    place.at("start").refuse(
        fmt::format(
            "the ad starts on {}, its post is out on {}", to_iso_date(ad.first), to_iso_date(published)),
        "start it on the post's day or later",
        "S11");
  if (ad.last < ad.first)
    place.at("end").refuse(
        fmt::format("end {} is before start {}", to_iso_date(ad.last), to_iso_date(ad.first)),
        "swap them",
        "S11");
  if (scenario.end < ad.last)
    place.at("end").refuse(
        fmt::format("the flight ends on {}, the plan on {}", to_iso_date(ad.last), to_iso_date(scenario.end)),
        "end it with the plan, or plan longer",
        "S11");
}

void settle_price(const AdPlace& place, const Scenario& scenario) {
  if (place.ad.cpm) return;
  const Platform* platform = find_platform(place.ad.platform);
  if (platform != nullptr && platform->currency == scenario.currency) return;
  place.at("bid").refuse(fmt::format("no price of {} is known in {}", place.ad.platform, scenario.currency),
                         "say what 1000 impressions cost you: bid.cpm",
                         "S04");
}

void settle_people(const AdPlace& place) {
  std::string& followers = place.ad.followers;
  if (followers.empty()) followers = "all";
  if (followers != "all" && followers != "only" && followers != "none")
    place.at("targeting").refuse("followers: " + in_quotes(followers), "write all, only or none", "S04");
}

}  // namespace

void settle_ads(Scenario& scenario, const JsonDocument& document) {
  const auto ads = JsonView(document).find("ads");
  for (auto& [id, ad] : scenario.ads) {
    const AdPlace place{id, ad, *ads->find(id)};
    const ScenarioPost& post = settle_post(place, scenario);
    settle_budget(place);
    settle_flight(place, post, scenario);
    settle_price(place, scenario);
    settle_people(place);
  }
}

}  // namespace gs
