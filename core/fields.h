// One declaration per option: a struct's keys, units, ranges and sources stand in one table beside it;
// JSON, checks, schema and manual read the table. What counts whole things (people, a seed) is an int64:
// JSON then refuses fractions and the schema says "integer".
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/units.h"

namespace gs {

template <class S>
struct Field {
  std::string_view key;
  std::variant<double S::*,
               std::int64_t S::*,
               bool S::*,
               std::string S::*,
               Money S::*,
               std::optional<double> S::*,
               std::optional<std::int64_t> S::*,
               std::optional<std::string> S::*,
               std::optional<Money> S::*>
      member;
  std::string_view unit;
  double low = 0, high = 0;  // inclusive range of numbers; length range of texts
  std::string_view source;   // who says the default: planner, a DEFAULTS section, or "assumption"
  std::string_view about;    // one line for schema and manual
};

}  // namespace gs
