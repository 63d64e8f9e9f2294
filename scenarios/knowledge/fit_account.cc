// Order: who lends, posts, new followers, ads; each adds its rows to the report.
#include "scenarios/knowledge/fit_account.h"

#include <algorithm>

#include "models/fit/ads/fit_ads.h"
#include "models/fit/pages/borrowing.h"
#include "models/fit/pages/new_followers.h"

namespace gs {
namespace {

FitOptions borrowing(const AccountHistory& history,
                     const PopulationParameters& audience,
                     FitOptions options) {
  if (history.posts.size() >= kPostsForRhythm) return options;
  const bool fitted = history.posts.size() >= kPostsToFit;
  BorrowedPriors lent =
      borrowed_priors({history.platform, history.account, audience, !fitted}, history.others);
  options.priors = std::move(lent.priors);
  options.borrowed = std::move(lent.from);
  return options;
}

void add_ads(Calibration& calibration, const AccountHistory& history, const FitOptions& options) {
  const double followers = std::max(calibration.followers, calibration.audience.followers);
  AdFit ads = fit_ads({history.ads, history.conversions},
                      {.platform = history.platform,
                       .people = followers * (1 + calibration.audience.outsiders_per_follower),
                       .seed = options.seed,
                       .draws = options.draws});
  calibration.ads = std::move(ads.ads);
  std::ranges::copy(ads.report, std::back_inserter(calibration.report));
}

}  // namespace

bool teaches(const AdCell& cell, const std::string& account, const std::string& platform) {
  if (cell.account != account) return false;
  return cell.platform == platform ||
         (cell.platform == "meta" && (platform == "facebook" || platform == "instagram")) ||
         (cell.platform == "google" && platform == "youtube");
}

Calibration fit_account(const AccountHistory& history,
                        const PopulationParameters& audience,
                        const FitOptions& options) {
  const FitOptions asked = borrowing(history, audience, options);
  const bool few = history.posts.size() < kPostsToFit && !history.ads.empty();
  Calibration calibration = few ? generic_calibration(history.platform, audience.followers, asked)
                                : fit(history.posts, audience, asked);
  if (few) {
    calibration.account = history.account;
    calibration.audience = audience;
  }
  if (!history.followers.counts.empty()) calibration.report.push_back(followers_row(history.followers));
  fit_follows(calibration, history.posts);
  add_ads(calibration, history, asked);
  return calibration;
}

}  // namespace gs
