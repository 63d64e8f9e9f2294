// With shares n_s of all users and Z = sum a_t n_t a row's balance reads a_s Z + a_s^2 (odds - 1) n_s = 1: a
// quadratic in a_s for given Z, and Z itself is found by halving, since sum a_s(Z) n_s falls as Z grows. Then
// home_s = 1 - a_s Z and pool_t = a_t n_t / Z.
#include "models/people/mixing.h"

#include <cmath>

namespace gs {
namespace {

double root(double z, double n, double odds) {
  const double q = (odds - 1.0) * n;  // a z + a^2 q = 1, in the form that keeps digits for small q
  return 2.0 / (z + std::sqrt(z * z + 4.0 * q));
}

}  // namespace

Mixing mix_segments(const std::vector<double>& users, double odds) {
  Mixing mixing{std::vector<double>(users.size()), std::vector<double>(users.size())};
  double all = 0;
  for (const double n : users) all += n;
  if (all <= 0) return mixing;
  double low = 0, high = 1;
  for (int halving = 0; halving < 60; ++halving) {
    const double z = 0.5 * (low + high);
    double sum = 0;
    for (const double n : users) sum += root(z, n / all, odds) * n / all;
    (sum > z ? low : high) = z;
  }
  const double z = 0.5 * (low + high);
  for (std::size_t s = 0; s < users.size(); ++s) {
    const double a = root(z, users[s] / all, odds);
    mixing.home[s] = odds > 1 ? 1.0 - a * z : 0.0;
    mixing.pool[s] = a * users[s] / all / z;
  }
  return mixing;
}

}  // namespace gs
