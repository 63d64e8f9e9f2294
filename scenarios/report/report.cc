// Answers: what does a planner hand on? Method: one page put together from the sections, in the order answer,
// numbers, evidence, doubts. The page loads nothing and runs nothing: its content policy allows one style
// sheet, by hash. Equal documents give equal bytes: no clock, no run times.
#include "scenarios/report/report.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.h"
#include "scenarios/reading/sha256.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/decision/decision.h"
#include "scenarios/report/documents.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/risk/risk_view.h"
#include "scenarios/report/style.h"
#include "scenarios/report/track_record.h"

namespace gs {
namespace {

std::string bytes_of_hex(const std::string& hex) {
  const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1]));
  return bytes;
}

std::string base64(const std::string& bytes) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto byte = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k > bytes.size() ? '=' : kDigits[three >> (18 - 6 * k) & 63U];
  }
  return out;
}

std::string policy() {
  return "default-src 'none'; style-src 'sha256-" + base64(bytes_of_hex(sha256_hex(kStyle))) +
         "'; base-uri 'none'; form-action 'none'";
}

const Head* leading_head(const Documents& all) {
  const auto heads = heads_of(all);
  for (const Head* head : heads)
    if (!head->name.empty()) return head;
  return heads.empty() ? nullptr : heads.front();
}

std::string title_of(const Documents& all) {
  const Head* head = leading_head(all);
  if (head != nullptr && !head->name.empty()) return head->name;
  if (!all.comparisons.empty()) return "Plans compared with " + all.comparisons.front().base;
  if (!all.backtests.empty()) return "Backtest " + all.backtests.front().account;
  return "Groundswell report";
}

bool synthetic(const Documents& all) {
  const auto heads = heads_of(all);
  return std::any_of(heads.begin(), heads.end(), [](const Head* head) { return head->synthetic; });
}

std::string top_line(const Documents& all) {
  const Head* head = leading_head(all);
  std::string out = "<header class=\"top\"><span><b>" + named(title_of(all)) + "</b>";
  if (head != nullptr && !head->start.empty()) out += " \u00b7 " + text(date_range(head->start, head->end));
  out += "</span>";
  if (synthetic(all)) out += "<span class=\"tag\">synthetic example</span>";
  return out + "<span>groundswell " + text(head != nullptr ? head->engine : "") + "</span></header>";
}

std::string fact(const std::string& label, const std::string& value, const std::string& below) {
  return "<div><div class=\"l\">" + label + "</div><div class=\"v\">" + value + "</div><div class=\"l\">" +
         below + "</div></div>";
}

std::string kpi_fact(const KpiRow& row, const std::string& plan = "") {
  const Figures figures = figures_of(row);
  const std::string label =
      named(row.title) + plan + (figures.unit.text.empty() ? "" : ", " + text(figures.unit.text));
  if (!row.defined) return fact(label, std::string(kUndefined), text("undefined: " + reason_of(row)));
  std::string below = "80\u202f%: " + figures.interval;
  if (!default_note(row).empty()) below += " \u00b7 \u25b3 a default, not fitted";
  if (row.p_target)
    below += " \u00b7 <span class=\"nw\">P(" + figures.target + ") " +
             text(probability(*row.p_target, row.worlds)) + "</span>";
  return fact(label, figures.median, below);
}

// Targets first, then what every plan is asked about; four at most.
std::string facts_of_plan(const std::vector<KpiRow>& totals) {
  std::vector<const KpiRow*> chosen;
  const auto add = [&](const KpiRow* row) {
    if (row != nullptr && chosen.size() < 4 && std::find(chosen.begin(), chosen.end(), row) == chosen.end())
      chosen.push_back(row);
  };
  for (const KpiRow& row : totals)
    if (row.p_target) add(&row);
  for (const char* kpi : {"reach", "impressions", "engagements", "er_reach", "frequency"})
    add(find_row(totals, kpi));
  for (const KpiRow& row : totals) add(&row);
  std::string out;
  for (const KpiRow* row : chosen) out += kpi_fact(*row);
  return out;
}

