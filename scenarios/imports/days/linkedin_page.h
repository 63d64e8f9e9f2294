// Daily series of a LinkedIn page: its content metrics, and its new followers, each sheet saved as CSV.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kLinkedinPage;
extern const Layout kLinkedinFollowers;
}  // namespace gs
