"""Reads the tables of a run, and gives all figures one style. Mathematics is in the tables, but for `paired`: the
difference of any two cells. The table contrasts has that of each cell and its baseline."""

import json
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D

RUNS = Path(os.environ.get("OUROBOROS_RUNS", "/tmp"))
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#E69F00", "#56B4E9", "#CC79A7"]  # Okabe and Ito
STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262]  # 97.5 % quantiles, 1 .. 9 degrees of freedom
FROZEN = "#7a828c"  # the control, as in the report
POLICIES = {  # one colour a policy, the same in all figures of all notebooks
    "replace": "#D55E00", "accumulate": "#0072B2", "accumulate-subsample": "#56B4E9", "anchor": "#009E73", "mixture": "#117777",
    "bootstrap": "#CC79A7", "fresh": "#6A3D9A", "window": "#8C6D31", "frozen": FROZEN,
}
OTHERS = ["#882255", "#44AA99", "#999933", "#332288", "#8A6A00", "#AA4499"]  # policies without a colour of their own, by their order in the run
# Several cells of one policy have its colour, and differ in dashes and marks; after each two, also in shade.
DASHES = ["-", (0, (6, 2)), (0, (3, 1, 1, 1)), (0, (1, 1)), (0, (8, 2, 1, 2)), (0, (4, 1))]
MARKS = ["o", "s", "^", "D", "v", "P"]
SHADES = [0, 0.45, -0.35]  # how much white is mixed in; below 0: black

plt.rcParams.update({
    "figure.dpi": 110, "figure.constrained_layout.use": True, "savefig.bbox": "tight", "font.size": 10, "axes.grid": True, "grid.color": "#e4e1da",
    "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True, "legend.frameon": False,
    "svg.hashsalt": "ouroboros",
})


class Run:
    """The folder of a run: NAME in the folder OUROBOROS_RUNS, by default /tmp."""

    def __init__(self, name):
        self.name = name
        self.out = RUNS / name
        self.figures = self.out / "figures"
        if not (self.out / "cells.csv").exists():
            raise FileNotFoundError(f"{self.out}: no run there; make it with jobs/run, or set OUROBOROS_RUNS")

    def table(self, name):
        """A table of the run, or an empty frame where the run has none."""
        path = self.out / f"{name}.csv"
        if not path.exists():
            return pd.DataFrame()
        rows = pd.read_csv(path, keep_default_na=False, na_values=[""])
        # Cells in the order of the sweep: their folders begin with a number.
        return rows.sort_values("folder").reset_index(drop=True) if name == "cells" and "folder" in rows else rows

    def record(self):
        """run.json: what was run, where, how fast."""
        return json.loads((self.out / "run.json").read_text(encoding="utf-8"))

    def samples(self):
        """The sampled sentences."""
        path = self.out / "samples.jsonl"
        if not path.exists():
            return pd.DataFrame(columns=["cell", "replicate", "generation", "unit", "text"])
        return pd.DataFrame([json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line])

    def latex(self, frame, name):
        """Saves a table for papers, four digits."""
        self.figures.mkdir(parents=True, exist_ok=True)
        (self.figures / f"{name}.tex").write_text(frame.to_latex(float_format="%.4g", na_rep="--", escape=True), encoding="utf-8")
        return frame

    def finish(self, fig, name):
        """Refuses an empty figure; saves it as PDF and SVG for papers."""
        for ax in fig.axes:
            if ax.get_visible() and not ax.has_data():
                raise ValueError(f"figure {name}: nothing was drawn in {ax.get_title() or 'an axis'}")
        self.figures.mkdir(parents=True, exist_ok=True)
        for kind in ["pdf", "svg"]:
            fig.savefig(self.figures / f"{name}.{kind}", metadata={"Date": None} if kind == "svg" else {"CreationDate": None})
        plt.show()


