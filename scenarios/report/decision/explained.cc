// One step for a whole column; what is left over by rounding goes to the largest remainders.
#include "scenarios/report/decision/explained.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "scenarios/kpi/kpi.h"
#include "scenarios/reading/members.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr double kProven = 1.96, kDoubt = 1.28;  // standard errors: 95 and 80 %
constexpr std::size_t kNames = 3;                // named in a sentence, the others counted

const json* row_in(const json& kpis, std::string_view kpi) {
  for (const json& row : kpis)
    if (row.at("kpi") == kpi) return &row;
  return nullptr;
}

const json& needed_row(const json& kpis, std::string_view kpi) {
  const json* row = row_in(kpis, kpi);
  return row != nullptr ? *row : kpis.at(0);
}

std::string title_of(const std::string& kpi) {
  const Kpi* known = find_kpi(kpi);
  return known == nullptr ? kpi : std::string(known->title);
}

UnitView unit_of(const json& row) {
  return view_of(row.at("unit").get<std::string>(), row.at("kpi").get<std::string>());
}

bool is_money(const json& row) {
  const Kpi* known = find_kpi(row.at("kpi").get<std::string>());
  return known != nullptr && known->unit == Unit::currency;
}

struct Mean {
  double value = 0, error = 0;
  bool is_proven() const { return std::abs(value) > kProven * error && value != 0; }
};

// One step for all: a tenth of the widest doubt; finer where one that is told from 0 would read as 0, though
// never beyond four digits of the largest.
double step_of(const std::vector<Mean>& means, bool money) {
  constexpr double kCent = 0.01, kMostDigits = 1e4;
  double step = 0, largest = 0;
  for (const Mean& mean : means) {
    if (mean.value == 0 && mean.error == 0) continue;
    const double doubt = kDoubt * mean.error;
    step = std::max(step, rounding_step(mean.value - doubt, mean.value + doubt, false));
    largest = std::max(largest, std::abs(mean.value));
  }
  if (step == 0) return 1;
  for (const Mean& mean : means)
    while (mean.is_proven() && std::abs(mean.value) < step / 2 && step > largest / kMostDigits) step /= 10;
  return money ? std::max(step, kCent) : step;
}

// A column of figures: one mean a part, shown so that they add up.
struct Column {
  UnitView unit;
  double step = 1;
  std::vector<double> parts;
  bool signs = false;
  double together() const { return std::accumulate(parts.begin(), parts.end(), 0.0); }
  std::string shown(double value) const { return signs ? signed_number(value, step) : number(value, step); }
};

Column column_of(const json& document, const std::string& kpi, bool signs) {
  Column column{unit_of(needed_row(document.at("totals"), kpi)), 1, {}, signs};
  std::vector<Mean> means;
  for (const json& part : document.at("parts")) {
    const json& row = needed_row(part.at("kpis"), kpi);
    means.push_back({column.unit.factor * row.at("mean").get<double>(),
                     column.unit.factor * row.at("standard_error").get<double>()});
  }
  column.step = step_of(means, is_money(needed_row(document.at("totals"), kpi)));
  for (const Mean& mean : means) column.parts.push_back(mean.value);
  column.parts = adding_up(column.parts, column.step);
  return column;
}

// Shares in whole percents that add up to 100, where they are shares of something.
std::vector<std::string> percents_of(const json& document, const std::string& kpi) {
  std::vector<double> shares;
  for (const json& part : document.at("parts"))
    if (const auto share = number_at(needed_row(part.at("kpis"), kpi), "share"))
      shares.push_back(100 * *share);
  std::vector<std::string> shown(document.at("parts").size(), std::string(kUndefined));
  if (shares.size() != shown.size()) return shown;
  shares = adding_up(shares, 1);
  for (std::size_t i = 0; i < shares.size(); ++i) shown[i] = percent(shares[i] / 100);
  return shown;
}

