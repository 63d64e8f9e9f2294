"""The Python module: what it gives, that it is the program's, that nothing is copied, how it refuses.

Run by ctest (Python.Module); by hand: PYTHONPATH=build/python/python python3 -m unittest discover tests/python
"""
import ast
import inspect
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

import groundswell as gs
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "scenarios" / "examples"
PLAN = EXAMPLES / "roastery.json"
CAMPAIGN = EXAMPLES / "roastery_campaign.json"
WORLDS = 12
# Small enough for a test: one simulated person stands for many.
COARSE = {"audience": {"people_per_agent": 100}}


def program():
    """The program of this build, else the released one; None where neither is built."""
    built = [os.environ.get("GROUNDSWELL_PROGRAM"), os.environ.get("GROUNDSWELL_BUILD", "") + "/groundswell",
             str(ROOT / "build" / "release" / "groundswell")]
    return next((path for path in built if path and os.path.isfile(path)), None)


def coarse(path=PLAN):
    return gs.load(path).patch(COARSE)


def same(a, b):
    """Equal to the last bit, undefined where undefined."""
    return a.keys() == b.keys() and all(a[k].tobytes() == b[k].tobytes() for k in a)


class Forecast(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.plan = coarse(CAMPAIGN)
        cls.result = gs.forecast(cls.plan, replicates=WORLDS)

    def test_gives_a_number_per_world_post_and_day(self):
        posts, days = len(self.result["post_ids"]), len(self.result["dates"])
        self.assertGreater(posts, 1)
        self.assertGreater(days, 1)
        shapes = {"totals": (WORLDS,), "posts": (WORLDS, posts), "daily": (WORLDS, days)}
        for scope, shape in shapes.items():
            self.assertIn("reach", self.result[scope])
            for kpi, array in self.result[scope].items():
                self.assertEqual((scope, kpi, array.shape, array.dtype), (scope, kpi, shape, np.dtype("float64")))

    def test_means_are_those_of_its_document(self):
        for row in self.result["document"]["totals"]:
            draws = self.result["totals"][row["kpi"]]
            self.assertAlmostEqual(row["defined_share"], np.mean(~np.isnan(draws)))
            if row["mean"] is not None:
                np.testing.assert_allclose(np.nanmean(draws), row["mean"], rtol=1e-12, err_msg=row["kpi"])

    def test_reach_of_the_last_day_is_the_plans(self):
        np.testing.assert_array_equal(self.result["daily"]["reach"][:, -1], self.result["totals"]["reach"])
        self.assertTrue((np.diff(self.result["daily"]["reach"], axis=1) >= 0).all())

    def test_arrays_look_at_the_librarys_memory(self):
        for scope in ("totals", "posts", "daily"):
            for array in self.result[scope].values():
                self.assertFalse(array.flags.owndata)
                self.assertEqual(type(array.base).__name__, "PyCapsule")

    def test_arrays_outlive_the_result(self):
        reach = gs.forecast(self.plan, replicates=3)["totals"]["reach"]
        again = gs.forecast(self.plan, replicates=3)["totals"]["reach"]
        np.testing.assert_array_equal(reach, again)

    def test_threads_change_no_bit(self):
        one, three = (gs.forecast(self.plan, replicates=WORLDS, threads=t) for t in (1, 3))
        for scope in ("totals", "posts", "daily"):
            self.assertTrue(same(one[scope], three[scope]), scope)
            self.assertTrue(same(one[scope], self.result[scope]), scope)
        self.assertEqual(one["document"], three["document"])

    def test_another_seed_is_another_luck(self):
        other = gs.forecast(self.plan, replicates=WORLDS, seed=77)
        self.assertEqual(other["seed"], 77)
        self.assertFalse((other["totals"]["reach"] == self.result["totals"]["reach"]).all())

    def test_other_python_threads_run_meanwhile(self):
        results = {}
        threads = [threading.Thread(target=lambda s=s: results.update(
            {s: gs.forecast(self.plan, replicates=4, seed=s, threads=1)["totals"]})) for s in (1, 2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for seed, totals in results.items():
            self.assertTrue(same(totals, gs.forecast(self.plan, replicates=4, seed=seed)["totals"]))
        self.assertEqual(len(results), 2)


class Program(unittest.TestCase):
    """What the module says is what the program says, to the last bit."""

    def setUp(self):
        if program() is None:
            self.skipTest("the program is not built; tools/dev build makes it")
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def said(self, *words):
        done = subprocess.run([program(), *words, "--json", "--quiet"], cwd=self.folder.name, check=True,
                              capture_output=True)
        return json.loads(done.stdout)

    def write(self, name, plan):
        path = pathlib.Path(self.folder.name) / name
        path.write_text(plan.text)
        return gs.load(path)

    def assert_said(self, mine, said):
        for key in mine:
            self.assertEqual(mine[key], said[key], key)

    def test_forecasts_the_same(self):
        plan = self.write("plan.json", coarse(CAMPAIGN))
        said = self.said("forecast", plan.file, "--replicates", "8", "--seed", "5")
        self.assert_said(gs.forecast(plan, replicates=8, seed=5)["document"], said)

    def test_forecasts_the_same_from_a_workspace(self):
        book = str(pathlib.Path(self.folder.name) / "book.gsw")
        for words in (["import", str(EXAMPLES / "roastery_posts.csv"), "--account", "example-roastery",
                       "--timezone", "Europe/Berlin"],
                      ["fit", "--account", "example-roastery", "--audience", str(PLAN)]):
            self.said(*words, "-w", book)
        plan = gs.load(PLAN, workspace=book)
        said = self.said("forecast", str(PLAN), "--replicates", "4", "-w", book)
        mine = gs.forecast(plan, replicates=4)["document"]
        self.assertTrue(mine["calibration"])
        self.assert_said(mine, said)

    def test_compares_the_same(self):
        base = self.write("base.json", coarse())
        variant = self.write("variant.json", coarse(EXAMPLES / "roastery_evenings.json"))
        said = self.said("compare", base.file, variant.file, "--replicates", "8")
        self.assert_said(gs.compare(base, variant, replicates=8)["document"], said)


class Comparison(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = coarse()
        cls.variant = coarse(EXAMPLES / "roastery_evenings.json")
        cls.result = gs.compare(cls.base, [cls.variant, cls.base], replicates=WORLDS)

    def test_pairs_plans_in_the_same_worlds(self):
        totals, differences = self.result["totals"]["reach"], self.result["differences"]["reach"]
        self.assertEqual((totals.shape, differences.shape), ((WORLDS, 3), (WORLDS, 2)))
        np.testing.assert_array_equal(differences, totals[:, 1:] - totals[:, :1])
        np.testing.assert_array_equal(totals[:, 0], gs.forecast(self.base, replicates=WORLDS)["totals"]["reach"])
        self.assertEqual(len(set(self.result["names"])), 3)

    def test_of_a_plan_with_itself_is_zero(self):
        for kpi, difference in self.result["differences"].items():
            defined = ~np.isnan(difference[:, 1])
            self.assertFalse(difference[defined, 1].any(), kpi)

    def test_refuses_another_brand(self):
        whole = json.loads(self.base.text)
        accounts = whole["audience"]["accounts"]
        other = self.base.patch({
            "audience": {"accounts": {"example-roastery": None, "somebody-else": accounts["example-roastery"]}},
            "plan": {post: {"account": "somebody-else"} for post in whole["plan"]}})
        with self.assertRaises(gs.Error) as refused:
            gs.compare(self.base, other, replicates=2)
        self.assertEqual(refused.exception.code, "S15")


class Batch(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        here = pathlib.Path(self.folder.name)
        (here / "plan.json").write_text(coarse(CAMPAIGN).text)
        self.experiment = here / "experiment.json"
        self.experiment.write_text(json.dumps({
            "name": "small", "scenario": "plan.json",
            "factors": [{"name": "rate", "pointer": "/offer/conversion_rate", "values": [0.01, 0.02, 2]},
                        {"name": "reel_at", "pointer": "/plan/i4/publish_at",
                         "values": ["2026-12-16T09:00", "2026-12-16T19:00"]}],
            "design": {"kind": "grid"}, "replicates": {"count": 4, "block": 2},
            "responses": [{"kpi": "reach"}, {"kpi": "sales"}]}))

    def test_gives_one_table_and_goes_on_where_it_stopped(self):
        result = gs.batch(self.experiment, threads=2)
        self.assertEqual((result["y"].shape, result["value"].shape), ((16, 2), (6, 2)))
        self.assertEqual([f["point"] for f in result["failures"]], [4, 5])
        self.assertIn("conversion_rate", result["failures"][0]["reason"])
        np.testing.assert_array_equal(result["point"], np.repeat(np.arange(4, dtype=np.uint32), 4))
        np.testing.assert_array_equal(result["replicate"], np.tile(np.arange(4, dtype=np.uint32), 4))
        self.assertEqual(result["labels"]["reel_at"], ["2026-12-16T09:00", "2026-12-16T19:00"])
        self.assertNotIn("rate", result["labels"])
        self.assertEqual(result["factors"]["rate"].tolist(), [0.01, 0.01, 0.02, 0.02, 2, 2])
        self.assertEqual(result["factors"]["reel_at"].tolist(), [0, 1, 0, 1, 0, 1])
        again = gs.batch(self.experiment, threads=1)
        self.assertEqual(again["result_hash"], result["result_hash"])
        self.assertEqual(again["y"].tobytes(), result["y"].tobytes())

    def test_columns_are_views_of_the_table(self):
        result = gs.batch(self.experiment)
        self.assertTrue(np.shares_memory(result["responses"]["sales"], result["y"]))
        self.assertTrue(np.shares_memory(result["factors"]["rate"], result["value"]))
        np.testing.assert_array_equal(result["responses"]["sales"], result["y"][:, 1])
        self.assertEqual((result["point"].dtype, result["point"].strides), (np.dtype("uint32"), (8,)))
        sales = result["responses"]["sales"]
        del result
        self.assertEqual(sales.shape, (16,))


class Refusals(unittest.TestCase):
    def refused(self, call, *arguments, **named):
        with self.assertRaises(gs.Error) as refused:
            call(*arguments, **named)
        return refused.exception

    def test_name_place_reason_and_way_out(self):
        error = self.refused(coarse().patch, {"plan": {"p01": {"platform": "facebok"}}})
        self.assertEqual((error.fault, error.exit_code), ("bad_input", 3))
        self.assertIn("/plan/p01/platform", error.where)
        self.assertIn("facebok", error.what)
        self.assertIn("facebook", error.remedy)
        self.assertRegex(error.code, r"^[A-Z]\d\d$")
        self.assertIn(error.where + ": " + error.what, str(error))

    def test_of_files_that_are_not_there(self):
        for call in (lambda: gs.load("nowhere.json"), lambda: gs.batch("nowhere.json"),
                     lambda: gs.load(PLAN, workspace="nowhere.gsw"),
                     lambda: gs.forecast(gs.load(PLAN), workspace="nowhere.gsw")):
            self.assertIn("nowhere", self.refused(call).where)

    def test_of_numbers_out_of_range(self):
        for name, value in (("replicates", 0), ("seed", -1), ("seed", 2**32), ("threads", -1)):
            error = self.refused(gs.forecast, coarse(), **{name: value})
            self.assertEqual((error.fault, error.where), ("usage", name))

    def test_of_a_comparison_with_nothing(self):
        self.assertEqual(self.refused(gs.compare, coarse(), []).where, "compare")

    def test_of_what_json_cannot_say(self):
        with self.assertRaises((TypeError, ValueError)):
            coarse().patch({"seed": float("nan")})


class Plan(unittest.TestCase):
    def test_is_patched_into_another_and_stays_itself(self):
        plan = gs.load(str(PLAN))
        moved = plan.patch({"plan": {"p01": {"title": "another"}}})
        self.assertEqual(json.loads(moved.text)["plan"]["p01"]["title"], "another")
        self.assertNotEqual(moved.hash, plan.hash)
        self.assertEqual((moved.name, plan.patch({}).hash), (plan.name, plan.hash))
        self.assertIn("roastery.json", repr(plan))


class Interrupt(unittest.TestCase):
    def test_stops_a_long_forecast(self):
        begun = ("import groundswell as g, sys, threading, os, signal;"
                 f"p=g.load({str(PLAN)!r});"
                 "threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start();"
                 "\ntry: g.forecast(p, replicates=200000)"
                 "\nexcept KeyboardInterrupt: print('stopped')")
        done = subprocess.run([sys.executable, "-B", "-c", begun], capture_output=True, text=True, timeout=300)
        self.assertEqual(done.stdout.strip(), "stopped", done.stderr)

    def test_leaves_pythons_handlers_as_they_were(self):
        before = signal.getsignal(signal.SIGINT)
        gs.forecast(coarse(), replicates=2)
        self.assertIs(signal.getsignal(signal.SIGINT), before)
        with self.assertRaises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            for _ in range(10**6):
                pass


class Stub(unittest.TestCase):
    def test_names_everything_public_with_its_arguments(self):
        folder = pathlib.Path(gs.__file__).parent
        self.assertTrue((folder / "py.typed").is_file())
        tree = ast.parse((folder / "__init__.pyi").read_text())
        told = {node.name: node for node in tree.body if hasattr(node, "name")}
        named = set(told) | {"Error", "__version__"}
        self.assertEqual(set(gs.__all__) - named, set())
        for name in ("load", "forecast", "compare", "batch"):
            arguments = [argument.arg for argument in told[name].args.args]
            signature = getattr(gs, name).__doc__.splitlines()[0]
            self.assertEqual([a for a in arguments if f"{a}: " not in signature], [], signature)
            self.assertEqual(signature.count(": "), len(arguments), signature)
        members = {node.name for node in told["Scenario"].body}
        self.assertEqual({m for m in dir(gs.Scenario) if not m.startswith("_")}, members)

    def test_everything_public_is_explained(self):
        for name in gs.__all__:
            if name != "__version__":
                self.assertGreater(len(inspect.getdoc(getattr(gs, name)) or ""), 60, name)


if __name__ == "__main__":
    unittest.main()
