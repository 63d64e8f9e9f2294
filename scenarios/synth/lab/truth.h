// What is true of the laboratory's world, beside its tables: groundswell/truth/1. Every effect is the
// difference of two lives with the same luck; definitions stand in the document.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <span>

#include "scenarios/synth/lab/effects.h"
#include "scenarios/synth/lab/layouts.h"

namespace gs {

nlohmann::json truth_of(const Laboratory& lab, std::span<const LabFile> files = {});

}  // namespace gs
