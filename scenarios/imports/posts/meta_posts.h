// Facebook and Instagram posts as Meta Business Suite exports them: 17 to 34 columns by platform and month,
// lifetime totals per post. One table with a few columns of each platform's own, one way of reading. Views:
// Meta replaced Impressions by Views for all formats; both count displays, so Views are stored as
// impressions.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {
extern const Layout kMetaFacebookPosts, kMetaInstagramPosts;
}  // namespace gs
