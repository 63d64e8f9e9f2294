// The keys of a scenario: one table per object. Reading, checks, JSON Schema and the manual are made from
// these tables; a key stands nowhere else. For texts `unit` is the kind of text, low and high are its length
// in characters. source "required" means there is no default.
#pragma once
#include <array>
#include <string_view>

#include "core/fields.h"
#include "scenarios/document/scenario.h"

namespace gs {

// The document's own single values, as written.
struct ScenarioHeader {
  std::string schema, name, about, currency = "EUR", timezone = "UTC", start, end, extends;
  std::optional<std::int64_t> seed;
};

// One line per key.
// clang-format off
inline constexpr std::array<Field<ScenarioHeader>, 9> kHeaderFields{{
    {"schema", &ScenarioHeader::schema, "text", 1, 60, "1 when missing", "groundswell/scenario/1"},
    {"name", &ScenarioHeader::name, "text", 0, 200, "the file's name", "shown above every table"},
    {"about", &ScenarioHeader::about, "text", 0, 5000, "empty", "the plan's story, for the report"},
    {"currency", &ScenarioHeader::currency, "currency", 3, 3, "EUR", "ISO 4217 code of all money"},
    {"timezone", &ScenarioHeader::timezone, "zone", 1, 64, "UTC",
     "zone of all times that do not say their own"},
    {"start", &ScenarioHeader::start, "date", 1, 40, "day of the first post", "first day of the plan"},
    {"end", &ScenarioHeader::end, "date", 1, 40, "day of the last post", "last day of the plan, inclusive"},
    {"seed", &ScenarioHeader::seed, "number", 0, 4294967295.0, "1", "all luck follows from it"},
    {"extends", &ScenarioHeader::extends, "path", 1, 1000, "none",
     "another scenario, relative to this file, that this one patches (RFC 7386)"},
}};

inline constexpr std::array<Field<ScenarioAudience>, 4> kAudienceFields{{
    {"people_per_agent", &ScenarioAudience::people_per_agent, "people/agent", 1, 1e6, "chosen by size",
     "people one simulated person stands for"},
    {"outsiders_per_follower", &ScenarioAudience::outsiders_per_follower, "people/follower", 0, 1000, "assumption",
     "people beyond the followers who can be reached"},
    {"mean_listeners", &ScenarioAudience::mean_listeners, "people", 0, 1e5, "assumption",
     "people who see what an ordinary person shares"},
    {"activity_shape", &ScenarioAudience::activity_shape, "shape", 0.05, 100, "assumption",
     "k of the gamma law of opening rates: small = few heavy users"},
}};

inline constexpr std::array<Field<ScenarioAccount>, 2> kAccountFields{{
    {"platform", &ScenarioAccount::platform, "platform", 1, 32, "the account's name when that is a platform",
     "where the account posts"},
    {"followers", &ScenarioAccount::followers, "people", 1, 5e9, "history",
     "people following on the first day"},
}};

inline constexpr std::array<Field<ScenarioPost>, 8> kPostFields{{
    {"account", &ScenarioPost::account, "id", 1, 200, "the only account", "who posts"},
    {"platform", &ScenarioPost::platform, "platform", 1, 32, "the account's", "where it is posted"},
    {"format", &ScenarioPost::format, "word", 1, 32, "unknown",
     "photo, video, link, status, reel, carousel, story …"},
    {"topic", &ScenarioPost::topic, "text", 0, 200, "empty", "what it is about"},
    {"title", &ScenarioPost::title, "text", 0, 5000, "empty", "caption; only ever shown"},
    {"link", &ScenarioPost::link, "text", 0, 2000, "empty", "where a click leads; only ever shown"},
    {"publish_at", &ScenarioPost::publish_at, "time", 1, 40, "required",
     "when, in the scenario's zone unless it says its offset"},
    {"paid", &ScenarioPost::paid, "flag", 0, 1, "false",
     "whether it is promoted, as history's paid flag says"},
}};

inline constexpr std::array<Field<ScenarioAd>, 7> kAdFields{{
    {"post", &ScenarioAd::post, "id", 1, 200, "required", "the post of the plan that it promotes"},
    {"platform", &ScenarioAd::platform, "platform", 1, 32, "the post's", "where it runs"},
    {"daily_budget", &ScenarioAd::daily_budget, "currency/day", 0, 1e9, "this or total_budget",
     "spent on each day of the flight, never more"},
    {"total_budget", &ScenarioAd::total_budget, "currency", 0, 1e11, "this or daily_budget",
     "spread evenly over the flight, never more"},
    {"start", &ScenarioAd::start, "date", 1, 40, "the post's day", "first day of the flight"},
    {"end", &ScenarioAd::end, "date", 1, 40, "last day of the plan", "last day of the flight, inclusive"},
    {"frequency_cap", &ScenarioAd::frequency_cap, "impressions/person/week", 1, 32, "2 (assumption)",
     "how often one person sees it in a week at most"},
}};
inline constexpr std::array<Field<ScenarioAd>, 1> kBidFields{{
    {"cpm", &ScenarioAd::cpm, "currency/1000 impressions", 0.000001, 1e6, "the platform's",
     "price of 1000 impressions before the ad's own demand raises it"},
}};
inline constexpr std::array<Field<ScenarioAd>, 1> kTargetingFields{{
    {"followers", &ScenarioAd::followers, "word", 1, 32, "all", "all, only (followers) or none (of them)"},
}};

inline constexpr std::array<Field<Target>, 2> kTargetFields{{
    {"at_least", &Target::at_least, "the KPI's unit", -1e15, 1e15, "planner",
     "met when the KPI is this or more"},
    {"at_most", &Target::at_most, "the KPI's unit", -1e15, 1e15, "planner",
     "met when the KPI is this or less"},
}};
// clang-format on

// Keys of the design that this build does not simulate: refused when present and not empty.
struct LaterKey {
  std::string_view key, what;
};
inline constexpr std::array<LaterKey, 5> kLaterTopLevel{{{"seeding", "seeding"},
                                                         {"events", "events"},
                                                         {"offer", "offers and sales"},
                                                         {"costs", "costs"},
                                                         {"background", "the page's unplanned posts"}}};
inline constexpr std::array<LaterKey, 2> kLaterInAudience{
    {{"segments", "audience segments"}, {"platforms", "platform use of segments"}}};
inline constexpr std::array<LaterKey, 3> kLaterInPost{
    {{"mechanics", "post mechanics"}, {"tone", "tone"}, {"quality", "quality priors of single posts"}}};

inline constexpr std::array<LaterKey, 2> kLaterInAd{
    {{"creative", "ads that are no post of the plan"}, {"objective", "delivery by objective"}}};
inline constexpr std::array<LaterKey, 1> kLaterInBid{{{"cpc", "bids by the click"}}};
inline constexpr std::array<LaterKey, 5> kLaterInTargeting{{{"segments", "targeting by segment"},
                                                            {"gender", "targeting by gender"},
                                                            {"age", "targeting by age"},
                                                            {"interests", "targeting by interest"},
                                                            {"engagers", "retargeting"}}};

inline constexpr std::array<std::string_view, 9> kPlatforms{
    "facebook", "instagram", "vk", "youtube", "tiktok", "telegram", "linkedin", "x", "forum"};
inline constexpr std::size_t kLongestId = 200;  // characters

}  // namespace gs
