// Strata compared with their own frozen cell: which one shrinks first.

const stratumOf = scope => scope.startsWith("stratum=") ? scope.slice(8) : null;

/** Metrics that are measured per stratum: [metric, subject]. */
const strataMetrics = () => [...METRICS.keys()].flatMap(m => subjectsOf(m)
  .filter(s => scopesOf(m, s).some(scope => stratumOf(scope) !== null)).map(s => [m, s]))
  .sort((a, b) => (a[0] !== FIRST) - (b[0] !== FIRST) || (a[0] !== RISK) - (b[0] !== RISK) || a[0].localeCompare(b[0], "en", {numeric: true}));

/** Value over the frozen cell's value at the same generation. */
function ratios(cell, base, metric, subject, scope) {
  const own = curveOf(cell, metric, subject, scope);
  const frozen = curveOf(base, metric, subject, scope);
  if (!own || !frozen || !own.mean || !frozen.mean) return [];
  return own.g.map((x, i) => {
    const j = frozen.g.indexOf(x);
    const below = j < 0 ? null : frozen.mean[j];
    return {x, y: finite(own.mean[i]) && finite(below) && below !== 0 ? own.mean[i] / below : null};
  }).filter(p => p.y !== null);
}

/** The stratum that is furthest from its frozen cell at the last generation, of the cells shown, and the next one of that cell. */
function fadingFirst() {
  const all = rowsOf("strata").filter(r => r.of && !state.hide.has(r.of.id));
  const metric = ["vocabulary-retention", "retention-1", "perplexity"].find(name => all.some(r => r.metric === name));
  if (!metric) return null;
  const harm = r => (metric === "perplexity" ? -Number(r.ratio) : Number(r.ratio));
  const rows = d3.sort(all.filter(r => r.metric === metric && r.subject === all.find(a => a.metric === metric).subject), harm);
  const [worst] = rows;
  if (metric === "perplexity" ? Number(worst.ratio) <= 1 : Number(worst.ratio) >= 1) return null;
  const meets = r => (metric === "perplexity" ? Number(r.high) >= Number(worst.low) : Number(r.low) <= Number(worst.high));
  const others = worst.low === "" ? [] : rows.filter(r => r.of === worst.of && r !== worst && meets(r));
  return {worst, base: baselineOf(worst.of), overlaps: others.map(r => r.stratum)};
}

function strata() {
  const metrics = strataMetrics();
  if (!metrics.length || !CELLS.some(c => c.frozen)) return;
  const node = section("strata", "Strata", "Minorities: strata against their frozen cell",
    "Each stratum is divided by its own value in the frozen cell at the same generation, so that in synthetic text what a single draw loses is not counted: 1 means no worse than without feedback. The training set of frozen is R itself, so in training sets that draw is counted.");
  const controls = el("div", {class: "controls"});
  const legend = el("div", {class: "legend"});
  const grid = el("div", {class: "grid wide-panels"});
  const order = el("div", {});
  node.append(controls, legend, grid, order);
  const names = metrics.map(([m, s]) => m + " of " + s);
  function render() {
    const name = chosen("strata", names[0], names);
    const [metric, subject] = metrics[names.indexOf(name)];
    const scopes = scopesOf(metric, subject).filter(s => stratumOf(s) !== null);
    refill(controls, select("Metric", [[null, names.map(n => [n, n])]], name, v => { choose("strata", v); render(); }));
    const keys = scopes.map((scope, i) => ({scope, label: clean(stratumOf(scope)), colour: [...LINE_COLOURS, "var(--ink)"][i % 7],
      mark: MARKS[i % MARKS.length], dash: i >= 7 ? "2 3" : null}));
    legend.replaceChildren(...keys.map(legendItem));
    const cells = visible().filter(c => baselineOf(c) && baselineOf(c).frozen && baselineOf(c) !== c);
    const ends = [];
    const panels = cells.map(cell => [cell, keys.map(k => ({...k, points: ratios(cell, baselineOf(cell), metric, subject, k.scope)})).filter(s => s.points.length)]);
    const domain = commonScale(panels.flatMap(([, series]) => series.flatMap(s => s.points.map(p => p.y))).concat(1));
    grid.replaceChildren(...panels.map(([cell, series]) => {
      for (const s of series) ends.push([cell, s.label, s.points[s.points.length - 1]]);
      return figure({title: cell.label, full: metric + " of strata, divided by that of " + baselineOf(cell).label + ": " + cell.label, data: "summary", file: "strata " + metric + " " + cell.label, swatch: cell, small: true, draw: (svg, width) => lineChart(svg, width, {
        series, height: 240, thin: true, marks: true, rule: 1, x: {label: "generation", name: "generation", whole: true},
        y: {label: metric + " ÷ frozen", domain}})});
    }));
    const generation = d3.max(ends, e => e[2].x);
    const better = metric.startsWith("perplexity") || metric.startsWith("lost") ? d3.descending : d3.ascending;
    const ordered = cells.map(cell => [cell, ends.filter(e => e[0] === cell).sort((a, b) => better(a[2].y, b[2].y))]);
    const most = d3.max(ordered, ([, list]) => list.length) || 0;
    order.replaceChildren(ends.length ? wideTable("Who fades first: " + metric + " divided by that of frozen at generation " + generation + ", worst first",
      [{name: "cell"}, ...d3.range(most).map(i => ({name: i === 0 ? "first" : String(i + 1), n: false}))],
      ordered.map(([cell, list]) => [cellName(cell), ...d3.range(most).map(i => list[i] ? el("span", {}, el("bdi", {text: list[i][1]}), " ", el("span", {class: "muted", text: d3.format(".3f")(list[i][2].y)})) : "")]), "ordered", "summary") : "");
    if (!cells.length) grid.append(el("p", {class: "figure-note", text: "Choose a cell other than frozen to compare."}));
    count();
  }
  render();
  onCells(render);
}
