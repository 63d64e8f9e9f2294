// Our own columns of ads; any other table of ads through --map OUR=THEIRS.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kCanonicalAds;
}  // namespace gs
