// Looking a platform up by its id; the table itself is made by the build.
#include "models/platform.h"

#include <algorithm>

namespace gs {

const Platform* find_platform(std::string_view id) {
  const auto all = platforms();
  const auto found = std::ranges::find(all, id, &Platform::id);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace gs
