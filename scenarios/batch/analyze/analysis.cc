// The statistics put together per response; words for what limits them.
#include "scenarios/batch/analyze/analysis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/error.h"
#include "core/summary.h"
#include "scenarios/batch/analyze/effects.h"
#include "scenarios/batch/analyze/first_order.h"
#include "scenarios/batch/analyze/luck.h"
#include "scenarios/batch/analyze/rank_correlation.h"
#include "scenarios/batch/analyze/sobol_indices.h"
#include "scenarios/batch/analyze/straight_lines.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 5> kDesigns{"grid", "list", "latin_hypercube", "sobol", "saltelli"};
constexpr std::size_t kFewestPoints = 8;  // below it no index is told (assumption)

json number_or_null(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

json estimate_json(const std::optional<IndexEstimate>& estimate) {
  if (!estimate) return nullptr;
  return {{"value", estimate->value},
          {"standard_error", estimate->standard_error},
          {"p025", estimate->p025},
          {"p10", estimate->p10},
          {"p90", estimate->p90},
          {"p975", estimate->p975}};
}

json factor_json(const BatchFactor& factor) {
  json out = {{"factor", factor.name},
              {"unit", factor.unit},
              {"pointer", factor.pointer},
              {"low", factor.low},
              {"high", factor.high},
              {"logarithmic", factor.logarithmic},
              {"labels", factor.labels}};
  return out;
}

json effect_json(const EffectAt& effect) {
  json out = {{"value", effect.value},
              {"mean", effect.mean},
              {"standard_error", effect.points > 1 ? json(effect.standard_error) : json(nullptr)},
              {"points", effect.points}};
  if (!effect.label.empty()) out["label"] = effect.label;
  return out;
}

// What the indices of one response rest on, by design.
struct Shares {
  std::vector<std::optional<IndexEstimate>> first{}, total{};
  std::vector<std::size_t> base_points{};
  NumberTable firsts{}, totals{};  // resamples x factors; no totals where the design tells none
  const NumberTable& ranked() const { return totals.rows > 0 ? totals : firsts; }
};

struct Study {
  const BatchTable& table;
  std::vector<double> y;  // of every planned point
  PointSample sample;
  Resampling how;
  bool saltelli() const { return table.design == DesignKind::saltelli; }
  // Base points, or points: what nested sizes are halves of.
  std::size_t size() const { return saltelli() ? table.base_points : sample.points(); }
};

Shares shares_of(const Study& study, std::size_t size, const Resampling& how) {
  if (study.saltelli()) {
    SobolIndices found =
        sobol_indices({study.y, study.table.base_points, study.table.factors.size(), size}, how);
    return {std::move(found.first),
            std::move(found.total),
            std::move(found.base_points),
            std::move(found.firsts),
            std::move(found.totals)};
  }
  FirstOrder found =
      first_order_of(size == study.sample.points() ? study.sample : first_of(study.sample, size), how);
  const std::size_t k = study.table.factors.size();
  return {
      std::move(found.first), std::vector<std::optional<IndexEstimate>>(k), {}, std::move(found.firsts), {}};
}

const std::optional<IndexEstimate>& ranked_by(const Shares& shares, std::size_t factor) {
  return shares.totals.rows > 0 ? shares.total[factor] : shares.first[factor];
}

std::vector<std::size_t> order_of(const Shares& shares) {
  std::vector<std::size_t> order(shares.first.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto strength = [&](std::size_t factor) {
    const auto& estimate = ranked_by(shares, factor);
    return estimate ? estimate->value : -2.0;  // what is not known stands last
  };
  std::stable_sort(
      order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return strength(a) > strength(b); });
  return order;
}

json order_json(const Study& study, const Shares& shares, const std::vector<std::size_t>& order) {
  const std::vector<double> firsts = share_first(shares.ranked());
  json out = json::array();
  for (std::size_t place = 0; place < order.size(); ++place) {
    if (!ranked_by(shares, order[place])) continue;
    json row = {{"factor", study.table.factors[order[place]].name}, {"first_in", firsts[order[place]]}};
    if (place + 1 < order.size() && ranked_by(shares, order[place + 1]))
      row["above_next_in"] = share_above(shares.ranked(), order[place], order[place + 1]);
    out.push_back(std::move(row));
  }
  return out;
}

// N/8, N/4, N/2 and N; sizes of fewer than eight are left out.
json convergence_json(const Study& study, const Shares& all) {
  json out = json::array();
  for (const std::size_t part : {8, 4, 2, 1}) {
    const std::size_t size = study.size() / part;
    if (size < kFewestPoints) continue;
    const Shares nested = part == 1 ? Shares{} : shares_of(study, size, study.how);
    const Shares& shares = part == 1 ? all : nested;
    json factors = json::array();
    for (std::size_t f = 0; f < shares.first.size(); ++f)
      factors.push_back({{"factor", study.table.factors[f].name},
                         {"first", estimate_json(shares.first[f])},
                         {"total", estimate_json(shares.total[f])}});
    out.push_back({{"size", size}, {"factors", std::move(factors)}});
  }
  return out;
}

std::string no_rank_correlation(const Study& study, std::size_t factor) {
  if (!has_order(study.table.factors[factor])) return "its labels have no order";
  return "too few points, a factor that never changed or that others fix";
}

// Of each factor, over all points and beside the others' moves.
std::vector<MainEffect> main_effects(const Study& study) {
  PointSample one = every_point(study.table, study.y);
  const auto partial = less_other_factors(one);
  std::vector<MainEffect> effects;
  for (std::size_t f = 0; f < partial.size(); ++f) {
    one.y = partial[f];
    effects.push_back(main_effect(one, f));
  }
  return effects;
}

json factors_json(const Study& study, const Shares& shares, const StraightLines& lines) {
  const auto steady = rank_correlations(study.sample, study.how);
  const std::vector<MainEffect> effects = main_effects(study);
  json out = json::array();
  for (std::size_t f = 0; f < study.table.factors.size(); ++f) {
    const MainEffect& effect = effects[f];
    json at = json::array();
    for (const EffectAt& one : effect.at) at.push_back(effect_json(one));
    json row = {{"factor", study.table.factors[f].name},
                {"first", estimate_json(shares.first[f])},
                {"total", estimate_json(shares.total[f])},
                {"rank_correlation", estimate_json(steady[f])},
                {"regression", estimate_json(lines.coefficient[f])},
                {"turns", effect.turns},
                {"low", effect.low ? at[*effect.low] : json(nullptr)},
                {"high", effect.high ? at[*effect.high] : json(nullptr)}};
    if (!steady[f]) row["no_rank_correlation_because"] = no_rank_correlation(study, f);
    if (!shares.base_points.empty()) row["base_points"] = shares.base_points[f];
    row["effects"] = std::move(at);
    out.push_back(std::move(row));
  }
  return out;
}

json axis_json(const BatchFactor& factor,
               const std::vector<double>& at,
               const std::vector<std::string>& label) {
  return {{"factor", factor.name}, {"at", at}, {"labels", label}};
}

// Rows of `mean` go along `other`.
json together_json(const Study& study, const std::vector<std::size_t>& order) {
  if (order.size() < 2) return nullptr;
  const Together found = together(every_point(study.table, study.y), order[0], order[1]);
  json mean = json::array(), points = json::array();
  for (std::size_t b = 0; b < found.mean.columns; ++b) {
    json means = json::array(), counts = json::array();
    for (std::size_t a = 0; a < found.mean.rows; ++a) {
      means.push_back(number_or_null(found.mean(a, b)));
      counts.push_back(found.points(a, b));
    }
    mean.push_back(std::move(means)), points.push_back(std::move(counts));
  }
  return {{"one", axis_json(study.table.factors[order[0]], found.one_at, found.one_label)},
          {"other", axis_json(study.table.factors[order[1]], found.other_at, found.other_label)},
          {"mean", std::move(mean)},
          {"points", std::move(points)}};
}

json luck_json(const BatchTable& table, std::size_t response) {
  const auto found = luck_shares(table, response);
  if (!found) return nullptr;
  return {{"point", found->point},
          {"world", table.paired ? json(found->world) : json(nullptr)},
          {"rest", found->rest},
          {"of_mean", found->of_mean},
          {"points", found->points},
          {"worlds", found->worlds}};
}

// What all factors explain by themselves; 1 where they only add up.
std::optional<IndexEstimate> alone_together(const Shares& shares) {
  double sum = 0;
  for (const auto& first : shares.first) sum += first ? first->value : std::nan("");
  std::vector<double> sums(shares.firsts.rows);
  for (std::size_t r = 0; r < sums.size(); ++r)
    for (std::size_t f = 0; f < shares.firsts.columns; ++f) sums[r] += shares.firsts(r, f);
  return with_interval(sum, sums);
}

// Noise is in every total effect, so the least of them is a bound.
void bound_luck(json& luck, const Shares& shares) {
  if (luck.is_null()) return;
  for (const auto& total : shares.total)
    if (total) luck["of_mean"] = std::min(luck["of_mean"].get<double>(), std::max(0.0, total->value));
}

void put_indices(json& out, const Study& study) {
  const Shares shares = shares_of(study, study.size(), study.how);
  const std::vector<std::size_t> order = order_of(shares);
  bound_luck(out["luck"], shares);
  out["alone_together"] = estimate_json(alone_together(shares));
  const StraightLines lines = straight_lines(study.sample, study.how);
  out["lines_explain"] = lines.explained ? json(*lines.explained) : json(nullptr);
  out["factors"] = factors_json(study, shares, lines);
  out["order"] = order_json(study, shares, order);
  out["convergence"] = convergence_json(study, shares);
  out["together"] = together_json(study, order);
}

json response_json(const BatchTable& table, std::size_t response, const Resampling& how) {
  ResponseWorth worth = worth_of_points(table, response);
  const auto there = std::count_if(worth.y.begin(), worth.y.end(), [](double y) { return std::isfinite(y); });
  Study study{table, std::move(worth.y), {}, how};
  study.sample = sample_of(table, study.y);
  const BatchResponse& asked = table.responses[response];
  json out = {{"response", asked.name},
              {"unit", asked.unit},
              {"level", asked.level ? json(*asked.level) : json(nullptr)},
              {"points", there},
              {"holes", static_cast<std::int64_t>(table.unit.rows) - there},
              {"undefined_share", worth.undefined_share},
              {"worlds", {{"fewest", worth.fewest}, {"most", worth.most}}},
              {"luck", luck_json(table, response)}};
  const std::vector<double>& y = study.sample.y;
  out["mean"] = y.empty() ? json(nullptr) : json(mean_of(y));
  out["sd"] = y.size() < 2 ? json(nullptr) : json(std::sqrt(variance_of(y)));
  if (y.size() >= kFewestPoints)
    put_indices(out, study);
  else
    out["because"] =
        "fewer than " + std::to_string(kFewestPoints) + " points have it: nothing is told of factors";
  return out;
}

json failure_json(const BatchTable& table, const BatchTable::Failure& failure) {
  json values = json::object();
  for (std::size_t f = 0; f < table.factors.size(); ++f) {
    const double value = table.value(failure.point, f);
    const auto& labels = table.factors[f].labels;
    const bool named = value >= 0 && value < static_cast<double>(labels.size());
    values[table.factors[f].name] =
        named ? json(labels[static_cast<std::size_t>(value)]) : number_or_null(value);
  }
  return {{"point", failure.point}, {"reason", failure.reason}, {"code", failure.code}, {"values", values}};
}

// What the reader must know before he trusts a figure.
json notes_of(const BatchTable& table, const json& responses) {
  json notes = json::array();
  if (table.design != DesignKind::saltelli)
    notes.push_back("Total effects need points that differ in one factor only: design saltelli.");
  std::int64_t holes = 0;
  bool uneven = false;
  for (const json& response : responses) {
    holes = std::max(holes, response["holes"].get<std::int64_t>());
    uneven = uneven || response["worlds"]["fewest"] != response["worlds"]["most"];
  }
  if (holes > 0)
    notes.push_back("Points without a result of some response: " + std::to_string(holes) + " of " +
                    std::to_string(table.unit.rows) + "; figures rest on the others." +
                    (table.design == DesignKind::saltelli
                         ? " A base point with a hole is left out of the indices that need it."
                         : ""));
  if (uneven) notes.push_back("Points have different numbers of worlds; each point counts once.");
  if (table.design != DesignKind::list)
    notes.push_back("Intervals take points as independent; in an even design they are rather too wide.");
  return notes;
}

void check_shapes(const BatchTable& table) {
  const std::size_t points = table.unit.rows, k = table.factors.size();
  const bool rows_fit =
      table.y.rows == table.rows.size() && table.y.columns == table.responses.size() &&
      std::all_of(table.rows.begin(), table.rows.end(), [&](const auto& row) { return row.point < points; });
  const bool design_fits = table.unit.columns == k && table.value.rows == points &&
                           table.value.columns == k &&
                           (table.design != DesignKind::saltelli || points == table.base_points * (k + 2));
  if (!rows_fit || !design_fits)
    throw Error(
        Fault::our_defect, table.name, "rows, points and factors do not fit each other", "report this");
  if (table.rows.empty() && !table.failures.empty())
    throw Error(Fault::bad_input,
                table.name,
                "no point has a result; the first that failed: " + table.failures.front().reason,
                "mend the plan or the factors");
  if (table.rows.empty())
    throw Error(Fault::bad_input, table.name, "no point has a result", "run it first: groundswell batch run");
}

}  // namespace

