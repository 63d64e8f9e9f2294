// A made-up page with planted effects: fixed seed, known truth.
#pragma once
#include <vector>

#include "models/fit/pool/members.h"
#include "models/fit/pool/pool.h"

namespace gs {

struct Planted {
  std::size_t posts = 200;
  double paid = 0.5, status = 1.0;  // log effect on every count
  double jump = 0;                  // added to every log count from `jump_at` on
  std::size_t jump_at = SIZE_MAX;
  double noise = 0.6;
  std::uint32_t seed = 1;
};
std::vector<PoolPost> made_page(const Planted& planted);

double made_normal(std::uint32_t seed, std::uint32_t post, std::uint64_t what);

// The past of one metric after all of `posts`, with the shared ridge where there are enough posts.
Past past_of(const std::vector<PoolPost>& posts, std::size_t metric = 0);

// A past whose shared ridge predicts 0 and left the given residuals.
Past past_with_residuals(const std::vector<double>& residuals);

double middle(const LogQuantiles& quantiles);
double width80(const LogQuantiles& quantiles);

}  // namespace gs
