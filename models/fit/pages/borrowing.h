// What a page without a history of its own, or with a short one, may believe because of others: priors of
// the fit's parameters, borrowed from calibrated pages.
//   what page j's posts told of a parameter: its posterior with its prior taken out (normal on log scale),
//   as deviation from its platform's belief; pages of another platform lie .5 further off (assumption)
//   law between pages: between.h, anchored at the platform's belief; a new page is never known better than
//   pages differ, and never worse than by the belief alone
// Without lenders, or of parameters no lender was told: the platform's belief, bit for bit. Pages that
// borrowed do not lend: their prior came from others. Does not: pool formats or dispersions.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "models/fit/calibration.h"
#include "models/fit/priors.h"

namespace gs {

inline constexpr std::size_t kBorrowed = 18;     // visibility to half-life, then sigma_u and sigma_e
inline constexpr std::size_t kPostsToLend = 30;  // assumption

struct BorrowedPriors {
  std::vector<Prior> priors;      // kBorrowed of them; empty: nobody lends
  std::vector<std::string> from;  // accounts, by name
};

struct Borrower {
  std::string platform, account;
  PopulationParameters audience;
  bool widened = false;  // beliefs widened by their confidence, as where nothing is fitted
};
BorrowedPriors borrowed_priors(const Borrower& page, std::span<const Calibration> lenders);

// The platform's beliefs with the sigmas of borrowed ones, where there are any.
PlatformPriors with_borrowed_scatter(PlatformPriors priors, std::span<const Prior> borrowed);

// sd of a belief where nothing was fitted: wider by .2 for a vendor's study, by .4 for less.
double widened_sd(const Prior& prior);

}  // namespace gs
