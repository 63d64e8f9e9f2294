// The page as a whole: nothing runs, nothing loads, everything typed is text, tags balance, equal input equal
// bytes.
#include <gtest/gtest.h>

#include <cctype>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/error.h"
#include "scenarios/reading/sha256.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/report.h"
#include "scenarios/report/style.h"
#include "tests/report/example.h"

namespace gs {
namespace {

std::string page(const std::vector<std::string>& texts,
                 const std::string& command = "groundswell forecast plan.json") {
  ReportInput input{{}, command};
  for (const std::string& text : texts) input.documents.push_back(example::parsed(text));
  return render_report(input);
}
std::string whole_page() { return page({example::forecast(), example::comparison(), example::backtest()}); }

bool has(const std::string& html, const std::string& part) { return html.find(part) != std::string::npos; }

// "" when every element that opens closes in order and every attribute is quoted; else what is wrong.
std::string tag_fault(const std::string& html) {
  static const std::vector<std::string> kVoid{"meta", "line", "rect", "circle", "path", "!doctype"};
  std::vector<std::string> open;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos;) {
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) return "unclosed tag at " + std::to_string(at);
    const std::string tag = html.substr(at + 1, end - at - 1);
    at = end + 1;
    if (std::count(tag.begin(), tag.end(), '"') % 2 != 0) return "odd quotes in <" + tag;
    if (tag.find('<') != std::string::npos) return "< inside <" + tag;
    const std::string name =
        tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" >/", 1) - (tag[0] == '/' ? 1 : 0));
    if (std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end()) continue;
    if (tag[0] != '/') {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
    } else {
      open.pop_back();
    }
    if (name == "style" && tag[0] != '/') at = html.find("</style>", at);
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

TEST(Page, HasBalancedTagsForEverySubsetOfDocuments) {
  const std::vector<std::string> all{
      example::forecast(), example::comparison(), example::backtest(), example::fit()};
  for (unsigned subset = 1; subset < 16; ++subset) {
    std::vector<std::string> chosen;
    for (std::size_t i = 0; i < 4; ++i)
      if (subset >> i & 1U) chosen.push_back(all[i]);
    EXPECT_EQ(tag_fault(page(chosen)), "") << "subset " << subset;
  }
}

TEST(Page, RunsNothingAndLoadsNothing) {
  const std::string html = whole_page();
  for (const char* banned : {"<script",
                             "http://",
                             "https://",
                             " style=",
                             "javascript:",
                             "<img",
                             "<link",
                             "<iframe",
                             "@import",
                             "url("})
    EXPECT_FALSE(has(html, banned)) << banned;
  EXPECT_FALSE(std::regex_search(html, std::regex(" on[a-z]+=")));
}

TEST(Page, CarriesAContentPolicyThatAllowsItsOneStyleSheetByHash) {
  const std::string html = whole_page();
  std::smatch policy;
  ASSERT_TRUE(std::regex_search(
      html, policy, std::regex("default-src 'none'; style-src 'sha256-([A-Za-z0-9+/]{43}=)'")));
  const std::size_t from = html.find("<style>") + 7, to = html.find("</style>");
  EXPECT_EQ(html.substr(from, to - from), kStyle);
  // base64 of the raw digest, checked digit by digit against the hexadecimal one
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                    hex = sha256_hex(kStyle);
  std::string bits_of_hash, bits_of_hex;
  for (const char c : policy[1].str())
    for (int b = 5; b >= 0 && c != '='; --b) bits_of_hash += digits.find(c) >> b & 1U ? '1' : '0';
  for (const char c : hex)
    for (int b = 3; b >= 0; --b) bits_of_hex += std::string("0123456789abcdef").find(c) >> b & 1U ? '1' : '0';
  EXPECT_EQ(bits_of_hash.substr(0, 256), bits_of_hex);
}

