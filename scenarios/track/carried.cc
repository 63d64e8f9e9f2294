// What the planner wrote stays as it is; only what is missing is added.
#include "scenarios/track/carried.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace gs {

nlohmann::json carried_plan(const Forecast& forecast) {
  nlohmann::json resolved = nlohmann::json::parse(forecast.scenario.text);
  for (auto& [id, post] : resolved["plan"].items()) {
    const auto written = forecast.scenario.plan.find(id);
    if (written == forecast.scenario.plan.end()) continue;
    if (!post.contains("account")) post["account"] = written->second.account;
    if (!post.contains("platform")) post["platform"] = written->second.platform;
  }
  for (const PlannedPage& page : forecast.plan.request.pages) {
    nlohmann::json& account = resolved["audience"]["accounts"][page.account];
    if (!account.is_object()) account = nlohmann::json::object();
    if (!account.contains("followers")) account["followers"] = std::llround(page.followers);
  }
  return resolved;
}

}  // namespace gs
