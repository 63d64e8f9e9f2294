// Elementary functions built from +, -, x, / alone, so that one binary gives the same bits on every x86-64:
// the C library picks its exp/log by processor and differs in the last bit. Whatever decides a simulated
// event, or a number printed, goes through these. Relative error < 1e-14 in the ranges stated.
#pragma once
#include <type_traits>

namespace gs {

double exact_exp(double x);    // x in [-745, 709]; below: 0, above: +inf
double exact_log(double x);    // x > 0; 0 gives -inf, negative NaN
double exact_log1p(double x);  // x > -1
double exact_expm1(double x);
double exact_cos(double x);        // |x| <= 1e5; absolute error < 1e-15
double exact_sin(double x);        // |x| <= 1e5; absolute error < 1e-15
double normal_cdf(double z);       // Phi(z), absolute error < 1e-12
double normal_quantile(double p);  // inverse of Phi on (0,1), absolute error < 1e-9

// e^x in templates the simulator and the fit share: exact for a double, the type's own (a Jet's) otherwise.
template <class T>
T exp_of(const T& x) {
  if constexpr (std::is_same_v<T, double>)
    return exact_exp(x);
  else
    return exp(x);
}

// log x likewise.
template <class T>
T log_of(const T& x) {
  if constexpr (std::is_same_v<T, double>)
    return exact_log(x);
  else
    return log(x);
}

}  // namespace gs
