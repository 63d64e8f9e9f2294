// Everything a workspace holds of an account into one calibration: posts, each with the followers of its own
// day; ads and their conversions; new followers; and, where its posts are few, what other pages lend.
#pragma once
#include <string>
#include <vector>

#include "models/fit/fitter.h"
#include "models/observe/observed_ad.h"
#include "scenarios/knowledge/follower_series.h"

namespace gs {

struct AccountHistory {
  std::string account, platform;
  std::vector<ObservedPost> posts;  // mature, oldest first, with their followers
  std::vector<ObservedAd> ads{};
  std::vector<ObservedConversion> conversions{};
  FollowerSeries followers{};
  std::vector<Calibration> others{};  // of the workspace's other accounts, latest of each
};

// Rows of ads that may teach of an account's page: its own on its platform (a network's, such as Meta's,
// stand for its platforms).
bool teaches(const AdCell& cell, const std::string& account, const std::string& platform);

// As fit(), and the rest. An account with ads and fewer posts than a fit needs gets a calibration of no
// posts: beliefs, or what others lend, beside what its ads told.
Calibration fit_account(const AccountHistory& history,
                        const PopulationParameters& audience,
                        const FitOptions& options);

}  // namespace gs
