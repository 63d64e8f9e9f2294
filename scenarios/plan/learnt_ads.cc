// A segment that history does not know clicks as the account's average.
#include "scenarios/plan/learnt_ads.h"

#include <algorithm>

#include "core/error.h"
#include "core/real.h"
#include "models/platform.h"
#include "scenarios/document/parts/words.h"

namespace gs {
namespace {

constexpr int kOldest = 80;  // where "65+" ends

bool is_all(const std::string& word) { return word.empty() || word == "all" || word == "unknown"; }

// Years both speak of, per year of history's part.
double ages_in_common(const std::string& planned, const std::string& known) {
  if (is_all(planned) || is_all(known)) return 1;
  const auto a = ages_of(planned), b = ages_of(known);
  if (!a || !b) return 0;
  const int from = std::max(a->from, b->from), to = std::min({a->to, b->to, kOldest});
  return std::max(0, to - from + 1) /
         static_cast<double>(std::max(1, std::min(b->to, kOldest) - b->from + 1));
}

std::vector<double> weights_of(const PlannedSegment& planned, const std::vector<AdSegment>& known) {
  std::vector<double> weights;
  double sum = 0;
  for (const AdSegment& segment : known) {
    const bool gender = is_all(planned.gender) || is_all(segment.gender) || planned.gender == segment.gender;
    weights.push_back(gender ? segment.impressions * ages_in_common(planned.age, segment.age) : 0);
    sum += weights.back();
  }
  for (double& weight : weights) weight = sum > 0 ? weight / sum : 0;
  return weights;
}

std::vector<double> log_rates(const AdDraw& draw, const std::vector<std::vector<double>>& weights) {
  std::vector<double> rates;
  for (const std::vector<double>& of_segment : weights) {
    double rate = 0;
    for (std::size_t i = 0; i < of_segment.size(); ++i) rate += of_segment[i] * exact_exp(draw.segments[i]);
    rates.push_back(rate > 0 ? exact_log(rate) : 0);
  }
  return rates;
}

void refuse_without_price(const PlannedAd& ad, const std::string& currency) {
  const Platform* platform = find_platform(ad.platform);
  if (ad.bid || ad.learnt.price || currency.empty()) return;
  if (platform != nullptr && platform->currency == currency) return;
  throw Error(Fault::bad_input,
              "/ads/" + ad.id + "/bid",
              "no price of " + ad.platform + " is known in " + currency,
              "say what 1000 impressions cost you: bid.cpm",
              "S04");
}

}  // namespace

LearntAd learnt_ad(const AdCalibration& ads, const PlanRequest& request) {
  LearntAd learnt;
  if (ads.draws.empty()) return learnt;
  learnt.price = ads.price && !ads.currency.empty() && ads.currency == request.currency;
  learnt.elasticity = ads.elasticity;
  learnt.click = ads.click;
  learnt.lead = ads.lead;
  learnt.sale = ads.sale;
  learnt.ad_sets = ads.ad_sets;
  learnt.draws = ads.draws;
  if (ads.segments.empty() || request.segments.empty()) return learnt;
  std::vector<std::vector<double>> weights;
  for (const PlannedSegment& segment : request.segments) weights.push_back(weights_of(segment, ads.segments));
  for (const AdDraw& draw : ads.draws) learnt.segments.push_back(log_rates(draw, weights));
  return learnt;
}

void teach_ads(Plan& plan) {
  for (PlannedAd& ad : plan.request.ads) {
    const PlannedPost& post = plan.request.posts[post_row(plan, ad.post)];
    ad.learnt = learnt_ad(plan.pages[post.page].calibration.ads, plan.request);
    refuse_without_price(ad, plan.request.currency);
  }
}

}  // namespace gs
