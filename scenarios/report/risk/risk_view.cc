// Tables made once as words, then laid out for the page or the terminal. Means are rounded by their Monte
// Carlo error.
#include "scenarios/report/risk/risk_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scenarios/report/answer.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/text_table.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr double kEighty = 1.2815515655446004;  // deviations that hold 80 % of a normal law
constexpr std::size_t kMostDefaults = 8;        // shown of the ranking

struct Table {
  std::vector<std::string> heads;
  std::size_t words = 1;  // columns of words, the first ones
  std::vector<std::vector<std::string>> lines{};
};

// One block: what it says first, its table, what else is to be known.
struct Block {
  std::string title, first;
  Table table;
  std::vector<std::string> then{};
};

double value_at(const json& row, const char* key) {
  return row.contains(key) && row[key].is_number() ? row[key].get<double>() : 0.0;
}
std::string word_at(const json& row, const char* key) {
  return row.contains(key) && row[key].is_string() ? row[key].get<std::string>() : std::string();
}
const json& list_at(const json& row, const char* key) {
  static const json kNone = json::array();
  return row.contains(key) && row[key].is_array() ? row[key] : kNone;
}

std::string title_of(const ForecastDocument& forecast, const std::string& kpi) {
  const KpiRow* row = find_row(forecast.totals, kpi);
  return row != nullptr && !row->title.empty() ? row->title : kpi;
}

bool is_dear(const json& row) { return value_at(row, "mean") > value_at(row, "bound"); }

// "159 000", as precise as its Monte Carlo error.
std::string known_to(double value, double error, const UnitView& unit) {
  const double v = unit.factor * value, e = kEighty * unit.factor * error;
  return number(v, rounding_step(v - e, v + e, unit.whole));
}

std::string with_unit(const std::string& figure, const UnitView& unit) {
  return unit.text.empty() ? figure : figure + " " + unit.text;
}

// The KPI that decides: the first with a target, else reach.
const json* deciding_row(const ForecastDocument& forecast, const json& worst) {
  const KpiRow* target = first_target(forecast.totals);
  for (const std::string& wanted :
       {target != nullptr ? target->kpi : std::string("reach"), std::string("reach")})
    for (const json& row : worst)
      if (word_at(row, "kpi") == wanted) return &row;
  return worst.empty() ? nullptr : &worst.front();
}

Block worst_block(const ForecastDocument& forecast, const json& risk) {
  Block block{"What may go wrong", "", {{"KPI", "unit", "median", "worst tenth", "its mean"}, 2}};
  const json& worst = list_at(risk, "worst_tenth");
  if (const json* row = deciding_row(forecast, worst)) {
    const UnitView unit = view_of(word_at(*row, "unit"), word_at(*row, "kpi"));
    block.first =
        "In the worst tenth of worlds " + lower_first(title_of(forecast, word_at(*row, "kpi"))) + " is " +
        (is_dear(*row) ? "at least " : "at most ") +
        with_unit(known_to(value_at(*row, "bound"), value_at(*row, "bound_standard_error"), unit), unit) +
        ", on average " + known_to(value_at(*row, "mean"), value_at(*row, "mean_standard_error"), unit) + ".";
    block.then.push_back(
        "Chances of targets and that bound are known to \u00b1 " +
        significant(value_at(risk, "imprecision"), 2) +
        " (one standard error, of the bound as a share of the mean); --precision makes it less.");
  }
  for (const json& row : worst) {
    const std::string kpi = word_at(row, "kpi");
    const KpiRow* total = find_row(forecast.totals, kpi);
    if (total == nullptr || !total->defined || !(is_headline(kpi) || total->at_least || total->at_most))
      continue;
    const UnitView unit = view_of(word_at(row, "unit"), kpi);
    block.table.lines.push_back(
        {total->title,
         unit.text,
         figures_of(*total).median,
         known_to(value_at(row, "bound"), value_at(row, "bound_standard_error"), unit),
         known_to(value_at(row, "mean"), value_at(row, "mean_standard_error"), unit)});
  }
  return block;
}

