// How many people an account's ad sets find, by how often the same ones were shown them.
//   R / N = 1 - (1 + m / k)^-k,  m = I / N      (the law of models/fit/reach_curve.h, shape k given)
// solved for N of the largest row of each ad set (reach is never added); N between ad sets: between.h.
// Doubt of one: reach is told to a twentieth (assumption), and where hardly anybody was shown an ad twice,
// N is told hardly at all. Does not: fit k, tell who they are.
#pragma once
#include <optional>
#include <span>

#include "models/fit/pages/between.h"
#include "models/observe/observed_ad.h"

namespace gs {

inline constexpr double kPeopleDoubt = 1.5;  // log sd of the audience the fit assumed; assumption

struct AssumedPeople {
  double people = 0, shape = 1;
};
// Nothing where no undivided row has reach below its impressions.
std::optional<Between> people_found(std::span<const ObservedAd> ads, const AssumedPeople& assumed);

}  // namespace gs
