// The fit as a Ceres problem: posts' luck eliminated by Schur complement (group 0), shared parameters behind
// it (group 1), priors as residuals. One thread per solve and sorted insertion, so that the answer has the
// same bits every time (FITTING 2.3, 4). Ceres itself stays out of this header.
#pragma once
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "core/blocks.h"
#include "models/fit/parameters.h"

namespace gs {

struct FitPost;

struct FitData {
  std::vector<FitPost> posts;  // sorted by time, then id
  std::vector<std::string> formats;
  std::vector<Prior> priors;  // of the whole vector
  std::vector<bool> held;     // parameters this history is too thin for: they keep their prior
  std::size_t attention_hours = 72;
};

struct Point {
  std::vector<double> values;
  std::vector<std::array<double, 2>> luck;  // u, e of every post
};

struct Outcome {
  bool converged = false;
  double initial_cost = 0, final_cost = 0;
  int steps = 0;
  std::string message;
};

// Reads `scatter` at every evaluation: it may change between solves, not during one.
class Problem {
 public:
  Problem(const FitData& data, const Scatter& scatter);
  ~Problem();
  // Asked to stop, it ends after the step under way, not converged.
  Outcome solve(Point& point, int max_steps, const StopRequest& stop = {});
  double cost(const Point& point);  // not finite where a residual is not

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gs
