// The formats this program reads. A new one is a file pair beside this one, one line here, one test.
#pragma once
#include <array>

#include "scenarios/imports/ads/canonical_ads.h"
#include "scenarios/imports/ads/google_ads.h"
#include "scenarios/imports/ads/linkedin_ads.h"
#include "scenarios/imports/ads/meta_ads.h"
#include "scenarios/imports/ads/tiktok_ads.h"
#include "scenarios/imports/ads/vk_ads.h"
#include "scenarios/imports/days/ga4.h"
#include "scenarios/imports/days/linkedin_page.h"
#include "scenarios/imports/days/meta_page_series.h"
#include "scenarios/imports/mix/lift_tables.h"
#include "scenarios/imports/mix/meridian.h"
#include "scenarios/imports/mix/pymc.h"
#include "scenarios/imports/mix/robyn.h"
#include "scenarios/imports/posts/canonical.h"
#include "scenarios/imports/posts/facebook_insights_2014.h"
#include "scenarios/imports/posts/instagram_insights.h"
#include "scenarios/imports/posts/linkedin_posts.h"
#include "scenarios/imports/posts/meta_posts.h"
#include "scenarios/imports/posts/tiktok_videos.h"
#include "scenarios/imports/posts/vk_posts.h"
#include "scenarios/imports/posts/x_posts.h"
#include "scenarios/imports/posts/youtube_videos.h"

namespace gs {

// In the order they are tried on a header; the canonical layouts, which ask least, come last.
inline constexpr std::array kLayouts{&kFacebookInsights2014,
                                     &kMetaFacebookPosts,
                                     &kMetaInstagramPosts,
                                     &kYoutubeVideos,
                                     &kTiktokVideos,
                                     &kXPosts,
                                     &kLinkedinPosts,
                                     &kInstagramInsights,
                                     &kVkPosts,
                                     &kMetaAds,
                                     &kTiktokAds,
                                     &kGoogleAds,
                                     &kLinkedinAds,
                                     &kLinkedinConversions,
                                     &kVkAds,
                                     &kLinkedinPage,
                                     &kLinkedinFollowers,
                                     &kMetaPageSeries,
                                     &kGa4,
                                     &kMeridian,
                                     &kRobyn,
                                     &kPymc,
                                     &kRobynLifts,
                                     &kPymcLifts,
                                     &kCanonicalAds,
                                     &kCanonical};

}  // namespace gs
