// Ledger to what a platform reports: events or distinct people, followers or not, at publish + maturity.
// A follower reached by a share counts as a follower, as platforms do. Counts are people: agents times
// people_per_agent; what the coarse agents add to the sampling variance is taken out again around `expected`.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "core/draw.h"
#include "models/ledger.h"
#include "models/observe/observation.h"

namespace gs {

// The columns of FIELD 2.0 that this engine produces; others stay nullopt.
using ReportedCounts = std::array<std::optional<double>, kMetrics>;

struct ReportRules {
  double people_per_agent = 1.0;
  std::uint32_t maturity_hours =
      0;  // count what happens within this many hours of publication; 0 = to the end of the run
  // With both, small counts of actions of coarse agents keep the skew of single people; keys: content key of
  // each post.
  std::optional<World> world = std::nullopt;
  std::span<const std::uint32_t> keys = {};
  bool responses = false;  // saves, follows, hides and conversions were simulated, so they are reported
  // Where comments have a tone: of each post the chance that one is negative. None: not reported.
  std::span<const double> negative = {};
  bool upset = false;  // somebody may be, so that the chance is not what to expect
};

// What a platform would report of each post. `publish` = tick of each post. `expected` (optional, one per
// post) is the mean field's value of the same counts; when given and people_per_agent = k > 1, a count k*D
// becomes E + (k*D - E) / sqrt(k): the same mean, the variance of single people. Never below 0; whole numbers
// only if k = 1.
std::vector<ReportedCounts> report_posts(const Ledger& ledger,
                                         std::span<const std::uint32_t> publish,
                                         const ReportRules& rules,
                                         std::span<const ReportedCounts> expected = {});

}  // namespace gs
