// Robyn's layout: weeks of a nation, the end of a name tells spend, impressions, clicks or business.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kRobyn;
}  // namespace gs
