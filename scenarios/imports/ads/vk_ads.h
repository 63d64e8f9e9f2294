// Statistics of VK ads, saved as CSV.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kVkAds;
}  // namespace gs
