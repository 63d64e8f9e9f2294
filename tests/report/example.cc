#include "tests/report/example.h"

#include <array>
#include <cmath>
#include <tuple>

namespace gs::example {
namespace {

constexpr std::array<const char*, 9> kKeys{"p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975"};
constexpr std::array<double, 9> kFactors{0.55, 0.62, 0.70, 0.84, 1.0, 1.19, 1.42, 1.61, 1.82};

constexpr const char* kDefault = R"(,"basis":"assumption","basis_because":"not in your history")";
constexpr const char* kNoSplit =
    R"(,"basis":"assumption","basis_because":"reach by followers and others not in your history")";

std::string text_of(double value) { return nlohmann::json(value).dump(); }

std::string quantiles(double median, double spread) {
  std::string out;
  for (std::size_t i = 0; i < kKeys.size(); ++i)
    out += std::string(i > 0 ? "," : "") + "\"" + kKeys[i] +
           "\":" + text_of(median + std::abs(median) * spread * (kFactors[i] - 1));
  return out;
}

std::string head(const std::string& schema) {
  return "\"schema\":\"groundswell/" + schema +
         R"(/1","engine":"0.1.0","seed":7,"synthetic":true,"replicates":400,)" +
         R"("inputs":[{"file":"plan.json","sha256":"17dd04fe00000000000000000000000000000000000000000000000000000000"}])";
}

std::string calibration(bool calibrated) {
  if (!calibrated) return R"(,"calibration":null)";
  return R"(,"calibration":{"id":"c41f9a07","account":"Зимородок","platform":"facebook","posts":300,"first":"2025-12-01",)"
         R"("last":"2026-11-20","parameters_told":24,"parameters_not_told":[{"key":"spread","text":"share spread",)"
         R"("needs":"needs reach by followers and others"}]})";
}

std::string doubts(const Names& names) {
  return R"(,"assumed":[{"key":"mean_listeners","text":"people who see what an ordinary person shares","value":120,)"
         R"("unit":"people","source":"DEFAULTS 5","confidence":"C"}],"levers":[{"lever":"publishing hour","status":"fitted",)"
         R"("text":"300 posts over 40 hours of the week"},{"lever":"order of posts","status":"assumption",)"
         R"("text":"no better than a coin on the synthetic truth"}],"notes":[)" +
         quoted(names.note) + "]";
}

std::string posts(const Names& names) {
  std::string out;
  for (int i = 0; i < 14; ++i) {
    const std::string day = std::to_string(7 + i), two = day.size() < 2 ? "0" + day : day;
    const std::string title = i == 3       ? names.post
                              : i % 2 == 0 ? "Утренний рецепт: кемекс"
                                           : "Latte in 40 seconds";
    out += std::string(i > 0 ? "," : "") + "{\"id\":\"p" + two + "\",\"title\":" + quoted(title) +
           R"(,"account":"Зимородок","platform":"facebook","format":")" + (i % 3 == 0 ? "photo" : "link") +
           R"(","topic":"coffee","paid":)" + (i % 5 == 0 ? "true" : "false") + ",\"publish_at\":\"2026-12-" +
           two + "T18:30:00+03:00\",\"kpis\":[" +
           row("reach", "Reach", "people", 5500 + 900 * ((i * 5) % 7)) + "]}";
  }
  return out;
}

std::string days() {
  std::string out;
  for (int i = 0; i < 21; ++i) {
    const double part = i < 14 ? (i + 1) / 15.0 : 1 - 0.07 / (i - 12);
    const std::string day = std::to_string(7 + i), two = day.size() < 2 ? "0" + day : day;
    out += std::string(i > 0 ? "," : "") + "{\"date\":\"2026-12-" + two + "\",\"kpis\":[" +
           row("reach", "Reach", "people", 48000 * part) + "," +
           row("impressions", "Impressions", "displays", 151000 * part) + "," +
           row("engagements", "Engagements", "actions", 3100 * part) + "]}";
  }
  return out;
}

std::string totals(double scale) {
  return row("reach", "Reach", "people", 48000 * scale, R"(,"target":{"at_least":45000},"p_target":0.68)") +
         "," + row("impressions", "Impressions", "displays", 151000 * scale, kDefault) + "," +
         row("frequency", "Frequency", "ratio", 3.11) + "," +
         row("engagements", "Engagements", "actions", 3100 * scale) + "," +
         row("engaged_users", "Engaged people", "people", 1600 * scale, kDefault) + "," +
         row("er_reach",
             "Engagement rate of posts",
             "fraction",
             0.046,
             R"(,"target":{"at_least":0.04},"p_target":0.999)") +
         "," + undefined_row("cpl", "Cost per lead", "no offer in the scenario");
}

std::string difference(const std::string& scenario,
                       const std::string& kpi,
                       const std::string& unit,
                       double size,
                       double spread) {
  return "{\"scenario\":" + quoted(scenario) + ",\"kpi\":\"" + kpi + "\",\"unit\":\"" + unit +
         "\",\"mean\":" + text_of(size) + ",\"p_better\":" +
         (size == 0    ? "0.5"
          : spread > 2 ? "0.21"
          : size > 0   ? "0.991"
                       : "0.02") +
         R"(,"standard_error":14,"standard_error_if_independent":330,"prior_share":0.61,)" +
         quantiles(size, spread) + "}";
}

