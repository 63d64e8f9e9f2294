// Reports of Meta Ads Manager, campaign, ad set or ad level, with or without breakdowns.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kMetaAds;
}  // namespace gs
