// Keys of ad sets: budget, flight, price, whom they are for.
#pragma once
#include <array>

#include "core/fields.h"
#include "scenarios/document/scenario.h"

namespace gs {

// clang-format off
inline constexpr std::array<Field<ScenarioAd>, 9> kAdFields{{
    {"post", &ScenarioAd::post, "id", 1, 200, "required", "the post of the plan that it promotes"},
    {"platform", &ScenarioAd::platform, "platform", 1, 32, "the post's", "where it runs"},
    {"daily_budget", &ScenarioAd::daily_budget, "currency/day", 0, 1e9, "this or total_budget",
     "spent on each day of the flight, never more"},
    {"total_budget", &ScenarioAd::total_budget, "currency", 0, 1e11, "this or daily_budget",
     "spread over the flight as pacing says, never more"},
    {"pacing", &ScenarioAd::pacing, "word", 1, 32, "even",
     "even, early, late (days weigh n to 1, or 1 to n), weekdays or weekends (no money on the other days)"},
    {"start", &ScenarioAd::start, "date", 1, 40, "the post's day", "first day of the flight"},
    {"end", &ScenarioAd::end, "date", 1, 40, "last day of the plan", "last day of the flight, inclusive"},
    {"frequency_cap", &ScenarioAd::frequency_cap, "impressions/person/week", 1, 32, "2 (assumption)",
     "how often one person sees it in a week at most"},
    {"hours", &ScenarioAd::hours, "hours", 1, 100, "all day",
     "hours of the day in which it is shown: 7-9,18-22 (from 7:00 to 9:59 and so on)"},
}};
inline constexpr std::array<Field<ScenarioAd>, 2> kBidFields{{
    {"cpm", &ScenarioAd::cpm, "currency/1000 impressions", 0.000001, 1e6, "the platform's",
     "price of 1000 impressions before the ad's own demand raises it"},
    {"cpc", &ScenarioAd::cpc, "currency/click", 0.000001, 1e6, "the platform's",
     "the same by the click: 1000 impressions cost this x 1000 x the platform's usual click rate"},
}};
inline constexpr std::array<Field<ScenarioAd>, 8> kTargetingFields{{
    {"followers", &ScenarioAd::followers, "word", 1, 32, "all", "all, only (followers) or none (of them)"},
    {"gender", &ScenarioAd::gender, "word", 1, 32, "all", "segments of this gender"},
    {"age", &ScenarioAd::age, "ages", 1, 16, "all", "segments whose ages lie inside: 18-34, 55+"},
    {"place", &ScenarioAd::place, "text", 0, 100, "all", "segments of this place"},
    {"interests", &ScenarioAd::interests, "text", 0, 500, "all",
     "segments that have one of these interests, separated by commas"},
    {"engagers", &ScenarioAd::engagers, "id", 1, 200, "all",
     "people who engaged with this page of ours since the plan began, before the day"},
    {"lookalikes", &ScenarioAd::lookalikes, "id", 1, 200, "all",
     "people who do not follow this page of ours and resemble those who do, by segment and interests"},
    {"lookalike_share", &ScenarioAd::lookalike_share, "fraction", 0.001, 1, "0.1 (assumption)",
     "how many of those who do not follow it, the most alike first"},
}};
// clang-format on

// Beside these: `segments`, an object of flags keyed by segment.
inline constexpr std::string_view kAdSegments = "segments";

}  // namespace gs
