// Keys of ad sets: budget, flight, price, whom they are for.
#pragma once
#include <array>

#include "core/fields.h"
#include "scenarios/document/scenario.h"

namespace gs {

// clang-format off
inline constexpr std::array<Field<ScenarioAd>, 8> kAdFields{{
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
    {"hours", &ScenarioAd::hours, "hours", 1, 100, "all day",
     "hours of the day in which it is shown: 7-9,18-22 (from 7:00 to 9:59 and so on)"},
}};
inline constexpr std::array<Field<ScenarioAd>, 1> kBidFields{{
    {"cpm", &ScenarioAd::cpm, "currency/1000 impressions", 0.000001, 1e6, "the platform's",
     "price of 1000 impressions before the ad's own demand raises it"},
}};
inline constexpr std::array<Field<ScenarioAd>, 5> kTargetingFields{{
    {"followers", &ScenarioAd::followers, "word", 1, 32, "all", "all, only (followers) or none (of them)"},
    {"gender", &ScenarioAd::gender, "word", 1, 32, "all", "segments of this gender"},
    {"age", &ScenarioAd::age, "ages", 1, 16, "all", "segments whose ages lie inside: 18-34, 55+"},
    {"place", &ScenarioAd::place, "text", 0, 100, "all", "segments of this place"},
    {"interests", &ScenarioAd::interests, "text", 0, 500, "all",
     "segments that have one of these interests, separated by commas"},
}};
// clang-format on

// Beside these: `segments`, an object of flags keyed by segment.
inline constexpr std::string_view kAdSegments = "segments";

}  // namespace gs
