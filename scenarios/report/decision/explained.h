// An explanation read for people: parts in the order of their share, figures that add up, and the sentences
// that say no more than is proven. Shared by terminal and page. Every figure is a mean over the worlds, for
// means add up and medians do not.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/report/answer.h"

namespace gs {

struct ExplainedPart {
  std::string id, title;
  std::string label{};                        // what the part is called; for a change: what changes
  std::string fair{}, share{};                // as shown; over the parts they add up
  std::string left_out{}, low{}, high{};      // the mean, and what eight worlds in ten keep within
  double mean = 0, left_out_mean = 0;         // of the fair share; of the plan minus the plan without it
  double p10 = 0, p25 = 0, p75 = 0, p90 = 0;  // of the latter, over worlds
  bool leads = false;                         // not proven to be behind the largest
};
struct Explained {
  std::string kpi, by, unit;  // kpi: title, as in a sentence
  bool changes = false;
  std::int64_t worlds = 0;
  std::string together{}, leading{};   // as shown: what the parts come to; those that lead
  std::vector<ExplainedPart> parts{};  // the largest share first
};
Explained read_explained(const nlohmann::json& document);

Answer answer_of(const nlohmann::json& document, const Explained& all);
std::string method_of(const nlohmann::json& document, const Explained& all);

// Fair shares of every count, a part a line, the last line what they come to together; columns by `heads`.
struct SharesOfAll {
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> lines;
};
SharesOfAll shares_of_all(const nlohmann::json& document, const Explained& all);

// KPI rows that no plan's table has: word of mouth, what ads bought. Means and 80 % intervals.
struct SpreadRow {
  std::string title, formula, mean, interval;
};
std::vector<SpreadRow> spread_rows(const nlohmann::json& rows);

}  // namespace gs
