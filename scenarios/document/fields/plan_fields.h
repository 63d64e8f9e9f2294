// Keys of what goes out: posts of the plan, and their seeding at creators and communities.
#pragma once
#include <array>

#include "core/fields.h"
#include "scenarios/document/scenario.h"

namespace gs {

// clang-format off
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

inline constexpr std::array<Field<ScenarioEvent>, 12> kEventFields{{
    {"kind", &ScenarioEvent::kind, "word", 1, 32, "required", "holiday, promotion, rival_launch or adverse"},
    {"start", &ScenarioEvent::start, "date", 1, 40, "required, or at of an adverse event",
     "first day; an adverse event begins at noon"},
    {"end", &ScenarioEvent::end, "date", 1, 40, "the first day", "last day, inclusive"},
    {"activity", &ScenarioEvent::activity, "ratio", 0, 100, "of a holiday: as on a Sunday; else 1",
     "how much people look, times the usual"},
    {"engagement", &ScenarioEvent::engagement, "ratio", 0, 100, "1", "how readily people react, times the usual"},
    {"ad_prices", &ScenarioEvent::ad_prices, "ratio", 0.01, 100, "1 (November against the year: 1.23, DEFAULTS 6)",
     "price of impressions, times the usual"},
    {"account", &ScenarioEvent::account, "id", 1, 200, "the only account",
     "adverse: the page of ours that people talk against"},
    {"at", &ScenarioEvent::at, "time", 1, 40, "noon of start", "adverse: when the talk begins"},
    {"reach", &ScenarioEvent::reach, "fraction", 0, 1, "0.05 (assumption)",
     "adverse: share of the page's followers who meet the talk first"},
    {"spread", &ScenarioEvent::spread, "ratio", 0, 100, "3 (assumption)",
     "adverse: how readily it is passed on, times a usual post of the page"},
    {"answered_after_hours", &ScenarioEvent::answered_after_hours, "hours", 0, 8760, "never",
     "adverse: when the page answers; from then on it is passed on less (DEFAULTS 8)"},
    {"about", &ScenarioEvent::about, "text", 0, 500, "empty", "what happens; only ever shown"},
}};

inline constexpr std::array<Field<ScenarioSeeding>, 6> kSeedingFields{{
    {"creator", &ScenarioSeeding::creator, "id", 1, 200, "this or community", "the creator's account in /audience/accounts"},
    {"community", &ScenarioSeeding::community, "id", 1, 200, "this or creator", "the community's account"},
    {"post", &ScenarioSeeding::post, "id", 1, 200, "required", "the post of the plan that is placed there"},
    {"publish_at", &ScenarioSeeding::publish_at, "time", 1, 40, "the post's", "when; not before the post is out"},
    {"fee", &ScenarioSeeding::fee, "currency", 0, 1e9, "0", "what the placement costs"},
    {"disclosed", &ScenarioSeeding::disclosed, "flag", 0, 1, "true", "whether it is marked as advertising; if not, it is found out in a tenth of the worlds, and hidden twice as often"},
}};
// clang-format on

}  // namespace gs
