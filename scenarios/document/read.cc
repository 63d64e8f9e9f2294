// One object after another through its field table: kind, range, unknown keys, ids. What needs two parts of
// the document (references, dates) comes in settle.cc. Does not: guess, convert, or let a key pass
// that nothing reads.
#include "scenarios/document/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/error.h"
#include "scenarios/document/parts/members.h"
#include "scenarios/document/parts/parts.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

void check_schema(const JsonView& root, std::vector<std::string>& notes) {
  const auto schema = root.find("schema");
  if (!schema) {
    notes.emplace_back("schema missing, taken as 1");
    return;
  }
  const std::string said = schema->text({1, 60});
  constexpr std::string_view kPrefix = "groundswell/scenario/";
  if (said == "groundswell/scenario/1") return;
  if (said.starts_with(kPrefix))
    schema->refuse("made for schema " + shown(said.substr(kPrefix.size())) + "; this build reads 1",
                   "use the newer groundswell, or write groundswell/scenario/1",
                   "S17");
  schema->refuse(in_quotes(said) + " is not a scenario", "write groundswell/scenario/1", "S17");
}

// Shares are fractions here and % everywhere else.
void note_shares(Scenario& scenario) {
  for (const auto& [name, target] : scenario.targets) {
    const double most = std::max(target.at_least.value_or(0), target.at_most.value_or(0));
    if (find_kpi(name)->unit == Unit::fraction && most > 1)
      scenario.notes.push_back(fmt::format(
          "target of {}: {} is {:.6g} %; for {} % write {:.6g}", name, most, 100 * most, most, most / 100));
  }
}

std::map<std::string, Target> read_targets(const JsonView& view) {
  Names known;
  for (const Kpi& kpi : kpis()) known.emplace_back(kpi.name);
  view.only_keys(known);
  auto targets = read_members(view, kTargetFields);
  for (const auto& [name, target] : targets) {
    const JsonView at = *view.find(name);
    if (!target.at_least && !target.at_most) at.refuse("no target", "give at_least, at_most or both", "S04");
    if (target.at_least && target.at_most && *target.at_least > *target.at_most)
      at.refuse(fmt::format("at_least {} is above at_most {}", *target.at_least, *target.at_most),
                "swap them",
                "S14");
  }
  return targets;
}

ScenarioOffer read_offer(const JsonView& view) {
  view.only_keys(keys_of(kOfferFields));
  ScenarioOffer offer;
  read_fields(view, kOfferFields, offer);
  return offer;
}

CivilTime read_date(const JsonView& root, const std::string& key, const std::string& text) {
  const auto time = parse_iso(text);
  if (time && !time->has_time) return time->civil;
  const JsonView view = *root.find(key);
  if (time) view.refuse(in_quotes(text) + " has a time of day", "write the date alone", "S04");
  const TimeComplaint complaint = complaint_about_time(text);
  view.refuse(complaint.what, complaint.remedy, complaint.code);
}

}  // namespace

Scenario scenario_of(const JsonDocument& document, const ScenarioOptions& options) {
  const JsonView root(document);
  root.members();  // refuses what is not an object
  Scenario scenario;
  check_schema(root, scenario.notes);
  Names known =
      keys_of(kHeaderFields, {"audience", "plan", "ads", "seeding", "events", "offer", "costs", "targets"});
  root.only_keys(known);
  ScenarioHeader header;
  read_fields(root, kHeaderFields, header);
  scenario.name = header.name;
  scenario.about = header.about;
  scenario.currency = header.currency;
  scenario.timezone = header.timezone;
  scenario.seed = header.seed;
  scenario.background = header.background;
  scenario.file = document.sources.empty() ? "" : document.sources.front().file;
  if (!header.start.empty()) scenario.start = read_date(root, "start", header.start);
  if (!header.end.empty()) scenario.end = read_date(root, "end", header.end);
  if (const auto audience = root.find("audience")) scenario.audience = read_audience(*audience);
  if (const auto plan = root.find("plan")) scenario.plan = read_members(*plan, kPostFields, kLaterInPost);
  if (const auto ads = root.find("ads")) scenario.ads = read_ads(*ads);
  if (const auto seeding = root.find("seeding")) scenario.seeding = read_members(*seeding, kSeedingFields);
  if (const auto events = root.find("events")) scenario.events = read_members(*events, kEventFields);
  if (const auto offer = root.find("offer")) scenario.offer = read_offer(*offer);
  if (const auto costs = root.find("costs")) scenario.costs = read_members(*costs, kCostFields);
  if (const auto targets = root.find("targets")) scenario.targets = read_targets(*targets);
  note_shares(scenario);
  if (scenario.name.empty()) scenario.name = std::filesystem::path(scenario.file).stem().string();
  for (auto& [id, post] : scenario.plan) {
    if (post.account.empty()) post.account = options.account;
  }
  return scenario;
}

}  // namespace gs
