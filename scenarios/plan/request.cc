// A scenario, or the missing numbers named.
#include "scenarios/plan/request.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "models/paid/lookalikes.h"
#include "scenarios/document/parts/words.h"
#include "scenarios/plan/people.h"

namespace gs {
namespace {

constexpr double kBidLogSd = 0.2;         // how far a price the planner named may be off; assumption
constexpr std::uint32_t kDefaultCap = 2;  // impressions/person/week; assumption between 1 and 2 (DEFAULTS 6)

std::int64_t day_of(const CivilTime& date) { return days_since_epoch(date.year, date.month, date.day); }

std::vector<double> hours_of_day(const std::string& text) {
  std::vector<double> weights(24, 1.0);
  if (const auto hours = hours_of(text); hours && !text.empty())
    for (std::size_t hour = 0; hour < 24; ++hour) weights[hour] = (*hours)[hour] ? 1.0 : 0.0;
  return weights;
}

std::vector<Money> budgets_as_written(const ScenarioAd& ad) {
  if (ad.total_budget) return budgets_of_flight(ad, *ad.total_budget);
  std::vector<Money> budgets;
  for (const std::int64_t weight : pacing_weights(ad)) budgets.push_back({ad.daily_budget->micros * weight});
  return budgets;
}

// Whose name a price bears: the planner's, by the impression or by the click, else the platform's.
void set_price(PlannedAd& planned, const ScenarioAd& ad, const PlatformBelief& cpm) {
  planned.bid = ad.cpm || ad.cpc;
  planned.by_click = ad.cpc.has_value();
  planned.cpm = ad.cpc ? Money{std::llround(static_cast<double>(ad.cpc->micros) * 1000 * planned.click)}
                       : ad.cpm.value_or(Money{static_cast<std::int64_t>(cpm.center * 1e6)});
  planned.price_log_sd = planned.bid ? kBidLogSd : cpm.sd;
}

PlannedAd planned_ad(const std::string& id, const ScenarioAd& ad, const CivilTime& start) {
  const Platform* platform = find_platform(ad.platform);
  PlannedAd planned{.id = id, .post = ad.post, .platform = ad.platform};
  planned.budgets = budgets_as_written(ad);
  planned.first_hour = static_cast<std::uint32_t>(24 * (day_of(ad.first) - day_of(start)));
  planned.cap = static_cast<std::uint32_t>(ad.frequency_cap.value_or(kDefaultCap));
  planned.hours = hours_of_day(ad.hours);
  planned.people = ad.followers == "only"   ? AdPeople::followers
                   : ad.followers == "none" ? AdPeople::others
                                            : AdPeople::all;
  const PlatformBelief &cpm = (*platform)[Belief::cpm], &click = (*platform)[Belief::paid_click];
  planned.click = click.center;
  planned.click_log_sd = click.sd;
  set_price(planned, ad, cpm);
  return planned;
}

double followers_of(const Scenario& scenario, const std::string& account, const KnownFollowers& known) {
  const auto declared = scenario.audience.accounts.find(account);
  if (declared != scenario.audience.accounts.end() && declared->second.followers)
    return static_cast<double>(*declared->second.followers);
  const auto remembered = known.find(account);
  if (remembered != known.end() && remembered->second >= 1) return remembered->second;
  const bool table = scenario.file.ends_with(".csv");  // a content plan has no room for it
  throw Error(
      Fault::bad_input,
      scenario.file + " /audience/accounts/" + account + "/followers",
      "missing, and history does not tell",
      table ? "import and fit the account's posts first, or write a plan as JSON that says how many people "
              "follow the account"
            : "say how many people follow the account",
      "S04");
}

bool tells_followers(const Scenario& scenario, const std::string& account, const KnownFollowers& known) {
  return scenario.audience.accounts.at(account).followers || known.contains(account);
}

// Our pages by name, then everybody else's. An account that is declared and does nothing stands there, too: a
// variant that uses it then meets the same people.
std::vector<PlannedPage> pages_of(const Scenario& scenario, const KnownFollowers& known) {
  std::map<std::string, std::string> ours, others;
  for (const auto& [id, post] : scenario.plan) ours.emplace(post.account, post.platform);
  for (const auto& [id, account] : scenario.audience.accounts)
    if (!ours.contains(id) && !account.platform.empty() && tells_followers(scenario, id, known))
      (account.kind == "page" ? ours : others).emplace(id, account.platform);
  std::vector<PlannedPage> pages;
  for (const auto& [account, platform] : ours)
    pages.push_back({account, platform, followers_of(scenario, account, known), true});
  for (const auto& [account, platform] : others)
    pages.push_back({account, platform, followers_of(scenario, account, known), false});
  return pages;
}

void set_habits(const Scenario& scenario, std::vector<PlannedPage>& pages) {
  for (PlannedPage& page : pages) {
    const auto account = scenario.audience.accounts.find(page.account);
    if (account == scenario.audience.accounts.end()) continue;
    page.posts_per_week = account->second.posts_per_week.value_or(0);
    page.negative_comments = account->second.negative_comment_share;
  }
}

PlannedEvent planned_event(const std::string& id, const ScenarioEvent& event, const CivilTime& start) {
  PlannedEvent planned;
  planned.id = id;
  planned.first_hour = 24 * (day_of(event.first) - day_of(start));
  planned.end_hour = 24 * (day_of(event.last) - day_of(start) + 1);
  planned.activity = event.activity;
  if (event.kind != "holiday" && !event.activity) planned.activity = 1.0;
  planned.engagement = event.engagement.value_or(1.0);
  planned.ad_prices = event.ad_prices.value_or(1.0);
  return planned;
}

std::uint32_t row_of(const std::vector<PlannedPage>& pages, const std::string& account) {
  const auto at = std::ranges::find(pages, account, &PlannedPage::account);
  return static_cast<std::uint32_t>(at - pages.begin());
}

PlannedTalk planned_talk(const std::string& id,
                         const ScenarioEvent& event,
                         const Scenario& scenario,
                         const std::vector<PlannedPage>& pages) {
  const CivilTime local = to_civil(event.moment, scenario.timezone);
  const std::int64_t tick = 24 * (day_of(local) - day_of(scenario.start)) + local.hour;
  return {.id = id,
          .page = row_of(pages, event.account),
          .tick = static_cast<std::uint32_t>(tick),
          .reach = event.reach,
          .spread = event.spread,
          .answered_after = event.answered_after_hours};
}

// Rows of the portrait's segments, which stand in the order of their ids; none where all are meant.
std::vector<std::size_t> segment_rows(const ScenarioAd& ad, const Scenario& scenario) {
  const std::vector<std::string> ids = segments_for(ad, scenario);
  std::vector<std::size_t> rows;
  if (ids.size() == scenario.audience.segments.size()) return rows;
  for (const std::string& id : ids)
    rows.push_back(static_cast<std::size_t>(
        std::distance(scenario.audience.segments.begin(), scenario.audience.segments.find(id))));
  return rows;
}

void aim_by_likeness(PlannedAd& planned,
                     const ScenarioAd& ad,
                     const Scenario& scenario,
                     const std::vector<PlannedPage>& pages) {
  if (!ad.engagers.empty()) planned.engagers_of = row_of(pages, ad.engagers);
  if (ad.lookalikes.empty()) return;
  planned.lookalikes_of = row_of(pages, ad.lookalikes);
  planned.lookalike_key = subject_key(ad.lookalikes);
  planned.lookalike_share = ad.lookalike_share.value_or(planned.lookalike_share);
  std::vector<std::vector<std::string>> interests;
  for (const auto& [id, segment] : scenario.audience.segments)
    interests.push_back(interests_of(segment.interests));
  planned.alike = alike_segments(interests);
}

PopulationParameters default_audience(const Scenario& scenario, double followers) {
  PopulationParameters people;
  const ScenarioAudience& audience = scenario.audience;
  people.followers = followers;
  people.outsiders_per_follower = audience.outsiders_per_follower.value_or(people.outsiders_per_follower);
  people.mean_listeners = audience.mean_listeners.value_or(people.mean_listeners);
  people.activity_shape = audience.activity_shape.value_or(people.activity_shape);
  const auto k = static_cast<double>(audience.people_per_agent.value_or(1));
  people.max_agents_per_account = k > 1 ? followers / k : 0;
  return people;
}

// Too few simulated followers are a handful of coins, not a page.
void refuse_coarse(const Scenario& scenario, const std::vector<PlannedPage>& pages) {
  constexpr double kFewest = 50;  // simulated followers; assumption
  const auto k = static_cast<double>(scenario.audience.people_per_agent.value_or(1));
  for (const PlannedPage& page : pages)
    if (page.ours && k > 1 && page.followers < kFewest * k)
      throw Error(
          Fault::bad_input,
          scenario.file + " /audience/people_per_agent",
          fmt::format("{:.0f} leaves {:.0f} simulated followers of '{}'; at least {:.0f} are needed",
                      k,
                      page.followers / k,
                      page.account,
                      kFewest),
          fmt::format("{:.0f} at most, or leave it out", std::max(1.0, std::floor(page.followers / kFewest))),
          "S05");
}

}  // namespace

std::vector<Money> budgets_of_flight(const ScenarioAd& ad, Money total) {
  const std::vector<std::int64_t> weights = pacing_weights(ad);
  const bool even = ad.pacing.empty() || ad.pacing == "even";
  return even ? daily_budgets(total, weights.size()) : daily_budgets(total, weights);
}

PopulationParameters audience_around(const Scenario& scenario, const std::string& account) {
  const auto declared = scenario.audience.accounts.find(account);
  const bool told = declared != scenario.audience.accounts.end() && declared->second.followers;
  return default_audience(scenario, told ? static_cast<double>(*declared->second.followers) : 0.0);
}

std::vector<std::string> posting_accounts(const Scenario& scenario) {
  std::vector<std::string> accounts;
  for (const auto& [id, post] : scenario.plan) accounts.push_back(post.account);
  std::ranges::sort(accounts);
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  return accounts;
}

PlanRequest request_of(const Scenario& scenario, const KnownFollowers& known) {
  PlanRequest request;
  request.zone = scenario.timezone;
  request.currency = scenario.currency;
  for (const auto& [id, segment] : scenario.audience.segments)
    request.segments.push_back({segment.age, segment.gender});
  request.start = scenario.start;
  request.days = static_cast<std::uint32_t>(day_of(scenario.end) - day_of(scenario.start) + 1);
  if (scenario.plan.empty())
    throw Error(
        Fault::bad_input, scenario.file + " /plan", "no posts", "add at least one post to the plan", "S04");
  request.pages = pages_of(scenario, known);
  refuse_coarse(scenario, request.pages);
  set_habits(scenario, request.pages);
  request.crowding = scenario.audience.crowding.value_or(0);
  request.fatigue = scenario.audience.fatigue.value_or(0);
  for (const auto& [id, event] : scenario.events)
    if (event.kind == "adverse")
      request.talks.push_back(planned_talk(id, event, scenario, request.pages));
    else
      request.events.push_back(planned_event(id, event, scenario.start));
  for (const auto& [id, post] : scenario.plan)
    request.posts.push_back({id,
                             post.format,
                             post.topic,
                             post.paid,
                             post.published,
                             row_of(request.pages, post.account),
                             post.format == "link" || !post.link.empty()});
  for (const auto& [id, seeding] : scenario.seeding) {
    request.seedings.push_back({id,
                                seeding.post,
                                row_of(request.pages, seeding.account()),
                                seeding.published,
                                seeding.disclosed,
                                seeding.fee});
    request.fees.micros += seeding.fee.micros;
  }
  for (const auto& [id, cost] : scenario.costs) request.fees.micros += cost.amount.micros;
  if (scenario.offer) request.offer = planned_offer(*scenario.offer);
  for (const auto& [id, ad] : scenario.ads) {
    request.ads.push_back(planned_ad(id, ad, scenario.start));
    request.ads.back().segments = segment_rows(ad, scenario);
    aim_by_likeness(request.ads.back(), ad, scenario, request.pages);
    request.ads.back().price_factors =
        price_factors(request.events, request.ads.back().first_hour, request.ads.back().budgets.size());
  }
  for (std::size_t row = 0; const auto& [id, segment] : scenario.audience.segments) {
    if (segment.target) request.target_segments.push_back(row);
    ++row;
  }
  request.audience = default_audience(scenario, request.pages.front().followers);
  if (needs_portrait(scenario, request.pages)) request.portrait = portrait_of(scenario, request.pages);
  return request;
}

}  // namespace gs
