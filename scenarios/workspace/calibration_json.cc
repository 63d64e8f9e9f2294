// One list of keys per struct (`describe`) serves both directions, so writing and reading cannot drift apart.
// Reals are strings such as "1.8p+3" (std::to_chars, hex): exact, free of the locale. NaN is refused: no fit
// may leave one.
#include "scenarios/workspace/calibration_json.h"

#include <array>
#include <charconv>
#include <cmath>

#include "core/error.h"
#include "scenarios/document/json.h"

namespace gs {
namespace {

using nlohmann::json;

// 2: knows ads, new followers and pages it borrowed from. One that knows none of them is written as 1 ever
// was.
constexpr std::string_view kPostsAlone = "groundswell/calibration/1", kSchema = "groundswell/calibration/2";
constexpr std::size_t kMostBytes = std::size_t{1} << 30;

template <class Io>
void describe(Io& io, PopulationParameters& p) {
  io("followers", p.followers);
  io("outsiders_per_follower", p.outsiders_per_follower);
  io("mean_listeners", p.mean_listeners);
  io("listeners_log_sd", p.listeners_log_sd);
  io("activity_shape", p.activity_shape);
  io("follower_homophily", p.follower_homophily);
  io("max_agents_per_account", p.max_agents_per_account);
}

template <class Io>
void describe(Io& io, FormatEffect& f) {
  io("visibility", f.visibility);
  io("rate", f.rate);
}

template <class Io>
void describe(Io& io, TimingParameters<double>& t) {
  io("diurnal", t.diurnal);
  io("weekend", t.weekend);
  io("log_half_life", t.log_half_life);
}

template <class Io>
void describe(Io& io, Theta& t) {
  io("visibility", t.visibility);
  io("size_slope", t.size_slope);
  io("paid", t.paid);
  io("spread", t.spread);
  io("repeat", t.repeat);
  io("timing", t.timing);
  io("rate", t.rate);
  io("formats", t.formats);
  io("sigma_u", t.sigma_u);
  io("sigma_e", t.sigma_e);
  io("dispersion", t.dispersion);
}

template <class Io>
void describe(Io& io, ParameterReport& r) {
  io("key", r.key);
  io("text", r.text);
  io("unit", r.unit);
  io("low", r.low);
  io("median", r.median);
  io("high", r.high);
  io("prior_sd", r.prior_sd);
  io("posterior_sd", r.posterior_sd);
  io("told", r.told);
  io("needs", r.needs);
  io("source", r.source);
}

template <class Io>
void describe(Io& io, Calibration& c) {
  io("platform", c.platform);
  io("account", c.account);
  io("formats", c.formats);
  io("audience", c.audience);
  io("audience_hash", c.audience_hash);
  io("attention_hours", c.attention_hours);
  io("zone", c.zone);
  io("usual_hours", c.usual_hours);
  io("followers", c.followers);
  io("posts", c.posts);
  io("first_post", c.first_post);
  io("last_post", c.last_post);
  io("converged", c.converged);
  io("reason", c.reason);
  io("initial_cost", c.initial_cost);
  io("final_cost", c.final_cost);
  io("steps", c.steps);
  io("optimum_spread", c.optimum_spread);
  io("k_hat", c.k_hat);
  io("follower_split", c.follower_split);
  io("estimate", c.estimate);
  io("draws", c.draws);
  io("report", c.report);
}

template <class Io>
void describe(Io& io, AdLevel& level) {
  io("ordinary", level.ordinary);
  io("between", level.between);
}

template <class Io>
void describe(Io& io, AdDraw& draw) {
  io("price", draw.price);
  io("daily", draw.daily);
  io("elasticity", draw.elasticity);
  io("click", draw.click);
  io("lead", draw.lead);
  io("sale", draw.sale);
  io("segments", draw.segments);
}

template <class Io>
void describe(Io& io, AdSegment& segment) {
  io("age", segment.age);
  io("gender", segment.gender);
  io("impressions", segment.impressions);
}

template <class Io>
void describe(Io& io, AdCalibration& ads) {
  io("currency", ads.currency);
  io("cut", ads.cut);
  io("rows", ads.rows);
  io("ad_sets", ads.ad_sets);
  io("price", ads.price);
  io("elasticity", ads.elasticity);
  io("click", ads.click);
  io("lead", ads.lead);
  io("sale", ads.sale);
  io("segments", ads.segments);
  io("draws", ads.draws);
}

template <class Io>
void describe(Io& io, FollowLaw& follows) {
  io("log_rate", follows.log_rate);
  io("log_sd", follows.log_sd);
  io("posts", follows.posts);
}

// What schema 2 adds.
template <class Io>
void describe_beside(Io& io, Calibration& c) {
  io("ads", c.ads);
  io("follows", c.follows);
  io("borrowed", c.borrowed);
}

bool knows_posts_alone(const Calibration& c) {
  return c.ads.draws.empty() && c.follows.posts == 0 && c.borrowed.empty();
}

std::string hex_of(double value) {
  if (std::isnan(value))
    throw Error(
        Fault::our_defect, "calibration", "holds a number that is not one", "please report this message");
  std::array<char, 40> text{};
  return {text.data(),
          std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::hex).ptr};
}

double parse_hex(const JsonView& view) {
  const std::string text = view.text();
  double value = 0;
  const auto [end, failed] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::hex);
  if (failed != std::errc{} || end != text.data() + text.size() || std::isnan(value))
    view.refuse("'" + text + "' is not a hexadecimal number", "fit again: groundswell fit", "S04");
  return value;
}

