// See copula.h. Correlations over pairs of metrics with gaps need not be positive definite: they are drawn
// towards 0 until they are.
#include "models/fit/pool/copula.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/real.h"

namespace gs {
namespace {

constexpr double kPriorCorrelation = 0.6, kPriorPosts = 20;
constexpr double kPriorShared = 0.08, kPriorOrigins = 4, kLeastShared = 0.02, kMostShared = 0.5;
constexpr double kEdge = 1e-3;  // scores beyond the pool's own quantiles say nothing about how far

double score(const PastPit& pit) { return normal_quantile(std::clamp(pit.u, kEdge, 1 - kEdge)); }

using Scores = std::map<std::size_t, double>;  // by post

Scores scores_of(const std::vector<PastPit>& pits) {
  Scores scores;
  for (const PastPit& pit : pits) scores[pit.post] = score(pit);
  return scores;
}

double shrunk_correlation(const Scores& a, const Scores& b) {
  double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (const auto& [post, x] : a) {
    const auto other = b.find(post);
    if (other == b.end()) continue;
    const double y = other->second;
    n += 1, sa += x, sb += y, saa += x * x, sbb += y * y, sab += x * y;
  }
  if (n < 2) return kPriorCorrelation;
  const double va = saa - sa * sa / n, vb = sbb - sb * sb / n;
  const double own = va > 0 && vb > 0 ? (sab - sa * sb / n) / std::sqrt(va * vb) : kPriorCorrelation;
  return (n * own + kPriorPosts * kPriorCorrelation) / (n + kPriorPosts);
}

struct PairMean {
  double ratio = 0;         // mean product over pairs / mean square
  std::size_t origins = 0;  // with two scored posts or more
};

PairMean pair_mean(const std::vector<PastPit>& pits) {
  double products = 0, pairs = 0, squares = 0;
  PairMean out;
  for (std::size_t i = 0; i < pits.size();) {
    double sum = 0, own = 0, n = 0;
    for (const std::size_t origin = pits[i].origin; i < pits.size() && pits[i].origin == origin; ++i) {
      const double z = score(pits[i]);
      sum += z, own += z * z, n += 1;
    }
    products += (sum * sum - own) / 2, pairs += n * (n - 1) / 2, squares += own;
    if (n > 1) ++out.origins;
  }
  if (pairs > 0 && squares > 0) out.ratio = products / pairs / (squares / static_cast<double>(pits.size()));
  return out;
}

std::array<double, kBasicMetrics> shared_parts(std::span<const std::vector<PastPit>> pits) {
  std::array<PairMean, kBasicMetrics> own;
  double mean = 0, known = 0;
  for (std::size_t m = 0; m < kBasicMetrics; ++m) {
    own[m] = pair_mean(pits[m]);
    if (own[m].origins > 0) mean += own[m].ratio, known += 1;
  }
  std::array<double, kBasicMetrics> shared;
  for (std::size_t m = 0; m < kBasicMetrics; ++m) {
    const double origins = static_cast<double>(own[m].origins);
    const double raw = known > 0 ? (own[m].ratio + mean / known) / 2 : 0;
    const double rho = (origins * raw + kPriorOrigins * kPriorShared) / (origins + kPriorOrigins);
    shared[m] = std::clamp(rho, kLeastShared, kMostShared);
  }
  return shared;
}

void make_definite(CopulaMatrix& matrix) {
  CopulaMatrix lower;
  while (!cholesky(matrix, lower))
    for (std::size_t i = 0; i < kBasicMetrics; ++i)
      for (std::size_t k = 0; k < kBasicMetrics; ++k)
        if (i != k) matrix[i][k] *= 0.95;
}

}  // namespace

bool cholesky(const CopulaMatrix& matrix, CopulaMatrix& lower) {
  lower = {};
  for (std::size_t i = 0; i < kBasicMetrics; ++i) {
    for (std::size_t k = 0; k <= i; ++k) {
      double rest = matrix[i][k];
      for (std::size_t j = 0; j < k; ++j) rest -= lower[i][j] * lower[k][j];
      if (i != k) {
        lower[i][k] = rest / lower[k][k];
      } else if (rest > 1e-6) {
        lower[i][i] = std::sqrt(rest);
      } else {
        return false;
      }
    }
  }
  return true;
}

Copula estimate_copula(std::span<const std::vector<PastPit>> pits) {
  std::array<Scores, kBasicMetrics> scores;
  for (std::size_t m = 0; m < kBasicMetrics; ++m) scores[m] = scores_of(pits[m]);
  Copula copula{.correlation = {}, .shared = shared_parts(pits)};
  for (std::size_t i = 0; i < kBasicMetrics; ++i) {
    copula.correlation[i][i] = 1;
    for (std::size_t k = 0; k < i; ++k)
      copula.correlation[i][k] = copula.correlation[k][i] = shrunk_correlation(scores[i], scores[k]);
  }
  make_definite(copula.correlation);
  return copula;
}

}  // namespace gs
