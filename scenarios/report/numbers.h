// How a number is printed: rounded to a power of ten not above a tenth of its interval's width, so that
// digits never claim more than the interval does. Thousands U+202F, minus U+2212, ranges with a spaced en
// dash or "to" when a sign is involved, probabilities with two digits ending at "> 0.99" and "< 0.01", or
// nearer to the middle where few worlds were simulated. Exact arithmetic only: same bits, same text.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gs {

inline constexpr std::string_view kThin = "\u202f";  // between thousands, before %
inline constexpr std::string_view kMinus = "\u2212";
inline constexpr std::string_view kUndefined = "\u2014";  // always with its reason beside it

// Finer where a low end above 0 would read as 0. Largest power of ten <= (high - low) / 10, never below 1e-9;
// three digits of the value when the width is 0. `whole`: the quantity is counted, so the step is at least 1.
double rounding_step(double low, double high, bool whole);

// Each of `parts` as a multiple of `step`, so that they add up to their sum rounded to it: what is left over
// goes to the largest remainders, the first of equals first.
std::vector<double> adding_up(const std::vector<double>& parts, double step);

// `value` rounded half away from zero to a multiple of `step` (a power of ten).
std::string number(double value, double step);
std::string signed_number(double value, double step);            // "+120", "−48", "0"
std::string range(double low, double high, double step);         // "420 – 720", "−0.06 to 0.69"
std::string signed_range(double low, double high, double step);  // "+50 to +210"
std::string compact(double value, double step);                  // thousands: "34k"
std::string significant(double value, int digits);               // for values that stand alone
std::string at_most_four_digits(double value, double step);  // coarser than `step` where it would claim more
std::string shorter_digits(std::string_view words);  // solvers' "2.994719e-10" -> "2.995e-10", inside a text
std::string whole_number(double value);
// "0.68", "> 0.99", "< 0.01". A share of few worlds has one digit; where all n agree, only what n agreeing
// worlds prove at 95 % is claimed, the p with p^n = .05: 5 worlds "> 0.5", 30 "> 0.9". 0 worlds: not known.
std::string probability(double p, std::int64_t worlds = 0);
std::string percent(double share);              // 0.812 -> "81 %"
std::string signed_percent(double share);       // "+5 %", "−2 %", "0 %"
std::string fixed(double value, int decimals);  // plain ASCII, for coordinates

// How a unit of the documents is shown: fractions as percent (FIELD 1.8).
struct UnitView {
  double factor = 1;
  std::string text;  // "people", "%", "×"
  bool whole = false;
};
UnitView view_of(std::string_view unit, std::string_view kpi);

// "2026-12-07", "2026-12-20" -> "7 – 20 December 2026"; texts that are no dates are joined as they are.
std::string date_range(const std::string& start, const std::string& end);
std::string short_date(const std::string& iso);  // "7 Dec 2026"

}  // namespace gs
