// Answers: what do these result documents hold? Method: tolerant getters over JSON, one reader per kind. A
// value of the wrong type counts as missing. Does not check numbers against each other; the writers do.
#include "scenarios/report/documents.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/reading/members.h"
#include "scenarios/report/numbers.h"

namespace gs {
namespace {

using Json = nlohmann::json;

// As it is shown: numbers and flags as words.
std::string words_at(const Json& object, const char* key) {
  const Json& value = member_at(object, key);
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  if (value.is_number_float()) return significant(value.get<double>(), 4);
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  return {};
}

std::int64_t count_at(const Json& object, const char* key) {
  const double value = number_at(object, key).value_or(0);
  return std::abs(value) < 9e15 ? static_cast<std::int64_t>(value) : 0;
}

// Members of the array under `key`, each read by `read`.
template <class Read>
auto all_at(const Json& object, const char* key, Read read) {
  std::vector<decltype(read(object))> all;
  for (const Json& member : list_at(object, key)) all.push_back(read(member));
  return all;
}

bool read_quantiles(const Json& row, Quantiles& quantiles) {
  static constexpr std::array<const char*, 9> kKeys{
      "p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975"};
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    const auto value = number_at(row, kKeys[i]);
    if (!value) return false;
    quantiles[i] = *value;
  }
  return true;
}

std::string title_of(const std::string& kpi) {
  const Kpi* known = find_kpi(kpi);
  return known != nullptr ? std::string(known->title) : kpi;
}

KpiRow read_row(const Json& json) {
  KpiRow row;
  row.kpi = words_at(json, "kpi");
  row.title = words_at(json, "title");
  if (row.title.empty()) row.title = title_of(row.kpi);
  row.unit = words_at(json, "unit");
  row.formula = words_at(json, "formula");
  row.undefined_because = words_at(json, "undefined_because");
  if (words_at(json, "basis") == "assumption") row.default_because = words_at(json, "basis_because");
  row.defined = read_quantiles(json, row.at);
  row.mean = number_at(json, "mean").value_or(row.at[p50]);
  row.defined_share = number_at(json, "defined_share").value_or(row.defined ? 1 : 0);
  row.at_least = number_at(member_at(json, "target"), "at_least");
  row.at_most = number_at(member_at(json, "target"), "at_most");
  row.p_target = number_at(json, "p_target");
  return row;
}

std::vector<KpiRow> rows_at(const Json& json, const char* key) { return all_at(json, key, read_row); }

ShownPost read_post(const Json& json) {
  return {words_at(json, "id"),
          words_at(json, "title"),
          words_at(json, "account"),
          words_at(json, "platform"),
          words_at(json, "format"),
          words_at(json, "topic"),
          words_at(json, "publish_at"),
          flag_at(json, "paid"),
          rows_at(json, "kpis")};
}

// Days, sources, platforms and scenarios: a name under `key`, KPI rows under `rows`.
std::vector<NamedRows> named_at(const Json& json, const char* list, const char* key, const char* rows) {
  return all_at(json, list, [&](const Json& member) {
    return NamedRows{words_at(member, key),
                     words_at(member, "about"),
                     rows_at(member, rows),
                     number_at(member, "people").value_or(0)};
  });
}

std::vector<ShownAd> ads_at(const Json& json) {
  return all_at(json, "ads", [](const Json& ad) {
    return ShownAd{words_at(ad, "id"), words_at(ad, "post"), number_at(ad, "budget"), rows_at(ad, "kpis")};
  });
}

std::vector<ShownSeeding> seedings_at(const Json& json) {
  return all_at(json, "seeding", [](const Json& seeding) {
    return ShownSeeding{words_at(seeding, "id"),
                        words_at(seeding, "post"),
                        words_at(seeding, "creator"),
                        words_at(seeding, "publish_at")};
  });
}

std::optional<CalibrationNote> read_calibration(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  CalibrationNote note{words_at(json, "id"),
                       words_at(json, "account"),
                       words_at(json, "platform"),
                       words_at(json, "first"),
                       words_at(json, "last"),
                       count_at(json, "posts"),
                       count_at(json, "parameters_told"),
                       {},
                       {}};
  note.untold = all_at(json, "parameters_not_told", [](const Json& p) {
    return Untold{words_at(p, "key"), words_at(p, "text"), words_at(p, "needs")};
  });
  const Json& others = member_at(json, "others");
  if (others.is_array())
    for (const Json& other : others)
      if (other.is_object() && !other.contains("others")) note.others.push_back(*read_calibration(other));
  return note;
}

// What a default moves most from one end of its 80 % range to the other: "reach by 12 %", of their middle.
std::string effect_of(const Json& assumed, double& most) {
  std::string text;
  const Json& effects = member_at(assumed, "effect");
  if (!effects.is_array()) return text;
  for (const Json& effect : effects) {
    const auto low = number_at(effect, "low"), high = number_at(effect, "high");
    if (!low || !high || !(*low + *high > 0)) continue;
    const double share = 2 * (*high - *low) / (*low + *high);
    if (std::abs(share) <= most) continue;
    most = std::abs(share);
    text = words_at(effect, "kpi") + " by " + percent(most);
  }
  return text;
}

}  // namespace

