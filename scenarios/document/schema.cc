// JSON Schema (draft 2020-12) and the manual's table of keys, both made from the field tables: what is read,
// what is checked and what is promised cannot drift apart. Schema says less than the reader: references and
// dates need code.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "scenarios/document/json.h"
#include "scenarios/document/parts/object_schema.h"
#include "scenarios/document/scenario_fields.h"
#include "scenarios/kpi/kpi.h"

namespace gs {
namespace {

using nlohmann::json;

json keyed_by_id(json member, std::string_view about) {
  return {{"type", "object"},
          {"description", about},
          {"propertyNames", {{"minLength", 1}, {"maxLength", kLongestId}}},
          {"additionalProperties", std::move(member)}};
}

json with_shares(json member, const ShareTable& table) {
  json share{{"type", "number"}, {"minimum", table.low}, {"maximum", table.high}};
  member["properties"][std::string(table.key)] = keyed_by_id(
      std::move(share), fmt::format("{} [{}; default: {}]", table.about, table.unit, table.source));
  return member;
}

json audience_schema() {
  json audience = object_schema(kAudienceFields);
  audience["properties"]["segments"] = keyed_by_id(
      with_shares(object_schema(kSegmentFields), kSegmentPlatforms), "people alike in age, gender, place …");
  audience["properties"]["platforms"] =
      keyed_by_id(object_schema(kPlatformFields), "who hears whom on a platform");
  audience["properties"]["platforms"]["propertyNames"] = {{"enum", kPlatforms}};
  audience["properties"]["accounts"] =
      keyed_by_id(with_shares(with_shares(object_schema(kAccountFields), kAccountSegments), kAccountOverlap),
                  "pages of the brand, creators, communities, rivals");
  return audience;
}

json ad_schema() {
  json ad = object_schema(kAdFields);
  ad["properties"]["bid"] = object_schema(kBidFields);
  json targeting = object_schema(kTargetingFields);
  targeting["properties"][std::string(kAdSegments)] =
      keyed_by_id({{"type", "boolean"}}, "segments of the audience it is shown to");
  ad["properties"]["targeting"] = std::move(targeting);
  return ad;
}

json targets_schema() {
  json schema{{"type", "object"},
              {"description", "what the plan must reach, by KPI"},
              {"additionalProperties", false}};
  json target = object_schema(kTargetFields);
  target["minProperties"] = 1;
  for (const Kpi& kpi : kpis()) schema["properties"][std::string(kpi.name)] = target;
  return schema;
}

json patch_of(json schema);

// A variant takes a member out by writing null.
json or_null(json schema) {
  return {{"anyOf", json::array({patch_of(std::move(schema)), json{{"type", "null"}}})}};
}

// What a document with `extends` may hold: any part of a scenario, nothing required.
json patch_of(json schema) {
  schema.erase("required");
  schema.erase("minProperties");
  if (schema.contains("properties"))
    for (auto& [key, member] : schema["properties"].items()) member = or_null(std::move(member));
  if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
    schema["additionalProperties"] = or_null(std::move(schema["additionalProperties"]));
  return schema;
}

template <class S, std::size_t N>
void manual_rows(std::string& text, std::string_view prefix, const std::array<Field<S>, N>& fields) {
  for (const Field<S>& field : fields) {
    const std::string type = std::visit([](auto member) { return type_of(member); }, field.member);
    const std::string range = fmt::format("{}{} to {}{}",
                                          type == "integer" ? "whole, " : "",
                                          field.low,
                                          field.high,
                                          type == "string" ? " characters" : "");
    text += fmt::format("| `{}{}` | {} | {} | {} | {} |\n",
                        prefix,
                        field.key,
                        field.unit,
                        field.unit == "flag" ? "true or false" : range,
                        field.source,
                        field.about);
  }
}

void manual_shares(std::string& text, std::string_view prefix, const ShareTable& table) {
  text += fmt::format("| `{}{}.{}` | {} | {} to {} | {} | {} |\n",
                      prefix,
                      table.key,
                      table.of,
                      table.unit,
                      table.low,
                      table.high,
                      table.source,
                      table.about);
}

void manual_later(std::string& text, std::string_view prefix, std::span<const LaterKey> later) {
  for (const auto& [key, what] : later)
    text += fmt::format("{}`{}{}`", text.ends_with(": ") ? "" : ", ", prefix, key);
}

}  // namespace

std::string scenario_schema() {
  json schema = object_schema(kHeaderFields);
  schema["properties"]["audience"] = audience_schema();
  schema["properties"]["plan"] = keyed_by_id(object_schema(kPostFields), "the posts");
  schema["properties"]["ads"] = keyed_by_id(ad_schema(), "money that promotes posts of the plan");
  schema["properties"]["seeding"] =
      keyed_by_id(object_schema(kSeedingFields), "posts placed with a creator's or community's followers");
  schema["properties"]["events"] =
      keyed_by_id(object_schema(kEventFields), "what happens on some days, whatever the plan does");
  schema["properties"]["offer"] = object_schema(kOfferFields);
  schema["properties"]["costs"] = keyed_by_id(object_schema(kCostFields), "costs beside ads and fees");
  schema["properties"]["targets"] = targets_schema();
  const json document{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                      {"title", "Groundswell scenario"},
                      {"type", "object"},
                      {"if", {{"required", {"extends"}}}},
                      {"then", {{"$ref", "#/$defs/variant"}}},
                      {"else", {{"$ref", "#/$defs/scenario"}}},
                      {"$defs", {{"variant", patch_of(schema)}, {"scenario", schema}}}};
  return dump_pretty(document);
}

std::string scenario_manual() {
  std::string text = "| key | unit | range | default | meaning |\n|---|---|---|---|---|\n";
  manual_rows(text, "", kHeaderFields);
  manual_rows(text, "audience.", kAudienceFields);
  manual_rows(text, "audience.segments.ID.", kSegmentFields);
  manual_shares(text, "audience.segments.ID.", kSegmentPlatforms);
  manual_rows(text, "audience.platforms.PLATFORM.", kPlatformFields);
  manual_rows(text, "audience.accounts.ID.", kAccountFields);
  manual_shares(text, "audience.accounts.ID.", kAccountSegments);
  manual_shares(text, "audience.accounts.ID.", kAccountOverlap);
  manual_rows(text, "plan.ID.", kPostFields);
  manual_rows(text, "ads.ID.", kAdFields);
  manual_rows(text, "ads.ID.bid.", kBidFields);
  manual_rows(text, "ads.ID.targeting.", kTargetingFields);
  text += fmt::format(
      "| `ads.ID.targeting.{}.SEGMENT` | flag | true or false | all | segments it is shown to |\n",
      kAdSegments);
  manual_rows(text, "seeding.ID.", kSeedingFields);
  manual_rows(text, "events.ID.", kEventFields);
  manual_rows(text, "offer.", kOfferFields);
  manual_rows(text, "costs.ID.", kCostFields);
  manual_rows(text, "targets.KPI.", kTargetFields);
  text += "\nKeys of the design that this build refuses: ";
  manual_later(text, "plan.ID.", kLaterInPost);
  manual_later(text, "ads.ID.", kLaterInAd);
  return text + ".\n";
}

std::string kpi_manual() {
  std::string text = "| KPI | unit | formula | undefined when |\n|---|---|---|---|\n";
  for (const auto& list : {kpis(), source_kpis(), contact_kpis()}) {
    for (const Kpi& kpi : list)
      text += fmt::format("| `{}` | {} | {} | {} |\n",
                          kpi.name,
                          name_of(kpi.unit),
                          kpi.formula,
                          kpi.undefined_because.empty() ? "never" : kpi.undefined_because);
  }
  return text;
}

}  // namespace gs