ExplainedPart read_part(const json& part, const std::string& kpi, bool money) {
  const json& row = needed_row(part.at("kpis"), kpi);
  const json& out = row.at("left_out");
  ExplainedPart read{.id = part.at("id"), .title = part.at("title")};
  read.mean = row.at("mean"), read.left_out_mean = out.at("mean");
  read.p10 = out.at("p10"), read.p25 = out.at("p25"), read.p75 = out.at("p75"), read.p90 = out.at("p90");
  const double f = unit_of(row).factor;
  double step = rounding_step(f * read.p10, f * read.p90, false);
  if (money) step = std::max(step, 0.01);
  read.left_out = signed_number(f * read.left_out_mean, step);
  read.low = signed_number(f * read.p10, step), read.high = signed_number(f * read.p90, step);
  const json& behind = member_at(row, "behind");
  read.leads = behind.is_null() || number_at(behind, "mean").value_or(0) <=
                                       kProven * number_at(behind, "standard_error").value_or(0);
  return read;
}

std::string names_of(const std::vector<const ExplainedPart*>& parts, bool with_figures) {
  std::string names;
  for (std::size_t i = 0; i < std::min(kNames, parts.size()); ++i) {
    const bool last = i + 1 == parts.size();
    names += (i == 0 ? "" : last ? " and " : ", ") + marked(parts[i]->label);
    if (with_figures) names += " " + parts[i]->fair;
  }
  return parts.size() > kNames ? names + " and " + std::to_string(parts.size() - kNames) + " more" : names;
}

std::vector<const ExplainedPart*> leading_of(const Explained& all) {
  std::vector<const ExplainedPart*> parts;
  for (const ExplainedPart& part : all.parts)
    if (part.leads) parts.push_back(&part);
  if (parts.empty()) parts.push_back(&all.parts.front());
  return parts;
}

Mean mean_of_total(const json& total) {
  return {total.at("mean"), total.at("difference").at("standard_error")};
}

// "+1 220"; of a total on its own.
std::string total_text(const json& total, bool sign) {
  const Mean mean = mean_of_total(total);
  const double f = unit_of(total).factor;
  const double step = step_of({{f * mean.value, f * mean.error}}, is_money(total));
  return sign ? signed_number(f * mean.value, step) : number(f * mean.value, step);
}

std::string not_beyond_luck(const json& total) {
  const Mean mean = mean_of_total(total);
  if (mean.value == 0 && mean.error == 0) return " in any world";
  const double f = unit_of(total).factor, reach = kProven * f * mean.error;
  const double step = rounding_step(f * mean.value - reach, f * mean.value + reach, false);
  return " beyond luck (" + signed_number(f * mean.value, step) + " on average, 95" + std::string(kThin) +
         "% interval " + signed_range(f * mean.value - reach, f * mean.value + reach, step) + ")";
}

std::string first_of_parts(const json& total, const Explained& all) {
  const std::vector<const ExplainedPart*> first = leading_of(all);
  const std::string of_all =
      " of the " + all.together + " that the plan\u2019s " + all.by + "s bring on average";
  if (!mean_of_total(total).is_proven())
    return "The plan\u2019s " + all.by + "s bring no " + all.kpi + not_beyond_luck(total) + ".";
  if (all.parts.size() == 1)
    return marked(first.front()->label) + " brings all the " + all.kpi + " that the plan\u2019s " + all.by +
           "s bring: " + all.together + " on average.";
  if (first.size() == 1)
    return marked(first.front()->label) + " brings the most " + all.kpi + ": " + first.front()->fair +
           of_all + " (" + first.front()->share + ").";
  if (first.size() == all.parts.size())
    return "No " + all.by + " is proven to bring more " + all.kpi +
           " than the others: " + names_of(first, true) + of_all + ".";
  return names_of(first, false) + " bring the most " + all.kpi + ", " + all.leading + of_all +
         "; which of them brings more is not proven.";
}

