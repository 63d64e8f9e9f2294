// What facts say of worlds. Of posts: each page's level (models/fit/flight), then each post's own luck, as
// far as it is known by now. Of ads: how far price and click rate lie from the world's, drawn in by what few
// days or clicks leave open; an ad that spent less than planned goes on so (assumption), one day's plan as
// its doubt.
#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "core/summary.h"
#include "models/fit/flight/shared_level.h"
#include "scenarios/track/flight.h"

namespace gs {
namespace {

constexpr double kEnoughWorlds = .5;   // of all, of equal weight; fewer: worlds are moved instead; assumption
constexpr double kHeavyTail = .7;      // of the tail index: weights beyond tell nothing (FITTING 2.6)
constexpr double kRhythmDoubt = .5;    // log sd of a final count, times what is not seen of it; assumption
constexpr double kLeastSeen = .2;      // of a post's exposures: less tells nothing of its page; assumption
constexpr double kDayPriceDoubt = .1;  // log sd of one day's price of an ad; assumption

constexpr std::array<double KpiCounts::*, kFlightMetrics> kMembers{&KpiCounts::post_reach_sum,
                                                                   &KpiCounts::impressions,
                                                                   &KpiCounts::engaged_users,
                                                                   &KpiCounts::clicks,
                                                                   &KpiCounts::likes,
                                                                   &KpiCounts::shares,
                                                                   &KpiCounts::comments};

using Worlds = std::span<const FlightWorld>;

std::optional<double> told(const PostFact& fact, std::size_t metric) {
  return fact.counts[index_of(kScored[metric])];
}

// Of what a post comes to, the part that worlds have seen by now.
double seen_share(Worlds before, std::size_t post) {
  double seen = 0, all = 0;
  for (const FlightWorld& world : before) {
    seen += world.seen.posts[post].impressions;
    all += world.counts.posts[post].impressions;
  }
  return all > 0 ? seen / all : 0;
}

double doubt_of(double count, double share) {
  const double rhythm = kRhythmDoubt * (1 - share);
  return 1 / (count + 1) + rhythm * rhythm;
}

// Posts of one page that teach and may be taught: not those that were never published.
std::vector<std::size_t> posts_in_flight(const Plan& plan, const Facts& facts, std::size_t page) {
  std::vector<std::size_t> rows;
  for (std::size_t post = 0; post < plan.planned; ++post)
    if (plan.request.posts[post].page == page && facts.posts[post].state != PostState::missing)
      rows.push_back(post);
  return rows;
}

void put_out(const PostFact& fact, double share, FlightPosts& flight) {
  std::vector<std::optional<double>> out;
  double most = 0;
  for (std::size_t m = 0; m < kFlightMetrics; ++m) {
    const auto count = told(fact, m);
    out.push_back(count ? std::optional(exact_log1p(*count / share)) : std::nullopt);
    most = std::max(most, count.value_or(0));
  }
  flight.out.push_back(std::move(out));
  flight.noise.push_back(doubt_of(most, share));
}

FlightUpdate learn_page(const Facts& facts, Worlds before, const std::vector<std::size_t>& rows) {
  FlightPosts flight{.posts = rows.size(), .metrics = kFlightMetrics};
  for (const FlightWorld& world : before) {
    std::vector<double> cells;
    for (const std::size_t post : rows)
      for (const auto member : kMembers) cells.push_back(exact_log1p(world.counts.posts[post].*member));
    flight.worlds.push_back(std::move(cells));
  }
  for (const std::size_t post : rows) {
    const double share = seen_share(before, post);
    if (facts.posts[post].state == PostState::out && share >= kLeastSeen) {
      put_out(facts.posts[post], share, flight);
      continue;
    }
    flight.out.emplace_back();
    flight.noise.push_back(0);
  }
  return learn_level(flight);
}

// Spread of a post's final counts over the worlds, log scale: what its own luck may be.
std::vector<std::array<double, kFlightMetrics>> luck_of(const Plan& plan, Worlds before) {
  std::vector<std::array<double, kFlightMetrics>> all(plan.planned);
  for (std::size_t post = 0; post < plan.planned; ++post)
    for (std::size_t m = 0; m < kFlightMetrics; ++m) {
      std::vector<double> logs;
      for (const FlightWorld& world : before)
        logs.push_back(exact_log1p(world.counts.posts[post].*kMembers[m]));
      all[post][m] = variance_of(logs);
    }
  return all;
}

// Counts that the export does not tell follow those it does: exposures each other, actions the mean action.
void fill_untold(const PostFact& fact, LogRatios& ratio) {
  if (!told(fact, 0)) ratio[0] = ratio[1];
  if (!told(fact, 1)) ratio[1] = ratio[0];
  double sum = 0, n = 0;
  for (std::size_t m = 2; m < kFlightMetrics; ++m)
    if (told(fact, m)) sum += ratio[m], n += 1;
  for (std::size_t m = 2; m < kFlightMetrics; ++m)
    if (!told(fact, m)) ratio[m] = n > 0 ? sum / n : ratio[0];
}

// From the world's own count so far, moved with its page, to the fact, as far as the fact is sure.
struct OwnLuck {
  const FlightWorld& world;
  std::size_t post = 0;
  const std::array<double, kFlightMetrics>& spread;  // variance
  double paid_fact = 0, paid_seen = 0;               // displays that ads of it bought by now
};

// What ads bought follows their own days: a promoted post's luck is the part of its displays that nobody paid
// for.
double without_paid(const PostFact& fact, const OwnLuck& own) {
  constexpr double kLeastOrganic = .05;  // of the displays; assumption
  const auto shown = told(fact, 1);
  if (!shown || !(own.paid_seen > 0)) return 0;
  const double seen = own.world.seen.posts[own.post].impressions;
  const double fact_alone = std::max(*shown - own.paid_fact, kLeastOrganic * *shown);
  const double seen_alone = std::max(seen - own.paid_seen, kLeastOrganic * seen);
  return exact_log((fact_alone + .5) / (seen_alone + .5)) - exact_log((*shown + .5) / (seen + .5));
}

LogRatios own_luck(const PostFact& fact, const OwnLuck& own, const LogRatios& page) {
  const auto& [world, post, luck, paid_fact, paid_seen] = own;
  const double alone = without_paid(fact, own);
  LogRatios ratio = page;
  const KpiCounts &seen = world.seen.posts[post], &all = world.counts.posts[post];
  const double share = all.impressions > 0 ? std::min(1.0, seen.impressions / all.impressions) : 1;
  for (std::size_t m = 0; m < kFlightMetrics; ++m) {
    const auto count = told(fact, m);
    if (!count) continue;
    const double doubt = doubt_of(*count, share);
    const double off = exact_log((*count + .5) / (seen.*kMembers[m] + .5)) + alone - page[m];
    ratio[m] = page[m] + luck[m] / (luck[m] + doubt) * off;
  }
  fill_untold(fact, ratio);
  return ratio;
}

struct AdSums {
  double impressions = 0, clicks = 0, spend = 0, planned = 0, days = 0;
};

AdSums sums_of(const PlannedAd& ad, const AdFact& fact) {
  AdSums sums;
  for (std::size_t day = 0; day < fact.days.size(); ++day) {
    sums.impressions += fact.days[day].impressions;
    sums.clicks += fact.days[day].clicks;
    sums.spend += static_cast<double>(fact.days[day].spend.micros);
    sums.planned += static_cast<double>(ad.budgets[day].micros);
    sums.days += 1;
  }
  return sums;
}

double log_price(const AdOutcome& ad) {
  return exact_log((static_cast<double>(ad.spend.micros) + 1) / (ad.impressions + 1));
}
double log_clicks(const AdOutcome& ad) { return exact_log((ad.clicks + .5) / (ad.impressions + 1)); }

// How far ads of the worlds lie apart, log scale, without what single clicks scatter.
struct AdSpread {
  double price = 0, click = 0;
};
AdSpread spread_of(Worlds before, std::size_t ad) {
  std::vector<double> prices, clicks;
  double coins = 0;
  for (const FlightWorld& world : before) {
    prices.push_back(log_price(world.seen.ads[ad]));
    clicks.push_back(log_clicks(world.seen.ads[ad]));
    coins += 1 / (world.seen.ads[ad].clicks + .5) / static_cast<double>(before.size());
  }
  return {variance_of(prices), std::max(1e-4, variance_of(clicks) - coins)};
}

AdTurn turn_of(const AdSums& sums, const AdOutcome& seen, const AdSpread& spread, bool clicks_told) {
  AdTurn turn;
  const double day = sums.days > 0 ? sums.planned / sums.days : 0;
  if (!(day > 0)) return turn;
  turn.delivered = std::min(1.0, (sums.spend + day) / (sums.planned + day));
  if (!(sums.impressions > 0)) return turn;
  const AdOutcome facts{.impressions = sums.impressions,
                        .clicks = sums.clicks,
                        .reach = 0,
                        .visits = 0,
                        .leads = 0,
                        .sales = 0,
                        .view_sales = 0,
                        .spend = {static_cast<std::int64_t>(sums.spend)}};
  const double price_doubt = kDayPriceDoubt * kDayPriceDoubt / sums.days;
  turn.price = exact_exp(spread.price / (spread.price + price_doubt) * (log_price(facts) - log_price(seen)));
  const double click_doubt = 1 / (sums.clicks + .5);
  if (clicks_told)
    turn.click =
        exact_exp(spread.click / (spread.click + click_doubt) * (log_clicks(facts) - log_clicks(seen)));
  return turn;
}

void learn_ads(const Plan& plan, const Facts& facts, Worlds before, Learned& learned) {
  learned.ads.assign(learned.worlds.size(), std::vector<AdTurn>(plan.request.ads.size()));
  for (std::size_t i = 0; i < plan.request.ads.size(); ++i) {
    if (!facts.ads[i].told) continue;
    const AdSums sums = sums_of(plan.request.ads[i], facts.ads[i]);
    const AdSpread spread = spread_of(before, i);
    for (std::size_t w = 0; w < learned.worlds.size(); ++w)
      learned.ads[w][i] =
          turn_of(sums, before[learned.worlds[w]].seen.ads[i], spread, facts.ads[i].clicks_told);
  }
}

struct PageUpdate {
  std::vector<std::size_t> rows;
  FlightUpdate update;
};

// Weights of all pages together; where too few worlds are left, every world stays and is moved.
void choose_worlds(std::span<const PageUpdate> pages, Worlds before, Learned& learned) {
  std::vector<double> logs(before.size(), 0.0);
  for (const PageUpdate& page : pages) {
    for (std::size_t r = 0; r < logs.size(); ++r) logs[r] += page.update.log_weights[r];
    learned.shared = std::max(learned.shared, page.update.shared);
  }
  const WorldWeights weights = weights_of(logs);
  const auto n = static_cast<double>(before.size());
  learned.effective = weights.effective;
  learned.k_hat = weights.k_hat;
  learned.refitted = weights.effective < kEnoughWorlds * n || weights.k_hat > kHeavyTail;
  const std::vector<std::size_t> kept =
      resampled(learned.refitted ? std::vector<double>(before.size(), 1 / n) : weights.weights);
  for (const std::size_t r : kept) learned.worlds.push_back(static_cast<std::uint32_t>(r));
}

void move_worlds(const PageUpdate& page, Learned& learned) {
  for (std::size_t w = 0; w < learned.worlds.size(); ++w)
    for (std::size_t i = 0; i < page.rows.size(); ++i)
      for (std::size_t m = 0; m < kFlightMetrics; ++m)
        learned.posts[w][page.rows[i]][m] = page.update.shift[learned.worlds[w]][i * kFlightMetrics + m];
}

// Of a post whose ads are told: what they bought by now, in fact and in a world.
OwnLuck luck_in(const Plan& plan, const Facts& facts, const OwnLuck& own) {
  OwnLuck with_paid = own;
  for (std::size_t i = 0; i < plan.request.ads.size(); ++i) {
    if (!facts.ads[i].told || plan.request.ads[i].post != plan.request.posts[own.post].id) continue;
    with_paid.paid_fact += sums_of(plan.request.ads[i], facts.ads[i]).impressions;
    with_paid.paid_seen += own.world.seen.ads[i].impressions;
  }
  return with_paid;
}

}  // namespace

Learned learn(const Plan& plan, const Facts& facts, Worlds before) {
  std::vector<PageUpdate> pages;
  for (std::size_t page = 0; page < plan.pages.size(); ++page) {
    std::vector<std::size_t> rows = posts_in_flight(plan, facts, page);
    if (rows.empty()) continue;
    FlightUpdate update = learn_page(facts, before, rows);
    pages.push_back({std::move(rows), std::move(update)});
  }
  Learned learned;
  choose_worlds(pages, before, learned);
  learned.posts.assign(learned.worlds.size(), std::vector<LogRatios>(plan.planned, LogRatios{}));
  if (learned.refitted)
    for (const PageUpdate& page : pages) move_worlds(page, learned);
  const auto luck = luck_of(plan, before);
  for (std::size_t w = 0; w < learned.worlds.size(); ++w)
    for (std::size_t post = 0; post < plan.planned; ++post)
      if (facts.posts[post].state == PostState::out)
        learned.posts[w][post] = own_luck(facts.posts[post],
                                          luck_in(plan, facts, {before[learned.worlds[w]], post, luck[post]}),
                                          learned.posts[w][post]);
  learn_ads(plan, facts, before, learned);
  return learned;
}

}  // namespace gs
