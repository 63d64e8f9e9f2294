// What turns one plan into another, change by change: the leaves of the merge patch (RFC 7386) between the
// two resolved documents. Changes that make no plan on their own (a placement and the creator it names) are
// taken as one. Each is weighed alone, after the others, and by its fair share of the whole difference.
// Does not say which change was meant.
#pragma once
#include <string>
#include <vector>

#include "scenarios/decide/explain/contributions.h"
#include "scenarios/forecast.h"

namespace gs {

struct PlanChange {
  std::string text;                 // "publish_at of plan p3: 2026-12-07T09:00 -> 2026-12-07T19:00"
  std::vector<std::size_t> leaves;  // rows of patch_leaves
};

// A leaf of the merge patch between two documents: where, and a patch that makes it alone.
struct PatchLeaf {
  std::string pointer, text;
  nlohmann::json patch;
};
std::vector<PatchLeaf> patch_leaves(const nlohmann::json& base, const nlohmann::json& variant);

struct PlanChanges {
  std::vector<PlanChange> changes;
  std::vector<const Kpi*> kpis;
  FairShares shares;                           // measures in the order of kpis
  std::vector<std::vector<WorldUnits>> alone;  // [kpi][change]: base with only this - base
};

// How the changes are found and weighed: the two plans, what is known, how documents are read.
struct ChangeInput {
  const Scenario& base;
  const Scenario& variant;
  const Knowledge& knowledge;
  const ScenarioOptions& reading;
};

// What only readers see (names, stories, titles), targets and seeds are no changes. Throws Error(bad_input)
// where nothing changes or the currency does. Everything is lived in the base's worlds, `options.replicates`
// of them.
PlanChanges changes_between(const ChangeInput& input, const RunOptions& options);

}  // namespace gs
