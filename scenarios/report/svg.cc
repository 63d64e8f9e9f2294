// Answers: how is a chart drawn so that it fits every width and passes a strict content policy? Method:
// mockups' rule "x in %, y in px"; presentation attributes and classes only. Does not choose scales; callers
// do.
#include "scenarios/report/svg.h"

#include <algorithm>
#include <vector>

#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"

namespace gs {
namespace {

std::string percent_of_width(double x) { return fixed(x, 2) + "%"; }

std::string attribute(std::string_view name, const std::string& value) {
  return " " + std::string(name) + "=\"" + value + "\"";
}

std::string points_text(std::span<const SvgPoint> points) {
  std::string out;
  for (const SvgPoint& p : points) out += (out.empty() ? "" : " ") + fixed(p.x, 1) + "," + fixed(p.y, 1);
  return out;
}

std::string_view name_of(Anchor anchor) {
  switch (anchor) {
    case Anchor::start:
      return "start";
    case Anchor::middle:
      return "middle";
    case Anchor::end:
      return "end";
  }
  return "start";
}

}  // namespace

Svg::Svg(double height, std::string_view finding) : height_(height) {
  body_ = "<svg height=\"" + fixed(height, 0) + "\"";
  body_ += finding.empty() ? std::string(" aria-hidden=\"true\"")
                           : " role=\"img\"" + attribute("aria-label", text(finding));
  body_ += ">";
}

Svg& Svg::line(double x1, double y1, double x2, double y2, std::string_view classes) {
  body_ += "<line" + attribute("x1", percent_of_width(x1)) + attribute("y1", fixed(y1, 1)) +
           attribute("x2", percent_of_width(x2)) + attribute("y2", fixed(y2, 1)) +
           attribute("class", std::string(classes)) + "/>";
  return *this;
}

Svg& Svg::rect(double x, double width, double y, double height, std::string_view classes) {
  body_ += "<rect" + attribute("x", percent_of_width(x)) +
           attribute("width", percent_of_width(std::max(width, 0.0))) + attribute("y", fixed(y, 1)) +
           attribute("height", fixed(std::max(height, 0.0), 1)) + attribute("class", std::string(classes)) +
           "/>";
  return *this;
}

Svg& Svg::dot(double x, double y, std::string_view classes) {
  body_ += "<circle" + attribute("cx", percent_of_width(x)) + attribute("cy", fixed(y, 1)) + " r=\"4\"" +
           attribute("class", std::string(classes)) + "/>";
  return *this;
}

Svg& Svg::label(
    double x, double y, std::string_view user_text, std::string_view classes, Anchor anchor, double dx) {
  body_ += "<text" + attribute("x", percent_of_width(x)) + attribute("y", fixed(y, 1)) +
           attribute("text-anchor", std::string(name_of(anchor)));
  if (dx != 0) body_ += attribute("dx", fixed(dx, 0));
  if (!classes.empty()) body_ += attribute("class", std::string(classes));
  body_ += ">" + text(user_text) + "</text>";
  return *this;
}

Svg& Svg::paths(const std::string& path_elements) {
  const std::string height = fixed(height_, 0);
  body_ += "<svg viewBox=\"0 0 1000 " + height + "\" preserveAspectRatio=\"none\" width=\"100%\" height=\"" +
           height + "\">" + path_elements + "</svg>";
  return *this;
}

std::string Svg::str() const { return body_ + "</svg>"; }

std::string band_path(std::span<const SvgPoint> upper,
                      std::span<const SvgPoint> lower,
                      std::string_view classes) {
  std::vector<SvgPoint> back(lower.rbegin(), lower.rend());
  return "<path class=\"" + std::string(classes) + "\" d=\"M" + points_text(upper) + " " + points_text(back) +
         "Z\"/>";
}

std::string line_path(std::span<const SvgPoint> points, std::string_view classes) {
  return "<path class=\"" + std::string(classes) + "\" d=\"M" + points_text(points) + "\"/>";
}

namespace {

Svg with_grid(const RowAxis& axis) {
  Svg svg(axis.height);
  for (const double x : axis.grid) svg.line(x, 0, x, axis.height, "g");
  if (axis.zero) svg.line(*axis.zero, 0, *axis.zero, axis.height, "z");
  return svg;
}

bool inside(double x) { return x >= 0 && x <= 100; }

}  // namespace

std::string empty_row(const RowAxis& axis) { return with_grid(axis).str(); }

std::string row_drawing(const RowMarks& marks, const RowAxis& axis) {
  const double middle = axis.height / 2;
  const auto cut = [](double x) { return std::clamp(x, 0.0, 100.0); };
  Svg svg = with_grid(axis);
  svg.line(cut(marks.p10), middle, cut(marks.p90), middle, marks.grey ? "wg" : "w");
  svg.line(cut(marks.p25), middle, cut(marks.p75), middle, marks.grey ? "wgf" : "wf");
  if (marks.p10 < 0) svg.label(0, middle + 4, "\u2039", "i", Anchor::end, -2);
  if (marks.p90 > 100) svg.label(100, middle + 4, "\u203a", "i", Anchor::start, 2);
  if (inside(marks.p50)) svg.dot(marks.p50, middle, marks.grey ? "dg" : "d");
  if (marks.target && inside(*marks.target))
    svg.line(*marks.target, middle - 9, *marks.target, middle + 9, "tgt");
  return svg.str();
}

}  // namespace gs
