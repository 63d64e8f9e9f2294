// Draw and expectation of every stage in the list agree: the drawn mean lies within 4.5 standard errors of
// expected<double>, with a standard error of at most 0.12 % (0.2 % for Share), so that a bias of 1 % would be
// seen.
#include "models/exposure/stages.h"

#include <gtest/gtest.h>

#include "core/summary.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

using namespace testing_worlds;

struct Comparison {
  const char* what;
  double drawn, standard_error, expected;
};

Comparison compare(const char* what, const std::vector<double>& draws, double expected) {
  return {what, mean_of(draws), std::sqrt(variance_of(draws) / static_cast<double>(draws.size())), expected};
}

// Every class equally often, so that the audience itself adds no chance to the comparison.
Audience evenly_active() {
  Audience grown = grow_audience({.followers = 60000, .mean_listeners = 60}, 5, 0);
  for (std::uint32_t a = 0; a < grown.agents; ++a)
    grown.activity_class[AgentId{a}] = static_cast<std::uint8_t>(a % kActivityClasses);
  std::vector<std::uint32_t> followers = grown.pages[0].followers.agents;
  grown.pages.clear();
  add_page(grown, 0, std::move(followers));
  return grown;
}
const Audience& audience() {
  static const Audience grown = evenly_active();
  return grown;
}

PostScene scene_of(const CampaignPost& post, const PostBehaviour& behaviour, std::uint32_t replicate) {
  return {audience(), post, behaviour, 77, {31, replicate}, 0};
}

// One way to measure each stage; a stage without one does not compile.
template <class S>
struct Trial;

template <>
struct Trial<Follow> {
  static std::vector<Comparison> run() {
    const PostBehaviour behaviour{.follow_intensity = 0.4};
    std::vector<double> seen;
    for (std::uint32_t p = 0; p < 60; ++p) {
      Calendar calendar;
      calendar.open(1, 0, std::vector{flat_timing(1)});
      const CampaignPost post{p, Tick{0}};
      Follow(scene_of(post, behaviour, p)).draw(audience(), Tick{0}, calendar);
      seen.push_back(static_cast<double>(calendar.bucket(0).size()));
    }
    return {compare("people", seen, Follow::expected<double>({60000, audience().activity, 0.4}))};
  }
};

template <>
struct Trial<Share> {
  static std::vector<Comparison> run() {
    const PostBehaviour behaviour{.share_intensity = 0.5};
    // What a sharer's own number of listeners explains is taken out (it has a heavy tail; its mean is a test
    // of the population), so that the comparison is one per link.
    const double per_link = Share::expected<double>({1.0, audience().activity, 0.5});
    const double wanted = Share::expected<double>({60.0, audience().activity, 0.5});
    std::vector<double> seen;
    for (std::uint32_t p = 0; p < 3; ++p) {
      Calendar calendar;
      calendar.open(3, 0, std::vector{flat_timing(1)});
      const CampaignPost post{p, Tick{0}};
      const Share share(scene_of(post, behaviour, p));
      for (std::uint32_t sharer = 0; sharer < audience().agents; ++sharer) {
        share.draw(audience(), {AgentId{sharer}, Tick{1}, 0, 0}, calendar);
        const auto links = static_cast<double>(listeners_of(audience().layers[0], AgentId{sharer}).size());
        seen.push_back(static_cast<double>(calendar.bucket(2).size()) + per_link * (60.0 - links));
        calendar.bucket(2).clear();
      }
    }
    return {compare("people per sharer", seen, wanted)};
  }
};

template <>
struct Trial<Displays> {
  static std::vector<Comparison> run() {
    std::vector<Comparison> results;
    for (const double extra : {0.2, 0.7, 3.0, 15.0}) {
      const PostBehaviour behaviour{.extra_displays = extra};
      const CampaignPost post{8, Tick{0}};
      const Displays displays(scene_of(post, behaviour, 0));
      std::vector<double> drawn;
      for (std::uint32_t person = 0; person < 1000000; ++person) drawn.push_back(displays.draw(person));
      results.push_back(compare("displays", drawn, Displays::expected<double>({extra})));
    }
    return results;
  }
};

