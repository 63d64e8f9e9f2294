// Reads the document and says no more than its intervals and resamples bear: "most" only where a factor is
// first in 95 of 100 resamples.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "scenarios/document/scenario_fields.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/reading/members.h"
#include "scenarios/report/batch/analysis.h"
#include "scenarios/report/html.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr double kSettled = 0.95;
constexpr double kMostlyLuck = 0.5;

std::optional<ShownIndex> index_in(const json& row, const char* key) {
  const json& estimate = row.at(key);
  if (estimate.is_null()) return std::nullopt;
  return ShownIndex{estimate.at("value"), estimate.at("p10"), estimate.at("p90")};
}

ShownEffect effect_in(const json& row) {
  return {
      row.at("value"), row.at("mean"), number_at(row, "standard_error").value_or(0), text_at(row, "label")};
}

// A place on a factor's axis.
std::string place_words(const std::vector<std::string>& labels, double value) {
  if (!(value >= 0 && value < static_cast<double>(labels.size()))) return significant(value, 3);
  return labels[static_cast<std::size_t>(value)];
}

std::string range_words(const ShownFactor& factor) {
  if (factor.labels.empty())
    return factor.low + " \u2013 " + factor.high + (factor.unit.empty() ? "" : " " + factor.unit);
  std::string out;
  for (const std::string& label : factor.labels) out += (out.empty() ? "" : ", ") + label;
  return out;
}

ShownFactor factor_in(const json& factor) {
  ShownFactor out;
  out.name = factor.at("factor"), out.unit = text_at(factor, "unit");
  out.labels = factor.at("labels").get<std::vector<std::string>>();
  out.low = place_words(out.labels, factor.at("low")), out.high = place_words(out.labels, factor.at("high"));
  out.range = range_words(out);
  return out;
}

void put_figures(ShownFactor& out, const json& row) {
  out.first = index_in(row, "first"), out.total = index_in(row, "total");
  out.steady = index_in(row, "rank_correlation");
  if (row.contains("regression")) out.line = index_in(row, "regression");
  out.not_steady_because = text_at(row, "no_rank_correlation_because");
  out.turns = row.at("turns");
  for (const json& effect : row.at("effects")) out.effects.push_back(effect_in(effect));
  if (!row.at("low").is_null()) out.at_low = effect_in(row.at("low"));
  if (!row.at("high").is_null()) out.at_high = effect_in(row.at("high"));
}

// "day5" -> " by day 5", "facebook" -> " on facebook", a post's id -> " of post p1".
std::string where_words(const std::string& place) {
  const bool day = place.starts_with("day") && place.size() > 3 &&
                   place.find_first_not_of("0123456789", 3) == std::string::npos;
  if (day) return " by day " + place.substr(3);
  return (std::ranges::find(kPlatforms, place) == kPlatforms.end() ? " of post " : " on ") + place;
}

// "leads.p90@day5" -> "The 90 % quantile of leads by day 5"; a name that is made otherwise stays.
void put_title(const std::string& name, ShownResponse& out) {
  const std::size_t at = name.find('@'), dot = name.substr(0, at).find('.');
  const Kpi* known = find_kpi(name.substr(0, std::min(at, dot)));
  out.title = name;
  if (known == nullptr) return;
  const std::string title(known->title), level = dot == name.npos ? "" : name.substr(dot, at - dot);
  const bool quantile = level.starts_with(".p") && level.size() > 2;
  if (!level.empty() && !quantile) return;
  out.title = quantile ? "The " + level.substr(2) + "\u202f% quantile of " + lower_first(title) : title;
  if (at != name.npos) out.title += where_words(name.substr(at + 1));
  out.several = !quantile && title.substr(0, title.find(" (")).ends_with('s');
}

PairAxis axis_in(const json& axis) {
  PairAxis out{.name = axis.at("factor"), .at = axis.at("labels")};
  if (out.at.empty())
    for (const json& value : axis.at("at")) out.at.push_back(significant(value.get<double>(), 2));
  return out;
}

std::optional<ShownPair> pair_in(const json& pair) {
  if (pair.is_null()) return std::nullopt;
  ShownPair out{.one = axis_in(pair.at("one")), .other = axis_in(pair.at("other")), .mean = {}};
  for (const json& row : pair.at("mean")) {
    out.mean.emplace_back();
    for (const json& cell : row)
      out.mean.back().push_back(cell.is_null() ? std::nullopt : std::optional<double>(cell.get<double>()));
  }
  return out;
}

std::optional<ShownLuck> luck_in(const json& luck) {
  if (luck.is_null()) return std::nullopt;
  return ShownLuck{
      luck.at("point"), luck.at("rest"), luck.at("of_mean"), number_at(luck, "world"), luck.at("worlds")};
}

// Figures of one response have one step: a tenth of what its factors move.
double step_of(const ShownResponse& response) {
  double low = 0, high = 0;
  bool any = false;
  for (const ShownFactor& factor : response.factors)
    for (const ShownEffect& effect : factor.effects) {
      low = any ? std::min(low, effect.mean) : effect.mean;
      high = any ? std::max(high, effect.mean) : effect.mean;
      any = true;
    }
  const double f = response.unit.factor;
  return rounding_step(f * low, f * high, false) / (response.unit.whole ? 1 : 10);
}

