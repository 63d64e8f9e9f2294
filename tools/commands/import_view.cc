// Health report of imports (mock-up: terminal, part 1).
#include "tools/commands/import_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/time/clock.h"
#include "tools/commands/ads_view.h"

namespace gs {

namespace {

constexpr std::array<const char*, 3> kLevels{"INFO", "ATTENTION", "ERROR"};

std::string period_of(const Import& import) {
  if (import.posts.empty()) return "";
  const auto [first, last] =
      std::minmax_element(import.posts.begin(), import.posts.end(), [](const auto& a, const auto& b) {
        return a.published < b.published;
      });
  return to_iso_utc(first->published).substr(0, 10) + " to " + to_iso_utc(last->published).substr(0, 10);
}

RowCounts sum_of(const std::vector<Import>& imports) {
  RowCounts sum;
  for (const Import& import : imports) {
    sum.read += import.rows.read;
    sum.stored += import.rows.stored;
    sum.updated += import.rows.updated;
    sum.refused += import.rows.refused;
    sum.skipped += import.rows.skipped;
  }
  return sum;
}

nlohmann::json rows_json(const RowCounts& rows) {
  return {{"read", rows.read},
          {"stored", rows.stored},
          {"updated", rows.updated},
          {"refused", rows.refused},
          {"skipped", rows.skipped}};
}

nlohmann::json readiness_json(const Readiness& ready) {
  return {{"account", ready.account},
          {"platform", ready.platform},
          {"posts", ready.posts},
          {"immature", ready.immature},
          {"with_reach", ready.with_reach},
          {"can_fit", ready.can_fit},
          {"followers_known", ready.followers_known},
          {"text", ready.text}};
}

std::string headline(const ImportReport& report, const RowCounts& sum) {
  if (sum.stored + sum.updated == 0) return "Nothing new.";
  if (report.readiness.empty()) return "";  // ads alone
  const bool ready = std::all_of(
      report.readiness.begin(), report.readiness.end(), [](const Readiness& r) { return r.can_fit; });
  return ready ? "Ready to fit." : "Not ready to fit.";
}

// Without its folders: findings below the table name the whole path.
std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string indented(const std::string& lines) {
  std::string text;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at) + 1;
    text += fmt::format("{:<28} ", "") + lines.substr(at, end - at);
    at = end;
  }
  return text;
}

std::string finding_line(const Finding& finding) {
  std::string where = finding.file;
  if (finding.line > 0) where += fmt::format(":{}", finding.line);
  if (!finding.column.empty()) where += " " + finding.column;
  const std::string code = finding.code.empty() ? "" : " [" + finding.code + "]";
  const std::string times = finding.count > 1 ? fmt::format(" ({} times)", finding.count) : "";
  return fmt::format("{:<9}  {}: {}{}{}\n",
                     kLevels[static_cast<std::size_t>(finding.level)],
                     where,
                     finding.text,
                     code,
                     times);
}

}  // namespace

nlohmann::json import_document(const ImportReport& report) {
  const std::vector<Import>& imports = report.imports;
  nlohmann::json findings = nlohmann::json::array(), files = nlohmann::json::array(),
                 inputs = nlohmann::json::array();
  std::set<std::string> accounts;
  for (const Import& import : imports) {
    accounts.insert(import.account);
    inputs.push_back({{"file", import.file}, {"sha256", import.text_hash}});
    files.push_back({{"file", import.file},
                     {"format", import.format_name},
                     {"recognised_as", import.recognised_as},
                     {"account", import.account},
                     {"rows", rows_json(import.rows)}});
    if (has_ads(import)) {
      files.back()["ads"] = ads_json(import);
      files.back()["conversions"] = conversions_json(import);
      files.back()["series"] = series_json(import);
    }
    for (const Finding& f : import.findings)
      findings.push_back({{"level", kLevels[static_cast<std::size_t>(f.level)]},
                          {"code", f.code},
                          {"file", f.file},
                          {"line", f.line},
                          {"column", f.column},
                          {"text", f.text},
                          {"count", f.count}});
  }
  nlohmann::json readiness = nlohmann::json::array();
  for (const Readiness& ready : report.readiness) readiness.push_back(readiness_json(ready));
  return {{"schema", "groundswell/import/1"},
          {"engine", GS_VERSION},
          {"seed", nullptr},
          {"inputs", inputs},
          {"format", imports.front().format_name},
          {"accounts", accounts},
          {"rows", rows_json(sum_of(imports))},
          {"files", files},
          {"findings", findings},
          {"readiness", readiness},
          {"next", report.next}};
}

std::string import_text(const ImportReport& report) {
  const std::vector<Import>& imports = report.imports;
  const RowCounts sum = sum_of(imports);
  const bool ads = std::any_of(imports.begin(), imports.end(), has_ads);
  std::string text = fmt::format("Read {} file{}: {} {} stored, {} updated, {} rows refused. {}\n\n",
                                 imports.size(),
                                 imports.size() == 1 ? "" : "s",
                                 sum.stored,
                                 ads ? "observations" : "posts",
                                 sum.updated,
                                 sum.refused,
                                 headline(report, sum));
  text += fmt::format("{:<28} {:<38} {:>6} {:>7} {:>8} {:>8}\n",
                      "file",
                      "recognised as",
                      "read",
                      "stored",
                      "updated",
                      "refused");
  for (const Import& import : imports) {
    text += fmt::format("{:<28} {:<38} {:>6} {:>7} {:>8} {:>8}\n",
                        file_name(import.file),
                        import.recognised_as,
                        import.rows.read,
                        import.rows.stored,
                        import.rows.updated,
                        import.rows.refused);
    if (const std::string period = period_of(import); !period.empty())
      text += fmt::format("{:<28} {}\n", "", period);
    text += indented(ads_text(import));
  }
  text += "\n";
  for (const Level level : {Level::error, Level::attention, Level::info})
    for (const Import& import : imports)
      for (const Finding& finding : import.findings)
        if (finding.level == level) text += finding_line(finding);
  for (const Readiness& ready : report.readiness)
    text += fmt::format("{:<9}  {}: {}\n", ready.can_fit ? "ready" : "NOT READY", ready.account, ready.text);
  if (!report.next.empty()) text += "next       " + report.next + "\n";
  if (!report.about_next.empty()) text += "           " + report.about_next + "\n";
  return text;
}

}  // namespace gs
