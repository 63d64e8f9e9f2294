// Posts of a LinkedIn page, the table "All posts" of its export saved as CSV.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kLinkedinPosts;
}  // namespace gs
