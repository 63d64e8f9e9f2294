// An ad set as the simulator runs it: a flight of impressions that put a post before the people it is
// aimed at. An impression is one display; the first one a person meets is an exposure of the post like any
// other (source `paid`), later ones only add displays. Each impression may be clicked, by its own coin.
#pragma once
#include <cstdint>
#include <vector>

#include "models/paid/delivery.h"

namespace gs {

inline constexpr std::uint32_t kNoOffer = 0xffffffffU, kNobodys = 0xffffffffU;

struct CampaignAd {
  std::uint32_t key = 0;         // content key of the ad set's id
  std::uint32_t post = 0;        // row of the campaign's post it shows
  std::uint32_t first_hour = 0;  // tick at which the flight's first day begins; days are 24 ticks
  std::uint32_t cap = 2;         // impressions per person and week
  People people{};               // whom it may be shown to
  std::vector<double> hours = std::vector<double>(24, 1.0);  // weight of each hour of the day; 0 = never
  std::uint32_t offer = kNoOffer;                            // row of WorldInput::offers; none: its post's
  std::uint32_t engagers_of = kNobodys;  // row of a page: shown, instead of to `people`, to those who
                                         // engaged with the page before the day, asked anew every day
  bool engagers_among = false;           // only those of them who are among `people`
};

// What one world assumes of an ad.
struct AdBehaviour {
  std::vector<std::uint32_t> need;         // impressions its budget buys on each day of the flight, in agents
  double click = 0;                        // P(an impression is clicked)
  double visit = 0;                        // P(a click visits what the offer sells)
  std::vector<double> click_of_segment{};  // by row of the portrait's segments; empty: `click` for all
};

inline Flight flight_of(const CampaignAd& ad, const AdBehaviour& behaviour) {
  return {.key = ad.key, .need = behaviour.need, .cap = ad.cap};
}

}  // namespace gs
