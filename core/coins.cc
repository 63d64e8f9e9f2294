// Coins a block at a time: the words first, by the widest registers the processor has, then one integer
// comparison each; hits are written without a branch. Integers only: every processor gives the same bits.
// A threshold t gives probability t / 2^32, so an impossible event needs t = 0 and a sure one t = 2^32.
// Source: ENGINE, "Randomness".
#include "core/coins.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

#include "core/error.h"

namespace gs {
namespace {

constexpr std::size_t kAtOnce = 1024;  // words and hits wait on the stack: 8 KB

// Built for wider registers, too, and chosen when the program is loaded. Sanitisers start too late for that,
// clang 14 does not know these processors by name.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
__attribute__((target_clones("default", "avx2", "arch=x86-64-v4"), optimize("O3")))
#endif
void deciding_words(std::uint64_t stream,
                    const std::uint32_t* subjects,
                    std::size_t count,
                    std::uint32_t* __restrict words) {
  for (std::size_t i = 0; i < count; ++i)
    words[i] = static_cast<std::uint32_t>(coin_word(stream, subjects[i]));
}

}  // namespace

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
  std::array<std::uint32_t, kAtOnce> words, found;
  for (std::size_t begin = 0; begin < subjects.size(); begin += kAtOnce) {
    const std::size_t size = std::min(kAtOnce, subjects.size() - begin);
    deciding_words(stream, subjects.data() + begin, size, words.data());
    std::size_t count = 0;
    for (std::size_t i = 0; i < size; ++i) {
      found[count] = static_cast<std::uint32_t>(begin + i);  // overwritten unless it hits
      count += words[i] < thresholds[klass[begin + i]] ? 1 : 0;
    }
    hits.insert(hits.end(), found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

double share_below(std::span<const double> activity, double cut) {
  double sum = 0;
  for (const double x : activity) sum += std::min(1.0, x * cut);
  return sum / static_cast<double>(activity.size());
}

// The share increases with the cut, so it is found by halving.
double cut_for(std::span<const double> activity, double share) {
  const double slowest = std::max(1e-9, *std::ranges::min_element(activity));
  double low = 0, high = 1 / slowest;
  if (share >= 1) return high;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = .5 * (low + high);
    (share_below(activity, middle) < share ? low : high) = middle;
  }
  return high;
}

}  // namespace gs
