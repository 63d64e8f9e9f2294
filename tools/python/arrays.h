// Columns of numbers as numpy arrays over the same memory: what owns the numbers is handed to Python in a
// capsule and freed with the last array that looks at it. Nothing is copied.
#pragma once
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <memory>
#include <utility>
#include <vector>

#include "scenarios/batch/table.h"
#include "tools/python/columns.h"

namespace gs::python {

// {kpi: array}, [worlds x columns], or [worlds] where `flat`.
enum class Shape : std::uint8_t { flat, table };
pybind11::dict arrays_of(std::vector<KpiBlock>&& blocks, Shape shape);

// The merged results of an experiment; every array is a view of the one table, which lives as long as they
// do.
pybind11::dict arrays_of(BatchTable&& table);

}  // namespace gs::python
