// The list of KPIs: one line each, in the order of tables. Name, unit, formula, direction and the counts it
// rests on stand here and nowhere else; every table, check and page reads them. Source: FIELD 2.1 to 2.3.
#include <algorithm>

#include "scenarios/kpi/cost.h"
#include "scenarios/kpi/delivery.h"
#include "scenarios/kpi/engagement.h"
#include "scenarios/kpi/kpi.h"

namespace gs {
namespace {

constexpr auto kMore = Direction::more_is_better;
constexpr auto kNeither = Direction::neither;
constexpr std::string_view kNobody = "nobody was reached";
constexpr std::string_view kNoDisplay = "nothing was displayed";
constexpr std::string_view kNoPeriodReach = "period reach cannot be had from per-post counts";
constexpr std::string_view kNoFollowers = "no follower count for the first day";
constexpr std::string_view kNoUniverse = "the audience size is not known";

constexpr auto kLess = Direction::less_is_better;

namespace co = cost;
namespace de = delivery;
namespace en = engagement;
using enum Metric;

template <class... Metrics>
constexpr std::bitset<kMetrics> from(Metrics... metrics) {
  return {(0ULL | ... | (1ULL << index_of(metrics)))};
}

// clang-format off
constexpr Kpi kKpis[] = {
    {"reach", "Reach", Unit::people,
     "distinct people with at least one exposure in the period", kMore, kNoPeriodReach, de::reach,
     from(reach)},
    {"impressions", "Impressions", Unit::displays, "displays, repeats included", kMore, "", de::impressions,
     from(impressions)},
    {"frequency", "Frequency", Unit::ratio,
     "impressions / reach, over the whole period", kNeither, kNobody, de::frequency,
     from(reach, impressions)},
    {"post_reach_sum", "Sum of post reach", Unit::people,
     "sum of the posts' own reach (not period reach: people met by two posts count twice)",
     kMore, "", de::post_reach_sum, from(reach)},
    {"reach_share", "Share of audience", Unit::fraction,
     "reach / people in the audience", kMore, kNoUniverse, de::reach_share, from(reach)},
    {"grp", "GRP", Unit::points, "100 x impressions / people in the audience", kMore, kNoUniverse, de::grp,
     from(impressions)},
    {"engagements", "Engagements", Unit::actions, "likes + comments + shares", kMore, "", en::engagements,
     from(likes, comments, shares)},
    {"likes", "Likes", Unit::actions,
     "likes and other reactions, one per person and post", kMore, "", en::likes, from(likes)},
    {"comments", "Comments", Unit::actions, "comments, one per person and post", kMore, "", en::comments,
     from(comments)},
    {"shares", "Shares", Unit::actions, "shares, one per person and post", kMore, "", en::shares,
     from(shares)},
    {"clicks", "Clicks", Unit::clicks,
     "people who clicked anywhere on a post, summed over posts", kMore, "", en::clicks, from(clickers)},
    {"engaged_users", "Engaged people", Unit::people,
     "people who did anything with a post, summed over posts", kMore, "", en::engaged_users,
     from(engaged_users)},
    {"er_reach", "Engagement rate by reach", Unit::fraction,
     "engagements / sum of post reach; engagements = likes + comments + shares",
     kMore, kNobody, en::er_reach, from(reach, likes, comments, shares)},
    {"er_post_mean", "Mean engagement rate of posts", Unit::fraction,
     "mean over posts of engagements / reach, posts nobody saw left out", kMore, kNobody, en::er_post_mean,
     from(reach, likes, comments, shares)},
    {"er_impressions", "Engagement rate by impressions", Unit::fraction,
     "engagements / impressions; engagements = likes + comments + shares",
     kMore, kNoDisplay, en::er_impressions, from(impressions, likes, comments, shares)},
    {"er_followers", "Engagement rate by followers", Unit::fraction,
     "engagements / followers on the first day", kMore, kNoFollowers, en::er_followers,
     from(likes, comments, shares)},
    {"ctr", "Click-through rate (all clicks)", Unit::fraction,
     "clicks anywhere on a post (one per person and post) / impressions", kMore, kNoDisplay, en::ctr,
     from(clickers, impressions)},
    {"love_rate", "Love rate", Unit::fraction,
     "likes / followers on the first day", kMore, kNoFollowers, en::love_rate, from(likes)},
    {"talk_rate", "Talk rate", Unit::fraction,
     "comments / followers on the first day", kMore, kNoFollowers, en::talk_rate, from(comments)},
    {"amplification_rate", "Amplification rate", Unit::fraction,
     "shares / followers on the first day (some vendors divide by reach)",
     kMore, kNoFollowers, en::amplification_rate, from(shares)},
    {"virality_rate", "Virality rate", Unit::fraction,
     "shares / impressions (others divide by unique views)", kMore, kNoDisplay, en::virality_rate,
     from(shares, impressions)},
    {"posts", "Posts", Unit::posts, "posts of the plan", kNeither, "", de::posts, {}},
    {"spend", "Spend", Unit::currency, "paid impressions x their price, never above the budget",
     kNeither, "", co::spend, {}},
    {"paid_impressions", "Paid impressions", Unit::displays, "displays bought by ads",
     kMore, "", co::paid_impressions, {}},
    {"ad_clicks", "Ad clicks", Unit::clicks, "paid impressions that were clicked", kMore, "", co::ad_clicks, {}},
    {"cpm", "Price of 1000 paid impressions", Unit::currency, "1000 x spend / paid impressions",
     kLess, "nothing was bought", co::cpm, {}},
    {"cpc", "Cost per ad click", Unit::currency, "spend / ad clicks",
     kLess, "nothing was spent, or no ad clicked", co::cpc, {}},
    {"cpe", "Cost per engagement", Unit::currency, "spend / engagements, organic ones included",
     kLess, "no spend, or no engagement", co::cpe, {}},
    {"cost_per_contact", "Cost per person reached", Unit::currency, "spend / reach, organic reach included",
     kLess, "no spend, or nobody reached", co::cost_per_contact, {}},
};
constexpr Kpi kSourceKpis[] = {
    {"first_reach", "First reach", Unit::people,
     "people whose first exposure in the period had this source; adds up to reach",
     kMore, "", de::first_reach, from(reach)},
};
// clang-format on

}  // namespace

std::span<const Kpi> kpis() { return kKpis; }

std::span<const Kpi> source_kpis() { return kSourceKpis; }

const Kpi* find_kpi(std::string_view name) {
  for (const auto& list : {kpis(), source_kpis()}) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Kpi& kpi) { return kpi.name == name; });
    if (found != list.end()) return &*found;
  }
  return nullptr;
}

bool is_of_ads(const Kpi& kpi) {
  constexpr std::string_view kOfAds[] = {
      "spend", "paid_impressions", "ad_clicks", "cpm", "cpc", "cpe", "cost_per_contact"};
  return std::ranges::find(kOfAds, kpi.name) != std::end(kOfAds);
}

std::string_view kpi_of_count(std::string_view metric) {
  if (metric == kMetricNames[index_of(Metric::clickers)]) return "clicks";
  if (metric == kMetricNames[index_of(Metric::total_interactions)]) return "engagements";
  return metric;
}

std::string_view name_of(Unit unit) {
  switch (unit) {
    case Unit::people:
      return "people";
    case Unit::displays:
      return "displays";
    case Unit::actions:
      return "actions";
    case Unit::clicks:
      return "clicks";
    case Unit::fraction:
      return "fraction";
    case Unit::ratio:
      return "ratio";
    case Unit::posts:
      return "posts";
    case Unit::points:
      return "points";
    case Unit::currency:
      return "currency";
  }
  return "";
}

}  // namespace gs
