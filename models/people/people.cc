// Three steps, each a function of the portrait and what the steps before it made.
#include "models/people/people.h"

#include <algorithm>
#include <utility>

#include "models/people/circles.h"
#include "models/people/crowd.h"
#include "models/people/follow_pages.h"
#include "models/people/links.h"
#include "models/people/listener_law.h"

namespace gs {
namespace {

// Row of each person of the crowd: followers of some page first.
std::vector<std::uint32_t> rows_of(const Crowd& crowd) {
  std::vector<std::uint32_t> rows(crowd.keys.size());
  std::uint32_t row = 0;
  for (const bool follower : {true, false})
    for (std::size_t i = 0; i < rows.size(); ++i)
      if ((crowd.follows[i] != 0) == follower) rows[i] = row++;
  return rows;
}

template <class T, class U>
void give_rows(std::vector<T>& column, const std::vector<U>& crowd, const std::vector<std::uint32_t>& rows) {
  column.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) column[rows[i]] = crowd[i];
}

Audience seat(const Portrait& portrait, const Crowd& crowd, const std::vector<std::uint32_t>& rows) {
  Audience audience;
  audience.agents = static_cast<std::uint32_t>(rows.size());
  audience.people_per_agent = portrait.people_per_agent;
  audience.activity = activity_classes(portrait.activity_shape);
  give_rows(audience.person.rows, crowd.keys, rows);
  give_rows(audience.activity_class.rows, crowd.classes, rows);
  const bool everywhere = std::ranges::all_of(
      crowd.uses, [&](unsigned uses) { return uses + 1 == 1U << portrait.layers.size(); });
  if (!everywhere) give_rows(audience.uses.rows, crowd.uses, rows);
  if (portrait.segments.size() > 1) give_rows(audience.segment.rows, crowd.segments, rows);
  const auto is_ahead = [](const SegmentPortrait& segment) { return segment.hours_ahead != 0; };
  if (std::ranges::any_of(portrait.segments, is_ahead))
    for (const SegmentPortrait& segment : portrait.segments)
      audience.segment_hours.push_back(segment.hours_ahead);
  return audience;
}

void open_pages(const Portrait& portrait,
                const Crowd& crowd,
                const std::vector<std::uint32_t>& rows,
                Audience& audience) {
  std::vector<std::uint64_t> follows;
  give_rows(follows, crowd.follows, rows);
  for (std::size_t p = 0; p < portrait.pages.size(); ++p) {
    std::vector<std::uint32_t> followers;
    for (std::uint32_t row = 0; row < follows.size(); ++row)
      if ((follows[row] >> p & 1U) != 0) followers.push_back(row);
    add_page(audience, portrait.pages[p].layer, std::move(followers));
  }
  audience.follows.rows.resize(rows.size());
}

// Mean of min(mean x law, most).
double mean_listeners(const LayerPortrait& layer, double most) {
  constexpr int kBody = 4000, kTail = 200;
  const ListenerLaw law(layer.listeners_log_sd);
  double body = 0, tail = 0;
  for (int i = 0; i < kBody; ++i)
    body += std::min(most, layer.mean_listeners * law.of_body((i + 0.5) / kBody)) / kBody;
  for (int i = 0; i < kTail; ++i)
    tail += std::min(most, layer.mean_listeners * ListenerLaw::of_tail((i + 0.5) / kTail)) / kTail;
  return (1 - kTailShare) * body + kTailShare * tail;
}

}  // namespace

Audience grow_audience(const Portrait& portrait, std::uint32_t seed, unsigned threads, const Watch& watch) {
  check_portrait(portrait);
  for (const LayerPortrait& layer : portrait.layers) check_circles(layer);
  watch.leave_if_asked(kStoppedGrowing);
  const GrowOptions options{seed, threads, watch};
  Crowd crowd = gather_crowd(portrait, options);
  follow_pages(portrait, options, crowd);
  const std::vector<std::uint32_t> rows = rows_of(crowd);
  Audience audience = seat(portrait, crowd, rows);
  open_pages(portrait, crowd, rows, audience);
  crowd = {};
  watch.done(0.1);
  const double share = 0.9 / static_cast<double>(portrait.layers.size());
  for (std::uint32_t l = 0; l < portrait.layers.size(); ++l)
    audience.layers.push_back(grow_layer({.audience = audience,
                                          .portrait = portrait,
                                          .layer = l,
                                          .crowd = rows,
                                          .seed = seed,
                                          .threads = threads,
                                          .watch = watch.part(share)}));
  return audience;
}

PeopleSize people_size(const Portrait& portrait) {
  check_portrait(portrait);
  refuse_too_many_followers(portrait);
  PeopleSize size;
  size.people_per_agent = portrait.people_per_agent;
  const std::vector<std::uint32_t> agents = segment_sizes(portrait);
  for (const std::uint32_t people : agents) size.agents += people;
  for (std::size_t l = 0; l < portrait.layers.size(); ++l) {
    check_circles(portrait.layers[l]);
    double users = 0;
    for (std::size_t s = 0; s < agents.size(); ++s) users += agents[s] * share_using(portrait.segments[s], l);
    size.users.push_back(users);
    size.listeners.push_back(mean_listeners(portrait.layers[l], std::max(0.0, users - 1)));
    size.links += users * size.listeners.back();
  }
  for (const PagePortrait& page : portrait.pages) size.followers.push_back(agents_following(portrait, page));
  return size;
}

}  // namespace gs
