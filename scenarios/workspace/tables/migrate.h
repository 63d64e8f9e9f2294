// Files of older schemas: read as they are, taken over into the tables of today. Schema 1 (posts and
// documents only) lacks the tables of ads, conversions and series, schema 2 those of experiments' results;
// everything they hold is kept to the bit.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "scenarios/workspace/file.h"

namespace gs {

std::uint32_t schema_of(std::string_view image);
// The bytes of today's file with every row of an older one; throws Error(corrupt) where the older one is
// damaged: `workspace repair` reads it as far as it goes.
std::string migrated(const std::string& path, const std::string& image);
// In place: the older file stays beside it as NAME.schema1, NAME.schema2. `hold` is locked for writing;
// returns the hold on the new file.
FileHold upgraded(const std::string& path, FileHold hold);

}  // namespace gs
