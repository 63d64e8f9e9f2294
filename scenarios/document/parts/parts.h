// The parts of a document: each is read by its field tables (`read_…`), then settled with what it needs of
// the rest (`settle_…`).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "scenarios/document/json.h"
#include "scenarios/document/scenario.h"

namespace gs {

ScenarioAudience read_audience(const JsonView& view);
std::map<std::string, ScenarioAd> read_ads(const JsonView& view);

// Segments, kinds of accounts, overlaps: names that exist, words that are known.
void settle_audience(Scenario& scenario, const JsonDocument& document);
// Posts, flights, prices and people of the ads; the plan's dates must be settled.
void settle_ads(Scenario& scenario, const JsonDocument& document);
// Whose followers, which post, when; the plan's dates must be settled.
void settle_seeding(Scenario& scenario, const JsonDocument& document);

// Kinds and dates of the events; the plan's dates must be settled.
void settle_events(Scenario& scenario, const JsonDocument& document);

template <class T>
std::vector<std::string> ids_of(const std::map<std::string, T>& members) {
  std::vector<std::string> ids;
  for (const auto& [id, member] : members) ids.push_back(id);
  return ids;
}

// "segment 'teens' not defined; known: …" [S15], with the nearest name.
[[noreturn]] void refuse_unknown(const JsonView& view,
                                 const std::string& what,
                                 const std::string& name,
                                 const std::vector<std::string>& known);
[[noreturn]] void refuse_unknown_post(const JsonView& view, const std::string& id, const Scenario& scenario);

}  // namespace gs
