// What platforms and analysts see of the laboratory's world: ads by day, posts, pages by day, the visits of
// the offer's site, channels by week. Counts are whole people and displays; days, weeks and parts of a count
// add up to its total. Does not know: distinct people of a page on one day, what people act on by way of its
// source.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "models/observe/observation.h"
#include "models/observe/observed_ad.h"
#include "scenarios/synth/lab/effects.h"

namespace gs {

// An ad on one day on which it was shown. Conversions are those the platform claims: of clicks, and of people
// who saw the ad and bought anyway; by day as the ad's displays (assumption: the world tells them no day).
struct LabAd {
  std::size_t channel = 0;
  ObservedAd row;
  double leads = 0, clicked_sales = 0, viewed_sales = 0;
  Money value, clicked_value;  // of all claimed sales, of those of clicks
  double sales() const { return clicked_sales + viewed_sales; }
};
std::vector<LabAd> shown_ads(const Laboratory& lab);  // by ad, by day

// A post at the end of the run, with an id of its own. Parts of its displays and reach are its reported
// counts in proportion to what the world holds.
struct LabPost {
  ObservedPost seen;
  double home = 0, explore = 0;             // displays: in the followers' feed, by recommendation
  double reach_paid = 0, reach_shared = 0;  // people who met it in an ad, by a share
  double visits = 0, leaves = 0;            // leaves: people who ceased to follow after it
};
std::vector<LabPost> shown_posts(const Laboratory& lab);

// A page of ours on one day of the run: what its posts came to on it, placements with creators included.
struct LabDay {
  double organic = 0, sponsored = 0;  // displays
  double clicks = 0, likes = 0, comments = 0, shares = 0, saves = 0;
  double gained = 0, lost = 0;  // followers
};
struct LabPage {
  std::string account, platform;
  double followers = 0;  // on the first day
  bool grows = false;    // whether the world knows who begins and ceases to follow
  std::vector<LabDay> days;
};
std::vector<LabPage> shown_pages(const Laboratory& lab);

// Visits of the offer's site and what they led to, by channel of analytics and by day. A lead or a sale
// counts for the channel of the click it came of, on its own day.
struct LabVisits {
  double sessions = 0, key_events = 0, sales = 0;
};
struct LabSite {
  std::vector<std::pair<std::string, LabVisits>> channels;
  std::vector<LabVisits> days;
};
LabSite shown_site(const Laboratory& lab);

Day first_day(const Laboratory& lab);  // of the plan

struct LabWeek {
  Day first;
  std::vector<Money> spend;         // of each channel
  std::vector<double> impressions;  // of each channel
  double organic = 0;               // displays nobody paid for, people
  double outcome = 0;               // of the settings' kind
};
std::vector<LabWeek> shown_weeks(const Laboratory& lab);

// A day's or week's outcomes out of a life, over seven days from the week's first.
double outcome_in_week(const Laboratory& lab, const LifeDays& days, std::uint32_t week);

// Whole numbers in proportion to the weights that add up to the total rounded.
std::vector<double> dealt_out(double total, const std::vector<double>& weights);

}  // namespace gs