Head read_head(const Json& json) {
  Head head;
  head.engine = words_at(json, "engine");
  head.seed = words_at(json, "seed");
  head.name = words_at(json, "name");
  head.about = words_at(json, "about");
  head.start = words_at(json, "start");
  head.end = words_at(json, "end");
  head.timezone = words_at(json, "timezone");
  head.currency = words_at(json, "currency");
  head.synthetic = flag_at(json, "synthetic");
  head.corrected = flag_at(json, "corrected");
  head.replicates = count_at(json, "replicates");
  head.calibration = read_calibration(member_at(json, "calibration"));
  head.inputs = all_at(json, "inputs", [](const Json& i) {
    return InputFile{words_at(i, "file"), words_at(i, "sha256")};
  });
  head.assumed = all_at(json, "assumed", [](const Json& a) {
    AssumedValue value{words_at(a, "key"),
                       words_at(a, "text"),
                       words_at(a, "value"),
                       words_at(a, "unit"),
                       words_at(a, "source"),
                       words_at(a, "confidence"),
                       "",
                       words_at(a, "account")};
    value.effect = effect_of(a, value.moves);
    value.untold = !words_at(a, "effect_untold_because").empty();
    return value;
  });
  head.levers = all_at(json, "levers", [](const Json& l) {
    return Lever{words_at(l, "lever"), words_at(l, "status"), words_at(l, "text")};
  });
  head.notes = all_at(json, "notes", [](const Json& n) {
    return n.is_string() ? n.get<std::string>() : words_at(n, "text");
  });
  return head;
}

