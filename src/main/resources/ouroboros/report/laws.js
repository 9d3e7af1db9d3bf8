// The laws next to the measurements, and the difference between them.

/** For every curve with a law: the difference between measurement and law. */
function lawGaps() {
  const gaps = [];
  for (const cell of visible()) {
    for (const [metric, subjects] of METRICS) {
      for (const [subject, scopes] of subjects) {
        for (const scope of scopes) {
          const curve = curveOf(cell, metric, subject, scope);
          if (!curve || !curve.expected) continue;
          const known = curve.g.map((g, i) => ({g, i, gap: finite(curve.mean[i]) && finite(curve.expected[i]) ? curve.mean[i] - curve.expected[i] : null}))
            .filter(p => p.gap !== null);
          if (!known.length) continue;
          const end = known[known.length - 1];
          const widest = d3.greatest(known, p => Math.abs(p.gap));
          gaps.push({cell, metric, subject, scope, g: end.g, mean: curve.mean[end.i], expected: curve.expected[end.i], gap: end.gap,
            z: at(curve, "z", end.i), p: at(curve, "z_p", end.i), degrees: at(curve, "degrees", end.i), exact: at(curve, "low", end.i) !== null && curve.low[end.i] === curve.high[end.i],
            detectable: at(curve, "detectable", end.i), ...mostDetectable(curve, known), widest: widest.gap, widestAt: widest.g});
        }
      }
    }
  }
  return gaps;
}

/** The largest of the smallest gaps that would have been seen, and its generation. */
function mostDetectable(curve, known) {
  const seen = d3.greatest(known.filter(p => at(curve, "detectable", p.i) !== null), p => at(curve, "detectable", p.i));
  return seen ? {detectableMost: at(curve, "detectable", seen.i), detectableMostAt: seen.g} : {};
}

function laws() {
  const known = [...METRICS.keys()].flatMap(m => subjectsOf(m).map(s => [m, s])).filter(([m, s]) => CELLS.some(c => (curveOf(c, m, s, "all") || {}).expected));
  if (!known.length) return;
  const node = section("laws", "Law", "Law against measurement",
    "The law knows the real text and the policy, not the run. A panel shows measured less law in one cell, with the 95 % interval of the measurement as a band, all on one scale; 0 means equal to the law. z counts standard errors of the mean over replicates, with the spread of all generations; it is shown from 5 replicates on, with its degrees of freedom (none: the law's own spread) and p. The detectable gap, of the last generation, is the smallest that 80 % of repetitions would find: a smaller one may exist unseen." + (RUNS.some(run => replicatesOf(run) < 5) ? " With few replicates the test refuses a right law in at most 5 % of runs, mostly in far fewer, so what it does not refuse is not shown to be right." : ""));
  const controls = el("div", {class: "controls"});
  const host = el("div", {});
  node.append(controls, host);
  const names = known.map(([m, s]) => m + " of " + s);
  const render = () => {
    const name = chosen("law", names.find(n => n.startsWith(FIRST + " of synthetic")) || names[0], names);
    const [metric, subject] = known[names.indexOf(name)];
    refill(controls, select("Metric", [[null, names.map(n => [n, n])]], name, v => { choose("law", v); render(); }));
    const gaps = lawGaps();
    host.replaceChildren(gapPanels(metric, subject), gaps.length ? gapTable(gaps) : el("p", {class: "figure-note", text: "No law is known for the cells shown."}));
    count();
  };
  render();
  onCells(render);
}

/** Forecast and measurement; numbers of one metric have the same decimals. Without any z its columns are left out. */
function gapTable(gaps) {
  const tested = gaps.some(g => g.z !== null);
  const forms = d3.rollup(gaps, own => [alike(own.flatMap(g => [g.mean, g.expected])), alike(own.flatMap(g => [g.gap, g.detectable, g.widest]))], g => g.metric);
  const field = (value, show) => (value === null || value === undefined ? "–" : {show: show(value), key: value});
  const columns = ["generation", "measured", "law", "gap", ...(tested ? ["z", "degrees", "p"] : []), "detectable gap", "widest gap", "at generation"];
  return wideTable("Forecast and measured, at the last generation and where they are furthest apart" + (tested ? "" : "; z needs 5 replicates"),
    [{name: "cell"}, {name: "metric"}, {name: "of"}, ...columns.map(name => ({name, n: true}))],
    gaps.slice(0, 500).map(g => {
      const [value, gap] = forms.get(g.metric);
      const plus = v => (v > 0 ? "+" : "") + gap(v);
      return [cellName(g.cell), g.metric, g.subject + (g.scope === "all" ? "" : ", " + g.scope), g.g, field(g.mean, value), field(g.expected, value), field(g.gap, plus),
        ...(tested ? [g.z === null ? (g.exact ? "exact" : "–") : field(g.z, v => (v > 0 ? "+" : "") + minus(d3.format(".2f")(v))), g.degrees ?? "–", field(g.p, probability)] : []),
        g.exact ? "all equal" : field(g.detectable, gap), field(g.widest, plus), g.widestAt];
    }), null, "summary");
}

/** Measurement minus law over generations, one panel per cell, all on one scale. */
function gapPanels(metric, subject) {
  const panels = visible().map(cell => ({cell, curve: curveOf(cell, metric, subject, "all")})).filter(s => s.curve && s.curve.expected).map(({cell, curve}) => {
    const less = field => curve.g.map((g, i) => finite(at(curve, field, i)) && finite(at(curve, "expected", i)) ? curve[field][i] - curve.expected[i] : null);
    const [mean, low, high] = ["mean", "low", "high"].map(less);
    return {cell, points: curve.g.map((x, i) => ({x, y: mean[i], low: low[i], high: high[i]})).filter(p => p.y !== null)};
  });
  const domain = commonScale(panels.flatMap(({points}) => points.flatMap(p => [p.y, p.low, p.high])).concat(0));
  return el("div", {class: "grid wide-panels gaps"}, panels.map(({cell, points}) => figure({title: cell.label, full: "Measured \u2212 law, " + metric + " of " + subject + ": " + cell.label,
    file: "gap " + metric + " " + subject + " " + cell.label, data: "summary", swatch: cell, small: true, draw: (svg, width) => lineChart(svg, width, {
      series: [{label: cell.label, colour: cell.colour, dash: cell.dash, mark: cell.mark, points}], height: 210, thin: true, marks: true, rule: 0,
      x: {label: "generation", name: "generation", whole: true}, y: {label: "measured \u2212 law", kind: meaning(metric).kind, show: signed, domain}})})));
}
