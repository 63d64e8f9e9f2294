// TikTok Studio's table of videos: lifetime totals, long counts shortened ("1.2K"), ids inside the links.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kTiktokVideos;
}  // namespace gs
