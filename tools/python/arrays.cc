// Numpy views of columns and of the table of an experiment.
#include "tools/python/arrays.h"

#include <pybind11/stl.h>

#include <cstdint>
#include <string>

#include "scenarios/batch/experiment.h"

namespace py = pybind11;

namespace gs::python {

namespace {

// What owns the numbers, in Python's hands.
template <class T>
py::capsule owner_of(std::unique_ptr<T> owned) {
  return py::capsule(owned.release(),
                     [](void* held) { const std::unique_ptr<T> freed(static_cast<T*>(held)); });
}

py::array_t<double> array_of(KpiBlock&& block, Shape shape) {
  auto cells = std::make_unique<std::vector<double>>(std::move(block.cells));
  const double* const first = cells->data();
  const py::capsule owner = owner_of(std::move(cells));
  if (shape == Shape::flat) return py::array_t<double>(block.rows, first, owner);
  return py::array_t<double>({block.rows, block.columns}, first, owner);
}

// [rows x columns], stored column by column.
py::array_t<double> array_of(const NumberTable& table, const py::capsule& owner) {
  const py::ssize_t cell = sizeof(double);
  return py::array_t<double>({table.rows, table.columns},
                             {cell, cell * static_cast<py::ssize_t>(table.rows)},
                             table.cells.data(),
                             owner);
}

// A column of it.
py::array_t<double> column_of(const NumberTable& table, std::size_t column, const py::capsule& owner) {
  return py::array_t<double>(table.rows, table.column(column).data(), owner);
}

// One number of every row.
py::array_t<std::uint32_t> row_numbers(const BatchTable& table,
                                       std::uint32_t BatchTable::Row::*member,
                                       const py::capsule& owner) {
  static const BatchTable::Row kNone{};
  const BatchTable::Row& first = table.rows.empty() ? kNone : table.rows.front();
  return py::array_t<std::uint32_t>({table.rows.size()}, {sizeof(BatchTable::Row)}, &(first.*member), owner);
}

py::list failures_of(const BatchTable& table) {
  py::list failures;
  for (const BatchTable::Failure& failure : table.failures) {
    py::dict one;
    one["point"] = failure.point;
    one["reason"] = failure.reason;
    one["code"] = failure.code;
    failures.append(one);
  }
  return failures;
}

}  // namespace

py::dict arrays_of(std::vector<KpiBlock>&& blocks, Shape shape) {
  py::dict arrays;
  for (KpiBlock& block : blocks) {
    const py::str name(block.kpi);
    arrays[name] = array_of(std::move(block), shape);
  }
  return arrays;
}

py::dict arrays_of(BatchTable&& merged) {
  auto held = std::make_unique<BatchTable>(std::move(merged));
  const BatchTable& table = *held;
  const py::capsule owner = owner_of(std::move(held));
  py::dict factors, labels, responses, units, result;
  for (std::size_t f = 0; f < table.factors.size(); ++f) {
    const py::str name(table.factors[f].name);
    factors[name] = column_of(table.value, f, owner);
    units[name] = table.factors[f].unit;
    if (!table.factors[f].labels.empty()) labels[name] = table.factors[f].labels;
  }
  for (std::size_t r = 0; r < table.responses.size(); ++r) {
    const py::str name(table.responses[r].name);
    responses[name] = column_of(table.y, r, owner);
    units[name] = table.responses[r].unit;
  }
  result["name"] = table.name;
  result["design"] = std::string(name_of(table.design));
  result["base_points"] = table.base_points;
  result["paired"] = table.paired;
  result["unit"] = array_of(table.unit, owner);
  result["value"] = array_of(table.value, owner);
  result["y"] = array_of(table.y, owner);
  result["point"] = row_numbers(table, &BatchTable::Row::point, owner);
  result["replicate"] = row_numbers(table, &BatchTable::Row::replicate, owner);
  result["factors"] = factors;
  result["labels"] = labels;
  result["responses"] = responses;
  result["units"] = units;
  result["failures"] = failures_of(table);
  return result;
}

}  // namespace gs::python
