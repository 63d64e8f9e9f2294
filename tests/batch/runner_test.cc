// The runner: however work is dealt, stopped and resumed, the results are those of one thread in one go.
#include "scenarios/batch/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <new>
#include <set>
#include <tuple>
#include <utility>

#include "core/error.h"
#include "scenarios/batch/merge.h"
#include "scenarios/batch/results.h"
#include "tests/batch/benches.h"

namespace gs {
namespace {

using namespace batch_tests;
using testing::HasSubstr;

RunPlace part(const Folder& folder, std::uint32_t number = 1, std::uint32_t of = 1) {
  return {.folder = folder.path(), .number = number, .of = of};
}

std::string uninterrupted(const Bench& bench) {
  const Folder folder;
  run_batch(bench, made_up_work(), part(folder), {.threads = 1});
  return hash_in(bench, folder);
}

// Asks to stop before the n-th block that is begun.
struct StopAt {
  explicit StopAt(int n) : left(n) {}
  MakeWork work() {
    return made_up_work([this](const Block&) {
      if (--left <= 0) asked = true;
      if (asked) throw Interrupted("asked");
    });
  }
  std::atomic<int> left;
  volatile bool asked = false;
};

TEST(Batch, HasTheSameResultOnAnyNumberOfThreadsAndShards) {
  const Bench bench = bench_with(kFortyPoints);
  const std::string expected = uninterrupted(bench);
  for (const unsigned threads : {2U, 3U, 8U})
    for (const std::uint32_t of : {1U, 3U, 7U}) {
      const Folder folder;
      for (std::uint32_t i = of; i >= 1; --i)
        run_batch(bench, made_up_work(), part(folder, i, of), {.threads = threads});
      EXPECT_EQ(hash_in(bench, folder), expected) << threads << " threads, " << of << " shards";
    }
}

TEST(Batch, StoppedAnywhereAndResumedOtherwiseHasTheSameResult) {
  const Bench bench = bench_with(kFortyPoints);
  const std::string expected = uninterrupted(bench);
  const Folder folder;
  std::uint64_t saved = 0;
  for (std::uint32_t round = 0; round < 12; ++round) {
    StopAt stop(3 + static_cast<int>(round * 5));
    const std::uint32_t of = 1 + round % 4;
    try {
      run_batch(bench,
                stop.work(),
                part(folder, 1 + round % of, of),
                {.threads = 1 + round % 3, .watch = {.stop = {&stop.asked}}});
    } catch (const Interrupted& stopped) {
      EXPECT_THAT(stopped.what(), HasSubstr("replicates saved"));
    }
    const std::uint64_t now = ledger_of(bench, folder.path()).worlds_done();
    EXPECT_GE(now, saved);
    saved = now;
  }
  EXPECT_GT(saved, 200U);
  EXPECT_LT(saved, 1000U);
  const BatchProgress progress = run_batch(bench, made_up_work(), part(folder), {.threads = 2});
  EXPECT_TRUE(progress.complete());
  EXPECT_EQ(progress.worlds_new, 1000 - saved) << "nothing is lived twice";
  EXPECT_EQ(hash_in(bench, folder), expected);
}

// Several processes deal from one list, each into a file of its own: here two, one after the other.
TEST(Batch, SharedOutByADealerIsTheSameToo) {
  struct EveryOther : Dealer {
    explicit EveryOther(std::size_t first) : at(first) {}
    void begin(std::size_t jobs) override { count = jobs; }
    std::size_t next() override { return std::exchange(at, at + 2); }
    std::size_t at, count = 0;
  };
  const Bench bench = bench_with(kFortyPoints);
  const Folder one, two, both;
  EveryOther even(0), odd(1);
  for (const auto& [folder, dealer, rank] : {std::tuple(&one, &even, 1U), std::tuple(&two, &odd, 2U)}) {
    RunPlace place = part(*folder, rank, 2);
    place.kind = "rank", place.deals_all = true, place.workers_of_all = 2, place.dealer = dealer;
    run_batch(bench, made_up_work(), place, {.threads = 1});
    std::filesystem::copy(folder->path(), both.path());
  }
  EXPECT_EQ(even.count, odd.count);
  EXPECT_EQ(hash_in(bench, both), uninterrupted(bench));
}

TEST(Batch, RunOnceMoreLivesNothing) {
  const Bench bench = bench_with(kFortyPoints);
  const Folder folder;
  run_batch(bench, made_up_work(), part(folder), {.threads = 2});
  const MakeWork none = made_up_work([](const Block&) { FAIL() << "was lived again"; });
  EXPECT_EQ(run_batch(bench, none, part(folder), {.threads = 2}).worlds_new, 0U);
  EXPECT_EQ(run_batch(bench, none, part(folder, 2, 3), {.threads = 2}).worlds_new, 0U);
}

TEST(Batch, PointsThatAreRefusedAreRecordedAndTheOthersGoOn) {
  const Bench bench = bench_with(kFortyPoints);
  const auto refuse = [](const Block& block) {
    if (block.point % 10 == 3 && block.first >= 8) throw Error(Fault::limit, "plan", "ran away", "", "S10");
  };
  std::string expected;
  for (const unsigned threads : {1U, 4U}) {
    const Folder folder;
    const BatchProgress progress = run_batch(bench, made_up_work(refuse), part(folder), {.threads = threads});
    EXPECT_TRUE(progress.complete());
    ASSERT_EQ(progress.failures.size(), 4U);
    EXPECT_EQ(progress.failures[1].block.point, 13U);
    EXPECT_EQ(progress.failures[1].block.first, 8U) << "the first block that failed";
    EXPECT_EQ(progress.failures[1].code, "S10");
    const BatchTable table = table_of(bench, folder.path());
    EXPECT_EQ(table.rows.size(), 36U * 25);
    EXPECT_EQ(table.failures.size(), 4U);
    const std::string hash = result_hash(bench, table);
    if (expected.empty()) expected = hash;
    EXPECT_EQ(hash, expected);
    EXPECT_EQ(run_batch(bench, made_up_work(refuse), part(folder), {}).worlds_new, 0U) << "not tried again";
    run_batch(bench, made_up_work(), part(folder), {.retry_failures = true});
    EXPECT_EQ(hash_in(bench, folder), uninterrupted(bench)) << "but with --retry";
  }
}

// What is left does not depend on the order in which records of failures and of later success are read.
TEST(Batch, LedgerIsTheSameInWhateverOrderRecordsAreRead) {
  const Bench bench = bench_with(kFortyPoints);
  const std::vector<double> values(8, 1.0);
  std::vector<ShardRecord> records{{{2, 4, 4}, {}, "ran away", "S10", 4},
                                   {{2, 8, 4}, {}, "ran away again", "S10", 4},
                                   {{2, 0, 4}, values},
                                   {{2, 4, 4}, values}};
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    BatchLedger ledger(bench);
    for (const std::size_t i : order) ledger.note(records[i]);
    ASSERT_NE(ledger.failure(2), nullptr);
    EXPECT_EQ(ledger.failure(2)->block.first, 8U);
    EXPECT_FALSE(ledger.next_block(2));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Batch, AWorkersDefectIsToldWhenTheOthersAreSaved) {
  const Bench bench = bench_with(kFortyPoints);
  const Folder folder;
  const auto broken = [](const Block& block) {
    if (block.point == 5) throw std::logic_error("broken");
  };
  try {
    run_batch(bench, made_up_work(broken), part(folder), {.threads = 1});
    FAIL() << "was not told";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::our_defect);
    EXPECT_THAT(error.what(), HasSubstr("point 5, replicates 0 to 3: broken"));
  }
  EXPECT_EQ(ledger_of(bench, folder.path()).points_done(), 39U);
  const auto starved = [](const Block&) { throw std::bad_alloc(); };
  try {
    run_batch(bench, made_up_work(starved), part(folder), {.threads = 1});
    FAIL() << "was not told";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::limit);
    EXPECT_THAT(error.what(), HasSubstr("out of memory"));
  }
  run_batch(bench, made_up_work(), part(folder), {});
  EXPECT_EQ(hash_in(bench, folder), uninterrupted(bench));
}

