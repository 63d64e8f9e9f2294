// A table in a platform's layout: its header is made of the importer's own rules for that layout, in the
// platform's way of writing capitals, so that a name stands in one place; cells are asked for by our names.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/day.h"
#include "scenarios/imports/layout.h"

namespace gs {

enum class Capitals : std::uint8_t { none, sentence, title, all };

// How a layout is written. `columns`: our names, in order, by '|', each with its rule in the layout.
struct TableForm {
  const Layout* layout = nullptr;
  std::string_view columns;
  Capitals capitals = Capitals::sentence;
  std::string_view dates = "ymd";  // or "mdy", "dmy"
  std::string_view platforms{};    // whose rows it takes, by '|'; empty: all
  std::string_view before{};       // lines above the header
  // Of the file that is being written: whose rows it takes, empty: all; which metric.
  std::string account{};
  std::string_view metric{};
};

// "amount spent" -> "Amount spent", "start date (in utc)" -> "Start Date (in UTC)".
std::string in_capitals(std::string_view folded_name, Capitals capitals);

// The name in the layout's header. Throws Error(our_defect) where the layout has no such rule.
std::string header_of(const TableForm& form, std::string_view ours);

bool takes(const TableForm& form, std::string_view platform, std::string_view account);
std::string date_in(const TableForm& form, Day day);
std::string number_in(const TableForm& form, double number);  // shortest that reads back the same
std::string money_in(const TableForm& form, Money money);     // to the millionth, exact

using CellOf = std::function<std::string(std::size_t row, std::string_view ours)>;
std::string write_table(const TableForm& form, std::size_t rows, const CellOf& cell);

// Words between '|'.
std::vector<std::string_view> words_of(std::string_view list);

}  // namespace gs
