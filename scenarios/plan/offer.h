// The offer behind a plan's links and ads: how often a click becomes a visit, a visit a lead or a sale. What
// the planner does not say comes from the platform's belief, with its spread; what he says may be off, too.
#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/units.h"
#include "models/engine.h"
#include "scenarios/document/scenario.h"

namespace gs {

struct PlannedOffer {
  std::optional<double> visit_rate, conversion_rate, lead_rate, margin;
  double view_through = 0.15;  // sales after a view per sale after a click on an ad; DEFAULTS 9, assumption
  std::optional<Money> order_value;
  bool operator==(const PlannedOffer&) const = default;
};
PlannedOffer planned_offer(const ScenarioOffer& offer);

// What one world assumes of it on one platform.
struct OfferWorld {
  double visit = 0;           // P(a click on a link arrives)
  double lead = 0, sale = 0;  // per visit
};
OfferWorld offer_world(const PlannedOffer& offer, const std::string& platform, World world);

// Share of the clicks on a post that are clicks on its link: all of them lead on where the post is a link.
double link_share(const std::string& platform, bool leads_on);

// Rows of the forecast's `assumed`: rates the planner did not say.
std::vector<nlohmann::json> assumed_of_offer(const PlannedOffer& offer, const std::string& platform);

}  // namespace gs
