// Crowding: the feed finds less room for a post the more of its page's posts a person was shown lately.
//   P(room) = exp(-strength * c),  c = exposures to the page's other posts, halved every half-life
// Candidates by following and by recommendation are thinned, and raise c once they are seen; what friends
// pass on, ads and seedings are not. The uniform is kept by post; person, so crowding only takes away.
// Source: PRODUCT 2; CAMPAIGN_LOOP pitfall 5 (half-life 12 h). Strength: assumption until fitted.
// Does not model other accounts' posts in the same feed.
#pragma once
#include <cstdint>
#include <string_view>

#include "models/exposure/stage.h"

namespace gs {

class Crowding {
 public:
  static constexpr std::string_view name = "crowding";

  template <class T>
  struct Setting {
    T strength{};
    double exposures = 0;  // c
  };
  // Share of candidates the feed finds room for.
  template <class T>
  static T expected(const Setting<T>& setting) {
    return exp_of(T(-setting.strength * setting.exposures));
  }

  explicit Crowding(const PostScene& scene)
      : law_(scene.crowding),
        stream_(stream_key(scene.world, {.content = scene.post.key, .why = Purpose::crowding})) {}
  // Whether there is room, given the faded level of the page's exposures (loop/fading.h).
  bool draw(std::uint32_t person, std::uint16_t level) const {
    return static_cast<std::uint16_t>(coin_word(stream_, person)) < law_->response(level);
  }
  static bool thins(Source source) { return source == Source::follow || source == Source::discovery; }

 private:
  const Fading* law_;
  std::uint64_t stream_;
};

}  // namespace gs
