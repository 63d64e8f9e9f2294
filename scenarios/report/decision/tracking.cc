// Reading and words of a tracking. The rows of plan, plan by today and now are read as a forecast's are.
#include "scenarios/report/decision/tracking.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "scenarios/reading/members.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/numbers.h"

namespace gs {
namespace {

using Json = nlohmann::json;

// The part of every row as a forecast has it, so that one reader serves both.
ForecastDocument as_forecast(const Json& document, const char* part) {
  Json like = document;
  like["schema"] = "groundswell/forecast/1";
  for (const char* scope : {"ads", "platforms", "segments", "sources", "contacts"}) like.erase(scope);
  like["totals"] = Json::array();
  for (const Json& row : list_at(document, "totals")) {
    Json one = member_at(row, part).is_object() ? member_at(row, part) : Json::object();
    one["kpi"] = member_at(row, "kpi");
    like["totals"].push_back(std::move(one));
  }
  for (const char* scope : {"posts", "daily"}) {
    like[scope] = list_at(document, scope);
    for (Json& member : like[scope]) {
      Json kpis = Json::array();
      for (const Json& row : list_at(member, "kpis"))
        if (member_at(row, part).is_object()) kpis.push_back(member_at(row, part));
      if (member.is_object()) member["kpis"] = kpis;
    }
  }
  Documents all;
  read_document(like, "tracking", all);
  return std::move(all.forecasts.front());
}

TrackedCause read_cause(const Json& row) {
  return {text_at(row, "post"),
          text_at(row, "ad"),
          text_at(row, "title"),
          text_at(row, "text"),
          number_at(row, "value"),
          number_at(row, "p10"),
          number_at(row, "p90")};
}

void read_rows(const Json& document, TrackingDocument& tracking) {
  const ForecastDocument planned = as_forecast(document, "planned"),
                         today = as_forecast(document, "plan_by_today"),
                         now = as_forecast(document, "reforecast");
  tracking.head = now.head;
  const Json totals = list_at(document, "totals"), posts = list_at(document, "posts");
  for (std::size_t i = 0; i < totals.size(); ++i)
    tracking.totals.push_back({planned.totals[i],
                               today.totals[i],
                               now.totals[i],
                               number_at(totals[i], "actual_so_far"),
                               number_at(totals[i], "p_target_planned"),
                               text_at(totals[i], "actual_because"),
                               text_at(totals[i], "status")});
  for (TrackedRow& row : tracking.totals) row.now.worlds = row.planned.worlds;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    TrackedPost post{planned.posts[i], text_at(posts[i], "state"), {}};
    for (const Json& row : list_at(posts[i], "kpis"))
      if (text_at(row, "kpi") == "reach") post.reach = number_at(row, "actual_so_far");
    tracking.posts.push_back(std::move(post));
  }
  for (std::size_t i = 0; i < planned.daily.size(); ++i)
    tracking.daily.push_back({planned.daily[i].name, planned.daily[i].kpis, now.daily[i].kpis});
}

int severity(const std::string& status) {
  return status == "broken" ? 3 : status == "behind" ? 2 : status == "ahead" ? 0 : 1;
}

bool has_target(const TrackedRow& row) { return row.now.at_least || row.now.at_most; }

// By status, then targets before others, then by the chance to meet the target.
bool is_worse(const TrackedRow& a, const TrackedRow& b) {
  if (severity(a.status) != severity(b.status)) return severity(a.status) > severity(b.status);
  if (has_target(a) != has_target(b)) return has_target(a);
  return a.now.p_target && b.now.p_target && *a.now.p_target < *b.now.p_target;
}

}  // namespace

TrackingDocument read_tracking(const Json& document) {
  TrackingDocument tracking;
  read_rows(document, tracking);
  tracking.status = text_at(document, "status");
  tracking.as_of = text_at(document, "as_of");
  tracking.day = static_cast<std::int64_t>(number_at(document, "day").value_or(0));
  tracking.days = static_cast<std::int64_t>(number_at(document, "days").value_or(0));
  for (const Json& row : list_at(document, "cause")) {
    tracking.causes.push_back(read_cause(row));
    if (tracking.cause_kpi.empty()) tracking.cause_kpi = text_at(row, "title_of_kpi");
  }
  for (const Json& row : list_at(document, "corrections"))
    tracking.corrections.push_back({text_at(row, "text"),
                                    number_at(row, "p_before"),
                                    number_at(row, "p_after"),
                                    number_at(member_at(row, "after"), "p10"),
                                    number_at(member_at(row, "after"), "p50"),
                                    number_at(member_at(row, "after"), "p90")});
  const Json& tried = member_at(document, "corrections_tried");
  tracking.moves_tried = static_cast<std::int64_t>(number_at(tried, "moves").value_or(0));
  tracking.moves_for = text_at(tried, "kpi");
  for (const Json& row : list_at(document, "unmatched"))
    tracking.unmatched.push_back(text_at(row, "what") + ": " + text_at(row, "why"));
  tracking.effective_worlds = number_at(member_at(document, "learned"), "effective_worlds").value_or(0);
  tracking.refitted = flag_at(member_at(document, "learned"), "refitted");
  return tracking;
}

