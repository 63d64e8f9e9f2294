// Sums over coalitions or orders are whole; only the last step divides, and gives out what is left over.
#include "scenarios/decide/explain/fair_shares.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/draw.h"
#include "core/error.h"

namespace gs {

namespace {

// Each coalition of a block of worlds is lived once.
class Asked {
 public:
  Asked(const Game& game, WorldRange range) : game_(game), range_(range) {}
  const Worth& of(const Coalition& coalition) {
    const auto found = known_.find(coalition);
    if (found != known_.end()) return found->second;
    return known_.emplace(coalition, game_.worth(coalition, range_)).first->second;
  }

 private:
  const Game& game_;
  WorldRange range_;
  std::map<Coalition, Worth> known_;
};

// Of a block of worlds: [measure][part][world], each `times` times too large.
struct Sums {
  std::vector<std::vector<WorldUnits>> of;
  std::int64_t times = 0;
};

void add(std::vector<std::vector<WorldUnits>>& of,
         std::size_t part,
         const Worth& with,
         const Worth& without,
         std::int64_t weight) {
  for (std::size_t measure = 0; measure < of.size(); ++measure)
    for (std::size_t world = 0; world < with[measure].size(); ++world)
      of[measure][part][world] += weight * (with[measure][world] - without[measure][world]);
}

std::int64_t factorial(std::size_t n) {
  std::int64_t product = 1;
  for (std::size_t i = 2; i <= n; ++i) product *= static_cast<std::int64_t>(i);
  return product;
}

// Every coalition without the part weighs |S|! (n - |S| - 1)! of n! orders.
void add_exact(std::size_t parts, Asked& asked, Sums& sums) {
  for (std::size_t bits = 0; bits < std::size_t{1} << parts; ++bits) {
    Coalition coalition(parts);
    std::size_t size = 0;
    for (std::size_t part = 0; part < parts; ++part)
      if ((bits >> part & 1U) != 0) coalition[part] = 1, ++size;
    const Worth& without = asked.of(coalition);
    for (std::size_t part = 0; part < parts; ++part) {
      if (coalition[part] != 0) continue;
      Coalition joined = coalition;
      joined[part] = 1;
      add(sums.of, part, asked.of(joined), without, factorial(size) * factorial(parts - size - 1));
    }
  }
  sums.times = factorial(parts);
}

// Orders are no luck of the people: they are drawn in a world beside theirs.
std::vector<std::size_t> drawn_order(std::size_t parts, World world, std::uint32_t occasion) {
  const World beside{world.seed ^ content_key("orders of parts"), world.replicate};
  std::vector<double> places;
  for (std::size_t part = 0; part < parts; ++part)
    places.push_back(
        uniform(beside, {.subject = part, .content = 0, .why = Purpose::plan_luck, .occasion = occasion}));
  std::vector<std::size_t> order(parts);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return places[a] != places[b] ? places[a] < places[b] : a < b;
  });
  return order;
}

void add_order(const std::vector<std::size_t>& order, Asked& asked, Sums& sums) {
  Coalition coalition(order.size());
  for (const std::size_t part : order) {
    const Coalition before = coalition;
    coalition[part] = 1;
    add(sums.of, part, asked.of(coalition), asked.of(before), 1);
  }
  ++sums.times;
}

class Division {
 public:
  Division(const Game& game, const ShareOptions& options)
      : game_(game), options_(options), exact_(game.parts <= options.exact_up_to) {}

  FairShares done() {
    if (game_.parts == 0 || options_.worlds == 0)
      throw Error(Fault::our_defect, "fair_shares", "nothing to share out");
    const std::size_t block = exact_ ? options_.worlds : options_.block;
    for (std::size_t first = 0; first < options_.worlds; first += block)
      add_block({static_cast<std::uint32_t>(first), std::min(block, options_.worlds - first)});
    shares_.exact = exact_;
    shares_.block = block >= options_.worlds ? 1 : block;
    for (MeasureShares& measure : shares_.measures)
      for (const WorldUnits& fair : measure.fair)
        measure.error.push_back(standard_error(fair, shares_.block));
    return std::move(shares_);
  }

