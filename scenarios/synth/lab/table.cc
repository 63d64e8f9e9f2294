// Header and rows of one table, comma-separated; numbers with a decimal comma are quoted.
#include "scenarios/synth/lab/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.h"
#include "scenarios/reading/spreadsheet.h"

namespace gs {
namespace {

// Words that are written their own way wherever capitals are used.
struct OwnWord {
  std::string_view folded, written;
};
constexpr std::array<OwnWord, 6> kOwnWords{{{"id", "ID"},
                                            {"utc)", "UTC)"},
                                            {"to", "to"},
                                            {"liftstartdate", "liftStartDate"},
                                            {"liftenddate", "liftEndDate"},
                                            {"liftabs", "liftAbs"}}};

// Latin and Russian first letters.
std::string capitalised(std::string_view word) {
  std::string out(word);
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(out[at]); };
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  if (out.size() < 2) return out;
  if (byte(0) == 0xd0 && byte(1) >= 0xb0 && byte(1) <= 0xbf) out[1] = static_cast<char>(byte(1) - 0x20);
  if (byte(0) == 0xd1 && byte(1) >= 0x80 && byte(1) <= 0x8f) {
    out[0] = static_cast<char>(0xd0);
    out[1] = static_cast<char>(byte(1) + 0x20);
  }
  return out;
}

// "post-click" is "Post-Click" in a title.
std::string with_capitals(std::string_view word, Capitals capitals) {
  const std::size_t dash = capitals == Capitals::title ? word.find('-') : word.npos;
  if (dash == word.npos) return capitalised(word);
  return capitalised(word.substr(0, dash + 1)) + capitalised(word.substr(dash + 1));
}

std::string with_comma(const TableForm& form, std::string number) {
  if (form.layout->decimal != ',') return number;
  const std::size_t point = number.find('.');
  if (point == std::string::npos) return number;
  number[point] = ',';
  return "\"" + number + "\"";
}

std::string line_of(const std::vector<std::string>& cells) {
  return fmt::format("{}\r\n", fmt::join(cells, ","));
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    words.push_back(list.substr(0, list.find('|')));
    list.remove_prefix(std::min(list.size(), words.back().size() + 1));
  }
  return words;
}

std::string in_capitals(std::string_view folded_name, Capitals capitals) {
  std::string out;
  bool first = true;
  while (!folded_name.empty()) {
    const std::string_view word = folded_name.substr(0, folded_name.find(' '));
    folded_name.remove_prefix(std::min(folded_name.size(), word.size() + 1));
    const auto own = std::ranges::find(kOwnWords, word, &OwnWord::folded);
    std::string written(word);
    const bool always = word.starts_with("lift");
    if (own != kOwnWords.end() && (always || capitals == Capitals::sentence || capitals == Capitals::title))
      written = own->written;
    else if (capitals == Capitals::title || (first && capitals == Capitals::sentence))
      written = with_capitals(word, capitals);
    else if (capitals == Capitals::all)
      std::ranges::transform(written, written.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      });
    out += (first ? "" : " ") + written;
    first = false;
  }
  return out;
}

std::string header_of(const TableForm& form, std::string_view ours) {
  for (const ColumnRule& rule : form.layout->columns)
    if (rule.ours == ours) return in_capitals(rule.names.substr(0, rule.names.find('|')), form.capitals);
  throw Error(Fault::our_defect, std::string(form.layout->name), "no column " + std::string(ours));
}

bool takes(const TableForm& form, std::string_view platform, std::string_view account) {
  const auto platforms = words_of(form.platforms);
  if (!form.account.empty() && form.account != account) return false;
  return platforms.empty() || std::ranges::find(platforms, platform) != platforms.end();
}

std::string date_in(const TableForm& form, Day day) {
  const CivilTime date = civil_of(day);
  if (form.dates == "mdy") return fmt::format("{:02}/{:02}/{}", date.month, date.day, date.year);
  if (form.dates == "dmy") return fmt::format("{:02}.{:02}.{}", date.day, date.month, date.year);
  return to_iso_date(date);
}

std::string number_in(const TableForm& form, double number) {
  const bool whole = number == std::floor(number) && std::abs(number) < 9e15;
  return with_comma(form, whole ? fmt::format("{:.0f}", number) : fmt::format("{}", number));
}

std::string money_in(const TableForm& form, Money money) { return with_comma(form, to_text(money)); }

std::string write_table(const TableForm& form, std::size_t rows, const CellOf& cell) {
  const std::vector<std::string_view> columns = words_of(form.columns);
  std::vector<std::string> cells;
  for (const std::string_view ours : columns) {
    const std::string name = header_of(form, ours);
    cells.push_back(name.find(',') == std::string::npos ? name : "\"" + name + "\"");
  }
  std::string text = std::string(form.before) + line_of(cells);
  for (std::size_t row = 0; row < rows; ++row) {
    cells.clear();
    for (const std::string_view ours : columns) cells.push_back(cell(row, ours));
    text += line_of(cells);
  }
  return text;
}

}  // namespace gs
