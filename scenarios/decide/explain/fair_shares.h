// To which parts is a total owed? Shapley values, world by world in whole units, so that the shares of a
// world add up to its total to the last unit. Few parts: every coalition is asked (exact). Many: orders drawn
// by address, each taken forwards and backwards; worlds go in blocks, each with orders of its own, so that a
// world is asked for a few orders only. Source: Shapley 1953; Castro, Gomez, Tejada 2009 (sampled orders).
// Does not know what a part is, nor how worth comes about.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "scenarios/plan/worlds.h"

namespace gs {

using Coalition = std::vector<char>;           // of each part: whether it is in
using WorldUnits = std::vector<std::int64_t>;  // of each world
using Worth = std::vector<WorldUnits>;         // of each measure

struct Game {
  std::size_t parts = 0;
  std::function<Worth(const Coalition&, WorldRange)> worth;
};

struct ShareOptions {
  std::size_t worlds = 0;
  std::uint32_t seed = 1;
  std::size_t exact_up_to = 6;  // parts whose coalitions are all asked
  std::size_t block = 8;        // worlds that share their orders
  std::size_t orders = 1;       // drawn for each block, each taken in both directions
};

struct MeasureShares {
  WorldUnits all, none;            // worth of everything, of nothing
  std::vector<WorldUnits> fair;    // of each part; over the parts of a world they add up to all - none
  std::vector<WorldUnits> missed;  // of each part: worth of everything - of everything but it
  std::vector<double> error{};     // of each part: standard error of the mean of `fair`
};
struct FairShares {
  bool exact = false;
  std::size_t orders = 0;  // asked in all, in both directions
  std::size_t block = 1;   // worlds whose shares hang together because they share their orders
  std::vector<MeasureShares> measures;
};

FairShares fair_shares(const Game& game, const ShareOptions& options);

// Standard error of the mean over all worlds, from the means of blocks of worlds that hang together.
double standard_error(const WorldUnits& worlds, std::size_t block);

// Coalitions that will be asked of a world on average, for the estimate.
double coalitions_per_world(std::size_t parts, const ShareOptions& options);

// `sums` over `times` equal whole parts: their quotients made whole so that they add up to the quotient of
// the sum; what is left over goes to the largest remainders, the first of equals first. `times` must divide
// the sum.
std::vector<std::int64_t> shared_out(const std::vector<std::int64_t>& sums, std::int64_t times);

}  // namespace gs
