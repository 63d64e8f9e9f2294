// Properties of people, each an addressed draw of (person key, platform). A platform's draws are keyed by its
// name, so that one more platform re-rolls nobody. Does not model that heavy users of one platform are on
// more of them: platforms are independent inside a segment.
#include "models/people/crowd.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>

#include "core/audience.h"
#include "core/blocks.h"
#include "core/coins.h"
#include "core/error.h"
#include "core/real.h"

namespace gs {
namespace {

constexpr double kMostAgents = 1e9;
constexpr std::uint32_t kMostAttempts = 1000;
constexpr std::size_t kChunk = 8192;

[[noreturn]] void refuse(const std::string& where, const std::string& what, const std::string& remedy) {
  throw Error(Fault::bad_input, where, what, remedy);
}

void in_range(const std::string& where, double value, double low, double high) {
  if (value >= low && value <= high) return;
  const auto text = [](double number) {
    std::string digits = std::to_string(number);
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return digits;
  };
  refuse(where, text(value) + " outside " + text(low) + " to " + text(high), "use a value in the range");
}

template <class Rows, class Name>
void refuse_repeats(const Rows& rows, const std::string& what, Name name) {
  std::set<std::uint32_t> keys;
  for (const auto& row : rows) {
    if (name(row).empty()) refuse(what, "an empty name", "name it");
    if (!keys.insert(content_key(name(row))).second)
      throw Error(Fault::bad_input, what + "/" + name(row), "two of one key", "rename this one", "S19");
  }
}

void check_segment(const SegmentPortrait& segment, std::size_t layers) {
  const std::string where = "segments/" + segment.id + "/";
  in_range(where + "people", segment.people, 0, 1e10);
  in_range(where + "activity", segment.activity, 0, 1000);
  in_range(where + "hours_ahead", segment.hours_ahead, -14, 14);
  if (!segment.uses.empty() && segment.uses.size() != layers)
    refuse(where + "uses", "not one share for each platform", "give a share for each, or none");
  for (const double share : segment.uses) in_range(where + "uses", share, 0, 1);
}

void check_layer(const LayerPortrait& layer) {
  const std::string where = "platforms/" + layer.platform + "/";
  in_range(where + "mean_listeners", layer.mean_listeners, 0, 1e5);
  in_range(where + "listeners_log_sd", layer.listeners_log_sd, 0, 3);
  in_range(where + "same_segment", layer.same_segment, 1, 1000);
  in_range(where + "reciprocity", layer.reciprocity, 0, 1);
  in_range(where + "triangles", layer.triangles, 0, 1);
  in_range(where + "same_page", layer.same_page, 1, 1000);
}

void check_page(const PagePortrait& page, const Portrait& portrait) {
  const std::string where = "accounts/" + page.id + "/";
  if (page.layer >= portrait.layers.size())
    refuse(where + "platform", "not a platform of the portrait", "name its platform");
  in_range(where + "followers", page.followers, 0, 1e10);
  in_range(where + "inauthentic", page.inauthentic, 0, 1);
  if (!page.by_segment.empty() && page.by_segment.size() != portrait.segments.size())
    refuse(where + "by_segment", "not one for each segment", "give odds for each segment, or none");
  for (const double odds : page.by_segment) in_range(where + "by_segment", odds, 0, 1e6);
}

void check_overlap(const OverlapPortrait& overlap, const Portrait& portrait) {
  if (std::max(overlap.one, overlap.other) >= portrait.pages.size() || overlap.one == overlap.other)
    refuse("overlaps", "not two different accounts of the portrait", "name two accounts");
  in_range("overlaps/" + portrait.pages[overlap.one].id + "/" + portrait.pages[overlap.other].id,
           overlap.share_of_smaller,
           0,
           1);
}

void at_most(const char* what, std::size_t count, std::size_t most) {
  if (count > most)
    throw Error(Fault::limit,
                what,
                std::to_string(count) + ", at most " + std::to_string(most),
                "leave out or merge some");
}

// Runs of keys [a, a + n) and [b, b + m), which may pass 2^32 and go on at 0.
bool meet(std::uint32_t a, std::uint32_t n, std::uint32_t b, std::uint32_t m) {
  return b - a < n || a - b < m;
}

}  // namespace

void check_portrait(const Portrait& portrait) {
  at_most("segments", portrait.segments.size(), kMostSegments);
  at_most("platforms", portrait.layers.size(), kMostLayers);
  at_most("accounts", portrait.pages.size(), kMostPages);
  if (portrait.segments.empty()) refuse("segments", "none", "tell at least one segment");
  if (portrait.layers.empty()) refuse("platforms", "none", "tell at least one platform");
  refuse_repeats(portrait.segments, "segments", [](const auto& one) { return one.id; });
  refuse_repeats(portrait.layers, "platforms", [](const auto& one) { return one.platform; });
  refuse_repeats(portrait.pages, "accounts", [](const auto& one) { return one.id; });
  for (const SegmentPortrait& segment : portrait.segments) check_segment(segment, portrait.layers.size());
  for (const LayerPortrait& layer : portrait.layers) check_layer(layer);
  for (const PagePortrait& page : portrait.pages) check_page(page, portrait);
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const OverlapPortrait& overlap : portrait.overlaps) {
    check_overlap(overlap, portrait);
    if (!pairs.insert(std::minmax(overlap.one, overlap.other)).second)
      refuse("overlaps/" + portrait.pages[overlap.one].id + "/" + portrait.pages[overlap.other].id,
             "told twice",
             "tell each pair once");
  }
  in_range("people_per_agent", portrait.people_per_agent, 1, 1e6);
  double agents = 0;
  for (const SegmentPortrait& segment : portrait.segments)
    agents += segment.people / portrait.people_per_agent;
  if (agents > kMostAgents)
    throw Error(Fault::limit, "segments", "more than 1e9 agents", "raise people_per_agent");
}

