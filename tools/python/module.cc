// The Python module _groundswell: names, arguments and results of the study, thinly. Python's lock is let go
// while worlds are simulated; refusals become groundswell.Error, a stop KeyboardInterrupt.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "tools/python/arrays.h"
#include "tools/python/docs.h"
#include "tools/python/interrupts.h"
#include "tools/python/study.h"

namespace py = pybind11;

namespace gs::python {

namespace {

using Path = std::filesystem::path;

py::object from_json(const nlohmann::json& document) {
  return py::module_::import("json").attr("loads")(document.dump());
}

std::string to_json(const py::handle& value) {
  return py::module_::import("json").attr("dumps")(value, py::arg("allow_nan") = false).cast<std::string>();
}

// Runs what may take long: without Python's lock, and asked to stop by Ctrl-C.
template <class Work>
auto away_from_python(Work work) {
  const Interrupts interrupts;
  const py::gil_scoped_release released;
  return work(interrupts.stop());
}

const char* name_of(Fault fault) {
  switch (fault) {
    case Fault::usage:
      return "usage";
    case Fault::bad_input:
      return "bad_input";
    case Fault::limit:
      return "limit";
    case Fault::not_converged:
      return "not_converged";
    case Fault::locked:
      return "locked";
    case Fault::corrupt:
      return "corrupt";
    case Fault::io:
      return "io";
    case Fault::our_defect:
      return "our_defect";
    case Fault::peer_lost:
      return "peer_lost";
  }
  return "our_defect";
}

// what() reads "where: what [code]".
void raise_error(const Error& error) {
  const std::string whole = error.what();
  const std::string mark = error.code.empty() ? "" : " [" + error.code + "]";
  const std::size_t end = whole.size() - (whole.ends_with(mark) ? mark.size() : 0);
  const std::size_t colon = whole.find(": ");
  const bool placed = colon != std::string::npos && colon < end;
  const std::size_t begin = placed ? colon + 2 : 0;
  const py::object type = py::module_::import("groundswell.error").attr("Error");
  const py::object raised = type(py::arg("fault") = name_of(error.fault),
                                 py::arg("where") = placed ? whole.substr(0, colon) : "",
                                 py::arg("what") = whole.substr(begin, end - begin),
                                 py::arg("remedy") = error.remedy,
                                 py::arg("code") = error.code,
                                 py::arg("exit_code") = static_cast<int>(error.fault));
  PyErr_SetObject(type.ptr(), raised.ptr());
}

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const Interrupted& stopped) {
    // Python's own handler speaks first; where it says nothing, the work has stopped all the same.
    if (PyErr_CheckSignals() == 0) PyErr_SetString(PyExc_KeyboardInterrupt, stopped.what());
  } catch (const Error& error) {
    raise_error(error);
  }
}

CallOptions call_options(const std::optional<Path>& workspace,
                         std::int64_t replicates,
                         std::optional<std::int64_t> seed,
                         std::int64_t threads) {
  CallOptions options{{}, replicates, threads, seed};
  if (workspace) options.workspace = workspace->string();
  return options;
}

py::dict forecast(const ReadPlan& plan, const CallOptions& options) {
  const LivedPlans lived =
      away_from_python([&](StopRequest stop) { return lived_plan(plan, options, stop); });
  ForecastColumns columns = columns_of(lived.forecasts.front(), lived.document);
  py::dict result;
  result["totals"] = arrays_of(std::move(columns.totals), Shape::flat);
  result["posts"] = arrays_of(std::move(columns.posts), Shape::table);
  result["daily"] = arrays_of(std::move(columns.daily), Shape::table);
  result["post_ids"] = columns.post_ids;
  result["dates"] = columns.dates;
  result["seed"] = lived.seed;
  result["document"] = from_json(lived.document);
  return result;
}

