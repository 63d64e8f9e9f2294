// Instagram posts as Meta Business Suite exports them: lifetime totals per post, reel or carousel.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kMetaInstagramPosts;
}  // namespace gs
