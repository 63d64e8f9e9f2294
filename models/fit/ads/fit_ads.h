// History of an account's ads into its part of a calibration: price and its answer to demand, clicks, clicks
// by age and gender, contacts and sales per click; joint draws, and a row for every number: told or not.
// What ads cause is never told by history (Gordon et al., FITTING 1.1): that row says so.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "models/fit/calibration.h"
#include "models/observe/observed_ad.h"

namespace gs {

struct AdHistory {
  std::span<const ObservedAd> ads;
  std::span<const ObservedConversion> conversions;
};
struct AdFitOptions {
  std::string platform;  // whose beliefs anchor the levels; an unknown one anchors hardly anything
  double people = 0;     // whom the account's ads may be shown to; assumption of the fit's audience
  std::uint32_t seed = 1;
  std::size_t draws = 400;
};
struct AdFit {
  AdCalibration ads;  // empty draws: no row has spend and impressions
  std::vector<ParameterReport> report;
};
AdFit fit_ads(const AdHistory& history, const AdFitOptions& options);

}  // namespace gs
