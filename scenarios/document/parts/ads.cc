// Ad sets: read by their tables, then what they need of the rest of the document: a post, a flight inside the
// plan, a budget that says one thing, a price in the plan's currency, people to be shown to. Does not:
// convert currencies.
#include <fmt/format.h>

#include <algorithm>

#include "models/platform.h"
#include "scenarios/document/parts/members.h"
#include "scenarios/document/parts/parts.h"
#include "scenarios/document/parts/words.h"
#include "scenarios/document/read.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

// An object inside a member whose keys stand in the same struct.
template <std::size_t N>
void read_part(const JsonView& ad,
               const std::string& key,
               const std::array<Field<ScenarioAd>, N>& fields,
               ScenarioAd& out) {
  const auto part = ad.find(key);
  if (!part) return;
  Names known = keys_of(fields);
  if (key == "targeting") known.emplace_back(kAdSegments);
  part->only_keys(known);
  read_fields(*part, fields, out);
}

void read_segments(const JsonView& targeting, ScenarioAd& ad) {
  const auto segments = targeting.find(std::string(kAdSegments));
  if (!segments) return;
  for (const auto& [id, wanted] : segments->members()) ad.segments[id] = wanted.flag();
}

// One ad and where its words stand.
struct AdPlace {
  const std::string& id;
  ScenarioAd& ad;
  JsonView view;
  JsonView at(const std::string& key) const { return view.find(key).value_or(view); }
};

const ScenarioPost& settle_post(const AdPlace& place, const Scenario& scenario) {
  const auto found = scenario.plan.find(place.ad.post);
  if (found == scenario.plan.end()) refuse_unknown_post(place.at("post"), place.ad.post, scenario);
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
    place.at("end").refuse(fmt::format("end {} is before {} {}",
                                       to_iso_date(ad.last),
                                       ad.start.empty() ? "its post's day" : "start",
                                       to_iso_date(ad.first)),
                           ad.start.empty() ? "end it on that day or later" : "swap them",
                           "S11");
  if (scenario.end < ad.last)
    place.at("end").refuse(
        fmt::format("the flight ends on {}, the plan on {}", to_iso_date(ad.last), to_iso_date(scenario.end)),
        "end it with the plan, or plan longer",
        "S11");
}

constexpr std::array<std::string_view, 5> kPacings{"even", "early", "late", "weekdays", "weekends"};

void settle_pacing(const AdPlace& place) {
  ScenarioAd& ad = place.ad;
  if (ad.pacing.empty()) ad.pacing = "even";
  if (std::ranges::find(kPacings, ad.pacing) == kPacings.end())
    place.at("pacing").refuse(
        in_quotes(ad.pacing) + "; known: even, early, late, weekdays, weekends", "use one of them", "S04");
  if (ad.daily_budget && (ad.pacing == "early" || ad.pacing == "late"))
    place.at("pacing").refuse("a daily budget is the same on every day", "give total_budget instead", "S14");
  const Money any = ad.daily_budget.value_or(ad.total_budget.value_or(Money{}));
  if (any.micros > 0 && std::ranges::none_of(pacing_weights(ad), [](std::int64_t w) { return w > 0; }))
    place.at("pacing").refuse(
        fmt::format("none of the {} from {} to {}", ad.pacing, to_iso_date(ad.first), to_iso_date(ad.last)),
        "move the flight, or pace it even",
        "S11");
}

void settle_price(const AdPlace& place, const Scenario& scenario) {
  if (place.ad.cpm && place.ad.cpc) place.at("bid").refuse("cpm and cpc", "give one of them", "S14");
  if (place.ad.cpm || place.ad.cpc) return;
  const Platform* platform = find_platform(place.ad.platform);
  if (platform != nullptr && platform->currency == scenario.currency) return;
  if (scenario.learnt_currencies.contains(scenario.currency)) return;  // asked again of the page's own ads
  place.at("bid").refuse(fmt::format("no price of {} is known in {}", place.ad.platform, scenario.currency),
                         "say what 1000 impressions or a click cost you: bid.cpm or bid.cpc",
                         "S04");
}

bool is_aimed(const ScenarioAd& ad) {
  return !ad.gender.empty() || !ad.age.empty() || !ad.place.empty() || !ad.interests.empty() ||
         !ad.segments.empty();
}

bool shares_interest(const ScenarioAd& ad, const ScenarioSegment& segment) {
  const std::vector<std::string> wanted = interests_of(ad.interests), held = interests_of(segment.interests);
  return wanted.empty() || std::ranges::any_of(wanted, [&](const std::string& interest) {
           return std::ranges::find(held, interest) != held.end();
         });
}

// A segment without ages of its own is of all ages, and so never lies inside the wanted ones.
bool fits_age(const ScenarioAd& ad, const ScenarioSegment& segment) {
  if (ad.age.empty()) return true;
  const auto wanted = ages_of(ad.age), held = ages_of(segment.age);
  return wanted && held && wanted->from <= held->from && held->to <= wanted->to;
}