class Looks:
    """One colour a policy: the same in all figures of all notebooks. The frozen control is grey, dashed and without marks."""

    def __init__(self, cells):
        self.cells = list(cells["cell"])
        kinds = cells["policy.kind"] if "policy.kind" in cells else cells["cell"].str.extract(r"policy=([\w-]+)")[0].fillna(cells["cell"])
        self.policy = dict(zip(cells["cell"], kinds))
        self.frozen = {cell for cell in self.cells if self.policy[cell] == "frozen"}
        others = [policy for policy in dict.fromkeys(self.policy.values()) if policy not in POLICIES]
        own = {**POLICIES, **{policy: OTHERS[i % len(OTHERS)] for i, policy in enumerate(others)}}
        same = [self.cells[:i] for i in range(len(self.cells))]
        self.number = {cell: sum(self.policy[c] == self.policy[cell] for c in before) for cell, before in zip(self.cells, same)}
        self.colour = {cell: shade(own[self.policy[cell]], SHADES[self.number[cell] // 2 % len(SHADES)]) for cell in self.cells}

    def line(self, cell):
        """Style of a cell's curve."""
        number = self.number[cell]
        if cell in self.frozen:
            dashes = ["--", (0, (1, 1)), (0, (8, 2, 1, 2))][number % 3]
            return {"color": FROZEN, "linestyle": dashes, "label": short(cell)}
        return {"color": self.colour[cell], "linestyle": DASHES[number % len(DASHES)], "marker": MARKS[number % len(MARKS)],
                "markersize": 3, "label": short(cell)}


def shade(colour, white):
    """The colour with this share of white, or of black where it is below 0."""
    return to_hex([abs(white) * (white > 0) + (1 - abs(white)) * part for part in to_rgb(colour)])


def short(cell):
    """The name of a cell, without the parts that the figure makes clear."""
    return cell.replace("policy=", "").replace("family.order=", "order ").replace(";", ", ")


def of(frame, metric, subject=None, scope="all"):
    """The rows of one metric; of the first subject it is measured for, where none is named."""
    rows = frame[(frame["metric"] == metric) & (frame["scope"] == scope)]
    if rows.empty:
        return rows
    subjects = [s for s in ["synthetic", "training", "model"] if s in set(rows["subject"])]
    return rows[rows["subject"] == (subject or subjects[0])]


def paired(rows, cell, control):
    """Mean difference of two cells, paired by replicate, with its 95 % t-interval; None without a pair.

    The rows have one value per cell and replicate. With one replicate there is no interval."""
    values = [rows[rows["cell"] == each].set_index("replicate")["value"] for each in [cell, control]]
    pairs = (values[0] - values[1]).dropna()
    n = len(pairs)
    if n == 0:
        return None
    half = STUDENT[min(n, 10) - 2] * pairs.std() / n ** 0.5 if n > 1 else float("nan")
    return {"difference": pairs.mean(), "low": pairs.mean() - half, "high": pairs.mean() + half, "replicates": n}


def law(ax, x, y, colour):
    """A law: rings above all lines. The first one of an axis is in its legend."""
    named = any(line.get_label() == "law" for line in ax.get_lines())
    ax.plot(x, y, color=colour, linestyle="none", marker="o", markersize=7, markerfacecolor="none", zorder=5, label="_law" if named else "law")


def key(fig, columns=4, place="lower"):
    """One legend for all axes, below or above them, so that it is on no line. Each label is there once, then the laws, in black: they are
    drawn in the colour of what they are the law of."""
    entries = {}
    for ax in fig.axes:
        for handle, label in zip(*ax.get_legend_handles_labels()):
            entries.setdefault(label, handle)
    laws = {label: handle for label, handle in entries.items() if label.startswith("law")}
    named = {label: handle for label, handle in entries.items() if label not in laws}
    for label, handle in laws.items():
        named[label] = Line2D([], [], color="black", linestyle=handle.get_linestyle(), marker=handle.get_marker(),
                              markersize=handle.get_markersize(), markerfacecolor="none")
    fig.legend(named.values(), named.keys(), loc=f"outside {place} center", ncols=max(1, min(columns, len(named))), fontsize=8)


def ratio_to_real(ranks, generation):
    """Counts by rank, divided by R's count at the same rank, where the table has both."""
    counts = {g: rows.set_index("rank")["count"] for g, rows in ranks.groupby("generation")}
    return (counts[generation] / counts[0]).dropna().sort_index()


def curves(ax, summary, looks, cells=None):
    """Mean over replicates with its interval; the law as rings."""
    for cell in cells if cells is not None else looks.cells:
        rows = summary[summary["cell"] == cell].sort_values("generation")
        if rows.empty:
            continue
        style = looks.line(cell)
        ax.plot(rows["generation"], rows["mean"], **style)
        ax.fill_between(rows["generation"], rows["low"], rows["high"], color=style["color"], alpha=0.15, linewidth=0)
        if rows["expected"].notna().any():
            law(ax, rows["generation"], rows["expected"], style["color"])
    ax.set_xlabel("generation")
