// What a fit leaves behind: parameters, their joint uncertainty, what was fitted to what, and what the data
// cannot tell. Plain data; stored by scenarios/workspace.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/time/clock.h"
#include "models/action.h"
#include "models/fit/ads/ad_calibration.h"
#include "models/population.h"
#include "models/timing.h"

namespace gs {

// Rates are per person reached (an exposure happens at most once per person and post).
enum class Rate : std::uint8_t { engaged = 0, click = 1, like = 2, comment = 3, share = 4 };
inline constexpr std::size_t kRates = 5;
inline constexpr std::array<std::string_view, kRates> kRateNames{
    "engaged", "click", "like", "comment", "share"};

// Data residuals of a post, each with its own dispersion (variance = mean + dispersion * mean^2).
enum class Residual : std::uint8_t {
  reach_followers = 0,
  reach_others = 1,
  reach = 2,
  extra_displays = 3,
  engaged = 4,
  click = 5,
  like = 6,
  comment = 7,
  share = 8
};
inline constexpr std::size_t kResiduals = 9;

struct FormatEffect {  // log scale, relative to the page's average post; prior N(0, .5^2)
  double visibility = 0;
  std::array<double, kRates> rate{};
};

// One point of parameter space: the estimate, or one joint draw.
struct Theta {
  double visibility =
      0;  // log follow intensity of an unpaid post, 10 000 followers, average hour and format, median luck
  double size_slope = 0;  // d log intensity / d log followers
  double paid = 0;        // log factor of the paid flag on visibility
  double spread = 0;      // log share_intensity per listener at median luck
  double repeat = 0;      // log mean extra displays per exposure
  TimingParameters<double> timing;
  std::array<double, kRates> rate{};    // log, at median engagement luck
  std::vector<FormatEffect> formats;    // aligned with Calibration::formats
  double sigma_u = 0.8, sigma_e = 0.7;  // sd of a post's luck: visibility, engagement
  std::array<double, kResiduals> dispersion{};
};

struct ParameterReport {                  // one row of "what the data can and cannot tell"
  std::string key, text, unit;            // key: `spread`; text: "share spread"; unit: of low/median/high
  double low = 0, median = 0, high = 0;   // 80 % interval, natural scale
  double prior_sd = 0, posterior_sd = 0;  // log scale
  bool told = false;                      // posterior sd / prior sd <= 0.8 and no correlation above .95
  std::string needs;   // the way out when not told, e.g. "needs reach by followers and others"
  std::string source;  // of the prior
};

// People who begin to follow the page, per displays of a post to people who do not: log rate and its doubt.
struct FollowLaw {
  double log_rate = 0, log_sd = 0;
  std::size_t posts = 0;  // that told it; 0: nothing known but the platform's belief
};

struct Calibration {
  std::string platform, account;
  std::vector<std::string> formats;  // sorted
  PopulationParameters audience;     // the audience it assumed
  std::string audience_hash;
  std::size_t attention_hours = 72;
  std::string zone = "UTC";
  std::vector<int> usual_hours;  // publishing hours of week of the history: the ordinary conditions
  double followers = 0;          // latest known
  std::size_t posts = 0;
  Instant first_post, last_post;
  bool converged = false;
  std::string reason;  // what the solver said
  double initial_cost = 0, final_cost = 0;
  int steps = 0;
  double optimum_spread = 0;  // largest cost difference over the starts
  double k_hat = 0;           // importance check; good below 0.7
  bool follower_split = false;
  Theta estimate;
  std::vector<Theta> draws;
  std::vector<ParameterReport> report;
  AdCalibration ads{};  // empty draws: no history of ads
  FollowLaw follows{};
  std::vector<std::string> borrowed{};  // accounts whose calibrations stood in for the platform's beliefs
};

}  // namespace gs
