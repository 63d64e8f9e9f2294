// The table behind `folded_id` (words.h): what a letter becomes when case and Unicode form are taken away.
#pragma once
#include <span>

namespace gs {

struct WordForm {
  char16_t from;
  char16_t to[5];  // up to four characters, zero-ended
};
std::span<const WordForm> word_forms();  // sorted by `from`

}  // namespace gs
