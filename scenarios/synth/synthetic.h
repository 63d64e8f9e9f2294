// A made-up page with known truth: its posts are simulated by the engine and reported as a platform would, so
// that importers, fits and forecasts can be tested against what is really true. Everything it makes is
// synthetic.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/fit/calibration.h"
#include "models/observe/observation.h"

namespace gs {

struct SyntheticFormat {
  std::string name;
  double share = 1;     // of posts
  FormatEffect effect;  // truth
};

struct SyntheticPage {
  std::string platform = "facebook", account = "example-roastery", zone = "Europe/Berlin";
  double followers = 20000, monthly_growth = 0.01;
  CivilTime start{2025, 12, 1};
  std::uint32_t days = 365, posts = 300;
  double paid_share = 0.2;
  std::vector<SyntheticFormat> formats{{"photo", .6, {}}, {"video", .2, {}}, {"link", .2, {}}};
  PopulationParameters people;
  Theta truth;  // formats are filled from `formats`
  std::size_t attention_hours = 72;
};

// Truth of the bundled example: rates and spread of an ordinary page (centres of DEFAULTS 12, Facebook), a
// daily rhythm with two peaks, luck as wide as on real pages.
SyntheticPage example_page();

// The same of a smaller page on Instagram: carousels and reels, a slower feed, more likes, fewer clicks.
// Other platforms have example_page's truth.
SyntheticPage example_page_on(const std::string& platform);

// Every post of the page in one world, oldest first, with all columns the engine can report (follower split
// included).
std::vector<ObservedPost> simulate_history(const SyntheticPage& page, std::uint32_t seed);

// The history in a platform's own layout: "meta_facebook_posts" or "canonical". Throws Error(usage) for
// another name.
std::string write_layout(const std::vector<ObservedPost>& posts, const std::string& layout);

}  // namespace gs
