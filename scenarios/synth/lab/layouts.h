// The layouts the laboratory writes, each of them one that an importer of ours reads: ads by day and their
// conversions (FIELD 5.2), posts, series of pages and of a site (5.3), weekly tables and lift tests of
// media-mix models (5.5). A new layout is one line in layouts.cc. Does not write: what platforms give as
// Excel, breakdowns.
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
  bool by_account = false;     // a file for each page, because the file does not name it
  std::string_view metrics{};  // a file for each of them, by '|'
  std::string_view ending = "csv";
  std::string_view name() const { return form.layout->name; }
};

// A file as it would be downloaded. `account`: whose it is, where a reader has to be told.
struct LabFile {
  std::string name, layout, account, text;
};
std::vector<LabFile> lab_files(const Laboratory& lab, const LabLayout& layout);

const std::vector<LabLayout>& lab_layouts();

// Layouts by their names, or "all" of them, by commas; Error(usage) names the nearest and the ones there are.
std::vector<const LabLayout*> lab_layouts_named(const std::string& names);

// The kinds of tables.
std::string write_shown_ads(const Laboratory& lab, const TableForm& form);
std::string write_conversions(const Laboratory& lab, const TableForm& form);
std::string write_shown_posts(const Laboratory& lab, const TableForm& form);
std::string write_vk_posts(const Laboratory& lab, const TableForm& form);
std::string write_page_days(const Laboratory& lab, const TableForm& form);
std::string write_meta_series(const Laboratory& lab, const TableForm& form);
std::string write_site(const Laboratory& lab, const TableForm& form);
std::string write_meridian(const Laboratory& lab, const TableForm& form);
std::string write_robyn(const Laboratory& lab, const TableForm& form);
std::string write_pymc(const Laboratory& lab, const TableForm& form);
std::string write_robyn_lifts(const Laboratory& lab, const TableForm& form);
std::string write_pymc_lifts(const Laboratory& lab, const TableForm& form);

}  // namespace gs
