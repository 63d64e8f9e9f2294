// One simulated world: posts go out, people see, act, pass on, follow, hide and buy, hour by hour.
// Event-driven: an hour calendar of (agent, row, source) records, sorted by the whole record when the hour
// opens; cost is proportional to exposures. A world is a pure function of (audience, campaign, behaviour,
// timing, World). Order-dependent state is local to one person (a person is exposed to one post at most once,
// whatever the sources; what he was shown lately, follows or has hidden), people meet only through shares and
// through what a post's engagement lets a feed recommend, both of which take effect an hour later or more.
// Ads are delivered before hour 0, one after another, straight into the calendar, those for engagers day by
// day. The mechanisms are stages (exposure/stages.h), the loop is in loop/.
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "core/audience.h"
#include "core/blocks.h"
#include "core/draw.h"
#include "core/error.h"
#include "models/action.h"
#include "models/ledger.h"
#include "models/loop/behaviour.h"
#include "models/loop/campaign.h"
#include "models/timing.h"

namespace gs {

// One word w in [0,1) decides all of an engaged person's actions: the kinds lie as arcs one after another on
// a circle of length 1 (click, like, comment, share), a kind happens when its arc covers w. Margins are
// exact; if the lengths add up to 1 or more, everyone engaged does something. Returns the bit set of kinds
// (bit index_of(kind)). Arcs are compared as integers of 2^-32.
std::uint8_t actions_at(const std::array<double, kActs>& given_engaged, double w);

// Memory of one worker, reused from world to world; carries nothing from one world to the next.
class WorldScratch {
 public:
  WorldScratch();
  ~WorldScratch();
  WorldScratch(WorldScratch&&) noexcept;
  WorldScratch& operator=(WorldScratch&&) noexcept;
  struct State;
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

// What one world is a function of, besides World itself. The parts must outlive the call.
struct WorldInput {
  const Audience& audience;
  const Campaign& campaign;
  std::span<const PostBehaviour> behaviour;  // one per post
  std::span<const Timing<double>> timing;    // one per page: its platform's hours and attention
  std::uint64_t most_events = std::numeric_limits<std::uint64_t>::max();  // Ledger::events it may come to
  StopRequest stop{};                                                     // asked every hour of the world
  std::span<const AdBehaviour> ads{};                                     // one per ad
  std::span<const SeedingBehaviour> seedings{};                           // one per seeding
  std::span<const OfferBehaviour> offers{};                               // rows that posts and ads refer to
  Memory memory{};
  std::span<const Earlier> earlier{};  // one per page, or none
  Mood mood{};
};

// A world that came to more than `most_events`: the post that was one event too many, and the hour of it. A
// pure function of the world, as its ledger would be.
struct Runaway : Error {
  Runaway(std::uint32_t the_post, std::uint32_t the_hour, std::uint64_t limit);
  std::uint32_t post = 0, hour = 0;  // row of the campaign; tick
};

// Throws Error(our_defect) when the parts do not fit each other (counts, ranges, a post after the horizon),
// Runaway past the limit, Interrupted when a stop is asked for.
Ledger run_world(const WorldInput& input, World world, WorldScratch& scratch);
Ledger run_world(const Audience& audience,
                 const Campaign& campaign,
                 std::span<const PostBehaviour> behaviour,
                 const Timing<double>& timing,
                 World world);

}  // namespace gs
