// Coins over the whole list, delays for those who see it. Where clocks differ the list tosses for the best
// hour of all, and the same word decides again for a person's own: nobody is added, and no coin is tossed
// twice.
#include "models/exposure/broadcast.h"

#include <algorithm>

namespace gs {

Broadcast::Broadcast(const PostScene& scene, const BroadcastTerms& terms)
    : row_(scene.row), page_(scene.post.page), source_(terms.source) {
  if (!(terms.intensity > 0)) return;
  coins_ =
      stream_key(scene.world, {.subject = scene.page_key, .content = scene.post.key, .why = terms.coins});
  delays_ = stream_key(scene.world, {.content = scene.post.key, .why = Purpose::delay});
  const std::span<const double> activity = scene.audience.activity;
  if (scene.by_clock.empty()) {
    thresholds_ = see_thresholds(activity, terms.intensity);
    return;
  }
  const std::size_t classes = activity.size();
  thresholds_.assign(classes, 0);
  for (std::size_t segment = 0; segment < scene.by_clock.size(); ++segment) {
    const double factor = scene.by_clock[segment];
    const auto alike = std::ranges::find(scene.by_clock, factor);  // most segments share a clock
    const auto first = static_cast<std::size_t>(alike - scene.by_clock.begin()) * classes;
    const std::vector<std::uint64_t> fresh = first < own_.size()
                                                 ? std::vector<std::uint64_t>{}
                                                 : see_thresholds(activity, terms.intensity * factor);
    for (std::size_t k = 0; k < classes; ++k) {
      own_.push_back(fresh.empty() ? own_[first + k] : fresh[k]);
      thresholds_[k] = std::max(thresholds_[k], own_.back());
    }
  }
}

bool Broadcast::is_shown(const Audience& audience, AgentId agent, std::uint32_t person) const {
  const std::uint8_t activity = audience.activity_class[agent];
  const std::uint64_t threshold = own_.empty()
                                      ? thresholds_[activity]
                                      : own_[segment_of(audience, agent) * thresholds_.size() + activity];
  return static_cast<std::uint32_t>(coin_word(coins_, person)) < threshold;
}

std::uint64_t Broadcast::draw(const Audience& audience, Tick from, Calendar& calendar) const {
  if (thresholds_.empty()) return 0;
  const Page& page = audience.pages[page_];
  std::uint64_t shown = 0;
  const bool one_clock = audience.segment_hours.empty();
  calendar.hits.clear();
  toss(coins_, page.followers.persons, page.followers.classes, thresholds_, calendar.hits);
  for (const std::uint32_t hit : calendar.hits) {
    const AgentId agent{page.followers.agents[hit]};
    if (!own_.empty() && !is_shown(audience, agent, page.followers.persons[hit])) continue;
    ++shown;
    const auto quantile = static_cast<std::uint32_t>(coin_word(delays_, page.followers.persons[hit]));
    calendar.put({page_, from.value, quantile, one_clock ? 0 : clock_ahead(audience, agent)},
                 {agent, row_, source_});
  }
  return shown;
}

std::uint64_t Broadcast::draw_one(const Audience& audience,
                                  AgentId agent,
                                  Tick from,
                                  Calendar& calendar) const {
  if (thresholds_.empty()) return 0;
  const std::uint32_t person = audience.person[agent];
  if (!is_shown(audience, agent, person)) return 0;
  const auto quantile = static_cast<std::uint32_t>(coin_word(delays_, person));
  calendar.put({page_, from.value, quantile, clock_ahead(audience, agent)}, {agent, row_, source_});
  return 1;
}

}  // namespace gs
