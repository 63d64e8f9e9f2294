// A coalition of parts is the plan with the other parts left out.
#include "scenarios/decide/explain/contributions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/error.h"

namespace gs {

namespace {

constexpr std::array<std::string_view, 8> kShared{
    "reach", "impressions", "engagements", "clicks", "follows", "leads", "sales", "revenue"};

std::vector<PlanPart> posts_of(const Scenario& scenario, const Plan& plan) {
  std::vector<PlanPart> parts;
  for (std::size_t row = 0; row < plan.planned; ++row) {
    const std::string& id = plan.request.posts[row].id;
    parts.push_back({id, scenario.plan.at(id).title, {row}, {}, {}});
  }
  return parts;
}

std::vector<PlanPart> ads_of(const Plan& plan) {
  std::vector<PlanPart> parts;
  for (std::size_t row = 0; row < plan.request.ads.size(); ++row)
    parts.push_back({plan.request.ads[row].id, "promotes " + plan.request.ads[row].post, {}, {row}, {}});
  return parts;
}

std::vector<PlanPart> creators_of(const Plan& plan) {
  std::map<std::string, PlanPart> parts;
  for (std::size_t row = 0; row < plan.request.seedings.size(); ++row) {
    const PlannedSeeding& seeding = plan.request.seedings[row];
    PlanPart& part = parts[plan.request.pages[seeding.page].account];
    part.id = plan.request.pages[seeding.page].account;
    part.title += (part.title.empty() ? "shows " : ", ") + seeding.post;
    part.seedings.push_back(row);
  }
  std::vector<PlanPart> all;
  for (auto& [id, part] : parts) all.push_back(std::move(part));
  return all;
}

std::vector<PlanPart> platforms_of(const Plan& plan) {
  std::vector<PlanPart> parts;
  for (const std::string& platform : plan.platforms) {
    PlanPart part{platform, "", {}, {}, {}};
    for (std::size_t row = 0; row < plan.planned; ++row)
      if (page_of(plan, row).platform == platform) part.posts.push_back(row);
    part.title = std::to_string(part.posts.size()) + (part.posts.size() == 1 ? " post" : " posts");
    if (!part.posts.empty()) parts.push_back(std::move(part));
  }
  return parts;
}

Worth worth_of(const std::vector<WorldCounts>& worlds, const std::vector<const Kpi*>& kpis) {
  Worth worth(kpis.size());
  for (std::size_t k = 0; k < kpis.size(); ++k)
    for (const WorldCounts& world : worlds) worth[k].push_back(units_of(*kpis[k], world.total));
  return worth;
}

SpreadWorlds spread_of(const Trial& trial, std::size_t worlds) {
  const WorldRange range{0, worlds};
  Lived lived;
  lived.without_ads = false;
  SpreadWorlds spread;
  spread.all = trial.lived(lived, range);
  lived.sharing = false;
  spread.no_sharing = trial.lived(lived, range);
  if (trial.plan().request.ads.empty()) return spread;
  lived.ads.assign(trial.plan().request.ads.size(), 0);
  spread.no_ads_no_sharing = trial.lived(lived, range);
  lived.sharing = true;
  spread.no_ads = trial.lived(lived, range);
  return spread;
}

}  // namespace

std::vector<PlanPart> parts_of(const Scenario& scenario, const Plan& plan, PartKind kind) {
  std::vector<PlanPart> parts;
  switch (kind) {
    case PartKind::post:
      parts = posts_of(scenario, plan);
      break;
    case PartKind::creator:
      parts = creators_of(plan);
      break;
    case PartKind::ad:
      parts = ads_of(plan);
      break;
    case PartKind::platform:
      parts = platforms_of(plan);
      break;
  }
  const std::string word(kPartKinds[static_cast<std::size_t>(kind)]);
  if (parts.empty())
    throw Error(Fault::bad_input,
                scenario.file,
                "the plan has no part of the kind '" + word + "'",
                "explain it --by post or --by platform",
                "S04");
  return parts;
}

Lived lived_with(const Plan& plan, const std::vector<PlanPart>& parts, const Coalition& in) {
  Lived lived;
  lived.without_ads = false;
  lived.posts.assign(plan.request.posts.size(), 1);
  lived.ads.assign(plan.request.ads.size(), 1);
  lived.seedings.assign(plan.request.seedings.size(), 1);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    if (in[part] != 0) continue;
    for (const std::size_t row : parts[part].posts) lived.posts[row] = 0;
    for (const std::size_t row : parts[part].ads) lived.ads[row] = 0;
    for (const std::size_t row : parts[part].seedings) lived.seedings[row] = 0;
  }
  return lived;
}

std::vector<const Kpi*> shared_kpis(const PlanParts& parts) {
  std::vector<const Kpi*> kpis;
  for (const std::string_view name : kShared)
    if (const Kpi* kpi = find_kpi(name); parts.have(kpi->needs)) kpis.push_back(kpi);
  return kpis;
}

std::int64_t units_of(const Kpi& kpi, const KpiCounts& counts) {
  return std::llround(kpi.of(counts).value_or(0.0) * (kpi.unit == Unit::currency ? 1e6 : 1e3));
}

double of_units(const Kpi& kpi, double units) { return units / (kpi.unit == Unit::currency ? 1e6 : 1e3); }

Contributions contributions_of(const Trial& trial, PartKind kind, const ShareOptions& options) {
  const Plan& plan = trial.plan();
  Contributions found;
  found.parts = parts_of(trial.forecast().scenario, plan, kind);
  found.kpis = shared_kpis(parts_of(trial.forecast()));
  const Game game{found.parts.size(), [&](const Coalition& in, WorldRange range) {
                    return worth_of(trial.lived(lived_with(plan, found.parts, in), range), found.kpis);
                  }};
  found.shares = fair_shares(game, options);
  found.spread = spread_of(trial, options.worlds);
  return found;
}

std::size_t lives_of(std::size_t parts, bool ads, const ShareOptions& options) {
  const double each = coalitions_per_world(parts, options) + (ads ? 4 : 2);
  return static_cast<std::size_t>(each * static_cast<double>(options.worlds));
}

}  // namespace gs