bool fits(const ScenarioAd& ad, const std::string& id, const ScenarioSegment& segment) {
  const auto flag = ad.segments.find(id);
  const bool named = ad.segments.empty() || (flag != ad.segments.end() && flag->second);
  return named && (ad.gender.empty() || ad.gender == segment.gender) && fits_age(ad, segment) &&
         (ad.place.empty() || folded_id(ad.place) == folded_id(segment.place)) &&
         shares_interest(ad, segment);
}

// A page of the brand on the ad's platform.
void check_page(const AdPlace& place, const std::string& account, const Scenario& scenario) {
  std::vector<std::string> known;
  for (const auto& [id, post] : scenario.plan)
    if (post.platform == place.ad.platform && std::ranges::find(known, post.account) == known.end())
      known.push_back(post.account);
  if (std::ranges::find(known, account) == known.end())
    refuse_unknown(place.at("targeting"), "page on " + place.ad.platform, account, known);
}

// People by what they did or whom they resemble: what it rests on must be there.
void settle_likeness(const AdPlace& place, const Scenario& scenario) {
  const ScenarioAd& ad = place.ad;
  const JsonView view = place.at("targeting");
  if (!ad.engagers.empty()) check_page(place, ad.engagers, scenario);
  if (!ad.lookalikes.empty()) check_page(place, ad.lookalikes, scenario);
  if (!ad.engagers.empty() && !ad.lookalikes.empty())
    view.refuse("engagers and lookalikes", "give one of them, and the other to a second ad", "S14");
  if (ad.lookalikes.empty()) {
    if (ad.lookalike_share) view.refuse("lookalike_share without lookalikes", "say whose: lookalikes", "S14");
    return;
  }
  if (ad.followers == "only")
    view.refuse("look-alikes do not follow the page, and followers: only", "leave followers out", "S14");
  if (scenario.audience.segments.empty())
    view.refuse("nobody resembles anybody where the audience has no segments",
                "describe the people under /audience/segments, with their interests",
                "S15");
}

void settle_people(const AdPlace& place, const Scenario& scenario) {
  std::string& followers = place.ad.followers;
  if (followers.empty()) followers = "all";
  if (followers != "all" && followers != "only" && followers != "none")
    place.at("targeting").refuse("followers: " + in_quotes(followers), "write all, only or none", "S04");
  for (std::string* word : {&place.ad.gender, &place.ad.age, &place.ad.place})
    if (*word == "all") word->clear();
  for (const auto& [segment, wanted] : place.ad.segments)
    if (!scenario.audience.segments.contains(segment))
      refuse_unknown(place.at("targeting"), "segment", segment, ids_of(scenario.audience.segments));
  if (is_aimed(place.ad) && segments_for(place.ad, scenario).empty())
    place.at("targeting")
        .refuse(scenario.audience.segments.empty() ? "aims at segments, and the audience has none"
                                                   : "no segment of the audience fits",
                "describe the people under /audience/segments: gender, age, place, interests",
                "S15");
}

}  // namespace

std::map<std::string, ScenarioAd> read_ads(const JsonView& view) {
  check_ids(view);
  std::map<std::string, ScenarioAd> all;
  for (const auto& [id, member] : view.members()) {
    Names known = keys_of(kAdFields, {"bid", "targeting"});
    check_later(member, kLaterInAd, known);
    member.only_keys(known);
    ScenarioAd& ad = all[id];
    read_fields(member, kAdFields, ad);
    read_part(member, "bid", kBidFields, ad);
    read_part(member, "targeting", kTargetingFields, ad);
    if (const auto targeting = member.find("targeting")) read_segments(*targeting, ad);
  }
  return all;
}

std::vector<std::int64_t> pacing_weights(const ScenarioAd& ad) {
  constexpr int kSaturday = 5;  // 0 = Monday
  const std::int64_t first = days_since_epoch(ad.first.year, ad.first.month, ad.first.day);
  const std::int64_t days = days_since_epoch(ad.last.year, ad.last.month, ad.last.day) - first + 1;
  std::vector<std::int64_t> weights;
  for (std::int64_t day = 0; day < days; ++day) {
    const bool weekend = (hour_of_week(ad.first) / 24 + day) % 7 >= kSaturday;
    weights.push_back(ad.pacing == "early"      ? days - day
                      : ad.pacing == "late"     ? day + 1
                      : ad.pacing == "weekdays" ? (weekend ? 0 : 1)
                      : ad.pacing == "weekends" ? (weekend ? 1 : 0)
                                                : 1);
  }
  return weights;
}

std::vector<std::string> segments_for(const ScenarioAd& ad, const Scenario& scenario) {
  std::vector<std::string> found;
  for (const auto& [id, segment] : scenario.audience.segments)
    if (fits(ad, id, segment)) found.push_back(id);
  return found;
}

void settle_ads(Scenario& scenario, const JsonDocument& document) {
  const auto ads = JsonView(document).find("ads");
  for (auto& [id, ad] : scenario.ads) {
    const AdPlace place{id, ad, *ads->find(id)};
    const ScenarioPost& post = settle_post(place, scenario);
    settle_budget(place);
    settle_flight(place, post, scenario);
    settle_pacing(place);
    settle_price(place, scenario);
    settle_people(place, scenario);
    settle_likeness(place, scenario);
  }
}

}  // namespace gs
