"""Groundswell: what a social-media plan will deliver, from Python.

    import groundswell as gs
    plan = gs.load("plan.json")
    result = gs.forecast(plan, replicates=400)
    result["totals"]["reach"]          # float64 [worlds]

help() of load, forecast, compare and batch tells shapes, units and errors.
"""
from _groundswell import Scenario, __version__, batch, compare, forecast, load

from .error import Error

__all__ = ["Error", "Scenario", "batch", "compare", "forecast", "load", "__version__"]
