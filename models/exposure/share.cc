// One act of sharing: coins over the sharer's listeners; one word decides both whether and when.
#include "models/exposure/share.h"

namespace gs {

Share::Share(const PostScene& scene)
    : row_(scene.row),
      key_(scene.post.key),
      page_(scene.post.page),
      layer_(scene.audience.pages[scene.post.page].layer),
      world_(scene.world),
      thresholds_(see_thresholds(scene.audience.activity, scene.behaviour.share_intensity)) {}

std::uint64_t Share::draw(const Audience& audience, AgentId sharer, Tick shared, Calendar& calendar) const {
  const std::uint64_t coins =
      stream_key(world_, {.subject = audience.person[sharer], .content = key_, .why = Purpose::sees_share});
  std::uint64_t events = 0;
  for (const AgentId listener : listeners_of(audience.layers[layer_], sharer)) {
    const std::uint64_t word = coin_word(coins, audience.person[listener]);
    if (static_cast<std::uint32_t>(word) >= thresholds_[audience.activity_class[listener]]) continue;
    calendar.put({page_, shared.value + 1, static_cast<std::uint32_t>(word >> 32)},
                 {listener, row_, Source::share});
    ++events;
  }
  return events;
}

}  // namespace gs
