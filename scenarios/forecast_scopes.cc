// The figures of a forecast, scope by scope: KPI rows over the worlds of plan, posts, days, platforms,
// segments, sources and ads.
#include <algorithm>

#include "models/platform.h"
#include "scenarios/basis.h"
#include "scenarios/document/parts/written.h"
#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/plan/counts.h"
#include "scenarios/table.h"

namespace gs {

namespace {

template <class Pick>
std::vector<std::optional<double>> draws_over(const std::vector<WorldCounts>& worlds,
                                              const Kpi& kpi,
                                              Pick pick) {
  std::vector<std::optional<double>> draws;
  draws.reserve(worlds.size());
  for (const WorldCounts& world : worlds) draws.push_back(kpi.of(pick(world)));
  return draws;
}

// KPI rows of one scope of the answer, which rests on `basis`.
template <class Pick>
nlohmann::json rows_of(const Forecast& forecast,
                       std::span<const std::string_view> names,
                       const Basis& basis,
                       Pick pick) {
  nlohmann::json rows = nlohmann::json::array();
  for (const std::string_view name : names) {
    const Kpi& kpi = *find_kpi(name);
    rows.push_back(kpi_row(kpi, draws_over(forecast.worlds, kpi, pick), std::nullopt));
    name_currency(rows.back(), kpi, forecast.scenario.currency);
    put_basis(rows.back(), kpi, basis);
  }
  return rows;
}

constexpr std::string_view kPostKpis[] = {"reach",
                                          "impressions",
                                          "engagements",
                                          "engaged_users",
                                          "clicks",
                                          "likes",
                                          "comments",
                                          "shares",
                                          "er_reach",
                                          "views",
                                          "er_views",
                                          "saves",
                                          "follows",
                                          "hides",
                                          "visits",
                                          "leads",
                                          "sales"};
constexpr std::string_view kDailyKpis[] = {
    "reach", "impressions", "engagements", "er_daily", "clicks", "follows", "leads", "sales"};
constexpr std::string_view kSegmentKpis[] = {
    "reach", "reach_share", "impressions", "frequency", "engagements", "clicks", "follows"};

// Those of the names that a plan like this has.
std::vector<std::string_view> said(std::span<const std::string_view> names, const Forecast& forecast) {
  std::vector<std::string_view> kept;
  const PlanParts parts = parts_of(forecast);
  for (const std::string_view name : names)
    if (parts.have(find_kpi(name)->needs)) kept.push_back(name);
  return kept;
}

// Why a KPI that the plan wants is undefined: the part that the plan lacks.
std::string_view lacking(Needs needs) {
  switch (needs) {
    case Needs::saves:
    case Needs::views:
      return "no platform of the plan counts them";
    case Needs::target:
      return "the plan marks no segment as its target";
    case Needs::rivals:
      return "the plan names no rival";
    case Needs::leads:
    case Needs::ad_leads:
      return "the plan has no offer with a lead_rate";
    case Needs::revenue:
    case Needs::ad_revenue:
    case Needs::returns:
      return "the plan has no offer with an order_value, or costs nothing";
    case Needs::offer:
    case Needs::ad_sales:
      return "the plan has no offer";
    default:
      return "the plan has no ads";
  }
}

nlohmann::json totals_of(const Forecast& forecast) {
  nlohmann::json rows = nlohmann::json::array();
  const Basis basis = basis_of(forecast.plan);
  const PlanParts parts = parts_of(forecast);
  const std::vector<std::optional<double>> nothing(forecast.worlds.size());
  for (const Kpi& kpi : kpis()) {
    const auto target = forecast.scenario.targets.find(std::string(kpi.name));
    const bool wanted = target != forecast.scenario.targets.end(), has = parts.have(kpi.needs);
    if (!has && !wanted) continue;
    rows.push_back(kpi_row(
        kpi, has ? draws_of(forecast, kpi) : nothing, wanted ? std::optional(target->second) : std::nullopt));
    if (!has) rows.back()["undefined_because"] = lacking(kpi.needs);
    name_currency(rows.back(), kpi, forecast.scenario.currency);
    put_basis(rows.back(), kpi, basis);
  }
  return rows;
}

constexpr std::string_view kAdKpis[] = {"spend",
                                        "paid_impressions",
                                        "reach",
                                        "frequency",
                                        "ad_clicks",
                                        "cpm",
                                        "cpc",
                                        "visits",
                                        "leads",
                                        "sales",
                                        "view_sales"};

// One ad's own counts; its reach is the people shown the ad, followers or not.
nlohmann::json ads_of(const Forecast& forecast) {
  nlohmann::json ads = nlohmann::json::array();
  for (std::size_t i = 0; i < forecast.plan.request.ads.size(); ++i) {
    const PlannedAd& ad = forecast.plan.request.ads[i];
    const auto counts = [i](const WorldCounts& world) {
      KpiCounts one;
      one.reach = world.ads[i].reach;
      one.spend = static_cast<double>(world.ads[i].spend.micros) / 1e6;
      one.paid_impressions = one.impressions = world.ads[i].impressions;
      one.ad_clicks = world.ads[i].clicks;
      one.visits = world.ads[i].visits;
      one.leads = world.ads[i].leads;
      one.sales = world.ads[i].sales;
      one.view_sales = world.ads[i].view_sales;
      return one;
    };
    std::int64_t budget = 0;
    for (const Money day : ad.budgets) budget += day.micros;
    nlohmann::json row{{"id", ad.id},
                       {"post", ad.post},
                       {"budget", nlohmann::json::parse(to_text(Money{budget}))},
                       {"kpis", rows_of(forecast, said(kAdKpis, forecast), basis_of_ads({&ad, 1}), counts)}};
    row.update(written_ad(forecast.scenario.ads.at(ad.id)));
    row["frequency_cap"] = ad.cap;
    ads.push_back(std::move(row));
  }
  return ads;
}

nlohmann::json posts_of(const Forecast& forecast) {
  nlohmann::json posts = nlohmann::json::array();
  for (std::size_t i = 0; i < forecast.plan.planned; ++i) {
    const PlannedPost& post = forecast.plan.request.posts[i];
    const ScenarioPost& written = forecast.scenario.plan.at(post.id);
    posts.push_back({{"id", post.id},
                     {"title", written.title},
                     {"account", written.account},
                     {"platform", written.platform},
                     {"format", post.format},
                     {"topic", post.topic},
                     {"paid", post.paid},
                     {"link", written.link},
                     {"publish_at", to_iso_local(post.published, forecast.scenario.timezone)},
                     {"kpis",
                      rows_of(forecast,
                              said(kPostKpis, forecast),
                              basis_of(prepared_page_of(forecast.plan, i)),
                              [i](const WorldCounts& w) -> const KpiCounts& { return w.posts[i]; })}});
  }
  return posts;
}

nlohmann::json daily_of(const Forecast& forecast) {
  nlohmann::json days = nlohmann::json::array();
  const CivilTime& start = forecast.plan.request.start;
  const Instant midnight = to_instant({start.year, start.month, start.day}, "UTC").instant;
  const Basis basis = basis_of(forecast.plan);
  const std::vector<std::string_view> names = said(kDailyKpis, forecast);
  for (std::size_t day = 0; day < forecast.plan.total_days; ++day) {
    const CivilTime date = to_civil({midnight.seconds + static_cast<std::int64_t>(day) * 86400}, "UTC");
    days.push_back({{"date", to_iso_date(date)},
                    {"kpis", rows_of(forecast, names, basis, [day](const WorldCounts& w) -> const KpiCounts& {
                       return w.daily[day];
                     })}});
  }
  return days;
}

// Fitted pages are not recommended beside what their spread told.
bool is_recommended(const Plan& plan) {
  return std::ranges::any_of(
      plan.pages, [](const PreparedPage& page) { return !page.calibrated && !page.posts.empty(); });
}

nlohmann::json sources_of(const Forecast& forecast) {
  nlohmann::json sources = nlohmann::json::array();
  std::vector<Source> in_use{Source::follow, Source::share};
  if (is_recommended(forecast.plan)) in_use.push_back(Source::discovery);
  if (!forecast.scenario.ads.empty()) in_use.push_back(Source::paid);
  if (!forecast.scenario.seeding.empty()) in_use.push_back(Source::seeding);
  for (const Source source : in_use) {
    const std::size_t s = index_of(source);
    std::vector<std::optional<double>> first, shown;
    for (const WorldCounts& world : forecast.worlds) {
      first.emplace_back(world.sources[s].first_reach[s]);
      shown.emplace_back(world.sources[s].impressions);
    }
    nlohmann::json rows = {kpi_row(*find_kpi("first_reach"), first, std::nullopt),
                           kpi_row(*find_kpi("impressions"), shown, std::nullopt)};
    for (nlohmann::json& row : rows) put_source_basis(row, basis_of(forecast.plan));
    sources.push_back({{"source", kSourceNames[s]}, {"kpis", rows}});
  }
  return sources;
}

// Pages of the platform that post: what its figures rest on.
Basis basis_of_platform(const Plan& plan, const std::string& platform) {
  Basis basis;
  basis.calibrated = basis.split = basis.follows = basis.tone = true;
  for (std::size_t page = 0; page < plan.pages.size(); ++page) {
    if (plan.request.pages[page].platform != platform || plan.pages[page].posts.empty()) continue;
    const Basis one = basis_of(plan.pages[page]);
    basis.defaults |= one.defaults;
    basis.calibrated = basis.calibrated && one.calibrated;
    basis.split = basis.split && one.split;
    basis.follows = basis.follows && one.follows;
    basis.tone = basis.tone && one.tone;
    basis.lenders = std::max(basis.lenders, one.lenders);
  }
  return basis;
}

constexpr std::string_view kPlatformKpis[] = {
    "posts",    "reach",   "impressions", "frequency", "engagements",      "likes",
    "comments", "shares",  "clicks",      "er_reach",  "er_daily",         "views",
    "er_views", "follows", "saves",       "spend",     "paid_impressions", "ad_clicks",
    "cpm",      "visits",  "leads",       "sales",     "revenue"};

nlohmann::json platforms_of(const Forecast& forecast) {
  nlohmann::json platforms = nlohmann::json::array();
  const std::vector<std::string_view> names = said(kPlatformKpis, forecast);
  for (std::size_t row = 0; row < forecast.plan.platforms.size(); ++row) {
    const std::string& platform = forecast.plan.platforms[row];
    const auto counts = [row](const WorldCounts& w) -> const KpiCounts& { return w.platforms[row]; };
    platforms.push_back(
        {{"platform", platform},
         {"kpis", rows_of(forecast, names, basis_of_platform(forecast.plan, platform), counts)}});
  }
  return platforms;
}

// Segments the scenario describes; without any, nobody is told apart.
nlohmann::json segments_of(const Forecast& forecast) {
  nlohmann::json segments = nlohmann::json::array();
  const Basis basis = basis_of(forecast.plan);
  std::size_t row = 0;
  for (const auto& [id, segment] : forecast.scenario.audience.segments) {
    const auto counts = [row](const WorldCounts& w) -> const KpiCounts& { return w.segments[row]; };
    segments.push_back({{"segment", id},
                        {"about", segment.about},
                        {"people", segment.people},
                        {"target", segment.target},
                        {"kpis", rows_of(forecast, kSegmentKpis, basis, counts)}});
    ++row;
  }
  return segments;
}

// People with at least 1 .. 10 exposures.
nlohmann::json contacts_of(const Forecast& forecast) {
  std::vector<std::string_view> names;
  for (const Kpi& kpi : contact_kpis()) names.push_back(kpi.name);
  return rows_of(forecast, names, basis_of(forecast.plan), [](const WorldCounts& w) -> const KpiCounts& {
    return w.total;
  });
}

}  // namespace

PlanParts parts_of(const Forecast& forecast) {
  const Scenario& scenario = forecast.scenario;
  PlanParts parts;
  for (const auto& [id, post] : scenario.plan)
    parts.saves = parts.saves || (*find_platform(post.platform))[Belief::save].center > 0;
  for (const auto& [id, post] : scenario.plan) parts.views = parts.views || counts_views(post.platform);
  for (const auto& [id, segment] : scenario.audience.segments) parts.target = parts.target || segment.target;
  for (const auto& [id, account] : scenario.audience.accounts)
    parts.rivals = parts.rivals || account.kind == "rival";
  parts.ads = !scenario.ads.empty();
  parts.costs = parts.ads || !scenario.seeding.empty() || !scenario.costs.empty();
  parts.offer = scenario.offer.has_value();
  const bool told =
      std::ranges::any_of(forecast.plan.request.ads, [](const PlannedAd& ad) { return ad.learnt.lead; });
  parts.leads = parts.offer && (scenario.offer->lead_rate.has_value() || told);
  parts.revenue = parts.offer && scenario.offer->order_value.has_value();
  return parts;
}

std::vector<std::optional<double>> draws_of(const Forecast& forecast, const Kpi& kpi) {
  return draws_over(forecast.worlds, kpi, [](const WorldCounts& w) -> const KpiCounts& { return w.total; });
}

nlohmann::json scopes_of(const Forecast& forecast) {
  return {{"totals", totals_of(forecast)},
          {"contacts", contacts_of(forecast)},
          {"ads", ads_of(forecast)},
          {"posts", posts_of(forecast)},
          {"daily", daily_of(forecast)},
          {"platforms", platforms_of(forecast)},
          {"segments", segments_of(forecast)},
          {"sources", sources_of(forecast)}};
}

}  // namespace gs
