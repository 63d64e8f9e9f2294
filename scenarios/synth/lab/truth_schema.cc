// JSON Schema of the document of what is true: every key, its unit and when it is null. A key that is written
// and not here, or here and not written, fails a test.
#include <array>

#include "scenarios/document/json.h"
#include "scenarios/synth/lab/truth.h"

namespace gs {
namespace {

using nlohmann::json;

struct Key {
  const char *name, *type, *about;  // type: of JSON; with '?' it may be null
};

json value_schema(const Key& key) {
  const std::string_view type = key.type;
  json schema{{"description", key.about}};
  if (type.ends_with('?'))
    schema["type"] = {type.substr(0, type.size() - 1), "null"};
  else
    schema["type"] = type;
  return schema;
}

template <std::size_t N>
json object_of(const std::array<Key, N>& keys) {
  json schema{{"type", "object"}, {"additionalProperties", false}};
  for (const Key& key : keys) {
    schema["properties"][key.name] = value_schema(key);
    schema["required"].push_back(key.name);
  }
  return schema;
}

void put(json& object, const char* key, json schema) {
  schema["description"] = object["properties"][key]["description"];
  object["properties"][key] = std::move(schema);
}

json list_of(json member) { return {{"type", "array"}, {"items", std::move(member)}}; }

constexpr std::array kTruth{
    Key{"schema", "string", "groundswell/truth/1"},
    Key{"engine", "string", "version of the program that lived the world"},
    Key{"about", "string", "that all of it is synthetic"},
    Key{"name", "string", "of the plan"},
    Key{"seed", "integer", "of the plan: people, luck, budgets"},
    Key{"world", "integer", "which of its worlds; another has another truth"},
    Key{"start", "string", "first day of the plan"},
    Key{"timezone", "string", "of times that name none: tell it to whoever reads the files"},
    Key{"files", "array", "what was written beside this document"},
    Key{"weeks_planned", "integer", "over which the plan was repeated; the run's own stand under weeks"},
    Key{"budget_log_sd", "number", "standard deviation of the log of a flight's budget against the plan's"},
    Key{"dark_share", "number", "chance of a flight not to be run"},
    Key{"currency", "string", "of every amount of money"},
    Key{"outcome", "string", "what weekly tables call conversions: visits, leads or sales"},
    Key{"total", "number", "outcomes of the run, people"},
    Key{"total_of", "object", "of the run, people"},
    Key{"total_without_word_of_mouth", "number", "outcomes where nobody sees what others pass on"},
    Key{"channels", "array", "ad sets of the plan, each with all its flights"},
    Key{"all_ads", "object", "the world less the same world without any ad"},
    Key{"tests", "array", "lift tests: a channel dark in one week"},
    Key{"weeks", "array", "seven days each, from the plan's start"},
    Key{"definitions", "object", "what the words of this document mean"}};

constexpr std::array kFile{Key{"file", "string", "name in the folder of this document"},
                           Key{"layout", "string", "as `groundswell import --format` names it"},
                           Key{"account", "string?", "whose file it is; null: the file says it"}};

constexpr std::array kOutcomes{
    Key{"visits", "number", "people"}, Key{"leads", "number", "people"}, Key{"sales", "number", "people"}};

constexpr std::array kEffect{
    Key{"incremental", "number", "outcomes that the ads brought, people; may be below 0"},
    Key{"incremental_of", "object", "of every kind of outcome"},
    Key{"incremental_by_week", "array", "of the run's weeks, in their order"},
    Key{"incremental_without_word_of_mouth", "number", "where nobody sees what others pass on"},
    Key{"word_of_mouth_share", "number?", "of the incremental outcomes; null where there are none"},
    Key{"spend", "number", "currency"},
    Key{"roi", "number?", "incremental revenue per spend; null without an order value or spend"},
    Key{"cost_per_outcome", "number?", "currency per incremental outcome; null where there is none"}};

constexpr std::array kChannel{
    Key{"id", "string", "of the ad in the plan"},
    Key{"platform", "string", "where it is shown"},
    Key{"flights", "integer", "that were run"},
    Key{"impressions", "number", "displays"},
    Key{"clicks", "number", "as the platform counts them"},
    Key{"claimed_sales", "number", "that the platform counts for it: not the truth"}};

constexpr std::array kTest{Key{"channel", "string", "id of it"},
                           Key{"first", "string", "day of the week that was dark"},
                           Key{"last", "string", "day of it"},
                           Key{"spend", "number", "what the channel else spends in it, currency"},
                           Key{"lift", "number", "outcomes it brings in this week, people"},
                           Key{"later", "number", "outcomes of this week's spend in later weeks, people"}};

constexpr std::array kWeekRow{Key{"first", "string", "day of it"},
                              Key{"outcome", "number", "people"},
                              Key{"without_ads", "number", "in the same world without any ad, people"}};

constexpr std::array kDefinitions{Key{"incremental", "string", ""},
                                  Key{"roi", "string", ""},
                                  Key{"cost_per_outcome", "string", ""},
                                  Key{"word_of_mouth_share", "string", ""},
                                  Key{"claimed_sales", "string", ""},
                                  Key{"tests", "string", ""},
                                  Key{"all_ads", "string", ""},
                                  Key{"weeks", "string", ""}};

json effect_schema() {
  json effect = object_of(kEffect);
  put(effect, "incremental_of", object_of(kOutcomes));
  put(effect, "incremental_by_week", list_of({{"type", "number"}}));
  return effect;
}

json channel_schema() {
  json channel = effect_schema();
  const json own = object_of(kChannel);
  channel["properties"].update(own["properties"]);
  for (const json& key : own["required"]) channel["required"].push_back(key);
  return channel;
}

}  // namespace

std::string truth_schema() {
  json schema = object_of(kTruth);
  put(schema, "files", list_of(object_of(kFile)));
  put(schema, "total_of", object_of(kOutcomes));
  put(schema, "channels", list_of(channel_schema()));
  put(schema, "all_ads", effect_schema());
  put(schema, "tests", list_of(object_of(kTest)));
  put(schema, "weeks", list_of(object_of(kWeekRow)));
  put(schema, "definitions", object_of(kDefinitions));
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "Groundswell truth of a laboratory";
  return dump_pretty(schema);
}

}  // namespace gs
