// Bisection over the marginal, then the smallest lines are settled between nothing and their minimum.
#include "scenarios/decide/water_filling.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"

namespace gs {
namespace {

constexpr std::int64_t kGrain = 10'000;  // amounts end on a cent where their sum allows it

double units(Money money) { return static_cast<double>(money.micros); }

// Bounds of one line while the money is divided, in micro-units.
struct Room {
  double low = 0, high = 0;
};

double level_at(const Response& response, const Room& room, double marginal) {
  return std::clamp(response.spend_where(marginal) * 1e6, room.low, room.high);
}

double sum_at(std::span<const Response> responses, std::span<const Room> rooms, double marginal) {
  double sum = 0;
  for (std::size_t i = 0; i < rooms.size(); ++i) sum += level_at(responses[i], rooms[i], marginal);
  return sum;
}

// Where the marginal is as high as anybody's at his lower bound nobody wants more; and the other way round.
std::pair<double, double> ends_of(std::span<const Response> responses, std::span<const Room> rooms) {
  double least = HUGE_VAL, most = 0;
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    const double at_low = responses[i].marginal(std::max(rooms[i].low, 1.0) / 1e6);
    const double at_high = responses[i].marginal(std::max(rooms[i].high, 1.0) / 1e6);
    if (at_low > 0) most = std::max(most, at_low);
    if (at_high > 0) least = std::min(least, at_high);
  }
  return {std::min(least, most), most};
}

// Lines that bring nothing, or are all at their upper bound by the curves: the rest in proportion to room.
void hand_out(std::span<const Room> rooms, double total, std::vector<double>& levels) {
  double sum = 0, room = 0;
  for (std::size_t i = 0; i < rooms.size(); ++i) sum += levels[i], room += rooms[i].high - levels[i];
  if (sum >= total || !(room > 0)) return;
  const double share = std::min(1.0, (total - sum) / room);
  for (std::size_t i = 0; i < rooms.size(); ++i) levels[i] += share * (rooms[i].high - levels[i]);
}

struct Levels {
  std::vector<double> at;
  double marginal = 0;
};

Levels divide(std::span<const Response> responses, std::span<const Room> rooms, double total) {
  constexpr int kHalvings = 200;
  Levels levels;
  const auto [least, most] = ends_of(responses, rooms);
  if (!(most > 0)) {
    for (const Room& room : rooms) levels.at.push_back(room.low);
    hand_out(rooms, total, levels.at);
    return levels;
  }
  double low = exact_log(least) - 1, high = exact_log(most) + 1;
  for (int i = 0; i < kHalvings && high - low > 1e-13; ++i) {
    const double middle = low + (high - low) / 2;
    (sum_at(responses, rooms, exact_exp(middle)) > total ? low : high) = middle;
  }
  const double above = exact_exp(high), below = exact_exp(low);
  const double less = sum_at(responses, rooms, above), more = sum_at(responses, rooms, below);
  const double share = more > less ? std::clamp((total - less) / (more - less), 0.0, 1.0) : 0;
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    const double a = level_at(responses[i], rooms[i], above), b = level_at(responses[i], rooms[i], below);
    levels.at.push_back(a + share * (b - a));
  }
  hand_out(rooms, total, levels.at);
  levels.marginal = above;
  return levels;
}

double value_of(std::span<const Response> responses, std::span<const double> levels) {
  double value = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) value += responses[i].at(levels[i] / 1e6);
  return value;
}

bool fits(std::span<const Room> rooms, double total) {
  double low = 0, high = 0;
  for (const Room& room : rooms) low += room.low, high += room.high;
  return low <= total + .5 && total <= high + .5;
}

