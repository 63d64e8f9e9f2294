// Discovery: a feed recommends a post to strangers in proportion to how it does among those who see it.
//   people offered it by the end of hour h = ratio * F * min(10, (e / usual)^exponent)
//   F: follow exposures so far;  e = (engaged + 30 usual) / (exposures + 30): the share engaged so far, drawn
//   to the usual one while few have seen it (30, 10, exponent: assumptions)
// Offered in waves: the wave of an hour depends on counts up to its end and is looked at from the next hour
// on, by the usual delays; what was offered is not taken back. Who: strangers (on the layer, not following
// the page at the start) in ascending order of a priority U / activity, U kept by post; person, the other
// half of the word being the delay's quantile. So a stronger wave adds people and never swaps them, and a
// person more or fewer, or a moved post, changes nobody else.
// Cost: one coin per person of the audience and post (about 1 ns), taken when the first wave is wanted, then
// in proportion to people offered. Aggregate shortcuts (geometric skips, counts and permutations) would pay
// where fewer than .4 % of strangers are offered a post, but depend on the list's length (CAMPAIGN_LOOP).
// Does not model taste: strangers act as others do; nor topics, or a feed's own tests of small groups.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "models/calendar.h"
#include "models/exposure/stage.h"

namespace gs {

// How a post did so far.
struct Momentum {
  std::uint32_t followed = 0, exposures = 0, engaged = 0;  // follow exposures; all; people engaged
};
struct Wave {
  Tick hour;  // that just ended
  Momentum momentum;
};

// Strangers in the order in which they are offered one post, as far as they were ever wanted.
struct Queue {
  struct Stranger {
    double priority = 0;
    std::uint32_t agent = 0, quantile = 0;
    auto operator<=>(const Stranger&) const = default;
  };
  std::vector<Stranger> order;
  std::size_t offered = 0;
  bool whole = false;  // holds every stranger
};

class Discovery {
 public:
  static constexpr std::string_view name = "discovery";
  static constexpr double kSteady = 30, kMost = 10;

  template <class T>
  struct Setting {
    T followed{}, exposures{}, engaged{};  // Momentum
    T ratio{};                             // PostBehaviour::discovery
    double usual = 0, exponent = 1;
  };
  // People offered the post by recommendation.
  template <class T>
  static T expected(const Setting<T>& s) {
    if (!(s.usual > 0)) return s.ratio * s.followed;
    const T share = (s.engaged + kSteady * s.usual) / (s.exposures + kSteady);
    const T factor = exp_of(T(s.exponent * log_of(T(share / s.usual))));
    return s.ratio * s.followed * (factor < kMost ? factor : T(kMost));
  }

  explicit Discovery(const PostScene& scene);
  bool on() const { return ratio_ > 0; }
  // Offers what the momentum asks for beyond what was offered. Returns the events it made.
  std::uint64_t draw(const Audience& audience, const Wave& wave, Queue& queue, Calendar& calendar) const;

 private:
  std::size_t wanted(const Momentum& momentum) const;
  void fill(const Audience& audience, std::size_t people, Queue& queue, Calendar& calendar) const;

  std::uint32_t row_, page_;
  double ratio_, usual_, exponent_;
  std::uint64_t stream_ = 0;
  double rounds_up_ = 0;     // the last person is offered it in this share of worlds
  std::size_t usually_ = 0;  // people a usual run of the post wants
};

}  // namespace gs
