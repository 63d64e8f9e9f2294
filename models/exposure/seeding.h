// Seeding: a post placed at a creator's or a community's page is shown to that page's followers at a given
// tick, by that page's hours, and passed on along that page's layer.
//   P(a follower of that page, of activity x, sees it) = 1 - exp(-x m);  people as Follow
// Coin: page it is placed at, post; person (broadcast.h). The tick is left out: moving a seeding re-rolls
// nobody, and placing a post twice at one page shows it to the same people, who see it once.
// The scene's post.page and page_key are those of the page it is placed at.
// Does not model the audience's trust in the creator, or backlash where a seeding is undisclosed.
#pragma once
#include <string_view>

#include "models/exposure/follow.h"

namespace gs {

class Seeding : public Broadcast {
 public:
  static constexpr std::string_view name = "seeding";

  template <class T>
  using Setting = Follow::Setting<T>;
  // People who see the post at that page.
  template <class T>
  static T expected(const Setting<T>& setting) {
    return Follow::expected<T>(setting);
  }

  explicit Seeding(const PostScene& scene)
      : Broadcast(scene, {Purpose::seeding, Source::seeding, scene.seeding_intensity}) {}
};

}  // namespace gs
