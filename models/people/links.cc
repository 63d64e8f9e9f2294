// Order of work: standing of everybody; circles counted; links to be returned drawn and turned round; rows
// laid out; circles written; rows sorted and filled up with links one way; gaps closed. Rows are written by
// one task each, and what is scattered is sorted, so that threads leave no trace.
#include "models/people/links.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <vector>

#include "core/blocks.h"
#include "core/coins.h"
#include "core/draw.h"
#include "models/people/circles.h"
#include "models/people/listener_law.h"
#include "models/people/rows.h"
#include "models/people/targets.h"

namespace gs {
namespace {

constexpr std::size_t kChunk = 2048;  // people per task
constexpr std::size_t kCircles = 32;  // circles per task
constexpr int kMostRounds = 16;

std::uint64_t stream_of(std::uint32_t seed, std::uint64_t subject, std::uint32_t content, LinkDraw why) {
  return stream_key({seed, 0},
                    {.subject = subject,
                     .content = content,
                     .why = Purpose::links,
                     .occasion = static_cast<std::uint32_t>(why)});
}

class LayerGrower {
 public:
  explicit LayerGrower(const LayerRequest& request)
      : request_(request),
        portrait_(request.portrait.layers[request.layer]),
        key_(content_key(portrait_.platform)),
        people_(layer_people(request.audience, request.portrait, request.layer, request.crowd)),
        law_(circle_law(portrait_)) {}

  Layer grow() {
    const std::size_t agents = request_.audience.agents;
    layer_.first.rows.assign(agents + 1, 0);
    stand();
    if (law_.share > 0) count_circles();
    plan();
    draw_mutual();
    lay_out();
    if (law_.share > 0) write_circles();
    write_mutual();
    fill_rows();
    close_gaps();
    return std::move(layer_);
  }

 private:
  std::uint32_t person(std::uint32_t row) const { return request_.audience.person[AgentId{row}]; }
  void each_chunk(std::size_t count,
                  std::size_t size,
                  const std::function<void(std::size_t, std::size_t)>& body) {
    for_each_chunk((count + size - 1) / size, request_.threads, [&](std::size_t chunk) {
      request_.watch.leave_if_asked(kStoppedGrowing);
      body(chunk * size, std::min(count, (chunk + 1) * size));
    });
  }
  void each_user(const std::function<void(std::uint32_t)>& body) {
    each_chunk(people_.users.size(), kChunk, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) body(people_.users[i]);
    });
  }

  void stand();
  void count_circles();
  template <class Each>
  void each_pair(std::span<const std::uint32_t> circle, Each&& each) const;
  void plan();
  void draw_mutual();
  void lay_out();
  void write_circles();
  void write_mutual();
  void fill_rows();
  void close_gaps();
  double in_circle(std::uint32_t row) const {
    return law_.share * std::min(listeners_[row], kMostInCircle * portrait_.mean_listeners);
  }
  // Listeners [have, row.size()) are drawn, all put in order; how many different ones there are.
  std::size_t fill(std::uint32_t speaker,
                   std::span<AgentId> row,
                   std::size_t have,
                   const Targets& targets,
                   LinkDraw why,
                   std::vector<AgentId>& spare) const;

  const LayerRequest& request_;
  const LayerPortrait& portrait_;
  std::uint32_t key_;
  LayerPeople people_;
  CircleLaw law_;
  Circles circles_;
  std::vector<double> listeners_;    // d, by row
  std::vector<float> hears_, rest_;  // h; what circles leave of d, in means
  std::vector<double> met_;          // expected listeners in the circle
  std::vector<std::uint32_t> circle_links_, one_way_, returned_, length_;
  std::vector<std::uint64_t> first_mutual_;
  std::vector<std::uint32_t> mutual_count_;
  std::vector<AgentId> mutual_;  // begun by each
  Layer layer_;
};

void LayerGrower::stand() {
  const std::size_t agents = request_.audience.agents;
  listeners_.assign(agents, 0);
  hears_.assign(agents, 0);
  met_.assign(agents, 0);
  circle_links_.assign(agents, 0);
  const ListenerLaw law(portrait_.listeners_log_sd);
  const double most = people_.users.empty() ? 0.0 : static_cast<double>(people_.users.size() - 1);
  each_user([&](std::uint32_t row) {
    const auto w = words({request_.seed, 0},
                         {.subject = person(row),
                          .content = key_,
                          .why = Purpose::people,
                          .occasion = static_cast<std::uint32_t>(PeopleDraw::standing)});
    listeners_[row] =
        std::min(most, portrait_.mean_listeners * law.relative(open_unit(w[0]), open_unit(w[1])));
    hears_[row] = static_cast<float>(law.relative(open_unit(w[2]), open_unit(w[3])));
  });
}

