// PyMC-Marketing's example layout: weeks, the answer y and scaled spends x1, x2 ….
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kPymc;
}  // namespace gs