std::vector<std::uint32_t> segment_sizes(const Portrait& portrait) {
  std::vector<std::uint32_t> sizes;
  for (const SegmentPortrait& segment : portrait.segments)
    sizes.push_back(static_cast<std::uint32_t>(segment.people / portrait.people_per_agent + 0.5));
  return sizes;
}

double share_using(const SegmentPortrait& segment, std::size_t layer) {
  return segment.uses.empty() ? 1.0 : segment.uses[layer];
}

double odds_of_following(const PagePortrait& page, std::size_t segment) {
  return page.by_segment.empty() ? 1.0 : page.by_segment[segment];
}

std::uint32_t agents_following(const Portrait& portrait, const PagePortrait& page) {
  return static_cast<std::uint32_t>((1 - page.inauthentic) * page.followers / portrait.people_per_agent +
                                    0.5);
}

std::vector<std::uint32_t> key_starts(const Portrait& portrait) {
  const std::vector<std::uint32_t> sizes = segment_sizes(portrait);
  std::vector<std::uint32_t> starts(sizes.size());
  std::vector<std::size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t s) { return portrait.segments[s].id; });
  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::size_t s = order[at];
    const std::uint64_t key = subject_key(portrait.segments[s].id);
    std::uint32_t attempt = 0;
    const auto taken = [&](std::size_t other) {
      return meet(starts[other], sizes[other], starts[s], sizes[s]);
    };
    do {
      if (attempt == kMostAttempts)
        throw Error(Fault::limit, "segments", "too many people for 32-bit keys", "raise people_per_agent");
      starts[s] = static_cast<std::uint32_t>(mix64(key + 0x9e3779b97f4a7c15ULL * attempt++) >> 32);
    } while (std::any_of(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(at), taken));
  }
  return starts;
}

