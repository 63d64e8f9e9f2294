// What one world in the making keeps: the memory of WorldScratch. Reused from world to world; every part is
// laid out anew when a run begins.
#pragma once
#include <cstdint>
#include <tuple>
#include <vector>

#include "models/calendar.h"
#include "models/exposure/stages.h"
#include "models/loop/books.h"
#include "models/loop/standing.h"

namespace gs {

// A post with every stage of the list prepared for one world.
template <class>
struct PreparedPost;
template <class... S>
struct PreparedPost<List<S...>> {
  std::tuple<S...> stages;
  explicit PreparedPost(const PostScene& scene) : stages(S(scene)...) {}
  template <class One>
  const One& stage() const {
    return std::get<One>(stages);
  }
};
using Prepared = PreparedPost<Stages>;

// What an event's row stands for: a post on its own page, one day of an ad of it, or a seeding of it.
struct Placement {
  std::uint32_t post = 0, page = 0;      // the post, and the page whose post it is
  std::uint32_t via = 0, layer = 0;      // the page by whose hours it is passed on, and that page's layer
  std::uint32_t onward = 0;              // row of the events that passing it on makes
  std::uint32_t ad = kNobodys, day = 0;  // the ad, and the day of its flight
  bool counted = true;                   // false: of a background post
  bool adverse = false;                  // talk against the page
};

// An ad with its words prepared. Streams by occasion; none where nobody clicks, or buys.
struct PreparedAd {
  Flight flight;
  AdHours hours;
  std::uint64_t click = 0;
  Buying buying;
  std::uint32_t first_row = 0;  // of its days
  std::vector<std::uint64_t> hour_streams{}, click_streams{}, view_streams{};
  std::vector<std::uint64_t> clicks{};  // by segment; empty: `click` for all
};

inline constexpr std::uint32_t kUntouched = 0xffffffffU;  // hour of an open row that holds nothing yet

struct NotedShare {
  AgentId sharer;
  std::uint32_t row = 0;
};

struct WorldScratch::State {
  Calendar calendar;
  std::vector<Prepared> posts;
  std::vector<Placement> placements;  // by row of events: posts, days of ads, seedings
  std::vector<PreparedAd> ads;
  std::vector<Seeding> seedings;
  std::vector<std::vector<double>> clocks;  // by page: followers of each segment; none where clocks agree
  std::vector<std::uint32_t> by_publish;    // rows of the campaign in order of publication
  std::vector<std::uint64_t> exposed;       // bit agent * posts + post: once only
  std::vector<std::uint64_t> shown;         // bit agent * ads + ad: was shown the ad
  std::vector<std::uint8_t> person;         // exposures so far (to kCounted) and kEngagedBit
  std::vector<std::uint16_t> met;           // bit l: was exposed on layer l; empty with one layer
  std::vector<HourCounts> open_rows;        // the hour being lived, by post
  std::vector<std::uint32_t> touched;       // posts with something in open_rows
  std::vector<NotedShare> shares;
  std::vector<std::uint64_t> spare;
  Standing standing;
  Books books;
  std::vector<Momentum> momentum;            // by post
  std::vector<Remarks> remarks;              // by post, as they stood when the hour began
  std::vector<Queue> queues;                 // by post
  std::vector<std::uint64_t> engaged_pages;  // bit p: engaged with a post of page p
  std::vector<People> engagers;              // by page, in the order in which they engaged
};

}  // namespace gs
