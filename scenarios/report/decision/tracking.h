// A tracking for a person: the answer first (ahead or behind, and the chance of the target then and now),
// every KPI of plan against fact, why, the best correction, posts so far. Terminal and page from one reading
// of the document of `track`.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/report/decision/decision.h"

namespace gs {

struct TrackedRow {
  KpiRow planned, by_today, now;  // now carries the target
  std::optional<double> fact, p_before;
  std::string fact_because, status;
};
struct TrackedCause {
  std::string post, ad, title, text;
  std::optional<double> value, low, high;
};
struct TrackedPost {
  ShownPost planned;
  std::string state;
  std::optional<double> reach;  // so far
};
struct TrackedDay {
  std::string date;
  std::vector<KpiRow> planned, now;
};
struct TrackedCorrection {
  std::string text;
  std::optional<double> p_before, p_after, p10, p50, p90;
};
struct TrackingDocument {
  Head head;
  std::string status, as_of;
  std::int64_t day = 0, days = 0;
  std::vector<TrackedRow> totals;
  std::vector<TrackedCause> causes;
  std::string cause_kpi;  // title of what the causes add up to
  std::vector<TrackedPost> posts;
  std::vector<TrackedDay> daily;
  std::vector<TrackedCorrection> corrections;
  std::int64_t moves_tried = 0;
  std::string moves_for;  // title of the KPI they were tried for
  std::vector<std::string> unmatched;
  double effective_worlds = 0;
  bool refitted = false;
};

TrackingDocument read_tracking(const nlohmann::json& document);

std::vector<const TrackedRow*> shown_rows(
    const TrackingDocument& tracking);                             // targets first, then the headline
const TrackedRow* deciding_row(const TrackingDocument& tracking);  // nullptr where nothing is shown
std::string first_sentence(const TrackingDocument& tracking);      // names marked (answer.h)
std::string status_words(const std::string& status);               // "on track"
std::string chance_then_and_now(const TrackedRow& row);            // "0.68 → 0.31", "—"
std::string target_chances(const TrackingDocument& tracking);  // where the first sentence tells of no target
std::string moves_sentence(
    const TrackingDocument& tracking);  // tried in vain; empty where none was, or one helps
std::vector<std::string> cause_sentences(const TrackingDocument& tracking);

DecisionView tracking_view(const nlohmann::json& document);  // fan, table, causes, posts
std::string tracking_text(const nlohmann::json& document, const TerminalStyle& style);

}  // namespace gs
