// Coins over the whole list, delays for those who see it.
#include "models/exposure/broadcast.h"

namespace gs {

Broadcast::Broadcast(const PostScene& scene, const BroadcastTerms& terms)
    : row_(scene.row), page_(scene.post.page), source_(terms.source) {
  if (!(terms.intensity > 0)) return;
  coins_ =
      stream_key(scene.world, {.subject = scene.page_key, .content = scene.post.key, .why = terms.coins});
  delays_ = stream_key(scene.world, {.content = scene.post.key, .why = Purpose::delay});
  thresholds_ = see_thresholds(scene.audience.activity, terms.intensity);
}

std::uint64_t Broadcast::draw(const Audience& audience, Tick from, Calendar& calendar) const {
  if (thresholds_.empty()) return 0;
  const Page& page = audience.pages[page_];
  const bool one_clock = audience.segment_hours.empty();
  calendar.hits.clear();
  toss(coins_, page.followers.persons, page.followers.classes, thresholds_, calendar.hits);
  for (const std::uint32_t hit : calendar.hits) {
    const AgentId agent{page.followers.agents[hit]};
    const auto quantile = static_cast<std::uint32_t>(coin_word(delays_, page.followers.persons[hit]));
    calendar.put({page_, from.value, quantile, one_clock ? 0 : clock_ahead(audience, agent)},
                 {agent, row_, source_});
  }
  return calendar.hits.size();
}

std::uint64_t Broadcast::draw_one(const Audience& audience,
                                  AgentId agent,
                                  Tick from,
                                  Calendar& calendar) const {
  if (thresholds_.empty()) return 0;
  const std::uint32_t person = audience.person[agent];
  const auto coin = static_cast<std::uint32_t>(coin_word(coins_, person));
  if (coin >= thresholds_[audience.activity_class[agent]]) return 0;
  const auto quantile = static_cast<std::uint32_t>(coin_word(delays_, person));
  calendar.put({page_, from.value, quantile, clock_ahead(audience, agent)}, {agent, row_, source_});
  return 1;
}

}  // namespace gs
