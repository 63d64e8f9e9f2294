// What a run will cost, told before it starts: agents, links, events, memory, seconds; and the limits it must
// keep. Method: the run's own worlds, a sample of them: their parameters, their posts' luck and the mean
// field tell how often posts will come up for people; sizes of the columns tell the memory; unit costs
// measured on one machine tell the seconds. Nothing is grown or simulated. An event is one time a post comes
// up for a person (Ledger::events); the cost of a run counts the coins tossed for its events, too.
// Holds within a factor of 1.5 for events, 2 for memory (tests), about 3 for seconds on another machine. Does
// not know how a cascade saturates beyond what the mean field knows.
#pragma once
#include <cstddef>
#include <span>
#include <string>

#include "scenarios/plan/plan.h"
#include "scenarios/plan/worlds.h"

namespace gs {

struct RunEstimate {
  double people_per_agent = 1;
  double agents = 0, links = 0;                  // of the largest audience
  double events_per_world = 0;                   // mean over worlds, of the plan with the most
  double events = 0, cost = 0;                   // of all worlds of all plans; cost: with the coins for them
  double people_bytes = 0;                       // the largest audience and whom its ads are for
  double world_bytes = 0;                        // one world at work, the largest of the sample
  double result_bytes = 0;                       // what all worlds leave behind
  double learn_seconds = 0;                      // from past posts, of all plans
  double people_seconds = 0, world_seconds = 0;  // growing the audiences, one world; one core
  double replicates = 0, plans = 1;
  unsigned threads = 1;

  double bytes() const;    // at its highest
  double seconds() const;  // from start to end
};

// `plan`: prepared, its people not needed yet. Deterministic but for `threads`.
RunEstimate estimate_of(const Plan& plan, std::size_t replicates);

// Several plans simulated one after another, each keeping its results. `same_people[i]`: plan i meets the
// people of the plan before it.
RunEstimate together(std::span<const RunEstimate> estimates, const std::vector<bool>& same_people);

struct RunLimits {
  double bytes = 0;               // --mem-limit; 0: none
  double events_per_world = 1e9;  // --max-events; stops a runaway world, too
  double cost = 1e13;             // --limit cost: of the whole run
};

// Throws Error(limit, S10) when the run would not keep its limits: what it needs, which limit, the way out.
// `where`: whose plan it is.
void refuse_too_large(const RunEstimate& estimate, const RunLimits& limits, const std::string& where);

// What a single world may come to: --max-events, or less where the memory left for it holds less.
WorldLimit world_limit(const RunEstimate& estimate, const RunLimits& limits);

std::string duration_in_words(double seconds);  // "4 s", "3 min", "2 h", "5 days", "9 years"

}  // namespace gs
