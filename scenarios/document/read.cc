// One object after another through its field table: kind, range, unknown keys, ids. What needs two parts of
// the document (references, dates) comes in settle.cc. Does not: guess, convert, or let a key pass
// that nothing reads.
#include "scenarios/document/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/document/scenario_fields.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

using Names = std::vector<std::string>;

std::string joined(const Names& names) { return fmt::format("{}", fmt::join(names, ", ")); }

Names platform_names() { return {kPlatforms.begin(), kPlatforms.end()}; }

void check_platform(const JsonView& view, const std::string& text) {
  const Names known = platform_names();
  if (std::find(known.begin(), known.end(), text) != known.end()) return;
  const std::string close = nearest(text, known);
  view.refuse(in_quotes(text) + "; known: " + joined(known),
              close.empty() ? "use one of them" : "did you mean '" + close + "'?",
              "G11");
}

bool is_word(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

bool is_currency(const std::string& text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Texts of a kind; dates, times and paths are judged where they are used.
void check_kind(const JsonView& view, const std::string& text, std::string_view kind) {
  if (kind == "platform") check_platform(view, text);
  if (kind == "word" && !is_word(text))
    view.refuse(
        in_quotes(text) + "; expected small letters, digits, '_' or '-'", "for example 'photo'", "S04");
  if (kind == "currency" && !is_currency(text))
    view.refuse(in_quotes(text) + "; expected three capital letters", "an ISO 4217 code such as EUR", "S04");
  if (kind == "zone" && !is_zone(text))
    view.refuse(
        in_quotes(text) + " is not a time zone", "a name of the tz database such as Europe/Berlin", "S15");
}

template <class S, class T>
void read_into(const JsonView& view, const Field<S>& field, T& out) {
  if constexpr (std::is_same_v<T, std::optional<double>> || std::is_same_v<T, std::optional<std::int64_t>> ||
                std::is_same_v<T, std::optional<std::string>> || std::is_same_v<T, std::optional<Money>>) {
    read_into(view, field, out.emplace());
  } else if constexpr (std::is_same_v<T, double>) {
    out = view.number({field.low, field.high});
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    out = view.whole({static_cast<std::int64_t>(field.low), static_cast<std::int64_t>(field.high)});
  } else if constexpr (std::is_same_v<T, bool>) {
    out = view.flag();
  } else if constexpr (std::is_same_v<T, Money>) {
    view.number({field.low, field.high});
    out = parse_money(view.value().dump(), view.document().where(view.pointer()));
  } else {
    out = view.text({static_cast<std::size_t>(field.low), static_cast<std::size_t>(field.high)});
    check_kind(view, out, field.unit);
  }
}

template <class S, std::size_t N>
void read_fields(const JsonView& view, const std::array<Field<S>, N>& fields, S& out) {
  for (const Field<S>& field : fields) {
    const auto value = view.find(std::string(field.key));
    if (value)
      std::visit([&](auto member) { read_into(*value, field, out.*member); }, field.member);
    else if (field.source == "required")
      view.refuse(fmt::format("'{}' is missing", field.key), std::string(field.about), "S04");
  }
}

template <class S, std::size_t N>
Names keys_of(const std::array<Field<S>, N>& fields, Names more = {}) {
  for (const Field<S>& field : fields) more.emplace_back(field.key);
  return more;
}

bool says_nothing(const nlohmann::json& value) {
  return value.is_null() || (value.is_boolean() && !value.get<bool>()) ||
         ((value.is_structured() || value.is_string()) && (value.empty() || value == ""));
}

// Refuses what this build does not simulate; returns the keys, which count as known.
void check_later(const JsonView& view, std::span<const LaterKey> later, Names& known) {
  for (const auto& [key, what] : later) {
    known.emplace_back(key);
    const auto found = view.find(std::string(key));
    if (found && !says_nothing(found->value()))
      found->refuse_key(fmt::format("this build does not simulate {} yet; remove it", what),
                        "a forecast that ignored it in silence would mislead",
                        "S03");
  }
}

// Ids of one object: told apart by people, not only by computers.
void check_ids(const JsonView& view) {
  std::map<std::string, std::string> seen;
  for (const auto& [id, member] : view.members()) {
    if (id.empty()) member.refuse_key("empty id", "give it a name", "S19");
    const std::size_t length = characters_of(id);
    if (length > kLongestId)
      member.refuse_key(
          fmt::format("id of {} characters; limit {}", length, kLongestId), "shorten it", "S19");
    const auto [other, fresh] = seen.emplace(folded_id(id), id);
    if (!fresh)
      member.refuse_key(
          fmt::format("duplicate after normalisation: {} and {}", in_quotes(other->second), in_quotes(id)),
          "ids must differ by more than case or accents' form",
          "S19");
    if (other->first.empty()) member.refuse_key("id without a visible character", "give it a name", "S19");
  }
}

void check_schema(const JsonView& root, std::vector<std::string>& notes) {
  const auto schema = root.find("schema");
  if (!schema) {
    notes.emplace_back("schema missing, taken as 1");
    return;
  }
  const std::string said = schema->text({1, 60});
  constexpr std::string_view kPrefix = "groundswell/scenario/";
  if (said == "groundswell/scenario/1") return;
  if (said.starts_with(kPrefix))
    schema->refuse("made for schema " + shown(said.substr(kPrefix.size())) + "; this build reads 1",
                   "use the newer groundswell, or write groundswell/scenario/1",
                   "S17");
  schema->refuse(in_quotes(said) + " is not a scenario", "write groundswell/scenario/1", "S17");
}

template <class S, std::size_t N>
std::map<std::string, S> read_members(const JsonView& view,
                                      const std::array<Field<S>, N>& fields,
                                      std::span<const LaterKey> later = {}) {
  check_ids(view);
  std::map<std::string, S> all;
  for (const auto& [id, member] : view.members()) {
    Names known = keys_of(fields);
    check_later(member, later, known);
    member.only_keys(known);
    read_fields(member, fields, all[id]);
  }
  return all;
}

ScenarioAudience read_audience(const JsonView& view) {
  Names known = keys_of(kAudienceFields, {"accounts"});
  check_later(view, kLaterInAudience, known);
  view.only_keys(known);
  ScenarioAudience audience;
  read_fields(view, kAudienceFields, audience);
  if (const auto accounts = view.find("accounts"))
    audience.accounts = read_members(*accounts, kAccountFields);
  return audience;
}

// An object inside a member whose keys stand in the same struct.
template <std::size_t N>
void read_part(const JsonView& ad,
               const std::string& key,
               const std::array<Field<ScenarioAd>, N>& fields,
               std::span<const LaterKey> later,
               ScenarioAd& out) {
  const auto part = ad.find(key);
  if (!part) return;
  Names known = keys_of(fields);
  check_later(*part, later, known);
  part->only_keys(known);
  read_fields(*part, fields, out);
}

std::map<std::string, ScenarioAd> read_ads(const JsonView& view) {
  check_ids(view);
  std::map<std::string, ScenarioAd> all;
  for (const auto& [id, member] : view.members()) {
    Names known = keys_of(kAdFields, {"bid", "targeting"});
    check_later(member, kLaterInAd, known);
    member.only_keys(known);
    ScenarioAd& ad = all[id];
    read_fields(member, kAdFields, ad);
    read_part(member, "bid", kBidFields, kLaterInBid, ad);
    read_part(member, "targeting", kTargetingFields, kLaterInTargeting, ad);
  }
  return all;
}

std::map<std::string, Target> read_targets(const JsonView& view) {
  Names known;
  for (const Kpi& kpi : kpis()) known.emplace_back(kpi.name);
  view.only_keys(known);
  auto targets = read_members(view, kTargetFields);
  for (const auto& [name, target] : targets) {
    const JsonView at = *view.find(name);
    if (!target.at_least && !target.at_most) at.refuse("no target", "give at_least, at_most or both", "S04");
    if (target.at_least && target.at_most && *target.at_least > *target.at_most)
      at.refuse(fmt::format("at_least {} is above at_most {}", *target.at_least, *target.at_most),
                "swap them",
                "S14");
  }
  return targets;
}

CivilTime read_date(const JsonView& root, const std::string& key, const std::string& text) {
  const auto time = parse_iso(text);
  if (time && !time->has_time) return time->civil;
  const JsonView view = *root.find(key);
  if (time) view.refuse(in_quotes(text) + " has a time of day", "write the date alone", "S04");
  const TimeComplaint complaint = complaint_about_time(text);
  view.refuse(complaint.what, complaint.remedy, complaint.code);
}

}  // namespace

Scenario scenario_of(const JsonDocument& document, const ScenarioOptions& options) {
  const JsonView root(document);
  root.members();  // refuses what is not an object
  Scenario scenario;
  check_schema(root, scenario.notes);
  Names known = keys_of(kHeaderFields, {"audience", "plan", "ads", "targets"});
  check_later(root, kLaterTopLevel, known);
  root.only_keys(known);
  ScenarioHeader header;
  read_fields(root, kHeaderFields, header);
  scenario.name = header.name;
  scenario.about = header.about;
  scenario.currency = header.currency;
  scenario.timezone = header.timezone;
  scenario.seed = header.seed;
  scenario.file = document.sources.empty() ? "" : document.sources.front().file;
  if (!header.start.empty()) scenario.start = read_date(root, "start", header.start);
  if (!header.end.empty()) scenario.end = read_date(root, "end", header.end);
  if (const auto audience = root.find("audience")) scenario.audience = read_audience(*audience);
  if (const auto plan = root.find("plan")) scenario.plan = read_members(*plan, kPostFields, kLaterInPost);
  if (const auto ads = root.find("ads")) scenario.ads = read_ads(*ads);
  if (const auto targets = root.find("targets")) scenario.targets = read_targets(*targets);
  if (scenario.name.empty()) scenario.name = std::filesystem::path(scenario.file).stem().string();
  for (auto& [id, post] : scenario.plan) {
    if (post.account.empty()) post.account = options.account;
  }
  return scenario;
}

}  // namespace gs
