// Prices and click rates of one ad move together over all its days: one draw each, keyed by ad set.
#include "scenarios/plan/ads.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/draw.h"
#include "core/real.h"
#include "models/paid/lookalikes.h"

namespace gs {

std::vector<Money> daily_budgets(Money total, std::size_t days) {
  const auto n = static_cast<std::int64_t>(days);
  std::vector<Money> budgets(days, Money{total.micros / n});
  for (std::int64_t day = 0; day < total.micros % n; ++day) ++budgets[static_cast<std::size_t>(day)].micros;
  return budgets;
}

// Running sums rounded down: total * sum / all without overflow, for sum <= all.
std::vector<Money> daily_budgets(Money total, const std::vector<std::int64_t>& weights) {
  const std::int64_t all = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<Money> budgets;
  std::int64_t sum = 0, before = 0;
  for (const std::int64_t weight : weights) {
    sum += weight;
    const std::int64_t so_far = all > 0 ? total.micros / all * sum + total.micros % all * sum / all : 0;
    budgets.push_back({so_far - before});
    before = so_far;
  }
  return budgets;
}

namespace {

bool is_in_segments(const PlannedAd& ad, const Audience& audience, AgentId agent) {
  return ad.segments.empty() ||
         std::ranges::find(ad.segments, segment_of(audience, agent)) != ad.segments.end();
}

}  // namespace

CampaignAd campaign_ad(const PlannedAd& ad,
                       const Audience& audience,
                       std::uint32_t post,
                       std::uint32_t page) {
  std::vector<std::uint32_t> agents;
  for (std::uint32_t agent = 0; agent < audience.agents; ++agent) {
    if (!is_on(audience, AgentId{agent}, audience.pages[page].layer)) continue;
    if (!is_in_segments(ad, audience, AgentId{agent})) continue;
    const bool follower = follows(audience, AgentId{agent}, page) != 0;
    if (ad.people == AdPeople::all || follower == (ad.people == AdPeople::followers)) agents.push_back(agent);
  }
  CampaignAd campaign;
  campaign.key = content_key(ad.id);
  campaign.post = post;
  campaign.first_hour = ad.first_hour;
  campaign.cap = ad.cap;
  campaign.hours = ad.hours;
  campaign.engagers_of = ad.engagers_of;
  campaign.engagers_among =
      ad.engagers_of != kNobodys && (ad.people != AdPeople::all || !ad.segments.empty());
  if (ad.lookalikes_of != kNobodys)
    agents = most_alike(
        audience, std::move(agents), {ad.lookalikes_of, ad.lookalike_key, ad.lookalike_share, ad.alike});
  campaign.people = people_of(audience, std::move(agents));
  return campaign;
}

namespace {

enum Luck : std::uint64_t { price_luck = 0, click_luck = 1, lead_luck = 2, sale_luck = 3, day_luck = 4 };

double luck_of(const PlannedAd& ad, World world, Luck what, std::uint32_t day = 0) {
  return normal(world,
                {.subject = what, .content = content_key(ad.id), .why = Purpose::price, .occasion = day});
}

// The joint draw of history's numbers that a world uses; null where history told nothing of ads.
const AdDraw* draw_of(const PlannedAd& ad, World world) {
  const std::vector<AdDraw>& draws = ad.learnt.draws;
  return draws.empty() ? nullptr : &draws[world.replicate % draws.size()];
}

double of_this_ad(const AdLevel& level, double luck) {
  return exact_exp(level.ordinary + level.between * luck);
}

PriceLaw price_law(const PlannedAd& ad, const AdAudience& audience, World world) {
  const AdDraw* draw = draw_of(ad, world);
  const double luck = luck_of(ad, world, price_luck);
  PriceLaw law;
  law.base_micros = draw != nullptr && ad.learnt.price && !ad.bid
                        ? 1000 * of_this_ad(draw->price, luck)
                        : static_cast<double>(ad.cpm.micros) / 1000 * exact_exp(ad.price_log_sd * luck);
  if (ad.by_click && draw != nullptr && ad.learnt.click)  // clicks as history has them, not the platform
    law.base_micros *= exact_exp(draw->click.ordinary) / ad.click;
  law.people = audience.agents * audience.people_per_agent;
  if (const Platform* platform = find_platform(ad.platform))
    law.elasticity = (*platform)[Belief::spend_elasticity].center;
  if (draw != nullptr && ad.learnt.elasticity) law.elasticity = draw->elasticity;
  return law;
}

void put_clicks(AdBehaviour& behaviour, const PlannedAd& ad, World world) {
  const AdDraw* draw = draw_of(ad, world);
  const double luck = luck_of(ad, world, click_luck);
  if (draw == nullptr || !ad.learnt.click) {
    behaviour.click = std::min(1.0, ad.click * exact_exp(ad.click_log_sd * luck));
    return;
  }
  const double click = of_this_ad(draw->click, luck);
  behaviour.click = std::min(1.0, click);
  if (ad.learnt.segments.empty()) return;
  for (const double log_rate : ad.learnt.segments[world.replicate % ad.learnt.segments.size()])
    behaviour.click_of_segment.push_back(std::min(1.0, click * exact_exp(log_rate)));
}

}  // namespace

AdRates ad_rates(const PlannedAd& ad, World world) {
  AdRates rates;
  const AdDraw* draw = draw_of(ad, world);
  if (draw == nullptr) return rates;
  const auto chance = [&](const AdLevel& level, Luck what) {
    return std::min(1.0, of_this_ad(level, luck_of(ad, world, what)));
  };
  if (ad.learnt.lead) rates.lead = chance(draw->lead, lead_luck);
  if (ad.learnt.sale) rates.sale = chance(draw->sale, sale_luck);
  return rates;
}

AdWorld ad_world(const PlannedAd& ad, const AdAudience& audience, World world) {
  return ad_world(ad, audience, world, ad.budgets);
}

AdWorld ad_world(const PlannedAd& ad,
                 const AdAudience& audience,
                 World world,
                 std::span<const Money> budgets) {
  const PriceLaw ordinary = price_law(ad, audience, world);
  const AdDraw* draw = draw_of(ad, world);
  const double daily = draw != nullptr && ad.learnt.price && !ad.bid ? draw->daily : 0;
  AdWorld out;
  put_clicks(out.behaviour, ad, world);
  for (std::uint32_t i = 0; i < budgets.size(); ++i) {
    const Money budget = budgets[i];
    PriceLaw law = ordinary;
    if (daily > 0) law.base_micros *= exact_exp(daily * luck_of(ad, world, day_luck, i));
    if (!ad.price_factors.empty()) law.base_micros *= ad.price_factors[i];
    if (!audience.by_day.empty()) law.people = audience.by_day[i] * audience.people_per_agent;
    const DayPurchase day = buy_day(law, budget);
    // One agent's impression costs what the people behind it do; a whole number of them is bought.
    const Money price{static_cast<std::int64_t>(
        std::ceil(static_cast<double>(day.price.micros) * audience.people_per_agent))};
    out.price.push_back(price);
    out.behaviour.need.push_back(static_cast<std::uint32_t>(std::min<std::int64_t>(
        budget.micros / price.micros,
        std::llround(static_cast<double>(day.impressions) / audience.people_per_agent))));
  }
  return out;
}

AdOutcome ad_outcome(const AdCounts& counts, const AdWorld& world, double people_per_agent) {
  AdOutcome outcome;
  for (std::size_t day = 0; day < counts.impressions.size(); ++day) {
    outcome.impressions += people_per_agent * counts.impressions[day];
    outcome.spend.micros += static_cast<std::int64_t>(counts.impressions[day]) * world.price[day].micros;
  }
  outcome.clicks = people_per_agent * counts.clicks;
  outcome.reach = people_per_agent * counts.reach;
  outcome.visits = people_per_agent * counts.outcomes.visits;
  outcome.leads = people_per_agent * counts.outcomes.leads;
  outcome.sales = people_per_agent * counts.outcomes.sales;
  outcome.view_sales = people_per_agent * counts.outcomes.view_sales;
  return outcome;
}

nlohmann::json assumed_of_ad(const PlannedAd& ad) {
  const Platform& platform = *find_platform(ad.platform);
  const PlatformBelief &cpm = platform[Belief::cpm], &click = platform[Belief::paid_click],
                       &elasticity = platform[Belief::spend_elasticity];
  const auto row = [&](const char* key, const char* text, double value, const char* unit) {
    return nlohmann::json{
        {"key", "ads." + ad.id + "." + key}, {"text", text}, {"value", value}, {"unit", unit}};
  };
  const auto from = [](nlohmann::json one, std::string_view source, char confidence) {
    one["source"] = source;
    one["confidence"] = std::string(1, confidence);
    return one;
  };
  nlohmann::json rows = nlohmann::json::array();
  // What the planner wrote is no default; how far the price paid lies from it is.
  if (ad.bid && !ad.by_click)
    rows.push_back(from(row("cpm_spread",
                            "price paid around the plan's own, before demand raises it: two worlds in three "
                            "within this share of it",
                            ad.price_log_sd,
                            "fraction"),
                        "assumption",
                        'C'));
  else if (ad.bid || !ad.learnt.price)
    rows.push_back(from(row("cpm",
                            "price of 1000 impressions before demand raises it",
                            static_cast<double>(ad.cpm.micros) / 1e6,
                            "currency"),
                        ad.by_click ? "planner's price of a click x the platform's click rate" : cpm.source,
                        cpm.confidence));
  if (!ad.learnt.click)
    rows.push_back(from(row("click", "chance that an impression is clicked", ad.click, "per impression"),
                        click.source,
                        click.confidence));
  if (!ad.learnt.elasticity)
    rows.push_back(from(row("spend_elasticity", "results grow as spend to this power", elasticity.center, ""),
                        elasticity.source,
                        elasticity.confidence));
  rows.push_back(from(row("frequency_cap", "impressions per person and week at most", ad.cap, ""),
                      "planner, else assumption",
                      'C'));
  if (ad.lookalikes_of != kNobodys)
    rows.push_back(from(row("lookalike_share",
                            "people most like the page's followers, of those who do not follow it; how alike "
                            "they are: by segment and common interests",
                            ad.lookalike_share,
                            "fraction"),
                        "planner, else assumption",
                        'C'));
  if (ad.engagers_of != kNobodys)
    rows.push_back(
        from(row("engagers",
                 "who engaged before the plan began is not known: only those of the plan's own days",
                 0,
                 "people"),
             "assumption",
             'C'));
  return rows;
}

}  // namespace gs
