// Posts of X as its analytics export them, the older "Tweet id" and the newer "Post id" layout.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kXPosts;
}  // namespace gs