// Calls each(a, b, chance of a link one way, word) for all pairs of a circle; members are in order of key.
template <class Each>
void LayerGrower::each_pair(std::span<const std::uint32_t> circle, Each&& each) const {
  double all = 0;
  std::vector<double> wants;
  for (const std::uint32_t row : circle) all += wants.emplace_back(in_circle(row));
  std::vector<std::uint32_t> keys;
  for (const std::uint32_t row : circle) keys.push_back(person(row));
  for (std::size_t a = 0; a + 1 < circle.size(); ++a) {
    const std::uint64_t stream = stream_of(request_.seed, keys[a], key_, LinkDraw::acquaintance);
    const double scale = wants[a] / all;
    for (std::size_t b = a + 1; b < circle.size(); ++b)
      each(a,
           b,
           std::min(law_.most, scale * wants[b]),
           static_cast<std::uint32_t>(coin_word(stream, keys[b])));
  }
}

void LayerGrower::count_circles() {
  circles_ = make_circles({.users = people_.users,
                           .person = request_.audience.person.rows,
                           .segment = request_.audience.segment.rows,
                           .per_segment = people_.per_segment,
                           .mixing = mix_segments(people_.per_segment, portrait_.same_segment),
                           .people = law_.people,
                           .seed = request_.seed,
                           .layer_key = key_});
  const double returned = portrait_.reciprocity;
  each_chunk(circles_.size(), kCircles, [&](std::size_t begin, std::size_t end) {
    for (std::size_t c = begin; c < end; ++c) {
      const auto circle = circles_.of(c);
      each_pair(circle, [&](std::size_t a, std::size_t b, double p, std::uint32_t word) {
        met_[circle[a]] += p;
        met_[circle[b]] += p;
        const double luck = (word + 0.5) * 0x1p-32;
        circle_links_[circle[a]] += luck < p;
        circle_links_[circle[b]] += luck < returned * p || (luck >= p && luck < (2 - returned) * p);
      });
    }
  });
}

// Whole numbers of links of each kind, the fraction by a coin.
void LayerGrower::plan() {
  const std::size_t agents = request_.audience.agents;
  one_way_.assign(agents, 0);
  mutual_count_.assign(agents, 0);
  rest_.assign(agents, 0);
  each_user([&](std::uint32_t row) {
    const double rest = std::max(0.0, listeners_[row] - met_[row]);
    rest_[row] = static_cast<float>(rest / std::max(portrait_.mean_listeners, 1e-9));
    const std::uint64_t word = coin_word(stream_of(request_.seed, person(row), key_, LinkDraw::rounding), 0);
    const auto whole = [](double count, std::uint32_t luck) {
      const auto floor = static_cast<std::uint32_t>(count);
      return floor + (open_unit(luck) < count - floor ? 1U : 0U);
    };
    one_way_[row] = whole((1 - portrait_.reciprocity) * rest, static_cast<std::uint32_t>(word));
    mutual_count_[row] = whole(0.5 * portrait_.reciprocity * rest, static_cast<std::uint32_t>(word >> 32));
  });
}

std::size_t LayerGrower::fill(std::uint32_t speaker,
                              std::span<AgentId> row,
                              std::size_t have,
                              const Targets& targets,
                              LinkDraw why,
                              std::vector<AgentId>& spare) const {
  const std::uint64_t stream = stream_of(request_.seed, person(speaker), key_, why);
  std::uint32_t ordinal = 0;
  for (int round = 0; round < kMostRounds && have < row.size(); ++round) {
    std::size_t at = have;
    for (std::size_t tries = row.size() - have; tries > 0; --tries) {
      const std::uint32_t listener = targets.draw(speaker, coin_word(stream, ordinal++));
      if (listener != speaker && listener != WeightedGroup::kNobody) row[at++] = AgentId{listener};
    }
    const auto drawn = row.first(at);
    sort_row(drawn, request_.audience.agents, spare);
    have = static_cast<std::size_t>(std::unique(drawn.begin(), drawn.end()) - drawn.begin());
  }
  return have;
}

