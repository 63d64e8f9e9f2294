// Small drawings that are right at 390 px, 1280 px and on A4 without script: the outer <svg> has no viewBox
// (x in %, y in px, text in CSS px); only paths sit in a nested, stretched viewBox. Classes only: no style
// attributes.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scenarios/report/documents.h"

namespace gs {

enum class Anchor { start, middle, end };

class Svg {
 public:
  // `finding`: what the picture shows, with numbers (role img, aria-label); empty: hidden from readers
  // because the numbers stand beside it.
  explicit Svg(double height, std::string_view finding = "");

  Svg& line(double x1, double y1, double x2, double y2, std::string_view classes);  // x in %, y in px
  Svg& rect(double x, double width, double y, double height, std::string_view classes);
  Svg& dot(double x, double y, std::string_view classes);
  Svg& label(double x,
             double y,
             std::string_view user_text,
             std::string_view classes,
             Anchor anchor = Anchor::start,
             double dx = 0);
  Svg& paths(const std::string& path_elements);  // inside viewBox 0 0 1000 height
  std::string str() const;

 private:
  double height_;
  std::string body_;
};

struct SvgPoint {
  double x = 0, y = 0;  // x 0 … 1000, y px
};
std::string band_path(std::span<const SvgPoint> upper,
                      std::span<const SvgPoint> lower,
                      std::string_view classes);
std::string line_path(std::span<const SvgPoint> points, std::string_view classes);

// One row of a row chart: line 80 %, thick part 50 %, dot median, upright tick target; all in % of the width.
// What leaves the axis is cut at its edge and marked with ‹ or ›.
struct RowMarks {
  double p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0;
  std::optional<double> target;
  bool grey = false;
};
template <class Place>
RowMarks marks_of(const Quantiles& at, Place place) {  // place: a value to % of the width
  return {.p10 = place(at[p10]),
          .p25 = place(at[p25]),
          .p50 = place(at[p50]),
          .p75 = place(at[p75]),
          .p90 = place(at[p90]),
          .target = std::nullopt,
          .grey = false};
}
struct RowAxis {
  std::span<const double> grid;  // %
  std::optional<double> zero;    // a stronger upright line
  double height = 50;
};
std::string row_drawing(const RowMarks& marks, const RowAxis& axis);
std::string empty_row(const RowAxis& axis);

}  // namespace gs
