#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/report/html.h"
#include "scenarios/report/report.h"
#include "tests/report/example.h"

namespace gs {
namespace {

std::string shown(const std::string& text, const TerminalStyle& style = {}) {
  return render_terminal(example::parsed(text), style);
}

std::vector<std::string> everything() {
  return {example::forecast(), example::comparison(), example::backtest(), example::fit()};
}

std::size_t widest(const std::string& text) {
  std::istringstream lines(text);
  std::size_t most = 0;
  for (std::string line; std::getline(lines, line);) most = std::max(most, columns_of(line));
  return most;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Terminal, StaysWithinTheColumnsItIsGiven) {
  for (const std::string& text : everything())
    for (const int columns : {100, 80, 60})
      EXPECT_LE(widest(shown(text, {false, true, columns})), static_cast<std::size_t>(columns))
          << shown(text, {false, true, columns});
}

TEST(Terminal, StaysWithinItsColumnsForNamesOfAnyLength) {
  const example::Names names{std::string(300, 'W'), "post", std::string(300, 'a'), std::string(300, 'n')};
  EXPECT_LE(widest(shown(example::forecast(names))), 100u);
  EXPECT_LE(widest(shown(example::comparison(names))), 100u) << shown(example::comparison(names));
}

TEST(Terminal, OpensWithTheAnswerLine) {
  EXPECT_EQ(shown(example::forecast()).find("Reach of at least 45 000 people has probability 0.68."), 0u);
  EXPECT_EQ(
      shown(example::comparison()).find("“Winter tasting” beats “November” on reach with probability 0.99."),
      0u);
  EXPECT_EQ(shown(example::fit()).find("Fitted 2 parameters to 300 posts."), 0u);
}

TEST(Terminal, NamesEveryCalibrationThatWasUsed) {
  nlohmann::json plan = example::parsed(example::forecast());
  EXPECT_TRUE(has(render_terminal(plan, {}), "calibration c41f9a07"));
  plan["calibration"]["others"] = {{{"id", "d5"}, {"account", "second"}}};
  EXPECT_TRUE(
      has(render_terminal(plan, {}),
          "calibrations c41f9a07 (\u0417\u0438\u043c\u043e\u0440\u043e\u0434\u043e\u043a), d5 (second)"));
}

TEST(Terminal, ClaimsLittleFromFewWorlds) {
  nlohmann::json forecast = example::parsed(example::forecast());
  nlohmann::json comparison = example::parsed(example::comparison());
  forecast["replicates"] = comparison["replicates"] = 5;
  forecast["totals"][0]["p_target"] = 1.0;
  for (auto& difference : comparison["differences"]) difference["p_better"] = 1.0;
  const std::string plan = render_terminal(forecast, {}), against = render_terminal(comparison, {});
  EXPECT_EQ(plan.find("Reach of at least 45 000 people has probability > 0.5."), 0u) << plan;
  EXPECT_TRUE(has(against, "with probability > 0.5.")) << against;
  EXPECT_FALSE(has(plan + against, "0.99"));
}

TEST(Terminal, DropsBarsFirstAndUnitsNext) {
  EXPECT_TRUE(has(shown(example::forecast()), "●"));
  const std::string narrow = shown(example::forecast(), {false, true, 80});
  EXPECT_FALSE(has(narrow, "▬●"));
  EXPECT_TRUE(has(narrow, "displays"));
  EXPECT_FALSE(has(shown(example::forecast(), {false, true, 66}), "displays"));
}

TEST(Terminal, UsesAsciiAloneWithoutUtf8) {
  for (const std::string& text : everything()) {
    const std::string plain = shown(text, {false, false, 100});
    for (const char c : plain) ASSERT_LT(static_cast<unsigned char>(c), 0x80) << plain;
    EXPECT_LE(widest(plain), 100u);
  }
  EXPECT_TRUE(has(shown(example::forecast(), {false, false, 100}), ">= 45 000"));
  EXPECT_TRUE(has(shown(example::forecast(), {false, false, 100}), "=o="));
}

TEST(Terminal, ColoursOnlyWhenAskedAndOnlyAlarmWords) {
  for (const std::string& text : everything()) EXPECT_FALSE(has(shown(text), "\033"));
  EXPECT_TRUE(has(shown(example::fit(), {true, true, 100}), "\033[31mNO"));
}

TEST(Terminal, LetsNoControlCodeOfANameThrough) {
  EXPECT_FALSE(has(shown(example::comparison({"\x1b[2Jgone", "x\x07", "a", "\x1b]0;t"})), "\x1b"));
}

TEST(Terminal, ShowsADashWithItsReasonWhereAKpiIsUndefined) {
  EXPECT_TRUE(has(shown(example::forecast()), "— Cost per lead is undefined: no offer in the scenario"));
}

TEST(Terminal, SaysNotCalibratedAndSynthetic) {
  const std::string text = shown(example::forecast({}, false));
  EXPECT_TRUE(has(text, "NOT CALIBRATED"));
  EXPECT_TRUE(has(text, "synthetic example"));
}

TEST(Terminal, StarsWhatIsADefaultAndSaysSoUnderTheTable) {
  for (const std::string& text : {example::forecast(), example::comparison()})
    EXPECT_TRUE(has(shown(text), "    * not in your history: a default, not fitted\n")) << shown(text);
  EXPECT_TRUE(has(shown(example::forecast()), "Impressions *"));
  EXPECT_FALSE(has(shown(example::forecast()), "Reach *"));
}

std::string words_of(const std::string& text) {  // the first column of a table, its lines joined
  std::istringstream lines(text);
  std::string words;
  for (std::string line; std::getline(lines, line);) words += line.substr(0, line.find("  ")) + " ";
  return words;
}

TEST(Terminal, NeverCutsANameOfAParameterNorPrintsMoreThanFourDigits) {
  nlohmann::json fit = example::parsed(example::fit());
  const std::string name = "link: share rate against the average post of the whole page, of people reached";
  fit["reason"] = "cost changed by 2.994719e-10 <= 1.000000e-09";
  fit["parameters"].push_back({{"key", "x"},
                               {"text", name},
                               {"unit", "times"},
                               {"p10", 0.99999999},
                               {"median", 1.0},
                               {"p90", 1.0},
                               {"told", false},
                               {"needs", "needs more posts of this very format than the history has"}});
  for (const int columns : {100, 80, 60}) {
    const std::string text = render_terminal(fit, {false, true, columns});
    EXPECT_TRUE(has(words_of(text), name + ", times")) << text;
    EXPECT_FALSE(has(text, "\u2026")) << text;
    EXPECT_FALSE(has(text, "1.0000")) << text;
    EXPECT_TRUE(has(text, "2.995e-10 <= 1e-09")) << text;
  }
}

TEST(Terminal, NamesTheUnitBesideTheParameter) {
  EXPECT_TRUE(has(shown(example::fit()), "share spread r, of listeners"));
}

TEST(Terminal, NamesTheBaselinesThatWin) {
  EXPECT_TRUE(has(shown(example::backtest()), "log_ridge is better on 2 of 3 metrics"));
}

}  // namespace
}  // namespace gs
