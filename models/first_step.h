// The least step at which a rising function is not below zero: what halving would find, in fewer questions.
#pragma once
#include <algorithm>
#include <cmath>

namespace gs {

// low < high: whole steps, off(low) = below < 0 <= above = off(high). Regula falsi (Illinois) on whole steps.
struct Steps {
  double low = 0, high = 0, below = 0, above = 0;
};
template <class Off>
double first_step(Steps between, const Off& off) {
  auto [low, high, below, above] = between;
  int side = 0;  // the end that moved last: -1 low, 1 high
  while (high - low > 1) {
    const double step = std::floor(low + (high - low) * below / (below - above));
    const double next = std::clamp(step, low + 1, high - 1);
    const double value = off(next);
    if (value < 0) {
      low = next;
      below = value;
      if (side == -1) above /= 2;
      side = -1;
    } else {
      high = next;
      above = value;
      if (side == 1) below /= 2;
      side = 1;
    }
  }
  return high;
}

}  // namespace gs