TEST(Page, ShowsHostileNamesAsText) {
  for (const std::string hostile : {"<script>alert(1)</script>",
                                    "\"><img src=x onerror=alert(1)>",
                                    "</script>",
                                    "</style><b>",
                                    "' onclick='x"}) {
    const example::Names names{hostile, hostile, hostile, hostile};
    const std::string html =
        page({example::forecast(names), example::comparison(names), example::backtest()}, hostile);
    EXPECT_EQ(tag_fault(html), "") << hostile;
    EXPECT_FALSE(has(html, hostile)) << hostile;
    EXPECT_FALSE(has(html, "<script") || has(html, "<img") || has(html, "<b></")) << hostile;
  }
}

TEST(Page, ShowsTemplateAndFormulaTextUnchanged) {
  const example::Names names{"=cmd|calc!A1", "${x} {{x}}", "about", "note"};
  const std::string html = page({example::forecast(names)});
  EXPECT_TRUE(has(html, "<bdi>=cmd|calc!A1</bdi>"));
  EXPECT_TRUE(has(html, "${x} {{x}}"));
}

TEST(Page, SpellsOutInvisibleCharactersAndSaysSo) {
  const example::Names names{"plan\u202Ebad", "a\u200Bb", "about", "note"};
  const std::string html = page({example::forecast(names)});
  EXPECT_TRUE(has(html, "plan‹U+202E›bad"));
  EXPECT_TRUE(has(html, "a‹U+200B›b"));
  EXPECT_FALSE(has(html, "\u202E") || has(html, "\u200B"));
  EXPECT_TRUE(has(html, "2 names contain invisible characters"));
}

TEST(Page, IsolatesTheDirectionOfNames) {
  const std::string html = page({example::forecast({"שלום", "مرحبا", "", ""})});
  EXPECT_TRUE(has(html, "<bdi>שלום</bdi>"));
  EXPECT_TRUE(has(html, "<bdi>مرحبا</bdi>"));
}

TEST(Page, GivesEqualBytesForEqualDocuments) { EXPECT_EQ(whole_page(), whole_page()); }

TEST(Page, IgnoresHowLongTheRunTook) {
  nlohmann::json slow = example::parsed(example::forecast());
  slow["run"]["seconds"] = 99;
  EXPECT_EQ(render_report({{slow}, ""}), render_report({{example::parsed(example::forecast())}, ""}));
}

TEST(Page, SaysSyntheticAtTheTopInTheTitleAndAtTheEnd) {
  const std::string html = whole_page();
  EXPECT_TRUE(has(html, "<span class=\"tag\">synthetic example</span>"));
  EXPECT_TRUE(has(html, "(synthetic example)</title>"));
  EXPECT_TRUE(has(html, "brand, people and numbers are made up"));
  nlohmann::json real = example::parsed(example::forecast());
  real["synthetic"] = false;
  EXPECT_FALSE(has(render_report({{real}, ""}), "synthetic example"));
}

TEST(Page, HeadsEveryTableNotCalibratedWithoutACalibration) {
  EXPECT_TRUE(has(page({example::forecast({}, false)}), "<p class=\"banner\">△ not calibrated"));
  EXPECT_FALSE(has(page({example::forecast({}, true)}), "class=\"banner\""));
}

TEST(Page, ShowsADashWithItsReasonWhereAKpiIsUndefined) {
  const std::string html = page({example::forecast()});
  EXPECT_TRUE(has(html, "undefined: no offer in the scenario"));
  EXPECT_TRUE(has(html, "<b>—</b>"));
  EXPECT_FALSE(has(html, "nan") || has(html, ">inf"));
}

TEST(Page, CallsLeversAtChanceAssumptions) {
  const std::string html = page({example::forecast()});
  EXPECT_TRUE(has(html, "△ assumption"));
  EXPECT_TRUE(has(html, "What if: <bdi>order of posts</bdi>"));
}

TEST(Page, SaysHowMuchOfADifferenceIsPriorWhenItIsMost) {
  EXPECT_TRUE(has(page({example::comparison()}), "61\u202f% prior, not data"));
}

TEST(Page, CallsNothingBetterOrWorseThatItWritesAsNought) {
  nlohmann::json document = example::parsed(example::comparison());
  nlohmann::json& difference = document["differences"][0];
  for (const auto& [key, value] : difference.items())
    if (key[0] == 'p' && std::isdigit(static_cast<unsigned char>(key[1])) != 0)
      value = value.get<double>() * 1e-9;
  const std::string html = render_report({{document}, ""});
  EXPECT_TRUE(has(html, "too small to show"));
  difference["p025"] = -1e-9;
  EXPECT_FALSE(has(render_report({{document}, ""}), "too small to show")) << "not told apart, as before";
  EXPECT_FALSE(has(page({example::comparison()}), "too small to show"));
}