struct Writer {
  json out = json::object();
  template <class T>
  void operator()(const char* key, T& value) {
    out[key] = write(value);
  }
  static json write(double value) { return hex_of(value); }
  static json write(std::string& value) { return value; }
  static json write(bool value) { return value; }
  static json write(int value) { return value; }
  static json write(std::size_t value) { return value; }
  static json write(Instant value) { return value.seconds; }
  template <class T, std::size_t n>
  static json write(std::array<T, n>& values) {
    return write_all(values);
  }
  template <class T>
  static json write(std::vector<T>& values) {
    return write_all(values);
  }
  template <class S>
  static json write(S& value) {
    Writer inner;
    describe(inner, value);
    return std::move(inner.out);
  }
  template <class Values>
  static json write_all(Values& values) {
    json list = json::array();
    for (auto& value : values) list.push_back(write(value));
    return list;
  }
};

struct Reader {
  const JsonView& view;
  std::vector<std::string> known;
  template <class T>
  void operator()(const char* key, T& value) {
    known.emplace_back(key);
    const auto member = view.find(key);
    if (!member)
      view.refuse("key '" + std::string(key) + "' is missing", "fit again: groundswell fit", "S03");
    read(*member, value);
  }
  static void read(const JsonView& from, double& value) { value = parse_hex(from); }
  static void read(const JsonView& from, std::string& value) { value = from.text({0, kMostBytes}); }
  static void read(const JsonView& from, bool& value) { value = from.flag(); }
  static void read(const JsonView& from, int& value) {
    value = static_cast<int>(from.whole({0, 1'000'000'000}));
  }
  static void read(const JsonView& from, std::size_t& value) {
    value = static_cast<std::size_t>(from.whole());
  }
  static void read(const JsonView& from, Instant& value) {
    value = {from.whole({-62135596800, 253402300799})};
  }
  template <class T, std::size_t n>
  static void read(const JsonView& from, std::array<T, n>& values) {
    const auto items = from.items();
    if (items.size() != n)
      from.refuse(std::to_string(items.size()) + " numbers; expected " + std::to_string(n),
                  "fit again: groundswell fit",
                  "S05");
    for (std::size_t i = 0; i < n; ++i) read(items[i], values[i]);
  }
  template <class T>
  static void read(const JsonView& from, std::vector<T>& values) {
    for (const JsonView& item : from.items()) read(item, values.emplace_back());
  }
  template <class S>
  static void read(const JsonView& from, S& value) {
    Reader inner{from, {}};
    describe(inner, value);
    from.only_keys(inner.known);
  }
};

void check_shape(const JsonView& view, const Calibration& calibration) {
  for (const int hour : calibration.usual_hours)
    if (hour > 167)
      view.refuse("usual_hours: " + std::to_string(hour) + "; expected 0...167", "fit again", "S05");
  const auto fits = [&](const Theta& theta) { return theta.formats.size() == calibration.formats.size(); };
  if (!fits(calibration.estimate)) view.refuse("estimate: not one effect per format", "fit again", "S05");
  for (const Theta& draw : calibration.draws)
    if (!fits(draw)) view.refuse("draws: not one effect per format", "fit again", "S05");
  for (const AdDraw& draw : calibration.ads.draws)
    if (draw.segments.size() != calibration.ads.segments.size())
      view.refuse("ads: not one click rate per segment", "fit again", "S05");
}

}  // namespace

std::string to_text(const Calibration& calibration) {
  Calibration source = calibration;  // `describe` serves both directions and so takes what may be written to
  Writer writer;
  describe(writer, source);
  if (!knows_posts_alone(calibration)) describe_beside(writer, source);
  writer.out["schema"] = knows_posts_alone(calibration) ? kPostsAlone : kSchema;
  return dump_canonical(writer.out);
}

Calibration calibration_from(const std::string& text, const std::string& where) {
  const JsonDocument document = parse_json_safe(text, where, {.bytes = kMostBytes});
  const JsonView view(document);
  std::string schema;
  Calibration calibration;
  Reader reader{view, {}};
  reader("schema", schema);
  if (schema != kSchema && schema != kPostsAlone)
    view.refuse("made for schema '" + schema + "'; this build reads '" + std::string(kSchema) + "'",
                "fit again: groundswell fit",
                "S17");
  describe(reader, calibration);
  if (schema == kSchema) describe_beside(reader, calibration);
  view.only_keys(reader.known);
  check_shape(view, calibration);
  return calibration;
}

}  // namespace gs
