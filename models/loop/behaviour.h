// What one world assumes of posts, seedings, offers and people's memory. All numbers are plain reals, turned
// into integer thresholds once. Zero (or the default) turns a mechanism off. Of ads: paid/campaign_ad.h.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "models/action.h"

namespace gs {

// Of one post. Chances are per person exposed, in [0, 1].
struct PostBehaviour {
  double follow_intensity =
      0;  // P(a follower of activity x sees it) = 1 - exp(-x * follow_intensity); day factor included, its
          // mean over the page's followers where their clocks differ
  double share_intensity = 0;  // P(a listener of activity x sees a share) = 1 - exp(-x * share_intensity)
  double engaged = 0;          // P(a person reached does anything)
  std::array<double, kActs> given_engaged{};  // P(kind | engaged), each in [0,1]
  double extra_displays = 0;                  // mean of r in "an exposure counts 1 + r displays", r geometric

  // Recommended to strangers: people shown it per follow exposure, where it engages as usual. Its share
  // engaged so far against `usual_engaged` scales that by (share / usual)^discovery_exponent.
  double discovery = 0;
  double usual_engaged = 0;       // P(a person reached does anything) of a typical post; 0: not scaled
  double discovery_exponent = 1;  // assumption

  // Rarer acts, each with a coin of its own. Who saves or follows is one of the engaged: min(it, engaged).
  double save = 0;
  double follow = 0;             // of a person who does not follow the post's page
  double hide = 0;               // then he sees no more of the page in this run, not even its ads
  double unfollow = 0;           // of a follower, besides those who hide: what churn asks per exposure
  double unfollow_of_hides = 0;  // share of hiding followers who leave the page as well

  double visit = 0;  // P(a person who clicked the post visits what its offer sells)

  double negative = 0;        // P(a comment is negative)
  double negative_upset = 0;  // the same of a person upset with the page
  double answered = 1;  // of talk against a page: chance to pass it on once it is answered, times before
};

// What negative comments and talk against a page do to people. Off where the factor is 1.
struct Mood {
  double reads = 0;  // P(a person exposed reads one of the post's comments)
  double puts_off =
      1;  // chances to hide and to leave, times the usual, of who read a negative one or is upset
};

struct SeedingBehaviour {
  double intensity = 0;  // P(a follower of that page, of activity x, sees it) = 1 - exp(-x * intensity)
};

// Of one offer: what a visit leads to, each by coins of its own, after the delay of models/buying.
struct OfferBehaviour {
  double lead = 0;  // P(a visit leaves a contact)
  double sale = 0;  // P(a visit buys)
  double view = 0;  // P(an ad's impression that was not clicked is followed by a sale within a day)
};

// What people who follow a page carry from before hour 0, by activity class: levels of loop/fading.h. Empty:
// nothing.
struct Earlier {
  std::vector<std::uint16_t> crowd{}, brand{};  // of the page's posts; of the brand's
};

// What earlier exposures do to the next one, for one person. Off where strengths are 0 and factors 1.
struct Memory {
  double crowding = 0;  // P(the feed finds room) = exp(-crowding * exposures by the same page lately)
  double crowding_half_life = 12;  // hours
  double fatigue = 0;              // chances to act times exp(-fatigue * exposures of the brand lately)
  double fatigue_half_life = 72;   // hours
  double frequency_keep = 1;  // response to each paid impression of a week beyond the second: DEFAULTS 6, .9
  double hides_when_often = 1;  // hides from the sixth paid impression of a week on: DEFAULTS 6, 1.3
  bool operator==(const Memory&) const = default;
};

}  // namespace gs
