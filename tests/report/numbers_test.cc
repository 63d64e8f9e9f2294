#include "scenarios/report/numbers.h"

#include <gtest/gtest.h>

#include "scenarios/report/answer.h"

namespace gs {
namespace {

const std::string thin(kThin);
const std::string minus(kMinus);

TEST(RoundingStep, IsAPowerOfTenNotAboveATenthOfTheWidth) {
  EXPECT_EQ(rounding_step(420, 720, true), 10);
  EXPECT_EQ(rounding_step(159000, 206000, true), 1000);
  EXPECT_DOUBLE_EQ(rounding_step(2.68, 3.64, false), 0.01);
  EXPECT_DOUBLE_EQ(rounding_step(3.9, 5.5, false), 0.1);
  EXPECT_EQ(rounding_step(1, 3, true), 1) << "people are whole";
  EXPECT_EQ(rounding_step(400, 22000, true), 100) << "a low end of 400 must not read as 0";
  EXPECT_EQ(rounding_step(500, 500, true), 1) << "no width: to the last person";
}

TEST(Number, IsRoundedAndGroupedWithoutClaimingMore) {
  EXPECT_EQ(number(549.6, 10), "550");
  EXPECT_EQ(number(182345, 1000), "182" + thin + "000");
  EXPECT_EQ(number(1234567, 1), "1" + thin + "234" + thin + "567");
  EXPECT_EQ(number(3.1134, 0.01), "3.11");
  EXPECT_EQ(number(-0.064, 0.01), minus + "0.06");
  EXPECT_EQ(number(-0.0001, 0.01), "0.00") << "no minus before nothing";
  EXPECT_EQ(number(4.6, 0.1), "4.6");
}

TEST(AddingUp, GivesWhatRoundingLeavesOverToTheLargestRemainders) {
  EXPECT_EQ(adding_up({1.4, 1.4, 1.4}, 1), (std::vector<double>{2, 1, 1}));
  EXPECT_EQ(adding_up({6410, 6114, 2286}, 10), (std::vector<double>{6410, 6110, 2290}));
  EXPECT_EQ(adding_up({-1.6, -1.6, 0.2}, 1), (std::vector<double>{-1, -2, 0}));
  EXPECT_TRUE(adding_up({}, 1).empty());
}

TEST(SignedNumber, AlwaysShowsItsSignExceptForZero) {
  EXPECT_EQ(signed_number(120, 10), "+120");
  EXPECT_EQ(signed_number(-48, 1), minus + "48");
  EXPECT_EQ(signed_number(0.2, 1), "0");
}

TEST(Range, UsesAnEnDashAndTheWordToWhereASignIsInvolved) {
  EXPECT_EQ(range(420, 720, 10), "420 \u2013 720");
  EXPECT_EQ(range(-0.06, 0.69, 0.01), minus + "0.06 to 0.69");
  EXPECT_EQ(signed_range(50, 210, 10), "+50 to +210");
}

TEST(Probability, HasTwoDigitsAndEndsBeforeCertainty) {
  EXPECT_EQ(probability(0.684), "0.68");
  EXPECT_EQ(probability(0.994), "0.99");
  EXPECT_EQ(probability(0.996), "> 0.99");
  EXPECT_EQ(probability(1), "> 0.99");
  EXPECT_EQ(probability(0.004), "< 0.01");
  EXPECT_EQ(probability(0), "< 0.01");
  EXPECT_EQ(probability(0.006), "0.01");
}

TEST(Probability, ClaimsNoMoreThanItsWorldsProve) {
  EXPECT_EQ(probability(1, 400), "> 0.99");
  EXPECT_EQ(probability(1, 100), "> 0.97");
  EXPECT_EQ(probability(1, 30), "> 0.9");
  EXPECT_EQ(probability(1, 5), "> 0.5");
  EXPECT_EQ(probability(0, 5), "< 0.5");
  EXPECT_EQ(probability(0, 30), "< 0.1");
  EXPECT_EQ(probability(0.8, 5), "0.8");
  EXPECT_EQ(probability(0.684, 50), "0.7");
  EXPECT_EQ(probability(0.684, 100), "0.68");
  EXPECT_EQ(probability(0.98, 50), "> 0.9");
}

TEST(Compact, ShowsThousandsWithTheirLetter) {
  EXPECT_EQ(compact(34400, 1000), "34k");
  EXPECT_EQ(compact(1234000, 10000), "1" + thin + "230k");
}

TEST(Significant, KeepsAFewDigitsAndNoEmptyOnes) {
  EXPECT_EQ(significant(0.03550, 3), "0.0355");
  EXPECT_EQ(significant(120, 3), "120");
  EXPECT_EQ(significant(0, 3), "0");
}

TEST(UnitView, ShowsFractionsAsPercentAndFrequencyAsTimes) {
  EXPECT_EQ(view_of("fraction", "er_reach").text, "%");
  EXPECT_EQ(view_of("fraction", "er_reach").factor, 100);
  EXPECT_EQ(view_of("ratio", "frequency").text, "\u00d7");
  EXPECT_TRUE(view_of("people", "reach").whole);
}

TEST(DateRange, NamesTheMonthOnceWhereItCan) {
  EXPECT_EQ(date_range("2026-12-07", "2026-12-20"), "7 \u2013 20 December 2026");
  EXPECT_EQ(date_range("2026-11-30", "2026-12-06"), "30 November \u2013 6 December 2026");
  EXPECT_EQ(date_range("2026-12-28", "2027-01-03"), "28 December 2026 \u2013 3 January 2027");
  EXPECT_EQ(date_range("soon", "later"), "soon \u2013 later");
}

TEST(AtMostFourDigits, ClaimsNoMoreThanFourHoweverNarrowTheInterval) {
  EXPECT_EQ(at_most_four_digits(1, 1e-8), "1.000");
  EXPECT_EQ(at_most_four_digits(0.99999999, 1e-8), "1.000");
  EXPECT_EQ(at_most_four_digits(0.00012345, 1e-9), "0.0001235");
  EXPECT_EQ(at_most_four_digits(48123.4, 0.1), "48\u202f120");
  EXPECT_EQ(at_most_four_digits(0.064, 0.001), "0.064") << "the interval's own step where it is coarser";
  EXPECT_EQ(at_most_four_digits(0, 0.01), "0.00");
}

TEST(ShorterDigits, KeepTheWordsAndShortenWhatSolversPrint) {
  EXPECT_EQ(shorter_digits("Tolerance reached. |cost|: 2.994719e-10 <= 1.000000e-09"),
            "Tolerance reached. |cost|: 2.995e-10 <= 1e-09");
  EXPECT_EQ(shorter_digits("60 passes, k-hat 0.712345."), "60 passes, k-hat 0.7123.");
  EXPECT_EQ(shorter_digits(""), "");
}

TEST(Figures, GiveOneStepToTheWholeRow) {
  KpiRow row;
  row.kpi = "leads", row.unit = "people", row.defined = true;
  row.at = {380, 400, 421, 480, 549.6, 640, 719, 760, 800};
  const Figures figures = figures_of(row);
  EXPECT_EQ(figures.median, "550");
  EXPECT_EQ(figures.interval, "420 \u2013 720");
}

TEST(Figures, AreADashWhereTheKpiIsUndefined) {
  const Figures figures = figures_of(KpiRow{});
  EXPECT_EQ(figures.median, kUndefined);
  EXPECT_EQ(figures.interval, kUndefined);
}

}  // namespace
}  // namespace gs
