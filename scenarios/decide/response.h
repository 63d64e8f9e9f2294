// What money behind one line brings: a rising curve that flattens, fitted to points of the simulation. Three
// laws, all concave and 0 at 0; the one that misses the points least is kept:
//   power a s^c (c < 1) · exponential a (1 - exp(-s / c)) · hyperbola a s / (s + c).
// For a shape c the scale a is least squares in closed form; c is found on a grid, then by golden section.
// Does not know of thresholds: money too small to be seen is a minimum of its line. Source: FITTING 2.12.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace gs {

enum class ResponseLaw : std::uint8_t { power, exponential, hyperbola };
std::string_view name_of(ResponseLaw law);

struct Response {
  ResponseLaw law = ResponseLaw::exponential;
  double scale = 0, shape = 1;

  double at(double spend) const;
  double marginal(double spend) const;        // what one more unit of money brings; may be infinite at 0
  double spend_where(double marginal) const;  // may be below 0 or infinite: bounds decide
  double saturation(double spend) const;      // 0: every unit brings as much as the first; 1: nothing more
};

struct ResponsePoint {
  double spend = 0;
  double mean = 0, p10 = 0, p90 = 0;  // brought over nothing spent here, same worlds
};

Response fit_response(std::span<const ResponsePoint> points);

}  // namespace gs