namespace {

// The worlds behind every probability are those of the whole result.
void set_worlds(std::vector<KpiRow>& rows, std::int64_t worlds) {
  for (KpiRow& row : rows) row.worlds = worlds;
}

ForecastDocument read_forecast(const Json& json) {
  ForecastDocument document;
  document.head = read_head(json);
  const Json& audience = member_at(json, "audience");
  document.followers = number_at(audience, "followers").value_or(0);
  document.people = number_at(audience, "people").value_or(0);
  document.people_per_agent = number_at(audience, "people_per_agent").value_or(1);
  document.totals = rows_at(json, "totals");
  document.posts = all_at(json, "posts", read_post);
  document.daily = named_at(json, "daily", "date", "kpis");
  document.sources = named_at(json, "sources", "source", "kpis");
  document.platforms = named_at(json, "platforms", "platform", "kpis");
  document.segments = named_at(json, "segments", "segment", "kpis");
  document.contacts = rows_at(json, "contacts");
  document.ads = ads_at(json);
  document.seedings = seedings_at(json);
  if (member_at(json, "risk").is_object()) document.risk = member_at(json, "risk").dump();
  set_worlds(document.totals, document.head.replicates);
  return document;
}

Difference read_difference(const Json& json) {
  Difference difference;
  difference.scenario = words_at(json, "scenario");
  difference.kpi = words_at(json, "kpi");
  difference.title = words_at(json, "title");
  if (difference.title.empty()) difference.title = title_of(difference.kpi);
  difference.unit = words_at(json, "unit");
  difference.defined = read_quantiles(json, difference.at);
  difference.mean = number_at(json, "mean").value_or(difference.at[p50]);
  difference.p_better = number_at(json, "p_better");
  difference.defined_share = number_at(json, "defined_share").value_or(1);
  difference.standard_error = number_at(json, "standard_error");
  difference.standard_error_if_independent = number_at(json, "standard_error_if_independent");
  difference.prior_share = number_at(json, "prior_share");
  return difference;
}

ComparisonDocument read_comparison(const Json& json) {
  ComparisonDocument document{
      read_head(json),
      words_at(json, "base"),
      named_at(json, "scenarios", "name", "totals"),
      all_at(json, "scenarios", [](const Json& s) { return named_at(s, "platforms", "platform", "kpis"); }),
      all_at(json, "scenarios", [](const Json& s) { return named_at(s, "segments", "segment", "kpis"); }),
      all_at(json, "differences", read_difference)};
  const std::int64_t worlds = document.head.replicates;
  for (NamedRows& scenario : document.scenarios) set_worlds(scenario.kpis, worlds);
  for (Difference& difference : document.differences)  // only worlds in which both plans define the KPI
    difference.worlds = std::llround(difference.defined_share * static_cast<double>(worlds));
  return document;
}

MetricScore read_score(const Json& json) {
  MetricScore score;
  score.metric = words_at(json, "metric");
  score.n = count_at(json, "n");
  score.log_crps = number_at(json, "log_crps").value_or(0);
  const auto raw = [&](const char* corrected, const char* as_forecast) {
    return number_at(json, as_forecast).value_or(number_at(json, corrected).value_or(0));
  };
  score.coverage50 = raw("coverage50", "raw_coverage50");
  score.coverage80 = raw("coverage80", "raw_coverage80");
  score.coverage95 = raw("coverage95", "raw_coverage95");
  score.corrected_coverage80 = number_at(json, "coverage80");
  score.wmape = number_at(json, "wmape");
  score.mdape = number_at(json, "mdape");
  score.bias_log = number_at(json, "bias_log");
  score.width80 = number_at(json, "width80");
  const Json& skill = member_at(json, "skill");
  if (skill.is_object())
    for (const auto& [baseline, value] : skill.items())
      if (value.is_number()) score.skill.push_back({baseline, value.get<double>()});
  return score;
}

BacktestDocument read_backtest(const Json& json) {
  BacktestDocument document;
  document.head = read_head(json);
  document.account = words_at(json, "account");
  document.metrics = all_at(json, "metrics", read_score);
  document.totals = all_at(json, "totals", read_score);
  const Json& origins = member_at(json, "origins");
  if (origins.is_array() && !origins.empty()) {
    document.origins = static_cast<std::int64_t>(origins.size());
    document.first_origin = words_at(origins.front(), "origin");
    document.last_origin = words_at(origins.back(), "origin");
    document.trained_first = count_at(origins.front(), "trained");
    document.trained_last = count_at(origins.back(), "trained");
    for (const Json& origin : origins) document.scored += count_at(origin, "scored");
  }
  const Json& posts = member_at(json, "posts");
  if (posts.is_array())
    for (const Json& post : posts)
      if (const auto pit = number_at(post, "pit")) document.pits.push_back(*pit);
  return document;
}

FitDocument read_fit(const Json& json) {
  FitDocument document;
  document.head = read_head(json);
  document.account = words_at(json, "account");
  document.platform = words_at(json, "platform");
  document.first = words_at(json, "first");
  document.last = words_at(json, "last");
  document.reason = words_at(json, "reason");
  document.posts = count_at(json, "posts");
  document.steps = count_at(json, "steps");
  document.converged = flag_at(json, "converged");
  document.k_hat = number_at(json, "k_hat");
  document.optimum_spread = number_at(json, "optimum_spread");
  document.parameters = all_at(json, "parameters", [](const Json& p) {
    return FittedParameter{words_at(p, "text").empty() ? words_at(p, "key") : words_at(p, "text"),
                           words_at(p, "unit"),
                           words_at(p, "needs"),
                           number_at(p, "p10").value_or(0),
                           number_at(p, "median").value_or(0),
                           number_at(p, "p90").value_or(0),
                           flag_at(p, "told")};
  });
  return document;
}

}  // namespace

void read_document(const Json& document, const std::string& where, Documents& all) {
  const std::string schema = words_at(document, "schema");
  const auto is = [&](std::string_view kind) {
    return schema.rfind("groundswell/" + std::string(kind) + "/", 0) == 0;
  };
  if (is("forecast")) {
    all.forecasts.push_back(read_forecast(document));
  } else if (is("comparison")) {
    all.comparisons.push_back(read_comparison(document));
  } else if (is("backtest")) {
    all.backtests.push_back(read_backtest(document));
  } else if (is("fit") || is("calibration")) {
    all.fits.push_back(read_fit(document));
  } else {
    throw Error(Fault::bad_input,
                where,
                schema.empty() ? "no \"schema\" that says which result this is"
                               : "schema '" + schema.substr(0, 80) + "' is not one a report can show",
                "give the output of forecast --json, compare --json or backtest --json");
  }
}

const KpiRow* find_row(std::span<const KpiRow> rows, std::string_view kpi) {
  for (const KpiRow& row : rows)
    if (row.kpi == kpi) return &row;
  return nullptr;
}

const KpiRow* first_target(std::span<const KpiRow> rows) {
  for (const KpiRow& row : rows)
    if (row.p_target && (row.at_least || row.at_most)) return &row;
  return nullptr;
}

std::vector<const Head*> heads_of(const Documents& all) {
  std::vector<const Head*> heads;
  for (const auto& document : all.forecasts) heads.push_back(&document.head);
  for (const auto& document : all.comparisons) heads.push_back(&document.head);
  for (const auto& document : all.backtests) heads.push_back(&document.head);
  for (const auto& document : all.fits) heads.push_back(&document.head);
  for (const Head& head : all.decisions) heads.push_back(&head);
  return heads;
}

}  // namespace gs
