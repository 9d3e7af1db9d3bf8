"""growth.py LINES CSV SVG: exponents of growth from the lines of src/bench/growth, and a figure.

The exponent of y is the slope of the least squares line of log y on log size; the interval is that of
the slope by the t distribution, for at least three sizes. Standard library only.
"""

import csv
import json
import math
import sys

# 97.5 % points of the t distribution by degrees of freedom
T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306}
COSTS = ["seconds", "cpu", "peakMemoryBytes", "shuffledBytes", "diskBytes", "jobs", "tasks"]
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a6d00", "#7f3c8d",
           "#11a579", "#e7298a"]


def cpu(line):
    """CPU seconds of tasks; of the whole process where the driver does a part of the work."""
    whole = line["stage"] in ("estimate", "mixture")
    return line.get("cpuSeconds" if whole else "taskCpuSeconds", 0)


def slope(points):
    """The exponent and half the width of its 95 % interval, nan for two points."""
    x = [math.log(size) for size, _ in points]
    y = [math.log(cost) for _, cost in points]
    n = len(points)
    mean_x, mean_y = sum(x) / n, sum(y) / n
    spread = sum((a - mean_x) ** 2 for a in x)
    b = sum((a - mean_x) * (c - mean_y) for a, c in zip(x, y)) / spread
    if n < 3:
        return b, float("nan")
    left = sum((c - mean_y - b * (a - mean_x)) ** 2 for a, c in zip(x, y))
    return b, T[min(n - 2, 8)] * math.sqrt(left / (n - 2) / spread)


def table(lines):
    rows = []
    for name in dict.fromkeys(line["name"] for line in lines):
        own = sorted((line for line in lines if line["name"] == name), key=lambda line: line["size"])
        for cost in COSTS:
            points = [(line["size"], cpu(line) if cost == "cpu" else line.get(cost, 0)) for line in own]
            points = [(size, y) for size, y in points if y and y > 0]
            large = [(size, y) for size, y in points if size >= 1_000_000]
            for some in [points] if large == points else [points, large]:
                if len(some) >= 2:
                    b, half = slope(some)
                    last = slope(some[-2:])[0]
                    rows.append([name, cost, some[0][0], len(some), f"{b:.3f}", f"{b - half:.3f}", f"{b + half:.3f}",
                                 f"{last:.3f}"])
    return rows


def figure(lines):
    """CPU seconds against tokens, both logarithmic; a dashed line has exponent 1."""
    names = list(dict.fromkeys(line["name"] for line in lines))
    all_x = [math.log10(line["size"]) for line in lines]
    all_y = [math.log10(cpu(line)) for line in lines]
    x0, x1 = math.floor(min(all_x)), math.ceil(max(all_x))
    y0, y1 = math.floor(min(all_y)), math.ceil(max(all_y))
    width, height, left, top = 560, 360, 60, 20

    def place(size, seconds):
        return (left + (math.log10(size) - x0) / max(1, x1 - x0) * width,
                top + (y1 - math.log10(seconds)) / max(1, y1 - y0) * height)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 150}" height="{top + height + 50}" '
           'font-family="sans-serif" font-size="12">',
           '<title>CPU seconds of each stage against tokens, both on logarithmic scales</title>',
           '<rect width="100%" height="100%" fill="white"/>']
    for e in range(x0, x1 + 1):
        x, _ = place(10 ** e, 1)
        out.append(f'<line x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{top + height}" stroke="#ddd"/>')
        out.append(f'<text x="{x:.1f}" y="{top + height + 18}" text-anchor="middle">10<tspan dy="-5" '
                   f'font-size="9">{e}</tspan></text>')
    for e in range(y0, y1 + 1):
        _, y = place(10 ** x0, 10 ** e)
        out.append(f'<line x1="{left}" y1="{y:.1f}" x2="{left + width}" y2="{y:.1f}" stroke="#ddd"/>')
        out.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10 ** e:g} s</text>')
    out.append(f'<text x="{left + width / 2}" y="{top + height + 40}" text-anchor="middle">tokens; CPU seconds of tasks</text>')
    a, b = place(10 ** x0, 10 ** y0), place(10 ** min(x1, x0 + y1 - y0), 10 ** (y0 + min(x1 - x0, y1 - y0)))
    out.append(f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}" stroke="#888" '
               'stroke-dasharray="5 4"/>')
    labels = []
    for i, name in enumerate(names):
        own = sorted((line["size"], cpu(line)) for line in lines if line["name"] == name)
        colour = COLOURS[i % len(COLOURS)]
        dots = [place(*point) for point in own]
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
                   + " ".join(f"{x:.1f},{y:.1f}" for x, y in dots) + '"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in dots]
        labels.append([dots[-1][1], name, colour])
    labels.sort()
    for i in range(1, len(labels)):
        labels[i][0] = max(labels[i][0], labels[i - 1][0] + 14)
    for y, name, colour in labels:
        out.append(f'<text x="{left + width + 8}" y="{y + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join(out + ["</svg>"]) + "\n"


def main():
    with open(sys.argv[1]) as source:
        lines = [json.loads(line) for line in source if line.strip()]
    with open(sys.argv[2], "w", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(["stage", "cost", "from", "sizes", "exponent", "low", "high", "last two sizes"])
        rows.writerows(table(lines))
    with open(sys.argv[3], "w") as target:
        target.write(figure(lines))


if __name__ == "__main__":
    main()