std::string score(const std::string& metric, double raw_coverage80, double ridge, int n = 185) {
  return "{\"metric\":\"" + metric + "\",\"n\":" + std::to_string(n) +
         R"(,"log_crps":0.41,"crps":900,"skill":{"global":0.31,"type_paid":0.05,"log_ridge":)" +
         text_of(ridge) + R"(},"coverage50":0.51,"coverage80":0.83,"raw_coverage80":)" +
         text_of(raw_coverage80) +
         R"(,"coverage95":0.94,"width80":1.9,"wmape":0.62,"mdape":0.41,"bias_log":-0.03})";
}

}  // namespace

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }
nlohmann::json parsed(const std::string& text) { return nlohmann::json::parse(text); }

std::string row(const std::string& kpi,
                const std::string& title,
                const std::string& unit,
                double median,
                const std::string& more) {
  return "{\"kpi\":" + quoted(kpi) + ",\"title\":" + quoted(title) + ",\"unit\":" + quoted(unit) +
         R"(,"formula":"as in the catalogue","direction":"more_is_better","mean":)" + text_of(median * 1.03) +
         ",\"sd\":" + text_of(median * .2) + ",\"defined_share\":1," + quantiles(median, 0.6) + more + "}";
}

std::string undefined_row(const std::string& kpi, const std::string& title, const std::string& because) {
  std::string out = "{\"kpi\":\"" + kpi + "\",\"title\":\"" + title +
                    R"(","unit":"EUR","formula":"spend ÷ leads","mean":null,"sd":null)";
  for (const char* key : kKeys) out += std::string(",\"") + key + "\":null";
  return out + ",\"defined_share\":0,\"undefined_because\":" + quoted(because) + "}";
}

std::string forecast(const Names& names, bool calibrated) {
  return "{" + head("forecast") + ",\"name\":" + quoted(names.plan) + ",\"about\":" + quoted(names.about) +
         R"(,"start":"2026-12-07","end":"2026-12-20","timezone":"Europe/Moscow","currency":"EUR","corrected":false,)" +
         R"("audience":{"followers":14200,"people":412000,"people_per_agent":4})" + calibration(calibrated) +
         doubts(names) + ",\"totals\":[" + totals(1) + "],\"posts\":[" + posts(names) + "],\"daily\":[" +
         days() + R"(],"platforms":[],"segments":[],"sources":[)" + R"({"source":"follow","kpis":[)" +
         row("first_reach", "First reach", "people", 33600, kNoSplit) + R"(]},{"source":"share","kpis":[)" +
         row("first_reach", "First reach", "people", 14400, kNoSplit) + R"(]}],"run":{"seconds":1.5}})";
}

std::string comparison(const Names& names, double shift) {
  const std::string base = "November", variant = names.plan;
  std::string differences;
  for (const auto& [kpi, unit, size] :
       std::vector<std::tuple<std::string, std::string, double>>{{"reach", "people", 4200 * shift},
                                                                 {"impressions", "displays", 9000 * shift},
                                                                 {"er_reach", "fraction", -0.004 * shift}})
    differences += (differences.empty() ? "" : ",") + difference(variant, kpi, unit, size, 0.9) + "," +
                   difference("Mornings", kpi, unit, -size / 3, 3);
  return "{" + head("comparison") + R"(,"name":"Winter","start":"2026-12-07","end":"2026-12-20")" +
         calibration(true) + doubts(names) + ",\"base\":" + quoted(base) +
         ",\"scenarios\":[{\"name\":" + quoted(base) + ",\"about\":\"repeats November\",\"totals\":[" +
         totals(1) + "]},{\"name\":" + quoted(variant) + ",\"about\":" + quoted(names.about) +
         ",\"totals\":[" + totals(1.09) + R"(]},{"name":"Mornings","about":"all at 8:30","totals":[)" +
         totals(0.97) + "]}],\"differences\":[" + differences + "]}";
}

std::string backtest() {
  std::string posts;
  for (int i = 0; i < 200; ++i)
    posts += std::string(i > 0 ? "," : "") +
             "{\"id\":\"x\",\"metric\":\"reach\",\"pit\":" + text_of(((i * 37) % 200) / 200.0) + "}";
  return "{" + head("backtest") +
         R"(,"account":"Зимородок","origins":[{"origin":"2026-03-01T00:00:00Z","trained":160,"scored":20},)"
         R"({"origin":"2026-04-01T00:00:00Z","trained":180,"scored":165}],"metrics":[)" +
         score("reach", 0.81, 0.02) + "," + score("engaged_users", 0.70, -0.06) + "," +
         score("likes", 0.79, -0.01) + "],\"totals\":[" + score("post_reach_sum", 0.8, 0.1, 10) + "," +
         score("likes", 0.6, 0.1, 10) + "],\"posts\":[" + posts + R"(],"notes":["origins every 20 posts"]})";
}

std::string fit() {
  return "{" + head("fit") +
         R"(,"account":"Зимородок","platform":"facebook","posts":300,"first":"2025-12-01","last":"2026-11-20","converged":true,)"
         R"("reason":"cost changed less than 1e-9 in 23 steps","steps":23,"k_hat":0.41,"optimum_spread":0.02,"parameters":[)"
         R"({"key":"visibility","text":"follower reach","unit":"","p10":0.2,"median":0.22,"p90":0.25,"told":true,"needs":""},)"
         R"({"key":"spread","text":"share spread r","unit":"of listeners","p10":0.06,"median":0.19,"p90":0.41,"told":false,"needs":"needs reach by followers/others"}]})";
}

}  // namespace gs::example