// A line between nothing and its minimum is tried as both; the better one stays. Lines are settled one after
// another, the one furthest below its minimum first.
std::optional<Levels> divide_viable(std::span<const Line> lines,
                                    std::span<const Response> responses,
                                    std::vector<Room> rooms,
                                    double total) {
  if (!fits(rooms, total)) return {};
  while (true) {
    Levels levels = divide(responses, rooms, total);
    std::size_t worst = SIZE_MAX;
    double furthest = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (rooms[i].high == 0 || levels.at[i] >= units(lines[i].minimum) - .5) continue;
      const double short_of = 1 - levels.at[i] / units(lines[i].minimum);
      if (worst == SIZE_MAX || short_of > furthest) worst = i, furthest = short_of;
    }
    if (worst == SIZE_MAX) return levels;
    std::vector<Room> out = rooms, in = rooms;
    out[worst] = {0, 0};
    in[worst].low = std::max(in[worst].low, units(lines[worst].minimum));
    const bool may_out = fits(out, total) && lines[worst].low.micros == 0, may_in = fits(in, total);
    if (!may_out && !may_in) return {};
    const bool takes_out = !may_in || (may_out && value_of(responses, divide(responses, out, total).at) >=
                                                      value_of(responses, divide(responses, in, total).at));
    rooms = takes_out ? out : in;
  }
}

}  // namespace

Money sum_of(const Spend& spend) {
  Money sum;
  for (const Money money : spend) sum.micros += money.micros;
  return sum;
}

bool allows(const Line& line, Money spend) {
  if (spend.micros == 0) return line.low.micros == 0;
  return spend >= std::max(line.low, line.minimum) && spend <= line.high;
}

std::optional<Spend> rounded(std::span<const Line> lines, std::span<const double> wanted, Money total) {
  Spend spend;
  std::int64_t left = total.micros;
  const auto floor_of = [&](std::size_t i) {
    return spend[i].micros == 0 ? std::int64_t{0} : std::max(lines[i].low, lines[i].minimum).micros;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    std::int64_t amount = std::llround(wanted[i] / kGrain) * kGrain;
    const std::int64_t least = std::max(line.low, line.minimum).micros;
    if (wanted[i] >= units(line.high) - kGrain) amount = line.high.micros;
    if (amount < least || std::abs(wanted[i] - units({least})) < kGrain)
      amount = line.low.micros == 0 && wanted[i] < units({least}) / 2 ? 0 : least;
    spend.push_back({std::min(amount, line.high.micros)});
    left -= spend.back().micros;
  }
  const auto take = [&](std::size_t i) {
    const std::int64_t moved =
        std::clamp(left, floor_of(i) - spend[i].micros, lines[i].high.micros - spend[i].micros);
    spend[i].micros += moved;
    left -= moved;
  };
  for (const bool inside : {true, false})  // lines at a bound stay there where others can take the rest
    for (std::size_t i = 0; i < lines.size() && left != 0; ++i) {
      const bool at_bound = spend[i].micros == floor_of(i) || spend[i] == lines[i].high;
      if (!lines[i].whole() && spend[i].micros != 0 && !(inside && at_bound)) take(i);
    }
  if (left != 0) return {};
  return spend;
}

std::optional<Filled> fill(std::span<const Line> lines,
                           std::span<const Response> responses,
                           const std::vector<char>& in,
                           Money total) {
  std::vector<Line> open;
  std::vector<Response> laws;
  std::vector<Room> rooms;
  std::vector<double> wanted(lines.size(), 0);
  double left = units(total);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].whole()) {
      wanted[i] = in[i] != 0 ? units(lines[i].high) : 0;
      left -= wanted[i];
      continue;
    }
    open.push_back(lines[i]), laws.push_back(responses[i]);
    rooms.push_back({units(lines[i].low), units(lines[i].high)});
  }
  const auto levels = divide_viable(open, laws, rooms, left);
  if (!levels) return {};
  for (std::size_t i = 0, at = 0; i < lines.size(); ++i)
    if (!lines[i].whole()) wanted[i] = levels->at[at++];
  auto spend = rounded(lines, wanted, total);
  if (!spend) return {};
  return Filled{*spend, value_of(laws, levels->at), levels->marginal};
}

}  // namespace gs
