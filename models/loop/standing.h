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
  bool tone = false, upset = false;  // comments have one; there is talk against a page
  bool any() const {
    return segments || growth || hides || crowding || fatigue || frequency || rare || discovery || buying ||
           engagers || tone || upset;
  }
};
Switches switches_of(const WorldInput& input);

class Standing {
 public:
  void open(const WorldInput& input, const Switches& on);

  bool follows(AgentId agent, std::uint32_t page) const {
    return (people_.empty() ? audience_->follows[agent] : people_[agent.value].follows) >> page & 1U;
  }
  // Who left does not come back.
  bool has_left(AgentId agent, std::uint32_t page) const { return people_[agent.value].left >> page & 1U; }
  void follow(AgentId agent, std::uint32_t page) { people_[agent.value].follows |= bit(page); }
  void leave(AgentId agent, std::uint32_t page) {
    people_[agent.value].follows &= ~bit(page);
    people_[agent.value].left |= bit(page);
  }
  bool hides(AgentId agent, std::uint32_t page) const {
    return !people_.empty() && (people_[agent.value].hides >> page & 1U);
  }
  void hide(AgentId agent, std::uint32_t page) { people_[agent.value].hides |= bit(page); }

  // With the page, since he met talk against it.
  bool is_upset(AgentId agent, std::uint32_t page) const {
    return !upset_.empty() && (upset_[agent.value] >> page & 1U);
  }
  void upset(AgentId agent, std::uint32_t page) { upset_[agent.value] |= bit(page); }

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
    const Lately& lately = people_[agent.value].brand;
    return fatigue_.faded(lately.level, hour - lately.hour);
  }
  void tire(AgentId agent, std::uint32_t hour) {
    people_[agent.value].brand = {static_cast<std::uint16_t>(hour), Fading::raised(tired(agent, hour))};
  }
  // Counts one more paid impression of the person's week: which of the week it is, at most 255.
  std::uint32_t paid_again(AgentId agent, std::uint32_t hour);

  const Fading& crowding() const { return crowding_; }
  const Fading& fatigue() const { return fatigue_; }
  [[gnu::always_inline]] void fetch(AgentId agent) const {  // the lines an event of his will touch
    if (!people_.empty()) __builtin_prefetch(&people_[agent.value], 1);
    if (!crowd_.empty()) __builtin_prefetch(&crowd_[static_cast<std::size_t>(agent.value) * used_slots_], 1);
  }

 private:
  struct Lately {
    std::uint16_t hour = 0, level = 0;
  };
  struct PaidWeek {
    std::uint8_t week = 0, count = 0;
  };
  struct alignas(32) Person {                        // one line of memory an event
    std::uint64_t follows = 0, left = 0, hides = 0;  // bit p: page p
    Lately brand;
    PaidWeek paid;
  };
  static constexpr std::uint32_t kNoSlot = 0xffffffffU;
  static std::uint64_t bit(std::uint32_t page) { return std::uint64_t{1} << page; }
  std::size_t slot(AgentId agent, std::uint32_t page) const {
    return static_cast<std::size_t>(agent.value) * used_slots_ + slots_[page];
  }
  void open_crowds(const WorldInput& input, bool on);
  void remember_earlier(const WorldInput& input);

  const Audience* audience_ = nullptr;
  Fading crowding_, fatigue_;
  std::vector<Person> people_;
  std::vector<std::uint64_t> upset_;  // bit p: with page p
  std::vector<std::uint32_t> slots_;  // of pages with more than one post
  std::uint32_t used_slots_ = 0;
  std::vector<Lately> crowd_;  // [agent * used slots + slot]
};

}  // namespace gs
