// The nearest known word to a mistyped one: Damerau-Levenshtein distance over bytes, at most a third of the
// length.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace gs {

std::size_t edit_distance(std::string_view a, std::string_view b);
// The closest of `known` (the first among equals), or "" when none is within max(1, length / 3) edits.
std::string nearest(std::string_view word, std::span<const std::string> known);

}  // namespace gs
