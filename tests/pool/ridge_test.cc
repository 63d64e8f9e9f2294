// The ridge against its slow twin: normal equations by Gaussian elimination, leave-one-out by refitting.
#include "models/fit/pool/ridge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "made_page.h"

namespace gs {
namespace {

using testing::ElementsAre;

struct Rows {
  std::size_t columns = 4;
  std::vector<double> x, y, weights;
  std::size_t posts() const { return y.size(); }
  RidgeData data() const { return {columns, x, y, weights}; }
};

// Column 2 is a dummy seen on every ninth post, column 3 never varies.
Rows made_rows(std::size_t posts, bool weighted) {
  Rows rows;
  for (std::uint32_t i = 0; i < posts; ++i) {
    const double a = made_normal(3, i, 0), b = a + 0.5 * made_normal(3, i, 1), dummy = i % 9 == 0;
    rows.x.insert(rows.x.end(), {a, 100 + 20 * b, dummy, 7});
    rows.y.push_back(3 + 0.7 * a - 0.4 * b + 1.5 * dummy + made_normal(3, i, 2));
    if (weighted) rows.weights.push_back(std::pow(0.5, static_cast<double>(posts - 1 - i) / 20));
  }
  return rows;
}

double weight(const Rows& rows, std::size_t i) { return rows.weights.empty() ? 1 : rows.weights[i]; }

std::vector<double> eliminate(std::vector<std::vector<double>> a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k || a[i][k] == 0) continue;
      const double factor = a[i][k] / a[k][k];
      for (std::size_t j = 0; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  for (std::size_t k = 0; k < n; ++k) b[k] /= a[k][k];
  return b;
}

// Standardises by all rows, leaves post `without` out of the normal equations with an unpenalised constant,
// and predicts row `wanted`.
double slow_prediction(const Rows& rows, double penalty, std::size_t without, std::size_t wanted) {
  const std::size_t n = rows.posts(), p = rows.columns - 1;  // without the column that never varies
  std::vector<std::vector<double>> z(n, std::vector<double>(p + 1, 1.0));
  double total = 0;
  for (std::size_t i = 0; i < n; ++i) total += weight(rows, i);
  for (std::size_t k = 0; k < p; ++k) {
    double mean = 0, square = 0;
    for (std::size_t i = 0; i < n; ++i) mean += weight(rows, i) * rows.x[i * rows.columns + k] / total;
    for (std::size_t i = 0; i < n; ++i)
      square += weight(rows, i) * std::pow(rows.x[i * rows.columns + k] - mean, 2) / total;
    for (std::size_t i = 0; i < n; ++i) z[i][k] = (rows.x[i * rows.columns + k] - mean) / std::sqrt(square);
  }
  std::vector<std::vector<double>> normal(p + 1, std::vector<double>(p + 1, 0.0));
  std::vector<double> right(p + 1, 0.0);
  for (std::size_t k = 0; k < p; ++k) normal[k][k] = penalty;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k <= p && i != without; ++k) {
      right[k] += weight(rows, i) * z[i][k] * rows.y[i];
      for (std::size_t j = 0; j <= p; ++j) normal[k][j] += weight(rows, i) * z[i][k] * z[i][j];
    }
  const std::vector<double> solution = eliminate(normal, right);
  double value = 0;
  for (std::size_t k = 0; k <= p; ++k) value += solution[k] * z[wanted][k];
  return value;
}

class Ridge : public testing::TestWithParam<bool> {};

TEST_P(Ridge, PredictsWhatTheNormalEquationsPredict) {
  const Rows rows = made_rows(60, GetParam());
  for (double penalty : {0.1, 10.0, 500.0}) {
    const RidgeRule rule = fit_ridge(rows.data(), penalty);
    for (std::size_t i : {0, 9, 31, 59})
      EXPECT_NEAR(
          rule.at(rows.data().rows.subspan(4 * i, 4)), slow_prediction(rows, penalty, SIZE_MAX, i), 1e-9);
  }
}

TEST_P(Ridge, LeavesOnePostOutAsIfItHadBeenRefitted) {
  const Rows rows = made_rows(60, GetParam());
  const std::vector<double> penalties{0.1, 10, 500};
  const auto errors = leave_one_out(rows.data(), penalties);
  for (std::size_t k = 0; k < penalties.size(); ++k)
    for (std::size_t i : {0, 9, 31, 59})
      EXPECT_NEAR(errors[k][i], rows.y[i] - slow_prediction(rows, penalties[k], i, i), 1e-9);
}

INSTANTIATE_TEST_SUITE_P(EqualAndRecentWeights, Ridge, testing::Bool());

TEST(Ridge, LeavesAColumnThatNeverVariesAlone) {
  EXPECT_EQ(fit_ridge(made_rows(60, false).data(), 1).coefficients[3], 0);
}

TEST(Ridge, ChoosesThePenaltyWithTheLeastLeaveOneOutError) {
  const Rows rows = made_rows(40, false);
  const std::vector<double> penalties = ridge_penalties();
  ASSERT_EQ(penalties.size(), 13u);
  EXPECT_NEAR(penalties.front(), 0.1, 1e-12);
  EXPECT_NEAR(penalties.back(), 1000, 1e-9);
  double least = INFINITY, best = 0;
  for (double penalty : penalties) {
    double squares = 0;
    for (std::size_t i = 0; i < rows.posts(); ++i)
      squares += std::pow(rows.y[i] - slow_prediction(rows, penalty, i, i), 2);
    if (squares < least) least = squares, best = penalty;
  }
  EXPECT_EQ(choose_penalty(rows.data()), best);
}

TEST(Ridge, ForecastsEachFoldFromTheOthersAlone) {
  const Rows rows = made_rows(50, false);
  const std::vector<double> out = fold_residuals(rows.data(), 5);
  Rows others = rows;
  others.x.erase(others.x.begin() + 4 * 20, others.x.begin() + 4 * 30);
  others.y.erase(others.y.begin() + 20, others.y.begin() + 30);
  const RidgeRule rule = fit_ridge(others.data(), 5);
  for (std::size_t i = 20; i < 30; ++i)
    EXPECT_DOUBLE_EQ(out[i], rows.y[i] - rule.at(rows.data().rows.subspan(4 * i, 4)));
}

TEST(ColumnPlan, HasTheColumnsOfTheBrandPage) {
  std::vector<PostFeatures> posts(40, PostFeatures{.format = "photo", .topic = "1", .followers = 9});
  for (std::size_t i = 0; i < 4; ++i)
    posts[i].format = "status", posts[i + 4].topic = "2", posts[i].topic = "3";
  posts[9].format = "video";  // one post alone gets no column
  std::vector<const PostFeatures*> past;
  for (const PostFeatures& post : posts) past.push_back(&post);
  const ColumnPlan plan = plan_columns(past, {});
  EXPECT_THAT(plan.formats, ElementsAre("status"));
  EXPECT_THAT(plan.topics, ElementsAre("2", "3"));
  EXPECT_EQ(plan.size(), 3u + 1 + 2 + 4);
  EXPECT_EQ(plan_columns(past, {.hours = false, .weekend = false}).size(), 2u + 1 + 2);
}

TEST(ColumnPlan, WritesAPostIntoItsRow) {
  ColumnPlan plan;
  plan.formats = {"status"}, plan.topics = {"2", "3"}, plan.usual_log_followers = 4.5;
  std::vector<double> row(plan.size());
  plan.fill({.format = "status", .topic = "3", .paid = true, .followers = 0, .hour = 9, .weekday = 6}, row);
  EXPECT_THAT(row, ElementsAre(4.5, 1, 1, 1, 0, 1, 0, 0, 1, 0));
  plan.fill({.format = "reel", .topic = "9", .paid = false, .followers = 1, .hour = 20, .weekday = 4}, row);
  EXPECT_THAT(row, ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}

}  // namespace
}  // namespace gs
