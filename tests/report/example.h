// Result documents written as text: a two-week plan, a variant against it, a backtest. Numbers are made up.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gs::example {

// A KPI row whose quantiles are `median` times fixed factors; `more` is further members, e.g. ,"p_target":0.7
std::string row(const std::string& kpi,
                const std::string& title,
                const std::string& unit,
                double median,
                const std::string& more = "");
std::string undefined_row(const std::string& kpi, const std::string& title, const std::string& because);

struct Names {  // what people typed; tests put hostile text here
  std::string plan = "Winter tasting", post = "How we roast in winter", about = "Two weeks of posts";
  std::string note = "2 posts moved to the next day";
};
std::string forecast(const Names& names = {}, bool calibrated = true);
std::string comparison(const Names& names = {}, double shift = 1.0);  // shift 0: nothing told apart
std::string backtest();
std::string fit();

nlohmann::json parsed(const std::string& text);
std::string quoted(const std::string& text);  // as a JSON string

}  // namespace gs::example
