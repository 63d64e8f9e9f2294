// The best division of a budget, found and then proved on worlds the search has not seen.
// Method: a response curve of each line from a few amounts in the same worlds; exact water-filling on the
// fitted curves, for the most promising sets of whole lines; then pairwise transfers judged by the evaluator
// itself, with common random numbers, on few worlds first and more for what is left; at last a paired
// comparison on fresh worlds. The plan as given and the equal split are candidates to the end, so that the
// optimum is never below them on the worlds of the search. Nothing is called better unless the paired 95 %
// interval of the difference leaves 0 out: else the plan as given is the answer.
// Knows money, lines and an evaluator; does not know plans. A pure function of its input. Source:
// FITTING 2.12.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/units.h"
#include "scenarios/decide/gap.h"
#include "scenarios/decide/objective.h"
#include "scenarios/decide/response.h"
#include "scenarios/decide/tried.h"
#include "scenarios/decide/water_filling.h"

namespace gs {

// What a division comes to in worlds first .. first + count - 1. World k is the same whatever is asked.
using Evaluator = std::function<Delivered(const Spend&, Worlds)>;

struct OptimizeOptions {
  std::size_t few = 64, more = 256, most = 1024;  // worlds of the search
  std::size_t curve = 32;                         // worlds of a curve's point
  std::size_t proof = 400;                        // fresh worlds
  std::size_t trials = 24;                        // transfers tried on few worlds; a quarter on more
  std::vector<double> levels{0.5, 2};             // amounts of a curve, beside the bounds and the plan's
  std::uint32_t fresh = 1U << 20;                 // the first world of the proof
};

// What is to be divided. `reference`: the plan as given, at this total.
struct Division {
  std::vector<Line> lines;
  Spend reference;
  Money total;
  Objective objective;
};

struct Curve {
  std::size_t line = 0;
  std::vector<ResponsePoint> points;  // by spend; none where the line is whole
  Response response;
  double whole_value = 0;  // what a whole line brings with the others as in the reference
};

enum class Hold : std::uint8_t { free, lower_bound, upper_bound, minimum, whole, out, supply };
std::string_view name_of(Hold hold);

struct Optimum {
  Spend best;    // on the worlds of the search
  Spend answer;  // best, or the reference where best is not better
  bool better = false;
  bool feasible = true;                             // the answer keeps the conditions on fresh worlds
  std::vector<Curve> curves;                        // one per line
  std::vector<Hold> holds;                          // what keeps each line of the answer where it is
  Delivered reference_delivered, answer_delivered;  // on the fresh worlds
  Rating best_rating, reference_rating;             // on the worlds of the search
  Paired verified;                                  // best against the reference, on the fresh worlds
  std::vector<Paired> equal_split;  // best against the equal split, likewise; none where bounds forbid it
  std::optional<Gap> gap;           // of the search, among the divisions it met
  double marginal = 0;              // what one more unit of money would bring, by the curves
  std::size_t worlds = 0;           // lived in all
};

Optimum optimize(const Division& division, const Evaluator& evaluate, const OptimizeOptions& options = {});

// What keeps each line where it is; `delivered` tells which ads found too few people.
std::vector<Hold> holds_of(const Division& division, const Spend& answer, const Delivered& delivered);

}  // namespace gs
