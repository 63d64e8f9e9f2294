// Pages are laid out once, when the audience is grown.
#include "core/audience.h"

#include <algorithm>
#include <functional>

#include "core/error.h"

namespace gs {

People people_of(const Audience& audience, std::vector<std::uint32_t> agents) {
  const bool ascending = std::ranges::adjacent_find(agents, std::greater_equal<>()) == agents.end();
  if (!ascending || (!agents.empty() && agents.back() >= audience.agents))
    throw Error(Fault::our_defect, "people_of", "people are ascending agents of the audience");
  People people{.agents = std::move(agents), .persons = {}, .classes = {}};
  for (const std::uint32_t agent : people.agents) {
    people.persons.push_back(audience.person[AgentId{agent}]);
    people.classes.push_back(audience.activity_class[AgentId{agent}]);
  }
  return people;
}

void add_page(Audience& audience, std::uint32_t layer, std::vector<std::uint32_t> followers) {
  if (audience.pages.size() >= kMostPages)
    throw Error(
        Fault::limit, "pages", "more than 64 accounts", "leave out the accounts that do not post", "S15");
  Page page{.layer = layer, .followers = people_of(audience, std::move(followers))};
  audience.follows.rows.resize(audience.agents, 0);
  const std::uint64_t bit = std::uint64_t{1} << audience.pages.size();
  for (const std::uint32_t agent : page.followers.agents) audience.follows[AgentId{agent}] |= bit;
  audience.pages.push_back(std::move(page));
}

}  // namespace gs
