// Better is said only where the paired 95 % interval in fresh worlds leaves 0 out.
#include "scenarios/report/decision/influencers_view.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "scenarios/reading/members.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/text_table.h"

namespace gs {
namespace {

using nlohmann::json;

std::string rule_title(const std::string& rule) {
  static const std::map<std::string, std::string> kTitles{
      {"marginal_reach_per_fee", "people added per fee"},
      {"marginal_reach", "people added"},
      {"best_single", "the best single placement"},
      {"most_followers", "the most followers"},
      {"sum_of_averages", "the sum of average reach per fee"}};
  const auto found = kTitles.find(rule);
  return found == kTitles.end() ? rule : found->second;
}

std::string money_text(const json& amount, const json& document) {
  return significant(amount.get<double>(), 6) + " " + visible(document.at("currency").get<std::string>());
}

std::string people(double value, double error) {
  return number(value, rounding_step(value - 1.28 * error, value + 1.28 * error, true));
}

std::string added_text(const json& rule) {
  return people(rule.at("added").at("mean"), rule.at("added").at("standard_error"));
}

std::string names_in(const json& ids) {
  std::string names;
  for (const json& id : ids) names += (names.empty() ? "" : ", ") + marked(id.get<std::string>());
  return names;
}

constexpr const char* kNotTold = "no difference proven";

// "better", "worse", "no difference proven", "the same set".
std::string verdict(const json& rule, const json& chosen) {
  if (rule.at("ids") == chosen.at("ids")) return "the same set";
  const json& apart = rule.at("chosen_minus_it");
  const double mean = apart.at("mean"), error = 1.96 * apart.at("standard_error").get<double>();
  if (mean - error > 0) return "chosen is better";
  return mean + error < 0 ? "chosen is worse" : kNotTold;
}

std::string difference_text(const json& rule) {
  const json& apart = rule.at("chosen_minus_it");
  const double mean = apart.at("mean"), error = 1.96 * apart.at("standard_error").get<double>();
  const double step = rounding_step(mean - error, mean + error, true);
  return signed_number(mean, step) + " (" + signed_range(mean - error, mean + error, step) + ")";
}

// "By the most followers, 245 EUR of fees add 1 600: the same set."
std::string usual_sentence(const json& document, const std::string& wanted) {
  const json& rules = document.at("rules");
  for (const json& rule : rules)
    if (rule.at("rule") == wanted)
      return "By " + rule_title(wanted) + ", " + money_text(rule.at("cost"), document) + " of fees add " +
             added_text(rule) +
             (wanted == "sum_of_averages" ? " where the averages promise " + people(rule.at("promised"), 0)
                                          : "") +
             ": " + verdict(rule, rules.at(0)) + ".";
  return "";
}

bool adds_beyond_luck(const json& rule) {
  const json& added = rule.at("added");
  return added.at("mean").get<double>() > 1.96 * added.at("standard_error").get<double>();
}

// What costs less and is not proven worse must not be hidden.
std::string cheaper_sentence(const json& document) {
  const json& rules = document.at("rules");
  const json* cheapest = nullptr;
  for (const json& rule : rules)
    if (rule.at("cost") < rules.at(0).at("cost") && verdict(rule, rules.at(0)) == kNotTold &&
        (cheapest == nullptr || rule.at("cost") < cheapest->at("cost")))
      cheapest = &rule;
  if (cheapest == nullptr) return "";
  return "Cheaper and not proven worse: " + names_in(cheapest->at("ids")) + ", " + added_text(*cheapest) +
         " people for " + money_text(cheapest->at("cost"), document) + ".";
}

Answer answer_to(const json& document) {
  const json& best = document.at("rules").at(0);
  Answer answer;
  answer.first = adds_beyond_luck(best)
                     ? "Place with " + names_in(best.at("ids")) + ": " + added_text(best) +
                           " people more on average for " + money_text(best.at("cost"), document) + "."
                     : "No placement within this budget is proven to add people: the best found, " +
                           names_in(best.at("ids")) + ", adds " + added_text(best) + " on average.";
  for (std::string sentence : {cheaper_sentence(document),
                               usual_sentence(document, "most_followers"),
                               usual_sentence(document, "sum_of_averages")})
    if (!sentence.empty()) answer.then.push_back(std::move(sentence));
  return answer;
}

using Lines = std::vector<std::vector<std::string>>;

constexpr std::array<const char*, 9> kChosenHeads{
    "placement", "creator", "fee", "followers", "average", "adds", "fee a person", "plan reaches", "overlap"};

// What each adds, rounded so that it adds up; the plan's reach goes on from there.
Lines chosen_lines(const json& document) {
  const json& chosen = document.at("chosen");
  std::vector<double> added;
  double step = 1;
  for (const json& row : chosen) {
    const double mean = row.at("marginal_reach"), doubt = 1.28 * row.at("standard_error").get<double>();
    added.push_back(mean);
    step = std::max(step, rounding_step(mean - doubt, mean + doubt, true));
  }
  added = adding_up(added, step);
  Lines lines;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const json& row = chosen[i];
    const auto price = number_at(row, "cost_per_person");
    lines.push_back({row.at("id"),
                     row.at("creator"),
                     significant(row.at("cost").get<double>(), 6),
                     people(row.at("followers"), 0),
                     people(row.at("average_reach"), 0),
                     number(added[i], step),
                     price ? number(*price, *price < 1 ? 0.001 : 0.01) : std::string(kUndefined),
                     number(row.at("cumulative_reach"), step),
                     percent(row.at("overlap"))});
  }
  return lines;
}

constexpr std::array<const char*, 6> kRuleHeads{
    "rule", "fees", "averages say", "adds", "chosen \u2212 it (95 %)", "verdict"};

Lines rule_lines(const json& document) {
  Lines lines;
  for (const json& rule : document.at("rules"))
    lines.push_back({rule_title(rule.at("rule")),
                     significant(rule.at("cost").get<double>(), 6),
                     people(rule.at("promised"), 0),
                     added_text(rule),
                     difference_text(rule),
                     verdict(rule, document.at("rules").at(0))});
  return lines;
}

// Of each rule: "buys brewer_reel, latte_reel".
std::vector<std::string> bought_by(const json& document) {
  std::vector<std::string> lines;
  for (const json& rule : document.at("rules")) {
    std::string ids;
    for (const json& id : rule.at("ids")) ids += (ids.empty() ? "buys " : ", ") + id.get<std::string>();
    lines.push_back(std::move(ids));
  }
  return lines;
}

// A table of words, then figures; `below`: words under the first cell of each row.
struct Table {
  std::vector<std::string> heads;
  Lines lines;
  std::size_t words = 1;
  std::vector<std::string> below{};
};

Table chosen_table(const json& document) {
  return {{kChosenHeads.begin(), kChosenHeads.end()}, chosen_lines(document), 2};
}
Table rule_table(const json& document) {
  return {{kRuleHeads.begin(), kRuleHeads.end()}, rule_lines(document), 1, bought_by(document)};
}

std::string html_table(const Table& table) {
  std::string out = "<div class=\"scroll\"><table class=\"side\"><thead><tr>";
  for (std::size_t i = 0; i < table.heads.size(); ++i)
    out += std::string(i < table.words ? "<th>" : "<th class=\"n\">") + text(table.heads[i]) + "</th>";
  out += "</tr></thead><tbody>";
  for (std::size_t row = 0; row < table.lines.size(); ++row) {
    out += "<tr>";
    for (std::size_t i = 0; i < table.lines[row].size(); ++i) {
      const std::string& cell = table.lines[row][i];
      const std::string below = i == 0 && row < table.below.size()
                                    ? "<span class=\"f\">" + named(table.below[row]) + "</span>"
                                    : "";
      out += i < table.words
                 ? "<td class=\"k\">" + named(cell) + below + "</td>"
                 : "<td class=\"n\" data-l=\"" + text(table.heads[i]) + "\">" + text(cell) + "</td>";
    }
    out += "</tr>";
  }
  return out + "</tbody></table></div>";
}

// Rows: one; columns: other; share of the row's followers who follow the column, too.
Table overlap_table(const json& document) {
  Table table{{"of the followers of"}, {}};
  std::map<std::string, std::map<std::string, std::string>> shares;
  for (const json& row : document.at("overlap"))
    shares[row.at("one").get<std::string>()][row.at("other").get<std::string>()] =
        percent(row.at("share_of_one"));
  for (const auto& [creator, others] : shares) table.heads.push_back(creator);
  for (const auto& [creator, others] : shares) {
    table.lines.push_back({creator});
    for (std::size_t i = 1; i < table.heads.size(); ++i) {
      const auto found = others.find(table.heads[i]);
      table.lines.back().push_back(found == others.end() ? std::string(kUndefined) : found->second);
    }
  }
  return table;
}

std::string laid_out(const Table& from, const TerminalStyle& style) {
  TextTable table;
  for (std::size_t i = 0; i < from.heads.size(); ++i)
    table.columns.push_back({visible(from.heads[i]), i >= from.words, Keep::always, i < from.words});
  table.rows = from.lines;
  for (auto& line : table.rows)
    for (std::string& cell : line) cell = visible(cell);
  for (const std::string& words : from.below) table.below.push_back(visible(words));
  return lay_out_in_blocks(table, style);
}

constexpr const char* kMethod =
    "Chosen in some worlds, told by as many fresh ones. Adds: people reached with it and not without it, "
    "once "
    "those above it are there; together that is what the set adds. Average: people who see it there if it is "
    "placed alone, which is what averages add up. Every rule has the same budget. Proven: a paired "
    "95 % interval that leaves 0 out.";

}  // namespace

