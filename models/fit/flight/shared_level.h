// Answers: what do a page's posts that are out tell of those still to come? Method: in the forecast's worlds
// the posts of a page have something in common (parameters, the page's level in that world); it is told from
// each post's own luck by how far posts go together over the worlds, metric by metric, on the log scale:
//   z_j = s + e_j,   s ~ N(0, S),   e_j ~ N(0, E),   S: mean over pairs of posts,  E: what is left of one
//   post's
// Two ways to use the facts f (mean of the standardised posts that are out, n of them):
//   weights   w_r ~ N(f; A r, S + E/n - A S),  A = S (S + E/m)^-1,  r: the world's own mean of the m posts to
//   come refit     every post to come is moved by  S (S + E/n)^-1 (f - the world's own mean of the n posts)
// Both give the law of what is to come given the facts where laws are Gaussian; weights keep the worlds as
// they are, the refit serves where few of them are left (Matheron's rule: no world is worth more than
// another). Does not learn posts' own luck, formats apart, or drift within the flight.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace gs {

struct FlightPosts {
  std::size_t posts = 0, metrics = 0;
  std::vector<std::vector<double>> worlds{};  // [world][post * metrics + metric] log(1 + final count)
  std::vector<std::vector<std::optional<double>>> out{};  // [post][metric] the same as known; empty: to come
  std::vector<double> noise{};  // [post] variance of what is not known yet of a post that is out, log scale
};

struct FlightUpdate {
  std::vector<double> log_weights{};  // of each world, up to a constant; all 0: nothing was learnt
  std::vector<std::vector<double>>
      shift{};        // [world][post * metrics + metric] the refit; 0 for posts that are out
  double shared = 0;  // of the first metric's variance, how much the page's posts have in common
};
FlightUpdate learn_level(const FlightPosts& flight);

// Weights that add up to 1; the number of worlds of equal weight that would tell as much (1 / sum w^2).
struct WorldWeights {
  std::vector<double> weights{};
  double effective = 0, k_hat = 0;  // k_hat: tail index, good below .7; 0 where nothing was learnt
};
WorldWeights weights_of(std::span<const double> log_weights);

// So many worlds as there are weights, each as often as its weight says (systematic resampling with the
// step's middle as its start: no chance in it). Equal weights give every world once, in order.
std::vector<std::size_t> resampled(std::span<const double> weights);

}  // namespace gs
