// Ad sets of a plan: budgets by day, whom they are for, what the market asks in a world, and what was spent.
// Money is exact: a day's impressions times a whole price never pass its budget. An agent stands for
// people_per_agent people, so one agent's impression costs that many people's, rounded up.
#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/units.h"
#include "models/engine.h"
#include "models/paid/price.h"
#include "models/platform.h"

namespace gs {

enum class AdPeople : std::uint8_t { all, followers, others };

// An ad set as the planner asked for it.
struct PlannedAd {
  std::string id, post, platform;
  std::vector<Money> budgets{};        // of each day of the flight
  std::uint32_t first_hour = 0;        // tick of the flight's first day
  std::uint32_t cap = 2;               // impressions/person/week; assumption
  Money cpm{};                         // price of 1000 impressions without pressure
  bool by_click = false;               // named by the click
  double price_log_sd = 0;             // how far the market may be from it
  double click = 0, click_log_sd = 0;  // P(an impression is clicked): centre and spread
  AdPeople people = AdPeople::all;
  std::vector<std::size_t> segments{};  // rows of the portrait's segments it is shown to; empty: all
  std::vector<double> hours = std::vector<double>(24, 1.0);  // weight of each hour of the day; 0 = never
  std::uint32_t engagers_of = kNobodys;                      // row of a page; the people above bound them
  std::uint32_t lookalikes_of = kNobodys;                    // row of a page
  std::uint64_t lookalike_key = 0;                           // the page's
  std::vector<double> price_factors{};                       // by day, times the usual price; empty: 1
  double lookalike_share = 0.1;                              // of those who do not follow it; assumption
  std::vector<std::vector<double>> alike{};                  // of segments: lookalikes.h
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
AdWorld ad_world(const PlannedAd& ad, const AdAudience& audience, World world);

struct AdOutcome {  // people
  double impressions = 0, clicks = 0, reach = 0;
  double visits = 0, leads = 0, sales = 0, view_sales = 0;
  Money spend;
};
// What an ad rests on beside its budget: rows of the forecast's `assumed`. Nothing of an ad is fitted.
nlohmann::json assumed_of_ad(const PlannedAd& ad);

AdOutcome ad_outcome(const AdCounts& counts, const AdWorld& world, double people_per_agent);

}  // namespace gs
