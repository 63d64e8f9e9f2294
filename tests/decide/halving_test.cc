// Made-up truths of publishing hours with a known best, found through the interface that plans have.
#include "scenarios/decide/hours/halving.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/draw.h"
#include "core/real.h"

namespace gs {
namespace {

// A day's slots every so many hours, the given hour first.
std::vector<MovablePost> posts_of(std::size_t count, int every, int given = 14) {
  std::vector<MovablePost> posts;
  for (std::size_t row = 0; row < count; ++row) {
    const auto day = static_cast<std::int64_t>(row);
    MovablePost post{.id = "p" + std::to_string(row), .account = "page", .slots = {{day, given, {}}}};
    for (int hour = 0; hour < 24; hour += every)
      if (hour != given) post.slots.push_back({day, hour, {}});
    posts.push_back(post);
  }
  return posts;
}

// People are awake around a peak of each post's own; the rest as the name says.
struct Rhythm {
  std::uint32_t index = 0;
  double height = 0;  // what the best hour brings over the worst, of 20 a post
  double luck = 2;    // of a slot of a post in a world

  int peak(std::size_t post) const { return static_cast<int>(24 * uniform({31, index}, {.subject = post})); }
  double worth(std::size_t post, int hour) const {
    const int apart = std::abs(hour - peak(post));
    return 20 + height * (1 - std::min(apart, 24 - apart) / 12.0);
  }
  double truth(const std::vector<MovablePost>& posts, const Timetable& at) const {
    double sum = 0;
    for (std::size_t post = 0; post < posts.size(); ++post)
      sum += worth(post, posts[post].slots[at[post]].hour);
    return sum;
  }
  TimetableEvaluator evaluator(const std::vector<MovablePost>& posts) const {
    return [this, &posts](const Timetable& at, Worlds worlds) {
      Delivered delivered;
      for (std::uint32_t k = worlds.first; k < worlds.first + worlds.count; ++k) {
        double sum = 30 * normal({7, k}, {.subject = 1});
        for (std::size_t post = 0; post < posts.size(); ++post) {
          const auto hour = static_cast<std::uint32_t>(posts[post].slots[at[post]].hour);
          sum +=
              worth(post, static_cast<int>(hour)) * exact_exp(.3 * normal({7, k}, {.subject = 100 + post})) +
              luck * normal({index, k}, {.subject = 200 + post, .content = hour});
        }
        delivered.goal.push_back(sum);
      }
      return delivered;
    };
  }
  double best(const std::vector<MovablePost>& posts) const {
    double sum = 0;
    for (std::size_t post = 0; post < posts.size(); ++post) {
      double most = 0;
      for (const Slot& slot : posts[post].slots) most = std::max(most, worth(post, slot.hour));
      sum += most;
    }
    return sum;
  }
};

TEST(Halving, FindsTheBestHoursOfAKnownRhythm) {
  for (std::uint32_t index = 0; index < 10; ++index) {
    const Rhythm rhythm{index, 10};
    const auto posts = posts_of(8, 2);
    const HoursOptimum found = optimize_hours(posts, {}, rhythm.evaluator(posts));
    EXPECT_TRUE(found.better) << index;
    EXPECT_GE(rhythm.truth(posts, found.answer), .98 * rhythm.best(posts)) << index;
    EXPECT_GT(found.verified.low, 0) << index;
  }
}

// 40 flat weeks: the proof lets at most one or two of them through by luck.
TEST(Halving, OfAFlatRhythmCallsNothingBetter) {
  int better = 0;
  for (std::uint32_t index = 0; index < 40; ++index) {
    const Rhythm flat{index, 0};
    const auto posts = posts_of(6, 3);
    const HoursOptimum found = optimize_hours(posts, {}, flat.evaluator(posts));
    better += found.better ? 1 : 0;
    if (!found.better) {
      EXPECT_EQ(found.answer, Timetable(6, 0));
      EXPECT_EQ(found.answer_delivered.goal, found.given_delivered.goal);
    }
  }
  EXPECT_LE(better, 2);
}

TEST(Halving, IsNeverBelowTheGivenPlanInTheWorldsOfItsSearch) {
  for (std::uint32_t index = 0; index < 30; ++index) {
    const Rhythm rhythm{index, index % 4 * 1.0, 6};
    const auto posts = posts_of(5, 4);
    const TimetableEvaluator evaluate = rhythm.evaluator(posts);
    const HoursOptions options;
    const HoursOptimum found = optimize_hours(posts, {}, evaluate, options);
    EXPECT_FALSE(beats(found.given_rating, found.best_rating)) << index;
    EXPECT_FALSE(beats(rate({}, evaluate(Timetable(5, 0), {0, options.whole})),
                       rate({}, evaluate(found.best, {0, options.whole}))));
  }
}

TEST(Halving, OfMoreHoursOrDaysNeverLowersTheOptimum) {
  for (std::uint32_t index = 0; index < 10; ++index) {
    const Rhythm rhythm{index, 10, 1};
    double before = 0;
    for (const int every : {12, 6, 3, 1}) {
      const auto posts = posts_of(4, every);
      const double value = rhythm.truth(posts, optimize_hours(posts, {}, rhythm.evaluator(posts)).best);
      EXPECT_GE(value, before * .999) << index << ' ' << every;
      before = value;
    }
  }
}

TEST(Halving, FindsTheDayAtTheHour) {
  auto posts = posts_of(3, 6);
  for (MovablePost& post : posts)
    for (std::int64_t day = 10; day < 14; ++day)
      for (const int hour : {0, 6, 12, 14, 18}) post.slots.push_back({day, hour, {}});
  const TimetableEvaluator evaluate = [&](const Timetable& at, Worlds worlds) {
    Delivered delivered;
    double sum = 100;
    for (std::size_t post = 0; post < posts.size(); ++post) {
      const Slot& slot = posts[post].slots[at[post]];
      sum += (slot.hour == 18 ? 5 : 0) + (slot.day == 10 + static_cast<std::int64_t>(post) ? 3 : 0);
    }
    for (std::uint32_t k = worlds.first; k < worlds.first + worlds.count; ++k)
      delivered.goal.push_back(sum + normal({3, k}, {.subject = 1}));
    return delivered;
  };
  const HoursOptimum found = optimize_hours(posts, {}, evaluate);
  ASSERT_TRUE(found.better);
  for (std::size_t post = 0; post < posts.size(); ++post) {
    EXPECT_EQ(posts[post].slots[found.answer[post]].hour, 18);
    EXPECT_EQ(posts[post].slots[found.answer[post]].day, 10 + static_cast<std::int64_t>(post));
    ASSERT_TRUE(found.alone[post]);
    EXPECT_NEAR(found.alone[post]->mean, 8, 1e-9);
  }
}

TEST(Halving, LetsNoTwoPostsOfAnAccountShareAnHour) {
  auto posts = posts_of(3, 2);
  for (std::size_t row = 0; row < 3; ++row)
    for (Slot& slot : posts[row].slots) slot.day = 0;
  posts[1].slots[0].hour = 13, posts[2].slots[0].hour = 15;
  const TimetableEvaluator evaluate = [&](const Timetable& at, Worlds worlds) {
    double sum = 0;
    for (std::size_t post = 0; post < 3; ++post) sum += posts[post].slots[at[post]].hour == 20 ? 10 : 0;
    for (std::size_t post = 0; post < 3; ++post) sum += posts[post].slots[at[post]].hour == 22 ? 4 : 0;
    return Delivered{.goal = std::vector<double>(worlds.count, sum), .conditions = {}, .spent = {}};
  };
  const HoursOptimum found = optimize_hours(posts, {}, evaluate);
  int at_twenty = 0, at_twenty_two = 0;
  for (std::size_t post = 0; post < 3; ++post) {
    at_twenty += posts[post].slots[found.answer[post]].hour == 20 ? 1 : 0;
    at_twenty_two += posts[post].slots[found.answer[post]].hour == 22 ? 1 : 0;
  }
  EXPECT_EQ(at_twenty, 1);
  EXPECT_EQ(at_twenty_two, 1);
}

TEST(Halving, KeepsTheConditionsOfItsGoal) {
  const auto posts = posts_of(2, 6);
  Objective objective;
  objective.conditions = {{"hides", true, 5, {}}};
  const TimetableEvaluator evaluate = [&](const Timetable& at, Worlds worlds) {
    double goal = 0, hides = 0;
    for (std::size_t post = 0; post < 2; ++post) {
      goal += posts[post].slots[at[post]].hour;
      hides += posts[post].slots[at[post]].hour == 18 ? 4 : 0;  // of both posts: too many
    }
    return Delivered{.goal = std::vector<double>(worlds.count, goal),
                     .conditions = {Draws(worlds.count, hides)},
                     .spent = {}};
  };
  const HoursOptimum found = optimize_hours(posts, objective, evaluate);
  EXPECT_TRUE(found.feasible);
  EXPECT_TRUE(found.better);
  EXPECT_EQ(found.answer_delivered.goal.front(), 18 + 14);
}

TEST(Halving, CostsNoMoreWorldsThanItSays) {
  const Rhythm rhythm{4, 10};
  const auto posts = posts_of(14, 2);
  const HoursOptions options;
  const HoursOptimum found = optimize_hours(posts, {}, rhythm.evaluator(posts), options);
  EXPECT_LE(found.worlds, worlds_of(posts.size(), {}, options) + 2 * options.proof);
}

}  // namespace
}  // namespace gs