TEST(Page, ShowsTheBaselineThatWins) {
  const std::string html = page({example::backtest()});
  EXPECT_TRUE(has(html, "A simple rule wins."));
  EXPECT_TRUE(has(html, "ahead on engaged people and likes"));
  EXPECT_TRUE(has(html,
                  "▼\u202f\u2212"
                  "2\u202f%"));
}

TEST(Page, CallsARivalLevelInsteadOfBetterByNothing) {
  nlohmann::json backtest = example::parsed(example::backtest());
  for (nlohmann::json& score : backtest["metrics"]) score["skill"] = {{"log_ridge", -0.003}, {"global", 0.2}};
  const std::string html = render_report({{backtest}, ""});
  EXPECT_FALSE(has(html, "A simple rule wins.") || has(html, "by 0\u202f%")) << html;
  EXPECT_TRUE(has(html, "None of 2 is better over all metrics; the nearest is Ridge on log counts (level)."));
  EXPECT_TRUE(has(html, "<b>level</b>"));
}

TEST(Page, SaysBesideItsPromiseHowOftenItHeldForPostsAndForPlans) {
  EXPECT_TRUE(has(page({example::forecast(), example::backtest()}),
                  "how often it did</a> is at the end: 77\u202f% for posts, 70\u202f% for the totals of 10 "
                  "plans."));
  const std::string html = page({example::backtest()});
  EXPECT_TRUE(has(html, "\u2013 open</span> <span><b>Totals of whole plans.</b>"))
      << "10 plans decide nothing";
  EXPECT_TRUE(has(html, "\u2013 open</span> <span><b>Reach over a plan.</b>"));
}

TEST(Page, ReviewsPlanTotalsThatChanceDoesNotExplain) {
  nlohmann::json backtest = example::parsed(example::backtest());
  for (nlohmann::json& score : backtest["totals"]) score["raw_coverage80"] = 0.3;
  EXPECT_TRUE(
      has(render_report({{backtest}, ""}), "\u25b3 review</span> <span><b>Totals of whole plans.</b>"));
}

TEST(Page, UsesOneWordForOneCountInTrustAndKpiRows) {
  nlohmann::json backtest = example::parsed(example::backtest());
  backtest["metrics"][2]["metric"] = "clickers";
  const std::string html = render_report({{backtest}, ""});
  EXPECT_TRUE(has(html, "<td class=\"k s\">Clicks<"));
  EXPECT_FALSE(has(html, "licker"));
}

TEST(Page, LabelsWhatIsADefaultWhereverItStands) {
  const std::string html = page({example::forecast(), example::comparison()});
  const std::string label = "<span class=\"f\">\u25b3 not in your history: a default, not fitted</span>";
  const std::size_t in_kpi_table = html.find(label);
  ASSERT_NE(in_kpi_table, std::string::npos);
  EXPECT_NE(html.find(label, in_kpi_table + 1), std::string::npos) << "every plan's totals";
  EXPECT_TRUE(has(html,
                  "\u25b3 The split into sources is a default, not fitted: reach by followers and others not "
                  "in your history."));
  nlohmann::json fitted = example::parsed(example::forecast());
  for (nlohmann::json& row : fitted["totals"]) row.erase("basis");
  for (nlohmann::json& source : fitted["sources"]) source["kpis"][0]["basis"] = "fitted";
  EXPECT_FALSE(has(render_report({{fitted}, ""}), "a default, not fitted"));
}

TEST(Page, ListsAnAssumptionOnceHoweverItIsWorded) {
  nlohmann::json forecast = example::parsed(example::forecast());
  nlohmann::json again = forecast["assumed"][0];
  again["text"] = "people who hear an ordinary sharer";
  forecast["assumed"].push_back(again);
  const std::string html = render_report({{forecast, example::parsed(example::comparison())}, ""});
  EXPECT_TRUE(has(html, "people who see what an ordinary person shares"));
  EXPECT_FALSE(has(html, "people who hear an ordinary sharer"));
  again["value"] = 7;
  forecast["assumed"].push_back(again);
  EXPECT_TRUE(has(render_report({{forecast}, ""}), "people who hear an ordinary sharer"))
      << "another value is another assumption";
}

