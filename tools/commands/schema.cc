// groundswell schema scenario|experiment|truth: JSON Schema of our documents, for editors and other programs.
#include <CLI/CLI.hpp>
#include <memory>

#include "scenarios/batch/experiment.h"
#include "scenarios/document/scenario.h"
#include "scenarios/synth/lab/truth.h"
#include "tools/commands/commands.h"
#include "tools/commands/session.h"

namespace gs {

void add_schema(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand("schema", "print the JSON Schema of a document");
  auto kind = std::make_shared<std::string>();
  add_common_options(*command, session);
  command->add_option("document", *kind, "which document")
      ->required()
      ->check(CLI::IsMember({"scenario", "experiment", "truth"}));
  command->callback([&session, kind] {
    const nlohmann::json schema = nlohmann::json::parse(*kind == "experiment" ? experiment_schema()
                                                        : *kind == "truth"    ? truth_schema()
                                                                              : scenario_schema());
    if (!session.out.empty()) return write_file(session.out, schema.dump(2) + "\n");
    print_text(schema.dump(2) + "\n");
  });
}

}  // namespace gs
