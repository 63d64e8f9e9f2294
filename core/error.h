// The one way to refuse: where, what, way out. The fault's value is the exit code (RELIABILITY: exit codes).
#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace gs {

enum class Fault : std::uint8_t {
  usage = 2,
  bad_input = 3,
  limit = 4,
  not_converged = 5,
  locked = 6,
  corrupt = 7,
  io = 8,
  our_defect = 9,
  peer_lost = 10
};

// Example: where "plan.json:12:7 /plan/p3/format", what "'phto' is not a format of facebook",
// remedy "did you mean 'photo'?", code "S11". what() reads "where: what [code]".
struct Error : std::runtime_error {
  Error(Fault the_fault,
        const std::string& where,
        const std::string& what,
        std::string the_remedy = "",
        std::string the_code = "")
      : std::runtime_error((where.empty() ? what : where + ": " + what) +
                           (the_code.empty() ? "" : " [" + the_code + "]")),
        fault(the_fault),
        remedy(std::move(the_remedy)),
        code(std::move(the_code)) {}
  Fault fault;
  std::string remedy;  // the next action, or empty
  std::string code;    // V02, T04, S11 …; empty where RELIABILITY names none
};

// Thrown between chunks of work when a stop was asked for; everything committed so far is kept.
struct Interrupted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace gs
