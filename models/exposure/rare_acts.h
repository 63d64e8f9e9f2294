// Rare acts: a person exposed may save the post, begin to follow its page, hide the page, or leave it; each
// by a coin of its own.
//   P(saves) = min(save, engaged), among the engaged;  P(follows) = min(follow, engaged), of non-followers
//   P(hides) = hide (times `hides_when_often`, frequency.h);  P(leaves) = hide * of_hides + (1 - hide *
//   of_hides) unfollow, of followers
// Saving and following are nested in Acts: what makes a post engaging, or people tired, moves them too.
// Address: post; person (a further paid impression: ad set, day, round; person). Source: DEFAULTS 7, 8, 12.
// Does not model saves that bring people back, or why people leave.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "models/exposure/stage.h"

namespace gs {

class RareActs {
 public:
  static constexpr std::string_view name = "rare_acts";

  template <class T>
  struct Setting {
    T engaged{}, save{}, follow{}, hide{}, unfollow{}, unfollow_of_hides{};
  };
  // Per person exposed: saves, follows (of non-followers), hides, leaves (of followers).
  template <class T>
  static std::array<T, 4> expected(const Setting<T>& s) {
    const auto at_most = [](const T& x, const T& most) { return x < most ? x : most; };
    const T with_hide = s.hide * s.unfollow_of_hides;
    return {at_most(s.save, s.engaged),
            at_most(s.follow, s.engaged),
            s.hide,
            with_hide + (1.0 - with_hide) * s.unfollow};
  }

  // What the coins need to know of the person.
  struct Person {
    std::uint32_t key = 0;
    bool engaged = false;
    bool follows = false;  // the post's page
    bool often = false;    // shown ads often this week
  };
  explicit RareActs(const PostScene& scene);
  bool any() const { return any_; }
  std::uint32_t draw(const Person& person) const;  // bits 1 << index_of(action)
  // Whether one more paid impression of the post makes the person hide the page, and leave it.
  std::uint32_t draw_again(const Person& person, std::uint32_t ad_key, std::uint32_t occasion) const;

 private:
  std::uint32_t hides(std::uint64_t word, const Person& person) const;

  World world_;
  std::uint64_t saves_, follows_, hides_, unfollows_;  // streams
  std::uint64_t save_, follow_, hide_, hide_often_, unfollow_, unfollow_of_hides_;
  bool any_;
};

}  // namespace gs
