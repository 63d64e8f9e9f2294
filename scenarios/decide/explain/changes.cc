// Leaves by walking both documents side by side; what cannot stand alone is joined with what it needs; each
// mixture of base and variant is lived in the base's worlds.
#include "scenarios/decide/explain/changes.h"

#include <algorithm>
#include <map>

#include "core/error.h"
#include "scenarios/reading/words.h"

namespace gs {

namespace {

using nlohmann::json;

constexpr std::size_t kExactUpTo = 5;  // changes whose mixtures are all lived
constexpr std::size_t kOrders = 3;     // else so many orders, each in both directions

// Keys that no world depends on.
bool is_told_only(const std::string& pointer) {
  for (const char* key : {"/name", "/about", "/schema", "/extends", "/seed"})
    if (pointer == key) return true;
  if (pointer.starts_with("/targets")) return true;
  return pointer.ends_with("/about") || (pointer.starts_with("/plan/") && pointer.ends_with("/title"));
}

std::string short_text(const json& value) {
  return value.is_string() ? shown(value.get<std::string>(), 40) : shown(value.dump(), 40);
}

// "plan p3 publish_at: 09:00 -> 19:00"; "ads b: added".
std::string text_of(const std::string& pointer, const json& from, const json& to) {
  std::string where = pointer.substr(1);
  std::ranges::replace(where, '/', ' ');
  where = shown(where, 80);
  if (from.is_null()) return where + (to.is_object() ? " added" : ": " + short_text(to));
  if (to.is_null()) return where + " removed";
  return where + ": " + short_text(from) + " -> " + short_text(to);
}

class Leaves {
 public:
  std::vector<PatchLeaf> found;

  void walk(const json& from, const json& to, const std::vector<std::string>& path) {
    if (from.is_object() && to.is_object()) {
      for (const auto& [key, value] : from.items())
        if (!to.contains(key)) add(value, nullptr, below(path, key));
      for (const auto& [key, value] : to.items()) {
        if (!from.contains(key))
          add(nullptr, value, below(path, key));
        else if (from[key] != value)
          walk(from[key], value, below(path, key));
      }
      return;
    }
    if (from != to) add(from, to, path);
  }

 private:
  static std::vector<std::string> below(std::vector<std::string> path, const std::string& key) {
    path.push_back(key);
    return path;
  }
  void add(const json& from, const json& to, const std::vector<std::string>& path) {
    // What is new for everybody (a whole part of the document) is told member by member.
    if (path.size() < 2 && to.is_object() && (from.is_null() || from.is_object()))
      return walk(json::object(), to, path);
    std::string pointer;
    for (const std::string& key : path) pointer += "/" + pointer_token(key);
    if (is_told_only(pointer) || (from.is_null() && to.is_null())) return;
    json patch = to;
    for (auto key = path.rbegin(); key != path.rend(); ++key) patch = json{{*key, patch}};
    found.push_back({pointer, text_of(pointer, from, to), patch});
  }
};

// Base and variant mixed: the base with some of the leaves.
class Mixtures {
 public:
  Mixtures(const ChangeInput& input, const std::vector<PatchLeaf>& leaves)
      : input_(input), base_(json::parse(input.base.text)), leaves_(leaves) {}

  Scenario of(const std::vector<std::size_t>& rows) const {
    json mixed = base_;
    for (const std::size_t row : rows) mixed.merge_patch(leaves_[row].patch);
    Scenario scenario = parse_scenario(mixed.dump(), input_.variant.file, input_.reading);
    scenario.file = input_.variant.file;
    return scenario;
  }
  bool stands(const std::vector<std::size_t>& rows) const {
    try {
      of(rows);
      return true;
    } catch (const Error&) {
      return false;
    }
  }

 private:
  const ChangeInput& input_;
  json base_;
  const std::vector<PatchLeaf>& leaves_;
};

using Rows = std::vector<std::size_t>;

Rows joined(const Rows& one, const Rows& other) {
  Rows both = one;
  both.insert(both.end(), other.begin(), other.end());
  std::ranges::sort(both);
  return both;
}

// The first other group with which it stands; none: all of them.
std::size_t needed_by(std::size_t group, const std::vector<Rows>& groups, const Mixtures& mixtures) {
  for (std::size_t other = 0; other < groups.size(); ++other)
    if (other != group && mixtures.stands(joined(groups[group], groups[other]))) return other;
  return groups.size();
}

// Groups of leaves, each of which makes a plan of the base on its own.
std::vector<Rows> groups_of(std::size_t leaves, const Mixtures& mixtures) {
  std::vector<Rows> groups;
  for (std::size_t row = 0; row < leaves; ++row) groups.push_back({row});
  for (std::size_t group = 0; group < groups.size() && groups.size() > 1;) {
    if (mixtures.stands(groups[group])) {
      ++group;
      continue;
    }
    const std::size_t other = needed_by(group, groups, mixtures);
    if (other == groups.size()) {  // it needs several: all that changes is one change
      Rows all;
      for (const Rows& one : groups) all = joined(all, one);
      return {all};
    }
    groups[group] = joined(groups[group], groups[other]);
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(other));
    group = 0;
  }
  return groups;
}

std::vector<PlanChange> changes_of(const std::vector<PatchLeaf>& leaves, const std::vector<Rows>& groups) {
  std::vector<PlanChange> changes;
  for (const Rows& rows : groups) {
    PlanChange change{"", rows};
    for (const std::size_t row : rows) change.text += (change.text.empty() ? "" : "; ") + leaves[row].text;
    changes.push_back(std::move(change));
  }
  return changes;
}

// Counts, and what they cost.
std::vector<const Kpi*> kpis_of(const Forecast& base, const Forecast& variant) {
  const PlanParts one = parts_of(base), other = parts_of(variant);
  std::vector<const Kpi*> kpis;
  for (const char* name : {"reach",
                           "impressions",
                           "engagements",
                           "clicks",
                           "follows",
                           "leads",
                           "sales",
                           "revenue",
                           "spend",
                           "cost"})
    if (const Kpi* kpi = find_kpi(name); one.have(kpi->needs) || other.have(kpi->needs)) kpis.push_back(kpi);
  return kpis;
}

// Lives mixtures. Those that meet the base's people borrow them.
class Lives {
 public:
  Lives(const ChangeInput& input, const RunOptions& options)
      : input_(input), options_(options), base_(prepare_forecast(input.base, input.knowledge, options)) {
    refuse_too_large(base_.estimate, options.limits, input.base.file);
    options_.watch.stage("growing the audience");
    grow_people(base_.plan, options_.watch.worth(0));
    options_.watch.stage("living the changes one by one");
  }

