// The pool's members: simple forecasters of one metric of one post. One member = one line of kMembers, one
// function, one test. A member sees the past of one metric and answers with 200 quantiles per future post, on
// the scale log(1 + count) - log_offset; the pool adds the offset back and cuts at 0. Source: the table of
// RECIPE 1.
#pragma once
#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "models/fit/pool/columns.h"
#include "models/fit/pool/quantiles.h"
#include "models/fit/pool/ridge.h"

namespace gs {

// The regression every ridge member shares: fitted once per metric and origin.
struct SharedRidge {
  ColumnPlan columns;
  std::vector<double> rows;  // of the past posts
  double penalty = 1;
  RidgeRule rule;
  std::vector<double> residuals;  // of the fit itself, oldest first

  double at(const PostFeatures& post, const RidgeRule& by) const;
  double at(const PostFeatures& post) const { return at(post, rule); }
};

// Posts before an origin that report one metric, oldest first.
struct Past {
  std::vector<const PostFeatures*> features;
  std::vector<double> y;  // log(1 + count) - log_offset
  std::vector<double>
      ages;           // posts between it and the newest post before the origin, this metric missing or not
  SharedRidge ridge;  // only where size() >= kLeastForRidge

  std::size_t size() const { return y.size(); }
  RidgeData ridge_data() const { return {ridge.columns.size(), ridge.rows, y, {}}; }
};

// Small data: fewer posts than these and a member has no say (FITTING 2.11).
inline constexpr std::size_t kLeastForTypes = 5, kLeastForRidge = 30;

void add_ridge(Past& past, ColumnChoice choice);

// Quantiles for a post that is the `ahead`-th after the origin (1 = the next).
using MemberForecast = std::function<LogQuantiles(const PostFeatures& post, std::size_t ahead)>;

struct Member {
  std::string_view name;
  std::size_t least_posts;
  MemberForecast (*fit)(const Past& past);
};

MemberForecast fit_global(const Past& past);
MemberForecast fit_global_recent(const Past& past);
MemberForecast fit_type_paid_100(const Past& past);
MemberForecast fit_type_paid_80(const Past& past);
MemberForecast fit_ridge_alone(const Past& past);
MemberForecast fit_ridge_recent(const Past& past);
MemberForecast fit_ridge_level(const Past& past);
MemberForecast fit_ridge_chosen_rate(const Past& past);
MemberForecast fit_ridge_local_level(const Past& past);
MemberForecast fit_ridge_change_point(const Past& past);

inline constexpr std::array kMembers{
    Member{"global", 1, fit_global},
    Member{"type x paid 100", kLeastForTypes, fit_type_paid_100},
    Member{"ridge", kLeastForRidge, fit_ridge_alone},
    Member{"ridge + level", kLeastForRidge, fit_ridge_level},
    Member{"ridge + chosen rate", kLeastForRidge, fit_ridge_chosen_rate},
    Member{"global recent", 1, fit_global_recent},
    Member{"type x paid 80", kLeastForTypes, fit_type_paid_80},
    Member{"ridge recent", kLeastForRidge, fit_ridge_recent},
    Member{"ridge + local level", kLeastForRidge, fit_ridge_local_level},
    Member{"ridge + change point", kLeastForRidge, fit_ridge_change_point},
};

}  // namespace gs
