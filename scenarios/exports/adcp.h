// A forecast as a delivery forecast of the Ad Context Protocol (FIELD 6): the whole plan, then each ad set;
// low, mid and high are the 10, 50 and 90 % quantiles, all nine stand in `ext`. Undefined metrics are left
// out. No time of making is written: equal forecasts give equal bytes. Source: adcontextprotocol/adcp,
// static/schemas/source/core/delivery-forecast.json.
#pragma once
#include "scenarios/exports/exports.h"

namespace gs {

Exported adcp_forecast(const nlohmann::json& result);

}  // namespace gs
