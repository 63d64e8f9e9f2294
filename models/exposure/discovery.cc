// The queue of strangers: coins over everybody below a cut on the priority, sorted; where more are wanted
// than the cut left, it is raised and the queue drawn again: addresses are fixed, so those offered already
// come first again.
#include "models/exposure/discovery.h"

#include <algorithm>
#include <cmath>

namespace gs {
Discovery::Discovery(const PostScene& scene)
    : row_(scene.row),
      page_(scene.post.page),
      ratio_(scene.behaviour.discovery),
      usual_(scene.behaviour.usual_engaged),
      exponent_(scene.behaviour.discovery_exponent) {
  if (!on()) return;
  const Question question{.content = scene.post.key, .why = Purpose::discovery};
  stream_ = stream_key(scene.world, question);
  rounds_up_ = uniform(scene.world, question);
  const double followers = static_cast<double>(scene.audience.pages[page_].followers.agents.size());
  usually_ = static_cast<std::size_t>(
      ratio_ * followers *
      mean_chance(std::span<const double>(scene.audience.activity), scene.behaviour.follow_intensity));
}

std::size_t Discovery::wanted(const Momentum& m) const {
  const double people = expected<double>({static_cast<double>(m.followed),
                                          static_cast<double>(m.exposures),
                                          static_cast<double>(m.engaged),
                                          ratio_,
                                          usual_,
                                          exponent_});
  return static_cast<std::size_t>(people + rounds_up_);
}

void Discovery::fill(const Audience& audience, std::size_t people, Queue& queue, Calendar& calendar) const {
  const auto strangers = static_cast<double>(audience.agents - audience.pages[page_].followers.agents.size());
  const double share = 1.2 * static_cast<double>(people + 64) / std::max(1.0, strangers);
  queue.whole = share >= 1;
  const double cut = queue.whole ? HUGE_VAL : cut_for(audience.activity, share);
  std::vector<std::uint64_t> thresholds;
  for (const double x : audience.activity)
    thresholds.push_back(x > 0 ? threshold_of(std::min(1.0, x * cut)) : 0);
  queue.order.clear();
  calendar.hits.clear();
  toss(stream_, audience.person.rows, audience.activity_class.rows, thresholds, calendar.hits);
  const std::uint32_t layer = audience.pages[page_].layer;
  for (const std::uint32_t hit : calendar.hits) {
    const AgentId agent{hit};
    if (follows(audience, agent, page_) || !is_on(audience, agent, layer)) continue;
    const std::uint64_t word = coin_word(stream_, audience.person[agent]);
    const double u = (static_cast<double>(static_cast<std::uint32_t>(word)) + .5) * 0x1p-32;
    queue.order.push_back(
        {u / audience.activity[audience.activity_class[agent]], hit, static_cast<std::uint32_t>(word >> 32)});
  }
  std::ranges::sort(queue.order);
}

std::uint64_t Discovery::draw(const Audience& audience,
                              const Wave& wave,
                              Queue& queue,
                              Calendar& calendar) const {
  const std::size_t wants = wanted(wave.momentum);
  if (wants <= queue.offered) return 0;
  for (std::size_t people = std::max(wants, usually_ + usually_ / 2);
       queue.order.size() < wants && !queue.whole;
       people *= 2)
    fill(audience, people, queue, calendar);
  const std::size_t from = queue.offered, until = std::max(from, std::min(wants, queue.order.size()));
  for (; queue.offered < until; ++queue.offered) {
    const Queue::Stranger& one = queue.order[queue.offered];
    const AgentId agent{one.agent};
    calendar.put({page_, wave.hour.value + 1, one.quantile, clock_ahead(audience, agent)},
                 {agent, row_, Source::discovery});
  }
  return queue.offered - from;
}

}  // namespace gs
