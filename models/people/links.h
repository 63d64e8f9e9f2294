// The links of one platform: who hears whom.
// Law. Everybody has a wanted number of listeners d (listener_law.h) and a hearing weight h of the same law,
// independent of d, so that both directions have heavy tails. Links in circles (circles.h) come first; the
// rest of d is drawn link by link: a share 1 - reciprocity one way, to people in proportion to h; half of
// the other share as links that are returned at once, to people in proportion to the rest of their own d, so
// that with the links others begin it comes to d again. Which segment and page a link ends in: targets.h.
// Repeats are drawn again. Everybody's expected number of listeners is d in audiences much larger than d;
// in smaller ones d is at most the others there are, and rows end shorter where repeats will not stop.
// Links returned are the share asked for, plus what chance returns: about listeners / users of the others.
#pragma once
#include <cstdint>
#include <span>

#include "core/audience.h"
#include "core/progress.h"
#include "models/portrait.h"

namespace gs {

struct LayerRequest {
  const Audience& audience;  // its people and pages
  const Portrait& portrait;
  std::uint32_t layer = 0;
  std::span<const std::uint32_t> crowd;  // rows of everybody, segment by segment and in each by index
  std::uint32_t seed = 1;
  unsigned threads = 0;
  Watch watch{};
};
Layer grow_layer(const LayerRequest& request);

}  // namespace gs
