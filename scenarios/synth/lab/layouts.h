// The layouts the laboratory writes, each of them one that an importer of ours reads: ads by day (FIELD 5.2),
// posts (5.3), weekly tables and lift tests of media-mix models (5.5). A new layout is one line in
// layouts.cc. Does not write: what platforms give as Excel, daily page series, breakdowns.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/synth/lab/effects.h"
#include "scenarios/synth/lab/table.h"

namespace gs {

struct LabLayout {
  TableForm form;
  std::string (*write)(const Laboratory& lab, const TableForm& form);  // "": the plan has nothing for it
  std::string_view name() const { return form.layout->name; }
};
const std::vector<LabLayout>& lab_layouts();

// Layouts by their names, or "all" of them, by commas; Error(usage) names the ones there are.
std::vector<const LabLayout*> lab_layouts_named(const std::string& names);

// The three kinds of tables.
std::string write_shown_ads(const Laboratory& lab, const TableForm& form);
std::string write_shown_posts(const Laboratory& lab, const TableForm& form);
std::string write_meridian(const Laboratory& lab, const TableForm& form);
std::string write_robyn(const Laboratory& lab, const TableForm& form);
std::string write_pymc(const Laboratory& lab, const TableForm& form);
std::string write_robyn_lifts(const Laboratory& lab, const TableForm& form);
std::string write_pymc_lifts(const Laboratory& lab, const TableForm& form);

}  // namespace gs
