// Facebook posts as Meta Business Suite exports them: 32 to 34 columns by month, lifetime totals per post.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kMetaFacebookPosts;
}  // namespace gs
