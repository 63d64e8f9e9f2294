// Insights of a creator's Instagram posts, impressions by surface: home, hashtags, explore, other.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kInstagramInsights;
}  // namespace gs
