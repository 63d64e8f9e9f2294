// Answers: what did we have to assume, and which what-ifs are only assumptions? Method: lists what the
// documents say; equal entries of several documents appear once. Does not rank what was not turned.
#include <algorithm>
#include <array>
#include <set>

#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"

namespace gs {
namespace {

std::string row(const std::string& tag,
                const std::string& main,
                const std::string& below,
                bool alarm = false) {
  return "<tr><td class=\"tg " + std::string(alarm ? "alarm" : "soft") + "\">" + tag + "</td><td>" + main +
         (below.empty() ? "" : "<span class=\"f\">" + below + "</span>") + "</td></tr>";
}

std::string confidence_words(const std::string& confidence) {
  if (confidence == "A") return "confidence A: measured or official";
  if (confidence == "B") return "confidence B: vendor study";
  if (confidence == "C") return "confidence C: rule of thumb or our assumption";
  return confidence;  // other words stand for themselves, e.g. "prior; needs reach by followers and others"
}

std::string assumed_row(const AssumedValue& value) {
  const std::string name = (value.account.empty() ? "" : "\u201c" + value.account + "\u201d: ") +
                           (value.text.empty() ? value.key : value.text);
  std::string main = named(name);
  const bool fraction = value.unit == "fraction";
  if (!value.value.empty()) main += ": <b>" + text(value.value) + "</b>";
  if (!value.unit.empty() && !fraction) main += " " + text(value.unit);
  if (!value.effect.empty()) main += " \u00b7 moves " + text(value.effect);
  std::string below = value.source.empty() ? "" : "source: " + value.source;
  const std::string confidence = confidence_words(value.confidence);
  if (!confidence.empty()) below += (below.empty() ? "" : "; ") + confidence;
  return row("default", main, text(below));
}

// Is the default that stands in for a parameter listed with its value?
bool listed(const Head& head, const std::string& key) {
  return std::any_of(
      head.assumed.begin(), head.assumed.end(), [&](const AssumedValue& a) { return a.key == key; });
}

std::string calibration_of(const Head& head, const CalibrationNote& note) {
  std::string posts = whole_number(static_cast<double>(note.posts)) + " own posts";
  const std::string when = date_range(note.first, note.last);
  if (!when.empty()) posts += ", " + when;
  std::string out = row(
      "fitted",
      whole_number(static_cast<double>(note.told)) + " parameters told by the data of " + named(note.account),
      text(posts));
  for (const Untold& untold : note.untold)
    if (!listed(head, untold.key))
      out += row("general",
                 named(untold.text.empty() ? untold.key : untold.text) +
                     ": not told by the data, a general prior is used",
                 text(untold.needs));
  return out;
}

std::string calibration_rows(const Head& head) {
  if (!head.calibration)
    return row("\u25b3 not calibrated",
               "Every rate is a general prior, widened; nothing was fitted to this page\u2019s history.",
               "run groundswell import, then groundswell fit",
               true);
  std::string out = calibration_of(head, *head.calibration);
  for (const CalibrationNote& other : head.calibration->others) out += calibration_of(head, other);
  return out;
}

std::string lever_row(const Lever& lever) {
  const bool assumption = lever.status != "fitted";
  return row(assumption ? "\u25b3 assumption" : "fitted",
             "What if: " + named(lever.lever),
             text(lever.text),
             assumption);
}

struct Collected {
  std::set<std::string> seen;
  std::string rows;
  void add(const std::string& html) {
    if (seen.insert(html).second) rows += html;
  }
};

std::string hidden_note(const Documents& all) {
  std::size_t names = 0;
  const auto look = [&](const std::string& name) { names += hides_something(name) ? 1 : 0; };
  for (const ForecastDocument& forecast : all.forecasts) {
    look(forecast.head.name);
    for (const ShownPost& post : forecast.posts) look(post.title);
  }
  for (const ComparisonDocument& comparison : all.comparisons)
    for (const NamedRows& scenario : comparison.scenarios) look(scenario.name);
  if (names == 0) return {};
  return std::to_string(names) + (names == 1 ? " name contains" : " names contain") +
         " invisible characters, shown as \u2039U+\u2026\u203a";
}

}  // namespace

std::string assumptions(const Documents& all) {
  Collected rows, notes;
  std::vector<const Head*> heads;
  for (const auto& document : all.forecasts) heads.push_back(&document.head);
  for (const auto& document : all.comparisons) heads.push_back(&document.head);
  for (const Head& head : all.decisions) heads.push_back(&head);
  for (const Head* head : heads) rows.add(calibration_rows(*head));
  for (const Head* head : heads)
    for (const Lever& lever : head->levers) rows.add(lever_row(lever));
  std::set<std::array<std::string, 3>> listed_once;  // whose, key and value: words may differ
  for (const Head* head : heads)
    for (const AssumedValue& value : head->assumed)
      if (value.key.empty() || listed_once.insert({value.account, value.key, value.value}).second)
        rows.add(assumed_row(value));
  for (const Head* head : heads_of(all))
    for (const std::string& note : head->notes) notes.add("<li>" + named(note) + "</li>");
  if (const std::string hidden = hidden_note(all); !hidden.empty())
    notes.add("<li>" + text(hidden) + "</li>");
  if (rows.rows.empty() && notes.rows.empty()) return {};
  std::string out =
      "<section><h2>What was assumed</h2><p class=\"sub\">What the history told, what stands in for it, and "
      "which what-ifs are only assumptions.</p>";
  if (!rows.rows.empty()) out += "<table class=\"as\"><tbody>" + rows.rows + "</tbody></table>";
  if (!notes.rows.empty()) out += "<h3 class=\"t2\">Notes</h3><ul class=\"plain\">" + notes.rows + "</ul>";
  return out + "</section>";
}

}  // namespace gs
