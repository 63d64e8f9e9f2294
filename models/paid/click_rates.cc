// Levels are fitted from the top, so that each group's parent is known.
#include "models/paid/click_rates.h"

#include <algorithm>

namespace gs {
namespace {

struct Group {
  double impressions = 0, clicks = 0, parent = 0;
};

std::string path_of(std::span<const std::string> groups, std::size_t level) {
  std::string path;
  for (std::size_t i = 0; i <= level; ++i) path += groups[i] + '\x1f';
  return path;
}

// v = [ sum e (y/e - 1)^2 - (J - 1) ] / [ sum e - sum e^2 / sum e ],  e = impressions x parent's rate.
double spread_of(const std::map<std::string, Group>& groups) {
  double scatter = 0, expected = 0, squares = 0, count = 0;
  for (const auto& [path, group] : groups) {
    const double e = group.impressions * group.parent;
    if (e <= 0) continue;
    const double off = group.clicks / e - 1;
    scatter += e * off * off;
    expected += e;
    squares += e * e;
    ++count;
  }
  const double weight = expected > 0 ? expected - squares / expected : 0;
  return weight > 0 ? std::max(0.0, (scatter - (count - 1)) / weight) : 0;
}

}  // namespace

PooledRates PooledRates::fit(std::span<const RateRow> rows) {
  PooledRates rates;
  double impressions = 0, clicks = 0;
  for (const RateRow& row : rows) impressions += row.impressions, clicks += row.clicks;
  rates.overall_ = impressions > 0 ? clicks / impressions : 0;
  const std::size_t levels = rows.empty() ? 0 : rows[0].groups.size();
  for (std::size_t level = 0; level < levels; ++level) {
    std::map<std::string, Group> groups;
    for (const RateRow& row : rows) {
      Group& group = groups[path_of(row.groups, level)];
      group.parent = rates.rate(std::span(row.groups).first(level));
      group.impressions += row.impressions, group.clicks += row.clicks;
    }
    const double v = spread_of(groups);
    rates.spread_.push_back(v);
    auto& known = rates.rate_.emplace_back();
    for (const auto& [path, group] : groups)
      known[path] = v > 0 && group.parent > 0
                        ? group.parent * (group.clicks + 1 / v) / (group.impressions * group.parent + 1 / v)
                        : group.parent;
  }
  return rates;
}

double PooledRates::rate(std::span<const std::string> groups) const {
  double rate = overall_;
  for (std::size_t level = 0; level < std::min(groups.size(), rate_.size()); ++level) {
    const auto found = rate_[level].find(path_of(groups, level));
    if (found == rate_[level].end()) return rate;
    rate = found->second;
  }
  return rate;
}

}  // namespace gs
