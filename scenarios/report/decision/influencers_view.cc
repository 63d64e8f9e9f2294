// Better is said only where the paired 95 % interval in fresh worlds leaves 0 out.
#include "scenarios/report/decision/influencers_view.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

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

// "better", "worse", "no difference told", "the same set".
std::string verdict(const json& rule, const json& chosen) {
  if (rule.at("ids") == chosen.at("ids")) return "the same set";
  const json& apart = rule.at("chosen_minus_it");
  const double mean = apart.at("mean"), error = 1.96 * apart.at("standard_error").get<double>();
  if (mean - error > 0) return "chosen is better";
  return mean + error < 0 ? "chosen is worse" : "no difference told";
}

std::string difference_text(const json& rule) {
  const json& apart = rule.at("chosen_minus_it");
  const double mean = apart.at("mean"), error = 1.96 * apart.at("standard_error").get<double>();
  const double step = rounding_step(mean - error, mean + error, true);
  return signed_number(mean, step) + " (" + signed_range(mean - error, mean + error, step) + ")";
}

std::string usual_sentence(const json& document, const std::string& wanted) {
  const json& rules = document.at("rules");
  for (const json& rule : rules)
    if (rule.at("rule") == wanted)
      return "By " + rule_title(wanted) + " the same money adds " + added_text(rule) +
             (wanted == "sum_of_averages" ? " where the averages promise " + people(rule.at("promised"), 0)
                                          : "") +
             ": " + verdict(rule, rules.at(0)) + ".";
  return "";
}

Answer answer_to(const json& document) {
  const json& best = document.at("rules").at(0);
  Answer answer;
  answer.first = "Place with " + names_in(best.at("ids")) + ": " + added_text(best) + " people more for " +
                 money_text(best.at("cost"), document) + ".";
  answer.then = {usual_sentence(document, "most_followers"), usual_sentence(document, "sum_of_averages")};
  return answer;
}

using Lines = std::vector<std::vector<std::string>>;

Lines chosen_lines(const json& document) {
  Lines lines;
  for (const json& row : document.at("chosen"))
    lines.push_back({row.at("id"),
                     row.at("creator"),
                     significant(row.at("cost").get<double>(), 6),
                     people(row.at("followers"), 0),
                     people(row.at("average_reach"), 0),
                     people(row.at("marginal_reach"), row.at("standard_error")),
                     people(row.at("cumulative_reach"), row.at("standard_error")),
                     percent(row.at("overlap"))});
  return lines;
}

Lines rule_lines(const json& document) {
  Lines lines;
  for (const json& rule : document.at("rules")) {
    std::string ids;
    for (const json& id : rule.at("ids")) ids += (ids.empty() ? "" : ", ") + id.get<std::string>();
    lines.push_back({rule_title(rule.at("rule")),
                     ids,
                     significant(rule.at("cost").get<double>(), 6),
                     people(rule.at("promised"), 0),
                     added_text(rule),
                     difference_text(rule),
                     verdict(rule, document.at("rules").at(0))});
  }
  return lines;
}

const std::vector<std::string> kChosenHeads{
    "placement", "creator", "fee", "followers", "average reach", "adds", "plan reaches", "overlap"};
const std::vector<std::string> kRuleHeads{
    "rule", "buys", "fees", "promised", "adds", "chosen \u2212 it (95 %)", "verdict"};

std::string html_table(const std::vector<std::string>& heads, const Lines& lines, std::size_t words) {
  std::string out = "<div class=\"scroll\"><table class=\"side\"><thead><tr>";
  for (std::size_t i = 0; i < heads.size(); ++i)
    out += std::string(i < words ? "<th>" : "<th class=\"n\">") + text(heads[i]) + "</th>";
  out += "</tr></thead><tbody>";
  for (const auto& line : lines) {
    out += "<tr>";
    for (std::size_t i = 0; i < line.size(); ++i)
      out += i < words ? "<td class=\"k\">" + named(line[i]) + "</td>"
                       : "<td class=\"n\" data-l=\"" + text(heads[i]) + "\">" + text(line[i]) + "</td>";
    out += "</tr>";
  }
  return out + "</tbody></table></div>";
}

// Rows: one; columns: other; share of the row's followers who follow the column, too.
Lines overlap_lines(const json& document, std::vector<std::string>& heads) {
  heads = {"of the followers of"};
  std::map<std::string, std::map<std::string, std::string>> shares;
  for (const json& row : document.at("overlap"))
    shares[row.at("one").get<std::string>()][row.at("other").get<std::string>()] =
        percent(row.at("share_of_one"));
  for (const auto& [creator, others] : shares) heads.push_back(creator);
  Lines lines;
  for (const auto& [creator, others] : shares) {
    lines.push_back({creator});
    for (std::size_t i = 1; i < heads.size(); ++i) {
      const auto found = others.find(heads[i]);
      lines.back().push_back(found == others.end() ? "\u2014" : found->second);
    }
  }
  return lines;
}

TextTable text_table(const std::vector<std::string>& heads, Lines lines, std::size_t words) {
  TextTable table;
  for (std::size_t i = 0; i < heads.size(); ++i)
    table.columns.push_back({heads[i], i >= words, Keep::always, i < words});
  for (auto& line : lines)
    for (std::string& cell : line) cell = visible(cell);
  table.rows = std::move(lines);
  return table;
}

constexpr const char* kMethod =
    "Adds: people reached with it and not without it, once those above it are there. Fees buy the chosen "
    "set; "
    "every rule has the same money. Chosen in some worlds, compared in fresh ones.";

}  // namespace

DecisionView influencers_view(const json& document) {
  std::vector<std::string> heads;
  const Lines overlap = overlap_lines(document, heads);
  DecisionView view{answer_to(document), ""};
  view.sections = "<section><h2>Whom to place with</h2><p class=\"sub\">" + text(kMethod) + "</p>" +
                  html_table(kChosenHeads, chosen_lines(document), 2) +
                  "</section><section><h2>What other rules buy at the same money</h2>" +
                  html_table(kRuleHeads, rule_lines(document), 2) + "</section>";
  if (!overlap.empty())
    view.sections +=
        "<section><h2>Followers in common</h2><p class=\"sub\">Share of a row\u2019s followers who "
        "follow the column, too.</p>" +
        html_table(heads, overlap, 1) + "</section>";
  return view;
}

std::string influencers_text(const json& document, const TerminalStyle& style) {
  const Answer answer = answer_to(document);
  std::string out = wrapped(plain_text(answer.first), style), rest;
  for (const std::string& sentence : answer.then) rest += plain_text(sentence) + " ";
  std::vector<std::string> heads;
  const Lines overlap = overlap_lines(document, heads);
  out += wrapped(rest, style) + "\n" + lay_out(text_table(kChosenHeads, chosen_lines(document), 2), style) +
         "\n" + lay_out(text_table(kRuleHeads, rule_lines(document), 2), style);
  if (!overlap.empty()) out += "\n" + lay_out(text_table(heads, overlap, 1), style);
  return out + wrapped(kMethod, style, 4);
}

}  // namespace gs