template <>
struct Trial<Acts> {
  static std::vector<Comparison> run() {
    const PostBehaviour behaviour{.engaged = 0.6, .given_engaged = {0.7, 0.5, 0.4, 0.6}};
    const CampaignPost post{9, Tick{0}};
    const Acts acts(scene_of(post, behaviour, 0));
    std::vector<std::vector<double>> done(1 + kActs);
    for (std::uint32_t person = 0; person < 2000000; ++person) {
      const Acts::Outcome outcome = acts.draw(person);
      done[0].push_back(outcome.engaged);
      for (std::size_t k = 0; k < kActs; ++k) done[1 + k].push_back(outcome.kinds >> k & 1);
    }
    const auto expected = Acts::expected<double>({behaviour.engaged, behaviour.given_engaged});
    std::vector<Comparison> results;
    for (std::size_t i = 0; i < done.size(); ++i)
      results.push_back(compare(i == 0 ? "engaged" : kActionNames[i - 1].data(), done[i], expected[i]));
    return results;
  }
};

template <>
struct Trial<Seeding> {
  static std::vector<Comparison> run() {
    std::vector<double> seen;
    for (std::uint32_t p = 0; p < 60; ++p) {
      Calendar calendar;
      calendar.open(1, 0, std::vector{flat_timing(1)});
      const CampaignPost post{p, Tick{0}};
      const PostBehaviour behaviour;
      PostScene scene = scene_of(post, behaviour, p);
      scene.seeding_intensity = 0.4;
      Seeding(scene).draw(audience(), Tick{0}, calendar);
      seen.push_back(static_cast<double>(calendar.bucket(0).size()));
    }
    return {compare("people", seen, Seeding::expected<double>({60000, audience().activity, 0.4}))};
  }
};

template <>
struct Trial<Discovery> {
  static std::vector<Comparison> run() {
    const PostBehaviour behaviour{
        .follow_intensity = .05, .discovery = 1.5, .usual_engaged = .05, .discovery_exponent = .7};
    const Momentum momentum{.followed = 2000, .exposures = 2600, .engaged = 221};
    std::vector<double> offered;
    for (std::uint32_t p = 0; p < 60; ++p) {
      Calendar calendar;
      calendar.open(3, 0, std::vector{flat_timing(1)});
      const CampaignPost post{p, Tick{0}};
      Queue queue;
      Discovery(scene_of(post, behaviour, p)).draw(audience(), {Tick{0}, momentum}, queue, calendar);
      offered.push_back(static_cast<double>(calendar.bucket(1).size()));
    }
    return {compare("people", offered, Discovery::expected<double>({2000, 2600, 221, 1.5, .05, .7}))};
  }
};

template <>
struct Trial<Crowding> {
  static std::vector<Comparison> run() {
    const CampaignPost post{10, Tick{0}};
    const PostBehaviour behaviour;
    const Fading law(.3, 12);
    PostScene scene = scene_of(post, behaviour, 0);
    scene.crowding = &law;
    const Crowding crowding(scene);
    std::vector<Comparison> results;
    for (const double others : {0.0, 0.5, 1.0, 3.0}) {
      std::vector<double> room;
      const auto level = static_cast<std::uint16_t>(others * Fading::kOne);
      for (std::uint32_t person = 0; person < 1000000; ++person)
        room.push_back(crowding.draw(person, level) ? 1 : 0);
      results.push_back(compare("room", room, Crowding::expected<double>({.3, others})));
    }
    return results;
  }
};

template <>
struct Trial<Fatigue> {
  static std::vector<Comparison> run() {
    const CampaignPost post{11, Tick{0}};
    const PostBehaviour behaviour{.engaged = .8};
    const Fading law(.2, 72);
    PostScene scene = scene_of(post, behaviour, 0);
    scene.fatigue = &law;
    const Acts acts(scene);
    std::vector<Comparison> results;
    for (const double shown : {0.0, 1.0, 4.0}) {
      std::vector<double> engaged;
      const std::uint32_t response = Fatigue(scene).draw(static_cast<std::uint16_t>(shown * Fading::kOne));
      for (std::uint32_t person = 0; person < 1000000; ++person)
        engaged.push_back(acts.draw(person, response).engaged ? 1 : 0);
      results.push_back(compare("engaged", engaged, .8 * Fatigue::expected<double>({.2, shown})));
    }
    return results;
  }
};

