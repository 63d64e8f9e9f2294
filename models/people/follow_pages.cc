// Priorities are made in parallel, one page after another; each page is a partial sort.
#include "models/people/follow_pages.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <string>
#include <tuple>

#include "core/blocks.h"
#include "core/coins.h"
#include "core/error.h"
#include "core/real.h"

namespace gs {
namespace {

constexpr std::size_t kChunk = 8192;
constexpr int kMostSweeps = 2000;
constexpr double kCloseEnough = 0.2;  // people

struct Candidate {
  double priority = 0;
  std::uint32_t key = 0, person = 0;  // person: place in the crowd
  bool operator<(const Candidate& other) const {
    return std::tie(priority, key) < std::tie(other.priority, other.key);
  }
};

struct Partner {  // an earlier page with a stated overlap
  std::uint32_t page = 0;
  double wanted = 0;  // followers in common
};

struct Cell {  // people of one segment who follow the same partners
  std::uint64_t pattern = 0;
  double people = 0, rate = 0;  // rate: minus the logarithm of the share not taken
  double taken() const { return people * (1.0 - exact_exp(-std::min(rate, 700.0))); }
};
using Strata = std::map<std::uint64_t, std::vector<Candidate>>;  // by pattern

class PageDraw {
 public:
  PageDraw(const Portrait& portrait, std::uint32_t page, const Crowd& crowd)
      : portrait_(portrait), page_(portrait.pages[page]), row_(page), crowd_(crowd) {}

  void find_partners(const std::vector<std::uint32_t>& followers) {
    for (const OverlapPortrait& overlap : portrait_.overlaps) {
      if (std::max(overlap.one, overlap.other) != row_) continue;
      const std::uint32_t other = std::min(overlap.one, overlap.other);
      partners_.push_back(
          {other, std::round(overlap.share_of_smaller * std::min(followers[other], followers[row_]))});
    }
  }
  // Smallest priorities, in quotas where overlaps are stated.
  std::vector<Candidate> draw(const GrowOptions& options, std::uint32_t followers) {
    Strata strata = candidates(options);
    std::size_t all = 0;
    for (const auto& [pattern, people] : strata) all += people.size();
    followers = static_cast<std::uint32_t>(std::min<std::size_t>(followers, all));
    std::vector<Candidate> drawn;
    for (const auto& [pattern, quota] : quotas(strata, followers)) {
      std::vector<Candidate>& people = strata[pattern];
      const auto end = people.begin() + static_cast<std::ptrdiff_t>(quota);
      if (end != people.end()) std::nth_element(people.begin(), end, people.end());
      drawn.insert(drawn.end(), people.begin(), end);
    }
    return drawn;
  }

 private:
  std::uint64_t pattern_of(std::uint32_t person) const {
    std::uint64_t pattern = 0;
    for (std::size_t k = 0; k < partners_.size(); ++k)
      pattern |= (crowd_.follows[person] >> partners_[k].page & 1U) << k;
    return pattern;
  }
  Strata candidates(const GrowOptions& options) const {
    const std::uint64_t stream = stream_key({options.seed, 0},
                                            {.content = content_key(page_.id),
                                             .why = Purpose::people,
                                             .occasion = static_cast<std::uint32_t>(PeopleDraw::follows)});
    const std::size_t people = crowd_.keys.size();
    std::vector<double> priority(people, -1.0);
    for_each_chunk((people + kChunk - 1) / kChunk, options.threads, [&](std::size_t chunk) {
      for (std::size_t i = chunk * kChunk; i < std::min(people, (chunk + 1) * kChunk); ++i) {
        const double odds = odds_of_following(page_, crowd_.segments[i]);
        if (odds <= 0 || (crowd_.uses[i] >> page_.layer & 1U) == 0) continue;
        const auto word = static_cast<double>(coin_word(stream, crowd_.keys[i]) >> 12);
        priority[i] = -exact_log((word + 0.5) * 0x1p-52) / odds;
      }
    });
    Strata strata;
    for (std::uint32_t i = 0; i < people; ++i)
      if (priority[i] >= 0) strata[pattern_of(i)].push_back({priority[i], crowd_.keys[i], i});
    return strata;
  }
  std::map<std::uint64_t, std::uint32_t> quotas(const Strata& strata, std::uint32_t followers) const;
  std::vector<Cell> cells_of(const Strata& strata) const;
  void solve(std::vector<Cell>& cells, double followers) const;
  static double step(std::vector<Cell>& cells, std::size_t k, bool common, double wanted);
  void refuse_alone(const std::vector<Cell>& cells, double followers) const;
  [[noreturn]] void refuse(const Partner& partner, const std::string& possible) const;

