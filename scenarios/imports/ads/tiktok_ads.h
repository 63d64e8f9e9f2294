// Reports of TikTok Ads Manager.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kTiktokAds;
}  // namespace gs
