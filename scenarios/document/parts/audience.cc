// The audience: segments, accounts and what they have in common. Does not: count people, that is the
// population's work.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/nearest.h"
#include "scenarios/document/parts/members.h"
#include "scenarios/document/parts/parts.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

constexpr std::array<std::string_view, 4> kKinds{"page", "creator", "community", "rival"};
constexpr std::array<std::string_view, 3> kGenders{"all", "female", "male"};

std::map<std::string, ScenarioSegment> read_segments(const JsonView& view) {
  check_ids(view);
  std::map<std::string, ScenarioSegment> all;
  for (const auto& [id, member] : view.members()) {
    member.only_keys(keys_of(kSegmentFields, {std::string(kSegmentPlatforms.key)}));
    read_fields(member, kSegmentFields, all[id]);
    all[id].platforms = read_shares(member, kSegmentPlatforms);
  }
  return all;
}

std::map<std::string, ScenarioPlatform> read_platforms(const JsonView& view) {
  for (const auto& [id, member] : view.members()) check_kind(view, id, "platform");
  return read_members(view, kPlatformFields);
}

std::map<std::string, ScenarioAccount> read_accounts(const JsonView& view) {
  check_ids(view);
  std::map<std::string, ScenarioAccount> all;
  for (const auto& [id, member] : view.members()) {
    member.only_keys(
        keys_of(kAccountFields, {std::string(kAccountSegments.key), std::string(kAccountOverlap.key)}));
    read_fields(member, kAccountFields, all[id]);
    all[id].segments = read_shares(member, kAccountSegments);
    all[id].overlap = read_shares(member, kAccountOverlap);
  }
  return all;
}

bool is_platform(std::string_view text) { return std::ranges::find(kPlatforms, text) != kPlatforms.end(); }

JsonView member_of(const JsonDocument& document, const char* group, const std::string& id) {
  return *JsonView(document).find("audience")->find(group)->find(id);
}

JsonView part_of(const JsonView& member, std::string_view key) {
  return member.find(std::string(key)).value_or(member);
}

template <std::size_t N>
void check_word(const JsonView& view, const std::string& word, const std::array<std::string_view, N>& known) {
  if (std::ranges::find(known, word) != known.end()) return;
  view.refuse(
      in_quotes(word) + "; known: " + fmt::format("{}", fmt::join(known, ", ")), "use one of them", "S04");
}

void settle_segment(const std::string& id, ScenarioSegment& segment, const JsonDocument& document) {
  const JsonView view = member_of(document, "segments", id);
  if (segment.gender.empty()) segment.gender = "all";
  check_word(part_of(view, "gender"), segment.gender, kGenders);
  for (const auto& [platform, share] : segment.platforms)
    check_kind(part_of(view, kSegmentPlatforms.key), platform, "platform");
}

// Of a page it may also come from its posts, or from history.
void settle_platform(const std::string& id, ScenarioAccount& account, const JsonView& view) {
  if (account.platform.empty() && is_platform(id)) account.platform = id;
  if (account.platform.empty())
    view.refuse("'platform' is missing", "one of facebook, instagram, vk …", "S04");
}

void settle_account(const std::string& id,
                    ScenarioAccount& account,
                    const Scenario& scenario,
                    const JsonDocument& document) {
  const JsonView view = member_of(document, "accounts", id);
  if (account.kind.empty()) account.kind = "page";
  check_word(part_of(view, "kind"), account.kind, kKinds);
  if (account.kind != "page") settle_platform(id, account, view);
  for (const auto& [segment, odds] : account.segments)
    if (!scenario.audience.segments.contains(segment))
      refuse_unknown(
          part_of(view, kAccountSegments.key), "segment", segment, ids_of(scenario.audience.segments));
  for (const auto& [other, share] : account.overlap) {
    const JsonView at = part_of(view, kAccountOverlap.key);
    const auto found = scenario.audience.accounts.find(other);
    if (found == scenario.audience.accounts.end())
      refuse_unknown(at, "account", other, ids_of(scenario.audience.accounts));
    if (other == id) at.refuse("an account's overlap with itself", "leave it out", "S14");
    const auto back = found->second.overlap.find(id);
    if (back != found->second.overlap.end() && back->second != share)
      at.refuse(
          fmt::format("{} here and {} at {}", share, back->second, in_quotes(other)), "say it once", "S14");
  }
}

}  // namespace

ScenarioAudience read_audience(const JsonView& view) {
  view.only_keys(keys_of(kAudienceFields, {"segments", "platforms", "accounts"}));
  ScenarioAudience audience;
  read_fields(view, kAudienceFields, audience);
  if (const auto segments = view.find("segments")) audience.segments = read_segments(*segments);
  if (const auto platforms = view.find("platforms")) audience.platforms = read_platforms(*platforms);
  if (const auto accounts = view.find("accounts")) audience.accounts = read_accounts(*accounts);
  return audience;
}

void note_unused_platforms(Scenario& scenario) {
  for (const auto& links : scenario.audience.platforms) {
    const auto is_there = [&](const auto& account) { return account.second.platform == links.first; };
    if (std::ranges::none_of(scenario.audience.accounts, is_there))
      scenario.notes.push_back("audience.platforms." + links.first + " has no effect: no account is there");
  }
}

void settle_audience(Scenario& scenario, const JsonDocument& document) {
  for (auto& [id, segment] : scenario.audience.segments) settle_segment(id, segment, document);
  for (auto& [id, account] : scenario.audience.accounts) settle_account(id, account, scenario, document);
  note_unused_platforms(scenario);
}

void refuse_unknown(const JsonView& view,
                    const std::string& what,
                    const std::string& name,
                    const std::vector<std::string>& known) {
  const std::string close = nearest(name, known);
  view.refuse(fmt::format("{} {} not defined; known: {}",
                          what,
                          in_quotes(name),
                          known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))),
              close.empty() ? "name one of them" : "did you mean '" + close + "'?",
              "S15");
}

void refuse_unknown_post(const JsonView& view, const std::string& id, const Scenario& scenario) {
  const std::string close = nearest(id, ids_of(scenario.plan));
  view.refuse("no post " + in_quotes(id) + " in the plan",
              close.empty() ? "name a post under /plan" : "did you mean '" + close + "'?",
              "S15");
}

}  // namespace gs
