// The law falls in 1 / N, so N is found by halving on its logarithm.
#include "models/fit/ads/ad_frequency.h"

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace gs {
namespace {

constexpr double kReachError = 0.05, kMostDoubt = 3;

struct Shown {
  double impressions = 0, reach = 0;
};

bool is_undivided(const AdCell& cell) {
  return cell.age.empty() && cell.gender.empty() && cell.interest.empty() && cell.place.empty() &&
         cell.placement.empty();
}

std::map<std::string, Shown> largest_rows(std::span<const ObservedAd> ads) {
  std::map<std::string, Shown> rows;
  for (const ObservedAd& ad : ads) {
    const auto impressions = ad.usable(AdCount::impressions), reach = ad.usable(AdCount::reach);
    if (!impressions || !reach || !(*reach > 0) || *reach >= *impressions || !is_undivided(ad.cell)) continue;
    AdCell cell = ad.cell;
    cell.first = cell.last = std::nullopt;
    cell.twin = 0;
    Shown& row = rows[identity_of(cell)];
    if (*impressions > row.impressions) row = {*impressions, *reach};
  }
  return rows;
}

double log_reach(double people, double impressions, double shape) {
  return std::log(-std::expm1(-shape * std::log1p(impressions / (people * shape)))) + std::log(people);
}

double people_behind(const Shown& row, double shape) {
  double low = std::log(row.reach), high = low + 30;
  for (int halving = 0; halving < 80; ++halving) {
    const double middle = 0.5 * (low + high);
    (log_reach(std::exp(middle), row.impressions, shape) < std::log(row.reach) ? low : high) = middle;
  }
  return low;
}

}  // namespace

std::optional<Between> people_found(std::span<const ObservedAd> ads, const AssumedPeople& assumed) {
  std::vector<GroupValue> groups;
  for (const auto& [name, row] : largest_rows(ads)) {
    const double steep = row.impressions / (row.impressions - row.reach);
    const double doubt = steep * std::hypot(kReachError, 1 / std::sqrt(row.reach));
    if (doubt < kMostDoubt) groups.push_back({people_behind(row, assumed.shape), doubt * doubt});
  }
  if (groups.empty()) return std::nullopt;
  const double people = assumed.people > 0 ? assumed.people : 1e5;
  return Between::of_values(groups, {.center = std::log(people), .sd = kPeopleDoubt});
}

}  // namespace gs
