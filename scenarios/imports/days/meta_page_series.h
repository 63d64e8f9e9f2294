// Daily series of a Meta page: one metric per file, named on the line above the header.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kMetaPageSeries;
}  // namespace gs
