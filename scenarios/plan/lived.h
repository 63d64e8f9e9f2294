// Which parts of a plan are lived in a world, with the same people and the same luck for the rest: posts, ads
// or seedings left out, other money behind ads. What a decision compares. The price of what is left out is
// nothing; moved hours and new posts need another plan.
#pragma once
#include <cstddef>
#include <vector>

#include "core/units.h"
#include "scenarios/plan/assumed.h"
#include "scenarios/plan/plan.h"

namespace gs {

struct Lived {
  std::vector<char> posts{}, ads{}, seedings{};  // 0: left out; empty: all are lived
  std::vector<std::vector<Money>> budgets{};     // of each ad, of each day of its flight; empty: as planned
  bool sharing = true;                           // false: nobody sees what others pass on
  bool without_ads = true;  // false: KPIs that ask for the world without ads are undefined
};

// An ad or a seeding is left out with its post.
bool lives_post(const Lived& lived, std::size_t post);
bool lives_ad(const Plan& plan, const Lived& lived, std::size_t ad);
bool lives_seeding(const Plan& plan, const Lived& lived, std::size_t seeding);

// What the world assumes of the parts that are lived, and nothing of the others.
AssumedWorld assume_lived(const Plan& plan, const Lived& lived, std::uint32_t replicate);

// Fees of the seedings that are left out: to be taken off the plan's.
Money fees_saved(const Plan& plan, const Lived& lived);

// Throws Error(our_defect) where the parts do not fit the plan.
void check_lived(const Plan& plan, const Lived& lived);

}  // namespace gs
