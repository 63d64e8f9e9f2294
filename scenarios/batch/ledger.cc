// Sums for stopping run over complete blocks in their order: the same numbers whoever asks.
#include "scenarios/batch/ledger.h"

#include <algorithm>
#include <cmath>

namespace gs {

BatchLedger::BatchLedger(const Bench& bench, bool retry_failures)
    : bench_(bench),
      size_(static_cast<std::uint32_t>(bench.experiment.block)),
      retry_(retry_failures),
      points_(bench.points()) {
  const auto most = static_cast<std::uint32_t>(bench.experiment.most_replicates());
  blocks_ = (most + size_ - 1) / size_;
  for (Point& point : points_) point.there.resize(blocks_);
}

Block BatchLedger::block(std::uint32_t point, std::uint32_t number) const {
  const std::uint32_t first = number * size_;
  const auto most = static_cast<std::uint32_t>(bench_.experiment.most_replicates());
  return {point, first, std::min(size_, most - first)};
}

void BatchLedger::note(const ShardRecord& record) {
  Point& point = points_[record.block.point];
  const std::uint32_t number = record.block.first / size_;
  if (point.there[number]) return;
  const auto failed = std::ranges::lower_bound(point.failures, record.block, {}, &BatchFailure::block);
  const bool known = failed != point.failures.end() && failed->block == record.block;
  if (record.fault != 0) {
    if (!retry_ && !known)
      point.failures.insert(failed, {record.block, record.reason, record.code, record.fault});
    return;
  }
  if (known) point.failures.erase(failed);
  point.there[number] = true;
  worlds_ += record.block.count;
  if (bench_.experiment.stopping.most > 0) watch(point, record);
}

// Values that stopping decides on, response by response.
void BatchLedger::watch(Point& point, const ShardRecord& record) const {
  point.watched.resize(blocks_);
  const std::size_t columns = bench_.experiment.responses.size();
  for (const std::size_t column : bench_.experiment.stopping.rows)
    for (std::size_t r = 0; r < record.block.count; ++r)
      point.watched[record.block.first / size_].push_back(record.values[r * columns + column]);
}

const BatchFailure* BatchLedger::failure(std::uint32_t at) const {
  const std::vector<BatchFailure>& failures = points_[at].failures;
  return failures.empty() ? nullptr : &failures.front();
}

bool BatchLedger::has(std::uint32_t point, std::uint32_t number) const {
  return points_[point].there[number];
}

bool BatchLedger::precise(const Point& point, std::uint32_t blocks) const {
  for (std::size_t row = 0; row < bench_.experiment.stopping.rows.size(); ++row) {
    double n = 0, sum = 0, squares = 0, first = 0;
    for (std::uint32_t b = 0; b < blocks; ++b) {
      const std::vector<double>& values = point.watched[b];
      const std::size_t count = values.size() / bench_.experiment.stopping.rows.size();
      for (std::size_t r = row * count; r < (row + 1) * count; ++r) {
        if (std::isnan(values[r])) continue;
        if (n == 0) first = values[r];
        n += 1, sum += values[r] - first, squares += (values[r] - first) * (values[r] - first);
      }
    }
    if (n < 2) return false;
    const double variance = std::max(0.0, (squares - sum * sum / n) / (n - 1));
    const double mean = first + sum / n;
    if (std::sqrt(variance / n) > bench_.experiment.stopping.relative_error * std::abs(mean)) return false;
  }
  return true;
}

std::uint32_t BatchLedger::wanted(const Point& point) const {
  if (bench_.experiment.stopping.most == 0) return blocks_;
  const auto least = static_cast<std::uint32_t>(bench_.experiment.replicates);
  std::uint32_t blocks = (least + size_ - 1) / size_;
  while (blocks < blocks_) {
    for (std::uint32_t b = 0; b < blocks; ++b)
      if (!point.there[b]) return blocks;
    if (precise(point, blocks)) return blocks;
    ++blocks;
  }
  return blocks_;
}

std::optional<std::uint32_t> BatchLedger::next_block(std::uint32_t at) const {
  const Point& point = points_[at];
  const std::uint32_t until =
      point.failures.empty() ? wanted(point) : point.failures.front().block.first / size_;
  for (std::uint32_t b = 0; b < until; ++b)
    if (!point.there[b]) return b;
  return std::nullopt;
}

std::optional<std::uint32_t> BatchLedger::worlds_of(std::uint32_t at) const {
  if (failure(at) != nullptr || next_block(at)) return std::nullopt;
  const Block last = block(at, wanted(points_[at]) - 1);
  return last.first + last.count;
}

std::size_t BatchLedger::points_done() const {
  std::size_t done = 0;
  for (std::uint32_t p = 0; p < points_.size(); ++p) done += next_block(p) ? 0 : 1;
  return done;
}

std::size_t BatchLedger::points_imprecise() const {
  if (bench_.experiment.stopping.most == 0) return 0;
  std::size_t count = 0;
  for (std::uint32_t p = 0; p < points_.size(); ++p)
    count += failure(p) == nullptr && !next_block(p) && !precise(points_[p], wanted(points_[p])) ? 1 : 0;
  return count;
}

std::uint64_t BatchLedger::worlds_foreseen() const {
  std::uint64_t all = 0;
  for (std::uint32_t p = 0; p < points_.size(); ++p) {
    if (!next_block(p)) continue;
    for (std::uint32_t b = 0; b < blocks_; ++b)
      if (!points_[p].there[b]) all += block(p, b).count;
  }
  return worlds_ + all;
}

std::vector<BatchFailure> BatchLedger::failures() const {
  std::vector<BatchFailure> all;
  for (const Point& point : points_)
    if (!point.failures.empty()) all.push_back(point.failures.front());
  return all;
}

std::vector<Job> BatchLedger::jobs(const Share& share) const {
  const bool whole = bench_.experiment.stopping.most > 0;  // the next block depends on those before
  std::vector<Job> runs;
  std::uint64_t missing = 0;
  for (std::uint32_t p = share.number - 1; p < points_.size(); p += share.of) {
    const auto next = next_block(p);
    if (!next) continue;
    const std::uint32_t until = failure(p) != nullptr ? failure(p)->block.first / size_ : blocks_;
    for (std::uint32_t b = *next; b < until; ++b) {
      if (!whole && points_[p].there[b]) continue;
      ++missing;
      if (!runs.empty() && runs.back().point == p &&
          (whole || runs.back().first_block + runs.back().blocks == b))
        ++runs.back().blocks;
      else
        runs.push_back({p, b, 1});
    }
  }
  if (whole) return runs;
  constexpr std::uint64_t kJobsPerWorker = 8;  // assumption: the last one to end keeps nobody long
  const auto longest = static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(missing / (kJobsPerWorker * share.workers), 1, blocks_));
  std::vector<Job> jobs;
  for (Job run : runs) {
    for (; run.blocks > longest; run.first_block += longest, run.blocks -= longest)
      jobs.push_back({run.point, run.first_block, longest});
    jobs.push_back(run);
  }
  return jobs;
}

}  // namespace gs
