// One act of sharing: coins over the sharer's listeners; one word decides both whether and when.
#include "models/exposure/share.h"

namespace gs {

Share::Share(const PostScene& scene)
    : key_(scene.post.key),
      world_(scene.world),
      thresholds_(see_thresholds(scene.audience.activity, scene.behaviour.share_intensity)) {}

std::uint64_t Share::draw(const Audience& audience, const Sharing& sharing, Calendar& calendar) const {
  const std::uint64_t coins = stream_key(
      world_, {.subject = audience.person[sharing.sharer], .content = key_, .why = Purpose::sees_share});
  const Layer& layer = audience.layers[audience.pages[sharing.page].layer];
  std::uint64_t events = 0;
  for (const AgentId listener : listeners_of(layer, sharing.sharer)) {
    const std::uint64_t word = coin_word(coins, audience.person[listener]);
    if (static_cast<std::uint32_t>(word) >= thresholds_[audience.activity_class[listener]]) continue;
    calendar.put({sharing.page,
                  sharing.at.value + 1,
                  static_cast<std::uint32_t>(word >> 32),
                  clock_ahead(audience, listener)},
                 {listener, sharing.row, Source::share});
    ++events;
  }
  return events;
}

}  // namespace gs