  const Forecast& base() const { return base_; }
  std::vector<WorldCounts> lived(const Scenario& scenario, WorldRange range) {
    Forecast mixed = prepare_forecast(scenario, input_.knowledge, options_);
    refuse_too_large(mixed.estimate, options_.limits, scenario.file);
    if (!same_people(mixed.plan, base_.plan)) {
      grow_people(mixed.plan, options_.watch.worth(0));
      return worlds_of(mixed, range);
    }
    std::swap(mixed.plan.audience, base_.plan.audience);
    try {
      aim_ads(mixed.plan);
      std::vector<WorldCounts> worlds = worlds_of(mixed, range);
      std::swap(mixed.plan.audience, base_.plan.audience);
      return worlds;
    } catch (...) {
      std::swap(mixed.plan.audience, base_.plan.audience);
      throw;
    }
  }

 private:
  std::vector<WorldCounts> worlds_of(const Forecast& mixed, WorldRange range) const {
    Lived parts;
    parts.without_ads = false;
    return simulate_worlds(
        mixed.plan, range, parts, options_.watch.worth(0), world_limit(mixed.estimate, options_.limits));
  }

  const ChangeInput& input_;
  RunOptions options_;
  Forecast base_;
};

void refuse_other_money(const ChangeInput& input) {
  if (input.base.currency == input.variant.currency) return;
  throw Error(Fault::bad_input,
              input.variant.file + " /currency",
              "'" + input.variant.currency + "' here, '" + input.base.currency + "' in " + input.base.file,
              "explain plans in one currency",
              "V10");
}

void add_alone(const Game& game, std::size_t worlds, PlanChanges& found) {
  const WorldRange all{0, worlds};
  const Worth none = game.worth(Coalition(game.parts, 0), all);
  found.alone.resize(none.size());
  for (std::size_t change = 0; change < game.parts; ++change) {
    Coalition only(game.parts, 0);
    only[change] = 1;
    const Worth with = game.worth(only, all);
    for (std::size_t kpi = 0; kpi < none.size(); ++kpi) {
      WorldUnits difference;
      for (std::size_t world = 0; world < worlds; ++world)
        difference.push_back(with[kpi][world] - none[kpi][world]);
      found.alone[kpi].push_back(std::move(difference));
    }
  }
}

}  // namespace

std::vector<PatchLeaf> patch_leaves(const json& base, const json& variant) {
  Leaves leaves;
  leaves.walk(base, variant, {});
  return std::move(leaves.found);
}

PlanChanges changes_between(const ChangeInput& input, const RunOptions& options) {
  refuse_other_money(input);
  const std::vector<PatchLeaf> leaves =
      patch_leaves(json::parse(input.base.text), json::parse(input.variant.text));
  if (leaves.empty())
    throw Error(Fault::bad_input,
                input.variant.file,
                "changes nothing of " + input.base.file,
                "name a plan that differs in more than names and targets",
                "S04");
  const Mixtures mixtures(input, leaves);
  PlanChanges found;
  found.changes = changes_of(leaves, groups_of(leaves.size(), mixtures));
  const Forecast variant = prepare_forecast(input.variant, input.knowledge, options);  // or refused here
  Lives lives(input, options);
  found.kpis = kpis_of(lives.base(), variant);
  std::map<Coalition, Worth> lived;  // each mixture once
  const Game game{found.changes.size(), [&](const Coalition& in, WorldRange range) {
                    const auto known = lived.find(in);
                    if (known != lived.end()) return known->second;
                    Rows rows;
                    for (std::size_t change = 0; change < in.size(); ++change)
                      if (in[change] != 0) rows = joined(rows, found.changes[change].leaves);
                    Worth worth(found.kpis.size());
                    for (const WorldCounts& world : lives.lived(mixtures.of(rows), range))
                      for (std::size_t kpi = 0; kpi < worth.size(); ++kpi)
                        worth[kpi].push_back(units_of(*found.kpis[kpi], world.total));
                    return lived.emplace(in, std::move(worth)).first->second;
                  }};
  found.shares = fair_shares(game,
                             {.worlds = options.replicates,
                              .seed = options.seed,
                              .exact_up_to = kExactUpTo,
                              .block = options.replicates,
                              .orders = kOrders});
  add_alone(game, options.replicates, found);
  return found;
}

}  // namespace gs
