// An analysed experiment for a person: what each response depends on most and how surely, read from the
// document of `batch analyze`. Terminal and page from one reading. Does not judge whether a range was worth
// varying.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/report/decision/decision.h"
#include "scenarios/report/numbers.h"

namespace gs {

struct ShownIndex {
  double value = 0, p10 = 0, p90 = 0;
};
struct ShownEffect {
  double value = 0, mean = 0, error = 0;
  std::string label{};  // of a list
};
struct ShownFactor {
  std::string name{}, unit{}, range{}, low{}, high{};  // the ends as words
  std::vector<std::string> labels{};
  std::optional<ShownIndex> first{}, total{}, steady{}, line{};  // line: regression coefficient
  std::string not_steady_because{};
  bool turns = false;
  std::vector<ShownEffect> effects{};
  std::optional<ShownEffect> at_low{}, at_high{};
  std::optional<double> first_in{}, above_next_in{};
};
struct SettlingSize {
  std::int64_t size = 0;
  std::vector<std::optional<ShownIndex>> strength{};  // of the response's factors, in their order
};
struct PairAxis {
  std::string name{};
  std::vector<std::string> at{};
};
struct ShownPair {
  PairAxis one{}, other{};
  std::vector<std::vector<std::optional<double>>> mean{};  // rows go along `other`
};
struct ShownLuck {
  double point = 0, rest = 0, of_mean = 0;
  std::optional<double> world{};
  std::int64_t worlds = 0;
};
struct ShownResponse {
  std::string title{}, because{};  // "Reach by day 5"
  bool several = false;            // "sales depend", not "depends"
  UnitView unit{};
  double step = 1;  // of the response's figures, in shown units
  std::int64_t points = 0, holes = 0;
  std::optional<double> mean{};
  std::optional<ShownIndex> alone_together{};
  std::optional<double> lines_explain{};  // share of the variance, by straight lines
  std::vector<ShownFactor> factors{};     // the strongest first
  std::vector<SettlingSize> settling{};
  std::optional<ShownPair> pair{};
  std::optional<ShownLuck> luck{};

  std::string figure(double value) const { return number(unit.factor * value, step); }
};
struct FailedPoint {
  std::int64_t point = 0;
  std::string reason{}, code{}, values{};
};
struct ShownShard {
  std::string name{}, state{};
  double done = 0, planned = 0;
};
struct AnalysisDocument {
  std::string name{}, design{};
  std::int64_t points = 0, done = 0, base_points = 0, resamples = 0;
  bool totals = false;
  std::vector<ShownResponse> responses{};
  std::vector<FailedPoint> failures{};
  std::vector<ShownShard> shards{};
};
AnalysisDocument read_analysis(const nlohmann::json& document);

// By total where the design tells it, else alone.
const std::optional<ShownIndex>& strength_of(const AnalysisDocument& all, const ShownFactor& factor);
// "Reach depends", "Sales depend".
std::string with_verb(const ShownResponse& response, const std::string& plural);
std::string index_words(const std::optional<ShownIndex>& index);   // "0.41", "—"
std::string within_words(const std::optional<ShownIndex>& index);  // "0.36 – 0.46"
std::string steady_words(const ShownFactor& factor);  // "rank correlation +0.61 (+0.55 to +0.66)"
std::string line_words(const ShownFactor& factor);    // "; regression +0.58 (+0.52 to +0.63)", or nothing
std::string lines_words(const ShownResponse& response);
std::string luck_words(const AnalysisDocument& all, const ShownResponse& response);
std::string method_words(const AnalysisDocument& all);
Answer answer_of(const AnalysisDocument& all);

// HTML pieces (analysis_plots.cc).
std::string tornado(const ShownResponse& response);
std::string response_plots(const ShownResponse& response);
std::string pair_picture(const ShownResponse& response);
std::string settling_plots(const AnalysisDocument& all, const ShownResponse& response);

DecisionView analysis_view(const nlohmann::json& document);
std::string analysis_text(const nlohmann::json& document, const TerminalStyle& style);

}  // namespace gs
