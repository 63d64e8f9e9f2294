// Measured: one pass over the links of the page's layer. Expected: closed forms, segment by segment.
#include "models/people/neighbourhood.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/real.h"
#include "models/people/crowd.h"
#include "models/people/mixing.h"
#include "models/people/people.h"
#include "models/people/targets.h"

namespace gs {
namespace {

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0.0; }

// Followers expected in each segment: n (1 - exp(-odds t)), t such that they sum to what is wanted.
std::vector<double> followers_by_segment(const Portrait& portrait,
                                         const PagePortrait& page,
                                         const std::vector<double>& users) {
  const double wanted = agents_following(portrait, page);
  std::vector<double> followers(users.size());
  double low = -40, high = 40;
  for (int halving = 0; halving < 80; ++halving) {
    const double t = exact_exp(0.5 * (low + high));
    double sum = 0;
    for (std::size_t s = 0; s < users.size(); ++s)
      sum += followers[s] = users[s] * (1 - exact_exp(-std::min(700.0, odds_of_following(page, s) * t)));
    (sum < wanted ? low : high) = 0.5 * (low + high);
  }
  return followers;
}

struct Blocks {  // of a layer, segment by segment
  std::vector<double> users, followers;
  Mixing mixing;
  double odds = 1, circles = 0, reciprocity = 0;  // circles: share of links

  double share(std::size_t s) const { return ratio(followers[s], users[s]); }
  // Chance that a link drawn by a follower in any segment, ending in s, ends at a follower.
  double drawn_by_follower(std::size_t s) const {
    const double c = share(s);
    if (c <= 0 || c >= 1) return c;
    return std::min(1.0, c + (followers_share(c, odds) - c) / (1 - circles));
  }
};

struct Links {  // from followers and from others, and to whom
  double ff = 0, fo = 0, of = 0, oo = 0;
  void add(const Links& other, double times) {
    ff += times * other.ff;
    fo += times * other.fo;
    of += times * other.of;
    oo += times * other.oo;
  }
  Links turned() const { return {.ff = ff, .fo = of, .of = fo, .oo = oo}; }
};

// Links of everybody drawing one, with or without the pull of the page.
Links one_each(const Blocks& blocks, bool pull) {
  Links links;
  for (std::size_t s = 0; s < blocks.users.size(); ++s)
    for (std::size_t t = 0; t < blocks.users.size(); ++t) {
      const double p = blocks.mixing.share(s, t), c = blocks.share(t);
      const double x = pull ? blocks.drawn_by_follower(t) : c;
      const double from = blocks.followers[s], other = blocks.users[s] - from;
      links.add({.ff = from * x, .fo = from * (1 - x), .of = other * c, .oo = other * (1 - c)}, p);
    }
  return links;
}

}  // namespace

Neighbourhood neighbourhood_of(const Audience& audience, std::uint32_t page) {
  const std::uint32_t l = audience.pages[page].layer;
  const Layer& layer = audience.layers[l];
  double users = 0, followers = 0, met = 0;
  double from[2]{}, to_followers[2]{};
  for (AgentId agent{0}; agent.value < audience.agents; ++agent.value) {
    if (!is_on(audience, agent, l)) continue;
    const std::uint32_t follower = follows(audience, agent, page);
    users += 1;
    followers += follower;
    const auto row = listeners_of(layer, agent);
    from[follower] += static_cast<double>(row.size());
    for (const AgentId listener : row) {
      to_followers[follower] += follows(audience, listener, page);
      met += static_cast<double>(listeners_of(layer, listener).size());
    }
  }
  const double k = audience.people_per_agent, links = from[0] + from[1];
  return {.followers = k * followers,
          .others = k * (users - followers),
          .mean_listeners = ratio(links, users),
          .listeners_of_listeners = ratio(met, links),
          .follower_share_of_followers = ratio(to_followers[1], from[1]),
          .follower_share_of_strangers = ratio(to_followers[0], from[0])};
}

Neighbourhood expected_neighbourhood(const Portrait& portrait, std::uint32_t page) {
  return expected_neighbourhood(portrait, page, circle_law(portrait.layers[portrait.pages[page].layer]));
}

Neighbourhood expected_neighbourhood(const Portrait& portrait, std::uint32_t page, const CircleLaw& law) {
  const PeopleSize size = people_size(portrait);
  const PagePortrait& one = portrait.pages[page];
  const LayerPortrait& layer = portrait.layers[one.layer];
  const std::vector<std::uint32_t> agents = segment_sizes(portrait);
  Blocks blocks;
  for (std::size_t s = 0; s < agents.size(); ++s)
    blocks.users.push_back(agents[s] * share_using(portrait.segments[s], one.layer));
  blocks.followers = followers_by_segment(portrait, one, blocks.users);
  blocks.mixing = mix_segments(blocks.users, layer.same_segment);
  blocks.odds = layer.same_page;
  blocks.circles = law.links;
  blocks.reciprocity = layer.reciprocity;
  const Links pulled = one_each(blocks, true);
  Links links;
  links.add(one_each(blocks, false), blocks.circles);
  links.add(pulled, (1 - blocks.circles) * (1 - 0.5 * blocks.reciprocity));
  links.add(pulled.turned(), (1 - blocks.circles) * 0.5 * blocks.reciprocity);
  const double k = portrait.people_per_agent, followers = size.followers[page];
  const double listeners = size.listeners[one.layer];
  // Whom a link one way ends at has nothing to do with his own listeners.
  const double met = law.links * law.of_known + (1 - law.links) * (1 - layer.reciprocity) +
                     (1 - law.links) * layer.reciprocity * law.of_others;
  return {.followers = k * followers,
          .others = k * (size.users[one.layer] - followers),
          .mean_listeners = listeners,
          .listeners_of_listeners = listeners * met,
          .follower_share_of_followers = ratio(links.ff, links.ff + links.fo),
          .follower_share_of_strangers = ratio(links.of, links.of + links.oo)};
}

}  // namespace gs
