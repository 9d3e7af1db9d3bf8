// Since when a metric differs from that of the control.

/** Whether models were fitted to text of models that were fitted to such text; taken for so where there is no ledger. */
const isFed = cell => !cell.frozen && (cell.run.ledger || []).filter(l => l.cell === cell.name).every(l => l.rows.some(r => r[2] > 1));

/** The generation from which each metric was found to differ from its control: one mark per cell, metrics in the order of their groups. */
function onsets() {
  const all = ONSETS.filter(o => !state.hide.has(o.of.id) && (o.scope || "all") === "all" && o.generation !== "" && Number.isFinite(Number(o.generation)));
  if (!ONSETS.length) return null;
  const rows = all.filter(o => isFed(o.of));
  const unfed = visible().filter(c => all.some(o => o.of === c) && !isFed(c));
  const never = visible().filter(c => isFed(c) && ONSETS.some(o => o.of === c) && !rows.some(o => o.of === c));
  // One subject per metric: the text itself where it is measured. Rarefied metrics follow their metric.
  const place = metric => GROUPS.indexOf(meaning(metric).group) + (metric === FIRST || metric === RISK ? -GROUPS.length : 0);
  const byMetric = d3.groups(rows.filter(o => METRICS.has(o.metric) && !o.metric.endsWith("@") && o.subject === subjectsOf(o.metric)[0]), o => o.metric + " of " + o.subject)
    .map(([name, list]) => ({name, list, place: place(list[0].metric)}))
    .sort((a, b) => a.place - b.place || a.name.localeCompare(b.name, "en", {numeric: true}));
  const note = "The generation from which the paired difference to the control was found beyond its margin until the end. Numbers that change without feedback too, because what T_g is made of changes from generation to generation, are left out where the run has no cell of the same policy with feedback: false. It is when the difference was detected: the number left no later than that, perhaps earlier and unseen. Generation 2 is the earliest that can be found. At most one in twenty of all onsets in onsets.csv is expected to be wrong or too early. No mark means that no difference beyond the margin was found; there may be a smaller one. Margins and noise differ by metric, so compare the cells of one row, not the rows. A hollow mark is an onset in the last generation, which no later one confirms. The control of synthetic text is frozen; that of training sets and models is the same policy without feedback where it is a cell, otherwise the cell's own generation 1."
    + (byMetric.length > ONSETS_SHOWN ? " The first " + ONSETS_SHOWN + " of " + byMetric.length + " metrics are shown." : "")
    + (unfed.length ? " Not shown: " + unfed.map(c => c.label).join(", ") + ", which differs from frozen by one more draw of real text, without feedback." : "")
    + (never.length ? " No onset: " + never.map(c => c.label).join(", ") + "." : "");
  if (!byMetric.length) return el("p", {class: "figure-note", text: "Onsets. " + note});
  return figure({title: "Since when, at the latest", file: "onsets", data: "onsets", note, draw: (svg, width) => onsetChart(svg, width, byMetric.slice(0, ONSETS_SHOWN))});
}

/** The last generation in which a metric was measured in a cell. */
const lastMeasured = o => d3.max((curveOf(o.of, o.metric, o.subject, "all") || {g: []}).g);

const ONSETS_SHOWN = 30;
/** Dots at the same generation are one above the other, this far apart. */
const ONSET_STEP = 8;

function onsetChart(svg, width, metrics) {
  const cells = visible().filter(c => metrics.some(m => m.list.some(o => o.of === c)));
  const longest = 7.3 * d3.max(metrics, m => m.name.length);
  // A narrow chart has each name above its dots, so that every name is whole.
  const above = longest > width * 0.4;
  const left = above ? 14 : 22 + longest;
  const stacked = metrics.map(m => [...d3.group(d3.sort(m.list, o => cells.indexOf(o.of)), o => Number(o.generation))]);
  const tall = stacked.map(groups => Math.max(22, 10 + ONSET_STEP * d3.max(groups, ([, list]) => list.length)) + (above ? 18 : 0));
  const top = 44;
  const height = top + d3.sum(tall) + 8;
  svg.attr("height", height);
  const last = d3.max(metrics.flatMap(m => m.list), o => Number(o.generation));
  // Generation 2 is the earliest that a run of today can find.
  const first = Math.min(2, d3.min(metrics.flatMap(m => m.list), o => Number(o.generation)));
  const X = d3.scaleLinear([first, Math.max(last, first + 1)], [left + 12, width - 18]);
  svg.append("text").attr("class", "axis-label").attr("x", (left + width) / 2).attr("y", 13).attr("text-anchor", "middle").text("generation of the onset, at the latest");
  for (const t of X.ticks(Math.min(last, width < 520 ? 5 : 12)).filter(Number.isInteger)) {
    svg.append("line").attr("class", "grid").attr("x1", X(t)).attr("x2", X(t)).attr("y1", top - 6).attr("y2", height - 4);
    svg.append("text").attr("class", "tick").attr("x", X(t)).attr("y", 31).attr("text-anchor", "middle").text(t);
  }
  let y = top;
  metrics.forEach((m, i) => {
    svg.append("line").attr("class", "grid").attr("x1", above ? 0 : left).attr("x2", width).attr("y1", y).attr("y2", y);
    const middle = y + (above ? 18 : 0) + (tall[i] - (above ? 18 : 0)) / 2;
    svg.append("text").attr("class", "row-label").attr("x", above ? 2 : left).attr("y", above ? y + 15 : middle + 4)
      .attr("text-anchor", above ? "start" : "end").text(m.name);
    for (const [g, list] of stacked[i]) {
      list.forEach((o, k) => svg.append("path").attr("class", "mark onset").attr("data-generation", g)
        .attr("transform", "translate(" + X(g) + "," + (middle + (k - (list.length - 1) / 2) * ONSET_STEP) + ")")
        .attr("d", d3.symbol(o.of.mark, 40)()).style("fill", g === lastMeasured(o) ? "var(--card)" : o.of.colour)
        .style("stroke", g === lastMeasured(o) ? o.of.colour : null).style("stroke-width", g === lastMeasured(o) ? 1.8 : null)
        .append("title").text(o.of.label + ": " + m.name + " from generation " + g + " at the latest"));
    }
    y += tall[i];
  });
  return {
    marks: metrics.length, legend: [...cells.map(c => ({label: c.label, colour: c.colour, dot: c.mark})),
      ...(metrics.some(m => m.list.some(o => Number(o.generation) === lastMeasured(o))) ? [{label: "in the last generation", ring: true}] : [])],
    text: metrics.map(m => m.name + ": " + m.list.map(o => o.of.label + " " + o.generation).join(", ")).join("; "),
    table: {columns: ["metric", "cell", "generation", "difference", "margin"],
      rows: metrics.flatMap(m => m.list.map(o => [m.name, o.of.label, Number(o.generation), Number(o.difference), Number(o.margin)]))},
  };
}
