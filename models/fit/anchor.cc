// The anchor. With the drawn shares given, the mean field's reach is an increasing function of the luck u;
// the u that gives the drawn reach is found together with q, the follower part of that reach (who passes on
// decides whose listeners hear), by Newton on (u, q):
//   f(u, q) = log(reach_followers + reach_others) - log R = 0,      g(u, q) = reach_followers - q R = 0
// Own arithmetic only (core/real.h): the result decides events. Source: RECIPE 1. Does not shrink: luck
// beyond
// +-kMostLuck stays there, and the expected counts then say so.
#include "models/fit/anchor.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"

namespace gs {
namespace {

constexpr double kMostLuck = 15;

enum Scored : std::size_t { kReach, kImpressions, kEngaged, kClickers, kLikes, kShares, kComments };

struct Chances {
  double engaged = 0;
  std::array<double, kActs> given_engaged{};
};

struct Baselines {  // log scale, luck left out
  double follow = 0, share = 0;
  std::array<double, kRates> rate{};
};

Baselines baselines(const Theta& theta, const MeanFieldAudience& audience, const PostConditions& conditions) {
  Baselines base;
  base.follow = theta.visibility + theta.size_slope * exact_log(std::max(1.0, audience.followers) / 10000) +
                (conditions.paid ? theta.paid : 0);
  base.share = theta.spread;
  base.rate = theta.rate;
  if (conditions.format < theta.formats.size()) {
    const FormatEffect& effect = theta.formats[conditions.format];
    base.follow += effect.visibility;
    for (std::size_t k = 0; k < kRates; ++k) base.rate[k] += effect.rate[k];
  }
  return base;
}

double portion(double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0.0; }

// log rate whose chance is p: the inverse of chance_of_rate.
double rate_of_chance(double p) { return exact_log(-exact_log1p(-std::clamp(p, 1e-12, 1 - 1e-12))); }

// Chances of acting: drawn counts where there are any, the mean field with luck e elsewhere.
Chances chances_of(const OrdinaryCounts& counts, const Baselines& base, double e) {
  constexpr std::array<Scored, kActs> kDrawn{kClickers, kLikes, kComments, kShares};
  const auto reach = counts[kReach];
  Chances chances;
  chances.engaged =
      reach && counts[kEngaged] ? portion(*counts[kEngaged], *reach) : chance_of_rate(base.rate[0] + e);
  double sum = 0;
  for (std::size_t k = 0; k < kActs; ++k) {
    const auto drawn = counts[kDrawn[k]];
    const double chance = reach && drawn ? portion(*drawn, *reach) : chance_of_rate(base.rate[k + 1] + e);
    sum += chances.given_engaged[k] = portion(chance, chances.engaged);
  }
  if (sum < 1) {  // everybody engaged does something: no more people engage than acts are done
    chances.engaged *= sum;
    for (double& arc : chances.given_engaged) arc = sum > 0 ? arc / sum : 0;
  }
  return chances;
}

struct Intensities {
  double follow = 0, share = 0;
};
Intensities intensities(const Baselines& base, double day_factor, double u) {
  const double luck = exact_exp(u);
  return {exact_exp(base.follow) * day_factor * luck, exact_exp(base.share) * luck};
}

// People seeing and how they grow with u; those of them who see it in their feed, for whom listeners count.
struct Response {
  Seen<double> seen;
  BothKinds<double> per_luck;
};

struct FromFeed {
  double people = 0, per_luck = 0;
};
FromFeed from_feed(const MeanFieldAudience& audience, double follow) {
  FromFeed feed;
  if (audience.met_listeners == 1) return feed;  // nobody asks
  for (const double x : audience.activity) {
    feed.people += chance_of(x * follow);
    feed.per_luck += x * follow * exact_exp(-x * follow);
  }
  const double each = audience.followers / static_cast<double>(audience.activity.size());
  return {each * feed.people, each * feed.per_luck};
}
Response response(const MeanFieldAudience& audience,
                  const Intensities& m,
                  const BothKinds<double>& contacts) {
  Response r;
  for (const double x : audience.activity) {
    const double unheard = exact_exp(-x * m.share), heard = 1 - unheard;
    const double hazard = x * m.follow + contacts.followers * heard;
    const double missed = exact_exp(-hazard), missed_o = exact_exp(-contacts.others * heard);
    const double heard_slope = x * m.share * unheard;
    r.seen.people.followers += hazard < 1e-5 ? hazard * (1 - .5 * hazard) : 1 - missed;
    r.seen.people.others += 1 - missed_o;
    r.seen.per_contact.followers += missed * heard;
    r.seen.per_contact.others += missed_o * heard;
    r.per_luck.followers += missed * (x * m.follow + contacts.followers * heard_slope);
    r.per_luck.others += missed_o * contacts.others * heard_slope;
  }
  const auto classes = static_cast<double>(audience.activity.size());
  for (BothKinds<double>* part : {&r.seen.people, &r.seen.per_contact, &r.per_luck}) {
    part->followers *= audience.followers / classes;
    part->others *= audience.outsiders / classes;
  }
  return r;
}

struct Luck {
  double u = 0;
  BothKinds<double> sharers;
};

// The slow way to the same u: the fixed point's reach grows with luck. For posts so viral that fewer seen in
// the feed, for the same reach, mean more passed on, where Newton's steps lead nowhere.
Luck luck_by_halving(
    double reach, double sharers, const MeanFieldAudience& audience, const Baselines& base, double usual) {
  const double p = sharers / reach;
  const auto settled = [&](double u) {
    const Intensities m = intensities(base, usual, u);
    return settled_sharers(audience, m.follow, m.share, p, {p * audience.followers, p * audience.outsiders});
  };
  double low = -kMostLuck, high = kMostLuck;
  for (int halving = 0; halving < 50; ++halving) {
    const double u = 0.5 * (low + high);
    const BothKinds<double> found = settled(u);
    (found.followers + found.others < sharers ? low : high) = u;
  }
  return {high, settled(high)};
}

// Finds u with the drawn reach, given the drawn number of sharers. log reach is increasing and nearly
// straight in u, bending down where it saturates: Newton's steps, cut at 2, come back from the flat part and
// then do not overshoot.
Luck luck_for(
    double reach, double sharers, const MeanFieldAudience& audience, const Baselines& base, double usual) {
  const double share_reached = reach / std::max(1e-9, audience.followers);
  if (!(share_reached > 1e-12)) return {-kMostLuck, {}};
  double q = .8,
         u = std::clamp(exact_log(share_reached) - base.follow - exact_log(usual), -kMostLuck, kMostLuck);
  const double met = audience.met_listeners, p = sharers / reach;
  // What one more q adds to the contacts, and one more sharer who saw it in the feed instead.
  const auto by_q = contacts_of<double>(audience, {met * sharers, -met * sharers});
  const auto by_feed = contacts_of<double>(audience, {1 - met, 0});
  for (int step = 0; step < 60; ++step) {
    const Intensities m = intensities(base, usual, u);
    const FromFeed feed = from_feed(audience, m.follow);
    const BothKinds<double> all_sharers{sharers * q, sharers * (1 - q)};
    Response r =
        response(audience, m, contacts_of(audience, weighed(audience, all_sharers, p * feed.people)));
    const double fewer = p * feed.per_luck;
    r.per_luck.followers += r.seen.per_contact.followers * by_feed.followers * fewer;
    r.per_luck.others += r.seen.per_contact.others * by_feed.others * fewer;
    const double followers = r.seen.people.followers, all = followers + r.seen.people.others;
    const double f = all * exact_log(all / reach), g = followers - q * reach;
    if (std::abs(f) + std::abs(g) <= 1e-12 * reach) return {u, all_sharers};
    const double followers_q = r.seen.per_contact.followers * by_q.followers;
    const double f_u = r.per_luck.followers + r.per_luck.others, g_u = r.per_luck.followers,
                 g_q = followers_q - reach;
    const double f_q = followers_q + r.seen.per_contact.others * by_q.others;
    const double determinant = f_u * g_q - f_q * g_u;
    if (!(std::abs(determinant) > 0)) break;
    u = std::clamp(u - std::clamp((f * g_q - f_q * g) / determinant, -2.0, 2.0), -kMostLuck, kMostLuck);
    q = std::clamp(q - (f_u * g - g_u * f) / determinant, 0.0, 1.0);
  }
  if (met != 1 && sharers > 0) return luck_by_halving(reach, sharers, audience, base, usual);
  return {u, {sharers * q, sharers * (1 - q)}};
}

ExpectedPost<double> expected_post(const MeanFieldAudience& audience,
                                   const PostBehaviour& b,
                                   BothKinds<double> guess) {
  const double p = b.engaged * b.given_engaged[index_of(Action::share)];
  const auto sharers = settled_sharers(audience, b.follow_intensity, b.share_intensity, p, guess);
  const double feed = sharers_from_feed(audience, b.follow_intensity, p);
  const auto seen = people_seeing(audience,
                                  b.follow_intensity,
                                  b.share_intensity,
                                  contacts_of(audience, weighed(audience, sharers, feed)));
  ExpectedPost<double> post{};
  post.reach_followers = seen.people.followers;
  post.reach_others = seen.people.others;
  post.reach = post.reach_followers + post.reach_others;
  post.impressions = post.reach * Displays::expected<double>({b.extra_displays});
  const auto acts = Acts::expected<double>({b.engaged, b.given_engaged});
  post.engaged = post.reach * acts[0];
  for (std::size_t k = 0; k < kActs; ++k) post.actions[k] = post.reach * acts[1 + k];
  return post;
}

}  // namespace

AnchoredPost anchor(const OrdinaryCounts& counts,
                    const Theta& theta,
                    const MeanFieldAudience& audience,
                    const PostConditions& conditions) {
  const Baselines base = baselines(theta, audience, conditions);
  AnchoredPost post;
  const auto reach = counts[kReach];
  post.e = reach && counts[kEngaged] ? rate_of_chance(portion(*counts[kEngaged], *reach)) - base.rate[0]
                                     : theta.sigma_e * conditions.normal_e;
  const Chances chances = chances_of(counts, base, post.e);
  Luck luck{theta.sigma_u * conditions.normal_u, {}};
  if (reach) {
    const double share = chances.engaged * chances.given_engaged[index_of(Action::share)];
    luck = luck_for(*reach, *reach * share, audience, base, conditions.usual_day_factor);
  }
  post.u = luck.u;
  const Intensities planned = intensities(base, conditions.day_factor, post.u);
  PostBehaviour& b = post.behaviour;
  b.follow_intensity = planned.follow;
  b.share_intensity = planned.share;
  b.engaged = chances.engaged;
  b.given_engaged = chances.given_engaged;
  const auto impressions = counts[kImpressions];
  b.extra_displays =
      reach && *reach > 0 && impressions ? std::max(0.0, *impressions / *reach - 1) : exact_exp(theta.repeat);
  post.expected = expected_post(audience, b, luck.sharers);
  return post;
}

}  // namespace gs
