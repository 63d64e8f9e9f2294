// The keys of a scenario: one table per object, in fields/. Reading, checks, JSON Schema and the manual are
// made from these tables; a key stands nowhere else. For texts `unit` is the kind of text, low and high are
// its length in characters. source "required" means there is no default.
#pragma once
#include <array>
#include <string_view>

#include "scenarios/document/fields/ad_fields.h"
#include "scenarios/document/fields/audience_fields.h"
#include "scenarios/document/fields/header_fields.h"
#include "scenarios/document/fields/plan_fields.h"

namespace gs {

// Keys of the design that this build does not simulate: refused when present and not empty.
struct LaterKey {
  std::string_view key, what;
};
inline constexpr std::array<LaterKey, 3> kLaterInPost{
    {{"mechanics", "post mechanics"}, {"tone", "tone"}, {"quality", "quality priors of single posts"}}};

inline constexpr std::array<LaterKey, 2> kLaterInAd{
    {{"creative", "ads that are no post of the plan"}, {"objective", "delivery by objective"}}};

inline constexpr std::array<std::string_view, 9> kPlatforms{
    "facebook", "instagram", "vk", "youtube", "tiktok", "telegram", "linkedin", "x", "forum"};
inline constexpr std::size_t kLongestId = 200;  // characters

}  // namespace gs
