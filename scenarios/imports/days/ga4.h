// Reports of Google Analytics 4: one table, or a snapshot of several, each below lines that begin with '#'.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kGa4;
}  // namespace gs
