// Rates of ad sets are counts over exposures: clicks over impressions, contacts and sales over clicks.
#include "models/fit/ads/fit_ads.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/draw.h"
#include "models/fit/ads/ad_frequency.h"
#include "models/fit/ads/ad_prices.h"
#include "models/fit/ads/segment_clicks.h"
#include "models/platform.h"

namespace gs {
namespace {

constexpr double kEighty = 1.2815515655446004, kMostRatio = 0.8;
// An account may be further from a platform's average than sellers of averages are from each other;
// assumption.
constexpr double kOneAccount = 0.4;
constexpr double kNothingKnown = 3;  // log sd where no belief is at hand

struct LogBelief {
  double center = 0, sd = kNothingKnown;
  std::string source = "assumption";
};

LogBelief log_belief(const Platform* platform, std::span<const Belief> product, double unknown) {
  if (platform == nullptr) return {std::log(unknown), kNothingKnown};
  LogBelief out{0, 0, std::string((*platform)[product.back()].source)};
  for (const Belief belief : product) {
    const PlatformBelief& one = (*platform)[belief];
    if (!one.known() || !(one.center > 0)) return {std::log(unknown), kNothingKnown};
    out.center += std::log(one.center);
    out.sd = std::hypot(out.sd, one.sd);
  }
  out.sd += kOneAccount;
  return out;
}

BetweenAnchor anchor_of(const LogBelief& belief) { return {.center = belief.center, .sd = belief.sd}; }

using Part = std::optional<double> AdRow::*;

// Sums by ad set of those rows that have both; none where nothing was ever counted.
std::vector<GroupCount> groups_of(const AdTable& table, Part counted, Part base) {
  std::vector<GroupCount> sums(table.ad_sets, GroupCount{0, 0});
  double all = 0;
  for (const AdRow& row : table.rows) {
    const std::optional<double> exposure = base == nullptr ? std::optional(row.impressions) : row.*base;
    if (!(row.*counted) || !exposure) continue;
    sums[row.ad_set].count += *(row.*counted);
    sums[row.ad_set].exposure += *exposure;
    all += *(row.*counted);
  }
  std::erase_if(sums, [](const GroupCount& sum) { return !(sum.exposure > 0); });
  return all > 0 ? sums : std::vector<GroupCount>{};
}

struct RateLaw {
  LogBelief belief;
  std::optional<Between> law;
  AdLevel draw(World world, std::uint64_t subject) const {
    if (!law) return {};
    const auto ask = [&](std::uint64_t half) {
      return Question{.subject = subject + half, .content = 0, .why = Purpose::parameters, .occasion = 4};
    };
    const BetweenDraw draw = law->draw(uniform(world, ask(0)), normal(world, ask(1)));
    return {draw.ordinary, draw.between};
  }
};

RateLaw rate_law(const LogBelief& belief, const std::vector<GroupCount>& groups) {
  if (groups.empty()) return {belief, std::nullopt};
  return {belief, Between::of_counts(groups, anchor_of(belief))};
}

struct Learnt {
  AdTable table;
  LogBelief price_belief;
  AdPrices prices;
  RateLaw click, lead, sale;
  SegmentClicks segments;
};

PriceBeliefs price_beliefs(const Platform* platform, const LogBelief& level, double people) {
  PriceBeliefs beliefs{.level = anchor_of(level), .people = people};
  if (platform == nullptr) return beliefs;
  const PlatformBelief& elasticity = (*platform)[Belief::spend_elasticity];
  if (!elasticity.known()) return beliefs;
  beliefs.elasticity = elasticity.center;
  beliefs.elasticity_sd = elasticity.sd;
  return beliefs;
}

Learnt learn(const AdHistory& history, AdTable table, const AdFitOptions& options) {
  const Platform* platform = find_platform(options.platform);
  constexpr std::array kCpm{Belief::cpm};
  constexpr std::array kClick{Belief::paid_click};
  constexpr std::array kLead{Belief::visit_per_click, Belief::lead_per_visit};
  constexpr std::array kSale{Belief::visit_per_click, Belief::sale_per_visit};
  const bool same_money = platform != nullptr && platform->currency == table.currency;
  const LogBelief price = log_belief(same_money ? platform : nullptr, kCpm, 10);
  Learnt learnt{.table = std::move(table),
                .price_belief = price,
                .prices = {},
                .click = {},
                .lead = {},
                .sale = {},
                .segments = segment_clicks(ads_by_segment(history.ads))};
  const AdTable& rows = learnt.table;
  learnt.prices = AdPrices::fit(rows, price_beliefs(platform, price, options.people));
  learnt.click = rate_law(log_belief(platform, kClick, .01), groups_of(rows, &AdRow::clicks, nullptr));
  learnt.lead = rate_law(log_belief(platform, kLead, .03), groups_of(rows, &AdRow::leads, &AdRow::clicks));
  learnt.sale = rate_law(log_belief(platform, kSale, .01), groups_of(rows, &AdRow::sales, &AdRow::clicks));
  return learnt;
}

AdDraw draw_of(const Learnt& learnt, World world) {
  AdDraw draw;
  const AdPrices::Draw price = learnt.prices.draw(world);
  draw.price = {price.level.ordinary, price.level.between};
  draw.daily = price.daily;
  draw.elasticity = price.elasticity;
  draw.click = learnt.click.draw(world, 10);
  draw.lead = learnt.lead.draw(world, 12);
  draw.sale = learnt.sale.draw(world, 14);
  for (std::size_t i = 0; i < learnt.segments.segments.size(); ++i)
    draw.segments.push_back(
        learnt.segments.log_factor[i] +
        learnt.segments.log_sd[i] *
            normal(world, {.subject = 20 + i, .content = 0, .why = Purpose::parameters, .occasion = 4}));
  return draw;
}

ParameterReport row_of(const char* key,
                       const std::string& text,
                       const std::string& unit,
                       const LogBelief& belief) {
  ParameterReport row;
  row.key = std::string("ads.") + key;
  row.text = text;
  row.unit = unit;
  row.prior_sd = belief.sd;
  row.source = belief.source;
  return row;
}

void put_level(ParameterReport& row, const Between& law, const std::string& needs) {
  row.median = std::exp(law.center());
  row.low = std::exp(law.center() - kEighty * law.sd());
  row.high = std::exp(law.center() + kEighty * law.sd());
  row.posterior_sd = law.sd();
  row.told = row.posterior_sd <= kMostRatio * row.prior_sd;
  if (!row.told) row.needs = needs;
}

ParameterReport level_row(const char* key,
                          const std::string& text,
                          const std::string& unit,
                          const RateLaw& rate) {
  ParameterReport row = row_of(key, text, unit, rate.belief);
  put_level(row, *rate.law, "needs more ad sets");
  return row;
}

ParameterReport elasticity_row(const Learnt& learnt, const AdFitOptions& options) {
  const PriceBeliefs beliefs = price_beliefs(find_platform(options.platform), learnt.price_belief, 0);
  const Platform* platform = find_platform(options.platform);
  ParameterReport row = row_of("spend_elasticity",
                               "results grow as an ad's spend to this power",
                               "exponent",
                               {0, beliefs.elasticity_sd});
  if (platform != nullptr) row.source = (*platform)[Belief::spend_elasticity].source;
  const AdPrices& prices = learnt.prices;
  row.median = prices.elasticity();
  row.posterior_sd = prices.elasticity_told() ? prices.elasticity_sd() : beliefs.elasticity_sd;
  row.low = row.median - kEighty * row.posterior_sd;
  row.high = row.median + kEighty * row.posterior_sd;
  row.told = prices.elasticity_told() && row.posterior_sd <= kMostRatio * row.prior_sd;
  if (!row.told)
    row.needs = prices.spend_varies() < kSpendMustVary
                    ? "needs spend inside ad sets that varies fourfold from day to day; the platform's stands"
                    : "needs days on which an ad shows itself to many of the people it may reach";
  return row;
}

ParameterReport incrementality_row() {
  ParameterReport row = row_of("incrementality", "part of paid results that ads caused", "fraction", {});
  row.low = 0, row.median = 0.5, row.high = 1;
  row.prior_sd = row.posterior_sd = 1;
  row.needs = "never told by history: needs a lift test; clicks and sales here are attributed";
  row.source = "Gordon, Moakler, Zettelmeyer, arXiv 2201.07055";
  return row;
}

ParameterReport scatter_row(const char* key, const std::string& text, double value, double freedom) {
  ParameterReport row = row_of(key, text, "sd of log", {0, 0.5});
  row.median = value;
  row.posterior_sd = freedom > 0 ? 1 / std::sqrt(2 * freedom) : 0.5;
  row.low = value * std::exp(-kEighty * row.posterior_sd);
  row.high = value * std::exp(kEighty * row.posterior_sd);
  row.told = row.posterior_sd <= kMostRatio * row.prior_sd;
  if (!row.told) row.needs = "needs more ad sets";
  return row;
}

void add_segments(std::vector<ParameterReport>& rows, const SegmentClicks& clicks) {
  for (std::size_t i = 0; i < clicks.segments.size(); ++i) {
    const AdSegment& segment = clicks.segments[i];
    std::string name = segment.age;
    if (!segment.gender.empty()) name += (name.empty() ? "" : " ") + segment.gender;
    ParameterReport row =
        row_of("click", name + ": clicks an ad, against the account's average", "times", {0, .5});
    row.key = "ads.click." + name;
    row.median = std::exp(clicks.log_factor[i]);
    row.low = std::exp(clicks.log_factor[i] - kEighty * clicks.log_sd[i]);
    row.high = std::exp(clicks.log_factor[i] + kEighty * clicks.log_sd[i]);
    row.posterior_sd = clicks.log_sd[i];
    row.told = clicks.log_sd[i] <= kMostRatio * row.prior_sd;
    if (!row.told) row.needs = "needs more clicks of this part";
    rows.push_back(row);
  }
}

std::vector<ParameterReport> report_of(const Learnt& learnt, const AdFitOptions& options) {
  const std::string money = learnt.table.currency.empty() ? "currency" : learnt.table.currency;
  const double sets = static_cast<double>(learnt.table.ad_sets) - 1,
               days = static_cast<double>(learnt.table.rows.size()) - sets - 1;
  std::vector<ParameterReport> rows;
  rows.push_back(
      row_of("cpm", "price of 1000 impressions of an ordinary ad set", money, learnt.price_belief));
  put_level(rows.back(), learnt.prices.level(), "needs more ad sets");
  rows.push_back(
      scatter_row("cpm_between", "how far ad sets' prices lie apart", learnt.prices.level().between(), sets));
  rows.push_back(
      scatter_row("cpm_daily", "how far days' prices of an ad set lie apart", learnt.prices.daily(), days));
  rows.push_back(elasticity_row(learnt, options));
  if (learnt.click.law) {
    rows.push_back(level_row("click",
                             learnt.table.link_clicks ? "clicks off the platform, of an ordinary ad set"
                                                      : "clicks of any kind, of an ordinary ad set",
                             "per impression",
                             learnt.click));
    rows.push_back(scatter_row(
        "click_between", "how far ad sets' click rates lie apart", learnt.click.law->between(), sets));
    add_segments(rows, learnt.segments);
  }
  if (learnt.lead.law) rows.push_back(level_row("lead", "contacts left", "per ad click", learnt.lead));
  if (learnt.sale.law) rows.push_back(level_row("sale", "sales", "per ad click", learnt.sale));
  return rows;
}

ParameterReport people_row(const Between& found) {
  ParameterReport row =
      row_of("people", "people an ad set finds, by displays per person reached", "people", {0, kPeopleDoubt});
  put_level(row, found, "needs more ad sets with reach well below impressions");
  return row;
}

}  // namespace

AdFit fit_ads(const AdHistory& history, const AdFitOptions& options) {
  AdFit fitted;
  AdTable table = priced_ads(history.ads, history.conversions);
  if (table.rows.empty()) return fitted;
  const Learnt learnt = learn(history, std::move(table), options);
  fitted.report = report_of(learnt, options);
  if (const auto found = people_found(history.ads, {options.people, 1}))
    fitted.report.push_back(people_row(*found));
  fitted.report.push_back(incrementality_row());
  AdCalibration& ads = fitted.ads;
  ads.currency = learnt.table.currency;
  ads.cut = learnt.table.cut;
  ads.rows = learnt.table.rows.size();
  ads.ad_sets = learnt.table.ad_sets;
  ads.price = true;
  ads.elasticity = learnt.prices.elasticity_told();
  ads.click = learnt.click.law.has_value();
  ads.lead = learnt.lead.law.has_value();
  ads.sale = learnt.sale.law.has_value();
  if (ads.click) ads.segments = learnt.segments.segments;
  for (std::uint32_t k = 0; k < options.draws; ++k) {
    ads.draws.push_back(draw_of(learnt, {options.seed, k}));
    ads.draws.back().segments.resize(ads.segments.size());
  }
  return fitted;
}

}  // namespace gs