  const Portrait& portrait_;
  const PagePortrait& page_;
  std::uint32_t row_;
  const Crowd& crowd_;
  std::vector<Partner> partners_;
};

std::vector<Cell> PageDraw::cells_of(const Strata& strata) const {
  std::vector<Cell> cells;
  for (const auto& [pattern, people] : strata) {
    std::vector<double> of_segment(portrait_.segments.size());
    for (const Candidate& candidate : people) ++of_segment[crowd_.segments[candidate.person]];
    for (std::size_t s = 0; s < of_segment.size(); ++s)
      if (of_segment[s] > 0) cells.push_back({pattern, of_segment[s], odds_of_following(page_, s)});
  }
  return cells;
}

void PageDraw::refuse(const Partner& partner, const std::string& possible) const {
  throw Error(Fault::bad_input,
              "overlaps/" + portrait_.pages[partner.page].id + "/" + page_.id,
              std::to_string(std::llround(partner.wanted)) + " followers in common wanted, " + possible,
              "change this overlap, the other overlaps of the two, or how the segments follow and use them");
}

void PageDraw::refuse_alone(const std::vector<Cell>& cells, double followers) const {
  for (std::size_t k = 0; k < partners_.size(); ++k) {
    double common = 0, other = 0;
    for (const Cell& cell : cells) (cell.pattern >> k & 1U ? common : other) += cell.people;
    const double least = std::max(0.0, followers - other), most = std::min(common, followers);
    if (partners_[k].wanted < least - 0.5 || partners_[k].wanted > most + 0.5)
      refuse(partners_[k],
             std::to_string(std::llround(least)) + " to " + std::to_string(std::llround(most)) + " possible");
  }
}

// Iterative proportional fitting with room: each partner's followers and the others are brought to their
// number in turn by one guarded Newton step, monotone in the multiplier.
void PageDraw::solve(std::vector<Cell>& cells, double followers) const {
  refuse_alone(cells, followers);
  double all = 0;
  for (const Cell& cell : cells) all += cell.people;
  for (Cell& cell : cells) cell.rate *= std::max(1.0, followers) / std::max(1.0, all);
  std::size_t farthest = 0;
  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    double worst = 0;
    for (std::size_t k = 0; k < partners_.size(); ++k)
      for (const bool common : {true, false}) {
        const double off =
            step(cells, k, common, common ? partners_[k].wanted : followers - partners_[k].wanted);
        if (off > worst) worst = off, farthest = k;
      }
    if (worst < kCloseEnough) return;
  }
  refuse(partners_[farthest], "not possible beside the other overlaps");
}

// Scales the cells that follow (or do not follow) partner k towards so many people taken; how far off they
// were.
double PageDraw::step(std::vector<Cell>& cells, std::size_t k, bool common, double wanted) {
  const auto meant = [&](const Cell& cell) { return (cell.pattern >> k & 1U) == (common ? 1U : 0U); };
  double sum = 0, slope = 0;
  for (const Cell& cell : cells) {
    if (!meant(cell)) continue;
    sum += cell.taken();
    slope += (cell.people - cell.taken()) * cell.rate;
  }
  const double by = exact_exp(std::clamp((wanted - sum) / std::max(slope, 1e-9), -2.0, 2.0));
  for (Cell& cell : cells)
    if (meant(cell)) cell.rate = std::clamp(cell.rate * by, 1e-30, 1e30);
  return std::abs(sum - wanted);
}

std::map<std::uint64_t, std::uint32_t> PageDraw::quotas(const Strata& strata, std::uint32_t followers) const {
  if (partners_.empty())
    return strata.empty() ? std::map<std::uint64_t, std::uint32_t>{}
                          : std::map<std::uint64_t, std::uint32_t>{{0, followers}};
  std::vector<Cell> cells = cells_of(strata);
  solve(cells, followers);
  std::map<std::uint64_t, double> shares;
  for (const Cell& cell : cells) shares[cell.pattern] += cell.taken();
  // Whole people: the largest remainders round up.
  std::map<std::uint64_t, std::uint32_t> whole;
  std::vector<std::pair<double, std::uint64_t>> remainders;
  std::int64_t missing = followers;
  for (const auto& [pattern, share] : shares) {
    missing -= whole[pattern] = static_cast<std::uint32_t>(share);
    remainders.push_back({static_cast<double>(whole[pattern]) - share, pattern});
  }
  std::ranges::sort(remainders);
  for (std::size_t at = 0; missing > 0 && at < 8 * remainders.size(); ++at) {
    const std::uint64_t pattern = remainders[at % remainders.size()].second;
    if (whole[pattern] < strata.at(pattern).size()) ++whole[pattern], --missing;
  }
  return whole;
}

}  // namespace

void refuse_too_many_followers(const Portrait& portrait) {
  const std::vector<std::uint32_t> sizes = segment_sizes(portrait);
  for (const PagePortrait& page : portrait.pages) {
    double users = 0;
    for (std::size_t s = 0; s < sizes.size(); ++s)
      if (odds_of_following(page, s) > 0) users += sizes[s] * share_using(portrait.segments[s], page.layer);
    const double wanted = agents_following(portrait, page), k = portrait.people_per_agent;
    if (wanted > users + 0.5)
      throw Error(Fault::bad_input,
                  "accounts/" + page.id + "/followers",
                  std::to_string(std::llround(wanted * k)) + " followers wanted, " +
                      std::to_string(std::llround(users * k)) + " people of its segments use " +
                      portrait.layers[page.layer].platform,
                  "enlarge the segments or their use of it, or lower followers",
                  "S14");
  }
}

void follow_pages(const Portrait& portrait, const GrowOptions& options, Crowd& crowd) {
  refuse_too_many_followers(portrait);
  std::vector<std::uint32_t> followers;
  for (const PagePortrait& page : portrait.pages) followers.push_back(agents_following(portrait, page));
  for (std::uint32_t p = 0; p < portrait.pages.size(); ++p) {
    options.watch.leave_if_asked(kStoppedGrowing);
    PageDraw page(portrait, p, crowd);
    page.find_partners(followers);
    for (const Candidate& one : page.draw(options, followers[p]))
      crowd.follows[one.person] |= std::uint64_t{1} << p;
  }
}

}  // namespace gs
