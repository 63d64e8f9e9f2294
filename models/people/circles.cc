// Where a person's circle is follows from his key and the number of circles by consistent hashing: more
// people make more circles, and most stay in theirs. The law's sums over pairs of points are told a row at a
// time: terms first, then their sum in order.
#include "models/people/circles.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "core/coins.h"
#include "core/error.h"
#include "models/first_step.h"
#include "models/people/listener_law.h"
#include "models/people/placing.h"

namespace gs {
namespace {

constexpr double kDensity = 0.5;  // of links among a person's neighbours in the circle; assumption
constexpr double kClosest = 0.9;  // highest chance that two people are linked at all; assumption

struct Point {  // of the law of listeners
  double relative = 0, share = 0;
};

std::vector<Point> points_of(double log_sd) {
  constexpr int kBody = 160, kTail = 16;
  const ListenerLaw law(log_sd);
  std::vector<Point> points;
  for (int i = 0; i < kBody; ++i)
    points.push_back({law.of_body((i + 0.5) / kBody), (1 - kTailShare) / kBody});
  for (int i = 0; i < kTail; ++i)
    points.push_back({ListenerLaw::of_tail((i + 0.5) / kTail), kTailShare / kTail});
  return points;
}

// Chance that two neighbours of a person, either way, are both of the circle: those who hear him outside come
// by his hearing weight, which has nothing to do with his own listeners.
double both_inside(const std::vector<Point>& points, const std::vector<double>& inside, double reciprocity) {
  double rest = 0, squares = 0;
  for (std::size_t i = 0; i < points.size(); ++i) rest += points[i].share * (points[i].relative - inside[i]);
  std::vector<double> terms(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double here = (2 - reciprocity) * inside[i], outside = points[i].relative - inside[i];
    for (std::size_t j = 0; j < points.size(); ++j) {
      const double all = here + outside + (1 - reciprocity) * rest * points[j].relative;
      terms[j] = points[i].share * points[j].share * here * here / (all * all);
    }
    for (const double term : terms) squares += term;
  }
  return squares;
}

// Somebody is met inside in proportion to his listeners there, outside to his other listeners.
void meet(const std::vector<Point>& points, const std::vector<double>& inside, CircleLaw& law) {
  double known = 0, of_known = 0, others = 0, of_others = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double rest = points[i].relative - inside[i];
    known += points[i].share * inside[i];
    others += points[i].share * rest;
    of_known += points[i].share * inside[i] * points[i].relative;
    of_others += points[i].share * rest * points[i].relative;
  }
  law.of_known = known > 0 ? of_known / known : 1;
  law.of_others = others > 0 ? of_others / others : 1;
}

CircleLaw law_of_share(const LayerPortrait& layer, const std::vector<Point>& points, double share) {
  const double ways = 2.0 - layer.reciprocity;  // chance of a link either way, per chance one way
  CircleLaw law;
  law.share = share;
  law.most = kClosest / ways;
  std::vector<double> c;
  double mean = 0, square = 0;
  for (const Point& point : points) {
    c.push_back(share * std::min(point.relative, kMostInCircle));
    mean += point.share * c.back();
    square += point.share * c.back() * c.back();
  }
  // Size-biased mean chance (E c^2)^2 / ((E c)^3 n) = kDensity / ways gives the size n, in means.
  const double n =
      std::max(square * square * ways / (mean * mean * mean * kDensity), 2 / layer.mean_listeners);
  law.people = n * layer.mean_listeners;
  double inside = 0, dense = 0, pairs = 0;
  std::vector<double> met(points.size()), linked(points.size());
  const auto link_with = [&](std::size_t i) {  // chance that i and each point are linked
    for (std::size_t j = 0; j < points.size(); ++j) linked[j] = std::min(law.most, c[i] * c[j] / (n * mean));
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    link_with(i);
    for (std::size_t j = 0; j < points.size(); ++j) met[i] += points[j].share * linked[j] * n;
    inside += points[i].share * met[i];
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    link_with(i);
    for (std::size_t j = 0; j < points.size(); ++j) {
      const double weight = points[i].share * points[j].share * met[i] * met[j];
      pairs += weight;
      dense += weight * linked[j];
    }
  }
  law.links = inside;
  law.clustering = both_inside(points, met, layer.reciprocity) * ways * dense / pairs;
  meet(points, met, law);
  return law;
}

// The least share, in steps of 2^-40, whose circles cluster as much as asked for.
double least_share(const LayerPortrait& layer, const std::vector<Point>& points, double most) {
  constexpr double kSteps = 0x1p40;
  const Steps all{0, kSteps, -layer.triangles, most - layer.triangles};
  return first_step(all,
                    [&](double step) {
                      return law_of_share(layer, points, step / kSteps).clustering - layer.triangles;
                    }) /
         kSteps;
}

// Clustering where all links people want in circles are there.
double most_clustering(const LayerPortrait& layer, const std::vector<Point>& points) {
  const double most = law_of_share(layer, points, 1.0).clustering;
  if (layer.triangles <= most) return most;
  const int hundredths = static_cast<int>(100 * most);
  throw Error(Fault::bad_input,
              "platforms/" + layer.platform + "/triangles",
              std::string("more than people who know each other can make here, at most 0.") +
                  (hundredths < 10 ? "0" : "") + std::to_string(hundredths),
              "lower it");
}

bool has_circles(const LayerPortrait& layer) { return layer.triangles > 0 && layer.mean_listeners > 0; }

}  // namespace

