// What platforms and analysts see of the laboratory's world: ads by day, posts, channels by week. Counts are
// whole people; days and weeks of a count add up to its total.
#pragma once
#include <vector>

#include "models/observe/observation.h"
#include "models/observe/observed_ad.h"
#include "scenarios/synth/lab/effects.h"

namespace gs {

// An ad on one day on which it was shown. Conversions are those the platform claims: of clicks, and of people
// who saw the ad and bought anyway; by day as the ad's displays (assumption: the world tells them no day).
struct ShownAd {
  std::size_t channel = 0;
  ObservedAd row;
  double leads = 0, sales = 0;
  Money value;  // of the sales
};
std::vector<ShownAd> shown_ads(const Laboratory& lab);  // by ad, by day

// Posts at the end of the run, with ids of their own.
std::vector<ObservedPost> shown_posts(const Laboratory& lab);

struct ShownWeek {
  Day first;
  std::vector<Money> spend;         // of each channel
  std::vector<double> impressions;  // of each channel
  double organic = 0;               // displays nobody paid for, people
  double outcome = 0;               // of the settings' kind
};
std::vector<ShownWeek> shown_weeks(const Laboratory& lab);

// A day's or week's outcomes out of a life, over seven days from the week's first.
double outcome_in_week(const Laboratory& lab, const LifeDays& days, std::uint32_t week);

// Whole numbers in proportion to the weights that add up to the total rounded.
std::vector<double> dealt_out(double total, const std::vector<double>& weights);

}  // namespace gs