// "impressions by +4 500, cost by +150.00 EUR": what else is proven to move; the cost is always told.
std::string moved_besides(const json& document, const std::string& kpi) {
  constexpr std::size_t kMost = 3;
  std::string moved;
  std::size_t named = 0;
  for (const json& total : document.at("totals")) {
    if (total.at("kpi") == kpi || !mean_of_total(total).is_proven()) continue;
    if (named == kMost && total.at("kpi") != "cost") continue;
    const std::string unit = is_money(total) ? " " + unit_of(total).text : "";
    const std::string figure = total_text(total, true);
    if (figure == "0") continue;
    moved += (moved.empty() ? "" : ", ") + lower_first(title_of(total.at("kpi"))) + " by " + figure + unit;
    named = std::min(kMost, named + 1);
  }
  return moved;
}

std::string first_of_changes(const json& document, const json& total, const Explained& all) {
  const std::string variant = marked(document.at("variant").get<std::string>());
  if (!mean_of_total(total).is_proven())
    return variant + " does not change " + all.kpi + not_beyond_luck(total) + ".";
  const std::vector<const ExplainedPart*> first = leading_of(all);
  std::string out = variant + " changes " + all.kpi + " by " + all.together + " on average";
  if (all.parts.size() == 1) return out + ", all of it by " + marked(first.front()->label) + ".";
  if (first.size() == 1) return out + ", most of it by " + names_of(first, true) + ".";
  return out + ": " + names_of(first, true) + "; which of them does more is not proven.";
}

std::string multiplier_sentence(const json& document) {
  const json* row = row_in(member_at(document, "word_of_mouth"), "word_of_mouth_multiplier");
  const auto mean = row == nullptr ? std::nullopt : number_at(*row, "mean");
  if (!mean || !number_at(*row, "p10")) return "";
  return "Word of mouth multiplies reach by " +
         number(*mean, rounding_step(row->at("p10"), row->at("p90"), false)) + " on average.";
}

// Figures of the paid rows, one step for all, the sums taken of what is shown.
struct PaidFigures {
  double step = 1, anyway = 0, bought = 0, set_off = 0;
};
std::optional<PaidFigures> paid_figures(const json& rows) {
  if (!rows.is_array()) return {};
  PaidFigures paid;
  double* const figures[] = {&paid.anyway, &paid.bought, &paid.set_off};
  const char* const kpis[] = {"paid_anyway", "paid_bought", "paid_set_off"};
  for (const json& row : rows)
    if (number_at(row, "p10") && number_at(row, "p90"))
      paid.step = std::max(paid.step, rounding_step(row.at("p10"), row.at("p90"), true));
  for (std::size_t i = 0; i < 3; ++i) {
    const json* row = row_in(rows, kpis[i]);
    const auto mean = row == nullptr ? std::nullopt : number_at(*row, "mean");
    if (!mean) return {};
    *figures[i] = std::round(*mean / paid.step) * paid.step;
  }
  return paid;
}

std::string paid_sentence(const json& document) {
  const auto paid = paid_figures(member_at(document, "paid"));
  if (!paid) return "";
  const auto shown = [&](double value) { return number(std::abs(value), paid->step); };
  // Below 0: others would have told more of those bought than heard of the plan through people ads met.
  const std::string onwards = paid->set_off < 0
                                  ? shown(paid->set_off) + " fewer: others would have told them."
                                  : shown(paid->set_off) + " more: what people met by ads passed on.";
  return "On average ads bought " + shown(paid->bought) +
         " people who would not have come; of those they met "
         "first, " +
         shown(paid->anyway) + " would have come anyway. Word of mouth makes that " + onwards;
}

}  // namespace

Explained read_explained(const json& document) {
  const std::string kpi = document.at("kpi");
  const json& total = needed_row(document.at("totals"), kpi);
  Explained all{.kpi = lower_first(title_of(kpi)), .by = document.at("by"), .unit = unit_of(total).text};
  all.changes = all.by == "change";
  all.worlds = document.at("replicates");
  const Column column = column_of(document, kpi, all.changes);
  const std::vector<std::string> shares = percents_of(document, kpi);
  all.together = column.shown(column.together());
  double leading = 0;
  for (std::size_t i = 0; i < document.at("parts").size(); ++i) {
    ExplainedPart part = read_part(document.at("parts")[i], kpi, is_money(total));
    part.label = all.changes ? part.title : part.id;
    part.fair = column.shown(column.parts[i]);
    part.share = shares[i];
    if (part.leads) leading += column.parts[i];
    all.parts.push_back(std::move(part));
  }
  all.leading = column.shown(leading);
  const double sign = total.at("mean") < 0 ? -1 : 1;
  std::ranges::stable_sort(all.parts, [&](const ExplainedPart& a, const ExplainedPart& b) {
    return sign * a.mean > sign * b.mean;
  });
  return all;
}

