// What an import says: the document of PRODUCT and the same for the terminal.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scenarios/imports/importer.h"

namespace gs {

nlohmann::json import_document(const std::vector<Import>& imports);
std::string import_text(const std::vector<Import>& imports);

}  // namespace gs
