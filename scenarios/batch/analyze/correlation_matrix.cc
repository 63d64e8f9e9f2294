// The inverse by Gauss and Jordan with the largest pivot.
#include "scenarios/batch/analyze/correlation_matrix.h"

#include <cmath>

namespace gs {
namespace {

constexpr double kTrace = 1e-9;  // of the last column's variance

NumberTable correlations(const CentredColumns& columns, std::span<const std::uint32_t> counts) {
  const std::size_t k = columns.size();
  NumberTable out(k, k);
  for (std::size_t a = 0; a < k; ++a)
    for (std::size_t b = 0; b <= a; ++b) {
      double sum = 0;
      for (std::size_t i = 0; i < counts.size(); ++i) sum += counts[i] * columns[a][i] * columns[b][i];
      out(a, b) = out(b, a) = sum;
    }
  std::vector<double> size(k);
  for (std::size_t a = 0; a < k; ++a) size[a] = std::sqrt(out(a, a));
  for (std::size_t a = 0; a < k; ++a)
    for (std::size_t b = 0; b < k; ++b) out(a, b) /= size[a] * size[b];
  return out;
}

// In place; false where no inverse can be told from rounding.
bool invert(NumberTable& m) {
  const std::size_t n = m.rows;
  NumberTable inverse(n, n);
  for (std::size_t i = 0; i < n; ++i) inverse(i, i) = 1;
  for (std::size_t step = 0; step < n; ++step) {
    std::size_t pivot = step;
    for (std::size_t r = step; r < n; ++r)
      if (std::abs(m(r, step)) > std::abs(m(pivot, step))) pivot = r;
    if (!(std::abs(m(pivot, step)) > 1e-10)) return false;
    for (std::size_t c = 0; c < n; ++c)
      std::swap(m(step, c), m(pivot, c)), std::swap(inverse(step, c), inverse(pivot, c));
    const double scale = 1 / m(step, step);
    for (std::size_t c = 0; c < n; ++c) m(step, c) *= scale, inverse(step, c) *= scale;
    for (std::size_t r = 0; r < n; ++r) {
      const double times = r == step ? 0 : m(r, step);
      for (std::size_t c = 0; c < n && times != 0; ++c)
        m(r, c) -= times * m(step, c), inverse(r, c) -= times * inverse(step, c);
    }
  }
  m = std::move(inverse);
  return true;
}

}  // namespace

std::optional<NumberTable> inverse_correlations(const CentredColumns& columns,
                                                std::span<const std::uint32_t> counts) {
  NumberTable matrix = correlations(columns, counts);
  if (invert(matrix)) return matrix;
  matrix = correlations(columns, counts);
  matrix(columns.size() - 1, columns.size() - 1) += kTrace;
  return invert(matrix) ? std::optional(std::move(matrix)) : std::nullopt;
}

}  // namespace gs
