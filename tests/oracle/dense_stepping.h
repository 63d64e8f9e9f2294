// The slow twin of run_world: every person is asked in every hour, in plain containers, from the words of the
// method notes alone. It shares core's addressed draws and the delivery of ads with the engine, and nothing
// of models/exposure, models/loop, models/buying or models/calendar.
#pragma once
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/support/worlds.h"

namespace gs::testing_worlds {

class DenseStepping {
 public:
  DenseStepping(const Plan& plan, World world) : plan_(plan), world_(world) {}
  Ledger run();

 private:
  using Number = std::uint32_t;
  // What is put before people: a post on its own page, an ad's impression of it, or a seeding of it.
  enum class Kind : std::uint8_t { own, ad, seeding };
  struct Offer {
    Number hour = 0, agent = 0;
    Kind kind = Kind::own;
    Number index = 0, day = 0;  // the post, the ad or the seeding; the day of the flight
    Source source = Source::follow;
    Number round = 0;
    auto operator<=>(const Offer&) const = default;
  };
  struct Lately {
    Number hour = 0;
    std::uint64_t level = 0;
  };

  // Words of an address, and people.
  Number post_of(const Offer& offer) const;
  const CampaignPost& planned(Number post) const { return plan_.campaign.posts[post]; }
  Number via(const Offer& offer) const;  // the page where it is met
  Number person(Number agent) const { return plan_.audience.person[AgentId{agent}]; }
  double activity(Number agent) const;
  Number segment(Number agent) const;
  std::uint64_t word(Number post, Purpose why, Number agent, std::uint64_t subject = 0) const;
  std::uint64_t ad_word(Number key, Purpose why, Number agent, Number occasion) const;
  bool follows_now(Number agent, Number page) const;

  // Putting things before people.
  double day_share(Number agent, Number page, Number at) const;
  Number delay(Number page, Number from, Number quantile, Number agent) const;
  void put(const Offer& offer);
  void broadcast(Number agent, const Offer& offer, double intensity);
  void publish(Number hour, Number post);
  void seed(Number hour, Number seeding);
  void advertise(Number ad, const Served& served);
  void retarget(Number hour);
  void recommend(Number hour, Number post);

  // What happens to one person.
  void ask(Number hour, Number agent);
  bool comes_up(const Offer& offer) const;
  void meet(const Offer& offer);
  HourCounts& cell(const Offer& offer);
  Number repeats(Number agent, Number post) const;
  void show_ad(const Offer& offer, Number nth);
  bool act(const Offer& offer, std::uint64_t response);
  void pass_on(const Offer& offer);
  void act_rarely(const Offer& offer, bool engaged, bool followed, Number nth);
  void hide(const Offer& offer, std::uint64_t word, bool followed, Number nth);
  void count(const Offer& offer, Action action);
  void begin_to_follow(const Offer& offer);

  // What fades.
  static std::uint64_t faded(const Lately& lately, Number hour, double half_life);
  static std::uint64_t response(std::uint64_t level, double strength);
  void raise(Lately& lately, Number hour, double half_life);
  bool is_brand(Number page) const { return plan_.campaign.brand_pages >> page & 1U; }

  // What is bought.
  struct Till {
    Number key = 0, offer = kNoOffer;
    double visit = 0;
    Number occasion = 0;
  };
  void click(const Offer& offer, const Till& till, AdCounts* ad);
  void view(const Offer& offer, const Till& till, AdCounts& ad);
  void book(const Offer& offer, Number hour, std::uint32_t Outcomes::*what, AdCounts* ad);
  void expect(const Offer& offer, std::uint64_t Outcomes::*what, std::uint64_t chance, AdCounts* ad);

  void open();
  void close();

  const Plan& plan_;
  World world_;
  Ledger ledger_;
  std::set<Offer> offered_;
  std::map<Number, std::set<Number>> seen_;
  std::map<Number, Number> times_;            // exposures and paid impressions more, by agent
  std::map<Number, std::set<Number>> shown_;  // ads, by agent
  std::set<std::pair<Number, Number>> met_;   // agent, layer
  std::set<Number> engaged_;
  std::map<std::pair<Number, Number>, HourCounts> cells_;
  std::set<std::pair<Number, Number>> follows_, left_, hidden_;  // agent, page
  std::map<Number, std::vector<Number>> engagers_;               // by page
  std::map<std::pair<Number, Number>, Lately> crowd_;            // agent, page
  std::map<Number, Lately> brand_;
  std::map<std::pair<Number, Number>, Number> paid_;  // agent, week
  std::map<Number, std::set<Number>> recommended_;    // agents, by post
  std::map<std::tuple<Number, Number, Source>, Outcomes> books_;
};

}  // namespace gs::testing_worlds