TEST(Batch, MergeNamesWhatIsMissing) {
  const Bench bench = bench_with(kFortyPoints);
  const Folder folder;
  run_batch(bench, made_up_work(), part(folder, 1, 2), {});
  try {
    table_of(bench, folder.path());
    FAIL() << "a hole was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_THAT(error.what(), HasSubstr("20 of 40 points are not done: point 1 from replicate 0, point 3"));
  }
  EXPECT_EQ(table_of(bench, folder.path(), {.missing = Missing::left_out}).rows.size(), 20U * 25);
}

TEST(Batch, MergeRefusesDuplicatesOrCountsEqualOnesOnceAndRefusesThoseThatDiffer) {
  const Bench bench = bench_with(kFortyPoints);
  const Folder folder;
  run_batch(bench, made_up_work(), part(folder), {});
  const Block block{3, 4, 4};
  std::vector<double> values;
  for (std::uint32_t r = 4; r < 8; ++r)
    for (const std::uint64_t c : {0U, 1U}) values.push_back(made_up(3, r, c));
  {
    ShardWriter again(folder / "shard-9-of-9.gss", shard_head(bench, 9, 9));
    again.append({block, values});
  }
  EXPECT_EQ(hash_in(bench, folder), uninterrupted(bench));
  EXPECT_EQ(table_of(bench, folder.path()).duplicates, 4U);
  try {
    table_of(bench, folder.path(), {.duplicates = Duplicates::refused});
    FAIL() << "rows that are there twice were not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_THAT(error.what(), HasSubstr("shard-9-of-9.gss"));
    EXPECT_THAT(error.what(),
                HasSubstr("4 worlds lie in a second shard too, equal; the first: point 3, "
                          "replicates 4 to 7, also in "));
  }
  values[2] += 1e-9;
  {
    ShardWriter other(folder / "shard-8-of-9.gss", shard_head(bench, 8, 9));
    other.append({block, values});
  }
  try {
    table_of(bench, folder.path());
    FAIL() << "rows that differ were not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::corrupt);
    EXPECT_THAT(error.what(), HasSubstr("point 3, replicates 4 to 7 differ"));
  }
}

