"""plots: two pictures of the results, the same to the byte for the same results."""

import sys
from json import loads
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.ratios import middle
from benchmarks.sides import COUNTERSIGN, NAMES

OURS, THEIRS = "#1f4e79", "#b8632b"


def draw(folder: Path) -> None:
    """Draw the pictures of the results that lie in `folder`, beside them."""
    results = loads((folder / "results.json").read_text(encoding="utf-8"))
    mpl.rcParams["svg.hashsalt"] = "countersign"
    _save(_loop(results["loop"]), folder / "loop.svg")
    _save(_growth(results["growth"]), folder / "growth.svg")


def _loop(loops: list[dict[str, Any]]) -> Figure:
    figure = Figure(figsize=(8, 2.6), layout="constrained")
    axes = figure.subplots(1, len(loops), squeeze=False)[0]
    for area, loop in zip(axes, loops, strict=True):
        sides = list(loop["sides"])[::-1]
        values = [middle(loop["sides"][side], "per_second") or 0 for side in sides]
        colours = [OURS if side == COUNTERSIGN else THEIRS for side in sides]
        area.bar_label(
            area.barh([NAMES[side] for side in sides], values, color=colours), fmt="%.0f"
        )
        area.set_xlabel("decisions a second")
        area.set_title(f"{loop['threads']} threads × {loop['decisions']} decisions", fontsize=10)
        area.margins(x=0.15)
        area.spines[["top", "right"]].set_visible(False)
    return figure


def _growth(growth: dict[str, Any]) -> Figure:
    figure = Figure(figsize=(8, 3), layout="constrained")
    area = figure.subplots()
    for side, found in growth.items():
        turns, times = zip(*found["p50_ms_by_turn"], strict=True)
        colour = OURS if side == COUNTERSIGN else THEIRS
        area.plot(turns, times, color=colour, label=NAMES[side])
    area.set_ylim(bottom=0)
    area.set_xlabel("turn")
    area.set_ylabel("p50 of a resume, ms")
    area.legend(frameon=False)
    area.spines[["top", "right"]].set_visible(False)
    return figure


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, facecolor="white", metadata={"Date": None})


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
