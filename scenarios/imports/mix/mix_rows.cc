// The period of a row is what lies between two dates of the table: seven days, mostly.
#include "scenarios/imports/mix/mix_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/error.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

struct Periods {
  std::vector<std::optional<Day>> first;
  int days = 1;
};

Periods periods_of(Reading& reading) {
  Periods periods{read_days(reading, {reading.slot("day")}, Cells::required)[0]};
  std::set<Day> starts;
  for (const auto& day : periods.first)
    if (day) starts.insert(*day);
  for (auto day = starts.begin(); day != starts.end() && std::next(day) != starts.end(); ++day) {
    const int gap = std::next(day)->number - day->number;
    periods.days = day == starts.begin() ? gap : std::min(periods.days, gap);
  }
  return periods;
}

std::string place_of(const Reading& reading, std::size_t row) {
  return std::string(trimmed(reading.sheet.text(row, reading.slot("geo"))));
}

// A place has one row a period; a second would be added to the first by whoever reads the history.
void refuse_repeats(Reading& reading, const Periods& periods) {
  std::map<std::pair<std::string, Day>, std::size_t> seen;
  for (std::size_t row = 0; row < periods.first.size(); ++row) {
    if (!periods.first[row]) continue;
    const auto [known, fresh] = seen.try_emplace({place_of(reading, row), *periods.first[row]}, row);
    if (!fresh)
      reading.refuse(
          row,
          reading.slot("day"),
          to_text(*periods.first[row]) + " also at line " + std::to_string(reading.sheet.line(known->second)),
          "V01");
  }
}

// One channel's cells, by row.
struct Channel {
  std::string name;
  std::vector<std::optional<Money>> spend;
  std::map<AdCount, std::vector<std::optional<double>>> counts;
};

std::optional<AdCount> count_named(std::string_view name) {
  for (std::size_t c = 0; c < kAdCounts; ++c)
    if (kAdCountNames[c] == name) return static_cast<AdCount>(c);
  return std::nullopt;
}

void read_channel(Reading& reading, int slot, std::string_view what, Channel& channel) {
  if (what == "spend")
    channel.spend = read_money(reading, slot, Places::round).cells;
  else if (const auto count = count_named(what))
    channel.counts[*count] = read_counts(reading, slot);
}

std::string platform_of(const Reading& reading) {
  return reading.options.platform.empty() ? std::string(reading.layout.platform) : reading.options.platform;
}

std::string account_of(const Reading& reading) {
  return reading.options.account.empty() ? platform_of(reading) : reading.options.account;
}

void add_channel(Reading& reading, const Channel& channel, const Periods& periods) {
  for (std::size_t row = 0; row < reading.sheet.size(); ++row) {
    if (reading.bad[row]) continue;
    ObservedAd ad;
    ad.cell.platform = platform_of(reading);
    ad.cell.account = account_of(reading);
    ad.cell.campaign = channel.name;
    ad.cell.first = periods.first[row];
    ad.cell.last = Day{periods.first[row]->number + periods.days - 1};
    ad.cell.place = place_of(reading, row);
    if (!channel.spend.empty()) ad.spend = channel.spend[row];
    for (const auto& [count, values] : channel.counts) ad.counts[index_of(count)] = values[row];
    ad.currency = ad.spend ? reading.options.currency : "";
    ad.file = reading.findings.file();
    ad.line = reading.sheet.line(row);
    reading.ads.push_back(std::move(ad));
  }
}

void add_series(Reading& reading,
                const std::string& metric,
                const std::vector<std::optional<double>>& values,
                const Periods& periods) {
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (reading.bad[row] || !values[row]) continue;
    ObservedDay& day = reading.days.emplace_back();
    const std::string place = place_of(reading, row);
    day.platform = platform_of(reading);
    day.account = account_of(reading);
    day.part = place.empty() ? "" : "geo=" + place;
    day.first = periods.first[row];
    day.last = Day{periods.first[row]->number + periods.days - 1};
    day.metric = metric;
    day.unit = metric == "population" ? SeriesUnit::people : SeriesUnit::index;
    day.value = *values[row];
    day.file = reading.findings.file();
    day.line = reading.sheet.line(row);
  }
}

void say(Reading& reading, const Periods& periods) {
  reading.findings.note("a row stands for " + std::to_string(periods.days) +
                        (periods.days == 1 ? " day" : " days"));
  const bool money =
      std::any_of(reading.ads.begin(), reading.ads.end(), [](const ObservedAd& ad) { return ad.spend; });
  if (money && reading.options.currency.empty())
    reading.findings.attention("spend without a currency; pass --currency");
}

}  // namespace

std::string without_end(std::string_view name, std::string_view end) {
  const std::string lower = folded(name);
  return lower.size() > end.size() && lower.ends_with(end) && lower.size() == name.size()
             ? std::string(name.substr(0, name.size() - end.size()))
             : "";
}

void interpret_mix(Reading& reading) {
  reading.bad.assign(reading.sheet.size(), false);
  const Periods periods = periods_of(reading);
  refuse_repeats(reading, periods);
  std::vector<Channel> channels;
  std::vector<std::pair<std::string, std::vector<std::optional<double>>>> series;
  for (std::size_t i = 0; i < reading.layout.columns.size(); ++i) {
    const std::string_view ours = reading.layout.columns[i].ours;
    const std::size_t mark = ours.find(':');
    const int slot = static_cast<int>(i);
    if (mark == ours.npos || !reading.sheet.has(slot)) continue;
    const std::string name(ours.substr(0, mark)), what(ours.substr(mark + 1));
    if (name == "series") {
      series.emplace_back(what, read_counts(reading, slot));
      continue;
    }
    auto channel =
        std::find_if(channels.begin(), channels.end(), [&](const Channel& c) { return c.name == name; });
    if (channel == channels.end()) channel = channels.insert(channels.end(), Channel{name, {}, {}});
    read_channel(reading, slot, what, *channel);
  }
  reading.findings.settle();
  for (const Channel& channel : channels) add_channel(reading, channel, periods);
  for (const auto& [metric, values] : series) add_series(reading, metric, values, periods);
  say(reading, periods);
}

}  // namespace gs
