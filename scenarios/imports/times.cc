// Publish times: one order of day and month for the whole file, the account's zone, daylight saving said
// aloud.
#include <optional>

#include "core/error.h"
#include "scenarios/imports/layout.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/dates.h"

namespace gs {
namespace {

constexpr int kNoon = 12;

// What one column of dates needs to be read, and what is said about it afterwards.
struct DateColumn {
  int slot = -1;
  DateOrder order = DateOrder::unknown;
  std::vector<DateText> dates;
  bool two_styles = false;  // named order, and a spreadsheet rewrote some of the dates
  std::int64_t without_hour = 0, without_offset = 0, twice = 0, told_otherwise = 0, from_ids = 0;
};

[[noreturn]] void refuse_order(const Reading& reading, int slot, const std::string& what) {
  throw Error(Fault::bad_input,
              where_in(reading.findings.file(), {reading.sheet.line(0), 0, reading.sheet.header(slot).name}),
              what + "; pass --date-order",
              "--date-order dmy for 31/12/2026, --date-order mdy for 12/31/2026",
              "V07");
}

// What a column's dates say about their order.
struct OrderEvidence {
  std::int64_t unclear = 0, day_first = 0, month_first = 0;
  const DateText *padded = nullptr, *bare = nullptr;
};

OrderEvidence gather(const std::vector<DateText>& dates) {
  OrderEvidence found;
  for (const DateText& date : dates) {
    if (!date.readable || date.year_first) continue;
    const DateOrder told = told_order(date);
    found.day_first += told == DateOrder::day_month && !date.dotted;
    found.month_first += told == DateOrder::month_day;
    found.unclear += told == DateOrder::unknown && date.a != date.b;
    if (date.padded && !found.padded) found.padded = &date;
    if (date.bare && !found.bare) found.bare = &date;
  }
  return found;
}

DateOrder decide_order(const Reading& reading, DateColumn& column) {
  const DateOrder named = named_order(reading.options.date_order),
                  usual =
                      reading.language.empty() ? named_order(reading.layout.date_order) : DateOrder::unknown;
  const OrderEvidence found = gather(column.dates);
  column.two_styles = found.padded && found.bare;
  if (named != DateOrder::unknown) return named;
  const bool days = found.day_first > 0, months = found.month_first > 0;
  if (found.padded && found.bare && (days || months || found.unclear > 0))
    refuse_order(reading,
                 column.slot,
                 "two ways of writing dates, " + in_quotes(found.padded->date) + " and " +
                     in_quotes(found.bare->date));
  if (days && months)
    refuse_order(reading,
                 column.slot,
                 "day first in " + std::to_string(found.day_first) + " rows, month first in " +
                     std::to_string(found.month_first));
  if (days) return DateOrder::day_month;
  if (months) return DateOrder::month_day;
  if (usual == DateOrder::unknown && found.unclear > 0)
    refuse_order(
        reading, column.slot, "day/month order unclear in all " + std::to_string(found.unclear) + " rows");
  return usual == DateOrder::unknown ? DateOrder::day_month : usual;
}

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string clock_of(const CivilTime& t) { return two_digits(t.hour) + ":" + two_digits(t.minute); }

std::string day_text(const CivilTime& t) {
  return two_digits(t.day) + "." + two_digits(t.month) + "." + std::to_string(t.year);
}

// The order of one date: the column's, but where two styles stand beside each other a date that reads in
// one way only is read that way.
DateOrder order_of(const DateText& date, DateColumn& column) {
  const DateOrder told = column.two_styles ? told_order(date) : DateOrder::unknown;
  if (told == DateOrder::unknown || told == column.order) return column.order;
  ++column.told_otherwise;
  return told;
}

// The moment inside a post's id, where the cell leaves out the year and agrees on the day.
std::optional<Instant> moment_in_id(const Reading& reading, std::size_t row, const DateText& date) {
  if (!date.without_year || !reading.layout.moment) return std::nullopt;
  const std::optional<Instant> moment = reading.layout.moment(reading.posts[row].id);
  constexpr std::int64_t kDay = 86400;  // a day off: the zone's midnight is not ours
  for (const std::int64_t shift : {-kDay, std::int64_t{0}, kDay}) {
    if (!moment) break;
    const CivilTime there = to_civil(Instant{moment->seconds + shift}, "UTC");
    if (there.month == date.b && there.day == date.c) return moment;
  }
  return std::nullopt;
}

std::optional<Instant> instant_of(Reading& reading, std::size_t row, DateColumn& column) {
  const DateText& date = column.dates[row];
  if (const std::optional<Instant> moment = moment_in_id(reading, row, date)) {
    ++column.from_ids;
    return moment;
  }
  DateReading read = read_date(date, order_of(date, column));
  if (!read.fault.empty()) {
    reading.refuse(row, column.slot, read.fault, read.code == "V09" ? "V09" : "V06");
    return std::nullopt;
  }
  if (!date.has_time) {
    ++column.without_hour;
    read.civil.hour = kNoon;
  }
  if (date.offset_minutes)
    return Instant{to_instant(read.civil, "UTC").instant.seconds - 60 * *date.offset_minutes};
  ++column.without_offset;
  const LocalInstant local = to_instant(read.civil, reading.zone);
  if (local.kind == LocalKind::gap) {
    reading.refuse(
        row,
        column.slot,
        clock_of(read.civil) + " on " + day_text(read.civil) + " does not exist in " + reading.zone,
        "V08");
    return std::nullopt;
  }
  if (local.kind == LocalKind::overlap) {
    ++column.twice;
    reading.findings.note("took first " + clock_of(read.civil), reading.place(row, column.slot));
  }
  return local.instant;
}

void say(Reading& reading, const DateColumn& column, bool published) {
  if (!published) return;
  const Place place{0, 0, reading.sheet.header(column.slot).name};
  if (column.without_hour > 0)
    reading.findings.attention(
        std::to_string(column.without_hour) + " posts have a date but no hour; 12:00 taken",
        place,
        column.without_hour);
  if (column.from_ids > 0)
    reading.findings.attention(std::to_string(column.from_ids) + (column.from_ids == 1 ? " date" : " dates") +
                                   " without a year; the moment inside the post's id taken",
                               place,
                               column.from_ids);
  if (column.told_otherwise > 0)
    reading.findings.attention("dates written in two ways: " + std::to_string(column.told_otherwise) +
                                   " read in one way only and were read so, the others as --date-order says",
                               place,
                               column.told_otherwise);
  if (column.without_offset > 0 && reading.options.timezone.empty())
    reading.findings.attention(
        "the file does not name its time zone; UTC taken, pass --timezone", place, column.without_offset);
}

// "20260807" as "2026-08-07"; other texts as they are.
std::string with_dashes(std::string_view cell) {
  std::string text(trimmed(cell));
  const bool eight = text.size() == 8 && text.find_first_not_of("0123456789") == text.npos;
  return eight ? text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6) : text;
}

std::vector<std::optional<Instant>> read_times(Reading& reading, int slot, bool required) {
  DateColumn column{.slot = slot, .order = DateOrder::unknown, .dates = {}};
  for (std::size_t row = 0; row < reading.sheet.size(); ++row)
    column.dates.push_back(take_date_apart(reading.sheet.text(row, slot)));
  column.order = decide_order(reading, column);
  std::vector<std::optional<Instant>> times(reading.sheet.size());
  for (std::size_t row = 0; row < times.size(); ++row) {
    const std::string_view cell = reading.sheet.text(row, slot);
    if (!required && is_suppressed(cell)) continue;
    if (column.dates[row].readable)
      times[row] = instant_of(reading, row, column);
    else
      reading.refuse(row,
                     slot,
                     trimmed(cell).empty() ? "empty; expected a date"
                                           : in_quotes(trimmed(cell)) + " is not a calendar date",
                     "V06");
  }
  say(reading, column, required);
  return times;
}

}  // namespace

