// How each person stands to the pages while a world goes on: follows, has left or hidden them, how much of
// them he was shown lately. State of one person only, so the order of one person's events is the only order
// that matters. Columns exist only for what is switched on; what is off answers as at the start.
#pragma once
#include <cstdint>
#include <vector>

#include "models/engine.h"
#include "models/loop/fading.h"

namespace gs {

// Which mechanisms a world has on.
struct Switches {
  bool segments = false, growth = false, hides = false, crowding = false, fatigue = false;
  bool frequency = false, rare = false, discovery = false, buying = false, engagers = false;
  bool any() const {
    return segments || growth || hides || crowding || fatigue || frequency || rare || discovery || buying ||
           engagers;
  }
};
Switches switches_of(const WorldInput& input);

class Standing {
 public:
  void open(const WorldInput& input, const Switches& on);

  bool follows(AgentId agent, std::uint32_t page) const {
    return (follows_.empty() ? audience_->follows[agent] : follows_[agent.value]) >> page & 1U;
  }
  bool may_follow(AgentId agent, std::uint32_t page) const {  // who left does not come back
    return left_.empty() || !(left_[agent.value] >> page & 1U);
  }
  void follow(AgentId agent, std::uint32_t page) { follows_[agent.value] |= bit(page); }
  void leave(AgentId agent, std::uint32_t page) {
    follows_[agent.value] &= ~bit(page);
    left_[agent.value] |= bit(page);
  }
  bool hides(AgentId agent, std::uint32_t page) const {
    return !hides_.empty() && (hides_[agent.value] >> page & 1U);
  }
  void hide(AgentId agent, std::uint32_t page) { hides_[agent.value] |= bit(page); }

  // Level of exposures to posts of the page the feed showed lately, and one more.
  std::uint16_t crowd(AgentId agent, std::uint32_t page, std::uint32_t hour) const {
    const Lately& lately = crowd_[slot(agent, page)];
    return crowding_.faded(lately.level, hour - lately.hour);
  }
  void crowd_more(AgentId agent, std::uint32_t page, std::uint32_t hour) {
    crowd_[slot(agent, page)] = {static_cast<std::uint16_t>(hour), Fading::raised(crowd(agent, page, hour))};
  }
  bool is_crowded(std::uint32_t page) const { return !slots_.empty() && slots_[page] != kNoSlot; }

  // The same of the brand.
  std::uint16_t tired(AgentId agent, std::uint32_t hour) const {
    const Lately& lately = brand_[agent.value];
    return fatigue_.faded(lately.level, hour - lately.hour);
  }
  void tire(AgentId agent, std::uint32_t hour) {
    brand_[agent.value] = {static_cast<std::uint16_t>(hour), Fading::raised(tired(agent, hour))};
  }
  // Counts one more paid impression of the person's week: which of the week it is, at most 255.
  std::uint32_t paid_again(AgentId agent, std::uint32_t hour);

  const Fading& crowding() const { return crowding_; }
  const Fading& fatigue() const { return fatigue_; }
  void fetch(AgentId agent) const;  // the lines an event of his will touch

 private:
  struct Lately {
    std::uint16_t hour = 0, level = 0;
  };
  struct PaidWeek {
    std::uint8_t week = 0, count = 0;
  };
  static constexpr std::uint32_t kNoSlot = 0xffffffffU;
  static std::uint64_t bit(std::uint32_t page) { return std::uint64_t{1} << page; }
  std::size_t slot(AgentId agent, std::uint32_t page) const {
    return static_cast<std::size_t>(slots_[page]) * audience_->agents + agent.value;
  }
  void open_crowds(const WorldInput& input, bool on);

  const Audience* audience_ = nullptr;
  Fading crowding_, fatigue_;
  std::vector<std::uint64_t> follows_, left_, hides_;  // bit p: page p
  std::vector<std::uint32_t> slots_;                   // of pages with more than one post
  std::vector<Lately> crowd_, brand_;
  std::vector<PaidWeek> paid_;
};

}  // namespace gs
