// Common options, output and messages of all verbs. The only place that writes results.
#include "tools/commands/session.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "core/error.h"
#include "scenarios/document/json.h"
#include "scenarios/plan/estimate.h"
#include "scenarios/reading/sha256.h"
#include "scenarios/reading/words.h"
#include "tools/commands/limits.h"

namespace gs {

namespace {

constexpr std::int64_t kMostThreads = 1024;
constexpr std::int64_t kMostReplicates = 1'000'000'000;  // what a run may cost is limited apart from it

[[noreturn]] void refuse_write(const std::string& path, int error) {
  const bool full = error == ENOSPC || error == EDQUOT;
  throw Error(
      Fault::io,
      path,
      full ? "no space left writing the file" : fmt::format("cannot be written ({})", std::strerror(error)),
      full ? "free space and run the same command again" : "choose another path with --out");
}

void write_all(int descriptor, const std::string& text, const std::string& path) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t wrote = ::write(descriptor, text.data() + done, text.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) refuse_write(path, errno);
    done += static_cast<std::size_t>(wrote);
  }
}

void add_limit_option(CLI::App& command, Session& session, const std::vector<std::string>& known) {
  std::string names;
  for (const std::string& name : known) names += (names.empty() ? ": " : ", ") + name;
  command.add_option_function<std::vector<std::string>>(
      "--limit",
      [&session, known](const std::vector<std::string>& texts) {
        for (const std::string& text : texts) session.limits.push_back(parse_limit(text, known));
      },
      "raise or lower a limit, NAME=VALUE (repeatable)" + names);
}

// "" where there is none to open; Error(io) when it cannot be read to its end.
std::string text_in(const std::string& path) try {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
} catch (const std::ios_base::failure& failure) {
  throw Error(Fault::io,
              path,
              fmt::format("cannot be read to its end ({})", failure.code().message()),
              "check the disk and run the same command again");
}

std::int64_t peak_memory() {
  rusage usage{};
  return getrusage(RUSAGE_SELF, &usage) == 0 ? std::int64_t{usage.ru_maxrss} * 1024 : 0;
}

}  // namespace

std::optional<std::uint32_t> Session::chosen_seed() const {
  if (seed < 0) return std::nullopt;
  return static_cast<std::uint32_t>(seed);
}

std::map<std::string, std::int64_t> Session::limit_values() const {
  std::map<std::string, std::int64_t> values;
  for (const auto& [name, value] : limits) values[name] = value;
  return values;
}

RunLimits Session::run_limits() const {
  RunLimits run;
  run.bytes = static_cast<double>(mem_limit > 0 ? mem_limit : usual_memory_limit());
  if (max_events > 0) run.events_per_world = static_cast<double>(max_events);
  const auto values = limit_values();
  if (const auto cost = values.find("cost"); cost != values.end())
    run.cost = static_cast<double>(cost->second);
  return run;
}

std::string Session::workspace_path() const { return workspace.empty() ? "groundswell.gsw" : workspace; }

bool Session::workspace_exists() const { return std::filesystem::exists(workspace_path()); }

void add_common_options(CLI::App& command, Session& session, const std::vector<std::string>& limits) {
  command.add_flag("--json", session.json, "print the result as JSON on standard output, nothing else there");
  command.add_option("--out", session.out, "write the result to this file instead of standard output");
  command.add_option(
      "-w,--workspace", session.workspace, "workspace file (default groundswell.gsw where it exists)");
  command
      .add_option("--threads", session.threads, "threads to use (default: all cores); never changes a result")
      ->check(CLI::Range(std::int64_t{1}, kMostThreads));
  command.add_option("--seed", session.seed, "seed of all chance (default: the scenario's, else 1)")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{4294967295}));
  command.add_flag("--quiet", session.quiet, "no messages on standard error but errors");
  add_limit_option(command, session, limits);
  command.add_flag("--read-only", session.read_only, "open the workspace for reading only");
  command.add_flag("--allow-path", session.allow_path, "let a scenario extend files outside its own folder");
  command.add_flag(
      "--allow-unconverged", session.allow_unconverged, "use a calibration that did not converge");
}