std::vector<std::vector<std::optional<Day>>> read_days(Reading& reading,
                                                       const std::vector<int>& slots,
                                                       Cells cells) {
  DateColumn all{.slot = slots.at(0), .order = DateOrder::unknown, .dates = {}};
  for (const int slot : slots)
    for (std::size_t row = 0; row < reading.sheet.size(); ++row)
      all.dates.push_back(take_date_apart(with_dashes(reading.sheet.text(row, slot))));
  all.order = decide_order(reading, all);
  std::vector<std::vector<std::optional<Day>>> days(slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    days[i].resize(reading.sheet.size());
    for (std::size_t row = 0; row < reading.sheet.size(); ++row) {
      const std::string_view cell = reading.sheet.text(row, slots[i]);
      if (cells == Cells::may_be_empty && is_suppressed(cell)) continue;
      const DateText& date = all.dates[i * reading.sheet.size() + row];
      const DateReading read = date.readable ? read_date(date, order_of(date, all)) : DateReading{};
      if (!date.readable)
        reading.refuse(row,
                       slots[i],
                       trimmed(cell).empty() ? "empty; expected a date"
                                             : in_quotes(trimmed(cell)) + " is not a calendar date",
                       "V06");
      else if (!read.fault.empty())
        reading.refuse(row, slots[i], read.fault, read.code == "V09" ? "V09" : "V06");
      else
        days[i][row] = day_of(read.civil);
    }
  }
  return days;
}

std::optional<Day> day_in(std::string_view text, std::string_view order) {
  const DateText date = take_date_apart(with_dashes(text));
  if (!date.readable) return std::nullopt;
  const DateReading read = read_date(date, named_order(order));
  return read.fault.empty() ? std::optional(day_of(read.civil)) : std::nullopt;
}

void fill_times(Reading& reading) {
  if (const int slot = reading.slot("published"); slot >= 0) {
    const std::vector<std::optional<Instant>> times = read_times(reading, slot, true);
    for (std::size_t row = 0; row < times.size(); ++row)
      reading.posts[row].published = times[row].value_or(Instant{});
  }
  if (const int slot = reading.slot("exported_at"); slot >= 0) {
    const std::vector<std::optional<Instant>> times = read_times(reading, slot, false);
    for (std::size_t row = 0; row < times.size(); ++row) reading.posts[row].exported_at = times[row];
  }
  for (ObservedPost& post : reading.posts) post.zone = reading.zone;
}

}  // namespace gs