Block defaults_block(const ForecastDocument& forecast) {
  Block block{"How far defaults move the answer", "", {{"default", "value", "moves"}, 1}};
  std::vector<const AssumedValue*> turned;
  std::size_t untold = 0;
  for (const AssumedValue& value : forecast.head.assumed) {
    if (value.moves > 0) turned.push_back(&value);
    untold += value.untold ? 1 : 0;
  }
  if (turned.empty()) return block;
  std::ranges::stable_sort(turned, std::greater<>(), &AssumedValue::moves);
  const AssumedValue& most = *turned.front();
  block.first = "Of the defaults " + marked(most.text.empty() ? most.key : most.text) +
                " matters most: over its 80 % range it moves " + most.effect + ".";
  for (std::size_t i = 0; i < std::min(turned.size(), kMostDefaults); ++i)
    block.table.lines.push_back({turned[i]->text.empty() ? turned[i]->key : turned[i]->text,
                                 turned[i]->value + (turned[i]->unit.empty() ? "" : " " + turned[i]->unit),
                                 turned[i]->effect});
  if (untold > 0)
    block.then.push_back(std::to_string(untold) +
                         (untold == 1 ? " further default was" : " further defaults were") +
                         " not turned, for no range is known or other people would have to be grown: how far "
                         "the answer moves with it is not told.");
  return block;
}

// "+0.61 (+0.2 to +0.9)": mean and 80 % of the worlds.
std::string change_text(const json& row) {
  if (!row.contains("mean") || !row["mean"].is_number()) return std::string(kUndefined);
  const UnitView unit = view_of(word_at(row, "unit"), word_at(row, "kpi"));
  const double mean = unit.factor * value_at(row, "mean");
  const double error = kEighty * unit.factor * value_at(row, "standard_error");
  const double low = unit.factor * value_at(row, "p10"), high = unit.factor * value_at(row, "p90");
  const std::string figure = signed_number(mean, rounding_step(mean - error, mean + error, false));
  return low == high ? figure
                     : figure + " (" + signed_range(low, high, rounding_step(low, high, false)) + ")";
}

// "−120 ± 8": mean and its Monte Carlo error.
std::string saved_text(const json& row) {
  if (!row.contains("mean") || !row["mean"].is_number()) return std::string(kUndefined);
  const UnitView unit = view_of(word_at(row, "unit"), word_at(row, "kpi"));
  const double mean = unit.factor * value_at(row, "mean"),
               error = unit.factor * value_at(row, "standard_error");
  const double step = rounding_step(mean - kEighty * error, mean + kEighty * error, false);
  return signed_number(mean, step) + " \u00b1 " + significant(error, 2);
}

std::string met_text(const json& variant) {
  const json& met = variant.at("met");
  return number(value_at(met, "mean"),
                rounding_step(value_at(met, "mean") - kEighty * value_at(met, "standard_error"),
                              value_at(met, "mean") + kEighty * value_at(met, "standard_error"),
                              true)) +
         " (" +
         range(value_at(met, "p10"),
               value_at(met, "p90"),
               rounding_step(value_at(met, "p10"), value_at(met, "p90"), true)) +
         ")";
}

std::string answered_words(const json& variant) {
  return variant.at("answered_after_hours").is_number()
             ? "after " + significant(value_at(variant, "answered_after_hours"), 2) + " h"
             : std::string("unanswered");
}

std::string stress_sentence(const json& stress) {
  const json &never = stress.at("variants").at(0), &saved = stress.at("early_answer").at(0);
  std::string first = "Talk against " + marked(word_at(stress, "account")) + " from " +
                      word_at(stress, "at") + " on would be met by " + met_text(never) +
                      " people unanswered; an answer after 1 h instead of 6 h ";
  const double mean = value_at(saved, "mean"), error = value_at(saved, "standard_error");
  if (mean + 1.96 * error >= 0) return first + "is not told apart.";
  return first + "saves " +
         number(-mean, rounding_step(-mean - kEighty * error, -mean + kEighty * error, true)) +
         " of them (\u00b1 " + significant(error, 2) + ").";
}

std::vector<std::string> assumed_in(const json& stress) {
  std::vector<std::string> words{"Means with 80 % of " + significant(value_at(stress, "worlds"), 4) +
                                 " worlds in brackets, \u00b1 one standard error; the same worlds with and "
                                 "without. How likely such an event is, is not told."};
  for (const json& row : list_at(stress, "assumed")) {
    const std::string said = "assumed: " + word_at(row, "text") + ": " +
                             significant(value_at(row, "value"), 3) + " (" + word_at(row, "source") + ")";
    if (std::ranges::find(words, said) == words.end()) words.push_back(said);  // pages may share one
  }
  return words;
}

// Documents may be edited: a stress of another shape is left out.
bool is_told(const json& stress) {
  const json &variants = list_at(stress, "variants"), &saved = list_at(stress, "early_answer");
  if (variants.empty() || saved.empty()) return false;
  return std::ranges::all_of(variants, [&](const json& variant) {
    return variant.is_object() && variant.contains("met") && variant["met"].is_object() &&
           variant.contains("answered_after_hours") && list_at(variant, "changes").size() + 1 == saved.size();
  });
}

