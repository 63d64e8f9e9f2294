// One row of history, whatever platform it came from: what was posted, when, and what the platform reported.
#pragma once
#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time/clock.h"
#include "core/units.h"

namespace gs {

// Names and order of canonical history's counts (FIELD 2.0); they are the words of --map, backtest and our
// CSV.
enum class Metric : std::uint8_t {
  impressions,
  reach,
  impressions_followers,
  impressions_non_followers,
  reach_followers,
  impressions_paid,
  impressions_viral,
  views,
  likes,
  comments,
  shares,
  saves,
  clicks,
  engaged_users,
  clickers,
  total_interactions,
  follows,
  hides,
  negative_comments,
  conversions
};
inline constexpr std::size_t kMetrics = 20;
inline constexpr std::array<std::string_view, kMetrics> kMetricNames{"impressions",
                                                                     "reach",
                                                                     "impressions_followers",
                                                                     "impressions_non_followers",
                                                                     "reach_followers",
                                                                     "impressions_paid",
                                                                     "impressions_viral",
                                                                     "views",
                                                                     "likes",
                                                                     "comments",
                                                                     "shares",
                                                                     "saves",
                                                                     "clicks",
                                                                     "engaged_users",
                                                                     "clickers",
                                                                     "total_interactions",
                                                                     "follows",
                                                                     "hides",
                                                                     "negative_comments",
                                                                     "conversions"};
constexpr std::size_t index_of(Metric metric) { return static_cast<std::size_t>(metric); }

// The eight metrics that are forecast per post and scored by backtest, in this order everywhere.
inline constexpr std::array<Metric, 8> kScored{Metric::reach,
                                               Metric::impressions,
                                               Metric::engaged_users,
                                               Metric::clickers,
                                               Metric::likes,
                                               Metric::shares,
                                               Metric::comments,
                                               Metric::total_interactions};

struct ObservedPost {
  std::string platform, account, id;  // identity: platform + account + id
  std::string format = "unknown";     // photo, video, link, status, reel, carousel, story, text …
  std::string topic;                  // may be empty
  std::string title;                  // caption as the platform gave it; only ever shown
  Instant published;
  std::string zone = "UTC";  // the account's zone, for local hours
  bool paid = false;
  std::optional<Money> spend;
  std::string currency;
  std::optional<double> followers;  // people following on the publish day
  std::optional<Instant> exported_at;
  std::array<std::optional<double>, kMetrics> counts{};  // missing is not zero
  std::bitset<kMetrics> contradicted;                    // stored as written, left out of every likelihood
  std::bitset<kMetrics> stood_in;                        // worked out from another count of the same post
  std::string file;                                      // provenance
  std::int64_t line = 0;

  std::optional<double> at(Metric metric) const { return counts[index_of(metric)]; }
  // The value a likelihood may use: present and not contradicted.
  std::optional<double> usable(Metric metric) const {
    return contradicted[index_of(metric)] ? std::nullopt : counts[index_of(metric)];
  }
};

}  // namespace gs
