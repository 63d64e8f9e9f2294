// Seeding: a post of the plan placed with the followers of a creator or community. Does not: know
// what a placement usually costs.
#include <fmt/format.h>

#include "scenarios/document/parts/members.h"
#include "scenarios/document/parts/parts.h"
#include "scenarios/document/read.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

struct SeedingPlace {
  const std::string& id;
  ScenarioSeeding& seeding;
  JsonView view;
  JsonView at(const std::string& key) const { return view.find(key).value_or(view); }
};

void settle_host(const SeedingPlace& place, const Scenario& scenario) {
  const ScenarioSeeding& seeding = place.seeding;
  if (seeding.creator.empty() == seeding.community.empty())
    place.view.refuse(seeding.creator.empty() ? "neither creator nor community" : "creator and community",
                      "name the one account whose followers shall see the post",
                      "S04");
  const std::string key = seeding.creator.empty() ? "community" : "creator";
  std::vector<std::string> known;
  for (const auto& [id, account] : scenario.audience.accounts)
    if (account.kind == key) known.push_back(id);
  const auto found = scenario.audience.accounts.find(seeding.account());
  if (found == scenario.audience.accounts.end() || found->second.kind != key)
    refuse_unknown(place.at(key), key, seeding.account(), known);
  if (!found->second.followers)
    place.at(key).refuse(in_quotes(seeding.account()) + " has no followers",
                         "say how many: /audience/accounts/" + seeding.account() + "/followers",
                         "S04");
}

void settle_time(const SeedingPlace& place, Scenario& scenario) {
  const auto post = scenario.plan.find(place.seeding.post);
  if (post == scenario.plan.end()) refuse_unknown_post(place.at("post"), place.seeding.post, scenario);
  const std::string& platform = scenario.audience.accounts.at(place.seeding.account()).platform;
  if (platform != post->second.platform)
    place.at("post").refuse(fmt::format("the post is on {}, {} on {}",
                                        post->second.platform,
                                        in_quotes(place.seeding.account()),
                                        platform),
                            "plan a post on " + platform + " to place there",
                            "S15");
  const Instant out = post->second.published;
  place.seeding.published = place.seeding.publish_at.empty()
                                ? out
                                : instant_of(place.seeding.publish_at, place.at("publish_at"), scenario);
  if (place.seeding.published < out)
    place.at("publish_at").refuse("before the post is out", "place it with the post or later", "S11");
  CivilTime day = to_civil(place.seeding.published, scenario.timezone);
  day.hour = day.minute = day.second = 0;
  if (scenario.end < day)
    place.at("publish_at")
        .refuse(fmt::format("{} is after end {}", to_iso_date(day), to_iso_date(scenario.end)),
                "move it or the plan's dates",
                "S11");
}

}  // namespace

void settle_seeding(Scenario& scenario, const JsonDocument& document) {
  const auto all = JsonView(document).find("seeding");
  for (auto& [id, seeding] : scenario.seeding) {
    const SeedingPlace place{id, seeding, *all->find(id)};
    settle_host(place, scenario);
    settle_time(place, scenario);
  }
}

}  // namespace gs