TEST(Batch, ARecordOfNoBlockOfTheExperimentIsRefused) {
  const Bench bench = bench_with(kFortyPoints);
  for (const Block& block : {Block{0, 1, 4}, Block{0, 24, 4}, Block{0, 28, 4}, Block{40, 0, 4}}) {
    const Folder folder;
    {
      ShardWriter writer(folder / "odd.gss", shard_head(bench));
      writer.append({block, std::vector<double>(block.count * 2, 1.0)});
    }
    for (const bool merges : {false, true}) try {
        merges ? static_cast<void>(table_of(bench, folder.path(), {.missing = Missing::left_out}))
               : static_cast<void>(ledger_of(bench, folder.path()));
        ADD_FAILURE() << block.point << " " << block.first;
      } catch (const Error& error) {
        EXPECT_EQ(error.fault, Fault::corrupt);
        EXPECT_THAT(error.what(), HasSubstr("odd.gss: holds 4 worlds of point"));
      }
  }
}

TEST(Batch, TellsOfEveryShardHowMuchOfItIsDone) {
  const Bench bench = bench_with(kFortyPoints);
  const Folder folder;
  run_batch(bench, made_up_work(), part(folder, 1, 4), {});
  StopAt stop(20);
  EXPECT_THROW(run_batch(bench, stop.work(), part(folder, 2, 4), {.threads = 1}), Interrupted);
  const ShardWriter at_work(folder / "shard-3-of-4.gss", shard_head(bench, 3, 4));
  const BatchTable table = table_of(bench, folder.path(), {.missing = Missing::left_out});
  ASSERT_EQ(table.shards.size(), 3U);
  for (const BatchTable::Shard& shard : table.shards) EXPECT_EQ(shard.planned, 10U) << shard.name;
  EXPECT_EQ(table.shards[0].state, "done");
  EXPECT_EQ(table.shards[1].state, "stopped");
  EXPECT_EQ(table.shards[2].state, "running");
  EXPECT_EQ(table.shards[0].done, 10U);
  EXPECT_GT(table.shards[1].done, 0U);
  EXPECT_LT(table.shards[1].done, 10U);
  EXPECT_EQ(table.shards[2].done, 0U);
  EXPECT_EQ(table.unfinished.size(), 30U - table.shards[1].done);
}

