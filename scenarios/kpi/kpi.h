// A KPI is a pure function of one world's counts; undefined is not zero (FIELD 1, 2). One family = one file
// in this folder, one KPI = one line in kpis.cc.
#pragma once
#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/action.h"
#include "models/observe/observation.h"

namespace gs {

// What a world comes to without its ads, same people, same luck.
struct WithoutAds {
  double reach = 0, engagements = 0, leads = 0, sales = 0, revenue = 0;
};

// Counts of one world in one scope (plan, post, day so far, platform, segment, source): people and events,
// after observation.
struct KpiCounts {
  std::optional<double> reach;  // distinct people; nullopt where it cannot be had
  double post_reach_sum = 0;    // sum of the posts' own reach: not period reach
  double impressions = 0;
  double negative_comments = 0;  // of the comments
  double likes = 0, comments = 0, shares = 0,
         clicks = 0;         // clicks: people who clicked a post, summed over posts
  double engaged_users = 0;  // people doing anything, per post, summed
  double posts = 0;
  double followers = 0;                      // on the first day; 0 = unknown
  double universe = 0;                       // people in the audience
  double days = 0;                           // of the period so far
  double counted_saves = 0;                  // saves that are engagements on their platform
  double views = 0, viewed_engagements = 0;  // displays where a display is a view; engagements there
  std::optional<double> target_reach;        // people of the target segments with an exposure
  std::optional<WithoutAds> without_ads;     // the same world with every budget 0
  double spend = 0, paid_impressions = 0, ad_clicks = 0;  // of the ads; spend in the plan's currency
  double cost = 0;                                        // spend, fees of creators, other costs
  double saves = 0, follows = 0, unfollows = 0, hides = 0;
  double visits = 0, leads = 0, sales = 0, view_sales = 0;  // view_sales: of people who saw an ad, no click
  double revenue = 0, margin = 1;                   // of sales; margin: profit before marketing per revenue
  std::array<std::optional<double>, 10> reach_k{};  // people with at least 1 .. 10 exposures
  std::vector<double> post_er;                      // per post engagements / reach, posts with reach > 0 only
  std::array<double, kSources> first_reach{};       // people by the source of their first exposure
};

enum class Direction : std::uint8_t { more_is_better, less_is_better, neither };
enum class Unit : std::uint8_t {
  people,
  displays,
  actions,
  clicks,
  fraction,
  ratio,
  posts,
  visits,
  points,   // GRP
  currency  // the plan's
};

// What a plan must have for a KPI to be said of it.
enum class Needs : std::uint8_t {
  nothing,
  saves,   // a platform that counts them
  views,   // a platform that counts them
  target,  // segments marked as the plan's target
  rivals,  // accounts of rivals
  ads,
  ad_leads,    // ads and an offer that takes contacts
  ad_sales,    // ads and an offer
  ad_revenue,  // ads and an offer with an order value
  costs,       // ads, fees or other costs
  offer,       // something to sell
  leads,       // an offer that takes contacts
  revenue,     // an offer with an order value
  returns      // and costs
};
struct PlanParts {
  bool views = false, target = false, rivals = false;
  bool saves = false, ads = false, costs = false, offer = false, leads = false, revenue = false;
  bool have(Needs needs) const;
};
std::string_view name_of(Unit unit);

struct Kpi {
  std::string_view name;   // JSON key: reach, impressions, er_reach …
  std::string_view title;  // "Reach"
  Unit unit;
  std::string_view formula;  // printed beside the number
  Direction direction;
  std::string_view undefined_because;  // said when `of` gives nullopt
  std::optional<double> (*of)(const KpiCounts&);
  std::bitset<kMetrics> rests_on;  // history's counts without which its level is a default
  Needs needs = Needs::nothing;
  bool from_defaults = false;  // no history of it is read: its level is the platform's default
};

std::span<const Kpi> kpis();          // of plans, posts and days, in the order of tables
std::span<const Kpi> source_kpis();   // of one source: first_reach, which adds up to reach over the sources
std::span<const Kpi> contact_kpis();  // reach_1 .. reach_10: people with so many exposures or more
const Kpi* find_kpi(std::string_view name);  // among all; nullptr when unknown

// The KPI that forecasts what history calls `metric`: clickers -> clicks, total_interactions -> engagements;
// else the same word.
std::string_view kpi_of_count(std::string_view metric);

}  // namespace gs
