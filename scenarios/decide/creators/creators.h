// Which placements with creators and communities a budget should buy: those of the plan's candidates that add
// most people per fee to what the plan reaches anyway, each counted once, in the plan's own worlds. Method:
// lazy greedy by marginal reach per fee and by marginal reach (CELF; Leskovec et al., KDD 2007), the best
// single placement as safeguard; beside them what is usual: the most followers, the largest averages. All are
// lived at the same money; the best is taken, and checked on fresh worlds. Sharing and crowding may break the
// submodularity that greedy's bound needs: the bound is not claimed, the check is shown.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/decide/trial.h"

namespace gs {

struct Candidate {
  std::string id, creator, post;
  Money fee;
  double followers = 0;      // of the host
  double average_reach = 0;  // people who see it there, if it is placed alone
};

struct ChoiceOptions {
  std::optional<Money> budget;      // of fees
  std::optional<std::size_t> most;  // placements
  std::size_t worlds = 64;          // chosen in these, checked in as many fresh ones
};

using Placements = std::set<std::size_t>;  // rows of the candidates

struct ChosenPlacement {
  std::size_t row = 0;
  double marginal = 0, standard_error = 0, cumulative = 0;  // people, in the order chosen, in fresh worlds
};

// A set that somebody would buy, lived in fresh worlds.
struct PlacementSet {
  std::string rule;  // marginal_reach_per_fee, marginal_reach, best_single, most_followers, sum_of_averages
  Placements rows;
  double promised = 0;                       // people the averages of its members add up to
  double found = 0;                          // mean reach where it was searched
  std::vector<std::optional<double>> reach;  // of each fresh world
};

struct Choice {
  std::vector<Candidate> candidates;
  std::vector<ChosenPlacement> order;         // of the chosen set, the largest gain first
  std::vector<PlacementSet> sets;             // the chosen one first
  std::vector<std::optional<double>> nobody;  // reach of fresh worlds without any placement
  std::size_t lives = 0;                      // worlds lived to find it
};

// Throws Error(bad_input) where the plan has no placements, or none fits the budget. Asks for no people.
void refuse_nothing_to_choose(const Scenario& scenario, const ChoiceOptions& options);

// Refuses as above.
Choice choose_creators(const Trial& trial, const ChoiceOptions& options);

// Worlds it will live at most, for the estimate.
std::size_t lives_of_choice(std::size_t candidates, const ChoiceOptions& options);

nlohmann::json influencers_document(const Trial& trial, const ChoiceOptions& options, const Choice& choice);

}  // namespace gs