void LayerGrower::draw_mutual() {
  const std::size_t agents = request_.audience.agents;
  first_mutual_.assign(agents + 1, 0);
  returned_.assign(agents, 0);
  for (std::size_t row = 0; row < agents; ++row)
    first_mutual_[row + 1] = first_mutual_[row] + mutual_count_[row];
  mutual_.resize(first_mutual_.back());
  if (mutual_.empty()) return request_.watch.done(0.3);
  const Targets targets(people_, rest_);
  each_chunk(agents, kChunk, [&](std::size_t begin, std::size_t end) {
    std::vector<AgentId> spare;
    for (std::size_t row = begin; row < end; ++row) {
      const auto space = std::span(mutual_).subspan(first_mutual_[row], mutual_count_[row]);
      mutual_count_[row] = static_cast<std::uint32_t>(
          fill(static_cast<std::uint32_t>(row), space, 0, targets, LinkDraw::mutual, spare));
    }
    request_.watch.done(0.3 * static_cast<double>(end - begin) / static_cast<double>(agents));
  });
  for (std::size_t row = 0; row < agents; ++row)
    for (std::uint32_t i = 0; i < mutual_count_[row]; ++i) ++returned_[mutual_[first_mutual_[row] + i].value];
}

void LayerGrower::lay_out() {
  auto& first = layer_.first.rows;
  length_ = circle_links_;
  for (std::size_t row = 0; row + 1 < first.size(); ++row)
    first[row + 1] = first[row] + circle_links_[row] + mutual_count_[row] + returned_[row] + one_way_[row];
  layer_.listeners.resize(first.back());
}

void LayerGrower::write_circles() {
  const double returned = portrait_.reciprocity;
  each_chunk(circles_.size(), kCircles, [&](std::size_t begin, std::size_t end) {
    for (std::size_t c = begin; c < end; ++c) {
      const auto circle = circles_.of(c);
      std::vector<std::uint64_t> next;
      for (const std::uint32_t row : circle) next.push_back(layer_.first.rows[row]);
      each_pair(circle, [&](std::size_t a, std::size_t b, double p, std::uint32_t word) {
        const double luck = (word + 0.5) * 0x1p-32;
        if (luck < p) layer_.listeners[next[a]++] = AgentId{circle[b]};
        if (luck < returned * p || (luck >= p && luck < (2 - returned) * p))
          layer_.listeners[next[b]++] = AgentId{circle[a]};
      });
    }
  });
}

void LayerGrower::write_mutual() {
  for (std::uint32_t row = 0; row < request_.audience.agents; ++row)
    for (std::uint32_t i = 0; i < mutual_count_[row]; ++i) {
      const AgentId other = mutual_[first_mutual_[row] + i];
      layer_.listeners[layer_.first.rows[row] + length_[row]++] = other;
      layer_.listeners[layer_.first.rows[other.value] + length_[other.value]++] = AgentId{row};
    }
  mutual_ = {};
}

void LayerGrower::fill_rows() {
  const Targets targets(people_, hears_);
  const std::size_t agents = request_.audience.agents;
  each_chunk(agents, kChunk, [&](std::size_t begin, std::size_t end) {
    std::vector<AgentId> spare;
    for (std::size_t row = begin; row < end; ++row) {
      const auto space =
          std::span(layer_.listeners)
              .subspan(layer_.first.rows[row], layer_.first.rows[row + 1] - layer_.first.rows[row]);
      const auto known = space.first(length_[row]);
      sort_row(known, request_.audience.agents, spare);
      const auto have = static_cast<std::size_t>(std::unique(known.begin(), known.end()) - known.begin());
      length_[row] = static_cast<std::uint32_t>(fill(static_cast<std::uint32_t>(row),
                                                     space.first(have + one_way_[row]),
                                                     have,
                                                     targets,
                                                     LinkDraw::one_way,
                                                     spare));
    }
    request_.watch.done(0.7 * static_cast<double>(end - begin) / static_cast<double>(agents));
  });
}

void LayerGrower::close_gaps() {
  auto& first = layer_.first.rows;
  std::uint64_t to = 0;
  for (std::size_t row = 0; row + 1 < first.size(); ++row) {
    const std::uint64_t from = first[row];
    if (to != from)
      std::copy_n(layer_.listeners.begin() + static_cast<std::ptrdiff_t>(from),
                  length_[row],
                  layer_.listeners.begin() + static_cast<std::ptrdiff_t>(to));
    first[row] = to;
    to += length_[row];
  }
  first.back() = to;
  layer_.listeners.resize(to);
}

}  // namespace

Layer grow_layer(const LayerRequest& request) { return LayerGrower(request).grow(); }

}  // namespace gs
