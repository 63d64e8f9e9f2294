// Parts in the order of their fair share of the KPI that decides; figures rounded to what is known of them.
#include "scenarios/report/decision/explanation_view.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "scenarios/kpi/kpi.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/svg.h"
#include "scenarios/report/text_table.h"

namespace gs {
namespace {

using nlohmann::json;

const json& row_in(const json& kpis, const std::string& kpi) {
  for (const json& row : kpis)
    if (row.at("kpi") == kpi) return row;
  return kpis.at(0);
}

std::string title_of(const std::string& kpi) {
  const Kpi* known = find_kpi(kpi);
  return known == nullptr ? kpi : std::string(known->title);
}

// A figure with the digits that its spread allows.
struct Figure {
  UnitView unit;
  double step = 1;
  Figure(const json& row, double low, double high)
      : unit(view_of(row.at("unit").get<std::string>(), row.at("kpi").get<std::string>())),
        step(rounding_step(unit.factor * low, unit.factor * high, unit.whole)) {}
  std::string of(double value) const { return number(unit.factor * value, step); }
  std::string with_sign(double value) const { return signed_number(unit.factor * value, step); }
};

struct Shown {  // of one part: the row of the deciding KPI
  std::string id, title, fair, share, left_out, low, high;
  double p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0, mean = 0;
};

Shown shown_part(const json& part, const std::string& kpi, bool signs) {
  const json& row = row_in(part.at("kpis"), kpi);
  const json& out = row.at("left_out");
  Shown shown{part.at("id"),
              part.at("title"),
              "",
              "",
              "",
              "",
              "",
              out.at("p10"),
              out.at("p25"),
              out.at("p50"),
              out.at("p75"),
              out.at("p90"),
              row.at("mean")};
  const double error = 1.28 * row.at("standard_error").get<double>();
  const Figure fair(row, shown.mean - error, shown.mean + error), missed(row, shown.p10, shown.p90);
  shown.fair = signs ? fair.with_sign(shown.mean) : fair.of(shown.mean);
  shown.share = row.at("share").is_number() ? percent(row.at("share")) : std::string(kUndefined);
  shown.left_out = missed.with_sign(shown.p50);
  shown.low = missed.with_sign(shown.p10);
  shown.high = missed.with_sign(shown.p90);
  return shown;
}

struct Read {
  std::string kpi, by, unit;
  bool changes = false;
  std::vector<Shown> parts;  // the largest first
};

Read read(const json& document) {
  Read all{document.at("kpi"), document.at("by"), "", false, {}};
  all.changes = all.by == "change";
  all.unit = Figure(row_in(document.at("totals"), all.kpi), 0, 1).unit.text;
  for (const json& part : document.at("parts")) all.parts.push_back(shown_part(part, all.kpi, all.changes));
  std::ranges::stable_sort(all.parts, [](const Shown& a, const Shown& b) { return a.mean > b.mean; });
  return all;
}

std::string total_text(const json& total, bool sign) {
  const json& difference = total.at("difference");
  const Figure figure(total, difference.at("p10"), difference.at("p90"));
  return sign ? figure.with_sign(total.at("mean")) : figure.of(total.at("mean"));
}

std::string spread_sentence(const json& document) {
  if (!document.contains("word_of_mouth")) return "";
  const json& row = row_in(document.at("word_of_mouth"), "word_of_mouth_multiplier");
  if (!row.at("p50").is_number()) return "";
  const Figure figure(row, row.at("p10"), row.at("p90"));
  return "Word of mouth multiplies reach by " + figure.of(row.at("p50")) + ".";
}

std::string paid_sentence(const json& document) {
  if (!document.contains("paid") || document.at("paid").is_null()) return "";
  const auto median = [&](const char* kpi) {
    const json& row = row_in(document.at("paid"), kpi);
    return Figure(row, row.at("p10"), row.at("p90")).of(std::abs(row.at("p50").get<double>()));
  };
  // Below 0: others would have told more of those bought than heard of the plan through people ads met.
  const bool fewer = row_in(document.at("paid"), "paid_set_off").at("p50") < 0;
  return "Ads bought " + median("paid_bought") +
         " people who would not have come; of those they met first, " + median("paid_anyway") +
         " would have come anyway. Word of mouth makes that " + median("paid_set_off") +
         (fewer ? " fewer: others would have told them." : " more: what people met by ads passed on.");
}

Answer answer_to(const json& document, const Read& all) {
  const json& total = row_in(document.at("totals"), all.kpi);
  const std::string kpi = lower_first(title_of(all.kpi)), together = total_text(total, all.changes);
  Answer answer;
  if (all.changes) {
    answer.first = marked(document.at("variant").get<std::string>()) + " changes " + kpi + " by " + together +
                   ": most by " + marked(all.parts.front().title) + ", " + all.parts.front().fair + ".";
  } else {
    const Shown& most = all.parts.front();
    answer.first = marked(most.id) + " brings most of " + kpi + ": " + most.fair + " of the " + together +
                   " that the plan\u2019s " + all.by + "s bring (" + most.share + ").";
  }
  for (std::string sentence : {spread_sentence(document), paid_sentence(document)})
    if (!sentence.empty()) answer.then.push_back(std::move(sentence));
  return answer;
}

// Fair shares of every KPI, a part a line.
std::vector<std::vector<std::string>> shares_of_all(const json& document, const Read& all) {
  std::vector<std::vector<std::string>> lines;
  for (const Shown& shown : all.parts) {
    lines.push_back({shown.id});
    for (const json& part : document.at("parts"))
      for (const json& row : part.at("id") == shown.id ? part.at("kpis") : json::array()) {
        const double mean = row.at("mean"), error = 1.28 * row.at("standard_error").get<double>();
        const Figure figure(row, mean - error, mean + error);
        lines.back().push_back(all.changes ? figure.with_sign(mean) : figure.of(mean));
      }
  }
  lines.push_back({"together"});
  for (const json& total : document.at("totals")) lines.back().push_back(total_text(total, all.changes));
  return lines;
}

std::vector<std::string> heads_of_all(const json& document) {
  std::vector<std::string> heads;
  for (const json& total : document.at("totals")) heads.push_back(title_of(total.at("kpi")));
  return heads;
}

std::string one_of(const std::string& by) { return (by == "ad" ? "an " : "a ") + by; }

std::string method_text(const json& document, const Read& all) {
  const json& method = document.at("method");
  const std::string how = method.at("exact") == true ? "every combination of them was lived"
                                                     : whole_number(method.at("orders").get<double>()) +
                                                           " orders of them were lived";
  return "Fair share (Shapley): the mean of what " + one_of(all.by) +
         " adds whatever is there before it; the shares add up to all of them together. " +
         (all.changes ? "Taken back: the variant minus the variant without this change."
                      : "If left out: the plan minus the plan without it.") +
         " The same " + whole_number(document.at("replicates").get<double>()) + " worlds; " + how + ".";
}

std::string missing_head(const Read& all) { return all.changes ? "if taken back" : "if left out"; }

// One row of the chart, on an axis from the least to the most of all parts.
std::string drawing(const Shown& shown, double low, double high) {
  const auto place = [&](double value) { return high > low ? 100 * (value - low) / (high - low) : 50; };
  RowMarks marks;
  marks.p10 = place(shown.p10), marks.p25 = place(shown.p25), marks.p50 = place(shown.p50);
  marks.p75 = place(shown.p75), marks.p90 = place(shown.p90);
  marks.target = place(shown.mean);
  RowAxis axis{{}, place(0), 40};
  return row_drawing(marks, axis);
}

std::string chart(const json& document, const Read& all) {
  double low = 0, high = 0;
  for (const Shown& shown : all.parts) {
    low = std::min({low, shown.p10, shown.mean});
    high = std::max({high, shown.p90, shown.mean});
  }
  const std::string kpi = lower_first(title_of(all.kpi)),
                    unit = all.unit.empty() ? "" : ", " + text(all.unit);
  std::string out = "<section><h2>" +
                    (all.changes ? "What each change does to " + text(kpi)
                                 : "What each " + text(all.by) + " brings of " + text(kpi)) +
                    "</h2><p class=\"sub\">" + text(method_text(document, all)) +
                    "</p><table class=\"rc\"><thead><tr><th>" + text(all.by) + "</th><th class=\"bar\">" +
                    missing_head(all) +
                    ": median, 50 and 80\u202f%; tick: fair share</th><th class=\"n\">fair share" + unit +
                    "</th><th class=\"n\">of all</th><th class=\"n\">" + missing_head(all) +
                    "</th></tr></thead><tbody>";
  for (const Shown& shown : all.parts)
    out += "<tr><td class=\"k\">" + named(shown.id) + "<span class=\"f\">" +
           named(shortened(shown.title, 160)) + "</span></td><td class=\"bar\">" + drawing(shown, low, high) +
           "</td><td class=\"n\" data-l=\"fair share\"><b>" + shown.fair +
           "</b></td><td class=\"n\" data-l=\"of all\">" + shown.share + "</td><td class=\"n\" data-l=\"" +
           missing_head(all) + "\">" + shown.left_out + "<span class=\"f\">" + shown.low + " to " +
           shown.high + "</span></td></tr>";
  return out + "</tbody></table></section>";
}

std::string all_kpis(const json& document, const Read& all) {
  std::string out =
      "<section><h2>Fair shares of every count</h2><div class=\"scroll\"><table "
      "class=\"side\"><thead><tr><th>" +
      text(all.by) + "</th>";
  const std::vector<std::string> heads = heads_of_all(document);
  for (const std::string& head : heads) out += "<th class=\"n\">" + text(head) + "</th>";
  out += "</tr></thead><tbody>";
  for (const auto& line : shares_of_all(document, all)) {
    out += "<tr><td class=\"k\">" + named(line.front()) + "</td>";
    for (std::size_t i = 1; i < line.size(); ++i)
      out += "<td class=\"n\" data-l=\"" + text(heads[i - 1]) + "\">" + line[i] + "</td>";
    out += "</tr>";
  }
  return out + "</tbody></table></div></section>";
}

// KPI rows that no plan's table has: title by formula.
std::string rows_section(const std::string& head, const json& rows) {
  std::string out = "<section><h2>" + head + "</h2><table class=\"side\"><tbody>";
  for (const json& row : rows) {
    const bool defined = row.at("p50").is_number();
    const Figure figure(
        row, defined ? row.at("p10").get<double>() : 0, defined ? row.at("p90").get<double>() : 1);
    out += "<tr><td class=\"k\">" + text(row.at("title").get<std::string>()) + "<span class=\"f\">" +
           text(row.at("formula").get<std::string>()) + "</span>" + "</td><td class=\"n\"><b>" +
           (defined ? figure.of(row.at("p50")) : std::string(kUndefined)) + "</b><span class=\"f\">" +
           (defined ? figure.of(row.at("p10")) + " \u2013 " + figure.of(row.at("p90")) : "") +
           "</span></td></tr>";
  }
  return out + "</tbody></table></section>";
}

}  // namespace

DecisionView explanation_view(const json& document) {
  const Read all = read(document);
  DecisionView view{answer_to(document, all), chart(document, all) + all_kpis(document, all)};
  if (document.contains("word_of_mouth"))
    view.sections += rows_section("Word of mouth", document.at("word_of_mouth"));
  if (document.contains("paid") && !document.at("paid").is_null())
    view.sections += rows_section("What the ads bought", document.at("paid"));
  return view;
}

std::string explanation_text(const json& document, const TerminalStyle& style) {
  const Read all = read(document);
  const Answer answer = answer_to(document, all);
  std::string out = wrapped(plain_text(answer.first), style), rest;
  for (const std::string& sentence : answer.then) rest += plain_text(sentence) + " ";
  out += wrapped(rest, style) + "\n";
  TextTable table;
  table.columns = {{all.by, false, Keep::always, true},
                   {"fair share" + (all.unit.empty() ? "" : ", " + all.unit)},
                   {"of all"},
                   {missing_head(all)},
                   {"80 % low"},
                   {"high"}};
  for (const Shown& shown : all.parts) {
    table.rows.push_back({visible(shown.id), shown.fair, shown.share, shown.left_out, shown.low, shown.high});
    table.below.push_back(visible(shown.title));
  }
  TextTable others;
  others.columns = {{"fair shares", false, Keep::always, true}};
  for (const std::string& head : heads_of_all(document)) others.columns.push_back({head});
  others.rows = shares_of_all(document, all);
  for (auto& row : others.rows) row.front() = visible(row.front());
  return out + wrapped(title_of(all.kpi), style) + lay_out(table, style) + "\n" + lay_out(others, style) +
         wrapped(method_text(document, all), style, 4);
}

}  // namespace gs
