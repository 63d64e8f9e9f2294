// `groundswell batch` as people, schedulers and faults run it: killed, asked to stop, out of space, twice at
// once (RELIABILITY 5: F1, F2, F4, F11, F12, F14, F15); and what other programs read of its results.
#include "tests/batch/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/draw.h"

namespace gs {
namespace {

using batch_tests::BatchProgram;
using batch_tests::tiny_experiment;
using support::full;
using support::Ran;
using support::Sandbox;
using testing::HasSubstr;

TEST_F(BatchProgram, GoesFromADocumentToTablesOnAnyNumberOfThreadsAndShards) {
  const std::string hash = undisturbed();
  EXPECT_EQ(run("--threads 3")["result_hash"], hash);
  for (const char* shard : {"3/3", "1/3"})
    EXPECT_TRUE(run(std::string("--into parts --shard ") + shard)["result_hash"].is_null());
  EXPECT_EQ(run("--into parts --shard 2/3 --threads 2")["result_hash"], hash);
  const Ran merged = box.run("batch merge e.json --json");
  ASSERT_EQ(merged.code, 0) << merged.err;
  const nlohmann::json document = nlohmann::json::parse(merged.out);
  EXPECT_EQ(document["result_hash"], hash);
  EXPECT_EQ(document["rows"], 12 * 30);
  EXPECT_EQ(document["points"]["factors"]["format"][0].is_string(), true);
  EXPECT_TRUE(box.read("e.rows.csv").starts_with("point,replicate,reach,er_reach,reach@day1\r\n"));
}

TEST_F(BatchProgram, KilledAtRandomMomentsAndResumedOtherwiseHasTheSameResult) {
  const std::string hash = undisturbed();
  const std::uint32_t rounds = full() ? 100 : 10;
  for (std::uint32_t k = 0; k < rounds; ++k) {
    const std::string moment = std::to_string(0.01 + 0.4 * static_cast<double>(mix64(k + 1) >> 11) / 0x1p53);
    const std::string of = std::to_string(1 + k % 3), number = std::to_string(1 + k % (1 + k % 3));
    const Ran ran =
        box.run("batch run e.json --threads " + std::to_string(1 + k % 4) + " --shard " + number + "/" + of,
                "timeout -s KILL " + moment);
    EXPECT_TRUE(ran.code == 0 || ran.code == 128 + 9) << ran.code << ran.err;
  }
  EXPECT_EQ(run("--threads 2")["result_hash"], hash);
  EXPECT_EQ(box.run("batch merge e.json").code, 0);
}

TEST_F(BatchProgram, KilledAtASystemCallLosesNothingThatWasWritten) {
  if (box.shell("strace -V").code != 0) GTEST_SKIP() << "strace is not installed";
  if (box.shell("strace true").code != 0) GTEST_SKIP() << "may not trace here";
  box.write("e.json", tiny_experiment("", 6, 14));
  const std::string hash = undisturbed();
  for (const char* call : {"pwrite64", "fdatasync", "ftruncate", "mkdir"})
    for (const int when : full() ? std::vector{1, 2, 3, 4, 5, 6, 7} : std::vector{call[0] == 'p' ? 3 : 1}) {
      const Ran ran = box.run("batch run e.json --threads 1",
                              std::string("strace -f -o /dev/null -e trace=") + call + " -e inject=" + call +
                                  ":signal=SIGKILL:when=" + std::to_string(when));
      EXPECT_TRUE(ran.code == 0 || ran.code == 137) << call << ran.code << ran.err;
      EXPECT_EQ(run()["result_hash"], hash) << call << " " << when;
      box.shell("rm -r e.shards");
    }
}

TEST_F(BatchProgram, AskedToStopSavesAndSaysHowToGoOn) {
  box.write("e.json", tiny_experiment("", 24, 100'000));
  for (const auto& [name, number] : {std::pair("INT", 2), std::pair("TERM", 15), std::pair("HUP", 1)}) {
    const std::string into = std::string("into-") + name;
    const Ran ran = box.shell(box.program() + " batch run e.json --into " + into + " & while ! [ -s " + into +
                              "/shard-1-of-1.gss ]; do :; done; kill -" + name + " $!; wait $!");
    EXPECT_EQ(ran.code, 128 + number) << ran.err;
    EXPECT_TRUE(ran.says("replicates saved")) << ran.err;
    EXPECT_TRUE(ran.says("; resume with groundswell batch run e.json")) << ran.err;
    EXPECT_TRUE(ran.says("run the same command again")) << ran.err;
  }
}

TEST_F(BatchProgram, SaysCommandsAsTheyAreTyped) {
  box.write("my e.json", tiny_experiment());
  const Ran ran = box.run("batch run 'my e.json' --into 'two words'");
  EXPECT_TRUE(ran.says("next: groundswell batch merge 'my e.json'")) << ran.err;
}

TEST_F(BatchProgram, SaysThatTheDiskIsFullAndGoesOnWhenItIsNot) {
  const std::string hash = undisturbed();
  const Ran ran = box.shell("ulimit -f 8; trap '' XFSZ; " + box.program() + " batch run e.json --threads 1");
  EXPECT_EQ(ran.code, 8) << ran.err;
  EXPECT_TRUE(ran.says("no space left writing the file (needed ")) << ran.err;
  EXPECT_TRUE(ran.says(" replicates saved")) << ran.err;
  EXPECT_TRUE(ran.says("free space and run the same command again")) << ran.err;
  EXPECT_EQ(run()["result_hash"], hash);
}

TEST_F(BatchProgram, SaysSoOnASmallDiskToo) {
  box.write("e.json", tiny_experiment("", 64, 100));
  const Ran ran = box.shell("mkdir disk && unshare -m sh -c 'mount -t tmpfs -o size=64k none disk && " +
                            box.program() + " batch run e.json --into disk/shards'");
  if (ran.says("unshare") || ran.says("mount:")) GTEST_SKIP() << "may not mount here: " << ran.err;
  EXPECT_EQ(ran.code, 8) << ran.err;
  EXPECT_TRUE(ran.says("no space left")) << ran.err;
}

TEST_F(BatchProgram, OfTwoProcessesOnOneShardTheSecondIsTurnedAway) {
  box.write("e.json", tiny_experiment("", 24, 100'000));
  const Ran ran =
      box.shell(box.program() +
                " batch run e.json --threads 1 2>/dev/null & first=$!; "
                "while ! [ -s e.shards/shard-1-of-1.gss ]; do :; done; " +
                box.program() + " batch run e.json --threads 1; code=$?; kill -9 $first; exit $code");
  EXPECT_EQ(ran.code, 6) << ran.err;
  EXPECT_TRUE(ran.says("is being written by pid ")) << ran.err;
  box.write("e.json", tiny_experiment());
  EXPECT_EQ(box.run("batch run e.json").code, 3) << "another experiment in the same folder";
  EXPECT_FALSE(run("--into other")["result_hash"].is_null());
}

TEST_F(BatchProgram, TellsPointsThatFailedAndKeepsTheOthers) {
  std::string text = tiny_experiment("", 8, 7);
  const std::string format = R"("/plan/p1/format", "values": ["photo", "video"])";
  text.replace(
      text.find(format), format.size(), R"("/plan/p1/publish_at", "values": ["2026-12-07T09:00", "noon"])");
  box.write("e.json", text);
  const Ran ran = box.run("batch run e.json --json");
  EXPECT_EQ(ran.code, 3) << ran.err;
  EXPECT_TRUE(ran.says("4 of 8 points failed, the others are saved. point ")) << ran.err;
  EXPECT_TRUE(ran.says("/plan/p1/publish_at")) << ran.err;
  const nlohmann::json document = nlohmann::json::parse(ran.out);
  EXPECT_EQ(document["failures"].size(), 4U);
  EXPECT_FALSE(document["result_hash"].is_null());
  EXPECT_EQ(box.run("batch merge e.json").code, 0);
  EXPECT_THAT(box.read("e.points.csv"), HasSubstr(",failed,0,"));
}

TEST_F(BatchProgram, DryRunSaysHowLargeItIsAndRunsNothing) {
  const Ran ran = box.run("batch run e.json --dry-run");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("12 points (sobol, 2 factors) x 30 replicates"));
  EXPECT_THAT(ran.out, HasSubstr("worlds    360, of them 0 done"));
  EXPECT_THAT(ran.out, HasSubstr("memory    about "));
  EXPECT_EQ(box.names(), (std::set<std::string>{"e.json", "plan.json"}));
  box.write("e.json", tiny_experiment("", 100'000, 400));
  EXPECT_EQ(box.run("batch run e.json --limit cost=1000").code, 4);
}

TEST_F(BatchProgram, RefusesAShardThatIsNoneOfItsNumber) {
  for (const char* shard : {"0/3", "4/3", "3", "a/b", "1/0"})
    EXPECT_EQ(box.run(std::string("batch run e.json --shard ") + shard).code, 2) << shard;
}

const char* const kReads = R"(
import csv, sqlite3, math, sys
rows = list(csv.DictReader(open('e.rows.csv', newline='', encoding='utf-8')))
db = sqlite3.connect('file:e.results.sqlite?mode=ro', uri=True)
stored = db.execute('select point, replicate, reach, er_reach, "reach@day1" from batch_row order by 1, 2').fetchall()
assert len(rows) == len(stored) == 360, (len(rows), len(stored))
for r, s in zip(rows, stored):
    assert (int(r['point']), int(r['replicate'])) == s[:2]
    for name, value in zip(('reach', 'er_reach', 'reach@day1'), s[2:]):
        assert (None if r[name] == '' else float(r[name])) == value, (r, s)
points = list(csv.DictReader(open('e.points.csv', newline='', encoding='utf-8')))
columns = {(c['file'], c['column']): c for c in csv.DictReader(open('e.columns.csv', newline='', encoding='utf-8'))}
assert all(('points', name) in columns for name in points[0]), points[0].keys()
for p in points:
    mine = [s[2] for s in stored if s[0] == int(p['point'])]
    assert math.isclose(float(p['reach.mean']), sum(mine) / len(mine))
    assert p['format'] in ('photo', 'video') and p['state'] == 'done'
assert db.execute('select count(*), count(distinct format) from batch_point').fetchone() == (12, 2)
print('equal')
)";

TEST_F(BatchProgram, WritesTablesThatAnotherProgramReadsEqual) {
  if (box.shell("python3 -c 'import sqlite3'").code != 0) GTEST_SKIP() << "python3 is not installed";
  run();
  ASSERT_EQ(box.run("batch merge e.json").code, 0);
  box.write("read.py", kReads);
  const Ran ran = box.shell("python3 read.py");
  EXPECT_EQ(ran.out, "equal\n") << ran.err;
}

TEST_F(BatchProgram, WritesOverNoFileThatIsNotItsOwn) {
  run();
  box.write("e.points.csv", "mine");
  EXPECT_EQ(box.run("batch merge e.json").code, 2);
  EXPECT_EQ(box.read("e.points.csv"), "mine");
  box.shell("rm e.points.csv");
  EXPECT_EQ(box.run("batch merge e.json").code, 0);
  EXPECT_EQ(box.run("batch merge e.json").code, 0) << "its own it makes anew";
}

// What the workspace keeps against the CSV files: every world and every setting, by the columns' names.
const char* const kReadsWorkspace = R"(
import csv, sqlite3
db = sqlite3.connect('file:w.gsw?mode=ro', uri=True)
batches = db.execute("select id from documents where kind = 'batch' and name = 'first'").fetchall()
def kept(table, more):
    return {tuple(row[:-2]): row[-2] if row[-2] is not None or row[-1] == '' else row[-1] for row in db.execute(
        f'select c.name, v.point {more} from {table} v join batch_columns c on c.id = v.batch_column')}
values = kept('batch_values', ", v.replicate, v.value, ''")
settings = kept('batch_settings', ', v.value, v.label')
rows = list(csv.DictReader(open('e.rows.csv', newline='', encoding='utf-8')))
points = list(csv.DictReader(open('e.points.csv', newline='', encoding='utf-8')))
assert len(values) == 3 * len(rows) == 3 * 360 and len(settings) == 2 * len(points) == 24
for r in rows:
    for name in ('reach', 'er_reach', 'reach@day1'):
        value = values[name, int(r['point']), int(r['replicate'])]
        assert (None if r[name] == '' else float(r[name])) == value, (r, value)
for p in points:
    assert settings['format', int(p['point'])] == p['format']
    assert settings['followers', int(p['point'])] == float(p['followers'])
about = db.execute('select role, name, type, unit from batch_columns order by id').fetchall()
assert about == [('factor', 'followers', 'real', ''), ('factor', 'format', 'text', ''),
                 ('response', 'reach', 'real', 'people'), ('response', 'er_reach', 'real', 'fraction'),
                 ('response', 'reach@day1', 'real', 'people')], about
print(len(batches), 'equal')
)";

TEST_F(BatchProgram, KeepsPointsAndRowsInTheWorkspace) {
  box.run("import " + Sandbox::example("roastery_posts.csv") +
          " --account b --timezone Europe/Berlin -w w.gsw");
  const Ran ran = box.run("batch run e.json -w w.gsw");
  ASSERT_EQ(ran.code, 0) << ran.err;
  box.write("kept.py", kReadsWorkspace);
  for (int time = 0; time < 2; ++time) {  // merged again, nothing counts twice
    EXPECT_EQ(box.run("batch merge e.json -w w.gsw --save first").code, 0);
    EXPECT_EQ(box.run("workspace check -w w.gsw").code, 0);
    const Ran kept = box.shell("python3 kept.py");
    EXPECT_EQ(kept.out, "1 equal\n") << kept.err;
  }
  EXPECT_THAT(box.run("history -w w.gsw").out, HasSubstr("first                batch"));
}

TEST_F(BatchProgram, KeepsResultsInAWorkspaceOfTheirOwnUnderTheirOwnNames) {
  run();
  EXPECT_EQ(box.run("batch merge e.json --save-in own.gsw").code, 2) << "by what name?";
  EXPECT_EQ(box.run("batch merge e.json --save '' --save-in own.gsw").code, 2);
  EXPECT_EQ(box.run("batch merge e.json --save first --save-in own.gsw").code, 0);
  EXPECT_EQ(box.names().count("groundswell.gsw"), 0U);
  box.write("e.json", tiny_experiment("", 4, 7));
  run("--into other");
  const Ran taken = box.run("batch merge e.json --into other --save first --save-in own.gsw");
  EXPECT_EQ(taken.code, 2) << taken.err;
  EXPECT_TRUE(taken.says("holds the results of another experiment")) << taken.err;
  EXPECT_TRUE(taken.says("groundswell history --delete --saved first")) << taken.err;
  EXPECT_EQ(box.read("other/e.rows.csv"), "") << "nothing was written";
  EXPECT_EQ(box.run("history -w own.gsw --delete --saved frist").code, 3);
  EXPECT_EQ(box.run("history -w own.gsw --delete --saved first").code, 0);
  EXPECT_EQ(box.run("batch merge e.json --into other --save first --save-in own.gsw").code, 0);
  EXPECT_EQ(box.run("workspace check -w own.gsw").code, 0);
}

// What a notebook does: it reads, and stays connected while others write and read.
const char* const kStaysConnected = R"(
import sqlite3, subprocess, sys
connection = sqlite3.connect('w.gsw')
def count(): return connection.execute('select count(*) from batch_values').fetchone()[0]
def groundswell(*words):
    ran = subprocess.run([sys.argv[1], *words], capture_output=True, text=True)
    assert ran.returncode == 0, (words, ran.stderr)
before = count()
groundswell('batch', 'merge', 'e.json', '--save', 'two', '--save-in', 'w.gsw')
groundswell('history', '-w', 'w.gsw')
groundswell('workspace', 'check', '-w', 'w.gsw')
groundswell('batch', 'merge', 'e.json', '--save', 'three', '--save-in', 'w.gsw')
print(before, count())
)";

TEST_F(BatchProgram, ANotebookThatStaysConnectedToTheWorkspaceIsInNobodysWay) {
  if (box.shell("python3 -c 'import sqlite3'").code != 0) GTEST_SKIP() << "python3 is not installed";
  run();
  ASSERT_EQ(box.run("batch merge e.json --save one --save-in w.gsw").code, 0);
  box.write("notebook.py", kStaysConnected);
  const Ran ran = box.shell("python3 notebook.py " + box.program());
  EXPECT_EQ(ran.out, "1080 3240\n") << ran.err;
}

TEST_F(BatchProgram, SaysWhatAMergeOfAnUnfinishedExperimentLacks) {
  run("--shard 1/3");
  const nlohmann::json document = document_of(box.run("batch merge e.json --partial --json"));
  EXPECT_EQ(document["points_missing"], 8);
  EXPECT_EQ(document["points_partial"], 0);
  EXPECT_THAT(box.run("batch merge e.json --partial").out, HasSubstr("8 points are missing"));
}

TEST_F(BatchProgram, RefusesBeforehandWhatNoPointCanBe) {
  std::string text = tiny_experiment();
  text.replace(text.find("b/followers"), 11, "b/folowers");
  box.write("e.json", text);
  for (const char* command : {"batch run e.json --dry-run", "batch run e.json"}) {
    const Ran ran = box.run(command);
    EXPECT_EQ(ran.code, 3) << ran.err;
    EXPECT_TRUE(ran.says("of 8 points tried each is refused; the first: ")) << ran.err;
    EXPECT_TRUE(ran.says("folowers")) << ran.err;
  }
  box.write("e.json", R"({"name": "e", "scenario": "plan.json", "responses": [{"kpi": "reach"}],
    "factors": [{"name": "world", "pointer": "/seed", "values": [1, 2]}], "design": {"kind": "grid"}})");
  EXPECT_TRUE(box.run("batch run e.json --dry-run").says("the experiment has a seed"));
  box.write("e.json", tiny_experiment("", 100'000, 10'000));
  const Ran large = box.run("batch run e.json --dry-run --mem-limit 1G");
  EXPECT_EQ(large.code, 4) << large.err;
  EXPECT_TRUE(large.says("when results are put in order, limit 1 GiB")) << large.err;
  EXPECT_TRUE(large.says("fewer points or replicates")) << large.err;
}

TEST_F(BatchProgram, MergeRefusesAShardThatIsThereTwiceUnlessToldToCountItOnce) {
  const std::string hash = run()["result_hash"];
  box.shell("cp e.shards/shard-1-of-1.gss e.shards/copy.gss");
  const Ran refused = box.run("batch merge e.json");
  EXPECT_EQ(refused.code, 3) << refused.err;
  EXPECT_TRUE(
      refused.says("360 worlds lie in a second shard too, equal; the first: point 0, replicates 0 to 6"))
      << refused.err;
  EXPECT_TRUE(refused.says("--allow-duplicates")) << refused.err;
  EXPECT_EQ(box.read("e.rows.csv"), "") << "nothing was written";
  const nlohmann::json once = document_of(box.run("batch merge e.json --allow-duplicates --json"));
  EXPECT_EQ(once["result_hash"], hash);
  EXPECT_EQ(once["duplicates"], 360);
  EXPECT_EQ(once["rows"], 360);
}

TEST(BundledExperiment, IsReadAndEstimated) {
  const Sandbox box;
  const Ran ran =
      box.run("batch run " + Sandbox::example("roastery_experiment.json") + " --dry-run --into x");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("200 points (sobol, 3 factors) x 50 replicates"));
}

}  // namespace
}  // namespace gs
