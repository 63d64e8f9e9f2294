// Groups hold rows in the order of segment and index, whatever the order of rows in the audience, so that a
// segment that grows moves few links.
#include "models/people/targets.h"

#include <algorithm>
#include <bit>

#include "core/coins.h"
#include "core/draw.h"
#include "models/people/circles.h"

namespace gs {
namespace {

constexpr std::uint64_t kAll = std::uint64_t{1} << 32;

void mix(LayerPeople& people, const Mixing& mixing) {
  const std::size_t segments = people.per_segment.size();
  people.row.assign(segments * segments, 0);
  for (std::size_t s = 0; s < segments; ++s) {
    double sum = 0;
    std::size_t last = 0;
    for (std::size_t t = 0; t < segments; ++t) {
      sum += mixing.share(s, t);
      people.row[s * segments + t] = threshold_of(std::min(1.0, sum));
      if (mixing.share(s, t) > 0) last = t;
    }
    for (std::size_t t = last; t < segments; ++t) people.row[s * segments + t] = kAll;
  }
}

void attract(LayerPeople& people, const LayerPortrait& layer) {
  const Audience& audience = people.audience;
  const std::size_t segments = people.per_segment.size();
  people.attract.assign(audience.pages.size() * segments, 0);
  if (layer.same_page <= 1) return;
  const double outside = 1 - circle_law(layer).links;
  for (std::size_t p = 0; p < audience.pages.size(); ++p) {
    if (audience.pages[p].layer != people.layer) continue;
    people.pages |= std::uint64_t{1} << p;
    std::vector<double> followers(segments);
    for (const std::uint32_t agent : audience.pages[p].followers.agents)
      ++followers[segment_of(audience, AgentId{agent})];
    for (std::size_t s = 0; s < segments; ++s) {
      const double c = people.per_segment[s] > 0 ? followers[s] / people.per_segment[s] : 0;
      if (c <= 0 || c >= 1) continue;
      const double more = (followers_share(c, layer.same_page) - c) / (1 - c) / outside;
      people.attract[p * segments + s] = threshold_of(std::min(1.0, more));
    }
  }
}

}  // namespace

LayerPeople layer_people(const Audience& audience,
                         const Portrait& portrait,
                         std::uint32_t layer,
                         std::span<const std::uint32_t> crowd) {
  LayerPeople people{.audience = audience,
                     .layer = layer,
                     .users = {},
                     .first = {0},
                     .per_segment = {},
                     .row = {},
                     .pages = 0,
                     .attract = {}};
  std::size_t at = 0;
  for (std::uint32_t s = 0; s < portrait.segments.size(); ++s) {
    for (; at < crowd.size() && segment_of(audience, AgentId{crowd[at]}) == s; ++at)
      if (is_on(audience, AgentId{crowd[at]}, layer)) people.users.push_back(crowd[at]);
    people.per_segment.push_back(static_cast<double>(people.users.size() - people.first.back()));
    people.first.push_back(static_cast<std::uint32_t>(people.users.size()));
  }
  mix(people, mix_segments(people.per_segment, portrait.layers[layer].same_segment));
  attract(people, portrait.layers[layer]);
  return people;
}

Targets::Targets(const LayerPeople& people, std::span<const float> weight) : people_(people) {
  const std::size_t segments = people.per_segment.size();
  for (std::size_t s = 0; s < segments; ++s)
    segments_.emplace_back(
        std::span(people.users).subspan(people.first[s], people.first[s + 1] - people.first[s]), weight);
  followers_.resize(people.pages == 0 ? 0 : people.audience.pages.size() * segments);
  for (std::uint64_t bits = people.pages; bits != 0; bits &= bits - 1) {
    const auto page = static_cast<std::uint32_t>(std::countr_zero(bits));
    std::vector<std::vector<std::uint32_t>> rows(segments);
    for (const std::uint32_t row : people.users)
      if (follows(people.audience, AgentId{row}, page))
        rows[segment_of(people.audience, AgentId{row})].push_back(row);
    for (std::size_t s = 0; s < segments; ++s)
      followers_[page * segments + s] = WeightedGroup(rows[s], weight);
  }
}

std::uint32_t Targets::draw(std::uint32_t speaker, std::uint64_t word) const {
  const std::size_t segments = segments_.size();
  const std::uint64_t* row = &people_.row[segment_of(people_.audience, AgentId{speaker}) * segments];
  std::size_t s = 0;
  while (static_cast<std::uint32_t>(word) >= row[s]) ++s;
  const std::uint64_t next = mix64(word ^ 0xd1342543de82ef95ULL);
  const auto luck = static_cast<std::uint32_t>(word >> 32);
  std::uint64_t below = 0;
  const std::uint64_t pages =
      people_.pages == 0 ? 0 : people_.audience.follows[AgentId{speaker}] & people_.pages;
  for (std::uint64_t bits = pages; bits != 0; bits &= bits - 1) {
    const std::size_t at = static_cast<std::size_t>(std::countr_zero(bits)) * segments + s;
    below += people_.attract[at];
    if (luck < below && !followers_[at].empty()) return followers_[at].draw(next);
  }
  return segments_[s].draw(next);
}

}  // namespace gs
