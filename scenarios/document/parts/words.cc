// Small languages inside texts, read by hand: each is a list of ranges or words between commas.
#include "scenarios/document/parts/words.h"

#include <algorithm>
#include <charconv>

#include "scenarios/reading/words.h"

namespace gs {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || value < 0) return {};
  return value;
}

struct Range {
  int from = 0, to = 0;
};

// "7-9" or "7".
std::optional<Range> range_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto from = number_of(trimmed(text.substr(0, dash)));
  const auto to = dash == std::string_view::npos ? from : number_of(trimmed(text.substr(dash + 1)));
  if (!from || !to) return {};
  return Range{*from, *to};
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    parts.push_back(trimmed(text.substr(at, comma - at)));
    at = comma + 1;
  }
  return parts;
}

}  // namespace

std::optional<Ages> ages_of(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with('+')) {
    const auto from = number_of(text.substr(0, text.size() - 1));
    return from ? std::optional(Ages{*from, 999}) : std::nullopt;
  }
  const auto range = range_of(text);
  if (!range || range->to < range->from || range->to > 120) return {};
  return Ages{range->from, range->to};
}

std::optional<std::array<bool, 24>> hours_of(std::string_view text) {
  std::array<bool, 24> hours{};
  for (const std::string_view part : parts_of(text)) {
    const auto range = range_of(part);
    if (!range || range->from > 23 || range->to > 23) return {};
    for (int hour = range->from;; hour = (hour + 1) % 24) {
      hours[static_cast<std::size_t>(hour)] = true;
      if (hour == range->to) break;
    }
  }
  return hours;
}

std::vector<std::string> interests_of(std::string_view text) {
  std::vector<std::string> interests;
  for (const std::string_view part : parts_of(text))
    if (!part.empty()) interests.push_back(folded_id(part));
  return interests;
}

}  // namespace gs
