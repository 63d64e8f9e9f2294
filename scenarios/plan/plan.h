// A plan made ready to be simulated: its pages and what is known of each, its posts in order, its people.
// Forecast, compare and backtest all prepare plans here, so that history and forecast speak of the same
// worlds.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/audience.h"
#include "core/progress.h"
#include "models/engine.h"
#include "models/fit/calibration.h"
#include "models/fit/mean_field.h"
#include "models/fit/pool/pool.h"
#include "models/loop/usual.h"
#include "models/portrait.h"
#include "scenarios/plan/ads.h"
#include "scenarios/plan/offer.h"
#include "scenarios/plan/surroundings/events.h"
#include "scenarios/plan/surroundings/talk.h"
#include "scenarios/plan/surroundings/tone.h"
#include "scenarios/workspace/hour_effect.h"

namespace gs {

// An account of the plan: a page that posts, or a creator or community that a post is placed with.
struct PlannedPage {
  std::string account, platform;
  double followers = 0;                       // people, as the platform counts them
  bool ours = true;                           // false: a creator's, a community's or a rival's
  double posts_per_week = 0;                  // usual frequency as the plan says it; 0: as history tells
  std::optional<double> negative_comments{};  // share of them as the plan says it
};

struct PlannedPost {
  std::string id, format, topic;
  bool paid = false;
  Instant published;
  std::uint32_t page = 0;        // row of the request's pages
  bool leads_on = false;         // it has a link, or is one
  bool background = false;       // unplanned: not counted in the plan's figures
  std::uint32_t talk = kNoTalk;  // row of the request's talks: nobody's post
};

// A post placed with the followers of a page that is not ours.
struct PlannedSeeding {
  std::string id, post;
  std::uint32_t page = 0;  // row of the request's pages
  Instant published;
  bool disclosed = true;  // marked as advertising
  Money fee{};
};

// A segment of the portrait as ads' history may know it.
struct PlannedSegment {
  std::string age, gender;  // "" = all
};

struct PlanRequest {
  std::string zone = "UTC";
  CivilTime start;                 // date of tick 0, local midnight
  std::uint32_t days = 1;          // days of the plan; the run goes on until the last post is mature
  std::vector<PlannedPage> pages;  // ours first; in the audience's order
  std::vector<PlannedPost> posts;
  std::string currency{};                  // of all money; prices are never converted
  std::vector<PlannedSegment> segments{};  // in the portrait's order; none: it describes none
  std::vector<PlannedAd> ads{};            // by id
  std::vector<PlannedSeeding> seedings{};  // by id
  std::optional<PlannedOffer> offer{};
  std::vector<PlannedEvent> events{};          // by id
  std::vector<PlannedTalk> talks{};            // by id
  double crowding = 0, fatigue = 0;            // memory.h; 0: off
  std::vector<std::size_t> target_segments{};  // rows of the portrait's
  Money fees{};                                // of seedings, and other costs beside the ads
  PopulationParameters audience;               // of a single page; followers filled in
  std::optional<Portrait>
      portrait;  // of several pages, of segments, of seedings; then `audience` is what a fit would assume
  std::uint32_t seed = 1;
  unsigned threads = 0;
};

// What is known of a page when its posts are planned.
struct PageKnowledge {
  Calibration calibration;            // fitted, or generic
  std::vector<ObservedPost> history;  // the posts its pool may learn from, oldest first; empty: no pool
};

// What a page's usual frequency takes from its posts: of being seen, of being acted on (memory.h).
struct UsualWeek {
  UsualFading crowding, fatigue;
};

// A page with everything its posts are drawn from.
struct PreparedPage {
  Calibration calibration;
  bool calibrated = false;
  MeanFieldAudience mean_field;
  HourEffect hours;                  // how far the page's history bears out the hour's effect
  std::optional<PoolForecast> pool;  // of ordinary conditions; nullopt: from the priors alone
  double beyond_history = 1;    // times as many people as with the followers nearest to the plan's in history
  bool reach_stood_in = false;  // its history counts displays, not people
  std::vector<std::size_t> posts;  // rows of the plan's posts, in their order; the pool's rows
  UsualWeek usual;                 // where something fades
  ToneLaw tone;                    // of its comments
};

struct Plan {
  PlanRequest request;                 // posts sorted by (background, published, id)
  std::size_t planned = 0;             // posts that are no background: the first ones
  std::vector<PreparedPage> pages;     // one per page of the request
  std::vector<std::string> platforms;  // of the audience's layers
  Audience audience;
  Campaign campaign;
  std::vector<int> hours_of_week;    // of each post
  std::vector<std::size_t> formats;  // index into its page's calibration.formats; SIZE_MAX = none of them
  std::uint32_t total_days = 1;      // rows of `daily`
};

const PlannedPage& page_of(const Plan& plan, std::size_t post);
const PreparedPage& prepared_page_of(const Plan& plan, std::size_t post);
std::size_t platform_row(const Plan& plan, const std::string& platform);  // of Plan::platforms
std::size_t post_row(const Plan& plan, const std::string& id);
bool is_calibrated(const Plan& plan);   // every page that posts is
double followers_of(const Plan& plan);  // of our pages together, as the platforms count them

// `known`: one per page of the request.
Plan prepare_plan(PlanRequest request, std::span<const PageKnowledge> known);

// The same in two steps, so that what the plan will cost can be told before its people are grown.
Plan prepare_posts(PlanRequest request, std::span<const PageKnowledge> known);
void grow_people(Plan& plan, const Watch& watch = {});

// Ads need their people: called by grow_people, and again when a plan is handed another's people.
void aim_ads(Plan& plan);

// Whether two plans meet the very same people.
bool same_people(const Plan& a, const Plan& b);

}  // namespace gs
