// What was evaluated in the worlds of a search: worlds 0 .. n-1 of each candidate, none lived twice. A
// candidate is whatever has an order: a division of money, a set of publishing times.
#pragma once
#include <functional>
#include <map>
#include <vector>

#include "scenarios/decide/objective.h"

namespace gs {

struct Worlds {
  std::uint32_t first = 0;
  std::size_t count = 0;
};

template <class Candidate>
class TriedOf {
 public:
  // What a candidate comes to in worlds first .. first + count - 1. World k is the same whatever is asked.
  using Evaluate = std::function<Delivered(const Candidate&, Worlds)>;

  TriedOf(const Objective& objective, const Evaluate& evaluate)
      : objective_(objective), evaluate_(evaluate) {}

  Delivered delivered(const Candidate& candidate, std::size_t worlds) const {
    Delivered& known = known_[candidate];
    if (known.worlds() < worlds) {
      const std::size_t more = worlds - known.worlds();
      append(known, evaluate_(candidate, {static_cast<std::uint32_t>(known.worlds()), more}));
      lived_ += more;
    }
    return known.worlds() == worlds ? known : first_of(known, worlds);
  }
  Rating rating(const Candidate& candidate, std::size_t worlds) const {
    return rate(objective_, delivered(candidate, worlds));
  }
  // Of every candidate that was lived in so many worlds, in the candidates' order.
  std::vector<Delivered> lived_in(std::size_t worlds) const {
    std::vector<Delivered> all;
    for (const auto& [candidate, known] : known_)
      if (known.worlds() >= worlds) all.push_back(first_of(known, worlds));
    return all;
  }
  std::size_t candidates() const { return known_.size(); }
  std::size_t worlds() const { return lived_; }
  const Objective& objective() const { return objective_; }

 private:
  const Objective& objective_;
  const Evaluate& evaluate_;
  mutable std::map<Candidate, Delivered> known_;
  mutable std::size_t lived_ = 0;
};

}  // namespace gs