Answer answer_of(const json& document, const Explained& all) {
  const std::string kpi = document.at("kpi");
  const json& total = needed_row(document.at("totals"), kpi);
  Answer answer;
  if (!all.changes) {
    answer.first = first_of_parts(total, all);
    for (std::string sentence : {multiplier_sentence(document), paid_sentence(document)})
      if (!sentence.empty()) answer.then.push_back(std::move(sentence));
    return answer;
  }
  answer.first = first_of_changes(document, total, all);
  const std::string besides = moved_besides(document, kpi);
  answer.then.push_back(besides.empty() ? "Nothing else is proven to move, either."
                                        : std::string("It ") +
                                              (mean_of_total(total).is_proven() ? "also moves " : "moves ") +
                                              besides + ".");
  return answer;
}

std::string method_of(const json& document, const Explained& all) {
  const json& method = document.at("method");
  const std::string how = method.at("exact") == true ? "every combination of them was lived"
                                                     : whole_number(method.at("orders").get<double>()) +
                                                           " orders of them were lived";
  const std::string one = (all.by == "ad" ? "an " : "a ") + all.by;
  return "Every figure is a mean over the same " + whole_number(static_cast<double>(all.worlds)) +
         " worlds; \u201c80" + std::string(kThin) +
         "%\u201d keeps eight of ten worlds. Fair share (Shapley): what " + one +
         " adds on average, whatever is there before it; the shares add up to all of them together, and " +
         how + ". " +
         (all.changes
              ? "Taken back: the variant minus the variant without this change. Compare shows medians of "
                "the same differences."
              : "If left out: the plan minus the plan without it.") +
         " Proven: a difference of means of more than 1.96 standard errors.";
}

SharesOfAll shares_of_all(const json& document, const Explained& all) {
  SharesOfAll shares;
  for (const ExplainedPart& part : all.parts) shares.lines.push_back({part.label});
  shares.lines.push_back({"together"});
  for (const json& total : document.at("totals")) {
    const std::string kpi = total.at("kpi");
    const Column column = column_of(document, kpi, all.changes);
    shares.heads.push_back(title_of(kpi) + (is_money(total) ? ", " + column.unit.text : ""));
    for (std::size_t i = 0; i < all.parts.size(); ++i)
      for (std::size_t row = 0; row < column.parts.size(); ++row)
        if (document.at("parts")[row].at("id") == all.parts[i].id)
          shares.lines[i].push_back(column.shown(column.parts[row]));
    shares.lines.back().push_back(column.shown(column.together()));
  }
  return shares;
}

std::vector<SpreadRow> spread_rows(const json& rows) {
  std::vector<SpreadRow> shown;
  const auto paid = paid_figures(rows);
  for (const json& row : rows) {
    SpreadRow out{row.at("title"), row.at("formula"), std::string(kUndefined), ""};
    const auto mean = number_at(row, "mean"), low = number_at(row, "p10"), high = number_at(row, "p90");
    if (mean && low && high) {
      const std::string kpi = row.at("kpi");
      const double step = paid ? paid->step : rounding_step(*low, *high, unit_of(row).whole);
      const double value = !paid                        ? *mean
                           : kpi == "paid_met_first"    ? paid->anyway + paid->bought
                           : kpi == "incremental_reach" ? paid->bought + paid->set_off
                                                        : *mean;
      out.mean = number(value, step);
      out.interval = range(*low, *high, step);
    }
    shown.push_back(std::move(out));
  }
  return shown;
}

}  // namespace gs
