// A lender's posterior is the normal of its draws' moments; its prior is its platform's.
#include "models/fit/pages/borrowing.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/fit/pages/between.h"
#include "models/fit/parameters.h"

namespace gs {
namespace {

constexpr double kOtherPlatform = 0.5;  // log sd; assumption
constexpr double kTold = 0.95;          // posterior sd / prior sd above which a page tells nothing
constexpr double kMostBetween = 0.5;    // FITTING 2.11
constexpr std::string_view kSource = "pages of this workspace";

using Values = std::array<double, kBorrowed>;

Values values_of(const Theta& theta) {
  Values values{theta.visibility, theta.size_slope, theta.paid, theta.spread, theta.repeat};
  std::ranges::copy(theta.rate, values.begin() + kFirstRate);
  std::ranges::copy(theta.timing.diurnal, values.begin() + kFirstTiming);
  values[kWeekend] = theta.timing.weekend;
  values[kHalfLife] = theta.timing.log_half_life;
  values[kFirstFormat] = std::log(theta.sigma_u);
  values[kFirstFormat + 1] = std::log(theta.sigma_e);
  return values;
}

std::vector<Prior> beliefs_of(const std::string& platform, const PopulationParameters& audience) {
  const PlatformPriors priors = priors_of(platform);
  std::vector<Prior> all = parameter_priors(priors, audience, 0);
  all.push_back(priors.sigma_u);
  all.push_back(priors.sigma_e);
  return all;
}

// What a lender's own posts said of one parameter; none where its posterior is little more than its prior.
struct Said {
  Values value{}, variance{};
  std::array<bool, kBorrowed> told{};
};

Said said_by(const Calibration& lender, const std::vector<Prior>& beliefs) {
  Said said;
  const auto n = static_cast<double>(lender.draws.size());
  Values sum{}, squares{};
  const Values shift = values_of(lender.estimate);
  for (const Theta& draw : lender.draws) {
    const Values values = values_of(draw);
    for (std::size_t i = 0; i < kBorrowed; ++i) {
      sum[i] += (values[i] - shift[i]) / n;
      squares[i] += (values[i] - shift[i]) * (values[i] - shift[i]) / n;
    }
  }
  for (std::size_t i = 0; i < kBorrowed; ++i) {
    const double variance = std::max(1e-8, squares[i] - sum[i] * sum[i]);
    const double prior = beliefs[i].sd * beliefs[i].sd;
    if (variance >= kTold * kTold * prior) continue;
    const double precision = 1 / variance - 1 / prior;
    said.told[i] = true;
    said.variance[i] = 1 / precision;
    said.value[i] = ((shift[i] + sum[i]) / variance - beliefs[i].center / prior) / precision;
  }
  return said;
}

bool lends(const Calibration& lender, const Borrower& page) {
  return lender.account != page.account && lender.posts >= kPostsToLend && lender.borrowed.empty() &&
         lender.draws.size() >= 20;
}

bool is_level(std::size_t i) { return i != kSizeSlope && !(i >= kFirstTiming && i < kHalfLife); }

Prior pooled(const Prior& belief, double anchor_sd, std::span<const GroupValue> groups) {
  const Between law = Between::of_values(
      groups, {.center = belief.center, .sd = anchor_sd, .scale = std::min(kMostBetween, belief.sd)});
  return {law.center(), std::min(anchor_sd, law.sd_of_another()), kSource, 'A'};
}

}  // namespace

double widened_sd(const Prior& prior) {
  return prior.sd + (prior.confidence == 'A' ? 0 : prior.confidence == 'B' ? .2 : .4);
}

PlatformPriors with_borrowed_scatter(PlatformPriors priors, std::span<const Prior> borrowed) {
  if (borrowed.size() < kBorrowed) return priors;
  priors.sigma_u = borrowed[kFirstFormat];
  priors.sigma_e = borrowed[kFirstFormat + 1];
  return priors;
}

BorrowedPriors borrowed_priors(const Borrower& page, std::span<const Calibration> lenders) {
  const std::vector<Prior> here = beliefs_of(page.platform, page.audience);
  std::array<std::vector<GroupValue>, kBorrowed> groups;
  BorrowedPriors out;
  for (const Calibration& lender : lenders) {
    if (!lends(lender, page)) continue;
    const std::vector<Prior> there = beliefs_of(lender.platform, lender.audience);
    const Said said = said_by(lender, there);
    const double further = lender.platform == page.platform ? 0 : kOtherPlatform * kOtherPlatform;
    for (std::size_t i = 0; i < kBorrowed; ++i)
      if (said.told[i])
        groups[i].push_back({here[i].center + said.value[i] - there[i].center, said.variance[i] + further});
    out.from.push_back(lender.account);
  }
  if (out.from.empty()) return out;
  std::ranges::sort(out.from);
  out.priors = here;
  for (std::size_t i = 0; i < kBorrowed; ++i) {
    const bool wide = page.widened && is_level(i) && i < kFirstFormat;
    if (!groups[i].empty())
      out.priors[i] = pooled(here[i], wide ? widened_sd(here[i]) : here[i].sd, groups[i]);
  }
  return out;
}

}  // namespace gs
