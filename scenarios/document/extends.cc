// A variant over its base, and that over its own: merge patches (RFC 7386), newest last. Whatever a scenario
// extends must lie in the folder of the scenario the user named, unless --allow-path. At most 16 levels, no
// cycle.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/error.h"
#include "scenarios/document/paths.h"
#include "scenarios/document/read.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

constexpr std::size_t kMostLevels = 16;

std::string cycle_text(const std::vector<std::string>& chain, const std::string& again) {
  std::string text;
  const auto first = std::find(chain.begin(), chain.end(), again);
  for (auto at = first; at != chain.end(); ++at)
    text += std::filesystem::path(*at).filename().string() + " → ";
  return text + std::filesystem::path(again).filename().string();
}

struct NextFile {
  std::string path;  // "" when the document extends nothing
  Referrer referrer;
};

NextFile next_file(const JsonDocument& document, const std::string& path, const PathRules& outermost) {
  const JsonView root(document);
  root.members();
  const auto extends = root.find("extends");
  if (!extends) return {};
  PathRules rules = outermost;
  rules.relative_to = folder_of(path);
  rules.where = document.where("/extends");
  const std::string written = extends->text({1, 1000});
  return {path_of(written, rules), {rules.where, written}};
}

void refuse_endless(const JsonDocument& document,
                    const std::vector<std::string>& chain,
                    const std::string& next) {
  const std::string canonical = canonical_path(next);
  if (std::find(chain.begin(), chain.end(), canonical) != chain.end())
    throw Error(Fault::bad_input,
                document.where("/extends"),
                "cycle: " + cycle_text(chain, canonical),
                "let one of them stand alone",
                "S18");
  if (chain.size() >= kMostLevels)
    throw Error(Fault::bad_input,
                document.where("/extends"),
                fmt::format("more than {} levels of extends", kMostLevels),
                "extend an earlier scenario directly",
                "S18");
}

}  // namespace

JsonDocument with_extends(const std::string& text, const std::string& path, const ScenarioOptions& options) {
  const JsonLimits limits{.bytes = options.json_bytes};
  PathRules rules;
  rules.inside = folder_of(path);
  rules.may_leave = options.allow_path;
  std::vector<JsonDocument> layers{parse_json_safe(text, path, limits)};
  std::vector<std::string> chain{canonical_path(path)};
  for (NextFile next = next_file(layers.back(), path, rules); !next.path.empty();) {
    refuse_endless(layers.back(), chain, next.path);
    chain.push_back(canonical_path(next.path));
    const std::string below = read_text_file(next.path, {limits.bytes, "json-bytes"}, next.referrer);
    layers.push_back(parse_json_safe(below, next.path, limits));
    next = next_file(layers.back(), next.path, rules);
  }
  JsonDocument document{nlohmann::json::object(), {}, {}};
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
    document = patched(std::move(document), std::move(*layer));
  document.root.erase("extends");
  return document;
}

}  // namespace gs
