// A document's audience in the terms of the population: what is not said is the default of a single page.
#include "scenarios/plan/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "core/error.h"
#include "core/real.h"
#include "core/time/clock.h"
#include "models/first_step.h"
#include "models/people/neighbourhood.h"
#include "models/people/people.h"
#include "models/platform.h"
#include "models/population.h"
#include "scenarios/document/place.h"

namespace gs {
namespace {

constexpr double kCreatorInauthentic = 0.2;  // DEFAULTS 7; pages: 0, their history knows
constexpr double kFewestInCircles = 10;      // of listeners: with fewer, circles come only where asked for
constexpr double kMostAgents = 250000;       // people_per_agent is raised to meet it, unless the plan says it

// How many hours the segment's clock is ahead of the plan's on the plan's first day.
int hours_ahead(const std::string& zone, const Scenario& scenario) {
  if (zone.empty()) return 0;
  const Instant noon =
      to_instant({scenario.start.year, scenario.start.month, scenario.start.day, 12}, scenario.timezone)
          .instant;
  const auto clock = [&](const std::string& name) {
    const CivilTime local = to_civil(noon, name);
    return days_since_epoch(local.year, local.month, local.day) * 24 + local.hour;
  };
  return static_cast<int>(clock(zone) - clock(scenario.timezone));
}

// Odds of a link between two people of one kind against two of these kinds (DEFAULTS 11; interests:
// assumption).
double odds_apart(const ScenarioSegment& a, const ScenarioSegment& b) {
  return (a.age != b.age ? 3 : 1) * (a.place != b.place ? 5 : 1) * (a.gender != b.gender ? 1.1 : 1) *
         (a.interests != b.interests ? 2 : 1);
}

// Of all pairs of people in different segments.
double same_segment_odds(const std::map<std::string, ScenarioSegment>& segments) {
  double odds = 0, pairs = 0;
  for (auto one = segments.begin(); one != segments.end(); ++one)
    for (auto other = std::next(one); other != segments.end(); ++other) {
      const double weight =
          static_cast<double>(one->second.people) * static_cast<double>(other->second.people);
      odds += weight * odds_apart(one->second, other->second);
      pairs += weight;
    }
  return pairs > 0 ? odds / pairs : 1;
}

std::vector<LayerPortrait> layers_of(const Scenario& scenario, const std::vector<PlannedPage>& pages) {
  std::vector<std::string> platforms;
  for (const PlannedPage& page : pages) platforms.push_back(page.platform);
  std::ranges::sort(platforms);
  platforms.erase(std::unique(platforms.begin(), platforms.end()), platforms.end());
  std::vector<LayerPortrait> layers;
  for (const std::string& platform : platforms) {
    const Platform& beliefs = *find_platform(platform);
    const auto found = scenario.audience.platforms.find(platform);
    const ScenarioPlatform said =
        found == scenario.audience.platforms.end() ? ScenarioPlatform{} : found->second;
    LayerPortrait layer;
    layer.platform = platform;
    layer.mean_listeners = said.mean_listeners.value_or(
        scenario.audience.mean_listeners.value_or(PopulationParameters{}.mean_listeners));
    layer.same_segment = same_segment_odds(scenario.audience.segments);
    layer.listeners_log_sd = beliefs[Belief::listeners_scatter].center;
    layer.reciprocity = said.reciprocity.value_or(beliefs[Belief::reciprocity].center);
    layer.triangles = said.triangles.value_or(
        layer.mean_listeners < kFewestInCircles ? 0 : beliefs[Belief::clustering].center);
    layers.push_back(layer);
  }
  return layers;
}

SegmentPortrait segment_of(const std::string& id,
                           const ScenarioSegment& segment,
                           const Scenario& scenario,
                           const std::vector<LayerPortrait>& layers) {
  SegmentPortrait portrait;
  portrait.id = id;
  portrait.people = static_cast<double>(segment.people);
  portrait.activity = segment.activity;
  portrait.hours_ahead = hours_ahead(segment.timezone, scenario);
  for (const LayerPortrait& layer : layers) {
    const auto use = segment.platforms.find(layer.platform);
    portrait.uses.push_back(use == segment.platforms.end() ? 1.0 : use->second);
  }
  return portrait;
}

// Nobody described: as many people as the largest platform's pages have followers, and their outsiders.
SegmentPortrait everybody(const Scenario& scenario,
                          const std::vector<PlannedPage>& pages,
                          const std::vector<LayerPortrait>& layers) {
  double followers = 0;
  for (const LayerPortrait& layer : layers) {
    double of_layer = 0;
    for (const PlannedPage& page : pages)
      if (page.platform == layer.platform && page.ours) of_layer += page.followers;
    followers = std::max(followers, of_layer);
  }
  for (const PlannedPage& page : pages) followers = std::max(followers, page.followers);
  SegmentPortrait segment;
  segment.id = "everybody";
  segment.people =
      followers *
      (1 + scenario.audience.outsiders_per_follower.value_or(PopulationParameters{}.outsiders_per_follower));
  segment.uses.assign(layers.size(), 1.0);
  return segment;
}

PagePortrait page_portrait(const PlannedPage& page, const Scenario& scenario, const Portrait& portrait) {
  PagePortrait out;
  out.id = page.platform + "/" + page.account;
  out.followers = page.followers;
  while (portrait.layers[out.layer].platform != page.platform) ++out.layer;
  const auto account = scenario.audience.accounts.find(page.account);
  if (account == scenario.audience.accounts.end()) return out;
  out.inauthentic = account->second.inauthentic.value_or(page.ours ? 0.0 : kCreatorInauthentic);
  if (account->second.segments.empty()) return out;
  for (const SegmentPortrait& segment : portrait.segments) {
    const auto odds = account->second.segments.find(segment.id);
    out.by_segment.push_back(odds == account->second.segments.end() ? 1.0 : odds->second);
  }
  return out;
}

std::vector<OverlapPortrait> overlaps_of(const Scenario& scenario, const std::vector<PlannedPage>& pages) {
  std::vector<OverlapPortrait> overlaps;
  for (std::uint32_t one = 0; one < pages.size(); ++one)
    for (std::uint32_t other = one + 1; other < pages.size(); ++other) {
      const auto said = [&](const PlannedPage& from, const PlannedPage& to) -> const double* {
        const auto account = scenario.audience.accounts.find(from.account);
        if (account == scenario.audience.accounts.end()) return nullptr;
        const auto share = account->second.overlap.find(to.account);
        return share == account->second.overlap.end() ? nullptr : &share->second;
      };
      const double* share = said(pages[one], pages[other]);
      if (share == nullptr) share = said(pages[other], pages[one]);
      if (share != nullptr) overlaps.push_back({one, other, *share});
    }
  return overlaps;
}

double people_per_agent(const Scenario& scenario, const Portrait& portrait) {
  if (scenario.audience.people_per_agent) return static_cast<double>(*scenario.audience.people_per_agent);
  double people = 0;
  for (const SegmentPortrait& segment : portrait.segments) people += segment.people;
  return std::max(1.0, std::ceil(people / kMostAgents));
}

// Agents of the layer, of the given segments (none named: all).
double users_of(const Portrait& portrait, std::uint32_t layer, const std::vector<std::size_t>& segments) {
  double users = 0;
  for (std::size_t row = 0; row < portrait.segments.size(); ++row) {
    const SegmentPortrait& segment = portrait.segments[row];
    if (!segments.empty() && std::ranges::find(segments, row) == segments.end()) continue;
    users += segment.people * (segment.uses.empty() ? 1.0 : segment.uses[layer]);
  }
  return users / portrait.people_per_agent;
}

// The share of a page's followers who are in these segments, by its odds.
double share_in(const Portrait& portrait,
                const PagePortrait& page,
                const std::vector<std::size_t>& segments) {
  double inside = 0, all = 0;
  for (std::size_t row = 0; row < portrait.segments.size(); ++row) {
    const double weight =
        users_of(portrait, page.layer, {row}) * (page.by_segment.empty() ? 1 : page.by_segment[row]);
    all += weight;
    if (segments.empty() || std::ranges::find(segments, row) != segments.end()) inside += weight;
  }
  return all > 0 ? inside / all : 0;
}

// Where the planner wrote how many listen on a platform; empty: nowhere, the default is cut to who is there.
std::string listeners_place(const Scenario& scenario, const std::string& platform) {
  const auto said = scenario.audience.platforms.find(platform);
  if (said != scenario.audience.platforms.end() && said->second.mean_listeners)
    return "platforms/" + platform + "/mean_listeners";
  return scenario.audience.mean_listeners ? "mean_listeners" : "";
}

// Nobody is heard by more people than there are. Each of them is a link: what that would cost is said.
void refuse_too_many_listeners(const Scenario& scenario, const Portrait& portrait, const PeopleSize& size) {
  for (std::size_t l = 0; l < portrait.layers.size(); ++l) {
    const LayerPortrait& layer = portrait.layers[l];
    const double users = size.users[l] * portrait.people_per_agent;
    const std::string place = listeners_place(scenario, layer.platform);
    if (place.empty() || layer.mean_listeners < users) continue;
    throw Error(
        Fault::bad_input,
        place,
        fmt::format("{:.0f} listeners a person, but {:.0f} people use {}",
                    layer.mean_listeners,
                    users,
                    layer.platform),
        fmt::format(
            "some hundreds are usual: each listener is a link to keep and to ask, {:.2g} of them here",
            size.users[l] * users / portrait.people_per_agent),
        "S14");
  }
}

// What a portrait cannot be is refused at its place in the document.
void refuse_in(const Scenario& scenario, const Portrait& portrait) {
  try {
    refuse_too_many_listeners(scenario, portrait, people_size(portrait));
  } catch (const Error& error) {
    std::string what = error.what();  // an account's place holds its platform, too
    for (const LayerPortrait& layer : portrait.layers)
      if (const std::string of = "accounts/" + layer.platform + "/"; what.starts_with(of))
        what = "accounts/" + what.substr(of.size());
    const std::size_t end = std::min(what.find(": "), what.size());
    Error there(error.fault,
                "",
                place_in(scenario, "/audience/" + what.substr(0, end)) + what.substr(end),
                error.remedy);
    there.code = error.code;
    throw there;
  }
}

MeanFieldAudience mean_field_of(const Portrait& portrait, std::size_t row, const CircleLaw& law) {
  const Neighbourhood around = expected_neighbourhood(portrait, static_cast<std::uint32_t>(row), law);
  MeanFieldAudience people;
  people.followers = around.followers;
  people.outsiders = around.others;
  people.mean_listeners = around.mean_listeners;
  // Of the listeners of somebody met along a link that is returned, one has seen the post: who passed it on.
  if (around.mean_listeners > 0)
    people.met_listeners =
        std::max(0.0,
                 around.listeners_of_listeners - portrait.layers[portrait.pages[row].layer].reciprocity) /
        around.mean_listeners;
  people.follower_share_of_listeners = around.follower_share_of_followers;
  people.follower_share_of_strangers = around.follower_share_of_strangers;
  people.activity = activity_classes(portrait.activity_shape);
  return people;
}

}  // namespace

bool needs_portrait(const Scenario& scenario, const std::vector<PlannedPage>& pages) {
  const auto fake = [](const auto& account) { return account.second.inauthentic.value_or(0) > 0; };
  return pages.size() > 1 || !scenario.audience.segments.empty() || !scenario.audience.platforms.empty() ||
         std::ranges::any_of(scenario.audience.accounts, fake);
}

Portrait portrait_of(const Scenario& scenario, const std::vector<PlannedPage>& pages) {
  Portrait portrait;
  portrait.layers = layers_of(scenario, pages);
  for (const auto& [id, segment] : scenario.audience.segments)
    portrait.segments.push_back(segment_of(id, segment, scenario, portrait.layers));
  if (portrait.segments.empty()) portrait.segments.push_back(everybody(scenario, pages, portrait.layers));
  for (const PlannedPage& page : pages) portrait.pages.push_back(page_portrait(page, scenario, portrait));
  portrait.overlaps = overlaps_of(scenario, pages);
  portrait.activity_shape = scenario.audience.activity_shape.value_or(PopulationParameters{}.activity_shape);
  portrait.people_per_agent = people_per_agent(scenario, portrait);
  refuse_in(scenario, portrait);
  return portrait;
}

std::vector<MeanFieldAudience> mean_fields_of(const Portrait& portrait) {
  std::vector<CircleLaw> laws;
  for (const LayerPortrait& layer : portrait.layers) laws.push_back(circle_law(layer));
  std::vector<MeanFieldAudience> fields;
  for (std::size_t row = 0; row < portrait.pages.size(); ++row)
    fields.push_back(mean_field_of(portrait, row, laws[portrait.pages[row].layer]));
  return fields;
}

double carried_spread(const Theta& theta, const MeanFieldAudience& people) {
  constexpr double kSteps = 0x1p18;  // to a hundred-thousandth
  const double size = exact_log(std::max(1.0, people.followers) / 10000);
  const double follow = exact_exp(theta.visibility + theta.size_slope * size);
  std::array<double, kRates> rates{};
  for (std::size_t k = 0; k < kRates; ++k) rates[k] = chance_of_rate(theta.rate[k]);
  MeanFieldAudience meets = people;
  const auto reach = [&](double spread) {
    return expect_post<double>(meets, follow, exact_exp(spread), rates, 0.0).reach;
  };
  meets.met_listeners = 1;
  const double wanted = exact_log(reach(theta.spread));
  meets.met_listeners = people.met_listeners;
  const double width = std::abs(exact_log(std::max(1e-9, people.met_listeners)));
  const auto spread_at = [&](double step) { return theta.spread + width * (step / kSteps * 2 - 1); };
  const auto off = [&](double step) { return exact_log(reach(spread_at(step))) - wanted; };
  const Steps all{0, kSteps, off(0), off(kSteps)};
  if (!(all.below < 0)) return spread_at(0);
  return all.above < 0 ? spread_at(kSteps) : spread_at(first_step(all, off));
}

PageCrowd crowd_of(const PlanRequest& request, std::size_t row) {
  if (!request.portrait) {
    const PopulationSize size = population_size(request.audience, request.seed);
    return {.agents = 1.0 * size.agents,
            .links = size.links,
            .users = 1.0 * size.agents,
            .followers = 1.0 * size.followers,
            .listeners = size.agents > 0 ? size.links / size.agents : 0,
            .people_per_agent = size.people_per_agent};
  }
  const PeopleSize size = people_size(*request.portrait);
  const std::uint32_t layer = request.portrait->pages[row].layer;
  return {.agents = 1.0 * size.agents,
          .links = size.links,
          .users = size.users[layer],
          .followers = size.followers[row],
          .listeners = size.listeners[layer],
          .people_per_agent = size.people_per_agent};
}

double shown_to(const PlanRequest& request, const PlannedAd& ad, std::size_t row) {
  const PageCrowd crowd = crowd_of(request, row);
  const double users = request.portrait
                           ? users_of(*request.portrait, request.portrait->pages[row].layer, ad.segments)
                           : crowd.users;
  const double followers =
      request.portrait
          ? crowd.followers * share_in(*request.portrait, request.portrait->pages[row], ad.segments)
          : crowd.followers;
  const double strangers = users - followers;
  if (ad.lookalikes_of != kNobodys)
    return std::min(strangers, ad.lookalike_share * (crowd.users - crowd.followers));
  return ad.people == AdPeople::all ? users : ad.people == AdPeople::followers ? followers : strangers;
}

}  // namespace gs