void check_circles(const LayerPortrait& layer) {
  if (has_circles(layer)) most_clustering(layer, points_of(layer.listeners_log_sd));
}

CircleLaw circle_law(const LayerPortrait& layer) {
  const std::vector<Point> points = points_of(layer.listeners_log_sd);
  if (!has_circles(layer)) {
    CircleLaw none;
    meet(points, std::vector<double>(points.size()), none);
    return none;
  }
  const double most = most_clustering(layer, points);
  return law_of_share(layer, points, least_share(layer, points, most));
}

Circles make_circles(const CircleRequest& request) {
  const std::uint64_t stream = stream_key({request.seed, 0},
                                          {.content = request.layer_key,
                                           .why = Purpose::people,
                                           .occasion = static_cast<std::uint32_t>(PeopleDraw::circle)});
  // Circles of each segment's own, then those of the pool.
  const std::size_t segments = request.per_segment.size();
  std::vector<std::uint32_t> first(segments + 2);
  std::vector<std::uint64_t> home;
  double pool = 0;
  const auto how_many = [&](double people) {
    return static_cast<std::uint32_t>(std::max(1.0, std::round(people / request.people)));
  };
  for (std::size_t s = 0; s < segments; ++s) {
    home.push_back(threshold_of(request.mixing.home[s]));
    first[s + 1] = first[s] + how_many(request.per_segment[s] * request.mixing.home[s]);
    pool += request.per_segment[s] * (1 - request.mixing.home[s]);
  }
  first[segments + 1] = first[segments] + how_many(pool);
  std::vector<std::uint32_t> circle(request.users.size());
  Circles circles;
  circles.first.assign(first.back() + std::size_t{1}, 0);
  for (std::size_t i = 0; i < request.users.size(); ++i) {
    const std::uint32_t row = request.users[i];
    const std::size_t s = request.segment.empty() ? 0 : request.segment[row];
    const std::uint64_t word = coin_word(stream, request.person[row]);
    const std::size_t kind = static_cast<std::uint32_t>(word) < home[s] ? s : segments;
    circle[i] = first[kind] + place_in(mix64(word ^ 0xe7037ed1a0b428dbULL), first[kind + 1] - first[kind]);
    ++circles.first[circle[i] + 1];
  }
  std::partial_sum(circles.first.begin(), circles.first.end(), circles.first.begin());
  std::vector<std::uint32_t> next = circles.first;
  circles.members.resize(request.users.size());
  for (std::size_t i = 0; i < request.users.size(); ++i)
    circles.members[next[circle[i]]++] = request.users[i];
  for (std::size_t c = 0; c < circles.size(); ++c)
    std::sort(circles.members.begin() + circles.first[c],
              circles.members.begin() + circles.first[c + 1],
              [&](std::uint32_t a, std::uint32_t b) { return request.person[a] < request.person[b]; });
  return circles;
}

}  // namespace gs
