// Answers: how is this number written? Method: see numbers.h. Uses +, -, x, / and rounding only, no logarithm
// of the C library, so that a report has the same bytes on every machine. Does not know languages other than
// English.
#include "scenarios/report/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

#include "core/real.h"
#include "core/time/clock.h"

namespace gs {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",
                                                   "February",
                                                   "March",
                                                   "April",
                                                   "May",
                                                   "June",
                                                   "July",
                                                   "August",
                                                   "September",
                                                   "October",
                                                   "November",
                                                   "December"};

double power_of_ten_below(double x) {  // largest power of ten <= x, for x > 0
  double power = 1;
  while (power > x && power > 1e-9) power /= 10;
  while (power * 10 <= x * (1 + 1e-12) && power < 1e15) power *= 10;
  return power;
}

int decimals_of(double step) {
  int decimals = 0;
  for (double s = step; s < 0.999999 && decimals < 9; s *= 10) ++decimals;
  return decimals;
}

std::string grouped(const std::string& digits) {  // "182000.5" -> thousands separated
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) text += kThin;
    text += digits[i];
  }
  return text;
}

double rounded(double value, double step) {
  return step >= 1 ? std::round(value / step) * step
                   : std::round(value * std::round(1 / step)) / std::round(1 / step);
}

bool shows_sign(double low, double high, double step) {
  return rounded(low, step) < 0 || rounded(high, step) < 0;
}

}  // namespace

double rounding_step(double low, double high, bool whole) {
  const double width = high - low, size = std::abs(high);
  if (width <= 0 && whole) return 1;
  double step = width > 0 ? power_of_ten_below(width / 10) : (size > 0 ? power_of_ten_below(size) / 100 : 1);
  while (low > 0 && low < step / 2) step /= 10;  // wide and skewed: the low end is not nothing
  return whole ? std::max(step, 1.0) : std::max(step, 1e-9);
}

std::string fixed(double value, int decimals) {
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  return zero && text[0] == '-' ? text.substr(1) : text;
}

std::vector<double> adding_up(const std::vector<double>& parts, double step) {
  std::vector<double> whole, left;
  double sum = 0, given = 0;
  for (const double part : parts) {
    whole.push_back(std::floor(part / step));
    left.push_back(part / step - whole.back());
    sum += part / step, given += whole.back();
  }
  for (double open = std::round(sum) - given; open > 0.5; open -= 1) {
    const auto most = std::max_element(left.begin(), left.end());
    whole[static_cast<std::size_t>(most - left.begin())] += 1;
    *most = -1;
  }
  for (double& part : whole) part *= step;
  return whole;
}

std::string number(double value, double step) {
  if (!std::isfinite(value)) return std::string(kUndefined);
  const std::string digits = fixed(std::abs(rounded(value, step)), decimals_of(step));
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  return (value < 0 && !zero ? std::string(kMinus) : std::string()) + grouped(digits);
}

std::string signed_number(double value, double step) {
  const std::string text = number(value, step);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  if (zero) return "0";
  return value > 0 ? "+" + text : text;
}

std::string range(double low, double high, double step) {
  const std::string_view between = shows_sign(low, high, step) ? " to " : " \u2013 ";
  return number(low, step) + std::string(between) + number(high, step);
}

std::string signed_range(double low, double high, double step) {
  return signed_number(low, step) + " to " + signed_number(high, step);
}

std::string compact(double value, double step) {
  const double kilo = step / 1000;
  return number(value / 1000, kilo >= 1 ? kilo : 1) + "k";
}

std::string significant(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return value == 0 ? "0" : std::string(kUndefined);
  double step = power_of_ten_below(std::abs(value));
  for (int i = 1; i < digits; ++i) step /= 10;
  std::string text = number(value, std::max(step, 1e-9));
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string at_most_four_digits(double value, double step) {
  const double size = std::abs(value);
  if (!(size > 0) || !std::isfinite(size)) return number(value, step);
  const double first_digit = power_of_ten_below(size);
  const bool rounds_up = rounded(size, first_digit / 1000) >= 10 * first_digit;  // 0.99999 -> 1.000
  return number(value, std::max(step, first_digit / (rounds_up ? 100 : 1000)));
}

std::string shorter_digits(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    double value = 0;
    const bool digit = std::isdigit(static_cast<unsigned char>(words[at])) != 0;
    const auto [end, failed] = digit ? std::from_chars(words.data() + at, words.data() + words.size(), value)
                                     : std::from_chars_result{words.data() + at + 1, std::errc{}};
    const std::string_view found = words.substr(at, static_cast<std::size_t>(end - words.data()) - at);
    const bool shortens = digit && failed == std::errc{} && found.find('.') != std::string_view::npos;
    out += shortens ? fmt::format("{:.4g}", value) : std::string(found);
    at += found.size();
  }
  return out;
}

std::string whole_number(double value) { return number(value, 1); }

std::string probability(double p, std::int64_t worlds) {
  constexpr std::int64_t kForTwoDigits = 100;  // standard error at most .05
  if (!std::isfinite(p)) return std::string(kUndefined);
  const int decimals = worlds == 0 || worlds >= kForTwoDigits ? 2 : 1;
  const double steps = decimals == 2 ? 100 : 10;
  double most = steps - 1;  // in steps
  if (worlds > 0)
    most = std::min(most, std::floor(steps * exact_exp(exact_log(0.05) / static_cast<double>(worlds))));
  const double shown = std::round(p * steps);
  if (shown >= steps) return "> " + fixed(most / steps, decimals);
  if (shown <= 0) return "< " + fixed((steps - most) / steps, decimals);
  return fixed(shown / steps, decimals);
}

std::string percent(double share) { return number(100 * share, 1) + std::string(kThin) + "%"; }

std::string signed_percent(double share) { return signed_number(100 * share, 1) + std::string(kThin) + "%"; }

UnitView view_of(std::string_view unit, std::string_view kpi) {
  if (unit == "fraction") return {100, "%", false};
  if (unit == "ratio") return {1, kpi == "frequency" ? "\u00d7" : "ratio", false};
  const bool counted = unit == "people" || unit == "displays" || unit == "actions" || unit == "clicks" ||
                       unit == "posts" || unit == "visits" || unit.empty();
  return {1, std::string(unit), counted};
}

std::string short_date(const std::string& iso) {
  const auto time = parse_iso(iso);
  if (!time) return iso;
  return fmt::format(
      "{} {} {}", time->civil.day, kMonths[time->civil.month - 1].substr(0, 3), time->civil.year);
}

std::string date_range(const std::string& start, const std::string& end) {
  const auto from = parse_iso(start), to = parse_iso(end);
  if (!from || !to) return start + (start.empty() || end.empty() ? "" : " \u2013 ") + end;
  const auto& a = from->civil;
  const auto& b = to->civil;
  const std::string last = fmt::format("{} {} {}", b.day, kMonths[b.month - 1], b.year);
  if (a.year != b.year) return fmt::format("{} {} {} \u2013 {}", a.day, kMonths[a.month - 1], a.year, last);
  if (a.month != b.month) return fmt::format("{} {} \u2013 {}", a.day, kMonths[a.month - 1], last);
  return a.day == b.day ? last : fmt::format("{} \u2013 {}", a.day, last);
}

}  // namespace gs
