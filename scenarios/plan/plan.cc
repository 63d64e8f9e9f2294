// A request and what is known of its pages -> a plan ready to run.
#include "scenarios/plan/plan.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "core/blocks.h"
#include "core/error.h"
#include "core/real.h"
#include "models/fit/anchor.h"
#include "models/fit/mean_field.h"
#include "models/people/people.h"
#include "models/population.h"
#include "scenarios/plan/learnt_ads.h"
#include "scenarios/plan/people.h"
#include "scenarios/plan/surroundings/memory.h"
#include "scenarios/plan/timetable.h"
#include "scenarios/workspace/history.h"

namespace gs {

namespace {

// Small counts: replace the law of a count by that of the intensity behind it, for the simulator's own coins
// to act on.
constexpr std::array<std::size_t, 5> kCoinCounts{
    2, 3, 4, 5, 6};  // engaged, clickers, likes, shares, comments

void make_intensity(PooledMargin& margin) {
  std::vector<double> counts(margin.log_quantiles.size());
  for (std::size_t k = 0; k < counts.size(); ++k) counts[k] = exact_expm1(margin.log_quantiles[k]);
  counts = intensity_quantiles(counts);
  for (std::size_t k = 0; k < counts.size(); ++k) margin.log_quantiles[k] = exact_log1p(counts[k]);
}

void make_intensities(PoolForecast& pool) {
  for (auto& post : pool.posts)
    for (const std::size_t metric : kCoinCounts)
      if (post[metric]) make_intensity(*post[metric]);
}

// People an ordinary post reaches when so many follow, by the mechanism at the fit's estimate.
double ordinary_reach(const Calibration& calibration, double followers) {
  const Theta& theta = calibration.estimate;
  std::array<double, kRates> chances{};
  for (std::size_t k = 0; k < kRates; ++k) chances[k] = chance_of_rate(theta.rate[k]);
  return expect_post(mean_field_audience(calibration.audience, followers),
                     exact_exp(theta.visibility + theta.size_slope * exact_log(followers / 10000)),
                     exact_exp(theta.spread),
                     chances,
                     exact_exp(theta.repeat))
      .reach;
}

// The number of followers nearest to the plan's that history knows; the fit's own where its posts do not
// tell.
double nearest_seen(double followers, std::span<const ObservedPost> history, const Calibration& calibration) {
  double least = calibration.followers, most = calibration.followers;
  for (const ObservedPost& post : history) {
    const double seen = post.followers.value_or(0);
    if (!(seen > 0)) continue;
    least = least > 0 ? std::min(least, seen) : seen;
    most = std::max(most, seen);
  }
  return most > 0 ? std::clamp(followers, least, most) : followers;
}

void scale(PoolForecast& pool, double factor) {
  for (auto& post : pool.posts)
    for (auto& margin : post)
      if (margin)
        for (double& quantile : margin->log_quantiles) quantile = exact_log1p(factor * exact_expm1(quantile));
}

// A pool has no mechanism: beyond the followers its history has seen, the mean field carries its counts on.
void learn_pool(PreparedPage& page,
                double followers,
                const PlanRequest& request,
                std::span<const ObservedPost> history) {
  if (history.empty() || page.posts.empty()) return;
  page.reach_stood_in = std::ranges::any_of(
      history, [](const ObservedPost& post) { return post.stood_in[index_of(Metric::reach)]; });
  const PoolHistory past = pool_history(history, page.calibration);
  const double seen = nearest_seen(followers, history, page.calibration);
  if (seen != followers && followers > 0)
    page.beyond_history =
        ordinary_reach(page.calibration, followers) / ordinary_reach(page.calibration, seen);
  std::vector<PostFeatures> planned;
  for (const std::size_t row : page.posts)
    planned.push_back({.format = request.posts[row].format,
                       .topic = request.posts[row].topic,
                       .paid = request.posts[row].paid,
                       .followers = seen,
                       .hour = 12,
                       .weekday = 0,
                       .log_offset = {}});
  PoolOptions options;
  options.hour_columns = false;
  page.hours = past.hours;
  page.pool = pool_forecast(past.rows, planned, options, request.threads);
  if (page.beyond_history != 1) scale(*page.pool, page.beyond_history);
  make_intensities(*page.pool);
}

PreparedPage prepare_page(const PlanRequest& request,
                          std::size_t row,
                          const PageKnowledge& known,
                          MeanFieldAudience people) {
  PreparedPage page;
  page.calibration = known.calibration;
  page.calibrated = known.calibration.posts > 0;
  for (std::size_t post = 0; post < request.posts.size(); ++post)
    if (request.posts[post].page == row) page.posts.push_back(post);
  page.tone = tone_law(request.pages[row].negative_comments, known.history);
  const double followers = request.pages[row].followers;
  page.mean_field = std::move(people);
  if (!page.posts.empty() && page.mean_field.met_listeners != 1) {
    std::vector<Theta>& draws = page.calibration.draws;
    for_each_chunk(draws.size(), request.threads, [&](std::size_t i) {
      draws[i].spread = carried_spread(draws[i], page.mean_field);
    });
  }
  learn_pool(page, followers, request, known.history);
  if (!page.posts.empty()) page.usual = usual_week(request, row, known);
  return page;
}

void refuse_equal_keys(const Plan& plan) {
  std::set<std::uint32_t> keys;
  for (std::size_t i = 0; i < plan.campaign.posts.size(); ++i)
    if (!keys.insert(plan.campaign.posts[i].key).second)
      throw Error(
          Fault::bad_input, plan.request.posts[i].id, "two posts share one key", "rename this post", "S19");
}

// Layers of the audience, by platform.
std::vector<std::string> platforms_of(const PlanRequest& request) {
  if (!request.portrait) return {request.pages.front().platform};
  std::vector<std::string> platforms;
  for (const LayerPortrait& layer : request.portrait->layers) platforms.push_back(layer.platform);
  return platforms;
}

}  // namespace

const PlannedPage& page_of(const Plan& plan, std::size_t post) {
  return plan.request.pages[plan.request.posts[post].page];
}

const PreparedPage& prepared_page_of(const Plan& plan, std::size_t post) {
  return plan.pages[plan.request.posts[post].page];
}

std::size_t platform_row(const Plan& plan, const std::string& platform) {
  return static_cast<std::size_t>(std::ranges::find(plan.platforms, platform) - plan.platforms.begin());
}

std::size_t post_row(const Plan& plan, const std::string& id) {
  const auto at = std::ranges::find(plan.request.posts, id, &PlannedPost::id);
  if (at == plan.request.posts.end()) throw Error(Fault::our_defect, id, "no such post in the plan");
  return static_cast<std::size_t>(at - plan.request.posts.begin());
}

bool is_calibrated(const Plan& plan) {
  for (const PreparedPage& page : plan.pages)
    if (!page.posts.empty() && !page.calibrated) return false;
  return true;
}

double followers_of(const Plan& plan) {
  double followers = 0;
  for (const PlannedPage& page : plan.request.pages) followers += page.ours ? page.followers : 0;
  return followers;
}

Plan prepare_posts(PlanRequest request, std::span<const PageKnowledge> known) {
  if (known.size() != request.pages.size())
    throw Error(Fault::our_defect, "prepare_posts", "one knowledge per page");
  Plan plan;
  std::erase_if(request.posts, [](const PlannedPost& post) { return post.talk != kNoTalk; });
  const std::vector<PlannedTalk> talks = std::exchange(request.talks, {});
  std::ranges::sort(request.posts, goes_out_before);
  plan.request = std::move(request);
  plan.planned =
      static_cast<std::size_t>(std::ranges::count(plan.request.posts, false, &PlannedPost::background));
  plan.platforms = platforms_of(plan.request);
  std::vector<MeanFieldAudience> people =
      plan.request.portrait
          ? mean_fields_of(*plan.request.portrait)
          : std::vector{mean_field_audience(plan.request.audience, plan.request.pages.front().followers)};
  for (std::size_t row = 0; row < known.size(); ++row)
    plan.pages.push_back(prepare_page(plan.request, row, known[row], std::move(people[row])));
  place_posts(plan);
  for (const PlannedTalk& talk : talks) add_talk(plan, talk);
  refuse_equal_keys(plan);
  teach_ads(plan);
  return plan;
}

void aim_ads(Plan& plan) {
  plan.campaign.ads.clear();
  for (const PlannedAd& ad : plan.request.ads) {
    const auto row = static_cast<std::uint32_t>(post_row(plan, ad.post));
    plan.campaign.ads.push_back(campaign_ad(ad, plan.audience, row, plan.campaign.posts[row].page));
    if (plan.request.offer)  // rows of ads stand behind those of the platforms
      plan.campaign.ads.back().offer =
          static_cast<std::uint32_t>(plan.platforms.size() + plan.campaign.ads.size() - 1);
  }
}

void grow_people(Plan& plan, const Watch& watch) {
  const PlanRequest& request = plan.request;
  plan.audience = request.portrait ? grow_audience(*request.portrait, request.seed, request.threads, watch)
                                   : grow_audience(request.audience, request.seed, request.threads, watch);
  aim_ads(plan);
}

Plan prepare_plan(PlanRequest request, std::span<const PageKnowledge> known) {
  Plan plan = prepare_posts(std::move(request), known);
  grow_people(plan);
  return plan;
}

bool same_people(const Plan& a, const Plan& b) {
  return a.request.seed == b.request.seed && a.request.audience == b.request.audience &&
         a.request.portrait == b.request.portrait;
}

}  // namespace gs