 private:
  void add_block(WorldRange range) {
    Asked asked(game_, range);
    const Coalition everybody(game_.parts, 1), nobody(game_.parts, 0);
    const Worth all = asked.of(everybody), none = asked.of(nobody);
    if (shares_.measures.empty()) shares_.measures.resize(all.size());
    Sums sums{std::vector(all.size(), std::vector(game_.parts, WorldUnits(range.count))), 0};
    if (exact_)
      add_exact(game_.parts, asked, sums);
    else
      add_orders(range, asked, sums);
    for (std::size_t measure = 0; measure < all.size(); ++measure) {
      MeasureShares& shares = shares_.measures[measure];
      shares.all.insert(shares.all.end(), all[measure].begin(), all[measure].end());
      shares.none.insert(shares.none.end(), none[measure].begin(), none[measure].end());
      share_out(sums.of[measure], sums.times, shares);
      for (std::size_t part = 0; part < game_.parts; ++part) {
        Coalition others = everybody;
        others[part] = 0;
        const WorldUnits& without = asked.of(others)[measure];
        for (std::size_t world = 0; world < range.count; ++world)
          shares.missed[part].push_back(all[measure][world] - without[world]);
      }
    }
  }

  void add_orders(WorldRange range, Asked& asked, Sums& sums) {
    for (std::size_t i = 0; i < options_.orders; ++i) {
      std::vector<std::size_t> order =
          drawn_order(game_.parts, {options_.seed, range.first}, static_cast<std::uint32_t>(i));
      add_order(order, asked, sums);
      std::ranges::reverse(order);
      add_order(order, asked, sums);
      shares_.orders += 2;
    }
  }

  void share_out(const std::vector<WorldUnits>& sums, std::int64_t times, MeasureShares& shares) const {
    shares.fair.resize(game_.parts);
    shares.missed.resize(game_.parts);
    for (std::size_t world = 0; world < sums.front().size(); ++world) {
      std::vector<std::int64_t> of_world;
      for (const WorldUnits& part : sums) of_world.push_back(part[world]);
      of_world = shared_out(of_world, times);
      for (std::size_t part = 0; part < game_.parts; ++part) shares.fair[part].push_back(of_world[part]);
    }
  }

  const Game& game_;
  const ShareOptions& options_;
  bool exact_;
  FairShares shares_;
};

}  // namespace

FairShares fair_shares(const Game& game, const ShareOptions& options) {
  return Division(game, options).done();
}

double standard_error(const WorldUnits& worlds, std::size_t block) {
  std::vector<double> means;
  for (std::size_t first = 0; first < worlds.size(); first += block) {
    const std::size_t end = std::min(worlds.size(), first + block);
    double sum = 0;
    for (std::size_t world = first; world < end; ++world) sum += static_cast<double>(worlds[world]);
    means.push_back(sum / static_cast<double>(end - first));
  }
  if (means.size() < 2) return 0;
  const double n = static_cast<double>(means.size());
  const double mean = std::accumulate(means.begin(), means.end(), 0.0) / n;
  double squares = 0;
  for (const double value : means) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / (n - 1) / n);
}

double coalitions_per_world(std::size_t parts, const ShareOptions& options) {
  if (parts <= options.exact_up_to) return static_cast<double>(std::size_t{1} << parts);
  const double n = static_cast<double>(parts);
  return 2 + n + 2 * static_cast<double>(options.orders) * (n - 1);
}

std::vector<std::int64_t> shared_out(const std::vector<std::int64_t>& sums, std::int64_t times) {
  std::vector<std::int64_t> whole, remainders;
  std::int64_t left = 0;
  for (const std::int64_t sum : sums) {
    const std::int64_t remainder = (sum % times + times) % times;
    whole.push_back((sum - remainder) / times);
    remainders.push_back(remainder);
    left += remainder;
  }
  std::vector<std::size_t> order(sums.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  for (std::size_t i = 0; i < static_cast<std::size_t>(left / times); ++i) ++whole[order[i]];
  return whole;
}

}  // namespace gs
