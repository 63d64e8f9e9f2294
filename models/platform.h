// A platform as data: what is believed of it before any history is seen. One JSON file each in
// scenarios/platforms; the folder is the list, and the build turns it into the table read here
// (models/platform_table.cmake), so that the workshop needs no document reader. Adding a platform touches no
// code.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace gs {

// The numbers every file holds, in this order; names are the JSON keys, units stand in the files.
enum class Belief : std::uint8_t {
  visibility,                // follow exposures per follower of a median unpaid post of a page of 10 000
  size_slope,                // d ln visibility / d ln followers
  impressions_per_reach,     // displays per person reached
  discovery_ratio,           // people shown a post by recommendation, per follow exposure
  check_reach_per_follower,  // what these numbers should give a page of 10 000, for a test
  attention_half_life,       // hours
  weekend_factor,            // use on Saturday and Sunday against a weekday
  visibility_scatter,        // sd of log of posts' luck of being seen
  engagement_scatter,        // sd of log of posts' luck of being acted on
  like,                      // per impression, as are the next ones
  comment,
  share,
  save,
  link_click,  // of a link post; other formats a fifth
  click,       // anywhere on a post
  follow,      // per impression of a non-follower
  hide,
  exposures_per_share,  // people one act of sharing shows the post to
  churn,                // followers lost, per month
  base_growth,          // followers won without the plan, per month
  inauthentic,          // share of followers who never see nor act
  cpm,                  // price of 1000 paid impressions, in the file's currency
  paid_click,           // clicks per paid impression
  spend_elasticity,     // conversions grow as spend to this power
  activity_shape,       // k of the gamma law of opening rates
  visit_per_click,
  sale_per_visit,
  lead_per_visit,
  reciprocity,       // share of links that are returned
  clustering,        // share of pairs of a person's neighbours who are neighbours
  listeners_scatter  // sd of log of how many people hear a person
};
inline constexpr std::array<std::string_view, 31> kBeliefNames{"visibility",
                                                               "size_slope",
                                                               "impressions_per_reach",
                                                               "discovery_ratio",
                                                               "check_reach_per_follower",
                                                               "attention_half_life",
                                                               "weekend_factor",
                                                               "visibility_scatter",
                                                               "engagement_scatter",
                                                               "like",
                                                               "comment",
                                                               "share",
                                                               "save",
                                                               "link_click",
                                                               "click",
                                                               "follow",
                                                               "hide",
                                                               "exposures_per_share",
                                                               "churn",
                                                               "base_growth",
                                                               "inauthentic",
                                                               "cpm",
                                                               "paid_click",
                                                               "spend_elasticity",
                                                               "activity_shape",
                                                               "visit_per_click",
                                                               "sale_per_visit",
                                                               "lead_per_visit",
                                                               "reciprocity",
                                                               "clustering",
                                                               "listeners_scatter"};

// Confidence: A measured, B vendor's study, C rule of thumb or assumption, '-' the platform has no such
// thing.
struct PlatformBelief {
  double center = 0;
  double sd = 0;            // of the logarithm when `logarithmic`
  bool logarithmic = true;  // false: sd of the number itself
  char confidence = '-';
  std::string_view source{}, unit{};
  bool known() const { return confidence != '-'; }
};

struct PlatformFormat {
  std::string_view name;
  double visibility = 1;  // factor on the platform's
  double discovery = 1;   // factor on the platform's
  double sd = 0.5;        // of the logarithm
  char confidence = 'C';
  std::string_view source{};
};

struct Platform {
  std::string_view id, name, currency;
  unsigned maturity_days = 3;                       // after which a post's lifetime counts hardly move
  std::array<double, 4> hours_of_day{};             // x1 y1 x2 y2 of timing.h
  PlatformBelief hours{};                           // their sd, confidence and source
  std::span<const std::string_view> engagements{};  // counts that add up to `engagements`
  std::span<const PlatformFormat> formats{};
  std::array<PlatformBelief, kBeliefNames.size()> beliefs{};
  const PlatformBelief& operator[](Belief belief) const { return beliefs[static_cast<std::size_t>(belief)]; }
};

// All platforms, by id ascending.
std::span<const Platform> platforms();
// nullptr when there is no such file.
const Platform* find_platform(std::string_view id);

}  // namespace gs
