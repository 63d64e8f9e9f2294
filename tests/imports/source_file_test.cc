#include "scenarios/reading/source_file.h"

#include "tests/imports/import_file.h"

namespace gs {
namespace {

using namespace testing_imports;

TEST(SourceFile, RefusesAFileThatGrowsWhileItIsRead) {
  const ExportFile file(std::string(100, 'x'));
  SourceFile source(file.path(), 1 << 20);
  std::string block;
  ASSERT_TRUE(source.next(block));
  std::ofstream(file.path(), std::ios::app) << std::string(50, 'y');
  try {
    while (source.next(block)) {
    }
    FAIL() << "a growing file was believed";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              file.path() + ": changed during import (size 100 bytes→150 bytes) [F07]");
  }
}

TEST(SourceFile, HandsOverEveryByteOnce) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += static_cast<char>('a' + i % 26);
  const ExportFile file(text);
  SourceFile source(file.path(), 1 << 20);
  std::string all, block;
  while (source.next(block)) all += block;
  EXPECT_EQ(all, text);
}

TEST(BytesInWords, ReadsLikeASize) {
  EXPECT_EQ(bytes_in_words(64), "64 bytes");
  EXPECT_EQ(bytes_in_words(std::int64_t{2} << 30), "2 GiB");
  EXPECT_EQ(bytes_in_words(2469606195), "2.3 GiB");
}

}  // namespace
}  // namespace gs
