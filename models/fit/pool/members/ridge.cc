// Members `ridge` and `ridge recent`: x'b + r. The first draws r from the residuals of five contiguous folds;
// the second weighs posts by 0.5^(age / 80) in the fit, with the same penalty, and draws r from the weighted
// leave-one-out residuals with the same weights.
#include "models/fit/pool/members.h"

namespace gs {

MemberForecast fit_ridge_alone(const Past& past) {
  std::vector<WeightedValue> sample;
  for (double error : fold_residuals(past.ridge_data(), past.ridge.penalty)) sample.push_back({error, 1});
  return [&past, law = member_quantiles(std::move(sample))](const PostFeatures& post, std::size_t) {
    return moved(law, past.ridge.at(post));
  };
}

MemberForecast fit_ridge_recent(const Past& past) {
  const std::vector<double> weights = memory_weights(past.ages, 80);
  RidgeData data = past.ridge_data();
  data.weights = weights;
  const std::vector<double> errors = leave_one_out(data, std::vector{past.ridge.penalty}).front();
  std::vector<WeightedValue> sample(errors.size());
  for (std::size_t i = 0; i < errors.size(); ++i) sample[i] = {errors[i], weights[i]};
  return [&past, rule = fit_ridge(data, past.ridge.penalty), law = member_quantiles(std::move(sample))](
             const PostFeatures& post, std::size_t) { return moved(law, past.ridge.at(post, rule)); };
}

}  // namespace gs
