// Halving by rating, acceptance by paired interval, proof.
#include "scenarios/decide/hours/halving.h"

#include <algorithm>
#include <set>

namespace gs {
namespace {

using TriedTimes = TriedOf<Timetable>;

// Keeps more of the conditions, or as much and is told apart from the other.
bool improves(const Objective& objective, const Delivered& one, const Delivered& other) {
  const Rating a = rate(objective, one), b = rate(objective, other);
  if (a.breach != b.breach) return a.breach < b.breach;
  return paired(objective, one, other).better();
}

// The best of about ten equal slots leads by some standard errors by luck alone: three are asked for.
bool improves_beyond_choice(const Objective& objective, const Delivered& one, const Delivered& other) {
  constexpr double kWider = 1.5;  // than the 95 % interval
  const Rating a = rate(objective, one), b = rate(objective, other);
  if (a.breach != b.breach) return a.breach < b.breach;
  const Paired difference = paired(objective, one, other);
  return difference.mean - kWider * (difference.mean - difference.low) > 0;
}

// Slots of one post that are looked at together.
enum class Step : std::uint8_t { hours_of_the_day, days_at_the_hour };

class Search {
 public:
  Search(std::span<const MovablePost> posts, const TriedTimes& tried, const HoursOptions& options)
      : posts_(posts), tried_(tried), options_(options), finalists_(posts.size()) {}

  Timetable run() {
    Timetable at(posts_.size(), 0);
    for (std::size_t pass = 0; pass < options_.passes; ++pass) {
      if (pass > 0 && tried_.worlds() >= options_.enough) break;
      bool moved = false;
      for (std::size_t post = 0; post < posts_.size(); ++post)
        moved = (pass == 0 ? first_look(post, at) : settle(post, finalists(post, at), at)) || moved;
      if (!moved) break;
    }
    return at;
  }

 private:
  bool first_look(std::size_t post, Timetable& at) {
    const bool hour = settle(post, contenders(post, Step::hours_of_the_day, at), at);
    const bool day = settle(post, contenders(post, Step::days_at_the_hour, at), at);
    return hour || day;
  }

  std::vector<std::size_t> finalists(std::size_t post, const Timetable& at) const {
    std::vector<std::size_t> slots{at[post]};
    for (const std::size_t slot : finalists_[post])
      if (slot != at[post] && !taken(post, slot, at)) slots.push_back(slot);
    return slots;
  }

  // Where the post is comes first: it wins ties.
  std::vector<std::size_t> contenders(std::size_t post, Step step, const Timetable& at) const {
    const std::vector<Slot>& slots = posts_[post].slots;
    const Slot& here = slots[at[post]];
    std::vector<std::size_t> all{at[post]};
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      const bool looked_at =
          step == Step::hours_of_the_day ? slots[slot].day == here.day : slots[slot].hour == here.hour;
      if (slot != at[post] && (slot == 0 || (looked_at && !taken(post, slot, at)))) all.push_back(slot);
    }
    return all;
  }

  bool taken(std::size_t post, std::size_t slot, const Timetable& at) const {
    if (slot == 0) return false;
    const Slot& wanted = posts_[post].slots[slot];
    for (std::size_t other = 0; other < posts_.size(); ++other) {
      const Slot& held = posts_[other].slots[at[other]];
      if (other != post && posts_[other].account == posts_[post].account && held.day == wanted.day &&
          held.hour == wanted.hour)
        return true;
    }
    return false;
  }

  bool settle(std::size_t post, std::vector<std::size_t> slots, Timetable& at) {
    const auto with = [&](std::size_t slot) {
      Timetable other = at;
      other[post] = slot;
      return other;
    };
    for (std::size_t worlds = options_.few; slots.size() > 1; worlds = std::min(2 * worlds, options_.most)) {
      std::ranges::stable_sort(slots, [&](std::size_t a, std::size_t b) {
        return beats(tried_.rating(with(a), worlds), tried_.rating(with(b), worlds));
      });
      const bool last = slots.size() <= 3 || worlds == options_.most;
      if (last)
        finalists_[post].insert(slots.begin(),
                                slots.begin() + std::min<std::ptrdiff_t>(2, std::ssize(slots)));
      slots.resize(worlds == options_.most ? 1 : (slots.size() + 1) / 2);
    }
    const std::size_t winner = slots.front();
    if (winner == at[post] || !improves_beyond_choice(tried_.objective(),
                                                      tried_.delivered(with(winner), options_.most),
                                                      tried_.delivered(at, options_.most)))
      return false;
    at[post] = winner;
    return true;
  }

  std::span<const MovablePost> posts_;
  const TriedTimes& tried_;
  const HoursOptions& options_;
  std::vector<std::set<std::size_t>> finalists_;
};

void prove(const Objective& objective,
           const TimetableEvaluator& evaluate,
           const HoursOptions& options,
           HoursOptimum& optimum) {
  const Timetable given(optimum.best.size(), 0);
  const Worlds fresh{options.fresh, options.proof};
  optimum.given_delivered = evaluate(given, fresh);
  const bool same = optimum.best == given;
  Delivered best = same ? optimum.given_delivered : evaluate(optimum.best, fresh);
  optimum.worlds += fresh.count * (same ? 1 : 2);
  optimum.verified = paired(objective, best, optimum.given_delivered);
  optimum.better = !same && improves(objective, best, optimum.given_delivered);
  optimum.answer = optimum.better ? optimum.best : given;
  optimum.answer_delivered = optimum.better ? std::move(best) : optimum.given_delivered;
  optimum.feasible = rate(objective, optimum.answer_delivered).breach == 0;
}

// What each move brings with the others as they are, in worlds that chose none of them.
void tell_alone(const Objective& objective,
                const TimetableEvaluator& evaluate,
                const HoursOptions& options,
                HoursOptimum& optimum) {
  optimum.alone.assign(optimum.best.size(), std::nullopt);
  if (!optimum.better) return;
  const Worlds unseen{options.unseen, options.alone};
  const Delivered all = evaluate(optimum.best, unseen);
  optimum.worlds += unseen.count;
  for (std::size_t post = 0; post < optimum.best.size(); ++post) {
    if (optimum.best[post] == 0) continue;
    Timetable back = optimum.best;
    back[post] = 0;
    optimum.alone[post] = paired(objective, all, evaluate(back, unseen));
    optimum.worlds += unseen.count;
  }
}

}  // namespace

HoursOptimum optimize_hours(std::span<const MovablePost> posts,
                            const Objective& objective,
                            const TimetableEvaluator& evaluate,
                            const HoursOptions& options) {
  HoursOptimum optimum;
  const TriedTimes tried(objective, evaluate);
  const Timetable given(posts.size(), 0);
  optimum.best = Search(posts, tried, options).run();
  optimum.given_rating = tried.rating(given, options.whole);
  optimum.best_rating = tried.rating(optimum.best, options.whole);
  if (!beats(optimum.best_rating, optimum.given_rating))
    optimum.best = given, optimum.best_rating = optimum.given_rating;
  optimum.worlds = tried.worlds(), optimum.tried = tried.candidates();
  prove(objective, evaluate, options, optimum);
  tell_alone(objective, evaluate, options, optimum);
  return optimum;
}

std::size_t worlds_of(std::size_t posts, const SlotRules& rules, const HoursOptions& options) {
  const auto slots = static_cast<std::size_t>(24 / rules.every + 2 * rules.days + 2);
  return 2 * options.whole + options.alone +
         posts * (2 * options.few * slots + 2 * options.most + options.alone);
}

}  // namespace gs
