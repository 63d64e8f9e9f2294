// Answers: what put the plan before people first? Method: mean first_reach by source, each row drawn where
// the row above ends, so the rows stack up to reach. Means, because means of parts add up to the mean of the
// whole and medians do not.
#include <algorithm>
#include <array>
#include <vector>

#include "scenarios/report/answer.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr double kRowHeight = 44;

struct SourceWords {
  std::string_view key, title, how, classes;
};
constexpr std::array<SourceWords, 5> kWords{
    {{"follow", "Followers", "their own feed", "s1"},
     {"share", "Shares", "somebody they follow passed it on", "s2"},
     {"discovery", "Discovery", "the platform showed it to strangers", "s3"},
     {"paid", "Paid", "an advertisement", "p1"},
     {"seeding", "Creators", "a creator or community for a fee", "p2"}}};

SourceWords words_of(const std::string& source) {
  for (const SourceWords& words : kWords)
    if (words.key == source) return words;
  return {source, source, "", "p1"};
}

std::string row_html(const NamedRows& source, const KpiRow& row, double before, double all) {
  const SourceWords words = words_of(source.name);
  const Figures figures = figures_of(row);
  const double step = std::min(figures.step, rounding_step(0, all / 10, true));
  const std::string drawing =
      Svg(kRowHeight)
          .line(0, 0, 0, kRowHeight, "ax")
          .line(100, 0, 100, kRowHeight, "g")
          .rect(100 * before / all, std::max(100 * row.mean / all, 0.3), 12, kRowHeight - 24, words.classes)
          .str();
  return "<tr><td class=\"k s\">" + named(words.title) + "<span class=\"f\">" + text(words.how) +
         "</span></td><td class=\"bar\">" + drawing + "</td><td class=\"n\"><b>" + number(row.mean, step) +
         "</b><span class=\"f\">" + figures.interval + "</span></td><td class=\"n\">" +
         percent(row.mean / all) + "</td></tr>";
}

}  // namespace

std::string source_stack(const ForecastDocument& forecast) {
  double all = 0;
  for (const NamedRows& source : forecast.sources)
    if (const KpiRow* row = find_row(source.kpis, "first_reach"); row != nullptr && row->defined)
      all += row->mean;
  if (all <= 0) return {};
  std::string rows, because;
  double before = 0;
  for (const NamedRows& source : forecast.sources) {
    const KpiRow* row = find_row(source.kpis, "first_reach");
    if (row == nullptr || !row->defined || row->mean <= 0) continue;
    rows += row_html(source, *row, before, all);
    before += row->mean;
    because = row->default_because;
  }
  const double step = rounding_step(0, all / 10, true);
  const std::string basis = because.empty() ? ""
                                            : "<p class=\"note\">\u25b3 The split into sources is a default, "
                                              "not fitted: " +
                                                  text(because) + ".</p>";
  return "<figure><h2>Where reach comes from</h2><p class=\"sub\">People by what showed them the plan "
         "first.</p>"
         "<table class=\"rc src\"><thead><tr><th>source</th><th class=\"bar\"></th><th class=\"n\">people, "
         "mean</th>"
         "<th class=\"n\">share</th></tr></thead><tbody>" +
         rows + "<tr class=\"sum\"><td class=\"k s\">Reach</td><td class=\"bar\"></td><td class=\"n\"><b>" +
         number(all, step) + "</b></td><td class=\"n\">" + percent(1) +
         "</td></tr></tbody></table><p class=\"note\">Means, because means add up; under each its 80\u202f% "
         "interval. Bars "
         "start where the row above ends.</p>" +
         basis + "</figure>";
}

}  // namespace gs
