// One act of sharing: coins over the sharer's listeners; one word decides both whether and when.
#include "models/exposure/share.h"

namespace gs {

Share::Share(const PostScene& scene)
    : row_(scene.row),
      key_(scene.post.key),
      world_(scene.world),
      thresholds_(see_thresholds(scene.audience.activity, scene.behaviour.share_intensity)) {}

void Share::draw(const Audience& audience, AgentId sharer, Tick shared, Calendar& calendar) const {
  const std::uint64_t coins =
      stream_key(world_, {.subject = audience.person[sharer], .content = key_, .why = Purpose::sees_share});
  for (const AgentId listener : listeners_of(audience.layer, sharer)) {
    const std::uint64_t word = coin_word(coins, audience.person[listener]);
    if (static_cast<std::uint32_t>(word) < thresholds_[audience.activity_class[listener]])
      calendar.put(shared.value + 1, static_cast<std::uint32_t>(word >> 32), {listener, row_, Source::share});
  }
}

}  // namespace gs
