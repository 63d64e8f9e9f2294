// What history of an account's ads taught: price, its answer to demand, clicks by age and gender, contacts
// and sales per click, each as joint draws. Plain data, part of a calibration; empty where no ad was read.
// Holds no belief about what ads cause: attributed conversions only.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace gs {

// A law between ad sets: log of an ordinary one's value, and how far another may be from it (sd of log).
struct AdLevel {
  double ordinary = 0, between = 0;
};

// One joint draw. Rates are per impression (click) and per click (lead, sale).
struct AdDraw {
  AdLevel price;          // log of the price of 1000 impressions before the ad's own demand raises it
  double daily = 0;       // sd of log price between the days of one ad set
  double elasticity = 0;  // results grow as spend to this power once demand is felt
  AdLevel click, lead, sale;
  std::vector<double> segments;  // log click rate against the account's, by AdCalibration::segments
};

struct AdSegment {  // as the platform names them; "" = all
  std::string age, gender;
  double impressions = 0;
};

// Which parts the draws were learnt from history; the others are not to be read.
struct AdCalibration {
  std::string currency;  // of the price; "" = the export named none
  std::string cut;       // of the rows read, "ad, day"
  std::size_t rows = 0, ad_sets = 0;
  bool price = false, elasticity = false, click = false, lead = false, sale = false;
  std::vector<AdSegment> segments;
  std::vector<AdDraw> draws;
};

}  // namespace gs