void put_factors(ShownResponse& out, const json& response, const json& factors, bool totals) {
  std::vector<ShownFactor> all;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    all.push_back(factor_in(factors[f]));
    put_figures(all.back(), response.at("factors").at(f));
  }
  std::vector<std::size_t> order;
  const auto place = [&](const json& name) {
    return static_cast<std::size_t>(std::ranges::find(all, name.get<std::string>(), &ShownFactor::name) -
                                    all.begin());
  };
  for (const json& row : response.at("order")) {
    const std::size_t f = place(row.at("factor"));
    if (f >= all.size()) continue;
    order.push_back(f);
    all[f].first_in = number_at(row, "first_in"), all[f].above_next_in = number_at(row, "above_next_in");
  }
  for (std::size_t f = 0; f < all.size(); ++f)
    if (std::ranges::find(order, f) == order.end()) order.push_back(f);
  for (const std::size_t f : order) out.factors.push_back(all[f]);
  for (const json& row : response.at("convergence")) {
    out.settling.push_back({row.at("size"), {}});
    for (const std::size_t f : order)
      out.settling.back().strength.push_back(index_in(row.at("factors").at(f), totals ? "total" : "first"));
  }
}

ShownResponse response_in(const json& response, const json& factors, bool totals) {
  ShownResponse out;
  put_title(response.at("response"), out);
  out.unit = view_of(text_at(response, "unit"), response.at("response").get<std::string>());
  out.points = response.at("points"), out.holes = response.at("holes");
  out.because = text_at(response, "because");
  out.mean = number_at(response, "mean");
  out.luck = luck_in(response.at("luck"));
  if (!out.because.empty()) return out;
  put_factors(out, response, factors, totals);
  out.alone_together = index_in(response, "alone_together");
  out.lines_explain = number_at(response, "lines_explain");
  out.pair = pair_in(response.at("together"));
  out.step = step_of(out);
  return out;
}

std::string values_words(const json& values) {
  std::string out;
  for (const auto& [name, value] : values.items())
    out += (out.empty() ? "" : ", ") + name + " = " +
           (value.is_string() ? value.get<std::string>()
            : value.is_null() ? std::string(kUndefined)
                              : significant(value.get<double>(), 3));
  return out;
}

std::string share_words(double share, std::int64_t resamples) {
  const std::string all = whole_number(static_cast<double>(resamples)) + " bootstrap resamples";
  return share >= 1 ? "all of " + all : percent(std::min(share, 0.99)) + " of " + all;
}

bool moves(const AnalysisDocument& all, const ShownFactor& factor) {
  const auto& strength = strength_of(all, factor);
  return strength && strength->p10 > 0.005;
}

// "Reach depends most on share spread; posting hour shift comes second."
std::string depends_words(const AnalysisDocument& all, const ShownResponse& response) {
  if (!response.because.empty()) return response.title + ": " + response.because + ".";
  const auto& factors = response.factors;
  if (factors.empty() || !strength_of(all, factors[0]))
    return response.title + " did not change over these points, or too few of them are there to tell why.";
  if (!moves(all, factors[0])) return "No factor is proven to move " + lower_first(response.title) + ".";
  if (response.luck && response.luck->of_mean > kMostlyLuck)
    return with_verb(response, "differ") +
           " between points mostly by luck; more worlds a point would tell why.";
  const std::string first = marked(factors[0].name);
  if (factors[0].first_in.value_or(0) < kSettled && factors.size() > 1)
    return with_verb(response, "depend") + " most on " + first + " or " + marked(factors[1].name) +
           "; which of them is not settled.";
  std::string out = with_verb(response, "depend") + " most on " + first;
  if (factors.size() < 2 || !moves(all, factors[1])) return out + "; nothing else is proven to move it.";
  const bool second = factors.size() < 3 || factors[1].above_next_in.value_or(0) >= kSettled;
  return out + "; " + marked(factors[1].name) + (second ? "" : " or " + marked(factors[2].name)) +
         " comes second.";
}

std::string settled_words(const AnalysisDocument& all, const ShownResponse& response) {
  if (response.factors.empty() || !response.factors[0].first_in) return "";
  const ShownFactor& first = response.factors[0];
  return std::string(*first.first_in >= kSettled ? "The first place is settled: "
                                                 : "The first place is not settled yet: ") +
         marked(first.name) + " is first in " + share_words(*first.first_in, all.resamples) + ".";
}

std::string combined_words(const AnalysisDocument& all, const ShownResponse& response) {
  if (!all.totals || !response.alone_together) return "";
  const ShownIndex& alone = *response.alone_together;
  if (alone.p90 < 0.95)
    return "About " + percent(1 - alone.value) + " of the variance is what factors do only together.";
  if (alone.p10 > 0.9) return "Factors act one beside the other: what each does alone adds up to the whole.";
  return "";
}

