// Circles: people who know each other (family, work, school), which is where triangles come from. A person
// is in one circle per platform, of his own segment with chance `home` (mixing.h), else of a common pool, so
// circles mix segments as all other links do. Two people of a circle are linked with chance
// c_i c_j / (sum of c), at most 0.9 either way; c = share x min(listeners, twice the mean). The share of
// links in circles and their size follow from the clustering asked for, in closed form over the law of
// listeners: clustering = E[(share of a person's neighbours in the circle)^2] x density among them.
// Closing wedges of a random graph instead would leave a clustering of the order 1 / listeners.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/people/crowd.h"
#include "models/people/mixing.h"

namespace gs {

struct CircleLaw {
  double share = 0;       // of links (up to twice the mean number) a person wants in the circle
  double people = 0;      // mean size of a circle
  double most = 0;        // highest chance of a link
  double links = 0;       // share of all links that lie in circles
  double clustering = 0;  // what comes out
  // Mean listeners of somebody met along a link in a circle, or along one that is returned outside, in means.
  double of_known = 1, of_others = 1;
};
// Throws Error(bad_input) when more triangles are asked for than circles can make; check_circles asks only
// that.
CircleLaw circle_law(const LayerPortrait& layer);
void check_circles(const LayerPortrait& layer);

inline constexpr double kMostInCircle = 2.0;  // of the mean number of listeners; assumption

// Users of a layer, circle by circle, in each by key.
struct Circles {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> members;  // rows
  std::span<const std::uint32_t> of(std::size_t circle) const {
    return std::span(members).subspan(first[circle], first[circle + 1] - first[circle]);
  }
  std::size_t size() const { return first.size() - 1; }
};

struct CircleRequest {
  std::span<const std::uint32_t> users;    // rows
  std::span<const std::uint32_t> person;   // keys, by row
  std::span<const std::uint8_t> segment;   // by row; empty: one segment
  const std::vector<double>& per_segment;  // users of each
  const Mixing& mixing;
  double people = 0;  // mean size
  std::uint32_t seed = 1, layer_key = 0;
};
Circles make_circles(const CircleRequest& request);

}  // namespace gs
