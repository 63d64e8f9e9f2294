// Shards: what was written comes back, what was cut off is noticed, what was changed is refused.
#include "scenarios/batch/shards/shard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "core/error.h"
#include "tests/batch/benches.h"
#include "tests/support/sandbox.h"

namespace gs {
namespace {

using batch_tests::Folder;
using support::bytes_in;
using testing::HasSubstr;

const ShardHead kHead{std::string(64, 'a'), 2, 1, 3};

std::vector<ShardRecord> some_records() {
  return {
      {{0, 0, 2}, {1, 2, 3, std::nan("")}}, {{0, 2, 1}, {5, -6}}, {{7, 0, 2}, {}, "no such post", "S15", 3}};
}
void write_shard(const std::string& path) {
  ShardWriter writer(path, kHead);
  for (const ShardRecord& record : some_records()) writer.append(record);
  writer.sync();
}
std::vector<ShardRecord> records_in(const std::string& path) {
  std::vector<ShardRecord> all;
  read_shard(path, kHead, [&](ShardRecord&& record) { all.push_back(std::move(record)); });
  return all;
}
void put_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}
std::string refusal_of(const std::function<void()>& action, Fault fault) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, fault) << error.what();
    return error.what();
  }
  ADD_FAILURE() << "was not refused";
  return "";
}

TEST(Crc32c, GivesThePublishedAnswers) {  // RFC 3720 B.4
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8a9136aaU);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62a8ab43U);
  EXPECT_EQ(crc32c("123456789"), 0xe3069283U);
}

TEST(Shard, GivesBackWhatWasWritten) {
  const Folder folder;
  const std::string path = folder / "a.gss";
  write_shard(path);
  const std::vector<ShardRecord> found = records_in(path), written = some_records();
  ASSERT_EQ(found.size(), written.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].block, written[i].block);
    EXPECT_EQ(found[i].reason, written[i].reason);
    EXPECT_EQ(found[i].code, written[i].code);
    EXPECT_EQ(found[i].fault, written[i].fault);
  }
  EXPECT_EQ(found[1].values, written[1].values);
  EXPECT_TRUE(std::isnan(found[0].values[3]));
}

TEST(Shard, CutAtAnyByteKeepsWholeRecordsAndIsGoneOnWith) {
  const Folder folder;
  const std::string path = folder / "a.gss", cut = folder / "b.gss";
  write_shard(path);
  const std::string whole = bytes_in(path);
  std::size_t before = 0;
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    put_bytes(cut, whole.substr(0, length));
    const std::size_t kept = records_in(cut).size();
    EXPECT_GE(kept, before) << length;
    before = kept;
    {
      ShardWriter writer(cut, kHead);
      for (std::size_t i = kept; i < 3; ++i) writer.append(some_records()[i]);
    }
    EXPECT_EQ(bytes_in(cut), whole) << length;
  }
  EXPECT_EQ(before, 3U);
}

TEST(Shard, WithAFlippedBitIsRefusedNamingFileAndByteOrEndsEarlier) {
  const Folder folder;
  const std::string path = folder / "a.gss", flipped = folder / "b.gss";
  write_shard(path);
  const std::string whole = bytes_in(path);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
    put_bytes(flipped, bytes);
    const std::string said = refusal_of([&] { records_in(flipped); }, Fault::corrupt);
    EXPECT_THAT(said, HasSubstr("b.gss")) << at;
    if (at >= 8) {
      EXPECT_THAT(said, HasSubstr("at byte ")) << at;
    }
    EXPECT_THROW(ShardWriter(flipped, kHead), Error) << at;
    EXPECT_EQ(bytes_in(flipped), bytes) << "a refused file is left as it is";
  }
}

TEST(Shard, EndsWhereACrashLeftZeros) {
  const Folder folder;
  const std::string path = folder / "a.gss";
  write_shard(path);
  put_bytes(path, bytes_in(path) + std::string(4096, '\0'));
  EXPECT_EQ(records_in(path).size(), 3U);
}

TEST(Shard, OfAnotherExperimentIsRefusedWithTheWayOut) {
  const Folder folder;
  const std::string path = folder / "a.gss";
  write_shard(path);
  ShardHead other = kHead;
  other.hash[0] = 'b';
  const std::string said = refusal_of([&] { ShardWriter writer(path, other); }, Fault::bad_input);
  EXPECT_THAT(said, HasSubstr("another experiment"));
}

TEST(Shard, HasOneWriterWhoIsNamed) {
  const Folder folder;
  const std::string path = folder / "a.gss";
  {
    const ShardWriter writer(path, kHead);
    const std::string said = refusal_of([&] { ShardWriter second(path, kHead); }, Fault::locked);
    EXPECT_THAT(said, HasSubstr("is being written by"));
  }
  EXPECT_NO_THROW(ShardWriter(path, kHead));
}

TEST(Shard, ThatIsNoneIsRefused) {
  const Folder folder;
  put_bytes(folder / "a.gss", std::string(100, 'x'));
  EXPECT_THAT(refusal_of([&] { records_in(folder / "a.gss"); }, Fault::corrupt), HasSubstr("is not a shard"));
}

}  // namespace
}  // namespace gs