TEST(Batch, GatheringStopsWhenAsked) {
  const Bench bench = bench_with(kFortyPoints);
  const Folder folder;
  run_batch(bench, made_up_work(), part(folder), {});
  volatile bool asked = true;
  EXPECT_THROW(table_of(bench, folder.path(), {.watch = {.stop = {&asked}}}), Interrupted);
}

TEST(Stopping, LivesAPointUntilItIsKnownWellEnoughAndNoLonger) {
  // 100 +- 1: a relative error of 0.002 takes 25 worlds; the first whole block after that ends it.
  const Bench bench = bench_with(
      R"("design": {"kind": "sobol", "points": 30}, "replicates": {"count": 8, "block": 4},
         "stopping": {"relative_error": 0.002, "most": 400, "responses": ["reach"]})");
  std::set<std::string> hashes;
  for (const unsigned threads : {1U, 3U}) {
    const Folder folder;
    StopAt stop(40);
    EXPECT_THROW(
        run_batch(bench, stop.work(), part(folder), {.threads = threads, .watch = {.stop = {&stop.asked}}}),
        Interrupted);
    run_batch(bench, made_up_work(), part(folder), {.threads = threads});
    const BatchLedger ledger = ledger_of(bench, folder.path());
    for (std::uint32_t p = 0; p < 30; ++p) {
      const std::uint32_t worlds = ledger.worlds_of(p).value();
      const auto error_after = [p](std::uint32_t n) {
        double sum = 0, squares = 0;
        for (std::uint32_t r = 0; r < n; ++r) sum += made_up(p, r, 0);
        for (std::uint32_t r = 0; r < n; ++r) squares += std::pow(made_up(p, r, 0) - sum / n, 2);
        return std::sqrt(squares / (n - 1) / n) / (sum / n);
      };
      EXPECT_LE(error_after(worlds), 0.002);
      if (worlds > 8) {
        EXPECT_GT(error_after(worlds - 4), 0.002);
      }
    }
    hashes.insert(hash_in(bench, folder));
  }
  EXPECT_EQ(hashes.size(), 1U);
}

TEST(Stopping, CountsPointsThatAreNotKnownAsWellAsAsked) {
  const std::string design =
      R"("design": {"kind": "sobol", "points": 6}, "replicates": {"count": 8, "block": 4}, )";
  for (const auto& [error, imprecise] : {std::pair("0.05", 0U), std::pair("0.0001", 6U)}) {
    const Bench bench = bench_with(
        design + R"("stopping": {"most": 20, "responses": ["reach"], "relative_error": )" + error + "}");
    const Folder folder;
    EXPECT_EQ(run_batch(bench, made_up_work(), part(folder), {}).points_imprecise, imprecise);
  }
}

TEST(Results, AreWrittenWithAColumnForEveryFactorAndResponse) {
  const Bench bench = bench_with(R"("design": {"kind": "sobol", "points": 2}, "replicates": {"count": 30})");
  const Folder folder;
  run_batch(bench, made_up_work(), part(folder), {});
  const BatchTable table = table_of(bench, folder.path());
  EXPECT_TRUE(rows_csv(table).starts_with("point,replicate,reach,er_reach\r\n0,0,"));
  EXPECT_THAT(
      points_csv(table),
      HasSubstr("point,state,worlds,reason,followers,reach,reach.mean,reach.sd,reach.defined,er_reach"));
  const std::vector<PointWorth> worths = worths_of(table);
  double sum = 0;
  for (std::uint32_t r = 0; r < 30; ++r) sum += made_up(1, r, 0);
  EXPECT_DOUBLE_EQ(*worths[2].mean, sum / 30);
  EXPECT_LT(worths[1].defined, 30U);
  EXPECT_EQ(worths[1].worlds, 30U);
}

}  // namespace
}  // namespace gs
