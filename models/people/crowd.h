// Everybody of a portrait before rows are given out: person keys, activity classes, platforms used. All of it
// depends on the person's segment and index alone, so a segment that grows keeps everybody and no segment
// hears of another.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "core/draw.h"
#include "core/progress.h"
#include "models/population.h"
#include "models/portrait.h"

namespace gs {

struct Crowd {                       // segment by segment, and in each by index
  std::vector<std::uint32_t> first;  // of each segment, and the end
  std::vector<std::uint32_t> keys;
  std::vector<std::uint8_t> segments, classes;
  std::vector<std::uint16_t> uses;     // bit l: is on layer l
  std::vector<std::uint64_t> follows;  // bit p: follows page p (follow_pages.h)
};
struct GrowOptions {
  std::uint32_t seed = 1;
  unsigned threads = 0;  // 0: all cores
  Watch watch{};
};
Crowd gather_crowd(const Portrait& portrait, const GrowOptions& options);

// Throws Error(bad_input) naming the member that leaves its range, Error(limit) for too many of something.
void check_portrait(const Portrait& portrait);

std::vector<std::uint32_t> segment_sizes(const Portrait& portrait);  // agents of each
double share_using(const SegmentPortrait& segment, std::size_t layer);
double odds_of_following(const PagePortrait& page, std::size_t segment);
std::uint32_t agents_following(const Portrait& portrait, const PagePortrait& page);  // as told

// Key of each segment's first person; its people have consecutive keys from there on. The key follows from
// the segment's id. Where two runs of keys would meet (a chance of about 2 n / 2^32 for two segments of n),
// the segment whose id sorts later starts elsewhere.
std::vector<std::uint32_t> key_starts(const Portrait& portrait);

// Cumulative shares, scaled to 2^32, of the activity classes in a segment of that mean activity: the classes'
// equal shares tilted by exp(t x), which turns a gamma law into the same law scaled, t such that the mean is
// met exactly. Throws Error(bad_input) when it leaves the range of the classes.
std::array<std::uint64_t, kActivityClasses> tilted_classes(const std::vector<double>& classes,
                                                           const SegmentPortrait& segment);

inline constexpr const char* kStoppedGrowing = "stopped while the audience was grown";

// Addresses of a portrait's draws: occasions of Purpose::people and Purpose::links.
enum class PeopleDraw : std::uint32_t { uses = 2, follows = 3, standing = 4, circle = 5 };
enum class LinkDraw : std::uint32_t { one_way = 0, mutual = 1, acquaintance = 2, rounding = 3 };

}  // namespace gs
