// What the post exports of Meta Business Suite share: names of formats, lifetime rows, boosted posts, account
// names. Views: Meta replaced Impressions by Views for all formats; both count displays, so Views are stored
// as impressions.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {

// Runs all of the steps below; the columns they use are named page, date, description, funded, reach_boosted.
void finish_meta_posts(Reading& reading);

std::string meta_format(std::string_view post_type);  // "IG carousel" -> "carousel", "Photos" -> "photo"

}  // namespace gs
