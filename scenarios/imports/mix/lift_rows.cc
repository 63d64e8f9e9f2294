// The number called "lift" takes the name of what was lifted: "conversions_lift".
#include "scenarios/imports/mix/lift_rows.h"

#include <map>

#include "scenarios/imports/days/day_rows.h"
#include "scenarios/reading/cells.h"

namespace gs {
namespace {

struct Tests {
  std::vector<std::string> part, lifted;  // by sheet row
  std::vector<std::optional<Day>> first, last;
};

// A test that ends before it starts is refused; tests without dates are told apart by their number in the
// file.
Tests tests_of(Reading& reading) {
  const int channel = reading.slot("channel"), first = reading.slot("first"), last = reading.slot("last");
  const std::size_t rows = reading.sheet.size();
  Tests tests{std::vector<std::string>(rows), std::vector<std::string>(rows), {}, {}};
  const bool dated = first >= 0;
  if (dated) {
    auto days = read_days(reading, {first, last}, Cells::required);
    tests.first = std::move(days[0]);
    tests.last = std::move(days[1]);
  }
  tests.first.resize(rows);
  tests.last.resize(rows);
  std::map<std::string, int> known;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::string name(channel < 0 ? "" : trimmed(reading.sheet.text(row, channel)));
    tests.part[row] = "channel=" + (name.empty() ? "all" : name);
    if (!dated) tests.part[row] += " test=" + std::to_string(++known[name]);
    const int metric = reading.slot("metric");
    tests.lifted[row] = metric < 0 ? "" : metric_word(reading.sheet.text(row, metric));
    if (tests.first[row] && tests.last[row] && *tests.last[row] < *tests.first[row])
      reading.refuse(row, last, "ends on " + to_text(*tests.last[row]) + ", before it starts", "V09");
  }
  return tests;
}

ObservedDay& add_day(Reading& reading, const Tests& tests, std::size_t row, std::string metric) {
  ObservedDay& day = reading.days.emplace_back();
  day.platform = reading.layout.platform;
  day.part = tests.part[row];
  day.first = tests.first[row];
  day.last = tests.last[row];
  day.metric = std::move(metric);
  day.line = reading.sheet.line(row);
  return day;
}

void add_numbers(Reading& reading, int slot, const Tests& tests) {
  const std::string ours(reading.layout.columns[static_cast<std::size_t>(slot)].ours);
  const auto values = read_counts(reading, slot);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (reading.bad[row] || !values[row]) continue;
    const std::string& lifted = tests.lifted[row];
    ObservedDay& day =
        add_day(reading, tests, row, ours == "lift" && !lifted.empty() ? lifted + "_lift" : ours);
    day.unit = ours == "lift_confidence" ? SeriesUnit::ratio : SeriesUnit::index;
    day.value = *values[row];
  }
}

void add_money(Reading& reading, int slot, const Tests& tests) {
  const std::string ours(reading.layout.columns[static_cast<std::size_t>(slot)].ours);
  const Amounts amounts = read_money(reading, slot, Places::round);
  const std::string currency = currency_of(reading, amounts.currency);
  for (std::size_t row = 0; row < amounts.cells.size(); ++row) {
    if (reading.bad[row] || !amounts.cells[row]) continue;
    ObservedDay& day = add_day(reading, tests, row, ours);
    day.unit = SeriesUnit::money;
    day.money = *amounts.cells[row];
    day.currency = currency;
  }
}

}  // namespace

void interpret_lifts(Reading& reading) {
  reading.bad.assign(reading.sheet.size(), false);
  const Tests tests = tests_of(reading);
  for (std::size_t i = 0; i < reading.layout.columns.size(); ++i) {
    const int slot = static_cast<int>(i);
    if (!reading.sheet.has(slot)) continue;
    if (reading.layout.columns[i].kind == Kind::money)
      add_money(reading, slot, tests);
    else if (is_numeric(reading.layout.columns[i].kind))
      add_numbers(reading, slot, tests);
  }
  reading.findings.settle();
  settle_days(reading);
}

}  // namespace gs
