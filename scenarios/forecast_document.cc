// A forecast as the document of PRODUCT: every KPI summarised over the worlds, and what it all rests on.
#include <fmt/format.h>

#include <algorithm>

#include "models/fit/posterior/identifiability.h"
#include "scenarios/basis.h"
#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/table.h"
#include "scenarios/workspace/history.h"

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

constexpr std::array<std::string_view, 9> kPostKpis{"reach",
                                                    "impressions",
                                                    "engagements",
                                                    "engaged_users",
                                                    "clicks",
                                                    "likes",
                                                    "comments",
                                                    "shares",
                                                    "er_reach"};
constexpr std::array<std::string_view, 4> kDailyKpis{"reach", "impressions", "engagements", "clicks"};

nlohmann::json totals_of(const Forecast& forecast) {
  nlohmann::json rows = nlohmann::json::array();
  const Basis basis = basis_of(forecast.plan);
  for (const Kpi& kpi : kpis()) {
    if (is_of_ads(kpi) && forecast.scenario.ads.empty()) continue;
    const auto target = forecast.scenario.targets.find(std::string(kpi.name));
    rows.push_back(
        kpi_row(kpi,
                draws_of(forecast, kpi),
                target == forecast.scenario.targets.end() ? std::nullopt : std::optional(target->second)));
    name_currency(rows.back(), kpi, forecast.scenario.currency);
    put_basis(rows.back(), kpi, basis);
  }
  return rows;
}

constexpr std::array<std::string_view, 6> kAdKpis{
    "spend", "paid_impressions", "reach", "ad_clicks", "cpm", "cpc"};

// One ad's own counts; its reach is the people shown the ad, followers or not.
nlohmann::json ads_of(const Forecast& forecast) {
  nlohmann::json ads = nlohmann::json::array();
  for (std::size_t i = 0; i < forecast.plan.request.ads.size(); ++i) {
    const PlannedAd& ad = forecast.plan.request.ads[i];
    const auto counts = [i](const WorldCounts& world) {
      KpiCounts one;
      one.reach = world.ads[i].reach;
      one.spend = static_cast<double>(world.ads[i].spend.micros) / 1e6;
      one.paid_impressions = world.ads[i].impressions;
      one.ad_clicks = world.ads[i].clicks;
      return one;
    };
    std::int64_t budget = 0;
    for (const Money day : ad.budgets) budget += day.micros;
    ads.push_back({{"id", ad.id},
                   {"post", ad.post},
                   {"budget", nlohmann::json::parse(to_text(Money{budget}))},
                   {"kpis", rows_of(forecast, kAdKpis, {}, counts)}});
  }
  return ads;
}

