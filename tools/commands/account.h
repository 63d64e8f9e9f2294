// Which account a command works on, and what the workspace knows of it.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "scenarios/forecast.h"
#include "tools/commands/session.h"

namespace gs {

Workspace open_for_reading(const Session& session);  // Error(bad_input) when there is no such file
Workspace open_for_writing(const Session& session, bool create);

// The one account of the history of posts, or the one named, which may have ads alone; Error(usage) lists the
// accounts when there are several.
std::string choose_account(const Workspace& workspace, const std::string& wanted);

// Its series on the platform; a network's, such as Meta's, stand for its platforms.
std::vector<ObservedDay> days_of(const Workspace& workspace,
                                 const std::string& account,
                                 const std::string& platform);

// The latest calibration of every account but these, for pages without one.
std::vector<Calibration> other_calibrations(const Workspace& workspace,
                                            const std::set<std::string>& accounts);

// How scenarios are read here: paths, the account of posts that name none, the platforms history knows.
ScenarioOptions scenario_options(const Session& session, const std::string& account);

// History and latest calibration of each account; `calibration_id` > 0 picks another, of one account. Refuses
// an unconverged one unless allowed. Without a workspace: nothing is known.
Knowledge knowledge_of(const Session& session,
                       const std::vector<std::string>& accounts,
                       std::int64_t calibration_id);

}  // namespace gs
