// Rows of the media plan, made from the scopes of a forecast.
#include "scenarios/exports/media_plan_csv.h"

#include <array>
#include <nlohmann/json.hpp>

#include "core/units.h"
#include "scenarios/exports/rows.h"
#include "scenarios/reading/spreadsheet.h"

namespace gs {

namespace {

using nlohmann::json;

// A figure of every line; of lines of ads it may go by another KPI, "" where it means nothing. Clicks are
// people who clicked a post, ad clicks are paid impressions clicked beside them: two counts, so two columns.
struct Figure {
  const char *name, *of_ads, *of_posts;
};
constexpr std::array<Figure, 11> kFigures{{{"spend", "spend", "spend"},
                                           {"impressions", "paid_impressions", "impressions"},
                                           {"reach", "reach", "reach"},
                                           {"frequency", "frequency", "frequency"},
                                           {"clicks", "", "clicks"},
                                           {"ad_clicks", "ad_clicks", "ad_clicks"},
                                           {"cpm", "cpm", ""},
                                           {"cpc", "cpc", ""},
                                           {"engagements", "", "engagements"},
                                           {"leads", "leads", "leads"},
                                           {"sales", "sales", "sales"}}};

constexpr std::array<const char*, 19> kTexts{"kind",
                                             "id",
                                             "platform",
                                             "account",
                                             "post",
                                             "title",
                                             "format",
                                             "flight_start",
                                             "flight_end",
                                             "targeting",
                                             "hours",
                                             "pacing",
                                             "frequency_cap",
                                             "unit",
                                             "rate",
                                             "budget",
                                             "fee",
                                             "currency",
                                             "interval"};

std::string header() {
  std::vector<std::string> cells{"line"};
  cells.insert(cells.end(), kTexts.begin(), kTexts.end());
  for (const Figure& figure : kFigures)
    for (const char* part : {"", "_low", "_high"}) cells.push_back(std::string(figure.name) + part);
  return csv_line(cells);
}

// "followers: none; interests: espresso; segments: students"
std::string targeting_text(const json& ad) {
  std::string text;
  const auto add = [&](const std::string& key, const std::string& value) {
    text += (text.empty() ? "" : "; ") + key + ": " + value;
  };
  const json targeting = ad.value("targeting", json::object());
  for (const auto& [key, value] : targeting.items()) {
    if (!value.is_object()) {
      add(key, value.is_string() ? value.get<std::string>() : value.dump());
      continue;
    }
    std::string named;
    for (const auto& [segment, meant] : value.items())
      if (meant == true) named += (named.empty() ? "" : ", ") + segment;
    add(key, named);
  }
  return text;
}

// A line under way: its texts by column, its figures by KPI.
class Line {
 public:
  Line(const char* kind, const json& result) {
    set("kind", csv_text(kind));
    set("currency", text_cell(result, "currency"));
    set("interval", csv_text("80 %"));
  }
  Line& set(const std::string& column, std::string cell) {
    for (std::size_t i = 0; i < kTexts.size(); ++i)
      if (column == kTexts[i]) texts_[i] = std::move(cell);
    return *this;
  }
  std::string written(std::size_t number, const json& kpis, bool of_ads) const {
    std::vector<std::string> cells{std::to_string(number)};
    cells.insert(cells.end(), texts_.begin(), texts_.end());
    for (const Figure& figure : kFigures) {
      const json* row = row_in(kpis, of_ads ? figure.of_ads : figure.of_posts);
      for (const char* quantile : {"p50", "p10", "p90"})
        cells.push_back(row == nullptr ? "" : rounded_cell(*row, quantile));
    }
    return csv_line(cells);
  }

 private:
  std::array<std::string, kTexts.size()> texts_;
};

const json& post_of(const json& result, const std::string& id) {
  for (const json& post : result.at("posts"))
    if (post.at("id") == id) return post;
  return result.at("posts").at(0);
}

void describe_post(Line& line, const json& post) {
  line.set("account", text_cell(post, "account"))
      .set("post", text_cell(post, "id"))
      .set("title", text_cell(post, "title"))
      .set("format", text_cell(post, "format"))
      .set("platform", text_cell(post, "platform"));
}

Line ad_line(const json& result, const json& ad) {
  Line line("ad", result);
  describe_post(line, post_of(result, ad.at("post")));
  const json bid = ad.value("bid", json::object());
  const char* unit = bid.contains("cpc") ? "cpc" : "cpm";
  line.set("id", text_cell(ad, "id"))
      .set("platform", text_cell(ad, "platform"))
      .set("flight_start", text_cell(ad, "start"))
      .set("flight_end", text_cell(ad, "end"))
      .set("targeting", csv_text(targeting_text(ad)))
      .set("hours", text_cell(ad, "hours"))
      .set("pacing", text_cell(ad, "pacing"))
      .set("frequency_cap", number_cell(ad, "frequency_cap"))
      .set("unit", csv_text(unit))
      .set("rate", number_cell(bid, unit))
      .set("budget", number_cell(ad, "budget"));
  return line;
}

Line post_line(const json& result, const json& post) {
  Line line("post", result);
  describe_post(line, post);
  const std::string when = post.at("publish_at");
  return line.set("id", text_cell(post, "id"))
      .set("flight_start", csv_text(when.substr(0, 10)))
      .set("flight_end", csv_text(when.substr(0, 10)))
      .set("hours", csv_text(when.substr(11, 5)));
}

Line seeding_line(const json& result, const json& seeding) {
  Line line("placement", result);
  describe_post(line, post_of(result, seeding.at("post")));
  const std::string when = seeding.at("publish_at");
  return line.set("id", text_cell(seeding, "id"))
      .set("account", text_cell(seeding, "creator"))
      .set("flight_start", csv_text(when.substr(0, 10)))
      .set("flight_end", csv_text(when.substr(0, 10)))
      .set("hours", csv_text(when.substr(11, 5)))
      .set("fee", number_cell(seeding, "fee"));
}

// Amounts as written, added up exactly.
std::string sum_of(const json& list, const char* key) {
  Money sum;
  for (const json& one : list)
    if (one.contains(key)) sum.micros += parse_money(number_cell(one, key), key).micros;
  return to_text(sum);
}

Line sum_line(const char* kind, const json& result) {
  Line line(kind, result);
  return line.set("id", text_cell(result, "name"))
      .set("flight_start", text_cell(result, "start"))
      .set("flight_end", text_cell(result, "end"))
      .set("budget", sum_of(result.at("ads"), "budget"));
}

}  // namespace

Exported media_plan_csv(const json& result) {
  Exported file{header()};
  std::size_t number = 0;
  const json none = json::array(), seedings = result.value("seeding", none);
  for (const json& ad : result.at("ads"))
    file.text += ad_line(result, ad).written(++number, ad.at("kpis"), true);
  for (const json& post : result.at("posts"))
    file.text += post_line(result, post).written(++number, post.at("kpis"), false);
  for (const json& seeding : seedings)
    file.text += seeding_line(result, seeding).written(++number, none, false);
  json of_ads = none;  // people whom ads alone reached together, the document does not know
  for (const char* kpi : {"spend", "paid_impressions", "ad_clicks", "cpm", "cpc"})
    if (const json* row = row_in(result.at("totals"), kpi)) of_ads.push_back(*row);
  if (!result.at("ads").empty()) file.text += sum_line("all ads", result).written(++number, of_ads, true);
  file.text += sum_line("plan", result)
                   .set("fee", sum_of(seedings, "fee"))
                   .written(++number, result.at("totals"), false);
  return file;
}

}  // namespace gs
