// A forecast as the document of PRODUCT: its figures (forecast_scopes.cc) and what they all rest on.
#include <fmt/format.h>

#include <algorithm>

#include "models/fit/posterior/identifiability.h"
#include "scenarios/forecast.h"
#include "scenarios/plan/assumed.h"
#include "scenarios/plan/surroundings/memory.h"
#include "scenarios/workspace/history.h"

namespace gs {

namespace {

nlohmann::json assumed_row(const ParameterReport& parameter) {
  return {{"key", parameter.key},
          {"text", parameter.text},
          {"value", parameter.median},
          {"unit", parameter.unit},
          {"source", parameter.source},
          {"confidence", parameter.needs.empty() ? "prior" : "prior; " + parameter.needs}};
}

// Rows about ads matter to plans with ads; assumed_of_ad says what stands in for those not told.
bool is_of_ads(const ParameterReport& parameter) { return parameter.key.starts_with("ads."); }

nlohmann::json calibration_note(const Calibration& c, const std::string& id, bool with_ads) {
  nlohmann::json untold = nlohmann::json::array();
  std::size_t told = 0;
  for (const ParameterReport& parameter : c.report) {
    if (is_of_ads(parameter) && !with_ads) continue;
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
      if (is_of_ads(parameter)) continue;
      rows.push_back(assumed_row(parameter));
      if (plan.pages.size() > 1) rows.back()["account"] = plan.request.pages[page].account;
    }
  for (const ParameterReport& parameter : audience) rows.push_back(assumed_row(parameter));
  for (const PlannedAd& ad : plan.request.ads)
    for (nlohmann::json& row : assumed_of_ad(ad)) {
      row["text"] = "'" + ad.id + "': " + row["text"].get<std::string>();
      if (row["unit"] == "currency") row["unit"] = plan.request.currency;
      rows.push_back(std::move(row));
    }
  if (plan.request.offer)
    for (const nlohmann::json& row : assumed_of_offer(*plan.request.offer, plan.platforms.front()))
      rows.push_back(row);
  for (const PlannedEvent& event : plan.request.events)
    for (const nlohmann::json& row : assumed_of_event(event)) rows.push_back(row);
  for (const nlohmann::json& row : assumed_of_memory(plan.request)) rows.push_back(row);
  for (const nlohmann::json& row : assumed_of_seedings(plan.request)) rows.push_back(row);
  for (const nlohmann::json& row : assumed_of_tone(plan)) rows.push_back(row);
  for (const PlannedTalk& talk : plan.request.talks)
    for (const nlohmann::json& row : assumed_of_talk(talk)) rows.push_back(row);
  return rows;
}

namespace {

// What an ad's counts rest on; what ads cause beyond them no history tells.
nlohmann::json lever_of_ads(const Plan& plan) {
  std::size_t ad_sets = SIZE_MAX;
  bool elastic = true, all_bid = true;
  for (const PlannedAd& ad : plan.request.ads) {
    const bool told = (ad.learnt.price || ad.bid) && ad.learnt.click;
    ad_sets = std::min(ad_sets, told ? ad.learnt.ad_sets : 0);
    elastic = elastic && ad.learnt.elasticity;
    all_bid = all_bid && ad.bid;
  }
  const std::string same =
      "people do with a post they are shown by an ad what they do with it otherwise; ads find only the "
      "audience simulated here, so raise audience.outsiders_per_follower for a wider market";
  if (ad_sets == 0)
    return {{"lever", "ad budgets"},
            {"status", "assumption"},
            {"text",
             (all_bid ? "prices begin at the plan's bids and climb with demand, click rates are the "
                        "platform's, not this page's; "
                      : "prices and click rates are the platform's, not this page's; ") +
                 same}};
  return {{"lever", "ad budgets"},
          {"status", "fitted"},
          {"text",
           fmt::format(
               "prices (where the plan names none) and click rates come from {} ad sets of this account's "
               "history; how prices climb with budget {}; clicks and sales are attributed, what ads "
               "cause no history tells; {}",
               ad_sets,
               elastic ? "does, too" : "is the platform's default",
               same)}};
}

}  // namespace

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
  if (!plan.request.ads.empty()) rows.push_back(lever_of_ads(plan));
  rows.push_back(
      {{"lever", "one post more or less"},
       {"status", is_calibrated(plan) && !fades(plan.request) ? "fitted" : "assumption"},
       {"text",
        fades(plan.request)
            ? "posts of this page; what more of them take from each other is as strong as the plan says, "
              "counted from the page's usual frequency"
            : "posts of this page; no crowding between posts, for the plan does not say how strong it is"}});
  return rows;
}

nlohmann::json calibration_of(const Forecast& forecast) {
  nlohmann::json all = nlohmann::json::array();
  for (std::size_t page = 0; page < forecast.plan.pages.size(); ++page) {
    const PreparedPage& prepared = forecast.plan.pages[page];
    if (prepared.calibrated && !prepared.posts.empty())
      all.push_back(calibration_note(
          prepared.calibration, forecast.calibration_ids[page], !forecast.plan.request.ads.empty()));
  }
  if (all.empty()) return nullptr;
  nlohmann::json first = all.front();
  if (all.size() > 1) first["others"] = std::vector<nlohmann::json>(all.begin() + 1, all.end());
  return first;
}

namespace {

nlohmann::json seeding_of(const Scenario& scenario) {
  nlohmann::json rows = nlohmann::json::array();
  for (const auto& [id, seeding] : scenario.seeding)
    rows.push_back({{"id", id},
                    {"post", seeding.post},
                    {"creator", seeding.account()},
                    {"publish_at", to_iso_local(seeding.published, scenario.timezone)},
                    {"fee", nlohmann::json::parse(to_text(seeding.fee))},
                    {"disclosed", seeding.disclosed}});
  return rows;
}

nlohmann::json background_of(const Plan& plan) {
  nlohmann::json rows = nlohmann::json::array();
  for (std::size_t i = plan.planned; i < plan.request.posts.size(); ++i)
    if (plan.request.posts[i].talk == kNoTalk)
      rows.push_back({{"account", page_of(plan, i).account},
                      {"format", plan.request.posts[i].format},
                      {"publish_at", to_iso_local(plan.request.posts[i].published, plan.request.zone)}});
  return rows;
}

// What the planner wrote is no default.
bool is_written(const Scenario& scenario, const std::string& key) {
  const ScenarioAudience& audience = scenario.audience;
  if (key == "mean_listeners") return audience.mean_listeners.has_value();
  if (key == "activity_shape") return audience.activity_shape.has_value();
  if (key == "outsiders_per_follower") return audience.outsiders_per_follower.has_value();
  for (const auto& [id, ad] : scenario.ads)
    if (key == "ads." + id + ".frequency_cap") return ad.frequency_cap.has_value();
  return false;
}

nlohmann::json defaults_of(const Forecast& forecast) {
  nlohmann::json rows = nlohmann::json::array();
  for (nlohmann::json& row : assumed_of(forecast.plan))
    if (!is_written(forecast.scenario, row["key"])) rows.push_back(std::move(row));
  return rows;
}

}  // namespace

nlohmann::json head_of(const Forecast& forecast) {
  const Plan& plan = forecast.plan;
  const Scenario& scenario = forecast.scenario;
  return {{"engine", GS_VERSION},
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
          {"seeding", seeding_of(scenario)},
          {"background", background_of(plan)},
          {"assumed", defaults_of(forecast)},
          {"levers", levers_of(plan)},
          {"notes", forecast.notes}};
}

nlohmann::json forecast_document(const Forecast& forecast) {
  nlohmann::json document = head_of(forecast);
  document["schema"] = "groundswell/forecast/1";
  document["estimate"] = estimate_json({&forecast, 1});
  document.update(scopes_of(forecast));
  return document;
}

}  // namespace gs