DecisionView influencers_view(const json& document) {
  const Table overlap = overlap_table(document);
  DecisionView view{answer_to(document), ""};
  view.sections = "<section><h2>Whom to place with</h2><p class=\"sub\">" + text(kMethod) + "</p>" +
                  html_table(chosen_table(document)) +
                  "</section><section><h2>What other rules buy within the same budget</h2>" +
                  html_table(rule_table(document)) + "</section>";
  if (!overlap.lines.empty())
    view.sections +=
        "<section><h2>Followers in common</h2><p class=\"sub\">Share of a row\u2019s followers who "
        "follow the column, too.</p>" +
        html_table(overlap) + "</section>";
  return view;
}

std::string influencers_text(const json& document, const TerminalStyle& style) {
  const Answer answer = answer_to(document);
  std::string out = wrapped(plain_text(answer.first), style), rest;
  for (const std::string& sentence : answer.then) rest += plain_text(sentence) + " ";
  const Table overlap = overlap_table(document);
  out += wrapped(rest, style) + "\n" + laid_out(chosen_table(document), style) + "\n" +
         laid_out(rule_table(document), style);
  if (!overlap.lines.empty()) out += "\n" + laid_out(overlap, style);
  return out + wrapped(kMethod, style, 4);
}

}  // namespace gs
