"""How reach grows over the bundled campaign, and what its creator adds.

Left: reach so far at the end of each day, with 50 and 80 % intervals over the worlds. Right: reach with the
creator less reach without, world by world, so what is luck of both plans cancels.

    python3 reach_curve.py [picture.png]      # python3-matplotlib; PYTHONPATH as tools/python/README.md says
"""
import pathlib
import sys

import groundswell as gs
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.ticker import FuncFormatter  # noqa: E402

EXAMPLES = pathlib.Path(__file__).resolve().parents[3] / "scenarios" / "examples"
WORLDS = 200
INK, GAIN, LOSS = "#1d3557", "#2a9d8f", "#c8553d"


def fan(axes, dates, reach):
    """Quantiles over worlds, day by day; reach is [worlds x days]."""
    days = np.arange(1, len(dates) + 1)
    for low, high, shade in ((10, 90, "#d9e4eb"), (25, 75, "#a5bfcf")):
        axes.fill_between(days, *np.percentile(reach, [low, high], axis=0), color=shade, lw=0,
                          label=f"{high - low} % of worlds")
    median = np.median(reach, axis=0)
    axes.plot(days, median, color=INK, lw=2, label="median")
    axes.annotate(f"{median[-1]:,.0f}", (days[-1], median[-1]), textcoords="offset points", xytext=(0, 7),
                  ha="right", color=INK)
    ticks = days[:: max(1, len(days) // 7)]
    axes.set_xticks(ticks, [dates[day - 1][8:] + "." + dates[day - 1][5:7] + "." for day in ticks])
    axes.set(title="Reach of the plan so far", xlabel="end of day", ylabel="people", xlim=(1, days[-1]))
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, loc="upper left")


def differences(axes, difference):
    """One value per world: variant - base."""
    edges = np.histogram_bin_edges(difference, bins=30)
    for part, colour in ((difference[difference >= 0], GAIN), (difference[difference < 0], LOSS)):
        axes.hist(part, bins=edges, color=colour, alpha=0.85)
    axes.axvline(0, color=INK, lw=1)
    axes.axvline(np.median(difference), color=INK, lw=2, ls="--", label=f"median {np.median(difference):+,.0f}")
    more = int((difference > 0).sum())
    often = "all" if more == len(difference) else f"{more} of {len(difference)}"
    axes.set(title=f"What the creator adds: more reach in {often} worlds",
             xlabel="people reached, with the creator less without, same world", ylabel="worlds")
    axes.legend(frameon=False)


def main(picture):
    base = gs.load(EXAMPLES / "roastery_campaign.json")
    variant = gs.load(EXAMPLES / "roastery_campaign_creator.json")
    forecast = gs.forecast(base, replicates=WORLDS)
    compared = gs.compare(base, variant, replicates=WORLDS)
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.6), layout="constrained")
    fan(left, forecast["dates"], forecast["daily"]["reach"])
    differences(right, compared["differences"]["reach"][:, 0])
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    left.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    right.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+,.0f}" if value else "0"))
    figure.suptitle(f"{base.name}: synthetic example, {WORLDS} simulated worlds", x=0.01, ha="left",
                    fontsize=10, color="0.35")
    figure.savefig(picture, dpi=110)
    print(picture)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "reach_curve.png")