std::string facts_of_comparison(const ComparisonDocument& comparison) {
  const std::string kpi = deciding_kpi(comparison);
  std::string out;
  std::size_t shown = 0;
  for (const Difference& difference : comparison.differences) {
    if (difference.kpi != kpi || shown == 4) continue;
    const Figures figures = figures_of(difference);
    const std::string label = named(difference.title) + ": " + named(shortened(difference.scenario, 60)) +
                              " \u2212 " + named(shortened(comparison.base, 60));
    const bool identical = verdict_of(difference) == Verdict::identical;
    const std::string below = !difference.defined ? "undefined"
                              : identical         ? "identical in every world"
                                                  : "80\u202f%: " + figures.interval +
                                                " \u00b7 <span class=\"nw\">P(better) " +
                                                text(chance_of(difference)) + "</span>";
    out += fact(label, figures.median, below);
    ++shown;
  }
  const std::string favourite = favourite_of(comparison);
  for (const NamedRows& scenario : comparison.scenarios)
    if (const KpiRow* row = find_row(scenario.kpis, kpi);
        row != nullptr && shown < 4 && scenario.name == favourite)
      return out + kpi_fact(*row, " with " + named(shortened(favourite, 60)));
  return out;
}

std::string facts(const Documents& all) {
  std::string inner;
  if (!all.comparisons.empty())
    inner = facts_of_comparison(all.comparisons.front());
  else if (!all.forecasts.empty())
    inner = facts_of_plan(all.forecasts.front().totals);
  return inner.empty() ? inner : "<div class=\"facts\">" + inner + "</div>";
}

// What the reader may expect of the intervals; nothing is promised of general priors.
std::string interval_promise(const Documents& all, bool trust) {
  const bool calibrated = !all.comparisons.empty() ? all.comparisons.front().head.calibration.has_value()
                                                   : all.forecasts.front().head.calibration.has_value();
  const std::string what =
      calibrated
          ? "Every figure below is a median with an interval that should hold the truth 8 times in 10; "
          : "Every figure below is a median with an 80\u202f% interval of general priors, unchecked on this "
            "page; ";
  return what + (trust ? "<a href=\"#trust\">how often it did</a> is at the end: " +
                             held_by_posts_and_plans(all.backtests.front()) + "."
                       : "<a href=\"#trust\">how to check that</a> is said at the end.");
}

// Decisions stand before what they were made from.
struct Page {
  Documents all;
  std::vector<DecisionView> decisions;
};

std::string lead(const Page& page) {
  const Documents& all = page.all;
  const Answer answer = page.decisions.empty() ? answer_of(all) : page.decisions.front().answer;
  std::string sub;
  for (const std::string& sentence : answer.then) sub += (sub.empty() ? "" : " ") + page_text(sentence);
  const bool trust = !all.backtests.empty() && !all.backtests.front().metrics.empty();
  if (!all.forecasts.empty() || !all.comparisons.empty())
    sub += (sub.empty() ? "" : " ") + interval_promise(all, trust);
  const bool alarm = !page.decisions.empty() && page.decisions.front().alarm;
  return std::string("<h1>") + (alarm ? "<span class=\"alarm\">\u25bc </span>" : "") +
         page_text(answer.first) + "</h1>" + (sub.empty() ? "" : "<p class=\"sub\">" + sub + "</p>") +
         (page.decisions.empty() ? facts(all) : page.decisions.front().facts);
}

std::string figures_of_plan(const ForecastDocument& forecast) {
  const std::string drawn = fans(forecast) + source_stack(forecast);
  return drawn.empty() ? drawn : "<section class=\"two\">" + drawn + "</section>";
}

