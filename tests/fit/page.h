// The real page of the checks (data README): parsed minimally, oldest first, one made-up hour after another
// inside a month, because the file knows no days. Made-up pages with known truth.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "models/fit/calibration.h"
#include "models/observe/observation.h"

namespace gs::testing {

// Empty when the environment names no data folder.
std::vector<ObservedPost> real_page();

struct MadeUpPage {
  Theta truth;
  std::vector<std::string> formats;
  PopulationParameters audience;
  std::size_t posts = 150;
  std::uint32_t seed = 1;
  bool follower_split = true;
};
MadeUpPage ordinary_page(std::uint32_t seed);

// Counts drawn from the mean field with the truth's luck and negative-binomial noise.
std::vector<ObservedPost> history_of(const MadeUpPage& page);

}  // namespace gs::testing