template <>
struct Trial<Frequency> {
  static std::vector<Comparison> run() {
    const CampaignPost post{12, Tick{0}};
    const PostBehaviour behaviour;
    PostScene scene = scene_of(post, behaviour, 0);
    scene.memory.frequency_keep = .9;
    const Frequency frequency(scene);
    std::vector<Comparison> results;
    for (const std::uint32_t nth : {1U, 2U, 3U, 4U, 12U}) {
      std::vector<double> clicked;
      const std::uint64_t click = threshold_of(.5) * frequency.draw(nth) >> 16;
      for (std::uint32_t person = 0; person < 1000000; ++person)
        clicked.push_back(static_cast<std::uint32_t>(coin_word(nth, person)) < click ? 1 : 0);
      results.push_back(compare("clicked", clicked, .5 * Frequency::expected<double>({.9, nth})));
    }
    return results;
  }
};

template <>
struct Trial<RareActs> {
  static std::vector<Comparison> run() {
    const CampaignPost post{13, Tick{0}};
    const PostBehaviour b{
        .engaged = .8, .save = .4, .follow = .3, .hide = .5, .unfollow = .4, .unfollow_of_hides = .6};
    const PostScene scene = scene_of(post, b, 0);
    const RareActs rare(scene);
    const Acts acts(scene);
    std::vector<std::vector<double>> done(4);
    for (std::uint32_t person = 0; person < 1000000; ++person) {
      const bool engaged = acts.draw(person).engaged;
      const std::uint32_t stranger = rare.draw({.key = person, .engaged = engaged});
      const std::uint32_t follower = rare.draw({.key = person, .engaged = engaged, .follows = true});
      const std::array<std::uint32_t, 4> bits{stranger >> index_of(Action::save),
                                              stranger >> index_of(Action::follow),
                                              follower >> index_of(Action::hide),
                                              follower >> index_of(Action::unfollow)};
      for (std::size_t k = 0; k < 4; ++k) done[k].push_back(bits[k] & 1U);
    }
    const auto expected = RareActs::expected<double>({.8, .4, .3, .5, .4, .6});
    std::vector<Comparison> results;
    for (std::size_t k = 0; k < 4; ++k)
      results.push_back(compare(kActionNames[kActs + k].data(), done[k], expected[k]));
    const std::vector<Comparison> off = put_off();
    results.insert(results.end(), off.begin(), off.end());
    return results;
  }
  // A quarter of the people are put off, and then three times as ready to hide and to leave.
  static std::vector<Comparison> put_off() {
    const CampaignPost post{13, Tick{0}};
    const PostBehaviour b{.hide = .3, .unfollow = .2, .unfollow_of_hides = .6};
    PostScene scene = scene_of(post, b, 0);
    scene.mood.puts_off = 3;
    const RareActs rare(scene);
    std::vector<double> hides, leaves;
    for (std::uint32_t person = 0; person < 1000000; ++person) {
      const std::uint32_t acts = rare.draw({.key = person, .follows = true, .put_off = person % 4 == 0});
      hides.push_back(acts >> index_of(Action::hide) & 1U);
      leaves.push_back(acts >> index_of(Action::unfollow) & 1U);
    }
    const auto expected = RareActs::expected<double>({0, 0, 0, .3, .2, .6, .25, 3});
    return {compare("hides, some put off", hides, expected[2]),
            compare("leaves, some put off", leaves, expected[3])};
  }
};

template <>
struct Trial<Tone> {
  static std::vector<Comparison> run() {
    const CampaignPost post{14, Tick{0}};
    const PostBehaviour b{.negative = .3, .negative_upset = .7};
    PostScene scene = scene_of(post, b, 0);
    scene.mood.reads = .6;
    const Tone tone(scene);
    const Remarks remarks{.comments = 7, .negative = 3};
    std::vector<double> negative, meets;
    for (std::uint32_t person = 0; person < 2000000; ++person) {
      negative.push_back(tone.draw(person, person % 5 == 0));
      meets.push_back(tone.meets(person, remarks));
    }
    const auto expected = Tone::expected<double>({.3, .7, .2, .6, 3.0 / 7});
    return {compare("negative", negative, expected[0]), compare("meets", meets, expected[1])};
  }
};

