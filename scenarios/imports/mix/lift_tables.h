// Tables of lift tests as Robyn and PyMC-Marketing take them: what an experiment with a channel brought.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kRobynLifts;
extern const Layout kPymcLifts;
}  // namespace gs
