// The broadcast of one post to the account's followers: coins over the whole list, delays for those who see
// it.
#include "models/exposure/follow.h"

namespace gs {

Follow::Follow(const PostScene& scene)
    : row_(scene.row),
      page_(scene.post.page),
      coins_(stream_key(scene.world,
                        {.subject = scene.page_key, .content = scene.post.key, .why = Purpose::sees_follow})),
      delays_(stream_key(scene.world, {.content = scene.post.key, .why = Purpose::delay})),
      thresholds_(see_thresholds(scene.audience.activity, scene.behaviour.follow_intensity)) {}

std::uint64_t Follow::draw(const Audience& audience, Tick publish, Calendar& calendar) const {
  const Page& page = audience.pages[page_];
  calendar.hits.clear();
  toss(coins_, page.followers.persons, page.followers.classes, thresholds_, calendar.hits);
  for (const std::uint32_t hit : calendar.hits) {
    const auto quantile = static_cast<std::uint32_t>(coin_word(delays_, page.followers.persons[hit]));
    calendar.put({page_, publish.value, quantile},
                 {AgentId{page.followers.agents[hit]}, row_, Source::follow});
  }
  return calendar.hits.size();
}

}  // namespace gs
