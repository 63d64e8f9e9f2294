// Who follows which page.
// Method: a page takes the people of the smallest priority E / odds among the users of its platform, E
// exponential and addressed by (page, person) (Efraimidis and Spirakis 2006: sampling without replacement in
// proportion to odds). So more followers only add people, and a page more changes nobody else's. A page with
// stated overlaps is drawn after the pages before it, in the order of rows: its followers come in quotas from
// those who follow this and that of its partners and those who do not. The quotas maximise entropy: people of
// one pattern and segment are taken at 1 - exp(-odds t l_1 l_2 ..), with t and the l of each partner solved
// so that followers and every stated overlap are met; inside a quota the smallest priorities are taken.
// Does not promise that the quotas of a page with partners only grow with its followers.
#pragma once
#include <cstdint>

#include "models/people/crowd.h"

namespace gs {

// Fills crowd.follows. Throws Error(bad_input) when more followers are wanted than there are users, or the
// overlaps of a page cannot hold.
void follow_pages(const Portrait& portrait, const GrowOptions& options, Crowd& crowd);

// Throws Error(bad_input) when a page wants more followers than are expected to use its platform.
void refuse_too_many_followers(const Portrait& portrait);

}  // namespace gs
