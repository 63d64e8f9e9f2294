// Small languages inside texts of a document: ages, hours of the day, lists of interests.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gs {

struct Ages {
  int from = 0, to = 999;  // years, both included
};
// "18-24", "55+", "33"; nullopt when it is none of these, or starts after it ends.
std::optional<Ages> ages_of(std::string_view text);

// "7-9,18-22": the hours 7:00 to 9:59 and 18:00 to 22:59; "22-2" goes over midnight.
std::optional<std::array<bool, 24>> hours_of(std::string_view text);

// "coffee, running": its words, trimmed, small letters; empty ones left out.
std::vector<std::string> interests_of(std::string_view text);

}  // namespace gs
