// How much more another candidate of a search could be worth than the one it chose. Method: the search's
// worlds in ten batches; in each the best candidate of the batch against the one that the other nine batches
// would have chosen, so that nobody is judged by the worlds that chose him; mean and one-sided 95 % bound by
// Student's t. The mean of a maximum is above the maximum of the means: the gap is told too wide rather than
// too narrow. Covers the candidates the search has met, those it never met it does not. Costs no world.
// Source: Kleywegt, Shapiro, Homem-de-Mello 2001, doi 10.1137/S1052623499363220 (FITTING 2.12.3).
#pragma once
#include <optional>
#include <span>

#include "scenarios/decide/objective.h"

namespace gs {

struct Gap {
  double mean = 0, high = 0;  // in the aim's unit; 95 % bound
  std::size_t candidates = 0, batches = 0, worlds = 0;
};

// `finalists`: what each came to in the same worlds. nullopt: fewer than two, or too few worlds.
std::optional<Gap> gap_among(const Objective& objective, std::span<const Delivered> finalists);

}  // namespace gs
