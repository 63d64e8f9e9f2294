// Own grammar, no locale, no strptime.
#include "scenarios/reading/dates.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/month_words.h"

namespace gs {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes up to `most` digits from the front; -1 when there is none.
std::int64_t take_number(std::string_view& text, std::size_t most) {
  std::int64_t value = 0;
  std::size_t used = 0;
  while (used < most && used < text.size() && is_digit(text[used])) value = value * 10 + (text[used++] - '0');
  if (used == 0) return -1;
  text.remove_prefix(used);
  return value;
}

bool take_char(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_day(std::string_view& text, DateText& date) {
  constexpr std::size_t kYearDigits = 6;
  const std::size_t before = text.size();
  const auto note_style = [&date](std::string_view rest) {
    const bool single = rest.size() > 1 && is_digit(rest[0]) && !is_digit(rest[1]);
    date.padded = date.padded || rest.starts_with('0');
    date.bare = date.bare || single;
  };
  note_style(text);
  date.a = take_number(text, kYearDigits);
  date.year_first = before - text.size() >= 3;
  if (date.a < 0 || text.empty()) return false;
  const char separator = text.front();
  if (separator != '/' && separator != '.' && separator != '-') return false;
  date.dotted = separator == '.';
  text.remove_prefix(1);
  note_style(text);
  date.b = take_number(text, 2);
  if (date.b < 0 || !take_char(text, separator)) return false;
  date.c = take_number(text, kYearDigits);
  return date.c >= 0;
}

bool take_half_day(std::string_view& text, DateText& date) {
  const std::string_view half = text.substr(0, 2);
  const bool afternoon = half == "PM" || half == "pm", morning = half == "AM" || half == "am";
  if (!afternoon && !morning) return true;
  text.remove_prefix(2);
  if (date.hour < 1 || date.hour > 12) return false;
  date.hour = date.hour % 12 + (afternoon ? 12 : 0);
  return true;
}

bool take_clock(std::string_view& text, DateText& date) {
  const auto number = [&](int most) {
    const std::int64_t value = take_number(text, 2);
    return value > most ? -1 : static_cast<int>(value);
  };
  date.has_time = true;
  date.hour = number(23);
  if (date.hour < 0 || !take_char(text, ':')) return false;
  date.minute = number(59);
  if (date.minute < 0) return false;
  if (take_char(text, ':')) date.second = number(59);
  if (date.second < 0) return false;
  if (take_char(text, '.') && take_number(text, 9) < 0) return false;  // fractions of a second are dropped
  text = trimmed(text);
  return take_half_day(text, date);
}

bool take_offset(std::string_view& text, DateText& date) {
  text = trimmed(text);
  if (text.empty()) return true;
  if (text == "Z" || text == "UTC" || text == "GMT") {
    date.offset_minutes = 0;
    text = {};
    return true;
  }
  const bool west = text.front() == '-';
  if (!west && text.front() != '+') return false;
  text.remove_prefix(1);
  const std::int64_t hours = take_number(text, 2);
  take_char(text, ':');
  const std::int64_t minutes = text.empty() ? 0 : take_number(text, 2);
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return false;
  date.offset_minutes = static_cast<int>(hours * 60 + minutes) * (west ? -1 : 1);
  return text.empty();
}

constexpr std::string_view kBetween = " ,.";

// The next word or number of a date with a month in words; empty at the clock and at the end.
std::string_view next_token(std::string_view& text) {
  const auto skip = [&](std::string_view space) {
    while (text.starts_with(space)) text.remove_prefix(space.size());
  };
  for (std::size_t before = 0; before != text.size();) {
    before = text.size();
    for (const std::string_view space : {" ", ",", ".", "\u00a0", "\u202f", "\u2009"}) skip(space);
  }
  std::size_t end = std::min(text.find_first_of(kBetween), text.size());
  end = std::min({end, text.find("\u00a0"), text.find("\u202f")});
  const std::string_view token = text.substr(0, end);
  return token.find(':') == token.npos ? token : std::string_view();
}

// "Sat, Nov 30, 2024", "26 sept. 2026", "5 de agosto de 2026": day and year are told apart by their length.
// Of two words that could be months the first is a weekday ("mar., 5 nov. 2024").
bool take_day_in_words(std::string_view& text, DateText& date) {
  std::int64_t day = -1, year = -1;
  int month = 0;
  bool first = true;
  for (std::string_view token = next_token(text); !token.empty(); token = next_token(text), first = false) {
    std::string_view digits = token;
    const std::int64_t number = take_number(digits, 4);
    if (number >= 0) {
      std::int64_t& place = token.size() > 2 ? year : day;
      if (!digits.empty() || token.size() == 3 || place >= 0) return false;
      place = number;
    } else if (const int here = month_of(token); here > 0) {
      month = here;
    } else if (!first && !is_date_filler(token)) {
      return false;
    }
    text.remove_prefix(token.size());
  }
  date = {};
  date.year_first = true;
  date.without_year = year < 0;
  date.a = year, date.b = month, date.c = day;
  return month > 0 && day >= 0;
}

}  // namespace

DateText take_date_apart(std::string_view cell) {
  DateText date;
  std::string_view text = trimmed(cell);
  const std::string_view whole = text;
  if (!take_day(text, date)) {
    text = whole;
    if (!take_day_in_words(text, date)) return date;
  }
  date.date = trimmed(whole.substr(0, whole.size() - text.size()));
  take_char(text, ',');
  if (!take_char(text, 'T')) text = trimmed(text);
  if (text.empty()) {
    date.readable = true;
    return date;
  }
  date.readable = take_clock(text, date) && take_offset(text, date) && text.empty();
  return date;
}

DateOrder told_order(const DateText& date) {
  if (!date.readable || date.year_first) return DateOrder::unknown;
  if (date.dotted) return DateOrder::day_month;
  if (date.a > 12 && date.b <= 12) return DateOrder::day_month;
  if (date.b > 12 && date.a <= 12) return DateOrder::month_day;
  return DateOrder::unknown;
}

DateOrder named_order(std::string_view name) {
  if (name.empty() || name == "ymd") return DateOrder::unknown;
  if (name == "dmy") return DateOrder::day_month;
  if (name == "mdy") return DateOrder::month_day;
  throw Error(
      Fault::usage, "--date-order", in_quotes(name) + " is not an order", "one of dmy, mdy, ymd", "C04");
}

DateReading read_date(const DateText& date, DateOrder order) {
  DateReading reading;
  const bool day_first = date.dotted || order == DateOrder::day_month;
  const std::int64_t year = date.year_first ? date.a : date.c;
  const std::int64_t month = date.year_first || day_first ? date.b : date.a;
  const std::int64_t day = date.year_first ? date.c : (day_first ? date.a : date.b);
  if (date.without_year) {
    reading.fault = in_quotes(date.date) + " has no year";
    reading.code = "V06";
  } else if (year < kFirstYear || year > kLastYear) {
    reading.fault = "year " + std::to_string(year) + " outside 2004–2100";
    reading.code = "V09";
  } else if (!is_calendar_date(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day))) {
    reading.fault = date.date + " is not a calendar date";
    reading.code = "V06";
  }
  reading.civil = {static_cast<int>(year),
                   static_cast<int>(month),
                   static_cast<int>(day),
                   date.hour,
                   date.minute,
                   date.second};
  return reading;
}

}  // namespace gs
