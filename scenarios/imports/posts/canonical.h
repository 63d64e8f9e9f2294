// Our own CSV: the columns of canonical history, by our names or by --map.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kCanonical;
}  // namespace gs
