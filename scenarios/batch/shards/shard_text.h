// Bytes of a shard: numbers in and out, little-endian whatever the machine. For shards only.
#pragma once
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "scenarios/batch/shards/shard.h"

namespace gs::shard_text {

inline constexpr std::size_t kHeadBytes = 64, kRecordHead = 24, kCheck = 4;

inline void put_word(std::string& bytes, std::uint32_t word) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(word >> shift));
}
inline std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 4; i-- > 0;) word = (word << 8) | static_cast<unsigned char>(bytes[at + i]);
  return word;
}
inline void put_number(std::string& bytes, double number) {
  const auto word = std::bit_cast<std::uint64_t>(number);
  put_word(bytes, static_cast<std::uint32_t>(word));
  put_word(bytes, static_cast<std::uint32_t>(word >> 32));
}
inline double number_at(std::string_view bytes, std::size_t at) {
  return std::bit_cast<double>((std::uint64_t{word_at(bytes, at + 4)} << 32) | word_at(bytes, at));
}

std::string head_bytes(const ShardHead& head);
std::string record_bytes(const ShardRecord& record);

}  // namespace gs::shard_text
