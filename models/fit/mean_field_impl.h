// Bodies of mean_field.h. Method: per activity class x a person misses every way of being seen with chance
//   exp(-x m_follow - c (1 - exp(-x m_share))),   c = sharers a person listens to, Poisson in the large
// (outsiders: without the first term). Sharers are a fixed share p of those reached, s = p reach:
//   c_followers = L (s_f phi + s_o phi_o) / F,   c_outsiders = L (s_f (1-phi) + s_o (1-phi_o)) / O
// each counted met_listeners times where a share reached him (weighed). Solved by a 2x2 Newton iteration in
// double, then one Newton step in T, whose derivatives are exact at the root. Does not model that a few
// people listen to many more sharers than others, nor clustering: both matter only where c is not small.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "models/exposure/acts.h"
#include "models/exposure/displays.h"
#include "models/exposure/stage.h"
#include "models/fit/mean_field.h"

namespace gs {

template <class T>
T chance_of_rate(const T& log_rate) {
  using std::exp;
  return chance_of(T(exp(log_rate)));
}
inline double chance_of_rate(double log_rate) { return chance_of(exact_exp(log_rate)); }

// Follower and outsider parts of something.
template <class T>
struct BothKinds {
  T followers{}, others{};
};

// Sharers in units of the mean number of listeners. from_feed: those who saw the post in their own feed, p F
// mean(1 - exp(-x m_follow)); all others were met along a link.
template <class T>
BothKinds<T> weighed(const MeanFieldAudience& audience, const BothKinds<T>& sharers, const T& from_feed) {
  const double met = audience.met_listeners;
  if (met == 1) return sharers;
  const T feed = from_feed < sharers.followers ? from_feed : sharers.followers;
  return {met * sharers.followers - (met - 1) * feed, met * sharers.others};
}

template <class T>
T sharers_from_feed(const MeanFieldAudience& audience, const T& follow_intensity, const T& p) {
  if (audience.met_listeners == 1) return T(0.0);  // nobody asks
  T seen(0.0);
  for (const double x : audience.activity) seen += chance_of(T(x * follow_intensity));
  return p * seen * (audience.followers / static_cast<double>(audience.activity.size()));
}

// Weighed sharers a person listens to, given how many of each kind pass the post on.
template <class T>
BothKinds<T> contacts_of(const MeanFieldAudience& audience, const BothKinds<T>& sharers) {
  const double phi = audience.follower_share_of_listeners, phi_o = audience.follower_share_of_strangers;
  const double per_follower = audience.followers > 0 ? audience.mean_listeners / audience.followers : 0;
  const double per_outsider = audience.outsiders > 0 ? audience.mean_listeners / audience.outsiders : 0;
  return {per_follower * (phi * sharers.followers + phi_o * sharers.others),
          per_outsider * ((1 - phi) * sharers.followers + (1 - phi_o) * sharers.others)};
}

// People who see the post at least once, and how that grows with the contacts.
template <class T>
struct Seen {
  BothKinds<T> people;
  BothKinds<T> per_contact;  // d people / d contacts
};
template <class T>
Seen<T> people_seeing(const MeanFieldAudience& audience,
                      const T& follow_intensity,
                      const T& share_intensity,
                      const BothKinds<T>& contacts) {
  Seen<T> seen;
  for (const double x : audience.activity) {
    const T heard = chance_of(T(x * share_intensity));
    const T by_any = chance_of(T(x * follow_intensity + contacts.followers * heard));
    const T by_share = chance_of(T(contacts.others * heard));
    seen.people.followers += by_any;
    seen.people.others += by_share;
    seen.per_contact.followers += heard * (1.0 - by_any);
    seen.per_contact.others += heard * (1.0 - by_share);
  }
  const auto classes = static_cast<double>(audience.activity.size());
  const double followers = audience.followers / classes, outsiders = audience.outsiders / classes;
  seen.people = {followers * seen.people.followers, outsiders * seen.people.others};
  seen.per_contact = {followers * seen.per_contact.followers, outsiders * seen.per_contact.others};
  return seen;
}

// One Newton step for  sharers = p * people(contacts(sharers)).
template <class T>
BothKinds<T> newton_step(const MeanFieldAudience& audience,
                         const Seen<T>& seen,
                         const T& p,
                         const BothKinds<T>& sharers) {
  const double met = audience.met_listeners;
  const BothKinds<T> of_follower = contacts_of<T>(audience, {T(met), T(0.0)});
  const BothKinds<T> of_other = contacts_of<T>(audience, {T(0.0), T(met)});
  const T by_follower = p * seen.per_contact.followers, by_other = p * seen.per_contact.others;
  const T a = by_follower * of_follower.followers, b = by_follower * of_other.followers;
  const T c = by_other * of_follower.others, d = by_other * of_other.others;
  const T gap_f = p * seen.people.followers - sharers.followers;
  const T gap_o = p * seen.people.others - sharers.others;
  const T determinant = (1.0 - a) * (1.0 - d) - b * c;
  return {sharers.followers + ((1.0 - d) * gap_f + b * gap_o) / determinant,
          sharers.others + (c * gap_f + (1.0 - a) * gap_o) / determinant};
}

// Numbers of sharers at the fixed point, from a guess.
BothKinds<double> settled_sharers(const MeanFieldAudience& audience,
                                  double follow_intensity,
                                  double share_intensity,
                                  double p,
                                  BothKinds<double> sharers);

inline double value_of(double x) { return x; }
inline double value_of(const auto& jet) { return jet.a; }

template <class T>
ExpectedPost<T> expect_post(const MeanFieldAudience& audience,
                            const T& follow_intensity,
                            const T& share_intensity,
                            const std::array<T, kRates>& rates,
                            const T& extra_displays) {
  const T& p = rates[static_cast<std::size_t>(Rate::share)];
  const auto settled = settled_sharers(audience,
                                       value_of(follow_intensity),
                                       value_of(share_intensity),
                                       value_of(p),
                                       {value_of(p) * audience.followers, value_of(p) * audience.outsiders});
  BothKinds<T> sharers{T(settled.followers), T(settled.others)};
  const T feed = sharers_from_feed<T>(audience, follow_intensity, p);
  const auto settle = [&] {
    const auto contacts = contacts_of<T>(audience, weighed<T>(audience, sharers, feed));
    return people_seeing<T>(audience, follow_intensity, share_intensity, contacts);
  };
  sharers = newton_step<T>(audience, settle(), p, sharers);
  const Seen<T> seen = settle();
  ExpectedPost<T> post{};
  post.reach_followers = seen.people.followers;
  post.reach_others = seen.people.others;
  post.reach = post.reach_followers + post.reach_others;
  post.impressions = post.reach * Displays::expected<T>({extra_displays});
  post.engaged = post.reach * rates[0];
  for (std::size_t k = 0; k < kActs; ++k) post.actions[k] = post.reach * rates[k + 1];
  return post;
}

}  // namespace gs
