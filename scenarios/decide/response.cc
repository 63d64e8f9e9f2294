// The best shape of each law, then the best law.
#include "scenarios/decide/response.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"

namespace gs {
namespace {

// Value of a law of scale 1.
double unit(ResponseLaw law, double shape, double spend) {
  if (!(spend > 0)) return 0;
  switch (law) {
    case ResponseLaw::power:
      return exact_exp(shape * exact_log(spend));
    case ResponseLaw::exponential:
      return -exact_expm1(-spend / shape);
    case ResponseLaw::hyperbola:
      return spend / (spend + shape);
  }
  return 0;
}

struct Fitted {
  Response response;
  double miss = HUGE_VAL;  // sum of squares
};

Fitted fit_scale(ResponseLaw law, double shape, std::span<const ResponsePoint> points) {
  double up = 0, down = 0;
  for (const ResponsePoint& point : points) {
    const double g = unit(law, shape, point.spend);
    up += g * point.mean, down += g * g;
  }
  Fitted fitted{{law, down > 0 ? std::max(0.0, up / down) : 0.0, shape}, 0};
  for (const ResponsePoint& point : points) {
    const double miss = point.mean - fitted.response.at(point.spend);
    fitted.miss += miss * miss;
  }
  return fitted;
}

// Shapes from a straight line to a step, on a log scale.
Fitted fit_law(ResponseLaw law, double most, std::span<const ResponsePoint> points) {
  constexpr int kGrid = 41, kGolden = 40;
  constexpr double kSection = 0.6180339887498949;
  const bool power = law == ResponseLaw::power;
  const double low = exact_log(power ? .05 : most / 100), high = exact_log(power ? .98 : most * 20);
  const auto at = [&](double log_shape) { return fit_scale(law, exact_exp(log_shape), points); };
  int best = 0;
  double least = HUGE_VAL;
  const double step = (high - low) / (kGrid - 1);
  for (int i = 0; i < kGrid; ++i)
    if (const double miss = at(low + i * step).miss; miss < least) best = i, least = miss;
  double a = low + std::max(0, best - 1) * step, b = low + std::min(kGrid - 1, best + 1) * step;
  for (int i = 0; i < kGolden; ++i) {
    const double left = b - kSection * (b - a), right = a + kSection * (b - a);
    if (at(left).miss <= at(right).miss)
      b = right;
    else
      a = left;
  }
  return at(a + (b - a) / 2);
}

}  // namespace

std::string_view name_of(ResponseLaw law) {
  switch (law) {
    case ResponseLaw::power:
      return "power";
    case ResponseLaw::exponential:
      return "exponential";
    case ResponseLaw::hyperbola:
      return "hyperbola";
  }
  return "";
}

double Response::at(double spend) const { return scale * unit(law, shape, spend); }

double Response::marginal(double spend) const {
  if (scale == 0) return 0;
  const double s = std::max(0.0, spend);
  switch (law) {
    case ResponseLaw::power:
      return s > 0 ? scale * shape * unit(law, shape, s) / s : HUGE_VAL;
    case ResponseLaw::exponential:
      return scale / shape * exact_exp(-s / shape);
    case ResponseLaw::hyperbola:
      return scale * shape / ((s + shape) * (s + shape));
  }
  return 0;
}

double Response::spend_where(double marginal) const {
  if (scale == 0) return 0;
  switch (law) {
    case ResponseLaw::power:
      return exact_exp(exact_log(marginal / (scale * shape)) / (shape - 1));
    case ResponseLaw::exponential:
      return -shape * exact_log(marginal * shape / scale);
    case ResponseLaw::hyperbola:
      return std::sqrt(scale * shape / marginal) - shape;
  }
  return 0;
}

double Response::saturation(double spend) const {
  const double value = at(spend);
  if (!(value > 0)) return 0;
  return std::clamp(1 - spend * marginal(spend) / value, 0.0, 1.0);
}

Response fit_response(std::span<const ResponsePoint> points) {
  double most = 0, brought = 0;
  for (const ResponsePoint& point : points)
    most = std::max(most, point.spend), brought = std::max(brought, point.mean);
  if (!(most > 0) || !(brought > 0)) return {};
  Fitted best;
  for (const ResponseLaw law : {ResponseLaw::exponential, ResponseLaw::hyperbola, ResponseLaw::power})
    if (const Fitted fitted = fit_law(law, most, points); fitted.miss < best.miss) best = fitted;
  return best.response;
}

}  // namespace gs
