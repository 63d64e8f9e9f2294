// What a calibration's ads tell of the ads of a plan. Prices only in the plan's own currency; click rates of
// the plan's segments from those parts of the audience that history knows: same gender (or all), ages that
// overlap, weighted by displays.
#pragma once
#include "scenarios/plan/plan.h"

namespace gs {

LearntAd learnt_ad(const AdCalibration& ads, const PlanRequest& request);

// Gives every ad of the plan what its page's calibration knows. Throws Error(bad_input) where an ad has
// neither a price of its own nor one learnt or believed in the plan's currency.
void teach_ads(Plan& plan);

}  // namespace gs
