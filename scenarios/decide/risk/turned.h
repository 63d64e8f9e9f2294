// The first of a forecast's own worlds lived again with something of its plan turned, then turned back,
// whatever happens: differences from the forecast are what the turn does, with the same luck. No second life
// without ads.
#pragma once
#include <functional>
#include <initializer_list>
#include <vector>

#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"

namespace gs {

class TurnedWorlds {
 public:
  // `forecast` holds its people; it is as it was after every call. `worlds`: how many of its first.
  TurnedWorlds(Forecast& forecast, const RunOptions& options, std::size_t worlds);

  using Turn = std::function<void(Plan&)>;
  std::vector<WorldCounts> live(const Turn& turn, const Turn& back);
  Plan& plan() { return forecast_.plan; }

 private:
  Forecast& forecast_;
  WorldRange range_;
  Watch watch_;
  WorldLimit limit_;
};

// Of these KPIs those that the plan has the parts for, in this order.
std::vector<const Kpi*> kpis_at_hand(const Forecast& forecast, std::initializer_list<const char*> names);

}  // namespace gs
