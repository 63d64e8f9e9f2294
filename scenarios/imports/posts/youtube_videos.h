// YouTube Studio's table of videos (`Table data.csv`), both generations of its header: one row per video
// after a row of totals.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kYoutubeVideos;
}  // namespace gs
