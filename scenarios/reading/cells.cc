// Separators are understood column by column: see decimal_mark.
#include "scenarios/reading/cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

namespace gs {
namespace {

struct Sign {
  std::string_view text, currency;
};
constexpr std::array<Sign, 11> kSigns{{{"US$", "USD"},
                                       {"$", "USD"},
                                       {"€", "EUR"},
                                       {"£", "GBP"},
                                       {"₽", "RUB"},
                                       {"руб.", "RUB"},
                                       {"¥", "JPY"},
                                       {"₹", "INR"},
                                       {"₸", "KZT"},
                                       {"₴", "UAH"},
                                       {"zł", "PLN"}}};

// As interfaces shorten counts, in English, Russian, Spanish, Polish, Indonesian and German.
struct Scale {
  std::string_view word;
  double factor;
};
constexpr std::array<Scale, 15> kScales{{{"K", 1e3},
                                         {"k", 1e3},
                                         {"M", 1e6},
                                         {"m", 1e6},
                                         {"тыс.", 1e3},
                                         {"тыс", 1e3},
                                         {"млн", 1e6},
                                         {"mil", 1e3},
                                         {"tys.", 1e3},
                                         {"mln", 1e6},
                                         {"rb", 1e3},
                                         {"jt", 1e6},
                                         {"Tsd.", 1e3},
                                         {"Mio.", 1e6},
                                         {"Mio", 1e6}}};

struct Space {
  std::string_view bytes;
  char32_t code_point;
};
constexpr std::array<Space, 4> kSpaces{{{" ", 0}, {"\u00a0", 0xA0}, {"\u202f", 0x202F}, {"\u2009", 0x2009}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

const Space* space_at(std::string_view text) {
  for (const Space& space : kSpaces)
    if (text.starts_with(space.bytes)) return &space;
  return nullptr;
}

void take_currency(std::string_view& text, NumberText& number) {
  for (const Sign& sign : kSigns) {
    if (text.starts_with(sign.text))
      text.remove_prefix(sign.text.size());
    else if (text.ends_with(sign.text))
      text.remove_suffix(sign.text.size());
    else
      continue;
    number.currency = sign.currency;
    text = trimmed(text);
    return;
  }
}

void take_sign(std::string_view& text, NumberText& number) {
  for (const std::string_view minus : {std::string_view("-"), std::string_view("−")})
    if (text.starts_with(minus) && !number.negative) {
      number.negative = true;
      text = trimmed(text.substr(minus.size()));
    }
}

void take_suffix(std::string_view& text, NumberText& number) {
  if (text.empty() || is_digit(text.back())) return;
  if (text.back() == '%') {
    number.percent = true;
    text = trimmed(text.substr(0, text.size() - 1));
    return;
  }
  const auto scale = std::find_if(
      kScales.begin(), kScales.end(), [&](const Scale& known) { return text.ends_with(known.word); });
  if (scale == kScales.end()) return;
  number.multiplier = scale->factor;
  text = trimmed(text.substr(0, text.size() - scale->word.size()));
}

// Copies digits and separators; false at the first character that is neither.
bool take_digits(std::string_view text, NumberText& number) {
  while (!text.empty()) {
    const char c = text.front();
    if (is_digit(c) || c == '.' || c == ',' || c == '\'') {
      number.digits += c;
      text.remove_prefix(1);
    } else if (const Space* space = space_at(text)) {
      number.digits += ' ';
      if (space->code_point) number.wide_space = space->code_point;
      text.remove_prefix(space->bytes.size());
    } else {
      return false;
    }
  }
  const bool ends =
      !number.digits.empty() && is_digit(number.digits.front()) && is_digit(number.digits.back());
  return ends;
}

// Groups of three after the first group of one to three.
bool well_grouped(std::string_view whole, char separator) {
  std::size_t group = 0, groups = 0;
  for (const char c : whole) {
    if (c != separator) {
      ++group;
      continue;
    }
    if (group == 0 || group > 3 || (groups > 0 && group != 3)) return false;
    ++groups;
    group = 0;
  }
  return groups == 0 || group == 3;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto solid = [](char c) { return c > ' ' && c < 0x7F; };
  if (!text.empty() && solid(text.front()) && solid(text.back())) return text;  // most cells
  for (bool again = true; again && !text.empty();) {
    again = false;
    if (text.front() == '\t' || text.front() == '\n' || text.front() == '\r')
      text.remove_prefix(1), again = true;
    else if (const Space* space = space_at(text))
      text.remove_prefix(space->bytes.size()), again = true;
  }
  for (bool again = true; again && !text.empty();) {
    again = false;
    if (text.back() == '\t' || text.back() == '\n' || text.back() == '\r')
      text.remove_suffix(1), again = true;
    for (const Space& space : kSpaces)
      if (text.ends_with(space.bytes)) text.remove_suffix(space.bytes.size()), again = true;
  }
  return text;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kShown = 60;
  std::size_t end = std::min(text.size(), kShown);
  while (end < text.size() && end > 0 && (text[end] & 0xC0) == 0x80) --end;  // never half a character
  std::string shown = "'";
  for (const char c : text.substr(0, end)) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      shown += ' ';
    else
      shown += c;
  }
  return shown + (end < text.size() ? "…'" : "'");
}

std::string grouped(double whole) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.0f", whole);
  std::string digits = text.data();
  for (std::size_t i = digits.size(); i > 3 && is_digit(digits[i - 4]);) {
    i -= 3;
    digits.insert(i, ",");
  }
  return digits;
}

bool is_suppressed(std::string_view cell) {
  cell = trimmed(cell);
  constexpr std::array<std::string_view, 9> kWords{"", "-", "--", "–", "—", "N/A", "n/a", "NA", "#N/A"};
  if (std::find(kWords.begin(), kWords.end(), cell) != kWords.end()) return true;
  if (!cell.starts_with('<')) return false;
  cell = trimmed(cell.substr(1));
  return !cell.empty() && std::all_of(cell.begin(), cell.end(), is_digit);
}

NumberText take_apart(std::string_view cell) {
  NumberText number;
  std::string_view text = trimmed(cell);
  if (!text.empty() && text.size() <= 15 && std::all_of(text.begin(), text.end(), is_digit)) {  // most cells
    number.readable = true;
    number.digits = text;
    return number;
  }
  number.suppressed = is_suppressed(text);
  if (number.suppressed) return number;
  take_sign(text, number);
  take_currency(text, number);
  take_sign(text, number);
  take_suffix(text, number);
  number.readable = take_digits(text, number);
  return number;
}

Mark decimal_mark(const NumberText& number) {
  const std::string& text = number.digits;
  const auto points = std::count(text.begin(), text.end(), '.'),
             commas = std::count(text.begin(), text.end(), ',');
  if (points + commas == 0) return Mark::silent;
  if (points > 1 && commas > 1) return Mark::none;
  if (points > 1) return Mark::comma;
  if (commas > 1) return Mark::point;
  const std::size_t last = text.find_last_of(".,");
  const Mark as_decimal = text[last] == '.' ? Mark::point : Mark::comma;
  if (points + commas == 2) return as_decimal;
  const bool other_groups = text.find_first_of(" '") != text.npos;
  const bool like_thousands = text.size() - last == 4 && last <= 3 && text[0] != '0';
  return like_thousands && !other_groups && number.multiplier == 1 ? Mark::either : as_decimal;
}

std::optional<std::string> plain_decimal(const NumberText& number, char decimal) {
  const std::string_view text = number.digits;
  const std::size_t mark = text.find(decimal);
  std::string whole(text.substr(0, mark)), places;
  if (mark != text.npos) places = text.substr(mark + 1);
  if (!std::all_of(places.begin(), places.end(), is_digit)) return std::nullopt;
  const std::size_t first = whole.find_first_of(".,' ");
  const char separator = first == whole.npos ? ',' : whole[first];
  if (!well_grouped(whole, separator)) return std::nullopt;
  std::erase(whole, separator);
  if (whole.empty() || !std::all_of(whole.begin(), whole.end(), is_digit)) return std::nullopt;
  return mark == text.npos ? whole : whole + "." + places;
}

double half_width(const NumberText& number, char decimal) {
  if (number.multiplier == 1) return 0;
  const std::size_t mark = number.digits.find(decimal);
  double width = number.multiplier / 2;
  for (std::size_t i = mark; mark != std::string::npos && i + 1 < number.digits.size(); ++i) width /= 10;
  return width;
}

}  // namespace gs
