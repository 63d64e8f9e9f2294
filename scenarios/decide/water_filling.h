// Divides money among lines whose responses are concave: in the optimum every line that is not at a bound
// brings the same for one more unit of money. That common marginal is found by bisection; money is whole
// micro-units and adds up exactly. A line may also be nothing at all, or must be at least a minimum.
// Source: FITTING 2.12. Does not know that lines meet the same people: the simulation corrects that.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/units.h"
#include "scenarios/decide/response.h"

namespace gs {

// Something money can be put into: an ad set or a whole creator. It gets nothing where `low` is 0, or from
// max(low, minimum) to `high`.
struct Line {
  std::string id;
  Money given{};  // in the plan as given
  Money low{}, high{};
  Money minimum{};                                // less is not worth booking
  bool whole() const { return minimum == high; }  // in or out
};
using Spend = std::vector<Money>;  // of each line

Money sum_of(const Spend& spend);
bool allows(const Line& line, Money spend);

// The best division of exactly `total`, and what it brings by the responses; nullopt where the bounds do not
// allow it. `in`: which whole lines are in; their responses are not asked.
struct Filled {
  Spend spend;
  double value = 0;     // of the lines that are not whole
  double marginal = 0;  // of one more unit of money where no bound holds
};
std::optional<Filled> fill(std::span<const Line> lines,
                           std::span<const Response> responses,
                           const std::vector<char>& in,
                           Money total);

// The amounts nearest to the wanted ones that the bounds allow and that add up to `total`; nullopt: none do.
std::optional<Spend> rounded(std::span<const Line> lines, std::span<const double> wanted, Money total);

}  // namespace gs
