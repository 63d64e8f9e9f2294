// Tone: a comment is negative or not, by a coin of its own; whoever is exposed to a post and reads one of its
// comments may meet a negative one, and is put off by it (exposure/rare_acts.h).
//   P(a comment is negative) = negative;  of a person upset with the page: negative_upset
//   P(a person exposed meets a negative comment) = reads * share of the post's comments that are negative, as
//   they stood when the hour began
// Address: post; person: low half of the word his own comment's tone, high half what he reads. Nobody's other
// coins know of it. Source: DEFAULTS 8, PRODUCT 6; `reads`: assumption.
// Does not model what a comment says, answers to comments, or that negative ones draw more of them.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "models/exposure/stage.h"

namespace gs {

// Comments on a post so far.
struct Remarks {
  std::uint32_t comments = 0, negative = 0;
  void add(std::uint32_t more, std::uint32_t of_them_negative) {
    comments += more;
    negative += of_them_negative;
  }
};

class Tone {
 public:
  static constexpr std::string_view name = "tone";

  template <class T>
  struct Setting {
    T negative{}, negative_upset{};
    T upset{};            // share of the comments that people upset with the page write
    T reads{}, so_far{};  // so_far: share of the post's comments that are negative
  };
  // Share of comments that are negative; share of the exposed who meet a negative one.
  template <class T>
  static std::array<T, 2> expected(const Setting<T>& s) {
    return {s.negative + s.upset * (s.negative_upset - s.negative), s.reads * s.so_far};
  }

  explicit Tone(const PostScene& scene)
      : stream_(stream_key(scene.world, {.content = scene.post.key, .why = Purpose::tone})),
        negative_{threshold_of(scene.behaviour.negative), threshold_of(scene.behaviour.negative_upset)},
        reads_(threshold_of(scene.mood.reads)) {}
  // Whether his comment is negative.
  bool draw(std::uint32_t person, bool upset) const {
    return static_cast<std::uint32_t>(coin_word(stream_, person)) < negative_[upset ? 1 : 0];
  }
  bool meets(std::uint32_t person, const Remarks& remarks) const {
    const std::uint64_t word = coin_word(stream_, person) >> 32;
    return remarks.comments > 0 && word < reads_ * remarks.negative / remarks.comments;
  }

 private:
  std::uint64_t stream_;
  std::array<std::uint64_t, 2> negative_;  // [upset]
  std::uint64_t reads_;
};

}  // namespace gs
