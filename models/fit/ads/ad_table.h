// History of ads as the fit takes it: one cut, added up to ad sets and days (or weeks, or periods), in one
// currency. Rows of other cuts tell the same money twice and are left out. Of several cuts the finest in
// time wins that holds half of the money of the largest; then one without a split of the audience; then the
// one of more rows.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/observe/observed_ad.h"

namespace gs {

struct AdRow {
  std::size_t ad_set = 0;             // rank of its name
  std::string age, gender;            // of a cut by them
  double days = 0;                    // that the row covers; 0: the export says none
  double spend = 0, impressions = 0;  // currency; displays
  std::optional<double> clicks, leads, sales;
};

struct AdTable {
  std::string cut, currency;
  std::size_t ad_sets = 0;
  bool link_clicks = false;  // `clicks` led off the platform; else they are of any kind
  std::vector<AdRow> rows;   // by ad set, then time, then part of the audience
};

// Rows with spend and impressions, audience added up.
AdTable priced_ads(std::span<const ObservedAd> ads, std::span<const ObservedConversion> conversions);
// Rows of a cut by age or gender, time added up; no rows where no export has one.
AdTable ads_by_segment(std::span<const ObservedAd> ads);

}  // namespace gs
