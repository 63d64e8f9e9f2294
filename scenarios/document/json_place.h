// Places in a text, for complaints: byte offset to file:line:column, JSON pointer to byte offset.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gs {

std::int64_t line_of(std::string_view text, std::size_t offset);  // from 1
// "plan.json:12:7", columns in characters from 1.
std::string place_text(const std::string& file, std::string_view text, std::size_t offset);
// Where the value of `pointer` (or its key) begins in a JSON text; nullopt when it is not there.
std::optional<std::size_t> find_place(std::string_view text, const std::string& pointer, bool of_key);

}  // namespace gs
