// Weekly tables and lift tests. Conversions are the settings' outcome. Meridian and Robyn take money and
// counts as they are; PyMC-Marketing's spends are scaled by their largest week, and a lift test with them.
// A test's sigma is the scatter two separate groups would have had: sqrt of both counts, at least 1
// (assumption); its lift itself is exact, so Robyn's confidence is 1.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/synth/lab/layouts.h"
#include "scenarios/synth/lab/shown.h"

namespace gs {
namespace {

std::string line_of(const std::vector<std::string>& cells) {
  return fmt::format("{}\r\n", fmt::join(cells, ","));
}

std::vector<Money> largest_weeks(const Laboratory& lab, const std::vector<LabWeek>& weeks) {
  std::vector<Money> most(lab.channels.size());
  for (const LabWeek& week : weeks)
    for (std::size_t channel = 0; channel < most.size(); ++channel)
      most[channel] = std::max(most[channel], week.spend[channel]);
  return most;
}

double scaled(Money spend, Money most) {
  return most.micros > 0 ? static_cast<double>(spend.micros) / static_cast<double>(most.micros) : 0;
}

std::optional<Money> order_value(const Laboratory& lab) {
  return lab.settings.outcome == "sales" ? lab.plan().request.offer->order_value : std::nullopt;
}

struct TestWeek {
  double with = 0, without = 0;  // outcomes in the week itself
};
TestWeek week_of_test(const Laboratory& lab, const LiftTest& test) {
  return {outcome_in_week(lab, lab.all, test.week), outcome_in_week(lab, test.without, test.week)};
}

}  // namespace

std::string write_meridian(const Laboratory& lab, const TableForm& form) {
  std::vector<std::string> cells{header_of(form, "geo"), header_of(form, "day")};
  for (const LabChannel& channel : lab.channels)
    cells.insert(cells.end(), {channel.id + "_impression", channel.id + "_spend"});
  cells.insert(cells.end(), {"Organic_impression", "conversions"});
  const auto value = order_value(lab);
  if (value) cells.push_back("revenue_per_conversion");
  cells.push_back("population");
  std::string text = line_of(cells);
  for (const LabWeek& week : shown_weeks(lab)) {
    cells = {"national", date_in(form, week.first)};
    for (std::size_t channel = 0; channel < lab.channels.size(); ++channel)
      cells.insert(cells.end(),
                   {number_in(form, week.impressions[channel]), money_in(form, week.spend[channel])});
    cells.insert(cells.end(), {number_in(form, week.organic), number_in(form, week.outcome)});
    if (value) cells.push_back(money_in(form, *value));
    cells.push_back(number_in(form, lab.world.counts.total.universe));
    text += line_of(cells);
  }
  return text;
}

std::string write_robyn(const Laboratory& lab, const TableForm& form) {
  const auto value = order_value(lab);
  std::vector<std::string> cells{header_of(form, "day"), "conversions"};
  if (value) cells.push_back("revenue");
  for (const LabChannel& channel : lab.channels)
    cells.insert(cells.end(), {channel.id + "_S", channel.id + "_I"});
  cells.push_back("organic");
  std::string text = line_of(cells);
  for (const LabWeek& week : shown_weeks(lab)) {
    cells = {date_in(form, week.first), number_in(form, week.outcome)};
    if (value) cells.push_back(number_in(form, week.outcome * static_cast<double>(value->micros) / 1e6));
    for (std::size_t channel = 0; channel < lab.channels.size(); ++channel)
      cells.insert(cells.end(),
                   {money_in(form, week.spend[channel]), number_in(form, week.impressions[channel])});
    cells.push_back(number_in(form, week.organic));
    text += line_of(cells);
  }
  return text;
}

std::string write_pymc(const Laboratory& lab, const TableForm& form) {
  const std::vector<LabWeek> weeks = shown_weeks(lab);
  const std::vector<Money> most = largest_weeks(lab, weeks);
  std::vector<std::string> cells{header_of(form, "day"), "y"};
  for (std::size_t channel = 0; channel < most.size(); ++channel)
    cells.push_back(fmt::format("x{}", channel + 1));
  std::string text = line_of(cells);
  for (const LabWeek& week : weeks) {
    cells = {date_in(form, week.first), number_in(form, week.outcome)};
    for (std::size_t channel = 0; channel < most.size(); ++channel)
      cells.push_back(number_in(form, scaled(week.spend[channel], most[channel])));
    text += line_of(cells);
  }
  return text;
}

std::string write_robyn_lifts(const Laboratory& lab, const TableForm& form) {
  if (lab.tests.empty()) return "";
  const Day first = first_day(lab);
  return write_table(form, lab.tests.size(), [&](std::size_t row, std::string_view ours) -> std::string {
    const LiftTest& test = lab.tests[row];
    const TestWeek week = week_of_test(lab, test);
    const std::int32_t start = first.number + 7 * static_cast<std::int32_t>(test.week);
    if (ours == "channel") return lab.channels[test.channel].id + "_S";
    if (ours == "first") return date_in(form, {start});
    if (ours == "last") return date_in(form, {start + 6});
    if (ours == "lift") return number_in(form, week.with - week.without);
    if (ours == "lift_spend") return money_in(form, test.spend);
    return ours == "lift_confidence" ? "1" : "conversions";
  });
}

std::string write_pymc_lifts(const Laboratory& lab, const TableForm& form) {
  if (lab.tests.empty()) return "";
  const std::vector<Money> most = largest_weeks(lab, shown_weeks(lab));
  return write_table(form, lab.tests.size(), [&](std::size_t row, std::string_view ours) {
    const LiftTest& test = lab.tests[row];
    const TestWeek week = week_of_test(lab, test);
    const double x = scaled(test.spend, most[test.channel]);
    if (ours == "channel") return fmt::format("x{}", test.channel + 1);
    if (ours == "lift_x") return number_in(form, x);
    if (ours == "lift_delta_x") return number_in(form, -x);
    if (ours == "lift_delta_y") return number_in(form, week.without - week.with);
    return number_in(form, std::sqrt(std::max(1.0, week.with + week.without)));
  });
}

}  // namespace gs
