// Meridian's layout: places by weeks, a channel's impressions and spend side by side.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kMeridian;
}  // namespace gs
