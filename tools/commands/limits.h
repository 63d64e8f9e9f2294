// Sizes and limits as people type them, and how much memory a run may use when nobody says.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gs {

// "4G", "512M", "1.5GiB", "2000000" -> bytes; K, M, G, T are powers of 1024. Throws Error(usage, C04).
std::int64_t parse_size(const std::string& text, const std::string& option);

// "steps=800" -> name and value; refuses (usage, C04) another form, and a name that is not known with the
// nearest that is.
std::pair<std::string, std::int64_t> parse_limit(const std::string& text,
                                                 const std::vector<std::string>& known);

// Three quarters of the least of: the machine's memory, what the control group allows, what `ulimit -v`
// leaves. 0 when none can be told.
std::int64_t usual_memory_limit();

}  // namespace gs
