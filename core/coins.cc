// Scalar coins: one finaliser per subject, one integer comparison; hits are written without a branch.
// A threshold t gives probability t / 2^32, so an impossible event needs t = 0 and a sure one t = 2^32.
// Source: ENGINE, "Randomness".
#include "core/coins.h"

#include <cassert>

#include "core/error.h"

namespace gs {

std::uint64_t threshold_of(double probability) {
  if (!(probability >= 0.0 && probability <= 1.0))
    throw Error(Fault::our_defect, "threshold_of", "a probability left [0,1]");
  const double scaled = probability * 0x1p32;  // exact: a power of two
  const auto whole = static_cast<std::uint64_t>(scaled);
  return whole + (static_cast<double>(whole) < scaled ? 1U : 0U);  // never 0 for what is possible
}

void toss(std::uint64_t stream,
          std::span<const std::uint32_t> subjects,
          std::span<const std::uint8_t> klass,
          std::span<const std::uint64_t> thresholds,
          std::vector<std::uint32_t>& hits) {
  assert(subjects.size() == klass.size());
  const std::size_t before = hits.size();
  hits.resize(before + subjects.size());
  std::uint32_t* out = hits.data() + before;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const auto decides = static_cast<std::uint32_t>(coin_word(stream, subjects[i]));
    *out = static_cast<std::uint32_t>(i);  // kept only when it hits
    out += decides < thresholds[klass[i]] ? 1 : 0;
  }
  hits.resize(static_cast<std::size_t>(out - hits.data()));
}

}  // namespace gs
