// What a response is on average where a factor stands low, in the middle or high, over all the others: main
// effects, the two ends of a tornado, and the picture of two factors together. Means over points of a class
// (classes.h); standard errors from the scatter of those points. Of the response less the other factors'
// curves (first_order.h) neither holds the others' moves. Does not claim that what lies between two classes
// is a straight line.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "scenarios/batch/analyze/sample.h"

namespace gs {

struct EffectAt {
  double value = 0;                     // mean of the factor's values there; of a list the label's number
  std::string label{};                  // of a list
  double mean = 0, standard_error = 0;  // of the response; no error where one point stands alone
  std::size_t points = 0;
};

struct MainEffect {
  std::vector<EffectAt> at{};  // classes that hold points, ascending; labels in their own order
  std::optional<std::size_t> low{},
      high{};          // the ends of the range; of labels the least and the greatest mean
  bool turns = false;  // rises and falls, both beyond luck and a fifth of the whole move
};
MainEffect main_effect(const PointSample& sample, std::size_t factor);

struct Together {
  std::size_t one = 0, other = 0;  // factors: columns, rows of the picture
  std::vector<double> one_at{}, other_at{};
  std::vector<std::string> one_label{}, other_label{};
  NumberTable mean{}, points{};  // classes of one x classes of other; NaN where no point lies
};
Together together(const PointSample& sample, std::size_t one, std::size_t other);

}  // namespace gs
