// The KPI: the first target that adds up over posts, else what it is made of (reach of reach's posts, leads
// of the price of a lead), else impressions. Interval: of fact - plan over the plan's worlds. A post's money
// goes with it: what an ad shows is part of its post's counts, so an ad's row repeats no contribution; it
// says what it spent.
#include "scenarios/track/cause.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/summary.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/track/told.h"

namespace gs {
namespace {

using nlohmann::json;

struct Additive {
  std::string_view kpi;
  double KpiCounts::*member;
};
constexpr std::array<Additive, 11> kAdditive{Additive{"post_reach_sum", &KpiCounts::post_reach_sum},
                                             Additive{"impressions", &KpiCounts::impressions},
                                             Additive{"likes", &KpiCounts::likes},
                                             Additive{"comments", &KpiCounts::comments},
                                             Additive{"shares", &KpiCounts::shares},
                                             Additive{"clicks", &KpiCounts::clicks},
                                             Additive{"engaged_users", &KpiCounts::engaged_users},
                                             Additive{"visits", &KpiCounts::visits},
                                             Additive{"leads", &KpiCounts::leads},
                                             Additive{"sales", &KpiCounts::sales},
                                             Additive{"revenue", &KpiCounts::revenue}};

// What a KPI that does not add up is explained by.
std::string_view stands_for(std::string_view kpi) {
  if (kpi == "reach" || kpi == "reach_share" || kpi == "on_target_reach" || kpi == "frequency")
    return "post_reach_sum";
  if (kpi == "engagements" || kpi.starts_with("er_")) return "likes";
  if (kpi == "cpl" || kpi == "cr_lead") return "leads";
  if (kpi == "cpa" || kpi == "cr_sale") return "sales";
  if (kpi == "roas" || kpi == "roi" || kpi == "profit") return "revenue";
  if (kpi == "ctr" || kpi == "cpc" || kpi == "ad_clicks") return "clicks";
  return kpi;
}

const Additive* find_additive(std::string_view kpi) {
  const auto at = std::ranges::find(kAdditive, kpi, &Additive::kpi);
  return at == kAdditive.end() ? nullptr : &*at;
}

int rank_of(const json& row) {
  const std::string status = row["status"];
  return status == "broken" ? 3 : status == "behind" ? 2 : status == "ahead" ? 1 : 0;
}

// Of the target that stands worst; without targets, of impressions.
std::string deciding(const json& totals) {
  const json* worst = nullptr;
  for (const json& row : totals)
    if (row.contains("target") && (worst == nullptr || rank_of(row) > rank_of(*worst))) worst = &row;
  return worst != nullptr ? (*worst)["kpi"].get<std::string>() : "impressions";
}

struct Row {
  json document;
  double value = 0;
};

Row row_of_post(const Tracking& tracking, const Additive& count, std::size_t post) {
  std::vector<double> gaps;
  double now = 0;
  for (const FlightWorld& world : tracking.now)
    now += world.seen.posts[post].*count.member / static_cast<double>(tracking.now.size());
  for (const FlightWorld& world : tracking.before) gaps.push_back(now - world.seen.posts[post].*count.member);
  const Summary s = summarise(gaps);
  const PlannedPost& planned = tracking.forecast.plan.request.posts[post];
  const PostFact& fact = tracking.facts.posts[post];
  std::size_t below = 0;
  for (const double gap : gaps) below += gap > 0 ? 1 : 0;
  const auto rank = static_cast<double>(below) / static_cast<double>(gaps.size());
  const std::string text = fact.state == PostState::missing ? "not published"
                           : fact.state == PostState::out && find_kpi(count.kpi)->rests_on.any()
                               ? fmt::format("rank {:.0f} of 100 in the forecast", 100 * rank)
                               : "as the worlds that fit the facts";
  return {{{"post", planned.id},
           {"title", tracking.forecast.scenario.plan.at(planned.id).title},
           {"day", to_iso_local(planned.published, tracking.forecast.plan.request.zone).substr(0, 10)},
           {"source", page_of(tracking.forecast.plan, post).platform},
           {"text", text},
           {"value", s.mean},
           {"p10", s.quantiles[2]},
           {"p90", s.quantiles[6]}},
          s.mean};
}

std::vector<Row> rows_of_posts(const Tracking& tracking, const Additive& count) {
  std::vector<Row> rows;
  for (std::size_t post = 0; post < tracking.forecast.plan.planned; ++post) {
    const bool due = tracking.forecast.plan.campaign.posts[post].publish.value < tracking.facts.hour;
    if (due || tracking.facts.posts[post].state != PostState::to_come)
      rows.push_back(row_of_post(tracking, count, post));
  }
  std::ranges::stable_sort(rows,
                           [](const Row& a, const Row& b) { return std::abs(a.value) > std::abs(b.value); });
  return rows;
}

// Money and price of each ad whose days are told.
json rows_of_ads(const Tracking& tracking) {
  json rows = json::array();
  for (std::size_t i = 0; i < tracking.facts.ads.size(); ++i) {
    const AdFact& fact = tracking.facts.ads[i];
    if (!fact.told || fact.days.empty()) continue;
    double planned = 0, spent = 0, expected = 0, shown = 0;
    for (std::size_t day = 0; day < fact.days.size(); ++day) {
      planned += static_cast<double>(tracking.forecast.plan.request.ads[i].budgets[day].micros) / 1e6;
      spent += static_cast<double>(fact.days[day].spend.micros) / 1e6;
      shown += fact.days[day].impressions;
    }
    for (const FlightWorld& world : tracking.before)
      expected += world.seen.ads[i].impressions / static_cast<double>(tracking.before.size());
    rows.push_back({{"ad", tracking.forecast.plan.request.ads[i].id},
                    {"text",
                     fmt::format("spent {:.0f} % of plan, {:.0f} % of the impressions expected",
                                 planned > 0 ? 100 * spent / planned : 0,
                                 expected > 0 ? 100 * shown / expected : 0)},
                    {"spent_share", planned > 0 ? json(spent / planned) : json()},
                    {"impressions_share", expected > 0 ? json(shown / expected) : json()}});
  }
  return rows;
}

}  // namespace

nlohmann::json cause_of(const Tracking& tracking, const nlohmann::json& totals) {
  if (!tracking.facts.tell_anything()) return json::array();
  const std::string target = deciding(totals);
  const Additive* found = find_additive(stands_for(target));
  const Additive& count = found != nullptr ? *found : *find_additive("impressions");
  const Kpi& kpi = *find_kpi(count.kpi);
  json rows = json::array();
  for (Row& row : rows_of_posts(tracking, count)) {
    row.document["kpi"] = kpi.name;
    row.document["title_of_kpi"] = kpi.title;
    row.document["explains"] = target;
    rows.push_back(std::move(row.document));
  }
  for (json& row : rows_of_ads(tracking)) rows.push_back(std::move(row));
  return rows;
}

}  // namespace gs
