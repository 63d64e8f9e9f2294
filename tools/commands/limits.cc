// Numbers with a unit by from_chars; the machine's memory from the system, the control group's from its file
// (version 2, then 1), the address space from the process's own limits.
#include "tools/commands/limits.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>

#include "core/error.h"
#include "core/nearest.h"

namespace gs {

namespace {

constexpr double kShare = 0.75;  // the rest is for everything else on the machine

// Power of 1024 a unit stands for; -1 when it is none.
int power_of(std::string_view unit) {
  if (unit.empty() || unit == "B") return 0;
  constexpr std::string_view kUnits = "KMGT";
  const char first = unit[0] >= 'a' ? static_cast<char>(unit[0] - 'a' + 'A') : unit[0];
  const std::size_t at = kUnits.find(first);
  const std::string_view rest = unit.substr(1);
  if (at == kUnits.npos || !(rest.empty() || rest == "B" || rest == "iB")) return -1;
  return static_cast<int>(at) + 1;
}

double number_in(const char* path) {  // infinite where the file is missing or says "max"
  std::ifstream file(path);
  double value = 0;
  return file >> value && value > 0 ? value : std::numeric_limits<double>::infinity();
}

double address_space() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return std::numeric_limits<double>::infinity();
  return static_cast<double>(limit.rlim_cur);
}

}  // namespace

std::int64_t parse_size(const std::string& text, const std::string& option) {
  constexpr double kMost = 9e18;
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const int power = power_of(std::string_view(end, text.data() + text.size()));
  for (int i = 0; i < power; ++i) value *= 1024;
  if (fault != std::errc{} || power < 0 || !(value >= 1 && value < kMost))
    throw Error(Fault::usage, option + " " + text, "not a size", "for example 4G, 512M or 2000000", "C04");
  return static_cast<std::int64_t>(value);
}

std::pair<std::string, std::int64_t> parse_limit(const std::string& text,
                                                 const std::vector<std::string>& known) {
  constexpr double kMost = 9e18;
  const auto equals = text.find('=');
  const std::string name = text.substr(0, equals);
  double value = -1;  // 1e13 is a whole number, too
  const char *last = text.data() + text.size(), *end = last;
  if (equals != std::string::npos) end = std::from_chars(text.data() + equals + 1, last, value).ptr;
  if (!(value >= 0 && value < kMost) || value != std::floor(value) || name.empty() || end != last)
    throw Error(
        Fault::usage, "--limit " + text, "expected NAME=NUMBER", "for example --limit steps=800", "C04");
  if (std::ranges::find(known, name) != known.end()) return {name, static_cast<std::int64_t>(value)};
  std::string all;
  for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
  const std::string near = nearest(name, known);
  throw Error(Fault::usage,
              "--limit " + text,
              "'" + name + "' is not a limit of this command",
              all.empty()    ? "leave it out; this command has no limits to set"
              : near.empty() ? "known: " + all
                             : "did you mean " + near + "?   known: " + all,
              "C04");
}

std::int64_t usual_memory_limit() {
  const double pages = static_cast<double>(sysconf(_SC_PHYS_PAGES)),
               page = static_cast<double>(sysconf(_SC_PAGESIZE));
  double least = pages > 0 && page > 0 ? pages * page : std::numeric_limits<double>::infinity();
  for (const char* path : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"})
    least = std::min(least, number_in(path));
  least = std::min(least, address_space());
  return least < 1e18 ? static_cast<std::int64_t>(least * kShare) : 0;
}

}  // namespace gs