std::array<std::uint64_t, kActivityClasses> tilted_classes(const std::vector<double>& classes,
                                                           const SegmentPortrait& segment) {
  std::array<double, kActivityClasses> shares{};
  const auto mean_at = [&](double tilt) {  // fills `shares`
    double sum = 0, mean = 0;
    for (std::size_t c = 0; c < kActivityClasses; ++c) {
      const double away = tilt * (classes[c] - (tilt > 0 ? classes.back() : classes.front()));
      sum += shares[c] = exact_exp(std::max(-700.0, away));
      mean += shares[c] * classes[c];
    }
    for (double& share : shares) share /= sum;
    return mean / sum;
  };
  if (!(segment.activity > classes.front() && segment.activity < classes.back()))
    refuse("segments/" + segment.id + "/activity",
           std::to_string(segment.activity) + " is not between " + std::to_string(classes.front()) + " and " +
               std::to_string(classes.back()) + ", the least and most active people there are",
           "bring it nearer to 1, or lower activity_shape");
  double low = -1e6, high = 1e6;
  for (int halving = 0; halving < 100; ++halving) {
    const double middle = 0.5 * (low + high);
    (mean_at(middle) < segment.activity ? low : high) = middle;
  }
  mean_at(segment.activity == 1.0 ? 0.0 : 0.5 * (low + high));
  std::array<std::uint64_t, kActivityClasses> below{};
  double sum = 0;
  for (std::size_t c = 0; c < kActivityClasses; ++c) below[c] = threshold_of(std::min(1.0, sum += shares[c]));
  below.back() = std::uint64_t{1} << 32;
  return below;
}

namespace {

void draw_classes(const Portrait& portrait, const GrowOptions& options, Crowd& crowd) {
  const std::vector<double> classes = activity_classes(portrait.activity_shape);
  std::vector<std::array<std::uint64_t, kActivityClasses>> below;
  for (const SegmentPortrait& segment : portrait.segments) below.push_back(tilted_classes(classes, segment));
  for_each_chunk((crowd.keys.size() + kChunk - 1) / kChunk, options.threads, [&](std::size_t chunk) {
    for (std::size_t i = chunk * kChunk; i < std::min(crowd.keys.size(), (chunk + 1) * kChunk); ++i) {
      const auto& table = below[crowd.segments[i]];
      const std::uint64_t word =
          words({options.seed, 0}, {.subject = crowd.keys[i], .why = Purpose::people})[0];
      crowd.classes[i] =
          static_cast<std::uint8_t>(std::upper_bound(table.begin(), table.end(), word) - table.begin());
    }
  });
}

void draw_platforms(const Portrait& portrait, std::uint32_t seed, Crowd& crowd) {
  for (std::size_t l = 0; l < portrait.layers.size(); ++l) {
    const std::uint64_t stream = stream_key({seed, 0},
                                            {.content = content_key(portrait.layers[l].platform),
                                             .why = Purpose::people,
                                             .occasion = static_cast<std::uint32_t>(PeopleDraw::uses)});
    for (std::size_t s = 0; s < portrait.segments.size(); ++s) {
      const std::uint64_t threshold = threshold_of(share_using(portrait.segments[s], l));
      for (std::uint32_t i = crowd.first[s]; i < crowd.first[s + 1]; ++i)
        if (static_cast<std::uint32_t>(coin_word(stream, crowd.keys[i])) < threshold)
          crowd.uses[i] = static_cast<std::uint16_t>(crowd.uses[i] | 1U << l);
    }
  }
}

}  // namespace

Crowd gather_crowd(const Portrait& portrait, const GrowOptions& options) {
  const std::vector<std::uint32_t> sizes = segment_sizes(portrait), starts = key_starts(portrait);
  Crowd crowd;
  crowd.first.push_back(0);
  for (std::size_t s = 0; s < sizes.size(); ++s) {
    crowd.first.push_back(crowd.first.back() + sizes[s]);
    for (std::uint32_t i = 0; i < sizes[s]; ++i) crowd.keys.push_back(starts[s] + i);
    crowd.segments.resize(crowd.first.back(), static_cast<std::uint8_t>(s));
  }
  crowd.classes.resize(crowd.keys.size());
  crowd.uses.resize(crowd.keys.size());
  crowd.follows.resize(crowd.keys.size());
  draw_classes(portrait, options, crowd);
  draw_platforms(portrait, options.seed, crowd);
  return crowd;
}

}  // namespace gs