void add_memory_option(CLI::App& command, Session& session) {
  command.add_option_function<std::string>(
      "--mem-limit",
      [&session](const std::string& text) { session.mem_limit = parse_size(text, "--mem-limit"); },
      "most memory to use, for example 4G (default: three quarters of this machine's)");
}

void add_simulation_options(CLI::App& command, Session& session) {
  command.add_option("--replicates", session.replicates, "simulated worlds")
      ->check(CLI::Range(std::int64_t{2}, kMostReplicates))
      ->capture_default_str();
  add_bounds(command, session);
}

void add_bounds(CLI::App& command, Session& session) {
  add_memory_option(command, session);
  command
      .add_option("--max-events",
                  session.max_events,
                  "most times posts may come up for people in one simulated world (default 1000000000)")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 53));
}

namespace {

// A document this program wrote: plans say no engine.
bool is_result(const std::string& text, const std::string& path) {
  if (!text.starts_with("{")) return false;
  try {
    const nlohmann::json document = parse_json_safe(text, path).root;
    return document.contains("engine") && document.contains("schema") && document["schema"].is_string() &&
           document["schema"].get<std::string>().starts_with("groundswell/");
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

bool holds(const std::string& path, const std::string& text) {
  return std::filesystem::is_regular_file(path) && std::filesystem::file_size(path) == text.size() &&
         text_in(path) == text;
}

void refuse_to_overwrite(const std::string& path) {
  if (path.empty() || !std::filesystem::is_regular_file(path)) return;
  const std::string text = text_in(path);
  const bool result = is_result(text, path);
  const bool page = text.starts_with("<!doctype html>") && text.find("groundswell") != std::string::npos;
  const bool graph =
      text.starts_with("<?xml") && text.find("<desc>groundswell audience") != std::string::npos;
  if (text.empty() || result || page || graph) return;
  throw Error(Fault::usage,
              path,
              "exists and is not an earlier result: would overwrite input",
              "choose another name, or remove the file first",
              "C03");
}

void write_file(const std::string& path, const std::string& text) {
  struct stat existing {};
  const bool special = ::stat(path.c_str(), &existing) == 0 && !S_ISREG(existing.st_mode);
  const std::string target = special ? path : path + ".part";  // a device or pipe is written directly
  const int flags = special ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW;
  const int descriptor = ::open(target.c_str(), flags | O_CLOEXEC, 0644);
  if (descriptor < 0) refuse_write(path, errno);
  try {
    write_all(descriptor, text, path);
    if (::close(descriptor) != 0) refuse_write(path, errno);
    if (!special && std::rename(target.c_str(), path.c_str()) != 0) refuse_write(path, errno);
  } catch (...) {
    if (!special) ::unlink(target.c_str());
    throw;
  }
}

void deliver(nlohmann::json document, const std::string& text, const Session& session) {
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - session.started;
  nlohmann::json& run = document["run"];
  run["seconds"] = std::round(spent.count() * 1000) / 1000;
  run["threads"] = session.threads == 0 ? std::thread::hardware_concurrency() : session.threads;
  run["peak_memory_bytes"] = peak_memory();
  const std::string json = document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  if (!session.out.empty()) {
    refuse_to_overwrite(session.out);
    write_file(session.out, json);
  }
  if (session.json && session.out.empty()) return print_text(json);
  if (!session.json) print_text(text);
}

void print_text(const std::string& text) { write_all(STDOUT_FILENO, text, "standard output"); }

void say(const Session& session, const std::string& line) {
  if (!session.quiet) std::cerr << line << '\n';
}

std::string command_for(const Session& session, const std::string& verb) {
  return "groundswell " + verb + (session.workspace.empty() ? "" : " -w " + shell_word(session.workspace));
}

bool stdout_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }

nlohmann::json input_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(Fault::bad_input, path, "not found", "check the path", "F01");
  return {{"file", std::filesystem::path(path).filename().string()}, {"sha256", sha256_hex(text_in(path))}};
}

}  // namespace gs
