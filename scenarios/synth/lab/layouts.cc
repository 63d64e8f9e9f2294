// The list, and the files that come of a layout.
#include "scenarios/synth/lab/layouts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/imports/importers.h"
#include "scenarios/synth/lab/shown.h"

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
          {{&kLinkedinConversions,
            "first_day|account|currency|campaign|ad|conversion_name|conversions.*.post_click|"
            "conversions.*.view_through|value.*.post_click",
            title,
            "mdy",
            "linkedin",
            "Conversion Performance Report (in UTC)\r\n"},
           write_conversions},
          {{&kVkAds,
            "day|campaign|ad_set|ad|account|impressions|clicks|spend|currency|conversions.leads",
            sentence,
            "dmy",
            "vk"},
           write_shown_ads}};
}

std::vector<LabLayout> meta_post_layouts() {
  return {
      {{&kMetaFacebookPosts,
        "post_id|page|account|title|published|format|funded|date|impressions|reach|total_interactions|likes|"
        "comments|shares|clicks|impressions_followers|impressions_non_followers|impressions_paid|"
        "reach_followers|reach_boosted|hides",
        sentence,
        "mdy",
        "facebook"},
       write_shown_posts},
      {{&kMetaInstagramPosts,
        "post_id|page|account|description|published|format|date|impressions|reach|likes|shares|comments|"
        "saves|follows|impressions_followers|impressions_non_followers|impressions_paid|reach_followers|"
        "reach_boosted",
        sentence,
        "mdy",
        "instagram"},
       write_shown_posts},
      {{&kInstagramInsights,
        "post_id|account|published|format|title|impressions|impressions_followers|hashtags|explore|reach|"
        "likes|comments|shares|saves|follows",
        title,
        "ymd",
        "instagram"},
       write_shown_posts},
      {{&kFacebookInsights2014,
        "followers_at_publish|format|topic|month|weekday|hour|paid|reach|impressions|engaged_users|clickers|"
        "impressions_followers|reach_followers|comments|likes|shares|total_interactions",
        title,
        "ymd",
        "facebook"},
       write_shown_posts,
       true}};
}

std::vector<LabLayout> post_layouts() {
  return {{{&kYoutubeVideos,
            "post_id|title|published|duration|views|reach|likes|comments|shares|follows",
            sentence,
            "ymd",
            "youtube"},
           write_shown_posts,
           true},
          {{&kTiktokVideos,
            "title|link|published|likes|comments|shares|views|saves|follows",
            sentence,
            "ymd",
            "tiktok"},
           write_shown_posts},
          {{&kXPosts,
            "post_id|link|title|published|impressions|clicks|likes|comments|shares|saves|follows|"
            "impressions_paid",
            none,
            "ymd",
            "x"},
           write_shown_posts},
          {{&kLinkedinPosts,
            "title|link|kind|published|impressions|clicks|likes|comments|shares|follows",
            sentence,
            "mdy",
            "linkedin"},
           write_shown_posts,
           true},
          {{&kVkPosts, "", none, "ymd", "vk"}, write_vk_posts, true, "", "json"}};
}

std::vector<LabLayout> day_layouts() {
  return {{{&kLinkedinPage,
            "day|impressions|impressions_organic|impressions_sponsored|clicks|reactions|comments|shares",
            sentence,
            "mdy",
            "linkedin"},
           write_page_days,
           true},
          {{&kLinkedinFollowers, "day|followers_gained", sentence, "mdy", "linkedin"}, write_page_days, true},
          {{&kMetaPageSeries, "", sentence, "ymd", "facebook|instagram"},
           write_meta_series,
           true,
           "views|content interactions|follows"},
          {{&kGa4, "", none}, write_site}};
}

