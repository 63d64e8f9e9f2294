// Ad sets of a plan: budgets by day, whom they are for, what the market asks in a world, and what was spent.
// Money is exact: a day's impressions times a whole price never pass its budget. An agent stands for
// people_per_agent people, so one agent's impression costs that many people's, rounded up.
#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/units.h"
#include "models/engine.h"
#include "models/fit/ads/ad_calibration.h"
#include "models/paid/price.h"
#include "models/platform.h"

namespace gs {

enum class AdPeople : std::uint8_t { all, followers, others };

// What history of the account's ads tells of an ad of the plan: by draw, for whom it is shown to.
struct LearntAd {
  bool price = false, elasticity = false, click = false, lead = false, sale = false;
  std::size_t ad_sets = 0;  // that told it
  std::vector<AdDraw> draws{};
  // Log click rate of each segment of the portrait against the account's, by draw; empty: history does not
  // tell them apart.
  std::vector<std::vector<double>> segments{};
};

// An ad set as the planner asked for it.
struct PlannedAd {
  std::string id, post, platform;
  std::vector<Money> budgets{};        // of each day of the flight
  std::uint32_t first_hour = 0;        // tick of the flight's first day
  std::uint32_t cap = 2;               // impressions/person/week; assumption
  Money cpm{};                         // price of 1000 impressions without pressure
  bool bid = false;                    // the planner named that price
  bool by_click = false;               // named by the click
  double price_log_sd = 0;             // how far the market may be from it
  double click = 0, click_log_sd = 0;  // P(an impression is clicked): centre and spread
  AdPeople people = AdPeople::all;
  std::vector<std::size_t> segments{};  // rows of the portrait's segments it is shown to; empty: all
  std::vector<double> hours = std::vector<double>(24, 1.0);  // weight of each hour of the day; 0 = never
  LearntAd learnt{};
  std::uint32_t engagers_of = kNobodys;      // row of a page; the people above bound them
  std::uint32_t lookalikes_of = kNobodys;    // row of a page
  std::uint64_t lookalike_key = 0;           // the page's
  std::vector<double> price_factors{};       // by day, times the usual price; empty: 1
  double lookalike_share = 0.1;              // of those who do not follow it; assumption
  std::vector<std::vector<double>> alike{};  // of segments: lookalikes.h
};

// A total budget over the days of a flight: evenly, or by weights. It is spent to the micro-unit; the last
// ones go to the first days, or where the weights' running sum puts them.
std::vector<Money> daily_budgets(Money total, std::size_t days);
std::vector<Money> daily_budgets(Money total, const std::vector<std::int64_t>& weights);

// The ad as the simulator runs it; `post` is the row of the post it shows.
CampaignAd campaign_ad(const PlannedAd& ad, const Audience& audience, std::uint32_t post, std::uint32_t page);

// What a world's market makes of the budgets.
struct AdWorld {
  AdBehaviour behaviour;
  std::vector<Money> price;  // of one agent's impression, each day
};
struct AdAudience {
  double agents = 0, people_per_agent = 1;  // whom it may be shown to
  std::vector<double> by_day{};             // the same where it changes from day to day
};
// The planner's price before history's, history's before the platform's.
AdWorld ad_world(const PlannedAd& ad, const AdAudience& audience, World world);
// The same of other budgets for the days of its flight.
AdWorld ad_world(const PlannedAd& ad,
                 const AdAudience& audience,
                 World world,
                 std::span<const Money> budgets);

// Contacts and sales per click of an ad, where history tells them; else nothing.
struct AdRates {
  std::optional<double> lead{}, sale{};
};
AdRates ad_rates(const PlannedAd& ad, World world);

struct AdOutcome {  // people
  double impressions = 0, clicks = 0, reach = 0;
  double visits = 0, leads = 0, sales = 0, view_sales = 0;
  Money spend;
};
// What an ad rests on beside its budget and what history told: rows of the forecast's `assumed`.
nlohmann::json assumed_of_ad(const PlannedAd& ad);

AdOutcome ad_outcome(const AdCounts& counts, const AdWorld& world, double people_per_agent);

}  // namespace gs
