// A carriage return, the text, blanks over what stood there before: works on every terminal. The first line
// comes after half a second, so that quick commands stay silent.
#include "tools/commands/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "scenarios/plan/estimate.h"
#include "scenarios/report/html.h"
#include "tools/commands/session.h"

namespace gs {

namespace {

constexpr std::chrono::milliseconds kPause{250};
constexpr double kSilent = 0.45;  // seconds

std::size_t columns_of_stderr() {
  winsize size{};
  const bool told = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return told ? size.ws_col - 1u : 79u;
}

void show(const std::string& text) {  // a terminal that is gone is no reason to stop working
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

}  // namespace

std::string progress_text(const Progress::State& state, double elapsed_seconds, bool stopping) {
  if (stopping) return "stopping";
  const double done = std::min(state.done_seconds, state.expected_seconds);
  if (!(state.expected_seconds > 0)) return visible(state.stage);
  const double left = (state.expected_seconds - done) * (elapsed_seconds + 1) / (done + 1);
  const int percent = std::min(99, static_cast<int>(100 * done / state.expected_seconds));
  return fmt::format(
      "{}   {} %   about {} left", visible(state.stage), percent, duration_in_words(std::max(1.0, left)));
}

ProgressLine::ProgressLine(const Session& session) : stop_(session.stop) {
  if (session.quiet || ::isatty(STDERR_FILENO) != 1) return;
  ticker_ = std::make_unique<Ticker>(kPause, [this] { look(); });
}

ProgressLine::~ProgressLine() {
  ticker_.reset();
  if (shown_ > 0) show("\r" + std::string(shown_, ' ') + "\r");
}

Watch ProgressLine::watch() const { return {stop_, ticker_ ? &progress_ : nullptr, 0}; }

Watch ProgressLine::watch_for(double seconds) const {
  const Watch all = watch();
  all.expect(seconds);
  return all.worth(seconds);
}

void ProgressLine::look() {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started_;
  if (elapsed.count() < kSilent) return;
  std::string text = cut_to_columns(
      progress_text(progress_.now(), elapsed.count(), static_cast<bool>(stop_)), columns_of_stderr(), "");
  const std::size_t columns = columns_of(text);
  if (columns < shown_) text.append(shown_ - columns, ' ');
  shown_ = columns;
  show("\r" + text);
}

}  // namespace gs
