// Keys of the audience: people, their segments, the platforms they use, the accounts they follow.
#pragma once
#include <array>

#include "core/fields.h"
#include "scenarios/document/scenario.h"

namespace gs {

// clang-format off
inline constexpr std::array<Field<ScenarioAudience>, 6> kAudienceFields{{
    {"people_per_agent", &ScenarioAudience::people_per_agent, "people/agent", 1, 1e6, "chosen by size",
     "people one simulated person stands for"},
    {"outsiders_per_follower", &ScenarioAudience::outsiders_per_follower, "people/follower", 0, 1000, "assumption",
     "people beyond the followers who can be reached"},
    {"mean_listeners", &ScenarioAudience::mean_listeners, "people", 0, 1e5, "assumption",
     "people who see what an ordinary person shares, fewer than use the platform; each is a link to keep: 100 are 400 bytes a person"},
    {"activity_shape", &ScenarioAudience::activity_shape, "shape", 0.05, 100, "assumption",
     "k of the gamma law of opening rates: small = few heavy users"},
    {"crowding", &ScenarioAudience::crowding, "fraction", 0, 0.99, "0: off (Telegram: about 0.5 by DEFAULTS 1)",
     "share of people the feed finds no room for right after another post of the page (half as strong after 12 h)"},
    {"fatigue", &ScenarioAudience::fatigue, "fraction", 0, 0.99, "0: off (0.1 is an assumption, as DEFAULTS 6 for ads)",
     "share of acts lost right after an exposure of the brand (half as strong after 72 h)"},
}};

inline constexpr std::array<Field<ScenarioSegment>, 9> kSegmentFields{{
    {"people", &ScenarioSegment::people, "people", 1, 5e9, "required", "how many there are in the market"},
    {"gender", &ScenarioSegment::gender, "word", 1, 32, "all", "female, male or all; ads can aim at it"},
    {"age", &ScenarioSegment::age, "ages", 1, 16, "all", "18-24, 55+ or all; ads can aim at it"},
    {"place", &ScenarioSegment::place, "text", 0, 100, "empty", "country, region or town; ads can aim at it"},
    {"timezone", &ScenarioSegment::timezone, "zone", 1, 64, "the scenario's", "by whose clock they look"},
    {"interests", &ScenarioSegment::interests, "text", 0, 500, "empty",
     "separated by commas; family, job and business are interests too; ads can aim at them"},
    {"activity", &ScenarioSegment::activity, "ratio", 0.01, 100, "1",
     "how often they open their apps against the mean person"},
    {"target", &ScenarioSegment::target, "flag", 0, 1, "false", "whether the plan is for them: on_target_reach"},
    {"about", &ScenarioSegment::about, "text", 0, 500, "empty", "who they are, for the report"},
}};

inline constexpr std::array<Field<ScenarioPlatform>, 3> kPlatformFields{{
    {"mean_listeners", &ScenarioPlatform::mean_listeners, "people", 0, 1e5, "audience.mean_listeners",
     "people who see what an ordinary person shares there"},
    {"reciprocity", &ScenarioPlatform::reciprocity, "fraction", 0, 1, "the platform's",
     "share of links that are returned: 1 where people are friends"},
    {"triangles", &ScenarioPlatform::triangles, "fraction", 0, 0.5, "the platform's",
     "share of pairs of a person's neighbours who are neighbours"},
}};

inline constexpr std::array<Field<ScenarioAccount>, 6> kAccountFields{{
    {"platform", &ScenarioAccount::platform, "platform", 1, 32, "the account's name when that is a platform",
     "where the account posts"},
    {"kind", &ScenarioAccount::kind, "word", 1, 32, "page", "page, creator, community or rival"},
    {"followers", &ScenarioAccount::followers, "people", 1, 5e9, "history",
     "people following on the first day, as the platform counts them"},
    {"inauthentic", &ScenarioAccount::inauthentic, "fraction", 0, 0.95, "0 for pages, 0.2 for creators (DEFAULTS 7)",
     "share of the followers who never see nor act"},
    {"posts_per_week", &ScenarioAccount::posts_per_week, "posts/week", 0, 500, "history",
     "how often a page of ours posts usually: for background, crowding and fatigue"},
    {"negative_comment_share", &ScenarioAccount::negative_comment_share, "fraction", 0, 1,
     "history, else 0.1 (assumption, DEFAULTS 8)", "share of the comments on its posts that are negative"},
}};

// Numbers keyed by the id of something else in the document.
struct ShareTable {
  std::string_view key, of, unit;  // of: what the ids name
  double low = 0, high = 0;
  std::string_view source, about;
};
inline constexpr ShareTable kSegmentPlatforms{"platforms", "PLATFORM", "fraction", 0, 1, "1",
                                              "share of the segment that uses the platform"};
inline constexpr ShareTable kAccountSegments{"segments", "SEGMENT", "odds", 0, 1000, "1",
                                             "how readily people of the segment follow the account, against others"};
inline constexpr ShareTable kAccountOverlap{"overlap", "ACCOUNT", "fraction", 0, 1, "as chance has it",
                                            "followers in common with another account, per followers of the smaller one"};
// clang-format on

}  // namespace gs
