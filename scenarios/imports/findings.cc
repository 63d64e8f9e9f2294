// Order of the report: errors, then what asks for attention, then notes; inside each by line, code and
// column.
#include "scenarios/imports/findings.h"

#include <algorithm>
#include <tuple>

#include "core/error.h"

namespace gs {

std::string where_in(const std::string& file, const Place& place) {
  std::string where = file;
  if (place.line > 0) where += ":" + std::to_string(place.line);
  if (place.line > 0 && place.column > 0) where += ":" + std::to_string(place.column);
  return place.name.empty() ? where : where + " " + place.name;
}

void Findings::add(Level level, const std::string& text, const Place& place, std::int64_t count) {
  found_.push_back({level, "", file_, place.name, text, place.line, count});
}

void Findings::note(const std::string& text, const Place& place, std::int64_t count) {
  add(Level::info, text, place, count);
}

void Findings::attention(const std::string& text, const Place& place, std::int64_t count) {
  add(Level::attention, text, place, count);
}

void Findings::implausible(const std::string& text, const Place& place, const char* code, const char* kept) {
  if (strict_)
    throw Error(Fault::bad_input,
                where_in(file_, place),
                text,
                "correct the export, or import without --strict to keep the row and leave it out of the fit",
                code);
  attention(text + ": " + kept, place);
  found_.back().code = code;
}

void Findings::refuse_row(const std::string& text,
                          const Place& place,
                          const char* code,
                          std::string_view raw) {
  rejected_.push_back({place, text, code, std::string(raw)});
}

std::vector<Findings::Rejected> Findings::in_file_order() const {
  std::vector<Rejected> ordered = rejected_;
  std::stable_sort(ordered.begin(), ordered.end(), [](const Rejected& a, const Rejected& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
  return ordered;
}

void Findings::settle() const {
  if (refused() <= let_pass_) return;
  const Rejected first = in_file_order().front();
  const std::string all =
      hopeless() ? "more than " + std::to_string(kMostCollected) : std::to_string(refused());
  const std::string rows = refused() == 1 ? "1 row is" : all + " rows are";
  throw Error(
      Fault::bad_input,
      where_in(file_, first.place),
      first.text,
      rows + " unreadable, nothing was stored; correct the file, or keep the rest with --skip-bad-rows " +
          all,
      first.code);
}

std::vector<Finding> Findings::sorted() const {
  std::vector<Finding> all = found_;
  for (const Rejected& row : rejected_)
    all.push_back({Level::error, row.code, file_, row.place.name, row.text, row.place.line, 1});
  const auto rank = [](Level level) { return level == Level::error ? 0 : level == Level::attention ? 1 : 2; };
  std::stable_sort(all.begin(), all.end(), [&](const Finding& a, const Finding& b) {
    return std::tuple(rank(a.level), a.line, a.code, a.column, a.text) <
           std::tuple(rank(b.level), b.line, b.code, b.column, b.text);
  });
  return all;
}

std::vector<std::string> Findings::rejected_rows() const {
  std::vector<std::string> rows;
  for (const Rejected& row : in_file_order()) rows.push_back(row.raw);
  return rows;
}

}  // namespace gs
