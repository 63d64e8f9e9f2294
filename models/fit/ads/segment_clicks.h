// Who clicks more: click rates by age and gender against the account's own.
//   clicks of a part of an ad set ~ Poisson(impressions x the ad set's own rate x factor of the part)
//   factor: gamma of mean 1 between parts, pooled by models/paid/click_rates.h
// The ad set's own rate stands in between, so that a part is not praised for being shown the better ads.
// Doubt: log sd 1 / sqrt(clicks + 1 / v). Where nothing but chance differs (v = 0), no parts are told apart.
#pragma once
#include <vector>

#include "models/fit/ads/ad_calibration.h"
#include "models/fit/ads/ad_table.h"

namespace gs {

struct SegmentClicks {
  std::vector<AdSegment> segments;
  std::vector<double> log_factor, log_sd;  // of each
};
SegmentClicks segment_clicks(const AdTable& by_segment);

}  // namespace gs