py::dict compare(const ReadPlan& base, const py::object& variants, const CallOptions& options) {
  std::vector<ReadPlan> plans{base};
  if (py::isinstance<ReadPlan>(variants))
    plans.push_back(variants.cast<ReadPlan>());
  else
    for (const py::handle variant : variants) plans.push_back(variant.cast<ReadPlan>());
  const LivedPlans lived =
      away_from_python([&](StopRequest stop) { return lived_comparison(plans, options, stop); });
  ComparisonColumns columns = columns_of(lived.forecasts, lived.document);
  py::list names;
  for (const Forecast& one : lived.forecasts) names.append(one.scenario.name);
  py::dict result;
  result["names"] = names;
  result["totals"] = arrays_of(std::move(columns.totals), Shape::table);
  result["differences"] = arrays_of(std::move(columns.differences), Shape::table);
  result["seed"] = lived.seed;
  result["document"] = from_json(lived.document);
  return result;
}

py::dict batch(const BatchCall& call, const CallOptions& options) {
  BatchResult gathered =
      away_from_python([&](StopRequest stop) { return run_experiment(call, options, stop); });
  py::dict result = arrays_of(std::move(gathered.table));
  result["result_hash"] = gathered.result_hash;
  result["out"] = gathered.folder;
  return result;
}

void add_scenario(py::module_& module) {
  py::class_<ReadPlan>(module, "Scenario", kScenarioDoc)
      .def_property_readonly("name", [](const ReadPlan& plan) { return plan.scenario.name; })
      .def_property_readonly("file", [](const ReadPlan& plan) { return plan.scenario.file; })
      .def_property_readonly("text", [](const ReadPlan& plan) { return plan.scenario.text; })
      .def_property_readonly("hash", [](const ReadPlan& plan) { return plan.scenario.hash; })
      .def_property_readonly("notes", [](const ReadPlan& plan) { return plan.scenario.notes; })
      .def_property_readonly("seed", [](const ReadPlan& plan) { return plan.scenario.seed; })
      .def(
          "patch",
          [](const ReadPlan& plan, const py::dict& changes) { return patched_plan(plan, to_json(changes)); },
          py::arg("changes"),
          kPatchDoc)
      .def("__repr__", [](const ReadPlan& plan) {
        return "<groundswell.Scenario '" + plan.scenario.name + "' of " + plan.scenario.file + ">";
      });
}

void add_load(py::module_& module) {
  module.def(
      "load",
      [](const Path& path, const std::optional<Path>& workspace, const std::string& account) {
        return read_plan(path.string(), workspace ? workspace->string() : "", account);
      },
      py::arg("path"),
      py::arg("workspace") = py::none(),
      py::arg("account") = "",
      kLoadDoc);
}

using MaybePath = std::optional<Path>;
using MaybeSeed = std::optional<std::int64_t>;

void add_runs(py::module_& module) {
  const auto workspace = py::arg("workspace") = py::none();
  const auto replicates = py::arg("replicates") = 400;
  const auto seed = py::arg("seed") = py::none();
  const auto threads = py::arg("threads") = 0;
  module.def(
      "forecast",
      [](const ReadPlan& plan, const MaybePath& w, std::int64_t r, MaybeSeed s, std::int64_t t) {
        return forecast(plan, call_options(w, r, s, t));
      },
      py::arg("scenario"),
      workspace,
      replicates,
      seed,
      threads,
      kForecastDoc);
  module.def(
      "compare",
      [](const ReadPlan& base,
         const py::object& variants,
         const MaybePath& w,
         std::int64_t r,
         MaybeSeed s,
         std::int64_t t) { return compare(base, variants, call_options(w, r, s, t)); },
      py::arg("base"),
      py::arg("variants"),
      workspace,
      replicates,
      seed,
      threads,
      kCompareDoc);
  module.def(
      "batch",
      [](const Path& experiment,
         const MaybePath& out,
         const MaybePath& w,
         MaybeSeed s,
         std::int64_t t,
         bool retry) {
        return batch({experiment.string(), out ? out->string() : "", retry}, call_options(w, 1, s, t));
      },
      py::arg("experiment"),
      py::arg("out") = py::none(),
      workspace,
      seed,
      threads,
      py::arg("retry") = false,
      kBatchDoc);
}

}  // namespace

}  // namespace gs::python

PYBIND11_MODULE(_groundswell, module) {
  module.doc() = gs::python::kModuleDoc;
  module.attr("__version__") = GS_VERSION;
  py::register_local_exception_translator(gs::python::translate);
  gs::python::add_scenario(module);
  gs::python::add_load(module);
  gs::python::add_runs(module);
}
