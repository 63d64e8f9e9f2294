// Rare acts: a person exposed may save the post, begin to follow its page, hide the page, or leave it; each
// by a coin of its own.
//   P(saves) = min(save, engaged), among the engaged;  P(follows) = min(follow, engaged), of non-followers
//   P(hides) = hide (times `hides_when_often`, frequency.h);  P(leaves) = hide * of_hides + (1 - hide *
//   of_hides) unfollow, of followers;  hide and unfollow times `puts_off` of who is put off (talk/tone.h)
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
    T put_off{};  // share of the exposed who are put off
    double puts_off = 1;
  };
  // Per person exposed: saves, follows (of non-followers), hides, leaves (of followers).
  template <class T>
  static std::array<T, 4> expected(const Setting<T>& s) {
    const auto at_most = [](const T& x, const T& most) { return x < most ? x : most; };
    const auto mixed = [&](const T& usual, const T& off) { return usual + s.put_off * (off - usual); };
    const auto leaves = [&](const T& hide, const T& unfollow) {
      const T with_hide = hide * s.unfollow_of_hides;
      return with_hide + (1.0 - with_hide) * unfollow;
    };
    const T hide = at_most(s.hide * s.puts_off, T(1.0)), unfollow = at_most(s.unfollow * s.puts_off, T(1.0));
    return {at_most(s.save, s.engaged),
            at_most(s.follow, s.engaged),
            mixed(s.hide, hide),
            mixed(leaves(s.hide, s.unfollow), leaves(hide, unfollow))};
  }

  // What the coins need to know of the person.
  struct Person {
    std::uint32_t key = 0;
    bool engaged = false;
    bool follows = false;  // the post's page
    bool often = false;    // shown ads often this week
    bool put_off = false;  // read a negative comment, or is upset with the page
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
  std::uint64_t save_, follow_, unfollow_of_hides_;
  std::array<std::uint64_t, 2> unfollow_;             // [put off]
  std::array<std::array<std::uint64_t, 2>, 2> hide_;  // [put off][often]
  bool any_;
};

}  // namespace gs
