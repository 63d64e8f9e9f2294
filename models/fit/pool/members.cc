// See members.h: what the ridge members share.
#include "models/fit/pool/members.h"

namespace gs {

double SharedRidge::at(const PostFeatures& post, const RidgeRule& by) const {
  std::vector<double> row(columns.size());
  columns.fill(post, row);
  return by.at(row);
}

void add_ridge(Past& past, ColumnChoice choice) {
  SharedRidge& shared = past.ridge;
  shared.columns = plan_columns(past.features, choice);
  shared.rows = fill_rows(shared.columns, past.features);
  shared.penalty = choose_penalty(past.ridge_data());
  shared.rule = fit_ridge(past.ridge_data(), shared.penalty);
  shared.residuals = residuals(past.ridge_data(), shared.rule);
}

}  // namespace gs