template <>
struct Trial<Buying> {
  static std::vector<Comparison> run() {
    const OfferBehaviour offer{.lead = .6, .sale = .5, .view = .4};
    const Buying buying(World{31, 0}, 14, .8, &offer);
    std::vector<std::vector<double>> bought(4);
    const std::uint64_t views = buying.view_stream(3);
    for (std::uint32_t person = 0; person < 1000000; ++person) {
      const Buying::Purchase purchase = buying.draw(person, 3);
      bought[0].push_back(purchase.visit);
      bought[1].push_back(purchase.lead);
      bought[2].push_back(purchase.sale);
      bought[3].push_back(buying.draw_view(views, person) < Buying::kViewHours);
    }
    const auto expected = Buying::expected<double>({.8, .6, .5, .4});
    return {compare("visits", bought[0], expected[0]),
            compare("leads", bought[1], expected[1]),
            compare("sales", bought[2], expected[2]),
            compare("view sales", bought[3], expected[3])};
  }
};

template <class L>
struct TypesOf;
template <class... S>
struct TypesOf<List<S...>> {
  using type = testing::Types<S...>;
};

template <class S>
class EveryStage : public testing::Test {};
TYPED_TEST_SUITE(EveryStage, TypesOf<Stages>::type);

TYPED_TEST(EveryStage, DrawsOnAverageWhatItExpects) {
  for (const Comparison& c : Trial<TypeParam>::run()) {
    EXPECT_NEAR(c.drawn, c.expected, 4.5 * c.standard_error) << TypeParam::name << ": " << c.what;
    EXPECT_LT(c.standard_error, 0.0022 * c.expected) << TypeParam::name << ": " << c.what;
  }
}

// The fit's automatic derivatives pass through the same formulas as numbers.
struct Dual {
  double value, slope;
  explicit Dual(double v = 0, double s = 0) : value(v), slope(s) {}
  Dual& operator+=(const Dual& o) { return value += o.value, slope += o.slope, *this; }
  Dual& operator*=(const Dual& o) { return *this = Dual(value * o.value, value * o.slope + slope * o.value); }
  friend Dual operator+(double a, const Dual& b) { return Dual(a + b.value, b.slope); }
  friend Dual operator-(double a, const Dual& b) { return Dual(a - b.value, -b.slope); }
  friend Dual operator-(const Dual& a, const Dual& b) { return Dual(a.value - b.value, a.slope - b.slope); }
  friend Dual operator-(const Dual& a) { return Dual(-a.value, -a.slope); }
  friend Dual operator*(double a, const Dual& b) { return Dual(a * b.value, a * b.slope); }
  friend Dual operator*(Dual a, const Dual& b) { return a *= b; }
  friend Dual operator/(const Dual& a, double b) { return Dual(a.value / b, a.slope / b); }
  friend Dual operator/(const Dual& a, const Dual& b) {
    return Dual(a.value / b.value, (a.slope * b.value - a.value * b.slope) / (b.value * b.value));
  }
  friend Dual exp(const Dual& a) { return Dual(std::exp(a.value), a.slope * std::exp(a.value)); }
};

TEST(EveryExpectation, HasTheDerivativeThatSmallStepsShow) {
  const std::vector<double> activity = activity_classes(1.0);
  const Dual seen = Follow::expected<Dual>({1000, activity, Dual(0.3, 1)});
  const auto follow = [&](double m) { return Follow::expected<double>({1000, activity, m}); };
  EXPECT_NEAR(seen.value, follow(0.3), 1e-9);
  EXPECT_NEAR(seen.slope, (follow(0.3 + 1e-5) - follow(0.3 - 1e-5)) / 2e-5, 1e-4);
  const Dual shown = Displays::expected<Dual>({Dual(2.0, 1)});
  const auto displays = [](double m) { return Displays::expected<double>({m}); };
  EXPECT_NEAR(shown.slope, (displays(2.0 + 1e-5) - displays(2.0 - 1e-5)) / 2e-5, 1e-6);
}

TEST(Follow, ShowsOneFollowerWhatHisOwnActivityAllows) {
  // Class by class: the chance of activity x is 1 - exp(-x m), and it never falls as activity grows.
  const PostBehaviour behaviour{.follow_intensity = 0.5};
  const std::vector<std::uint64_t> thresholds =
      see_thresholds(audience().activity, behaviour.follow_intensity);
  EXPECT_TRUE(std::ranges::is_sorted(thresholds));
  for (std::size_t c = 0; c < thresholds.size(); ++c)
    EXPECT_NEAR(
        static_cast<double>(thresholds[c]) * 0x1p-32, 1 - std::exp(-0.5 * audience().activity[c]), 1e-9);
}

}  // namespace
}  // namespace gs