nlohmann::json posts_of(const Forecast& forecast) {
  nlohmann::json posts = nlohmann::json::array();
  for (std::size_t i = 0; i < forecast.plan.request.posts.size(); ++i) {
    const PlannedPost& post = forecast.plan.request.posts[i];
    const ScenarioPost& written = forecast.scenario.plan.at(post.id);
    posts.push_back({{"id", post.id},
                     {"title", written.title},
                     {"account", written.account},
                     {"platform", written.platform},
                     {"format", post.format},
                     {"topic", post.topic},
                     {"paid", post.paid},
                     {"publish_at", to_iso_local(post.published, forecast.scenario.timezone)},
                     {"kpis",
                      rows_of(forecast,
                              kPostKpis,
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
  for (std::size_t day = 0; day < forecast.plan.total_days; ++day) {
    const CivilTime date = to_civil({midnight.seconds + static_cast<std::int64_t>(day) * 86400}, "UTC");
    days.push_back(
        {{"date", to_iso_date(date)},
         {"kpis", rows_of(forecast, kDailyKpis, basis, [day](const WorldCounts& w) -> const KpiCounts& {
            return w.daily[day];
          })}});
  }
  return days;
}

nlohmann::json sources_of(const Forecast& forecast) {
  nlohmann::json sources = nlohmann::json::array();
  std::vector<Source> in_use{Source::follow, Source::share};
  if (!forecast.scenario.ads.empty()) in_use.push_back(Source::paid);
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
  Basis basis{{}, true, true};
  for (std::size_t page = 0; page < plan.pages.size(); ++page) {
    if (plan.request.pages[page].platform != platform || plan.pages[page].posts.empty()) continue;
    const Basis one = basis_of(plan.pages[page]);
    basis.defaults |= one.defaults;
    basis.calibrated = basis.calibrated && one.calibrated;
    basis.split = basis.split && one.split;
  }
  return basis;
}

constexpr std::array<std::string_view, 14> kPlatformKpis{"posts",
                                                         "reach",
                                                         "impressions",
                                                         "frequency",
                                                         "engagements",
                                                         "likes",
                                                         "comments",
                                                         "shares",
                                                         "clicks",
                                                         "er_reach",
                                                         "spend",
                                                         "paid_impressions",
                                                         "ad_clicks",
                                                         "cpm"};

nlohmann::json platforms_of(const Forecast& forecast) {
  nlohmann::json platforms = nlohmann::json::array();
  const std::size_t names = forecast.scenario.ads.empty() ? 10 : kPlatformKpis.size();
  for (std::size_t row = 0; row < forecast.plan.platforms.size(); ++row) {
    const std::string& platform = forecast.plan.platforms[row];
    platforms.push_back(
        {{"platform", platform},
         {"kpis",
          rows_of(forecast,
                  std::span(kPlatformKpis).first(names),
                  basis_of_platform(forecast.plan, platform),
                  [row](const WorldCounts& w) -> const KpiCounts& { return w.platforms[row]; })}});
  }
  return platforms;
}

nlohmann::json assumed_row(const ParameterReport& parameter) {
  return {{"key", parameter.key},
          {"text", parameter.text},
          {"value", parameter.median},
          {"unit", parameter.unit},
          {"source", parameter.source},
          {"confidence", parameter.needs.empty() ? "prior" : "prior; " + parameter.needs}};
}

nlohmann::json calibration_note(const Calibration& c, const std::string& id) {
  nlohmann::json untold = nlohmann::json::array();
  std::size_t told = 0;
  for (const ParameterReport& parameter : c.report) {
    told += parameter.told ? 1 : 0;
    if (!parameter.told)
      untold.push_back({{"key", parameter.key}, {"text", parameter.text}, {"needs", parameter.needs}});
  }
  return {{"id", id},
          {"account", c.account},
          {"platform", c.platform},
          {"posts", c.posts},
          {"first", to_iso_utc(c.first_post)},
          {"last", to_iso_utc(c.last_post)},
          {"converged", c.converged},
          {"parameters_told", told},
          {"parameters_not_told", untold}};
}

// The numbers of the people in the words of a single page's audience.
PopulationParameters audience_of(const Plan& plan) {
  if (!plan.request.portrait) return plan.request.audience;
  const Portrait& portrait = *plan.request.portrait;
  PopulationParameters people;
  people.followers = followers_of(plan);
  double all = 0;
  for (const SegmentPortrait& segment : portrait.segments) all += segment.people;
  people.outsiders_per_follower = people.followers > 0 ? all / people.followers - 1 : 0;
  people.mean_listeners = portrait.layers.front().mean_listeners;
  people.activity_shape = portrait.activity_shape;
  return people;
}

}  // namespace

std::vector<std::optional<double>> draws_of(const Forecast& forecast, const Kpi& kpi) {
  return draws_over(forecast.worlds, kpi, [](const WorldCounts& w) -> const KpiCounts& { return w.total; });
}

// The fit's report repeats the audience it assumed; the plan's own audience is what this forecast used. Of
// several accounts, each row says whose it is.
nlohmann::json assumed_of(const Plan& plan) {
  const std::vector<ParameterReport> audience = audience_assumptions(audience_of(plan));
  const auto of_audience = [&](const ParameterReport& parameter) {
    return std::any_of(
        audience.begin(), audience.end(), [&](const auto& row) { return row.key == parameter.key; });
  };
  nlohmann::json rows = nlohmann::json::array();
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    for (const ParameterReport& parameter : plan.pages[page].calibration.report) {
      if (parameter.told || of_audience(parameter) || plan.pages[page].posts.empty()) continue;
      rows.push_back(assumed_row(parameter));
      if (plan.pages.size() > 1) rows.back()["account"] = plan.request.pages[page].account;
    }
  for (const ParameterReport& parameter : audience) rows.push_back(assumed_row(parameter));
  for (const PlannedAd& ad : plan.request.ads)
    for (const nlohmann::json& row : assumed_of_ad(ad)) rows.push_back(row);
  return rows;
}

nlohmann::json levers_of(const Plan& plan) {
  const auto all_pages = [&](auto holds) {
    return std::ranges::all_of(plan.pages,
                               [&](const PreparedPage& page) { return page.posts.empty() || holds(page); });
  };
  const bool hour_told =
      all_pages([](const PreparedPage& page) { return page.pool && page.hours.borne_out(); });
  nlohmann::json rows = nlohmann::json::array();
  rows.push_back(
      {{"lever", "publishing hour"},
       {"status", hour_told ? "fitted" : "assumption"},
       {"text",
        hour_told ? "the daily rhythm was fitted to this page's posts; content chosen by the hour "
                    "can still pass for it"
                  : "the daily rhythm is the platform's default: this page's posts do not tell it"}});
  const bool order_told =
      hour_told && all_pages([](const PreparedPage& page) { return page.calibration.follower_split; });
  rows.push_back(
      {{"lever", "order of posts"},
       {"status", order_told ? "fitted" : "assumption"},
       {"text",
        order_told ? "follows from the daily rhythm and from whom posts reach twice"
                   : "without a told daily rhythm and the split of reach by followers, swapping two posts "
                     "is no better foreseen than by chance"}});
  if (!plan.request.ads.empty())
    rows.push_back(
        {{"lever", "ad budgets"},
         {"status", "assumption"},
         {"text",
          "prices and click rates are the platform's, not this page's; people do with a post they are "
          "shown by an ad what they do with it otherwise; ads find only the audience simulated "
          "here, so raise audience.outsiders_per_follower for a wider market"}});
  rows.push_back({{"lever", "one post more or less"},
                  {"status", is_calibrated(plan) ? "fitted" : "assumption"},
                  {"text", "posts of this page; crowding between posts is not modelled yet"}});
  return rows;
}

nlohmann::json calibration_of(const Forecast& forecast) {
  nlohmann::json all = nlohmann::json::array();
  for (std::size_t page = 0; page < forecast.plan.pages.size(); ++page) {
    const PreparedPage& prepared = forecast.plan.pages[page];
    if (prepared.calibrated && !prepared.posts.empty())
      all.push_back(calibration_note(prepared.calibration, forecast.calibration_ids[page]));
  }
  if (all.empty()) return nullptr;
  nlohmann::json first = all.front();
  if (all.size() > 1) first["others"] = std::vector<nlohmann::json>(all.begin() + 1, all.end());
  return first;
}

nlohmann::json forecast_document(const Forecast& forecast) {
  const Plan& plan = forecast.plan;
  const Scenario& scenario = forecast.scenario;
  nlohmann::json sources = sources_of(forecast);
  return {{"schema", "groundswell/forecast/1"},
          {"engine", GS_VERSION},
          {"seed", plan.request.seed},
          {"scenario_hash", scenario.hash},
          {"name", scenario.name},
          {"about", scenario.about},
          {"synthetic", scenario.about.find("ynthetic") != std::string::npos},
          {"start", to_iso_date(scenario.start)},
          {"end", to_iso_date(scenario.end)},
          {"timezone", scenario.timezone},
          {"currency", scenario.currency},
          {"replicates", forecast.worlds.size()},
          {"audience",
           {{"followers", followers_of(plan)},
            {"people", static_cast<double>(plan.audience.agents) * plan.audience.people_per_agent},
            {"people_per_agent", plan.audience.people_per_agent}}},
          {"calibration", calibration_of(forecast)},
          {"corrected", false},
          {"totals", totals_of(forecast)},
          {"ads", ads_of(forecast)},
          {"posts", posts_of(forecast)},
          {"daily", daily_of(forecast)},
          {"platforms", platforms_of(forecast)},
          {"segments", nlohmann::json::array()},
          {"sources", sources},
          {"assumed", assumed_of(plan)},
          {"levers", levers_of(plan)},
          {"estimate", estimate_json({&forecast, 1})},
          {"notes", forecast.notes}};
}

}  // namespace gs
