// An adverse event: talk against a page that begins in some hour, whatever the plan does.
//   first meet it     a share `reach` of the page's followers, as they look at a post of that hour
//   pass it on        of who meets it: `spread` times as many as of who sees a usual post, along the layer
//   once answered     t hours after it began: times 1 - .5 exp(-t / 6 h), from that hour on (DEFAULTS 8:
//                     assumption, shape only)
// Who met it is upset with the page (tone.h, models/talk). It is a row of the campaign behind all posts,
// counted in no figure of the plan but its own. Does not: end by itself, spread to other platforms, name what
// was said, calm who is upset, or reach rivals' people first.
#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gs {

struct AnchoredPost;
struct Plan;
struct PreparedPage;
struct Theta;

struct PlannedTalk {
  std::string id;
  std::uint32_t page = 0;                   // row of the request's pages
  std::uint32_t tick = 0;                   // hour of the plan in which it begins
  std::optional<double> reach{}, spread{};  // else the defaults
  std::optional<double> answered_after{};   // hours; nullopt: never
  double reach_of_followers() const;
  double times_passed_on() const;
};

inline constexpr std::uint32_t kNoTalk = 0xffffffffU;

// Share of passing-on that is left once it is answered so many hours after it began.
double left_after_answer(double hours);

// One more talk: a row behind the plan's posts. Taking back removes the last one.
void add_talk(Plan& plan, PlannedTalk talk);
void take_talk_back(Plan& plan);

// What a world assumes of it, by the page's usual post.
AnchoredPost talk_in_world(const PlannedTalk& talk, const PreparedPage& page, const Theta& theta);

std::vector<nlohmann::json> assumed_of_talk(const PlannedTalk& talk);

}  // namespace gs
