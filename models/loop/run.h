// One world in the making: the loop over hours, and what an event does when its hour comes. Worlds with every
// mechanism off take a path of their own through the same code (kAll = false), which asks for none of them.
#pragma once
#include <cstdint>

#include "models/engine.h"
#include "models/loop/state.h"

namespace gs {

class Run {
 public:
  Run(const WorldInput& input, World world, WorldScratch::State& state);
  Ledger live();

 private:
  // Where the columns of an hour lie, so that they need not be looked up event by event.
  struct Lines {
    const Placement* placements = nullptr;
    const Prepared* posts = nullptr;
    const std::uint32_t* persons = nullptr;
    std::uint64_t* exposed = nullptr;
    std::uint8_t* person = nullptr;
    HourCounts* open_rows = nullptr;
    std::uint64_t width = 0;  // posts
  };

  // An event looked up: who, what of, and how he stands to it.
  struct Meeting {
    Event event;
    const Placement& at;
    std::uint32_t person = 0;  // key
    bool follows = false;      // the post's page, when it happens
    bool first = true;         // meets the post for the first time
    std::uint32_t displays = 1;
    std::uint32_t nth = 1;  // paid impression of his week
  };

  void prepare();
  void prepare_placements();
  void prepare_posts();
  void prepare_people();
  PostScene scene_of(std::uint32_t post) const;
  void prepare_seedings();
  void prepare_clocks();
  std::vector<double> by_clock(std::uint32_t page, Tick at) const;

  // Ads: run_ads.cc.
  void prepare_ads();
  void deliver_ad(std::uint32_t row);
  void retarget(std::uint32_t hour);
  void schedule(std::uint32_t ad, const Served& served);
  template <bool kAll>
  void show_ad(const Meeting& meeting, const HourCounts& row);

  // The hour.
  void publish(std::uint32_t hour, std::uint32_t post);
  void seed(std::uint32_t hour);
  void live_hour(std::uint32_t hour);
  template <bool kAll>
  void walk(std::uint32_t hour, const std::vector<std::uint64_t>& events);
  void pass_on(std::uint32_t hour);
  void recommend(std::uint32_t hour);
  void close_hour();
  // Events are counted where they are made, before they fill the calendar: a list at a time, so a world ends
  // within one person's listeners, or one post's followers, of its limit.
  void count_events(std::uint32_t hour, std::uint32_t post, std::uint64_t made) {
    ledger_.events += made;
    if (ledger_.events > input_.most_events) throw Runaway(post, hour, input_.most_events);
  }

  // One event.
  template <bool kAll>
  void fetch(const Lines& lines, const Event& event) const;
  template <bool kAll>
  void step(const Lines& lines, std::uint32_t hour, const Event& event);
  template <bool kAll>
  bool follows(AgentId agent, std::uint32_t page) const;
  bool comes_up(std::uint32_t hour, const Event& event, const Placement& at) const;
  static bool is_new(const Lines& lines, AgentId agent, std::uint32_t post);
  HourCounts& row_of(const Lines& lines, std::uint32_t hour, std::uint32_t post);
  void count_person(const Lines& lines, const HourCounts& row, const Event& event);
  void count_layer(AgentId agent, std::uint32_t layer);
  void engage(const Lines& lines, const Event& event, HourCounts& row, std::uint8_t kinds);

  // What mechanisms add to it.
  void meet(const Lines& lines, Meeting meeting, HourCounts& row);
  void remember(const Meeting& meeting, std::uint32_t hour);
  SegmentCounts* segment_of(const Meeting& meeting);
  void count_exposure(const Meeting& meeting, const Acts::Outcome& outcome);
  void act_rarely(const Meeting& meeting, HourCounts& row, bool engaged);
  void hide_at_last(const Meeting& meeting, HourCounts& row);
  void carry_out(const Meeting& meeting, HourCounts& row, std::uint32_t acts);
  void begin_to_follow(const Meeting& meeting, std::uint32_t hour);
  FollowerChange& change_of(const Meeting& meeting, std::uint32_t hour);
  void note_engaged(const Meeting& meeting);
  void meet_talk(const Lines& lines, const Meeting& meeting, HourCounts& row);
  bool is_put_off(const Meeting& meeting) const;
  void buy(const Meeting& meeting, const HourCounts& row);

  const WorldInput& input_;
  const Audience& audience_;
  const Campaign& campaign_;
  World world_;
  Switches on_;
  bool all_ = false;
  WorldScratch::State& state_;
  std::uint32_t segments_ = 0;  // rows of segment_reach
  std::size_t next_post_ = 0;   // in order of publication
  Ledger ledger_;
};

}  // namespace gs