json analysis_document(const BatchTable& table, const Resampling& how) {
  check_shapes(table);
  std::vector<std::uint32_t> done;
  for (const BatchTable::Row& row : table.rows)
    if (done.empty() || done.back() != row.point) done.push_back(row.point);
  json factors = json::array(), responses = json::array(), failures = json::array(), shards = json::array();
  for (const BatchFactor& factor : table.factors) factors.push_back(factor_json(factor));
  for (std::size_t r = 0; r < table.responses.size(); ++r) responses.push_back(response_json(table, r, how));
  for (const auto& failure : table.failures) failures.push_back(failure_json(table, failure));
  for (const auto& shard : table.shards)
    shards.push_back(
        {{"shard", shard.name}, {"done", shard.done}, {"planned", shard.planned}, {"state", shard.state}});
  return {{"schema", "groundswell/analysis/1"},
          {"engine", GS_VERSION},
          {"seed", how.seed},
          {"name", table.name},
          {"design",
           {{"kind", kDesigns[static_cast<std::size_t>(table.design)]},
            {"points", table.unit.rows},
            {"done", done.size()},
            {"base_points", table.base_points},
            {"paired", table.paired}}},
          {"resamples", how.resamples},
          {"factors", std::move(factors)},
          {"notes", notes_of(table, responses)},
          {"responses", std::move(responses)},
          {"failures", std::move(failures)},
          {"shards", std::move(shards)}};
}

}  // namespace gs
