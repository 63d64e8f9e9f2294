// The first sentence is the answer, with its probability; then what carries it. Shared by the page and the
// terminal.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/report/documents.h"
#include "scenarios/report/numbers.h"

namespace gs {

// Sentences in which names typed by people are marked, so that the page can isolate their writing direction.
struct Answer {
  std::string first;
  std::vector<std::string> then;
};
std::string marked(std::string_view user_name);     // for use inside an Answer
std::string page_text(std::string_view sentence);   // HTML, names in <bdi>
std::string plain_text(std::string_view sentence);  // marks removed
std::string lower_first(std::string title);         // for use inside a sentence; acronyms stay

Answer answer_of(const ForecastDocument& forecast);
Answer answer_of(const ComparisonDocument& comparison);
Answer answer_of(const BacktestDocument& backtest);  // track_record.cc
Answer answer_of(const FitDocument& fit);
Answer answer_of(const Documents& all);  // comparison, else forecast, else backtest, else fit

// How a KPI row's figures are written: one step for the whole row.
struct Figures {
  UnitView unit;
  double step = 1;
  std::string median, low, high, interval, target;  // target: "≥ 170 000"; "—" where undefined
};
Figures figures_of(const KpiRow& row);
std::string reason_of(const KpiRow& row);     // why undefined, never empty
std::string default_note(const KpiRow& row);  // "not in your history: a default, not fitted"; "" where fitted

// Is the difference more than luck? Decided by its paired 95 % interval, which must leave 0 out; direction by
// p_better; `differs` where neither more nor less is better (frequency).
enum class Verdict { better, worse, differs, told_apart_neither_way, identical, undefined };
Verdict verdict_of(const Difference& difference);
std::string chance_of(const Difference& difference);  // P(better), "—" where it means nothing
bool is_negligible(
    const Difference& difference);  // all its figures are written as 0: its chance says nothing
Figures figures_of(const Difference& difference);  // signed
// The variant the headline speaks of; empty when there is none.
std::string favourite_of(const ComparisonDocument& comparison);

}  // namespace gs
