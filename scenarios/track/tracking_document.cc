// A tracking as the document of PRODUCT: totals[], status, posts[], daily[], cause[], corrections[], what
// matched.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/summary.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/kpi/leading.h"
#include "scenarios/table.h"
#include "scenarios/track/cause.h"
#include "scenarios/track/corrections.h"
#include "scenarios/track/told.h"
#include "scenarios/track/tracking.h"

namespace gs {
namespace {

using nlohmann::json;
using Draws = std::vector<std::optional<double>>;

template <class Pick>
Draws draws_over(const std::vector<FlightWorld>& worlds, const Kpi& kpi, Pick pick) {
  Draws draws;
  for (const FlightWorld& world : worlds) draws.push_back(kpi.of(pick(world)));
  return draws;
}

const KpiCounts& at_end(const FlightWorld& world) { return world.counts.total; }
const KpiCounts& by_today(const FlightWorld& world) { return world.seen.total; }
const KpiCounts& by_yesterday(const FlightWorld& world) { return world.day_before.total; }

std::optional<KpiStanding::Day> day_of(std::optional<double> fact, const Draws& plan) {
  std::vector<double> defined;
  for (const auto& draw : plan)
    if (draw) defined.push_back(*draw);
  if (!fact || defined.empty()) return {};
  const Summary s = summarise(defined);
  return KpiStanding::Day{*fact, s.quantiles[0], s.quantiles[2], s.quantiles[6], s.quantiles[8]};
}

// The facts of a day ago: today's less what the worlds say was added since.
std::optional<double> fact_of_yesterday(const Tracking& tracking,
                                        const Kpi& kpi,
                                        std::optional<double> fact) {
  if (!fact || tracking.facts.hour < 48) return {};
  std::vector<double> shares;
  for (const FlightWorld& world : tracking.before) {
    const auto before = kpi.of(world.day_before.total), now = kpi.of(world.seen.total);
    if (before && now && *now > 0) shares.push_back(*before / *now);
  }
  if (shares.empty()) return {};
  std::ranges::sort(shares);
  return *fact * quantile_sorted(shares, .5);
}

void put_status(const Tracking& tracking, const Kpi& kpi, std::optional<double> fact, json& row) {
  KpiStanding standing;
  standing.direction = kpi.direction;
  standing.today = day_of(fact, draws_over(tracking.before, kpi, by_today));
  standing.day_before =
      day_of(fact_of_yesterday(tracking, kpi, fact), draws_over(tracking.before, kpi, by_yesterday));
  if (row.contains("p_target") && row["p_target"].is_number()) {
    standing.p_now = row["p_target"].get<double>();
    standing.p_before = row["p_target_planned"].get<double>();
  }
  row["status"] = name_of(status_of(standing));
}

json row_of(const Tracking& tracking, const Kpi& kpi, const std::optional<Target>& target) {
  const std::string& currency = tracking.forecast.scenario.currency;
  const json planned = kpi_row(kpi, draws_over(tracking.before, kpi, at_end), target);
  const json now = kpi_row(kpi, draws_over(tracking.now, kpi, at_end), target);
  const std::optional<double> fact = fact_so_far(tracking, kpi);
  json row{{"kpi", kpi.name},
           {"title", kpi.title},
           {"unit", now["unit"]},
           {"formula", kpi.formula},
           {"planned", planned},
           {"plan_by_today", kpi_row(kpi, draws_over(tracking.before, kpi, by_today))},
           {"actual_so_far", fact ? json(*fact) : json()},
           {"reforecast", now}};
  if (!fact) row["actual_because"] = why_untold(tracking, kpi);
  if (target) {
    row["target"] = now["target"];
    row["p_target"] = now["p_target"];
    row["p_target_planned"] = planned["p_target"];
  }
  for (json* part : {&row, &row["planned"], &row["plan_by_today"], &row["reforecast"]})
    name_currency(*part, kpi, currency);
  put_status(tracking, kpi, fact, row);
  return row;
}

// KPIs that compare a world with itself without ads are not lived here.
bool is_incremental(const Kpi& kpi) {
  const std::string_view name = kpi.name;
  return name.starts_with("incremental") || name.starts_with("cost_per_incremental") || name == "iroas";
}

json totals_of(const Tracking& tracking) {
  json rows = json::array();
  const PlanParts parts = parts_of(tracking.forecast);
  for (const Kpi& kpi : kpis()) {
    const auto target = tracking.forecast.scenario.targets.find(std::string(kpi.name));
    const bool wanted = target != tracking.forecast.scenario.targets.end();
    if (is_incremental(kpi) || !parts.have(kpi.needs)) continue;
    rows.push_back(row_of(tracking, kpi, wanted ? std::optional(target->second) : std::nullopt));
  }
  return rows;
}

// Judged for the plan as a whole: KPIs with a target, and of those that every plan is asked about the ones
// the facts tell. Of some fifty others a few always lie outside their 80 %.
bool is_judged(const json& row) {
  const std::string kpi = row["kpi"];
  return row.contains("target") ||
         (row["actual_so_far"].is_number() && (is_headline(kpi) || kpi == "post_reach_sum"));
}

// A plan stands as badly as the worst of what it is judged by.
std::string_view worst_of(const json& totals) {
  const auto rank = [](const std::string& status) {
    return status == "broken" ? 3 : status == "behind" ? 2 : status == "on_track" ? 1 : 0;
  };
  constexpr std::array<std::string_view, 4> kByRank{"ahead", "on_track", "behind", "broken"};
  int worst = -1;
  for (const json& row : totals)
    if (is_judged(row)) worst = std::max(worst, rank(row["status"].get<std::string>()));
  return kByRank[static_cast<std::size_t>(worst < 0 ? 1 : worst)];
}

std::string_view word_of(PostState state) {
  switch (state) {
    case PostState::to_come:
      return "to_come";
    case PostState::out:
      return "out";
    case PostState::missing:
      return "missing";
    case PostState::not_told:
      return "not_told";
  }
  return "";
}

constexpr std::string_view kPostKpis[] = {"reach", "impressions", "engagements", "clicks"};

json posts_of(const Tracking& tracking) {
  json posts = json::array();
  const Plan& plan = tracking.forecast.plan;
  for (std::size_t i = 0; i < plan.planned; ++i) {
    const PostFact& fact = tracking.facts.posts[i];
    const ScenarioPost& written = tracking.forecast.scenario.plan.at(plan.request.posts[i].id);
    json post{{"id", plan.request.posts[i].id},
              {"title", written.title},
              {"account", written.account},
              {"platform", written.platform},
              {"publish_at", to_iso_local(plan.request.posts[i].published, plan.request.zone)},
              {"state", word_of(fact.state)}};
    if (fact.state == PostState::out)
      post["matched"] = {{"by", fact.by},
                         {"export_id", fact.export_id},
                         {"file", fact.file},
                         {"line", fact.line},
                         {"published", to_iso_local(fact.published, plan.request.zone)}};
    post["kpis"] = json::array();
    for (const std::string_view name : kPostKpis) {
      const Kpi& kpi = *find_kpi(name);
      const auto counts = [i](const FlightWorld& w) -> const KpiCounts& { return w.counts.posts[i]; };
      const auto seen = fact_of_post(fact, kpi, written.platform);
      post["kpis"].push_back({{"kpi", name},
                              {"title", kpi.title},
                              {"unit", name_of(kpi.unit)},
                              {"planned", kpi_row(kpi, draws_over(tracking.before, kpi, counts))},
                              {"reforecast", kpi_row(kpi, draws_over(tracking.now, kpi, counts))},
                              {"actual_so_far", seen ? json(*seen) : json()}});
    }
    posts.push_back(std::move(post));
  }
  return posts;
}

constexpr std::string_view kDailyKpis[] = {"reach", "impressions", "engagements", "clicks", "leads", "sales"};

// From today on: the facts so far and what the world adds by the end of the day.
Draws now_by_day(const Tracking& tracking, const Kpi& kpi, std::size_t day) {
  Draws draws;
  for (const FlightWorld& world : tracking.now) {
    const auto today = kpi.of(world.seen.total), end = kpi.of(world.counts.total);
    const auto then = kpi.of(world.counts.daily[day]), last = kpi.of(world.counts.daily.back());
    if (!today || !end || !then || !last) {
      draws.emplace_back();
      continue;
    }
    const double left = *last - *today > 0 ? (*last - *then) / (*last - *today) : 0;
    draws.emplace_back(*end - std::clamp(left, 0.0, 1.0) * (*end - *today));
  }
  return draws;
}

json daily_of(const Tracking& tracking) {
  json days = json::array();
  const Plan& plan = tracking.forecast.plan;
  const PlanParts parts = parts_of(tracking.forecast);
  const CivilTime& start = plan.request.start;
  const std::int64_t midnight = to_instant({start.year, start.month, start.day}, "UTC").instant.seconds;
  for (std::size_t day = 0; day < plan.total_days; ++day) {
    json one{{"date", to_iso_date(to_civil({midnight + static_cast<std::int64_t>(day) * 86400}, "UTC"))},
             {"kpis", json::array()}};
    const bool ahead = (day + 1) * 24 >= tracking.facts.hour;
    for (const std::string_view name : kDailyKpis) {
      const Kpi& kpi = *find_kpi(name);
      if (!parts.have(kpi.needs)) continue;
      const auto counts = [day](const FlightWorld& w) -> const KpiCounts& { return w.counts.daily[day]; };
      one["kpis"].push_back({{"kpi", name},
                             {"unit", name_of(kpi.unit)},
                             {"title", kpi.title},
                             {"planned", kpi_row(kpi, draws_over(tracking.before, kpi, counts))}});
      if (ahead) one["kpis"].back()["reforecast"] = kpi_row(kpi, now_by_day(tracking, kpi, day));
    }
    days.push_back(std::move(one));
  }
  return days;
}

json ads_of(const Tracking& tracking) {
  json ads = json::array();
  for (std::size_t i = 0; i < tracking.facts.ads.size(); ++i) {
    const PlannedAd& ad = tracking.forecast.plan.request.ads[i];
    std::int64_t planned = 0, spent = 0;
    for (std::size_t day = 0; day < tracking.facts.ads[i].days.size(); ++day) {
      planned += ad.budgets[day].micros;
      spent += tracking.facts.ads[i].days[day].spend.micros;
    }
    ads.push_back(
        {{"id", ad.id},
         {"post", ad.post},
         {"told", tracking.facts.ads[i].told},
         {"days_over", tracking.facts.ads[i].days.size()},
         {"days", ad.budgets.size()},
         {"planned_spend_so_far", json::parse(to_text(Money{planned}))},
         {"spend_so_far", tracking.facts.ads[i].told ? json::parse(to_text(Money{spent})) : json()}});
  }
  return ads;
}

json corrections_of(const Tracking& tracking) {
  json rows = json::array();
  for (const Correction& correction : tracking.corrections) rows.push_back(document_of(tracking, correction));
  return rows;
}

// What was tried with the money that is left, whether it helped or not.
json tried_of(const Tracking& tracking) {
  const Kpi* kpi = target_in_danger(tracking);
  return {{"moves", moves_to_try(tracking)}, {"kpi", kpi == nullptr ? json() : json(kpi->title)}};
}

// Why people over posts rest on the forecast where ads have run that no export tells.
void note_untold_ads(const Tracking& tracking, json& notes) {
  if (!tracking.facts.tell_anything()) return;
  std::string ads;
  for (std::size_t i = 0; i < tracking.facts.ads.size(); ++i)
    if (!tracking.facts.ads[i].told && !tracking.facts.ads[i].days.empty())
      ads += (ads.empty() ? "'" : ", '") + tracking.forecast.plan.request.ads[i].id + "'";
  if (!ads.empty())
    notes.push_back("no export tells what ads have bought so far (" + ads +
                    "): whom they met is taken from the forecast, no more people than the posts' own reach "
                    "allows");
}

json unmatched_of(const Facts& facts) {
  json rows = json::array();
  for (const UnmatchedRow& row : facts.unmatched)
    rows.push_back({{"file", row.file}, {"line", row.line}, {"what", row.what}, {"why", row.why}});
  return rows;
}

json learned_of(const Learned& learned, std::size_t worlds) {
  return {{"effective_worlds", learned.effective},
          {"worlds", worlds},
          {"k_hat", learned.k_hat},
          {"refitted", learned.refitted},
          {"shared", learned.shared}};
}

}  // namespace

nlohmann::json tracking_document(const Tracking& tracking) {
  const Scenario& scenario = tracking.forecast.scenario;
  const json totals = totals_of(tracking);
  json document = head_of(tracking.forecast);
  document.update({{"schema", "groundswell/tracking/1"},
                   {"replicates", tracking.before.size()},
                   {"as_of", to_iso_local(tracking.facts.as_of, scenario.timezone)},
                   {"day", tracking.facts.hour / 24},
                   {"days", tracking.forecast.plan.request.days},
                   {"totals", totals},
                   {"status", worst_of(totals)},
                   {"posts", posts_of(tracking)},
                   {"ads", ads_of(tracking)},
                   {"daily", daily_of(tracking)},
                   {"cause", cause_of(tracking, totals)},
                   {"corrections", corrections_of(tracking)},
                   {"corrections_tried", tried_of(tracking)},
                   {"learned", learned_of(tracking.learned, tracking.before.size())},
                   {"unmatched", unmatched_of(tracking.facts)}});
  for (const std::string& note : tracking.facts.notes) document["notes"].push_back(note);
  note_untold_ads(tracking, document["notes"]);
  return document;
}

}  // namespace gs
