// A factor's range cut into classes: the labels of a list, the values of a factor that takes ten or fewer,
// else equal parts of the unit range: `at_most` so many, fewer where points are few. Does not move a cut to
// where points are.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/batch/analyze/sample.h"

namespace gs {

struct FactorClasses {
  std::vector<std::uint32_t> of{};   // each point's class
  std::vector<double> middle{};      // of each class, as value; of a list the label's number
  std::vector<std::string> label{};  // of a list
  bool levels = false;               // every point of a class has the same value
  std::size_t count() const { return middle.size(); }
};
FactorClasses classes_of(const PointSample& sample, std::size_t factor, std::size_t at_most = 10);

// Equal parts for a picture: 10 from 50 points on, 5 from 20, else 2.
std::size_t parts_for(std::size_t points);

}  // namespace gs
