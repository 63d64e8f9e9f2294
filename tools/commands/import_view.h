// What an import says: the document of PRODUCT and the same for the terminal.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scenarios/imports/importer.h"
#include "scenarios/readiness.h"

namespace gs {

struct ImportReport {
  std::vector<Import> imports;
  std::vector<Readiness> readiness;  // of every account these imports touch, with all that is stored of it
  std::string next, about_next;      // a command to type, and what it takes for granted; may be empty
};

nlohmann::json import_document(const ImportReport& report);
std::string import_text(const ImportReport& report);

}  // namespace gs
