// Counts by segment, then one sort of the strangers.
#include "models/paid/lookalikes.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "core/draw.h"

namespace gs {
namespace {

struct Ranked {
  double score = 0;
  std::uint64_t word = 0;
  std::uint32_t agent = 0;
  bool operator<(const Ranked& other) const {
    return std::tie(other.score, word, agent) < std::tie(score, other.word, other.agent);
  }
};

double common_share(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  double common = 0;
  for (const std::string& interest : one)
    common += std::ranges::find(other, interest) != other.end() ? 1.0 : 0.0;
  const double all = static_cast<double>(one.size() + other.size()) - common;
  return all > 0 ? common / all : 0;
}

}  // namespace

std::vector<std::vector<double>> alike_segments(const std::vector<std::vector<std::string>>& interests) {
  std::vector<std::vector<double>> alike;
  for (std::size_t s = 0; s < interests.size(); ++s) {
    alike.emplace_back();
    for (std::size_t t = 0; t < interests.size(); ++t)
      alike[s].push_back(s == t ? 1.0 : common_share(interests[s], interests[t]));
  }
  return alike;
}

std::vector<double> likeness_of_segments(const Audience& audience, const Likeness& likeness) {
  const std::size_t segments = likeness.alike.size();
  std::vector<double> followers(segments), users(segments), score(segments);
  for (std::uint32_t agent = 0; agent < audience.agents; ++agent) {
    if (!is_on(audience, AgentId{agent}, audience.pages[likeness.page].layer)) continue;
    const std::size_t segment = segment_of(audience, AgentId{agent});
    users[segment] += 1;
    followers[segment] += follows(audience, AgentId{agent}, likeness.page) != 0 ? 1.0 : 0.0;
  }
  for (std::size_t s = 0; s < segments; ++s) {
    double above = 0, below = 0;
    for (std::size_t t = 0; t < segments; ++t) {
      above += likeness.alike[s][t] * followers[t];
      below += likeness.alike[s][t] * users[t];
    }
    score[s] = below > 0 ? above / below : 0;
  }
  return score;
}

std::vector<std::uint32_t> most_alike(const Audience& audience,
                                      std::vector<std::uint32_t> agents,
                                      const Likeness& likeness) {
  const std::vector<double> score = likeness_of_segments(audience, likeness);
  std::vector<Ranked> strangers;
  for (std::uint32_t agent = 0; agent < audience.agents; ++agent) {
    if (!is_on(audience, AgentId{agent}, audience.pages[likeness.page].layer)) continue;
    if (follows(audience, AgentId{agent}, likeness.page) != 0) continue;
    const std::uint64_t word = mix64(likeness.key + audience.person[AgentId{agent}]);
    strangers.push_back({score[segment_of(audience, AgentId{agent})], word, agent});
  }
  std::sort(strangers.begin(), strangers.end());
  strangers.resize(
      static_cast<std::size_t>(std::ceil(likeness.share * static_cast<double>(strangers.size()))));
  std::vector<std::uint32_t> listed;
  for (const Ranked& one : strangers) listed.push_back(one.agent);
  std::ranges::sort(listed);
  std::vector<std::uint32_t> kept;
  std::ranges::set_intersection(agents, listed, std::back_inserter(kept));
  return kept;
}

}  // namespace gs
