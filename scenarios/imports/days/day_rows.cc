// Wide tables of days made long.
#include "scenarios/imports/days/day_rows.h"

#include <algorithm>
#include <array>
#include <map>

#include "scenarios/reading/cells.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(
      words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != text.npos; });
}

void add_days(Reading& reading, int slot, const std::vector<std::optional<Day>>& dates) {
  const std::string metric(reading.layout.columns[static_cast<std::size_t>(slot)].ours);
  const auto values = read_counts(reading, slot);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!values[row]) continue;
    ObservedDay& day = reading.days.emplace_back();
    day.platform = reading.layout.platform;
    day.first = day.last = dates[row];
    day.metric = metric;
    day.unit = unit_of(metric);
    day.value = *values[row];
    day.line = reading.sheet.line(row);
  }
}

void say_gaps(Reading& reading) {
  std::map<std::string, std::pair<Day, Day>> spans;
  std::map<std::string, std::int64_t> counts;
  for (const ObservedDay& day : reading.days) {
    if (!day.first || day.first != day.last) continue;
    const std::string name = day.part + "\x1f" + day.metric;
    auto [span, fresh] = spans.try_emplace(name, *day.first, *day.first);
    span->second = {std::min(span->second.first, *day.first), std::max(span->second.second, *day.first)};
    ++counts[name];
  }
  std::int64_t missing = 0;
  for (const auto& [name, span] : spans)
    missing = std::max(missing, span.second.number - span.first.number + 1 - counts[name]);
  if (missing > 0)
    reading.findings.note("up to " + std::to_string(missing) +
                          " days of a series are missing: not 0, not told");
}

}  // namespace

SeriesUnit unit_of(std::string_view metric) {
  if (has_any(metric, {"rate", "ratio", "per_session", "per_user", "share_of"}) && !has_any(metric, {"time"}))
    return SeriesUnit::ratio;
  if (has_any(metric, {"time", "duration"})) return SeriesUnit::seconds;
  if (has_any(metric, {"revenue", "spend", "cost", "purchase_value"})) return SeriesUnit::money;
  if (has_any(metric, {"reach", "follower", "unique", "users", "viewers", "population", "visitors"}))
    return SeriesUnit::people;
  return SeriesUnit::events;
}

std::string metric_word(std::string_view name) {
  std::string word;
  for (const char c : folded(name)) {
    const bool kept =
        static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept)
      word += c;
    else if (!word.empty() && word.back() != '_')
      word += '_';
  }
  while (word.ends_with('_')) word.pop_back();
  return word;
}

void settle_days(Reading& reading) {
  const ImportOptions& options = reading.options;
  std::map<std::string, std::size_t> kept;
  std::int64_t repeats = 0, first = 0;
  std::vector<bool> replaced(reading.days.size(), false);
  for (std::size_t i = 0; i < reading.days.size(); ++i) {
    ObservedDay& day = reading.days[i];
    day.file = reading.findings.file();
    if (!options.platform.empty()) day.platform = options.platform;
    if (day.platform.empty()) day.platform = "unknown";
    if (!options.account.empty()) day.account = options.account;
    if (day.account.empty()) day.account = day.platform;
    const auto [known, fresh] = kept.try_emplace(identity_of(day), i);
    if (fresh) continue;
    if (repeats++ == 0) first = day.line;
    replaced[known->second] = true;
    known->second = i;
  }
  std::size_t at = 0;
  std::erase_if(reading.days, [&](const ObservedDay&) { return replaced[at++]; });
  if (repeats > 0)
    reading.findings.attention(
        "the same day and metric as an earlier line; the later counts", {first, 0, ""}, repeats);
  say_gaps(reading);
  if (options.account.empty() && !reading.days.empty())
    reading.findings.note("'" + reading.days[0].account + "' taken as the account, or pass --account");
}

void interpret_days(Reading& reading) {
  reading.bad.assign(reading.sheet.size(), false);
  const auto dates = read_days(reading, {reading.slot("day")}, Cells::required)[0];
  for (std::size_t i = 0; i < reading.layout.columns.size(); ++i)
    if (is_numeric(reading.layout.columns[i].kind) && reading.sheet.has(static_cast<int>(i)))
      add_days(reading, static_cast<int>(i), dates);
  reading.findings.settle();
  std::map<std::int64_t, std::size_t> row_of;
  for (std::size_t row = 0; row < reading.sheet.size(); ++row) row_of[reading.sheet.line(row)] = row;
  std::erase_if(reading.days, [&](const ObservedDay& day) { return reading.bad[row_of.at(day.line)]; });
  if (reading.layout.finish) reading.layout.finish(reading);
  settle_days(reading);
}

}  // namespace gs
