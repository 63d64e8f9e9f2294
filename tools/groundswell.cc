// The front door: parse, call one command, turn an Error into a message and its exit code.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <ios>
#include <iostream>
#include <new>
#include <string>

#include "core/error.h"
#include "scenarios/reading/words.h"
#include "tools/commands/commands.h"
#include "tools/commands/ranks.h"
#include "tools/commands/session.h"
#ifdef GS_MPI
#include "tools/mpi/ranks.h"
#endif

namespace {

volatile bool stop_asked = false;
volatile std::sig_atomic_t stop_signal = 0;

// First signal: finish what is running and say how to go on. Second: leave at once.
void on_signal(int signal) {
  if (stop_asked) std::_Exit(128 + signal);
  stop_signal = signal;
  stop_asked = true;
}

void print_error(const std::string& what, const std::string& remedy, int code) {
  std::cerr << "error: " << what << '\n';
  if (!remedy.empty()) std::cerr << "       " << remedy << '\n';
  std::cerr << "       (exit " << code << ")\n";
}

int usage_error(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  const gs::UsageProblem problem = gs::usage_problem(app, error);
  print_error(problem.what + " [C01]", problem.remedy, 2);
  return 2;
}

int run(int argc, char** argv) {
  gs::Session session;
  session.stop.asked = &stop_asked;
#ifdef GS_MPI
  session.join_ranks = gs::mpi_ranks;
#endif
  for (int i = 0; i < argc; ++i)
    session.command_line += i == 0 ? "groundswell" : " " + gs::shell_word(argv[i]);
  CLI::App app{"Groundswell forecasts what a social-media plan will deliver before money is spent."};
  app.set_version_flag("--version", std::string("groundswell ") + GS_VERSION);
  app.require_subcommand(1);
  gs::add_commands(app, session);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, on_signal);
  try {
    return run(argc, argv);
  } catch (const gs::Interrupted& interrupted) {
    print_error(interrupted.what(), "run the same command again", 128 + stop_signal);
    return 128 + stop_signal;
  } catch (const gs::LeftToAnother& left) {
    return left.code;
  } catch (const gs::Error& error) {
    const int code = static_cast<int>(error.fault);
    print_error(error.what(), error.remedy, code);
    return code;
  } catch (const std::ios_base::failure& failure) {
    print_error(failure.what(), "check the disk and run the same command again", 8);
    return 8;
  } catch (const std::bad_alloc&) {
    print_error("out of memory", "raise people_per_agent or lower --replicates", 4);
    return 4;
  } catch (const std::exception& error) {
    print_error(std::string("internal: ") + error.what(), "please report this with the command line", 9);
    return 9;
  }
}
