// How the default audience is grown.
// People: followers first, then outsiders; activity class and number of listeners are addressed draws of the
// person. Listeners: log-normal body (DEFAULTS 11) with a Pareto tail for one person in a hundred; the sum of
// both is scaled to the mean asked for. Each link is an addressed word of (speaker, ordinal): first followers
// or outsiders by the odds of homophily, then a place in the group by consistent hashing, which moves a link
// only onto people who are new when the group grows; a candidate is kept in proportion to his hearing weight
// (degree correction), which is independent of his activity, so that a listener's activity has the plain law.
// Power-of-two consistent hashing: E. Leu 2023, arXiv:2307.12448.
// Does not model reciprocity, triangles or segments.
#include "models/population.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "core/blocks.h"
#include "core/coins.h"
#include "core/error.h"
#include "models/people/listener_law.h"
#include "models/people/placing.h"
#include "models/people/rows.h"

namespace gs {
namespace {

constexpr std::size_t kChunk = 2048;  // people per task
constexpr const char* kStopped = "stopped while the audience was grown";
constexpr std::uint32_t kSample = 20000;  // people asked for their listeners when only the size is wanted
struct Sizes {
  std::uint32_t followers = 0, outsiders = 0;
  double people_per_agent = 1;
};

void refuse(const char* key, const char* range) {
  throw Error(Fault::bad_input, key, range, "use a value in the range, or leave the key out");
}

void check(const PopulationParameters& p) {
  if (!(p.followers >= 0 && p.followers <= 2e9)) refuse("followers", "outside 0 to 2e9 people");
  if (!(p.outsiders_per_follower >= 0 && p.outsiders_per_follower <= 1000))
    refuse("outsiders_per_follower", "outside 0 to 1000");
  if (!(p.mean_listeners >= 0 && p.mean_listeners <= 1e5)) refuse("mean_listeners", "outside 0 to 100000");
  if (!(p.listeners_log_sd >= 0 && p.listeners_log_sd <= 3)) refuse("listeners_log_sd", "outside 0 to 3");
  if (!(p.follower_homophily > 0 && p.follower_homophily <= 1000))
    refuse("follower_homophily", "outside 0 to 1000");
  if (!(p.max_agents_per_account >= 0)) refuse("max_agents_per_account", "below 0");
}

Sizes sizes_of(const PopulationParameters& p) {
  Sizes sizes;
  const double cap = p.max_agents_per_account;
  if (cap > 0 && p.followers > cap) sizes.people_per_agent = p.followers / cap;
  const double followers = p.followers / sizes.people_per_agent,
               outsiders = followers * p.outsiders_per_follower;
  if (followers + outsiders > 2e9)
    throw Error(Fault::limit, "followers", "more than 2e9 agents", "set people_per_agent or fewer outsiders");
  sizes.followers = static_cast<std::uint32_t>(followers + 0.5);
  sizes.outsiders = static_cast<std::uint32_t>(outsiders + 0.5);
  return sizes;
}

// One person's draws: class, listeners before the limit of a small audience.
struct Person {
  std::uint8_t activity_class = 0;
  std::uint32_t listeners = 0;
};

Person draw_person(std::uint32_t key, std::uint32_t seed, double mean_listeners, const ListenerLaw& law) {
  const auto w = words({seed, 0}, {.subject = key, .why = Purpose::people});
  const double listeners = mean_listeners * law.relative(open_unit(w[2]), open_unit(w[1]));
  const auto whole = static_cast<std::uint32_t>(listeners);
  return {static_cast<std::uint8_t>(static_cast<std::uint64_t>(w[0]) * kActivityClasses >> 32),
          whole + (open_unit(w[3]) < listeners - whole ? 1U : 0U)};
}

// People a link may end at: agents first .. first + size - 1, with keys from `key`.
struct Group {
  std::uint32_t first = 0, size = 0, key = 0;
};

// A well-mixed 32-bit hash of a person key (bijective; constants of the lowbias32 search, C. Wellons, public
// domain).
std::uint32_t rank_of(std::uint32_t key) {
  key = (key ^ key >> 16) * 0x7feb352dU;
  key = (key ^ key >> 15) * 0x846ca68bU;
  return key ^ key >> 16;
}

class Grower {
 public:
  Grower(const PopulationParameters& p, std::uint32_t seed)
      : sizes_(sizes_of(p)),
        seed_(seed),
        mean_(p.mean_listeners),
        law_(p.listeners_log_sd),
        ranks_(static_cast<std::uint32_t>(stream_key({seed, 0}, {.why = Purpose::people, .occasion = 1}))),
        groups_{Group{sizes_.followers, sizes_.outsiders, kFirstOutsider}, Group{0, sizes_.followers, 0}} {
    const double odds = p.follower_homophily * p.outsiders_per_follower;
    const bool mixed = sizes_.followers > 0 && sizes_.outsiders > 0;
    const double only = sizes_.followers > 0 ? 1.0 : 0.0;
    follower_threshold_[1] = threshold_of(mixed ? follower_share_of_listeners(p) : only);
    follower_threshold_[0] = threshold_of(mixed ? 1.0 / (1.0 + odds) : only);
  }
  std::uint32_t agents() const { return sizes_.followers + sizes_.outsiders; }
  const Sizes& sizes() const { return sizes_; }

