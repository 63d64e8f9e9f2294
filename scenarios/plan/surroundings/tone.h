// The tone of comments in a forecast: which share of a page's comments is negative, and what reading them
// does. The share is the planner's, else history's, where it counts negative comments beside comments:
//   share ~ Beta(2 + n / d, 18 + (c - n) / d)      n of c comments; d: how much more posts differ than coins
// of which Beta(2, 18), mean .10, is what is believed before (DEFAULTS 8, 12: assumption). Who reads a
// negative comment is put off (models/talk/tone.h); as hides were learnt with the page's usual comments under
// its posts, a world first gives back what those take:
//   hide' = hide / (1 + (puts_off - 1) reads share q),  q = sum_t w_t (1 - exp(-C W_t))
// q: exposures that find a comment already (w_t of them in hour t, W_t before it, C comments expected).
// Does not: tell posts of one page apart, or know comments on creators' pages.
#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/draw.h"
#include "models/loop/behaviour.h"
#include "models/observe/observation.h"
#include "models/timing.h"

namespace gs {

struct AnchoredPost;
struct Plan;

struct ToneLaw {
  std::vector<double> quantiles{0.1};  // of the share, at (i + 1/2) / n; one: it is known
  std::size_t posts = 0;               // of the history that told it; 0: none did
  bool said = false;                   // by the planner
  double mean() const;
};
ToneLaw tone_law(std::optional<double> said, std::span<const ObservedPost> history);

// The page's share of negative comments in this world; `page`: platform/account, the address of the draw.
double negative_share(const ToneLaw& law, const std::string& page, World world);

// Share of a post's exposures that find one of so many expected comments, written in an earlier hour.
double finds_a_comment(const Timing<double>& timing, int hour_of_week, double comments);

Mood usual_mood();
// Tone and what it takes, of every post of the world.
void set_tone(const Plan& plan, World world, std::vector<AnchoredPost>& posts);

std::vector<nlohmann::json> assumed_of_tone(const Plan& plan);

}  // namespace gs
