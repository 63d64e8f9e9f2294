// The people of a plan of several pages, of segments or of seedings: the document's audience as a portrait,
// and each page's people as the mean field meets them.
#pragma once
#include <cstddef>
#include <vector>

#include "models/fit/mean_field.h"
#include "models/portrait.h"
#include "scenarios/document/scenario.h"
#include "scenarios/plan/plan.h"

namespace gs {

// Whether the plan needs a portrait: more than one page, segments, or hosts of seedings. A plan without meets
// the default audience of its page, the one that fits and backtests meet.
bool needs_portrait(const Scenario& scenario, const std::vector<PlannedPage>& pages);

// Without segments everybody is in one, as large as the pages' followers and `outsiders_per_follower` more.
// Throws Error(bad_input) when a page has more followers than its platform has users in the portrait.
Portrait portrait_of(const Scenario& scenario, const std::vector<PlannedPage>& pages);

// Each page's followers and the others on its platform, as `expected` forms know them.
std::vector<MeanFieldAudience> mean_fields_of(const Portrait& portrait);

// The spread with which a median post is seen by as many of these people as theta's would give if whoever a
// share reaches had no more listeners than the mean. So theta was fitted; where links are returned, the same
// spread would pass a post on several times as often.
double carried_spread(const Theta& theta, const MeanFieldAudience& people);

// How many a page's posts meet, told without growing them. Agents.
struct PageCrowd {
  double agents = 0, links = 0;  // of the whole audience: its people, its links on all layers
  double users = 0;              // of the page's platform
  double followers = 0;          // of the page
  double listeners = 0;          // of a user there, on average
  double people_per_agent = 1;
};
PageCrowd crowd_of(const PlanRequest& request, std::size_t page);

// People an ad may be shown to, of those a page's posts meet. Agents.
double shown_to(const PlanRequest& request, const PlannedAd& ad, std::size_t page);

}  // namespace gs
