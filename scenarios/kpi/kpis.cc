// The list of KPIs: one line each, in the order of tables. Name, unit, formula, direction and the counts it
// rests on stand here and nowhere else; every table, check and page reads them. Source: FIELD 2.1 to 2.4.
#include <algorithm>

#include "scenarios/kpi/conversion.h"
#include "scenarios/kpi/cost.h"
#include "scenarios/kpi/delivery.h"
#include "scenarios/kpi/engagement.h"
#include "scenarios/kpi/incremental.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/kpi/response.h"

namespace gs {
namespace {

constexpr auto kMore = Direction::more_is_better;
constexpr auto kNeither = Direction::neither;
constexpr std::string_view kNobody = "nobody was reached";
constexpr std::string_view kNoDisplay = "nothing was displayed";
constexpr std::string_view kNoPeriodReach = "period reach cannot be had from per-post counts";
constexpr std::string_view kNoFollowers = "no follower count for the first day";
constexpr std::string_view kNoUniverse = "the audience size is not known";

constexpr std::string_view kNotRun = "the plan was not run without its ads";
constexpr std::string_view kAddsNothing = "no spend, or the ads add nothing";
constexpr auto kLess = Direction::less_is_better;

namespace co = cost;
namespace cv = conversion;
namespace re = response;
namespace inc = incremental;
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
    {"on_target_reach", "Reach inside the target", Unit::people,
     "distinct people of the segments marked `target` with at least one exposure; `reach` holds the others as well",
     kMore, "no segment is marked as the target", de::on_target_reach, from(reach), Needs::target},
    {"share_of_voice", "Share of voice", Unit::fraction, "own mentions / all mentions in the category", kMore,
     "nobody counts what the rest of the category says: rivals do not post here, and no import brings mentions",
     de::share_of_voice, {}, Needs::rivals},
    {"grp", "GRP", Unit::points, "100 x impressions / people in the audience", kMore, kNoUniverse, de::grp,
     from(impressions)},
    {"engagements", "Engagements", Unit::actions,
     "likes + comments + shares, and saves on Instagram", kMore, "", en::engagements,
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
     "engagements / sum of post reach; engagements = likes + comments + shares, and saves on Instagram",
     kMore, kNobody, en::er_reach, from(reach, likes, comments, shares)},
    {"er_post_mean", "Mean engagement rate of posts", Unit::fraction,
     "mean over posts of engagements / reach, posts nobody saw left out", kMore, kNobody, en::er_post_mean,
     from(reach, likes, comments, shares)},
    {"er_impressions", "Engagement rate by impressions", Unit::fraction,
     "engagements / impressions; engagements = likes + comments + shares, and saves on Instagram",
     kMore, kNoDisplay, en::er_impressions, from(impressions, likes, comments, shares)},
    {"er_followers", "Engagement rate by followers", Unit::fraction,
     "engagements / followers on the first day", kMore, kNoFollowers, en::er_followers,
     from(likes, comments, shares)},
    {"er_daily", "Engagement rate by day", Unit::fraction,
     "engagements / (days x followers, mean of first and last day)", kMore, kNoFollowers, en::er_daily,
     from(likes, comments, shares)},
    {"views", "Views", Unit::displays, "displays on platforms where a display is a view (YouTube, TikTok, Telegram)",
     kMore, "", en::views, from(impressions), Needs::views},
    {"er_views", "Engagement rate by views", Unit::fraction, "engagements / views, both of the platforms that count views",
     kMore, "nothing was viewed", en::er_views, from(impressions, likes, comments, shares), Needs::views},
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
     kNeither, "", co::spend, {}, Needs::ads},
    {"paid_impressions", "Paid impressions", Unit::displays, "displays bought by ads",
     kMore, "", co::paid_impressions, {}, Needs::ads},
    {"ad_clicks", "Ad clicks", Unit::clicks, "paid impressions that were clicked", kMore, "", co::ad_clicks, {},
     Needs::ads},
    {"cpm", "Price of 1000 paid impressions", Unit::currency, "1000 x spend / paid impressions",
     kLess, "nothing was bought", co::cpm, {}, Needs::ads},
    {"cpc", "Cost per ad click", Unit::currency, "spend / ad clicks",
     kLess, "nothing was spent, or no ad clicked", co::cpc, {}, Needs::ads},
    {"cpe", "Cost per engagement", Unit::currency, "spend / engagements, organic ones included",
     kLess, "no spend, or no engagement", co::cpe, {}, Needs::ads},
    {"cost_per_contact", "Cost per person reached", Unit::currency, "spend / reach, organic reach included",
     kLess, "no spend, or nobody reached", co::cost_per_contact, {}, Needs::ads},
    {"cpf", "Cost per new follower", Unit::currency, "spend / follows (gross), organic ones included",
     kLess, "no spend, or nobody followed", co::cpf, {}, Needs::ads, true},
    {"saves", "Saves", Unit::actions, "saves, one per person and post", kMore, "", re::saves, {},
     Needs::saves, true},
    {"follows", "New followers", Unit::people, "people who began to follow because of a post", kMore, "",
     re::follows, {}, Needs::nothing, true},
    {"unfollows", "Followers lost", Unit::people, "followers who left on seeing a post", kLess, "",
     re::unfollows, {}, Needs::nothing, true},
    {"net_follows", "Net new followers", Unit::people, "follows - unfollows", kMore, "", re::net_follows, {},
     Needs::nothing, true},
    {"audience_growth_rate", "Audience growth", Unit::fraction,
     "(follows - unfollows) / followers on the first day", kMore, kNoFollowers, re::audience_growth_rate, {},
     Needs::nothing, true},
    {"hides", "Hides", Unit::actions, "people who hid a post, summed over posts", kLess, "", re::hides, {},
     Needs::nothing, true},
    {"negative_feedback_rate", "Negative feedback", Unit::fraction,
     "(hides + unfollows) / sum of post reach", kLess, kNobody, re::negative_feedback_rate, {},
     Needs::nothing, true},
    {"negative_comments", "Negative comments", Unit::actions, "comments that are negative, one per person and post",
     kLess, "", re::negative_comments, {}, Needs::nothing, true},
    {"negative_comment_share", "Share of negative comments", Unit::fraction, "negative comments / comments", kLess,
     "nobody commented", re::negative_comment_share, {}, Needs::nothing, true},
    {"visits", "Visits", Unit::visits, "clicks that arrived where their link leads", kMore, "", cv::visits, {},
     Needs::offer, true},
    {"leads", "Leads", Unit::actions, "visits that left a contact", kMore, "", cv::leads, {}, Needs::leads, true},
    {"sales", "Sales", Unit::actions, "visits that ended in a sale within 30 days, inside the period", kMore, "",
     cv::sales, {}, Needs::offer, true},
    {"view_sales", "Sales after a view", Unit::actions,
     "sales of people who saw an ad and did not click, within a day: associated, not caused", kMore, "",
     cv::view_sales, {}, Needs::offer, true},
    {"revenue", "Revenue", Unit::currency, "sales x order value", kMore, "", cv::revenue, {}, Needs::revenue, true},
    {"cr_visit", "Clicks that arrive", Unit::fraction, "visits / (clicks + ad clicks)", kMore, "nobody clicked",
     cv::cr_visit, {}, Needs::offer, true},
    {"cr_lead", "Visits that leave a contact", Unit::fraction, "leads / visits", kMore, "nobody visited",
     cv::cr_lead, {}, Needs::leads, true},
    {"cr_sale", "Visits that buy", Unit::fraction, "sales / visits", kMore, "nobody visited", cv::cr_sale, {},
     Needs::offer, true},
    {"cpl", "Cost per lead", Unit::currency, "spend / leads, organic ones included", kLess, "no spend, or no lead",
     co::cpl, {}, Needs::leads, true},
    {"cpa", "Cost per sale", Unit::currency, "spend / sales, organic ones included", kLess, "no spend, or no sale",
     co::cpa, {}, Needs::offer, true},
    {"cost", "Cost", Unit::currency, "spend + fees of creators + other costs", kNeither, "", cv::cost, {},
     Needs::costs},
    {"roas", "Return on ad spend", Unit::ratio, "revenue / spend; attributed, not incremental", kMore,
     "nothing was spent", cv::roas, {}, Needs::revenue, true},
    {"roi", "Return on investment", Unit::ratio, "(revenue x margin - cost) / cost; margin 1 where the plan names none", kMore, "it costs nothing",
     cv::roi, {}, Needs::returns, true},
    {"incremental_reach", "Reach that ads add", Unit::people,
     "reach - reach of the same worlds without the ads", kMore, kNotRun, inc::reach, {}, Needs::ads},
    {"incremental_engagements", "Engagements that ads add", Unit::actions,
     "engagements - engagements of the same worlds without the ads", kMore, kNotRun, inc::engagements, {}, Needs::ads},
    {"incremental_leads", "Leads that ads add", Unit::actions, "leads - leads of the same worlds without the ads",
     kMore, kNotRun, inc::leads, {}, Needs::ad_leads, true},
    {"incremental_sales", "Sales that ads add", Unit::actions, "sales - sales of the same worlds without the ads",
     kMore, kNotRun, inc::sales, {}, Needs::ad_sales, true},
    {"incremental_revenue", "Revenue that ads add", Unit::currency,
     "revenue - revenue of the same worlds without the ads", kMore, kNotRun, inc::revenue, {}, Needs::ad_revenue, true},
    {"cost_per_incremental_reach", "Cost per person ads add", Unit::currency, "spend / incremental_reach",
     kLess, kAddsNothing, inc::cost_of_reach, {}, Needs::ads},
    {"cost_per_incremental_engagement", "Cost per engagement ads add", Unit::currency,
     "spend / incremental_engagements", kLess, kAddsNothing, inc::cost_of_engagement, {}, Needs::ads},
    {"cost_per_incremental_lead", "Cost per lead ads add", Unit::currency, "spend / incremental_leads",
     kLess, kAddsNothing, inc::cost_of_lead, {}, Needs::ad_leads, true},
    {"cost_per_incremental_sale", "Cost per sale ads add", Unit::currency, "spend / incremental_sales",
     kLess, kAddsNothing, inc::cost_of_sale, {}, Needs::ad_sales, true},
    {"iroas", "Incremental return on ad spend", Unit::ratio, "incremental_revenue / spend", kMore,
     "nothing was spent", inc::iroas, {}, Needs::ad_revenue, true},
};
template <std::size_t k>
constexpr Kpi contacts(std::string_view name, std::string_view title) {
  return {name, title, Unit::people, "distinct people with at least so many exposures", kMore, kNoPeriodReach,
          de::reach_k<k>, from(reach)};
}
constexpr Kpi kContactKpis[] = {
    contacts<1>("reach_1", "Reach 1+"), contacts<2>("reach_2", "Reach 2+"), contacts<3>("reach_3", "Reach 3+"),
    contacts<4>("reach_4", "Reach 4+"), contacts<5>("reach_5", "Reach 5+"), contacts<6>("reach_6", "Reach 6+"),
    contacts<7>("reach_7", "Reach 7+"), contacts<8>("reach_8", "Reach 8+"), contacts<9>("reach_9", "Reach 9+"),
    contacts<10>("reach_10", "Reach 10+"),
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

std::span<const Kpi> contact_kpis() { return kContactKpis; }

const Kpi* find_kpi(std::string_view name) {
  for (const auto& list : {kpis(), source_kpis(), contact_kpis()}) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Kpi& kpi) { return kpi.name == name; });
    if (found != list.end()) return &*found;
  }
  return nullptr;
}

bool PlanParts::have(Needs needs) const {
  switch (needs) {
    case Needs::nothing:
      return true;
    case Needs::saves:
      return saves;
    case Needs::views:
      return views;
    case Needs::target:
      return target;
    case Needs::rivals:
      return rivals;
    case Needs::ads:
      return ads;
    case Needs::ad_leads:
      return ads && leads;
    case Needs::ad_sales:
      return ads && offer;
    case Needs::ad_revenue:
      return ads && revenue;
    case Needs::costs:
      return costs;
    case Needs::offer:
      return offer;
    case Needs::leads:
      return leads;
    case Needs::revenue:
      return revenue;
    case Needs::returns:
      return revenue && costs;
  }
  return false;
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
    case Unit::visits:
      return "visits";
    case Unit::points:
      return "points";
    case Unit::currency:
      return "currency";
  }
  return "";
}

}  // namespace gs
