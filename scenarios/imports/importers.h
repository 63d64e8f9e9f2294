// The formats this program reads. A new one is a file pair beside this one, one line here, one test.
#pragma once
#include <array>

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

// In the order they are tried on a header; the canonical layout, which asks least, comes last.
inline constexpr std::array kLayouts{&kFacebookInsights2014,
                                     &kMetaFacebookPosts,
                                     &kMetaInstagramPosts,
                                     &kYoutubeVideos,
                                     &kTiktokVideos,
                                     &kXPosts,
                                     &kLinkedinPosts,
                                     &kInstagramInsights,
                                     &kVkPosts,
                                     &kCanonical};

}  // namespace gs