Block stress_block(const ForecastDocument& forecast, const json& stress) {
  Block block{"What an adverse event would do", stress_sentence(stress), {{"KPI", "unit", "plan"}, 2}};
  const json& variants = stress.at("variants");
  for (const json& variant : variants) block.table.heads.push_back(answered_words(variant));
  block.table.heads.push_back("1 h, not 6 h");
  block.table.lines.push_back({"People who meet the talk", "people", "\u2014"});
  for (const json& variant : variants) block.table.lines.back().push_back(met_text(variant));
  block.table.lines.back().push_back(saved_text(stress.at("early_answer").at(0)));
  for (std::size_t k = 0; k < variants.at(0).at("changes").size(); ++k) {
    const json& row = variants.at(0).at("changes").at(k);
    const UnitView unit = view_of(word_at(row, "unit"), word_at(row, "kpi"));
    std::vector<std::string> line{
        title_of(forecast, word_at(row, "kpi")),
        unit.text,
        row.contains("plan") && row["plan"].is_number()
            ? significant(unit.factor * value_at(row, "plan"), 3) + (unit.text == "%" ? "\u202f%" : "")
            : std::string(kUndefined)};
    for (const json& variant : variants) line.push_back(change_text(variant.at("changes").at(k)));
    line.push_back(saved_text(stress.at("early_answer").at(k + 1)));
    block.table.lines.push_back(std::move(line));
  }
  block.then = assumed_in(stress);
  return block;
}

std::vector<Block> blocks_of(const ForecastDocument& forecast) {
  std::vector<Block> blocks;
  if (forecast.risk.empty()) return blocks;
  const json risk = json::parse(forecast.risk);
  blocks.push_back(worst_block(forecast, risk));
  blocks.push_back(defaults_block(forecast));
  if (risk.contains("stress") && is_told(risk["stress"]))
    blocks.push_back(stress_block(forecast, risk["stress"]));
  std::erase_if(blocks, [](const Block& block) { return block.first.empty(); });
  return blocks;
}

std::string html_table(const Table& table) {
  if (table.lines.empty()) return {};
  std::string out = "<div class=\"scroll\"><table class=\"side\"><thead><tr>";
  for (std::size_t i = 0; i < table.heads.size(); ++i)
    out += std::string(i < table.words ? "<th>" : "<th class=\"n\">") + text(table.heads[i]) + "</th>";
  out += "</tr></thead><tbody>";
  for (const auto& line : table.lines) {
    out += "<tr>";
    for (std::size_t i = 0; i < line.size(); ++i)
      out += i < table.words
                 ? "<td class=\"k\">" + named(line[i]) + "</td>"
                 : "<td class=\"n\" data-l=\"" + text(table.heads[i]) + "\">" + text(line[i]) + "</td>";
    out += "</tr>";
  }
  return out + "</tbody></table></div>";
}

// A terminal has room for the interval of the first variant; the others' stand on the page.
std::string narrow_cell(const std::string& head, const std::string& cell) {
  return visible(head.starts_with("after ") ? cell.substr(0, cell.find(" (")) : cell);
}

TextTable text_table(const Table& words) {
  TextTable table;
  for (std::size_t i = 0; i < words.heads.size(); ++i)
    table.columns.push_back({words.heads[i],
                             i >= words.words,
                             words.heads[i] == "unit" ? Keep::before_units : Keep::always,
                             i == 0});
  table.rows = words.lines;
  for (auto& line : table.rows)
    for (std::size_t i = 0; i < line.size(); ++i) line[i] = narrow_cell(words.heads[i], line[i]);
  return table;
}

}  // namespace

std::string risk_panel(const ForecastDocument& forecast) {
  std::string out;
  for (const Block& block : blocks_of(forecast)) {
    out += "<section><h2>" + text(block.title) + "</h2><p class=\"sub\">" + page_text(block.first) + "</p>" +
           html_table(block.table);
    for (const std::string& sentence : block.then) out += "<p class=\"note\">" + text(sentence) + "</p>";
    out += "</section>";
  }
  return out;
}

// The worst tenth is one line here, its table the page's.
std::string risk_text(const ForecastDocument& forecast, const TerminalStyle& style) {
  std::string out;
  for (const Block& block : blocks_of(forecast)) {
    out += wrapped(plain_text(block.first), style);
    if (block.title == "What may go wrong") continue;
    out += lay_out(text_table(block.table), style);
    for (const std::string& sentence : block.then) out += wrapped(visible(sentence), style, 4);
  }
  return out.empty() ? out : "\n" + out + "\n";
}

}  // namespace gs
