// What is true of the laboratory's world, beside its tables: groundswell/truth/1. Every effect is the
// difference of two lives with the same luck; definitions stand in the document, and every key in its schema.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "scenarios/synth/lab/effects.h"
#include "scenarios/synth/lab/layouts.h"

namespace gs {

nlohmann::json truth_of(const Laboratory& lab, std::span<const LabFile> files = {});

std::string truth_schema();  // JSON Schema (draft 2020-12), pretty-printed

}  // namespace gs