std::string sections(const Page& page) {
  const Documents& all = page.all;
  std::string out;
  for (std::size_t i = 0; i < page.decisions.size(); ++i) {
    if (i > 0) out += "<section><h2>" + page_text(page.decisions[i].answer.first) + "</h2></section>";
    out += page.decisions[i].sections;
  }
  for (const ComparisonDocument& comparison : all.comparisons)
    out += paired_differences(comparison) + scopes_of_plans(comparison) + totals_side_by_side(comparison) +
           further_differences(comparison);
  for (const ForecastDocument& forecast : all.forecasts) {
    if (all.forecasts.size() > 1 || !all.comparisons.empty())
      out += "<section><h2>" + named(forecast.head.name) + "</h2></section>";
    out += kpi_table(forecast) + figures_of_plan(forecast) + scopes(forecast) + contacts(forecast) +
           funnel(forecast) + money(forecast) + risk_panel(forecast) + post_strip(forecast) +
           further_kpis(forecast);
  }
  out += assumptions(all);
  for (const BacktestDocument& backtest : all.backtests) out += trust_page(backtest);
  return all.backtests.empty() && !(all.forecasts.empty() && all.comparisons.empty()) ? out + trust_missing()
                                                                                      : out;
}

std::string origins(const Documents& all) {
  std::string out;
  std::set<std::string> seen;
  const auto add = [&](const std::string& piece) {
    if (seen.insert(piece).second) out += (out.empty() ? "" : " \u00b7 ") + piece;
  };
  for (const Head* head : heads_of(all)) {
    if (!head->seed.empty()) add("seed " + text(head->seed));
    if (head->replicates > 0) add(whole_number(static_cast<double>(head->replicates)) + " worlds");
    if (head->calibration && !head->calibration->id.empty())
      add("calibration <code>" + text(head->calibration->id) + "</code>");
    if (head->calibration)
      for (const CalibrationNote& other : head->calibration->others)
        if (!other.id.empty()) add("calibration <code>" + text(other.id) + "</code>");
    for (const InputFile& input : head->inputs)
      add(named(input.file) + " <code>" + text(input.sha256.substr(0, 8)) + "</code>");
  }
  for (const ForecastDocument& forecast : all.forecasts)
    if (forecast.people_per_agent > 1)
      add("1 person in the model = " + significant(forecast.people_per_agent, 3) + " people");
  return out;
}

std::string reproduce(const Documents& all, const std::string& command) {
  std::string out = "<section class=\"repro\">";
  if (synthetic(all)) out += "<p><b>Synthetic example: brand, people and numbers are made up.</b></p>";
  if (!command.empty()) out += "<p>Made again, bit for bit, with <code>" + text(command) + "</code></p>";
  return out + "<p>" + origins(all) + "</p></section>";
}

Page read_all(const ReportInput& input) {
  if (input.documents.empty())
    throw Error(Fault::usage,
                "report",
                "no result document to show",
                "give the output of forecast --json, compare --json or backtest --json");
  Page page;
  for (std::size_t i = 0; i < input.documents.size(); ++i) {
    const nlohmann::json& document = input.documents[i];
    if (!is_decision(document)) {
      read_document(document, "result " + std::to_string(i + 1), page.all);
      continue;
    }
    page.all.decisions.push_back(read_head(document));
    page.decisions.push_back(decision_view(document));
  }
  return page;
}

}  // namespace

std::string render_report(const ReportInput& input) {
  const Page page = read_all(input);
  const Documents& all = page.all;
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
         "http-equiv=\"Content-Security-Policy\" content=\"" +
         policy() +
         "\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"referrer\" "
         "content=\"no-referrer\"><title>" +
         text(shortened(title_of(all), 120)) + (synthetic(all) ? " (synthetic example)" : "") +
         "</title>\n<style>" + std::string(kStyle) + "</style></head><body>\n<main>\n" + top_line(all) +
         "\n" + lead(page) + "\n" + sections(page) + "\n" + reproduce(all, input.command) +
         "\n</main>\n</body></html>\n";
}

}  // namespace gs
