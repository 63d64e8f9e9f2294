// The health report of one file: what was noticed, what was refused, in an order that depends on the file
// alone. Unreadable rows are collected, so that the first of them in the file is the one named; implausible
// ones are kept and flagged, or refused under --strict.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/imports/importer.h"

namespace gs {

// A cell's place, for messages. Line 0: the file as a whole; column 0: the line as a whole.
struct Place {
  std::int64_t line = 0, column = 0;
  std::string name;  // of the column, as the file writes it
};
std::string where_in(const std::string& file, const Place& place);  // "posts.csv:41:7 Likes"

class Findings {
 public:
  Findings(std::string file, std::int64_t skip_bad_rows, bool strict)
      : file_(std::move(file)), let_pass_(skip_bad_rows), strict_(strict) {}

  void note(const std::string& text, const Place& place = {}, std::int64_t count = 1);
  void attention(const std::string& text, const Place& place = {}, std::int64_t count = 1);
  // A row stored as the platform wrote it although it contradicts itself; `kept` says what becomes of it.
  void implausible(const std::string& text,
                   const Place& place,
                   const char* code,
                   const char* kept = "kept as is, left out of the fit");
  // A row that cannot be read. `raw` is kept beside the import when rows may pass.
  void refuse_row(const std::string& text, const Place& place, const char* code, std::string_view raw = {});
  // Throws the first refused row unless --skip-bad-rows lets them all pass.
  void settle() const;

  const std::string& file() const { return file_; }
  std::int64_t refused() const { return static_cast<std::int64_t>(rejected_.size()); }
  bool keeps_raw() const { return let_pass_ > 0; }
  bool hopeless() const { return refused() > let_pass_ + kMostCollected; }  // no use reading on
  std::vector<Finding> sorted() const;
  std::vector<std::string> rejected_rows() const;

 private:
  static constexpr std::int64_t kMostCollected = 1000;
  struct Rejected {
    Place place;
    std::string text, code, raw;
  };
  void add(Level level, const std::string& text, const Place& place, std::int64_t count);
  std::vector<Rejected> in_file_order() const;
  std::string file_;
  std::int64_t let_pass_ = 0;
  bool strict_ = false;
  std::vector<Finding> found_;
  std::vector<Rejected> rejected_;
};

}  // namespace gs
