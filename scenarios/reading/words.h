// Words of a document as people compare and see them: text made safe to show in a message, and ids folded so
// that two that a reader cannot tell apart count as one.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gs {

// Cut to `most` characters, control and invisible characters written as \u00XX: fit for a terminal or a log
// line.
std::string shown(std::string_view text, std::size_t most = 60);
inline std::string in_quotes(std::string_view text) { return "'" + shown(text) + "'"; }

// One word of a command line, quoted where a shell would read it otherwise: for commands people copy.
std::string shell_word(std::string_view text);

// The five characters that mean something in HTML and XML, spelt out: fit for text and for quoted attributes.
std::string in_markup(std::string_view text);

std::size_t characters_of(std::string_view utf8);                  // code points of valid UTF-8
std::optional<std::size_t> first_bad_utf8(std::string_view text);  // byte offset, nullopt when all is well

// Case and Unicode form taken away: "Café" composed or not, "CAFÉ" and full-width letters give one key.
// Covers Latin, Greek, Cyrillic, Vietnamese, Hangul and full-width forms; other scripts are compared as they
// stand.
std::string folded_id(std::string_view utf8);

}  // namespace gs
