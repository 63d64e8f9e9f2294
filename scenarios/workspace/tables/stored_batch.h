// Results of an experiment as a workspace keeps them beside their document: in long form, for the columns of
// tables are fixed and those of experiments are not. A factor is set once per point, a response has a value
// per world.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gs {

struct StoredBatch {
  struct Column {
    std::string role, name, type, unit, meaning;  // role: factor, response; type: real, text
  };
  struct Setting {
    std::uint32_t column = 0, point = 0;  // column: the place in `columns`
    double value = 0;                     // NaN: it is the label
    std::string label{};
  };
  struct Value {
    std::uint32_t column = 0, point = 0, replicate = 0;
    double value = 0;  // NaN: undefined in that world
  };
  std::vector<Column> columns{};
  std::vector<Setting> settings{};
  std::vector<Value> values{};
};

}  // namespace gs
