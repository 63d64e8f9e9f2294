// Expected clicks take the place of impressions, so the pooled rate is the factor.
#include "models/fit/ads/segment_clicks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "models/paid/click_rates.h"

namespace gs {
namespace {

struct Sums {
  double impressions = 0, clicks = 0, expected = 0;
};

}  // namespace

SegmentClicks segment_clicks(const AdTable& table) {
  std::vector<Sums> ad_sets(table.ad_sets);
  for (const AdRow& row : table.rows)
    if (row.clicks)
      ad_sets[row.ad_set].impressions += row.impressions, ad_sets[row.ad_set].clicks += *row.clicks;
  std::map<std::pair<std::string, std::string>, Sums> parts;
  std::vector<RateRow> rows;
  for (const AdRow& row : table.rows) {
    const Sums& ad_set = ad_sets[row.ad_set];
    if (!row.clicks || ad_set.clicks <= 0) continue;
    const double expected = row.impressions * ad_set.clicks / ad_set.impressions;
    rows.push_back({{row.age + " " + row.gender}, expected, *row.clicks});
    Sums& part = parts[{row.age, row.gender}];
    part.impressions += row.impressions, part.clicks += *row.clicks, part.expected += expected;
  }
  SegmentClicks out;
  if (parts.size() < 2) return out;
  const PooledRates rates = PooledRates::fit(rows);
  const double v = rates.spread(0);
  if (!(v > 0)) return out;
  for (const auto& [name, part] : parts) {
    out.segments.push_back({name.first, name.second, part.impressions});
    out.log_factor.push_back(std::log(rates.rate(std::vector<std::string>{name.first + " " + name.second})));
    out.log_sd.push_back(1 / std::sqrt(part.clicks + 1 / v));
  }
  return out;
}

}  // namespace gs
