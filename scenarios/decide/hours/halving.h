// The best times for a plan's posts, found and then proved on worlds the search has not seen.
// Method: successive halving, one post after another: its slots of the day, and then its days at the hour
// found, are lived in the same few worlds, the better half goes on in twice as many, until one is left; it is
// taken only where it leads the place the post had by about three standard errors, for the best of ten leads
// by some of them by luck alone. Further passes look only at the slots that came furthest, until nothing
// moves: posts may crowd each other. Where a post is, and where the plan had it, are always among its slots;
// two posts of one account never share an hour that the plan did not give them. The whole set is proved like
// money: nothing is called better unless the paired 95 % interval on fresh worlds leaves 0 out. Knows slots
// and an evaluator, no plan. Does not find what only two posts moved together would bring. Source: FITTING
// 2.12; Jamieson and Talwalkar 2016, arxiv.org/abs/1502.07943.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "scenarios/decide/hours/slots.h"
#include "scenarios/decide/tried.h"

namespace gs {

using TimetableEvaluator = TriedOf<Timetable>::Evaluate;

struct HoursOptions {
  std::size_t few = 16, most = 128;  // worlds of the first and the last comparison of a post's slots
  std::size_t whole = 256;           // of the found timetable against the given one
  std::size_t enough = 6000;         // no further pass after so many
  std::size_t passes = 3;            // at most
  std::size_t proof = 400;           // fresh worlds
  std::size_t alone = 64;            // unseen worlds that tell what one post's move brings
  std::uint32_t fresh = 1U << 20;    // the first world of the proof
  std::uint32_t unseen = 1U << 19;   // the first of those of single posts; searched as the search is
};

struct HoursOptimum {
  Timetable best;    // on the worlds of the search
  Timetable answer;  // best, or the given one where best is not better
  bool better = false;
  bool feasible = true;                         // the answer keeps the conditions on fresh worlds
  Delivered given_delivered, answer_delivered;  // on the fresh worlds
  Rating best_rating, given_rating;             // on the worlds of the search
  Paired verified;                              // best against the given times, on the fresh worlds
  std::vector<std::optional<Paired>> alone;     // of each post that `answer` moves: against going back
  std::size_t worlds = 0, tried = 0;            // lived in all; timetables
};

HoursOptimum optimize_hours(std::span<const MovablePost> posts,
                            const Objective& objective,
                            const TimetableEvaluator& evaluate,
                            const HoursOptions& options = {});

// Worlds of a search at most, about: for estimates and their limits.
std::size_t worlds_of(std::size_t posts, const SlotRules& rules, const HoursOptions& options);

}  // namespace gs
