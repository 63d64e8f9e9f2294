// Ad history: what a platform reported of an ad, of some days and of a part of the people it was shown to,
// and the conversions it counted for them. Counts are whole numbers unless said otherwise; missing is not
// zero. Rows of one cut (same level, grain and breakdown) may be added, but for reach and frequency; rows of
// different cuts tell the same money twice.
#pragma once
#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time/day.h"
#include "core/units.h"

namespace gs {

// Where a number of ad history stands: which ad, which days, which part of its audience.
struct AdCell {
  std::string platform, account;
  std::string campaign_id, campaign;  // ids and names as the export gives them; either may be empty
  std::string ad_set_id, ad_set;
  std::string ad_id, ad;
  std::optional<Day> first, last;  // both included, in the ad account's zone; missing: the export says none
  std::string age, gender, interest, place, placement;  // "" = all of it; placement: where the ad stood
  std::int32_t twin = 0;  // 1, 2 … where the export repeats a cell because it splits by more than it names
};

enum class Grain : std::uint8_t { undated, day, week, period };
Grain grain_of(const AdCell& cell);
// What rows have in common that may be added: "ad, day", "campaign, period by age and gender".
std::string cut_of(const AdCell& cell);
// Names the cell: by the deepest id given, else by names; equal for the same cell of a later export.
std::string identity_of(const AdCell& cell);

enum class AdCount : std::uint8_t {
  impressions,  // displays
  reach,        // people; never added over rows
  frequency,    // displays per person reached; a ratio, never added
  clicks,       // of any kind, as the platform counts them
  link_clicks,  // that led off the platform
  video_views,
  reactions,
  comments,
  shares,
  saves,
  follows,
  engagements,          // the platform's own sum
  impressions_organic,  // displays that shares of the ad brought, not paid for
  clicks_organic,
  results  // of the kind the campaign was bought for; `objective` names it
};
inline constexpr std::size_t kAdCounts = 15;
inline constexpr std::array<std::string_view, kAdCounts> kAdCountNames{"impressions",
                                                                       "reach",
                                                                       "frequency",
                                                                       "clicks",
                                                                       "link_clicks",
                                                                       "video_views",
                                                                       "reactions",
                                                                       "comments",
                                                                       "shares",
                                                                       "saves",
                                                                       "follows",
                                                                       "engagements",
                                                                       "impressions_organic",
                                                                       "clicks_organic",
                                                                       "results"};
constexpr std::size_t index_of(AdCount count) { return static_cast<std::size_t>(count); }
constexpr bool is_additive(AdCount count) { return count != AdCount::reach && count != AdCount::frequency; }

struct ObservedAd {
  AdCell cell;
  std::string objective;  // or kind of result; "" = not told
  std::array<std::optional<double>, kAdCounts> counts{};
  std::bitset<kAdCounts> contradicted;  // stored as written, left out of every likelihood
  std::optional<Money> spend;
  std::string currency;  // ISO 4217; "" = not told
  std::optional<Instant> exported_at;
  std::string file;  // provenance
  std::int64_t line = 0;

  std::optional<double> at(AdCount count) const { return counts[index_of(count)]; }
  std::optional<double> usable(AdCount count) const {
    return contradicted[index_of(count)] ? std::nullopt : counts[index_of(count)];
  }
};

// Conversions of one kind that a platform counted for a cell of ad history.
struct ObservedConversion {
  AdCell cell;
  std::string name;             // "purchases", "leads", or as the advertiser named it
  std::string way;              // "post_click", "view_through"; "" = both or not told
  std::optional<double> count;  // fractions where a platform shares one among ads
  std::optional<Money> value;
  std::string currency;
  std::optional<Instant> exported_at;
  std::string file;
  std::int64_t line = 0;
};
std::string identity_of(const ObservedConversion& conversion);

}  // namespace gs
