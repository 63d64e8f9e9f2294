// SHA-256 of bytes, as FIPS 180-4 defines it: names files, scenarios and stored rows by their content. Not a
// signature: whoever edits a row can also renew its hash.
#pragma once
#include <string>
#include <string_view>

namespace gs {

std::string sha256_hex(std::string_view bytes);  // 64 lower-case hex digits

}  // namespace gs
