// JSON Schema of the experiment document, from its tables of keys. Schema says less than the reader: that a
// factor has one law, that names are there once and that a list's rows are whole needs code.
#include "scenarios/batch/experiment.h"
#include "scenarios/batch/experiment_fields.h"
#include "scenarios/document/parts/object_schema.h"

namespace gs {
namespace {

nlohmann::json number_list(std::string_view about) {
  return {{"type", "array"},
          {"description", about},
          {"items", {{"type", "number"}}},
          {"minItems", 2},
          {"maxItems", 2}};
}

nlohmann::json factor_schema() {
  nlohmann::json factor = object_schema(kFactorFields);
  nlohmann::json& keys = factor["properties"];
  keys["scale"] = {{"enum", {"linear", "log"}}, {"description", keys["scale"]["description"]}};
  keys["pointers"] = {{"type", "array"}, {"items", {{"type", "string"}}}};
  keys["values"] = {
      {"type", "array"}, {"minItems", 1}, {"description", "values of any kind, each as likely"}};
  keys["range"] = number_list("ends of a range, every value as likely");
  keys["normal"] = object_schema(kNormalFields);
  keys["lognormal"] = object_schema(kLognormalFields);
  keys["triangular"] = object_schema(kTriangularFields);
  return factor;
}

nlohmann::json list_of(nlohmann::json member, std::size_t most) {
  return {{"type", "array"}, {"minItems", 1}, {"maxItems", most}, {"items", std::move(member)}};
}

}  // namespace

std::string experiment_schema() {
  nlohmann::json schema = object_schema(kExperimentFields);
  nlohmann::json& keys = schema["properties"];
  nlohmann::json design = object_schema(kDesignFields);
  design["properties"]["kind"] = {{"enum", kDesigns},
                                  {"description", design["properties"]["kind"]["description"]}};
  design["properties"]["list"] = {
      {"type", "array"},
      {"items", {{"type", "array"}}},
      {"description", "points of a list: a value of every factor, in their order"}};
  nlohmann::json stopping = object_schema(kStoppingFields);
  stopping["properties"]["responses"] = {{"type", "array"}, {"items", {{"type", "string"}}}};
  stopping["required"].push_back("responses");
  nlohmann::json replicates = object_schema(kReplicateFields);
  replicates["properties"]["pairing"] = {{"enum", {"paired", "independent"}}};
  keys["factors"] = list_of(factor_schema(), kMostFactors);
  keys["design"] = std::move(design);
  keys["replicates"] = std::move(replicates);
  keys["responses"] = list_of(object_schema(kResponseFields), kMostResponses);
  keys["stopping"] = std::move(stopping);
  for (const char* key : {"factors", "design", "responses"}) schema["required"].push_back(key);
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "Groundswell experiment";
  return dump_pretty(schema);
}

}  // namespace gs
