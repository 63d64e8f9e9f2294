// The kinds, by the schema of their document.
#include "scenarios/report/decision/decision.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/error.h"
#include "scenarios/report/batch/analysis.h"
#include "scenarios/report/decision/explanation_view.h"
#include "scenarios/report/decision/influencers_view.h"
#include "scenarios/report/decision/optimization.h"
#include "scenarios/report/decision/tracking.h"

namespace gs {

namespace {

struct Kind {
  std::string_view schema;
  DecisionView (*view)(const nlohmann::json& document);
  std::string (*text)(const nlohmann::json& document, const TerminalStyle& style);
};
constexpr std::array kKinds{Kind{"groundswell/analysis/1", analysis_view, analysis_text},
                            Kind{"groundswell/explanation/1", explanation_view, explanation_text},
                            Kind{"groundswell/influencers/1", influencers_view, influencers_text},
                            Kind{"groundswell/optimization/1", optimization_view, optimization_text},
                            Kind{"groundswell/tracking/1", tracking_view, tracking_text}};

const Kind* kind_of(const nlohmann::json& document) {
  if (!document.is_object() || !document.contains("schema") || !document["schema"].is_string())
    return nullptr;
  const std::string schema = document["schema"];
  const auto found = std::ranges::find(kKinds, schema, &Kind::schema);
  return found == kKinds.end() ? nullptr : &*found;
}

template <class Make>
auto made(const nlohmann::json& document, Make make) {
  try {
    return make(*kind_of(document));
  } catch (const nlohmann::json::exception&) {
    throw Error(Fault::bad_input,
                "result",
                "not a result as this program writes it",
                "give a file written with --json",
                "S17");
  }
}

}  // namespace

bool is_decision(const nlohmann::json& document) { return kind_of(document) != nullptr; }

DecisionView decision_view(const nlohmann::json& document) {
  return made(document, [&](const Kind& kind) { return kind.view(document); });
}

std::string decision_text(const nlohmann::json& document, const TerminalStyle& style) {
  return made(document, [&](const Kind& kind) { return kind.text(document, style); });
}

}  // namespace gs
