// What each part of a plan brings: the plan is lived again without it, with the same people and the same
// luck. Two answers stand side by side: what would be missing if only this part were left out, and its fair
// share of what the parts bring together (fair_shares.h), which adds up to the plan minus the plan of none
// of the parts, to the last unit. Counts that cannot be cut into parts (ratios, costs) are left alone.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/decide/explain/fair_shares.h"
#include "scenarios/decide/trial.h"
#include "scenarios/kpi/kpi.h"

namespace gs {

enum class PartKind : std::uint8_t { post, creator, ad, platform };
inline constexpr std::string_view kPartKinds[] = {"post", "creator", "ad", "platform"};

// Rows of the plan that are there or not there together; an ad or a placement goes with its post.
struct PlanPart {
  std::string id, title;
  std::vector<std::size_t> posts{}, ads{}, seedings{};
};
// Throws Error(bad_input) where the plan has no such parts.
std::vector<PlanPart> parts_of(const Scenario& scenario, const Plan& plan, PartKind kind);

// The plan with only these of its parts.
Lived lived_with(const Plan& plan, const std::vector<PlanPart>& parts, const Coalition& in);

// KPIs of this plan that are counts of what people do, so that parts may share them out.
std::vector<const Kpi*> shared_kpis(const PlanParts& parts);

// Draws of a KPI in whole units, and back: thousandths of a count, millionths of money. Undefined is 0.
std::int64_t units_of(const Kpi& kpi, const KpiCounts& counts);
double of_units(const Kpi& kpi, double units);

// Worlds lived with everything, and the same if nobody passed posts on.
struct SpreadWorlds {
  std::vector<WorldCounts> all, no_sharing;
  std::vector<WorldCounts> no_ads, no_ads_no_sharing;  // empty where the plan has no ads
};

struct Contributions {
  std::vector<PlanPart> parts;
  std::vector<const Kpi*> kpis;
  FairShares shares;  // measures in the order of kpis
  SpreadWorlds spread;
};
Contributions contributions_of(const Trial& trial, PartKind kind, const ShareOptions& options);

// Lives of worlds this asks for, for the estimate.
std::size_t lives_of(std::size_t parts, bool ads, const ShareOptions& options);

}  // namespace gs