std::string progress_words(const AnalysisDocument& all) {
  const std::int64_t tried = all.done + static_cast<std::int64_t>(all.failures.size());
  if (tried >= all.points) return "";
  return whole_number(static_cast<double>(all.done)) + " of " +
         whole_number(static_cast<double>(all.points)) + " points are there so far.";
}

std::string failed_words(const AnalysisDocument& all) {
  const std::size_t n = all.failures.size();
  if (n == 0) return "";
  return n == 1 ? "One point failed and is listed."
                : whole_number(static_cast<double>(n)) + " points failed and are listed.";
}

}  // namespace

AnalysisDocument read_analysis(const json& document) {
  const json& design = document.at("design");
  AnalysisDocument out;
  out.name = document.at("name"), out.design = design.at("kind");
  out.points = design.at("points"), out.done = design.at("done"), out.base_points = design.at("base_points");
  out.resamples = document.at("resamples"), out.totals = out.design == "saltelli";
  for (const json& response : document.at("responses"))
    out.responses.push_back(response_in(response, document.at("factors"), out.totals));
  for (const json& failure : document.at("failures"))
    out.failures.push_back(
        {failure.at("point"), failure.at("reason"), failure.at("code"), values_words(failure.at("values"))});
  for (const json& shard : document.at("shards"))
    out.shards.push_back({shard.at("shard"), shard.at("state"), shard.at("done"), shard.at("planned")});
  return out;
}

std::string with_verb(const ShownResponse& response, const std::string& plural) {
  return response.title + " " + plural + (response.several ? "" : "s");
}

const std::optional<ShownIndex>& strength_of(const AnalysisDocument& all, const ShownFactor& factor) {
  return all.totals ? factor.total : factor.first;
}

std::string index_words(const std::optional<ShownIndex>& index) {
  return index ? number(index->value, 0.01) : std::string(kUndefined);
}

std::string within_words(const std::optional<ShownIndex>& index) {
  return index ? range(index->p10, index->p90, 0.01) : "";
}

std::string steady_words(const ShownFactor& factor) {
  std::string out = factor.steady ? "rank correlation " + signed_number(factor.steady->value, 0.01) + " (" +
                                        signed_range(factor.steady->p10, factor.steady->p90, 0.01) + ")"
                                  : "no rank correlation: " + factor.not_steady_because;
  if (factor.turns) out += "; rises and falls, so one figure of direction misleads";
  return out;
}

std::string line_words(const ShownFactor& factor) {
  if (!factor.line) return "";
  return "; regression " + signed_number(factor.line->value, 0.01) + " (" +
         signed_range(factor.line->p10, factor.line->p90, 0.01) + ")";
}

std::string lines_words(const ShownResponse& response) {
  if (!response.lines_explain) return "";
  return "Straight lines in all factors explain " + percent(std::max(0.0, *response.lines_explain)) +
         " of the variance; regression: standard deviations of the response per one of the factor.";
}

std::string luck_words(const AnalysisDocument& all, const ShownResponse& response) {
  if (!response.luck) return "";
  const ShownLuck& luck = *response.luck;
  std::string out = "Of the variance of a single world " + percent(luck.point) + " is the point's";
  if (luck.world) out += ", " + percent(*luck.world) + " the luck of a world that all points share";
  out += ", " + percent(luck.rest) + (luck.world ? " both together" : " luck") + ". Over " +
         whole_number(static_cast<double>(luck.worlds)) + " worlds a point, luck of single points makes ";
  out += luck.of_mean < 0.005 ? "less than 1\u202f%" : percent(luck.of_mean);
  out += std::string(" of what the ") + (all.totals ? "indices" : "figures") + " divide up";
  return out + (all.totals && luck.of_mean >= 0.005 ? "; a total effect may hold as much." : ".");
}

std::string method_words(const AnalysisDocument& all) {
  const std::string resamples = whole_number(static_cast<double>(all.resamples));
  if (all.totals)
    return "Share of variance. Dot and line: total effect, 80\u202f%. Ring: alone. Saltelli 2010 and Jansen "
           "1999 from " +
           whole_number(static_cast<double>(all.base_points)) + " base points, " + resamples +
           " bootstrap resamples.";
  return "Share of variance explained alone, 80\u202f%: one curve per factor fitted together, " + resamples +
         " bootstrap resamples.";
}

Answer answer_of(const AnalysisDocument& all) {
  Answer out;
  if (all.responses.empty()) return {"The experiment has no response.", {}};
  const ShownResponse& leading = all.responses.front();
  out.first = depends_words(all, leading);
  for (std::string sentence :
       {progress_words(all), settled_words(all, leading), combined_words(all, leading)})
    if (!sentence.empty()) out.then.push_back(std::move(sentence));
  for (std::size_t r = 1; r < all.responses.size() && r < 4; ++r)
    out.then.push_back(depends_words(all, all.responses[r]));
  if (std::string failed = failed_words(all); !failed.empty()) out.then.push_back(std::move(failed));
  return out;
}

}  // namespace gs
