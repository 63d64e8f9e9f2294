// Plans under way for tests: a fortnight of one page, and what a made-up world of it would export.
#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "scenarios/synth/campaign_exports.h"
#include "scenarios/track/tracking.h"

namespace gs::under_way {

using nlohmann::json;

// A post a day at 18 h, no history: what is not known of the page is shared by all its posts.
inline json fortnight(std::size_t posts = 14, double followers = 1500) {
  json plan = json::parse(R"({"schema":"groundswell/scenario/1","currency":"EUR","timezone":"Europe/Berlin",
"start":"2026-12-07","end":"2026-12-20","seed":5,
"audience":{"mean_listeners":15,"outsiders_per_follower":1,"accounts":{"page":{"platform":"facebook","followers":1}}},
"plan":{}})");
  plan["audience"]["accounts"]["page"]["followers"] = followers;
  for (std::size_t i = 0; i < posts; ++i)
    plan["plan"][fmt::format("p{:02}", i + 1)] = {{"account", "page"},
                                                  {"format", i % 2 == 0 ? "photo" : "video"},
                                                  {"title", fmt::format("Post number {}", i + 1)},
                                                  {"publish_at", fmt::format("2026-12-{:02}T18:00", 7 + i)}};
  return plan;
}

inline json with_ad(json plan) {
  plan["ads"]["push"] = {{"post", "p01"},
                         {"daily_budget", 6},
                         {"end", "2026-12-18"},
                         {"bid", {{"cpm", 8}}},
                         {"frequency_cap", 10}};
  return plan;
}

inline RunOptions options_for(std::size_t worlds, std::uint32_t seed = 5) {
  RunOptions options;
  options.replicates = worlds;
  options.seed = seed;
  return options;
}

// A plan with its people and the worlds of its forecast at an hour: shared by many facts.
struct Campaign {
  Scenario scenario;
  Forecast forecast;
  std::uint32_t hour;
  std::vector<FlightWorld> before;

  Campaign(const json& document, std::size_t worlds, std::uint32_t at_hour, const Knowledge& knowledge = {})
      : scenario(parse_scenario(document.dump(), "plan.json")),
        forecast(prepare_forecast(scenario, knowledge, options_for(worlds))),
        hour(at_hour) {
    grow_people(forecast.plan);
    std::vector<std::uint32_t> all(worlds);
    for (std::uint32_t r = 0; r < worlds; ++r) all[r] = r;
    before = live_worlds(forecast.plan, all, hour, {}, {});
  }

  CampaignExports world(std::uint32_t number) const {
    return export_campaign(forecast.plan, scenario, hour, 1'000'000 + number);
  }
  Facts facts(const CampaignExports& exports) const {
    Import import;
    import.posts = exports.posts;
    import.ads = exports.ads;
    const Instant midnight = to_instant(forecast.plan.request.start, forecast.plan.request.zone).instant;
    return facts_of(
        {forecast.plan, scenario, {&import, 1}, Instant{midnight.seconds + std::int64_t{3600} * hour}});
  }
  struct Now {
    Learned learned;
    std::vector<FlightWorld> worlds;
  };
  Now lived_on(const Facts& facts) const {
    Now now{learn(forecast.plan, facts, before), {}};
    now.worlds = live_worlds(
        forecast.plan, now.learned.worlds, hour, change_of(forecast.plan, facts, now.learned), {});
    for (FlightWorld& world : now.worlds) put_facts(forecast.plan, facts, world);
    return now;
  }
};

}  // namespace gs::under_way
