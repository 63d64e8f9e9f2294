// What a planner writes: one JSON document, checked at the door. Members of everything are objects keyed by
// id, so that a variant patches one post and order in the file never matters. Keys, units and ranges stand in
// the field tables of fields/; JSON Schema, checks and the manual are made from them.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/time/clock.h"
#include "core/units.h"
#include "scenarios/document/parts/audience.h"

namespace gs {

struct ScenarioPost {
  std::string account, platform, format, topic, title, link;
  std::string publish_at;  // as written; local to the scenario's timezone unless it says its offset
  bool paid = false;       // the paid flag of history; budgets come with ad sets
  Instant published;       // resolved
};

// An ad set: money that puts a post of the plan before people.
struct ScenarioAd {
  std::string platform, post;                       // a boost: its content is a post of the plan
  std::optional<Money> daily_budget, total_budget;  // one of them
  std::string start, end;                           // dates as written; else the post's day to the plan's end
  std::optional<std::int64_t> frequency_cap;        // impressions/person/week
  std::optional<Money> cpm, cpc;                    // bid: one of them; else the platform's
  std::string pacing;                               // even, early, late, weekdays, weekends
  std::string hours;                                // of the day: "7-9,18-22"; else all
  std::string followers;                            // targeting: all, only, none
  std::string gender, age, place, interests;        // targeting: of segments
  std::string engagers, lookalikes;                 // targeting: by account
  std::optional<double> lookalike_share;            // of those who do not follow it
  std::map<std::string, bool> segments;             // targeting: by name
  CivilTime first, last;                            // resolved dates of the flight, last inclusive
};

// A post of the plan placed with somebody else's followers, for a fee.
struct ScenarioSeeding {
  std::string creator, community, post;  // one of the first two
  std::string publish_at;                // as written; else the post's
  Money fee;
  bool disclosed = true;
  Instant published;  // resolved
  const std::string& account() const { return creator.empty() ? community : creator; }
};

// Something that happens on these days, whatever the plan does: a holiday, a promotion, a rival's launch; or
// talk against a page from some hour on.
struct ScenarioEvent {
  std::string kind, start, end, about;                        // dates as written; end: else the start
  std::optional<double> activity, engagement, ad_prices;      // times the usual
  CivilTime first, last;                                      // resolved, last inclusive
  std::string account, at;                                    // of an adverse event: whose page, since when
  std::optional<double> reach, spread, answered_after_hours;  // of an adverse event
  Instant moment;                                             // resolved
};

// What a click is worth: rates per visit, money per sale.
struct ScenarioOffer {
  std::optional<double> visit_rate, conversion_rate, lead_rate, margin, view_through;
  std::optional<Money> order_value;
};

struct ScenarioCost {
  Money amount;
  std::string about;
};

struct Target {
  std::optional<double> at_least, at_most;  // in the KPI's unit
};

struct Scenario {
  std::string name, about, currency = "EUR", timezone = "UTC";
  CivilTime start, end;  // dates; end inclusive
  std::optional<std::int64_t> seed;
  ScenarioAudience audience;
  std::map<std::string, ScenarioPost> plan;
  std::map<std::string, ScenarioAd> ads;
  std::map<std::string, ScenarioSeeding> seeding;
  std::map<std::string, ScenarioEvent> events;
  bool background = false;  // the pages' unplanned posts go on
  std::optional<ScenarioOffer> offer;
  std::map<std::string, ScenarioCost> costs;
  std::map<std::string, Target> targets;
  std::string file;                           // where it came from, for messages
  std::string hash;                           // of the resolved document, canonical form
  std::string text;                           // that form: all the plan says, whatever it extended
  std::vector<std::string> notes;             // e.g. "schema missing, taken as 1"
  std::set<std::string> learnt_currencies{};  // see ScenarioOptions
};

struct ScenarioOptions {
  bool allow_path = false;                         // let `extends` leave the scenario's folder
  std::size_t json_bytes = std::size_t{16} << 20;  // --limit json-bytes, of every file read
  std::string account;                             // of posts that name none; a content-plan CSV rarely does
  std::string timezone;  // of a content-plan CSV's times without offset; empty = UTC
  std::map<std::string, std::string> platform_of;  // accounts that history knows, with their platform
  std::set<std::string> learnt_currencies{};       // of ads' prices that stored calibrations learnt
};

// Reads a scenario (JSON, `extends` resolved by RFC 7386 merge patch) or a content-plan CSV. Every refusal
// names file:line:column and JSON pointer, the value, and the way out.
Scenario load_scenario(const std::string& path, const ScenarioOptions& options = {});
// The same from text; `name` stands for the file in messages; `extends` is refused.
Scenario parse_scenario(const std::string& text,
                        const std::string& name,
                        const ScenarioOptions& options = {});

// Ids of the audience's segments that an ad is shown to; all of them where it aims at none.
std::vector<std::string> segments_for(const ScenarioAd& ad, const Scenario& scenario);

// Weight of each day of its flight in the budget.
std::vector<std::int64_t> pacing_weights(const ScenarioAd& ad);

// JSON Schema (draft 2020-12) of the document, made from the field tables; pretty-printed.
std::string scenario_schema();
// The same tables for the manual, as Markdown: keys of the document, list of KPIs.
std::string scenario_manual();
std::string kpi_manual();

}  // namespace gs