std::vector<const TrackedRow*> shown_rows(const TrackingDocument& tracking) {
  std::vector<const TrackedRow*> rows;
  for (const TrackedRow& row : tracking.totals)
    if (has_target(row)) rows.push_back(&row);
  for (const TrackedRow& row : tracking.totals)
    if (!has_target(row) && row.fact && (is_headline(row.planned.kpi) || row.planned.kpi == "post_reach_sum"))
      rows.push_back(&row);
  return rows;
}

const TrackedRow* deciding_row(const TrackingDocument& tracking) {
  const TrackedRow* worst = nullptr;
  for (const TrackedRow* row : shown_rows(tracking))
    if (worst == nullptr || is_worse(*row, *worst)) worst = row;
  return worst;
}

std::string status_words(const std::string& status) { return status == "on_track" ? "on track" : status; }

std::string chance_then_and_now(const TrackedRow& row) {
  if (!row.p_before || !row.now.p_target) return std::string(kUndefined);
  return probability(*row.p_before, row.now.worlds) + " \u2192 " +
         probability(*row.now.p_target, row.now.worlds);
}

std::string first_sentence(const TrackingDocument& tracking) {
  const std::string when =
      tracking.day < 1 ? " (before its first day)."
      : tracking.day > tracking.days
          ? " (its " + std::to_string(tracking.days) + " days are over)."
          : " (day " + std::to_string(tracking.day) + " of " + std::to_string(tracking.days) + ").";
  const std::string status = status_words(tracking.status);
  const TrackedRow* row = deciding_row(tracking);
  if (row == nullptr) return "Not known yet: the exports tell nothing of the plan" + when;
  const Figures now = figures_of(row->now);
  const std::string title = lower_first(row->now.title);
  if (has_target(*row) && row->p_before && row->now.p_target)
    return status + ": " + title + " " + now.target + " had probability " +
           probability(*row->p_before, row->now.worlds) + ", now " +
           probability(*row->now.p_target, row->now.worlds) + when;
  const Figures planned = figures_of(row->planned);
  return status + ": " + title + " expected at the end " + now.median + " (" + now.interval + "), planned " +
         planned.median + when;
}

std::string target_chances(const TrackingDocument& tracking) {
  const TrackedRow* decides = deciding_row(tracking);
  if (decides == nullptr || has_target(*decides)) return {};
  std::string chances;
  for (const TrackedRow& row : tracking.totals)
    if (has_target(row) && row.p_before && row.now.p_target)
      chances += (chances.empty() ? "" : "; ") + lower_first(row.now.title) + " " +
                 figures_of(row.now).target + ": P " + chance_then_and_now(row);
  return chances;
}

std::string moves_sentence(const TrackingDocument& tracking) {
  if (tracking.moves_tried == 0 || !tracking.corrections.empty()) return {};
  return "tried " + std::to_string(tracking.moves_tried) + (tracking.moves_tried == 1 ? " move" : " moves") +
         " of the money that is left between ads, none proven " + "better for " +
         lower_first(tracking.moves_for);
}

std::vector<std::string> cause_sentences(const TrackingDocument& tracking) {
  std::vector<std::string> sentences;
  for (const TrackedCause& cause : tracking.causes) {
    if (sentences.size() == 4) break;
    if (!cause.ad.empty()) {
      sentences.push_back("ads " + marked(cause.ad) + " " + cause.text);
      continue;
    }
    if (!cause.value || !cause.low || !cause.high) continue;
    const double step = rounding_step(*cause.low, *cause.high, true);
    if (std::abs(*cause.value) < step) continue;
    if (sentences.size() < 2)
      sentences.push_back(marked(cause.post) + " " + signed_number(*cause.value, step) + " " +
                          lower_first(tracking.cause_kpi) + " (" + cause.text + ")");
  }
  return sentences;
}

}  // namespace gs