TEST(Page, RefusesToReportNothing) { EXPECT_THROW(render_report({}), Error); }

TEST(SourceStack, AddsUpToReach) {
  Documents all;
  read_document(example::parsed(example::forecast()), "test", all);
  const std::string html = source_stack(all.forecasts[0]);
  double sum = 0;
  for (const NamedRows& source : all.forecasts[0].sources) sum += find_row(source.kpis, "first_reach")->mean;
  EXPECT_NEAR(sum, 48000 * 1.03, 1e-6);
  EXPECT_TRUE(has(html, "Reach</td>"));
  EXPECT_TRUE(has(html, "70\u202f%") && has(html, "30\u202f%") && has(html, "100\u202f%")) << html;
}

TEST(PostStrip, ShowsEveryPostOnItsDay) {
  Documents all;
  read_document(example::parsed(example::forecast()), "test", all);
  const std::string html = post_strip(all.forecasts[0]);
  EXPECT_TRUE(has(html, "Mon 7 Dec") && has(html, "Sun 20")) << html;
  std::size_t posts = 0;
  for (std::size_t at = 0; (at = html.find("class=\"post\"", at)) != std::string::npos; ++at) ++posts;
  EXPECT_EQ(posts, 14u);
}

// Right end of the last label between, and left end of the last day's label, on a plot 216 px wide.
TEST(Fan, LeavesRoomBetweenTheDaysOnAPhone) {
  Documents all;
  read_document(example::parsed(example::forecast()), "test", all);
  const std::vector<NamedRows> days = all.forecasts[0].daily;
  const std::regex label("x=\"([0-9.]+)%\" y=\"247.0\" text-anchor=\"(\\w+)\">([^<]+)<");
  for (std::size_t n = 2; n <= days.size(); ++n) {
    all.forecasts[0].daily.assign(days.begin(), days.begin() + static_cast<std::ptrdiff_t>(n));
    const std::string html = fans(all.forecasts[0]);
    const std::string one = html.substr(0, html.find("</figure>"));
    double taken = -1;
    for (auto at = std::sregex_iterator(one.begin(), one.end(), label); at != std::sregex_iterator(); ++at) {
      const double x = 2.16 * std::stod((*at)[1]), width = 6.7 * static_cast<double>((*at)[3].length());
      const double left = (*at)[2] == "start" ? x : (*at)[2] == "end" ? x - width : x - width / 2;
      EXPECT_GT(left, taken) << n << " days, " << (*at)[3];
      taken = left + width + 4;
    }
    EXPECT_GT(taken, 200) << "the last day is always named";
  }
}

TEST(Fan, EndsItsAxisWhateverTheHighestDay) {
  Documents all;
  read_document(example::parsed(example::forecast()), "test", all);
  for (const double top : {0.3, 1.0, 1.6, 2.0, 3.0, 4.0, 4.9, 12.0, 1e9}) {
    for (NamedRows& day : all.forecasts[0].daily)
      for (KpiRow& row : day.kpis) row.at.fill(top);
    EXPECT_TRUE(has(fans(all.forecasts[0]), "<figure>")) << top;
  }
}

TEST(PostStrip, SaysThatMediansDoNotAddUp) {
  Documents all;
  read_document(example::parsed(example::forecast()), "test", all);
  EXPECT_TRUE(
      has(post_strip(all.forecasts[0]), "Nor do medians of single posts add up to the median of a total"));
}

TEST(PostStrip, ListsPostsWithoutAReadableTimeInsteadOfDroppingThem) {
  Documents all;
  read_document(example::parsed(example::forecast()), "test", all);
  all.forecasts[0].posts[2].publish_at = "whenever";
  EXPECT_TRUE(has(post_strip(all.forecasts[0]), "Without a readable time"));
}

}  // namespace
}  // namespace gs