  std::uint32_t key_of(std::uint32_t agent) const {
    return agent < sizes_.followers ? agent : kFirstOutsider + (agent - sizes_.followers);
  }
  Person person(std::uint32_t agent) const {
    Person person = draw_person(key_of(agent), seed_, mean_, law_);
    person.listeners = std::min(person.listeners, agents() - 1);
    return person;
  }

  // Fills `row` with that many different listeners of the speaker, ascending.
  void fill(std::uint32_t speaker, std::span<AgentId> row, std::vector<AgentId>& spare) const {
    const std::uint64_t stream = stream_key({seed_, 0}, {.subject = key_of(speaker), .why = Purpose::links});
    const std::uint64_t follower_below = follower_threshold_[speaker < sizes_.followers];
    std::size_t have = 0;
    std::uint32_t ordinal = 0;
    // Repeats are dropped and made up for by further ordinals, in small audiences over several rounds.
    for (int round = 0; round < 16 && have < row.size(); ++round) {
      for (std::size_t at = have; at < row.size();)
        if (const std::uint32_t agent = link(stream, ordinal++, follower_below); agent != speaker)
          row[at++] = AgentId{agent};
      sort_row(row, agents(), spare);
      have = static_cast<std::size_t>(std::unique(row.begin(), row.end()) - row.begin());
    }
    if (have < row.size()) complete_row(AgentId{speaker}, row, have);
  }

 private:
  std::uint32_t link(std::uint64_t stream, std::uint32_t ordinal, std::uint64_t follower_below) const {
    const std::uint64_t word = coin_word(stream, ordinal);
    const Group& group = groups_[static_cast<std::uint32_t>(word) < follower_below];
    const std::uint32_t one = place_in(mix64(word ^ 0xa0761d6478bd642fULL), group.size);
    const std::uint32_t two = place_in(mix64(word ^ 0xe7037ed1a0b428dbULL), group.size);
    return group.first +
           (rank_of((group.key + one) ^ ranks_) >= rank_of((group.key + two) ^ ranks_) ? one : two);
  }

  Sizes sizes_;
  std::uint32_t seed_;
  double mean_;
  ListenerLaw law_;
  std::uint32_t ranks_;
  std::array<Group, 2> groups_;                        // outsiders, followers
  std::array<std::uint64_t, 2> follower_threshold_{};  // of an outsider's link, of a follower's link
};

void for_each_chunk_of_people(std::uint32_t agents,
                              unsigned threads,
                              const std::function<void(std::uint32_t, std::uint32_t)>& body) {
  for_each_chunk((agents + kChunk - 1) / kChunk, threads, [&](std::size_t chunk) {
    const auto begin = static_cast<std::uint32_t>(chunk * kChunk);
    body(begin, std::min<std::uint32_t>(agents, begin + kChunk));
  });
}

}  // namespace

double follower_share_of_listeners(const PopulationParameters& p) {
  return p.follower_homophily / (p.follower_homophily + p.outsiders_per_follower);
}

PopulationSize population_size(const PopulationParameters& parameters, std::uint32_t seed) {
  check(parameters);
  const Grower grower(parameters, seed);
  PopulationSize size{.agents = grower.agents(),
                      .followers = grower.sizes().followers,
                      .people_per_agent = grower.sizes().people_per_agent};
  const std::uint32_t asked = std::min(size.agents, kSample);
  double listeners = 0;
  for (std::uint64_t i = 0; i < asked; ++i)
    listeners += grower.person(static_cast<std::uint32_t>(i * size.agents / asked)).listeners;
  if (asked > 0) size.links = listeners / asked * size.agents;
  return size;
}

Audience grow_audience(const PopulationParameters& parameters,
                       std::uint32_t seed,
                       unsigned threads,
                       const Watch& watch) {
  check(parameters);
  const Grower grower(parameters, seed);
  Audience audience;
  const std::uint32_t agents = audience.agents = grower.agents();
  audience.people_per_agent = grower.sizes().people_per_agent;
  audience.activity = activity_classes(parameters.activity_shape);
  audience.person.rows.resize(agents);
  audience.activity_class.rows.resize(agents);
  Layer& layer = audience.layers.emplace_back();
  auto& first = layer.first.rows;
  first.assign(static_cast<std::size_t>(agents) + 1, 0);
  for_each_chunk_of_people(agents, threads, [&](std::uint32_t begin, std::uint32_t end) {
    watch.leave_if_asked(kStopped);
    for (std::uint32_t agent = begin; agent < end; ++agent) {
      const Person person = grower.person(agent);
      audience.person.rows[agent] = grower.key_of(agent);
      audience.activity_class.rows[agent] = person.activity_class;
      first[agent + 1] = person.listeners;
    }
  });
  for (std::uint32_t agent = 0; agent < agents; ++agent) first[agent + 1] += first[agent];
  layer.listeners.resize(first.back());
  for_each_chunk_of_people(agents, threads, [&](std::uint32_t begin, std::uint32_t end) {
    watch.leave_if_asked(kStopped);
    std::vector<AgentId> spare;
    const std::span all(layer.listeners);
    for (std::uint32_t agent = begin; agent < end; ++agent)
      grower.fill(agent, all.subspan(first[agent], first[agent + 1] - first[agent]), spare);
    watch.done(static_cast<double>(end - begin) / agents);
  });
  std::vector<std::uint32_t> followers(grower.sizes().followers);
  std::iota(followers.begin(), followers.end(), 0U);
  add_page(audience, 0, std::move(followers));
  return audience;
}

}  // namespace gs
