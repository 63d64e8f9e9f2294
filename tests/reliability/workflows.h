// The workflows that every fault is tried on, and what must hold after each: the exit code is one of those
// promised, the workspace opens and verifies, nothing lies about, and the same command again leaves what an
// undisturbed run leaves (RELIABILITY 3, invariants A and B).
#pragma once
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "tests/support/sandbox.h"

namespace gs::reliability {

using support::Ran;
using support::Sandbox;

struct Workflow {
  std::string name, command;
  std::vector<std::string> prepared_by;  // commands that run undisturbed before it
};

void PrintTo(const Workflow& workflow, std::ostream* out);  // its name, in messages of tests

// import of the bundled export, a later export of the same posts, fit, forecast, compare, backtest
std::vector<Workflow> workflows();
Workflow workflow(const std::string& name);

// A workflow at its beginning, and what it leaves when nobody disturbs it.
class Trial {
 public:
  explicit Trial(const Workflow& workflow);
  Sandbox& sandbox() { return sandbox_; }
  const std::string& command() const { return command_; }
  Ran disturbed(const std::string& before,
                const std::string& after = "");  // from the beginning, with a fault
  // Invariants A and B after a disturbed run that ended with `code`; `where` names the point of the sweep.
  void expect_survived(const Ran& ran, const std::string& where);
  std::string left() const;  // everything but moments, of workspace, results and pages
  const std::string& undisturbed() const { return undisturbed_; }
  void begin_again() { sandbox_.restore(beginning_); }

 private:
  Sandbox sandbox_;
  std::string command_, undisturbed_;
  std::map<std::string, std::string> beginning_;
  std::set<std::string> names_;
};

// A small page of posts, the later of two exports counting on; and a plan for it.
std::string small_export(int posts, int later = 0);
std::string small_plan();

}  // namespace gs::reliability
