// Living is simulate_worlds; what was turned is turned back before an error goes on.
#include "scenarios/decide/risk/turned.h"

namespace gs {

TurnedWorlds::TurnedWorlds(Forecast& forecast, const RunOptions& options, std::size_t worlds)
    : forecast_(forecast),
      range_{0, worlds},
      watch_(options.watch.worth(0)),
      limit_(world_limit(forecast.estimate, options.limits)) {}

std::vector<WorldCounts> TurnedWorlds::live(const Turn& turn, const Turn& back) {
  Lived lived;
  lived.without_ads = false;
  std::vector<WorldCounts> worlds;
  turn(forecast_.plan);
  try {
    worlds = simulate_worlds(forecast_.plan, range_, lived, watch_, limit_);
  } catch (...) {
    back(forecast_.plan);
    throw;
  }
  back(forecast_.plan);
  return worlds;
}

std::vector<const Kpi*> kpis_at_hand(const Forecast& forecast, std::initializer_list<const char*> names) {
  std::vector<const Kpi*> kpis;
  const PlanParts parts = parts_of(forecast);
  for (const char* name : names)
    if (const Kpi* kpi = find_kpi(name); parts.have(kpi->needs)) kpis.push_back(kpi);
  return kpis;
}

}  // namespace gs
