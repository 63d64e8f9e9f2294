// Reports of LinkedIn Campaign Manager: performance, and conversions by name.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kLinkedinAds;
extern const Layout kLinkedinConversions;
}  // namespace gs
