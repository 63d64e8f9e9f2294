// Plans that are to be compared, together: told apart by name, of one brand and one currency.
#pragma once
#include <string>
#include <vector>

#include "scenarios/document/scenario.h"

namespace gs {

// Tables tell plans apart by name; a variant that inherits its base's is named by its file, too.
void name_apart(std::vector<Scenario>& scenarios);

// Accounts of all plans together, the base's first. Refuses amounts of two currencies, and a plan that shares
// no account with the base: it is of another page.
std::vector<std::string> accounts_together(const std::vector<Scenario>& scenarios);

}  // namespace gs
