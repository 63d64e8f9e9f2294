// A broadcast: everybody who follows an account tosses one coin for one post and, if he sees it, keeps a
// delay. What Follow and Seeding share; they differ in whose followers, when, and how strongly.
//   P(a follower of activity x sees it) = 1 - exp(-x m)
// Coin: account, post; person. Delay quantile: post; person, whoever shows it. No hour in any address.
// Somebody who begins to follow later tosses the same coin. The hour he looks is by his own clock. Where the
// segments' clocks differ, m is that of the page's followers at large and a segment's is m D_s / mean D: the
// day factor (timing.h) of the hour it is for them, over its mean among the followers.
#pragma once
#include <cstdint>
#include <vector>

#include "models/calendar.h"
#include "models/exposure/stage.h"

namespace gs {

struct BroadcastTerms {
  Purpose coins = Purpose::sees_follow;
  Source source = Source::follow;
  double intensity = 0;
};

class Broadcast {
 public:
  Broadcast(const PostScene& scene, const BroadcastTerms& terms);
  // To the page's followers at the start of the run. Returns the events it made, late ones included.
  std::uint64_t draw(const Audience& audience, Tick from, Calendar& calendar) const;
  // To one person more.
  std::uint64_t draw_one(const Audience& audience, AgentId agent, Tick from, Calendar& calendar) const;

 private:
  std::uint32_t row_, page_;
  Source source_;
  std::uint64_t coins_ = 0, delays_ = 0;
  bool is_shown(const Audience& audience, AgentId agent, std::uint32_t person) const;

  std::vector<std::uint64_t> thresholds_{};  // by class, the highest of all clocks; empty: nobody sees it
  std::vector<std::uint64_t> own_{};         // [segment * classes + class] where clocks differ
};

}  // namespace gs
