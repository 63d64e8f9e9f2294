// An analysed experiment on the page and in the terminal: the strongest factor first, no order claimed that
// resamples do not bear, failed points listed, nothing that somebody typed runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "scenarios/batch/analyze/analysis.h"
#include "scenarios/report/report.h"
#include "tests/analyze/models.h"

namespace gs {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const TerminalStyle kWide{.colour = false, .utf8 = true, .columns = 120};

json ishigami_document(std::size_t base_points) {
  BatchTable table = analyze::saltelli(base_points, 3, 1);
  analyze::fill(table, analyze::ishigami);
  table.name = "Reach drivers <b>";
  table.factors[0].name = "share <script>alert(1)</script>";
  table.factors[1].name = "posting hour", table.factors[1].unit = "h";
  table.failures = {{7, "cascade passed the limit <i>", "L02"}, {9, "no people", ""}};
  table.shards = {{"1 of 2", 100, 200, "stopped"}};
  return analysis_document(table, {.resamples = 200, .seed = 1});
}

std::string page_of(const json& document) { return render_report({.documents = {document}, .command = "x"}); }

TEST(AnalysisPage, SaysFirstWhatAResponseDependsOnMostAndEscapesWhatPeopleTyped) {
  const std::string page = page_of(ishigami_document(4096));
  EXPECT_THAT(page, HasSubstr("Reach depends most on"));
  EXPECT_THAT(page, HasSubstr("comes second"));
  EXPECT_THAT(page, HasSubstr("is first in all of 200 bootstrap resamples"));
  EXPECT_THAT(page, HasSubstr("only together"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("limit <i>")));
  EXPECT_THAT(page, HasSubstr("2 of "));
  EXPECT_THAT(page, HasSubstr("none was dropped silently"));
  EXPECT_THAT(page, HasSubstr("100 / 200"));
  EXPECT_THAT(page, HasSubstr("Two strongest together"));
  EXPECT_THAT(page, HasSubstr("Do the indices settle?"));
  EXPECT_THAT(page, Not(HasSubstr("style=\"")));  // the page's policy allows one style sheet
  EXPECT_THAT(page, Not(HasSubstr("nan")));
}

TEST(AnalysisText, ClaimsNoOrderThatResamplesDoNotBear) {
  BatchTable table = analyze::saltelli(64, 3, 2);
  analyze::fill(table, analyze::linear({1, 1, 1}));
  const std::string text = render_terminal(analysis_document(table, {.resamples = 200, .seed = 1}), kWide);
  EXPECT_THAT(text, HasSubstr("which of them is not settled"));
  EXPECT_THAT(text, HasSubstr("is not settled yet"));
  EXPECT_THAT(text, Not(HasSubstr("only together")));  // 0.83 by luck: nothing is claimed
}

TEST(AnalysisText, OfAnotherDesignShowsSharesAloneAndOffersNoTotal) {
  BatchTable table = analyze::scattered(400, 2, 2);
  analyze::fill(table, analyze::linear({3, 1}));
  const std::string text = render_terminal(analysis_document(table, {.resamples = 100, .seed = 1}), kWide);
  EXPECT_THAT(text, HasSubstr("alone"));
  EXPECT_THAT(text, Not(HasSubstr("total  ")));
  EXPECT_THAT(text, HasSubstr("design saltelli"));
}

TEST(AnalysisText, SaysWhereAFactorRisesAndFalls) {
  EXPECT_THAT(render_terminal(ishigami_document(1024), kWide), HasSubstr("* rises and falls"));
}

TEST(AnalysisText, ClaimsNothingOfWhatIsMostlyLuck) {
  BatchTable table = analyze::saltelli(128, 2, 2);
  analyze::fill(table, 4, [](std::span<const double> u, std::size_t point, std::size_t world) {
    const auto content = static_cast<std::uint32_t>(world);
    return 0.1 * u[0] + normal({9, 0}, {point, content, Purpose::synthetic});
  });
  EXPECT_THAT(render_terminal(analysis_document(table, {.resamples = 100, .seed = 1}), kWide),
              HasSubstr("mostly by luck"));
}

TEST(AnalysisText, SaysSoWhereNothingMovesTheResponse) {
  BatchTable table = analyze::scattered(64, 2, 2);
  analyze::fill(table, [](std::span<const double>) { return 5.0; });
  EXPECT_THAT(render_terminal(analysis_document(table, {.resamples = 50, .seed = 1}), kWide),
              HasSubstr("Reach did not change over these points"));
}

TEST(AnalysisText, NamesAResponseAsAPersonSaysIt) {
  BatchTable table = analyze::saltelli(64, 2, 1);
  analyze::fill(table, analyze::linear({3, 1}));
  const auto said = [&](const std::string& name) {
    table.responses[0].name = name;
    return render_terminal(analysis_document(table, {.resamples = 100, .seed = 1}), kWide);
  };
  EXPECT_THAT(said("reach@day5"), HasSubstr("Reach by day 5 depends most on"));
  EXPECT_THAT(said("sales@day12"), HasSubstr("Sales by day 12 depend most on"));
  EXPECT_THAT(said("reach@facebook"), HasSubstr("Reach on facebook depends"));
  EXPECT_THAT(said("reach@p1"), HasSubstr("Reach of post p1 depends"));
  EXPECT_THAT(said("leads.p90"), HasSubstr("The 90 % quantile of leads depends"));
  EXPECT_THAT(said("what I look for"), HasSubstr("what I look for depends"));
}

TEST(AnalysisPage, TellsRegressionAndHowMuchLinesExplain) {
  BatchTable table = analyze::saltelli(256, 2, 1);
  analyze::fill(table, analyze::linear({2, -2}));
  json document = analysis_document(table, {.resamples = 100, .seed = 1});
  const std::string page = page_of(document);
  EXPECT_THAT(page, HasSubstr("regression +0.7"));
  EXPECT_THAT(page, HasSubstr("regression \u22120."));
  EXPECT_THAT(page, HasSubstr("Straight lines in all factors explain"));
  for (json& factor : document["responses"][0]["factors"]) factor.erase("regression");  // written before
  document["responses"][0].erase("lines_explain");
  EXPECT_THAT(page_of(document), Not(HasSubstr("regression")));
}

}  // namespace
}  // namespace gs
