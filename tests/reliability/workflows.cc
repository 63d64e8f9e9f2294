#include "tests/reliability/workflows.h"

#include <gtest/gtest.h>

#include <sstream>

#include "core/error.h"
#include "scenarios/workspace/workspace.h"

namespace gs::reliability {

namespace {

constexpr const char* kImport = "import small.csv --platform facebook --account brand --quiet";

std::string two_digits(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

// What a workspace says, without the moments at which it was told.
std::string content(const std::string& path) {
  const Workspace workspace = Workspace::open(path, Access::read_only);
  workspace.check();
  std::ostringstream text;
  text << std::hexfloat;
  for (const ObservedPost& post : workspace.posts()) {
    text << post.platform << '|' << post.account << '|' << post.id << '|' << post.published.seconds << '|'
         << post.format << '|' << post.title << '|' << post.contradicted << '|'
         << post.followers.value_or(-1);
    for (const auto& count : post.counts) text << '|' << count.value_or(-1);
    text << '\n';
  }
  for (const HistoryEntry& entry : workspace.history())
    text << entry.account << '|' << entry.file << '|' << entry.format_name << '|' << entry.posts << '\n';
  for (const char* kind : {"calibration", "forecast", "comparison", "backtest"}) {
    std::set<std::string> texts;  // a command that runs twice may store twice, never two different results
    for (const StoredDocument& document : workspace.documents(kind)) {
      const bool result = std::string(kind) != "calibration";
      texts.insert(document.account + "|" + (result ? support::result_of(document.text) : document.text));
    }
    for (const std::string& stored : texts) text << kind << '|' << stored << '\n';
  }
  return text.str();
}

}  // namespace

std::string small_export(int posts, int later) {
  std::string csv = "post_id,published,reach,impressions,likes,format\n";
  for (int i = 0; i < posts; ++i) {
    const int hour = i * 13, day = hour / 24;
    csv += "p" + std::to_string(i) + ",2026-" + two_digits(1 + day / 28) + "-" + two_digits(1 + day % 28) +
           "T" + two_digits(hour % 24) + ":00Z," + std::to_string(900 + 41 * (i % 11) + 7 * (i % 5) + later) +
           "," + std::to_string(1200 + 50 * (i % 11) + 9 * (i % 7) + later) + "," +
           std::to_string(10 + i % 13) + "," + (i % 3 == 0 ? "video" : "photo") + "\n";
  }
  return csv;
}

std::string small_plan() {
  return R"({"schema":"groundswell/scenario/1","start":"2026-12-07","end":"2026-12-09",
"audience":{"accounts":{"brand":{"platform":"facebook","followers":600}}},
"plan":{"a":{"format":"photo","publish_at":"2026-12-07T18:00"},"b":{"format":"video","publish_at":"2026-12-08T12:00"}}})";
}

std::vector<Workflow> workflows() {
  const std::string run = " --threads 1 --quiet";
  const std::string results = " --replicates 4 --save kept --out result.json --report page.html" + run;
  return {
      {"import",
       "import " + Sandbox::example("roastery_posts.csv") +
           " --account example-roastery --timezone Europe/Berlin",
       {}},
      {"import_again", "import later.csv --platform facebook --account brand", {kImport}},
      {"fit", "fit" + run, {kImport}},
      {"forecast", "forecast plan.json" + results, {kImport, "fit" + run}},
      {"compare", "compare plan.json other.json" + results, {kImport, "fit" + run}},
      {"backtest",
       "backtest --replicates 4 --first 100 --origins every:10 --out result.json --report page.html" + run,
       {"import many.csv --platform facebook --account brand --quiet"}}};
}

void PrintTo(const Workflow& workflow, std::ostream* out) { *out << workflow.name; }

Workflow workflow(const std::string& name) {
  for (const Workflow& each : workflows())
    if (each.name == name) return each;
  std::abort();
}

Trial::Trial(const Workflow& workflow) : command_(workflow.command) {
  sandbox_.write("small.csv", small_export(12));
  sandbox_.write("later.csv", small_export(14, 30));
  sandbox_.write("many.csv", small_export(118));
  sandbox_.write("plan.json", small_plan());
  sandbox_.write("other.json", R"({"extends":"plan.json","plan":{"b":{"publish_at":"2026-12-08T19:00"}}})");
  for (const std::string& command : workflow.prepared_by) {
    const Ran ran = sandbox_.run(command);
    EXPECT_EQ(ran.code, 0) << command << "\n" << ran.err;
  }
  beginning_ = sandbox_.files();
  const Ran ran = sandbox_.run(command_);
  EXPECT_EQ(ran.code, 0) << command_ << "\n" << ran.err;
  names_ = sandbox_.names();
  undisturbed_ = left();
}

Ran Trial::disturbed(const std::string& before, const std::string& after) {
  begin_again();
  return sandbox_.run(command_, before, after);
}

std::string Trial::left() const {
  std::string all;
  for (const std::string& name : sandbox_.names()) {
    if (name.ends_with(".gsw")) all += content(sandbox_ / name);
    if (name.ends_with("result.json")) all += support::result_of(sandbox_.read(name));
    if (name.ends_with(".html")) all += sandbox_.read(name);
  }
  return all;
}

void Trial::expect_survived(const Ran& ran, const std::string& where) {
  static const std::set<int> kPromised{0, 2, 3, 4, 5, 6, 7, 8, 128 + 1, 128 + 2, 128 + 9, 128 + 15};
  EXPECT_TRUE(kPromised.contains(ran.code)) << where << " ended with " << ran.code << "\n" << ran.err;
  try {
    if (std::filesystem::exists(sandbox_ / "groundswell.gsw"))
      Workspace::open(sandbox_ / "groundswell.gsw", Access::read_only).check();
    if (ran.code == 0) {
      EXPECT_EQ(left(), undisturbed_) << where << " claims to have succeeded";
    }
    const Ran again = sandbox_.run(command_);
    EXPECT_EQ(again.code, 0) << where << ", the same command again\n" << again.err;
    EXPECT_EQ(left(), undisturbed_) << where << ", the same command again";
  } catch (const Error& error) {
    ADD_FAILURE() << where << ": " << error.what();
  }
  EXPECT_EQ(sandbox_.names(), names_) << where;
}

}  // namespace gs::reliability
