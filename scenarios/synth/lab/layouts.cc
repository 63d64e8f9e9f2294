// The list.
#include "scenarios/synth/lab/layouts.h"

#include <algorithm>

#include "core/error.h"
#include "scenarios/imports/importers.h"

namespace gs {

namespace {

using enum Capitals;

std::vector<LabLayout> ad_layouts() {
  return {{{&kMetaAds,
            "first_day|last_day|campaign|ad_set|ad|account|currency|spend|impressions|link_clicks|"
            "conversions.purchases|value.purchases|conversions.leads",
            sentence,
            "ymd",
            "facebook|instagram"},
           write_shown_ads},
          {{&kTiktokAds,
            "day|campaign|ad_set|ad|account|currency|spend|impressions|link_clicks|conversions.purchases|"
            "value.purchases|conversions.leads",
            sentence,
            "ymd",
            "tiktok"},
           write_shown_ads},
          {{&kGoogleAds,
            "day|account|campaign|ad_set|ad|currency|spend|impressions|clicks|conversions.conversions|"
            "value.conversions",
            sentence,
            "ymd",
            "youtube",
            "Campaign report\r\n"},
           write_shown_ads},
          {{&kLinkedinAds,
            "first_day|account|currency|campaign|ad|spend|impressions|clicks|link_clicks|conversions.leads",
            title,
            "mdy",
            "linkedin",
            "Campaign Performance Report (in UTC)\r\n"},
           write_shown_ads},
          {{&kVkAds,
            "day|campaign|ad_set|ad|account|impressions|clicks|spend|currency|conversions.leads",
            sentence,
            "dmy",
            "vk"},
           write_shown_ads}};
}

std::vector<LabLayout> post_layouts() {
  return {
      {{&kMetaFacebookPosts,
        "post_id|page|account|title|published|format|funded|date|impressions|reach|total_interactions|likes|"
        "comments|shares|clicks",
        sentence,
        "mdy",
        "facebook"},
       write_shown_posts},
      {{&kMetaInstagramPosts,
        "post_id|page|account|description|published|format|date|impressions|reach|likes|shares|comments|"
        "saves",
        sentence,
        "mdy",
        "instagram"},
       write_shown_posts},
      {{&kYoutubeVideos,
        "post_id|title|published|duration|views|reach|likes|comments|shares",
        sentence,
        "ymd",
        "youtube"},
       write_shown_posts},
      {{&kTiktokVideos, "title|link|published|likes|comments|shares|views|saves", sentence, "ymd", "tiktok"},
       write_shown_posts},
      {{&kXPosts,
        "post_id|link|title|published|impressions|clicks|likes|comments|shares|saves",
        none,
        "ymd",
        "x"},
       write_shown_posts},
      {{&kLinkedinPosts,
        "title|link|kind|published|impressions|clicks|likes|comments|shares",
        sentence,
        "mdy",
        "linkedin"},
       write_shown_posts}};
}

std::vector<LabLayout> mix_layouts() {
  return {
      {{&kMeridian, "geo|day", none}, write_meridian},
      {{&kRobyn, "day", all}, write_robyn},
      {{&kPymc, "day", none}, write_pymc},
      {{&kRobynLifts, "channel|first|last|lift|lift_spend|lift_confidence|metric", none}, write_robyn_lifts},
      {{&kPymcLifts, "channel|lift_x|lift_delta_x|lift_delta_y|lift_sigma", none}, write_pymc_lifts}};
}

}  // namespace

const std::vector<LabLayout>& lab_layouts() {
  static const std::vector<LabLayout> layouts = [] {
    std::vector<LabLayout> all_kinds = ad_layouts();
    for (const auto& kind : {post_layouts(), mix_layouts()})
      all_kinds.insert(all_kinds.end(), kind.begin(), kind.end());
    return all_kinds;
  }();
  return layouts;
}

std::vector<const LabLayout*> lab_layouts_named(const std::string& names) {
  std::vector<const LabLayout*> chosen;
  std::string known, list = names;
  for (const LabLayout& layout : lab_layouts()) {
    known += (known.empty() ? "" : ", ") + std::string(layout.name());
    if (names == "all") chosen.push_back(&layout);
  }
  if (names == "all") return chosen;
  std::ranges::replace(list, ',', '|');
  for (const std::string_view name : words_of(list)) {
    const auto found = std::ranges::find(lab_layouts(), name, &LabLayout::name);
    if (found == lab_layouts().end())
      throw Error(Fault::usage,
                  "--layout " + std::string(name),
                  "not a layout of the laboratory",
                  "use all, or some of " + known,
                  "C01");
    if (std::ranges::find(chosen, &*found) == chosen.end()) chosen.push_back(&*found);
  }
  return chosen;
}

}  // namespace gs
