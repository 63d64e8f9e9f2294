// A tracking on the terminal: one answer line, the table of plan and fact, cause, best correction.
#include <algorithm>
#include <cmath>

#include "scenarios/report/answer.h"
#include "scenarios/report/decision/tracking.h"
#include "scenarios/report/html.h"
#include "scenarios/report/text_table.h"

namespace gs {
namespace {

constexpr double kMany = 10000;    // from here on in thousands: the table has 100 columns
constexpr double kNarrow = 0.005;  // an interval below this share of its median is not told in the table
constexpr std::size_t kKpiColumns = 14;  // its words go on below

std::string short_number(double value, const Figures& figures) {
  return value >= kMany ? compact(value, std::max(figures.step, 100.0)) : number(value, figures.step);
}

std::string with_interval(const KpiRow& row) {
  if (!row.defined) return std::string(kUndefined);
  const Figures figures = figures_of(row);
  const double f = figures.unit.factor, median = f * row.at[p50];
  const bool narrow = f * (row.at[p90] - row.at[p10]) < kNarrow * std::abs(median);
  if (figures.low == figures.high || narrow) return short_number(median, figures);
  const bool signs = row.at[p10] < 0;
  const std::string interval =
      signs ? figures.interval
            : short_number(f * row.at[p10], figures) + "\u2013" + short_number(f * row.at[p90], figures);
  return short_number(median, figures) + " (" + interval + ")";
}

std::string plan_at_end(const KpiRow& row) {
  const Figures figures = figures_of(row);
  return row.defined ? short_number(figures.unit.factor * row.at[p50], figures) : std::string(kUndefined);
}

std::string fact_of(const TrackedRow& row) {
  if (!row.fact) return std::string(kUndefined);
  const Figures figures = figures_of(row.by_today.defined ? row.by_today : row.planned);
  return short_number(*row.fact * figures.unit.factor, figures);
}

std::string chance_cell(const TrackedRow& row) {  // "0.68→0.31"
  if (!row.p_before || !row.now.p_target) return std::string(kUndefined);
  std::string cell =
      probability(*row.p_before, row.now.worlds) + "\u2192" + probability(*row.now.p_target, row.now.worlds);
  std::erase(cell, ' ');
  return cell;
}

TextTable table_of(const TrackingDocument& tracking) {
  TextTable table;
  table.columns = {{"KPI", false, Keep::always, true, 0, kKpiColumns},
                   {"plan by today"},
                   {"fact"},
                   {"plan at end"},
                   {"now expected"},
                   {"P(met)"},
                   {"status", false}};
  for (const TrackedRow* row : shown_rows(tracking))
    table.rows.push_back({visible(row->now.title),
                          with_interval(row->by_today),
                          fact_of(*row),
                          plan_at_end(row->planned),
                          with_interval(row->now),
                          chance_cell(*row),
                          status_words(row->status)});
  return table;
}

// The row's word in colour where the terminal has any: behind and broken.
std::string coloured(std::string text, const TerminalStyle& style) {
  if (!style.colour) return text;
  for (const std::string word : {"behind", "broken"})
    if (text.rfind(word, 0) == 0) return "\x1b[31m" + word + "\x1b[0m" + text.substr(word.size());
  return text;
}

std::string joined(const std::vector<std::string>& sentences) {
  std::string out;
  for (const std::string& sentence : sentences) out += (out.empty() ? "" : "; ") + plain_text(sentence);
  return out;
}

std::string notes_of(const TrackingDocument& tracking, const TerminalStyle& style) {
  std::string out;
  for (const TrackedRow* row : shown_rows(tracking))
    if (!row->fact)
      out += wrapped(
          "\u2014 no fact of " + visible(row->now.title) + ": " + visible(row->fact_because), style, 4);
  for (const std::string& row : tracking.unmatched) out += wrapped("not counted: " + visible(row), style, 4);
  return out;
}

}  // namespace

std::string tracking_text(const nlohmann::json& document, const TerminalStyle& style) {
  const TrackingDocument tracking = read_tracking(document);
  std::string out = coloured(wrapped(plain_text(first_sentence(tracking)), style), style) + "\n";
  if (!shown_rows(tracking).empty()) out += lay_out_in_blocks(table_of(tracking), style);
  if (const std::string chances = target_chances(tracking); !chances.empty())
    out += labelled("targets", chances, style);
  if (const std::string cause = joined(cause_sentences(tracking)); !cause.empty())
    out += labelled("cause", cause, style);
  for (const TrackedCorrection& correction : tracking.corrections) {
    out += labelled("best", visible(correction.text), style);
    break;
  }
  if (const std::string moves = moves_sentence(tracking); !moves.empty())
    out += labelled("moves", moves, style);
  out += notes_of(tracking, style);
  return out + wrapped(whole_number(static_cast<double>(tracking.head.replicates)) + " worlds, " +
                           (tracking.refitted
                                ? "moved to the facts"
                                : whole_number(tracking.effective_worlds) + " of them after weighting"),
                       style,
                       4);
}

}  // namespace gs
