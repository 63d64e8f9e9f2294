// Posts of a VK community: the answers of wall.get and stats.getPostReach in one JSON file.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kVkPosts;
}  // namespace gs
