// One quotient, once: the sum above over the sum below. Nothing below, or something missing, is undefined,
// not zero.
#pragma once
#include <optional>

namespace gs {

inline std::optional<double> ratio(std::optional<double> above, std::optional<double> below) {
  if (!above || !below || !(*below > 0)) return std::nullopt;
  return *above / *below;
}

}  // namespace gs
