// The broadcast of one post to the account's followers: coins over the whole list, delays for those who see
// it.
#include "models/exposure/follow.h"

namespace gs {

Follow::Follow(const PostScene& scene)
    : row_(scene.row),
      coins_(
          stream_key(scene.world,
                     {.subject = scene.account_key, .content = scene.post.key, .why = Purpose::sees_follow})),
      delays_(stream_key(scene.world, {.content = scene.post.key, .why = Purpose::delay})),
      thresholds_(see_thresholds(scene.audience.activity, scene.behaviour.follow_intensity)) {}

void Follow::draw(const Audience& audience, Tick publish, Calendar& calendar) const {
  const std::span people = std::span(audience.person.rows).first(audience.followers);
  const std::span classes = std::span(audience.activity_class.rows).first(audience.followers);
  calendar.hits.clear();
  toss(coins_, people, classes, thresholds_, calendar.hits);
  for (const std::uint32_t agent : calendar.hits) {
    const auto quantile = static_cast<std::uint32_t>(coin_word(delays_, people[agent]));
    calendar.put(publish.value, quantile, {AgentId{agent}, row_, Source::follow});
  }
}

}  // namespace gs
