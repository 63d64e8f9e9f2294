// What every verb shares: the common options, where results go, what is said and how loudly.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/progress.h"
#include "scenarios/workspace/workspace.h"

namespace CLI {
class App;
}

namespace gs {

struct RunLimits;  // scenarios/estimate.h
class Ranks;       // tools/commands/ranks.h

struct Session {
  bool json = false, quiet = false, read_only = false, allow_path = false, allow_unconverged = false;
  std::string out, workspace;  // -w; empty = groundswell.gsw where it exists
  std::int64_t threads = 0, seed = -1, replicates = 400;
  std::int64_t mem_limit = 0, max_events = 0;                // bytes; events of a world; 0 = the default
  std::vector<std::pair<std::string, std::int64_t>> limits;  // --limit NAME=VALUE, the last one counts
  std::string command_line;                                  // for the report's "reproduce" line
  StopRequest stop;
  std::unique_ptr<Ranks> (*join_ranks)(const StopRequest& stop) = nullptr;  // null: built without MPI
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();

  std::optional<std::uint32_t> chosen_seed() const;
  std::map<std::string, std::int64_t> limit_values() const;
  RunLimits run_limits() const;  // --mem-limit, --max-events, --limit cost and their defaults
  unsigned thread_count() const { return static_cast<unsigned>(threads); }
  std::string workspace_path() const;  // the one named, else groundswell.gsw
  bool workspace_exists() const;
};

// Adds the options of PRODUCT that mean something for every command. `limits`: the names --limit takes here;
// another is refused (usage) with the nearest of them.
void add_common_options(CLI::App& command, Session& session, const std::vector<std::string>& limits = {});
void add_memory_option(CLI::App& command, Session& session);  // --mem-limit
void add_bounds(CLI::App& command, Session& session);         // --mem-limit, --max-events
// --replicates, --mem-limit, --max-events: of commands that simulate.
void add_simulation_options(CLI::App& command, Session& session);

// Adds `run` (what may differ between equal runs) and writes the document: JSON to stdout or --out; without
// --json, `text` to stdout. Throws Error(io) when the target cannot be written in full.
void deliver(nlohmann::json document, const std::string& text, const Session& session);

// Refuses (usage, C03) to write a result over an existing file that is not an earlier result of this program:
// a plan, an export, a workspace named by mistake must survive. Devices and pipes pass.
bool holds(const std::string& path, const std::string& text);  // a regular file with just that text
void refuse_to_overwrite(const std::string& path);

// Writes a file as a whole (temporary file beside it, then rename); Error(io) names what failed, nothing
// half-written.
void write_file(const std::string& path, const std::string& text);
void print_text(const std::string& text);                   // standard output, whole or Error(io)
void say(const Session& session, const std::string& line);  // stderr, unless --quiet
bool stdout_is_terminal();

// "groundswell fit -w brand.gsw": a command on the same workspace, for people to type.
std::string command_for(const Session& session, const std::string& verb);

// {"file": name, "sha256": hash} of an input; Error(bad_input) when it cannot be read.
nlohmann::json input_of(const std::string& path);

}  // namespace gs
