// A count is the page's own where the pool holds a margin of it (it was in the history the pool read) or the
// stored fit was told its rate (it was in a history that is gone since). Does not: weigh how much it told.
#include "scenarios/basis.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

namespace gs {
namespace {

// The fitted parameter that carries the level of each count, in the order of kScored without the total.
constexpr std::array<std::string_view, kBasicMetrics> kLevelKeys{
    "visibility", "repeat", "rate.engaged", "rate.click", "rate.like", "rate.share", "rate.comment"};

// Prices and clicks of ads, told where history of ads told them.
constexpr std::array<std::string_view, 4> kOfAds{"paid_impressions", "ad_clicks", "cpm", "cpc"};

bool told(const Calibration& calibration, std::string_view key) {
  return std::any_of(calibration.report.begin(), calibration.report.end(), [&](const ParameterReport& row) {
    return row.key == key && row.told;
  });
}

bool in_pool(const PreparedPage& page, std::size_t metric) {
  return page.pool && !page.pool->posts.empty() && page.pool->posts.front()[metric].has_value();
}

// "" for the row's own count, else the names of what is missing: "comments, shares ".
std::string names_of(const std::bitset<kMetrics>& missing, const Kpi& kpi) {
  std::string names;
  for (const Metric metric : kScored) {
    if (!missing.test(index_of(metric))) continue;
    const Kpi& counted = *find_kpi(kpi_of_count(kMetricNames[index_of(metric)]));
    if (counted.name == kpi.name) return {};
    std::string name(counted.title);
    name.front() = static_cast<char>(name.front() - 'A' + 'a');
    names += (names.empty() ? "" : ", ") + name;
  }
  return names + " ";
}

void put(nlohmann::json& row, bool fitted, const std::string& because) {
  row["basis"] = fitted ? "fitted" : "assumption";
  if (!fitted && !because.empty()) row["basis_because"] = because;
}

}  // namespace

std::bitset<kMetrics> default_counts(const PreparedPage& page) {
  std::bitset<kMetrics> defaults;
  for (std::size_t m = 0; m < kBasicMetrics; ++m)
    defaults[index_of(kScored[m])] =
        !page.calibrated || !(in_pool(page, m) || told(page.calibration, kLevelKeys[m]));
  if (page.reach_stood_in) defaults.set(index_of(Metric::reach));
  return defaults;
}

Basis basis_of_ads(std::span<const PlannedAd> ads) {
  Basis basis;
  std::size_t ad_sets = ads.empty() ? 0 : SIZE_MAX;
  for (const PlannedAd& ad : ads)
    ad_sets = std::min(ad_sets, (ad.learnt.price || ad.bid) && ad.learnt.click ? ad.learnt.ad_sets : 0);
  basis.ad_sets = ad_sets;
  return basis;
}

Basis basis_of(const Plan& plan) {
  Basis basis = basis_of_ads(plan.request.ads);
  basis.calibrated = is_calibrated(plan);
  basis.split = basis.follows = basis.tone = true;
  for (const PreparedPage& page : plan.pages) {
    if (page.posts.empty()) continue;
    basis.defaults |= default_counts(page);
    basis.split = basis.split && page.calibration.follower_split;
    basis.follows = basis.follows && page.calibration.follows.posts > 0;
    basis.tone = basis.tone && page.tone.posts > 0;
    if (!page.calibrated) basis.lenders = std::max(basis.lenders, page.calibration.borrowed.size());
  }
  return basis;
}

Basis basis_of(const PreparedPage& page) {
  Basis basis;
  basis.defaults = default_counts(page);
  basis.calibrated = page.calibrated;
  basis.split = page.calibration.follower_split;
  basis.follows = page.calibration.follows.posts > 0;
  basis.tone = page.tone.posts > 0;
  if (!page.calibrated) basis.lenders = page.calibration.borrowed.size();
  return basis;
}

void put_basis(nlohmann::json& row, const Kpi& kpi, const Basis& basis) {
  const bool told =
      (basis.follows && kpi.name == "follows") || (basis.tone && kpi.name == "negative_comment_share");
  if (kpi.from_defaults) put(row, told, "not in any export read here");
  if (basis.ad_sets > 0 && std::ranges::find(kOfAds, kpi.name) != kOfAds.end()) put(row, true, "");
  if (kpi.rests_on.none()) return;
  const std::bitset<kMetrics> missing = kpi.rests_on & basis.defaults;
  put(row,
      missing.none(),
      basis.calibrated    ? names_of(missing, kpi) + "not in your history"
      : basis.lenders > 0 ? "borrowed from " + std::to_string(basis.lenders) + " of your other pages"
                          : "");
}

void put_source_basis(nlohmann::json& row, const Basis& basis) {
  put(row,
      basis.calibrated && basis.split,
      basis.calibrated ? "reach by followers and others not in your history" : "");
}

}  // namespace gs
