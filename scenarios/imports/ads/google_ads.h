// Reports of Google Ads, comma or tab, below their title and date range.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kGoogleAds;
}  // namespace gs
