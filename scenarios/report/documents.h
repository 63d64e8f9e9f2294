// Result documents as plain structs of what PRODUCT's "Keys other programs rely on" promises. Reading is
// forgiving, for documents may be older, newer or edited; only one of no known kind is refused.
#pragma once
#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gs {

enum Level : std::size_t { p025, p05, p10, p25, p50, p75, p90, p95, p975 };  // places in Quantiles
using Quantiles = std::array<double, 9>;

struct KpiRow {
  std::string kpi, title, unit, formula, undefined_because;
  std::string default_because;  // why its level is a default of a calibrated result; empty: it is fitted
  bool defined = false;         // all nine quantiles are numbers
  double mean = 0, defined_share = 1;
  Quantiles at{};
  std::optional<double> at_least, at_most, p_target;
  std::int64_t worlds = 0;  // behind p_target; 0 when the result does not say
};
struct ShownPost {
  std::string id, title, account, platform, format, topic, publish_at;
  bool paid = false;
  std::vector<KpiRow> kpis;
};
struct NamedRows {  // a day, a source, a platform, a segment or one scenario's totals
  std::string name, about;
  std::vector<KpiRow> kpis;
  double people = 0;  // of a segment
};
struct ShownAd {
  std::string id, post;
  std::optional<double> budget;  // over its flight
  std::vector<KpiRow> kpis;
};
struct ShownSeeding {  // a post of the plan placed with a creator or community
  std::string id, post, creator, publish_at;
};
struct AssumedValue {
  std::string key, text, value, unit, source, confidence, effect, account;  // effect: "reach by 12 %"
  double moves = 0;                                                         // the share in it
  bool untold = false;  // defaults were turned, and this one could not be
};
struct Lever {
  std::string lever, status, text;  // status: fitted or assumption
};
struct Untold {
  std::string key, text, needs;
};
struct CalibrationNote {
  std::string id, account, platform, first, last;
  std::int64_t posts = 0, told = 0;
  std::vector<Untold> untold;
  std::vector<CalibrationNote> others;  // of the plan's further accounts
};
struct InputFile {
  std::string file, sha256;
};
struct Head {  // what every result says about itself
  std::string engine, seed, name, about, start, end, timezone, currency;
  bool synthetic = false, corrected = false;
  std::int64_t replicates = 0;
  std::vector<InputFile> inputs;
  std::optional<CalibrationNote> calibration;
  std::vector<AssumedValue> assumed;
  std::vector<Lever> levers;
  std::vector<std::string> notes;
};
struct ForecastDocument {
  Head head;
  double followers = 0, people = 0, people_per_agent = 0;
  std::vector<KpiRow> totals, contacts;  // contacts: people reached 1 .. 10 times or more
  std::vector<ShownPost> posts;
  std::vector<ShownAd> ads;
  std::vector<ShownSeeding> seedings;
  std::vector<NamedRows> daily, sources, platforms, segments;
  std::string risk;  // as written; "" where the result tells none
};
struct Difference {
  std::string scenario, kpi, title, unit;
  bool defined = false;
  double mean = 0;
  std::optional<double> p_better;  // absent where neither more nor less is better
  double defined_share = 1;
  std::int64_t worlds = 0;  // behind p_better
  Quantiles at{};
  std::optional<double> standard_error, standard_error_if_independent, prior_share;
};
struct ComparisonDocument {
  Head head;
  std::string base;
  std::vector<NamedRows> scenarios;                         // base first
  std::vector<std::vector<NamedRows>> platforms, segments;  // of each scenario
  std::vector<Difference> differences;
};
struct Skill {
  std::string baseline;
  double value = 0;
};
struct MetricScore {
  std::string metric;
  std::int64_t n = 0;
  double log_crps = 0;
  double coverage50 = 0, coverage80 = 0, coverage95 = 0;  // of the intervals as forecast, which are raw
  std::optional<double> corrected_coverage80, wmape, mdape, bias_log, width80;
  std::vector<Skill> skill;
};
struct BacktestDocument {
  Head head;
  std::string account, first_origin, last_origin;
  std::int64_t origins = 0, trained_first = 0, trained_last = 0, scored = 0;
  std::vector<MetricScore> metrics, totals;
  std::vector<double> pits;
};
struct FittedParameter {
  std::string text, unit, needs;
  double low = 0, median = 0, high = 0;
  bool told = false;
};
struct FitDocument {
  Head head;
  std::string account, platform, first, last, reason;
  std::int64_t posts = 0, steps = 0;
  bool converged = false;
  std::optional<double> k_hat, optimum_spread;
  std::vector<FittedParameter> parameters;
};
struct Documents {
  std::vector<ForecastDocument> forecasts;
  std::vector<ComparisonDocument> comparisons;
  std::vector<BacktestDocument> backtests;
  std::vector<FitDocument> fits;
  std::vector<Head> decisions;  // what decision/ shows
};

// Adds `document` to `all`; throws Error(bad_input) naming `where` when its schema is none of the four.
void read_document(const nlohmann::json& document, const std::string& where, Documents& all);
Head read_head(const nlohmann::json& document);

const KpiRow* find_row(std::span<const KpiRow> rows, std::string_view kpi);  // nullptr when absent
const KpiRow* first_target(std::span<const KpiRow> rows);                    // first row with a target
std::vector<const Head*> heads_of(const Documents& all);                     // forecasts, comparisons, …

}  // namespace gs
