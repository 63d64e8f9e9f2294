// Facebook's post export of 2014: lifetime totals per post, newest first, no year, no date, no id.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kFacebookInsights2014;
}  // namespace gs
