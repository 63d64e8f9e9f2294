// Opening workspaces and picking accounts.
#include "tools/commands/account.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "core/error.h"
#include "scenarios/knowledge/follower_series.h"
#include "scenarios/reading/words.h"
#include "scenarios/workspace/calibration_json.h"

namespace gs {

Workspace open_for_reading(const Session& session) {
  if (!session.workspace_exists())
    throw Error(Fault::bad_input,
                session.workspace_path(),
                "not found",
                "make it with: groundswell import FILE",
                "F01");
  return Workspace::open(session.workspace_path(), Access::read_only);
}

Workspace open_for_writing(const Session& session, bool create) {
  if (session.read_only)
    throw Error(
        Fault::usage, "--read-only", "this command stores its result", "leave --read-only out", "C02");
  if (!create && !session.workspace_exists()) return open_for_reading(session);  // says what is missing
  return Workspace::open(session.workspace_path(), create ? Access::create : Access::write);
}

std::string choose_account(const Workspace& workspace, const std::string& wanted) {
  std::set<std::string> accounts;
  for (const HistoryEntry& entry : workspace.history()) accounts.insert(entry.account);
  if (!wanted.empty() && accounts.contains(wanted)) return wanted;
  if (!wanted.empty())
    for (const AdHistoryEntry& entry : workspace.ad_history())
      if (entry.kind == "ads" && entry.account == wanted) return wanted;
  std::string list;
  for (const std::string& account : accounts) list += (list.empty() ? "" : ", ") + account;
  if (accounts.empty())
    throw Error(Fault::bad_input, "history", "no posts stored", "groundswell import FILE", "T02");
  if (!wanted.empty())
    throw Error(Fault::usage, "--account " + wanted, "no history of this account", "known: " + list, "C01");
  if (accounts.size() > 1)
    throw Error(Fault::usage, "history", "holds several accounts", "name one with --account: " + list, "C01");
  return *accounts.begin();
}

namespace {

// Platforms of accounts, and currencies in which stored calibrations know prices of ads.
void learn_names(const Workspace& workspace, ScenarioOptions& options) {
  for (const HistoryEntry& entry : workspace.history()) options.platform_of[entry.account] = entry.platform;
  for (const AdHistoryEntry& entry : workspace.ad_history())
    if (entry.kind == "ads" && !entry.currency.empty()) options.learnt_currencies.insert(entry.currency);
}

}  // namespace

ScenarioOptions scenario_options(const Session& session, const std::string& account) {
  ScenarioOptions options;
  options.allow_path = session.allow_path;
  options.account = account;
  const auto limits = session.limit_values();
  if (const auto bytes = limits.find("json-bytes"); bytes != limits.end())
    options.json_bytes = static_cast<std::size_t>(bytes->second);
  if (session.workspace_exists()) learn_names(open_for_reading(session), options);
  return options;
}

namespace {

Calibration calibration_in(const StoredDocument& stored) {
  return calibration_from(stored.text, fmt::format("calibration {}", stored.id));
}

}  // namespace

std::vector<ObservedDay> days_of(const Workspace& workspace,
                                 const std::string& account,
                                 const std::string& platform) {
  std::vector<ObservedDay> days = workspace.days(account);
  std::erase_if(days, [&](const ObservedDay& day) {
    return day.platform != platform &&
           !(day.platform == "meta" && (platform == "facebook" || platform == "instagram"));
  });
  return days;
}

std::vector<Calibration> other_calibrations(const Workspace& workspace,
                                            const std::set<std::string>& accounts) {
  std::map<std::string, Calibration> latest;  // documents come oldest first
  for (const StoredDocument& stored : workspace.documents("calibration"))
    if (!accounts.contains(stored.account)) latest.insert_or_assign(stored.account, calibration_in(stored));
  std::vector<Calibration> others;
  for (auto& [account, calibration] : latest)
    if (calibration.converged) others.push_back(std::move(calibration));
  return others;
}

namespace {

// Posts with the followers of their day, and how many there are by now.
AccountKnowledge told_by_history(const Workspace& workspace,
                                 const std::string& account,
                                 const std::string& platform) {
  AccountKnowledge known;
  known.history = workspace.posts(account, platform);
  const FollowerSeries series = follower_series(days_of(workspace, account, platform), known.history);
  known.history = with_followers(std::move(known.history), series);
  known.followers = series.latest();
  return known;
}

std::optional<StoredDocument> chosen_calibration(const Workspace& workspace, std::int64_t id) {
  auto stored = workspace.document(id);
  if (!stored || stored->kind != "calibration")
    throw Error(Fault::bad_input,
                fmt::format("--calibration {}", id),
                "no such calibration",
                "groundswell fit --json prints the number of the one it stores",
                "S15");
  return stored;
}

AccountKnowledge knowledge_in(const StoredDocument& stored,
                              const Workspace& workspace,
                              const Session& session) {
  Calibration calibration = calibration_in(stored);
  if (!calibration.converged && !session.allow_unconverged)
    throw Error(Fault::not_converged,
                fmt::format("calibration {}", stored.id),
                "did not converge: " + calibration.reason,
                "fit again, or use it all the same with --allow-unconverged",
                "V20");
  AccountKnowledge known = told_by_history(workspace, calibration.account, calibration.platform);
  known.calibration = std::move(calibration);
  known.calibration_id = fmt::format("{}", stored.id);
  return known;
}

// Of an account without a calibration, by its series on the platform history knows it on.
std::optional<double> latest_followers(const Workspace& workspace, const std::string& account) {
  for (const HistoryEntry& entry : workspace.history())
    if (entry.account == account) return told_by_history(workspace, account, entry.platform).followers;
  return std::nullopt;
}

// Whose calibrations there are instead of the one that is missing.
void note_missing(const Workspace& workspace, const std::string& account, std::vector<std::string>& notes) {
  std::set<std::string> others;
  for (const HistoryEntry& entry : workspace.history()) others.insert(entry.account);
  for (const std::string& other : others)
    notes.push_back("the workspace holds no calibration of '" + account + "'" +
                    (other == account ? ": run groundswell fit --account " + shell_word(account)
                                      : "; it has history of '" + other + "'"));
}

}  // namespace

Knowledge knowledge_of(const Session& session,
                       const std::vector<std::string>& accounts,
                       std::int64_t calibration_id) {
  Knowledge knowledge;
  if (!session.workspace_exists()) {
    if (!session.workspace.empty() || calibration_id > 0) open_for_reading(session);
    return knowledge;
  }
  const Workspace workspace = open_for_reading(session);
  bool missing = false;
  if (calibration_id > 0) {
    const AccountKnowledge known =
        knowledge_in(*chosen_calibration(workspace, calibration_id), workspace, session);
    // Of a plan of one account it is used whatever the account is called there.
    knowledge.accounts[accounts.size() == 1 ? accounts.front() : known.calibration->account] = known;
  }
  for (const std::string& account : accounts) {
    if (knowledge.accounts.contains(account)) continue;
    if (const auto stored = workspace.latest_document("calibration", account)) {
      knowledge.accounts[account] = knowledge_in(*stored, workspace, session);
      continue;
    }
    note_missing(workspace, account, knowledge.notes);
    missing = true;
    if (const auto known = latest_followers(workspace, account))
      knowledge.accounts[account].followers = known;
  }
  if (missing) knowledge.others = other_calibrations(workspace, {accounts.begin(), accounts.end()});
  for (const std::string& note : knowledge.notes) say(session, "note: " + note);
  return knowledge;
}

}  // namespace gs