std::vector<LabLayout> mix_layouts() {
  return {
      {{&kMeridian, "geo|day", none}, write_meridian},
      {{&kRobyn, "day", all}, write_robyn},
      {{&kPymc, "day", none}, write_pymc},
      {{&kRobynLifts, "channel|first|last|lift|lift_spend|lift_confidence|metric", none}, write_robyn_lifts},
      {{&kPymcLifts, "channel|lift_x|lift_delta_x|lift_delta_y|lift_sigma", none}, write_pymc_lifts}};
}

// Letters, digits, '-' and '_'; anything else is '_'.
std::string file_word(std::string_view text) {
  std::string word(text);
  std::ranges::replace_if(
      word,
      [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
      },
      '_');
  return word;
}

// The pages a layout has a file for each, or one entry that stands for all of them.
std::vector<LabPage> pages_for(const Laboratory& lab, const LabLayout& layout) {
  if (!layout.by_account) return {{}};
  std::vector<LabPage> pages = shown_pages(lab);
  std::erase_if(pages, [&](const LabPage& page) { return !takes(layout.form, page.platform, page.account); });
  return pages;
}

// "meta_page_series.facebook.tea": what differs between the layout's files.
std::string name_for(const LabLayout& layout, const LabPage& page, const std::vector<LabPage>& pages) {
  std::string name(layout.name());
  if (!layout.metrics.empty()) name += "." + page.platform;
  if (std::ranges::count(pages, page.platform, &LabPage::platform) > 1) name += "." + file_word(page.account);
  return name;
}

[[noreturn]] void refuse_layout(const std::string& name) {
  std::vector<std::string> known;
  for (const LabLayout& layout : lab_layouts()) known.emplace_back(layout.name());
  const std::string near = nearest(name, known);
  throw Error(Fault::usage,
              "--layout " + name,
              "not a layout of the laboratory",
              fmt::format("{}use all, or some of {}",
                          near.empty() ? "" : "did you mean " + near + "? ",
                          fmt::join(known, ", ")),
              "C01");
}

}  // namespace

std::vector<LabFile> lab_files(const Laboratory& lab, const LabLayout& layout) {
  std::vector<LabFile> files;
  const std::vector<LabPage> pages = pages_for(lab, layout);
  const auto metrics = layout.metrics.empty() ? std::vector<std::string_view>{""} : words_of(layout.metrics);
  std::set<std::string> taken;
  for (const LabPage& page : pages) {
    TableForm form = layout.form;
    form.account = page.account;
    std::string name = name_for(layout, page, pages);
    while (!taken.insert(name).second) name += "_";
    for (const std::string_view metric : metrics) {
      form.metric = metric;
      std::string text = layout.write(lab, form);
      if (text.empty()) continue;
      const std::string about = metric.empty() ? "" : "." + file_word(metric);
      files.push_back({fmt::format("{}{}.{}", name, about, layout.ending),
                       std::string(layout.name()),
                       page.account,
                       std::move(text)});
    }
  }
  return files;
}

const std::vector<LabLayout>& lab_layouts() {
  static const std::vector<LabLayout> layouts = [] {
    std::vector<LabLayout> all_kinds = ad_layouts();
    for (const auto& kind : {meta_post_layouts(), post_layouts(), day_layouts(), mix_layouts()})
      all_kinds.insert(all_kinds.end(), kind.begin(), kind.end());
    return all_kinds;
  }();
  return layouts;
}

std::vector<const LabLayout*> lab_layouts_named(const std::string& names) {
  std::vector<const LabLayout*> chosen;
  std::string list = names;
  if (names == "all") {
    for (const LabLayout& layout : lab_layouts()) chosen.push_back(&layout);
    return chosen;
  }
  std::ranges::replace(list, ',', '|');
  for (const std::string_view name : words_of(list)) {
    const auto found = std::ranges::find(lab_layouts(), name, &LabLayout::name);
    if (found == lab_layouts().end()) refuse_layout(std::string(name));
    if (std::ranges::find(chosen, &*found) == chosen.end()) chosen.push_back(&*found);
  }
  if (chosen.empty()) refuse_layout(names);
  return chosen;
}

}  // namespace gs
