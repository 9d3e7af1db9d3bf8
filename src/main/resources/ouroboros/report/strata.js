// Strata compared with their reference, and what can be told about their order.

const stratumOf = scope => scope.startsWith("stratum=") ? scope.slice(8) : null;

/** Metrics that are measured per stratum: [metric, subject]. */
const strataMetrics = () => [...METRICS.keys()].flatMap(m => subjectsOf(m)
  .filter(s => scopesOf(m, s).some(scope => stratumOf(scope) !== null)).map(s => [m, s]))
  .sort((a, b) => (a[0] !== FIRST) - (b[0] !== FIRST) || (a[0] !== RISK) - (b[0] !== RISK) || a[0].localeCompare(b[0], "en", {numeric: true}));

const isTrained = subject => subject === "training" || subject === "model";

/** The cell that a number of strata is compared with, by strata.csv: the cell itself for its own generation 1; null where there is none. */
function referenceOf(cell, metric, subject) {
  const rows = rowsOf("strata").filter(r => r.metric === metric && r.subject === subject);
  const row = rows.find(r => r.of === cell);
  if (rows.length) return row ? cellOf(row.run, row.baseline) || null : null;
  return isTrained(subject) ? cell : baselineOf(cell);
}

/** A reference in words. */
const referenceName = (cell, reference) => reference === cell ? "its own generation 1" : reference ? reference.label : "its reference";

/** Value over that of the reference: another cell at the same generation, or the cell's own generation 1. */
function ratios(cell, base, metric, subject, scope) {
  const own = curveOf(cell, metric, subject, scope);
  const isOwn = base === cell;
  const reference = isOwn ? own : curveOf(base, metric, subject, scope);
  if (!own || !reference || !own.mean || !reference.mean) return [];
  const first = own.g.findIndex(x => x >= 1);
  return own.g.map((x, i) => {
    const j = isOwn ? (x >= 1 ? first : -1) : reference.g.indexOf(x);
    const below = j < 0 ? null : reference.mean[j];
    return {x, y: finite(own.mean[i]) && finite(below) && below !== 0 ? own.mean[i] / below : null};
  }).filter(p => p.y !== null);
}

/** Whether a larger number means that more is lost. */
const risesWithLoss = metric => /^(perplexity|lost|js|tv|kl|hellinger)/.test(metric);

/** The strata of a cell that may have lost most, by the ranks in strata.csv; all where there are none. */
const mayHaveLostMost = rows => rows.filter(r => r["rank-low"] === undefined
  || (risesWithLoss(r.metric) ? Number(r["rank-high"]) === rows.length : Number(r["rank-low"]) === 1));

/** Most lines in a figure: each has a colour and a dash of its own. */
const MOST_STRATA = 14;

/** Whether all replicates of a stratum have the same ratio, as where it has hardly a word left. */
const isConstant = r => r.low !== "" && r.low === r.high;

/** The rows whose replicates differ, so that chance can be told from loss; all where no row has an interval. */
const scattered = rows => (rows.some(r => r.low !== "") ? rows.filter(r => r.low !== r.high) : rows);

/**
 * Which stratum lost most, and by which metrics: in the cell where one lost most among those in which that can be told,
 * else in the one where a mean ratio is smallest.
 */
function fadingFirst() {
  const all = rowsOf("strata").filter(r => r.of && !state.hide.has(r.of.id) && isFed(r.of));
  const two = d3.format(".2f");
  const strong = text => el("strong", {}, el("bdi", {text}));
  const worstFirst = (rows, metric) => d3.sort(rows, r => (risesWithLoss(metric) ? -1 : 1) * Number(r.ratio));
  const [metric, other] = ["vocabulary-retention", "perplexity"].filter(name => all.some(r => r.metric === name));
  if (!metric) return [];
  const of = name => { const own = scattered(all.filter(r => r.metric === name)); return own.filter(r => r.subject === own[0].subject); };
  const order = worstFirst(of(metric), metric);
  const inCell = r => order.filter(other => other.of === r.of);
  const isTold = r => { const may = mayHaveLostMost(inCell(r)); return may.length === 1 && may[0] === r; };
  const worst = order.find(isTold) || order[0];
  if (!worst) return [];
  if (risesWithLoss(metric) ? Number(worst.ratio) <= 1 : Number(worst.ratio) >= 1) return [];
  const mine = of(metric).filter(r => r.of === worst.of);
  const may = mayHaveLostMost(mine);
  const reference = r => referenceName(r.of, cellOf(r.run, r.baseline));
  const sized = r => [strong(clean(r.stratum)), ", " + two(r.ratio) + " times that of " + reference(r), r.low === "" ? " (one replicate: no interval)"
    : " (" + two(r.low) + " to " + two(r.high) + ", an interval that allows for the choice among " + r.family + ")"];
  const told = isTold(worst);
  const list = [el("li", {}, told ? ["Stratum that lost most in ", strong(worst.of.label), ", by " + metric + " at generation " + worst.generation + ": ", sized(worst), ". Paired by replicate, its ratio is below that of every other stratum."]
    : ["Which stratum lost most can be told in no cell. In ", strong(worst.of.label), " by " + metric + " at generation " + worst.generation + " the smallest mean ratio is that of ", sized(worst),
      ", but, paired by replicate, the order of " + (may.length === mine.length ? "all " + mine.length + " strata" : may.length > 5 ? may.length + " of " + mine.length + " strata" : may.map(r => clean(r.stratum)).join(", ")) + " is not certain."],
  worst["hapax-share"] ? " Of the words that only it has, " + percent(Number(worst["hapax-share"])) + " occur once in R; such words fade first in any stratum." : "")];
  const second = other && told ? worstFirst(of(other).filter(r => r.of === worst.of), other)[0] : null;
  if (second && second.stratum !== worst.stratum) {
    const others = of(other).filter(r => r.of === worst.of);
    const mayOther = mayHaveLostMost(others);
    const both = mayOther.length === 1;
    list.push(el("li", {}, both ? "The order of strata depends on the metric: by " : "By ", other + " of " + second.subject + " the " + (risesWithLoss(other) ? "largest" : "smallest") + " mean ratio is that of ", sized(second),
      both ? "." : mayOther.length > 1 ? "; which is " + (risesWithLoss(other) ? "largest" : "smallest") + " cannot be told either." : "."));
  }
  return list;
}

/** The strata to draw: all, or as many as have a look of their own, those first that lost most in some cell. */
function drawnScopes(metric, subject) {
  const scopes = scopesOf(metric, subject).filter(s => stratumOf(s) !== null);
  if (scopes.length <= MOST_STRATA) return scopes;
  const ratios = d3.rollup(scattered(rowsOf("strata").filter(r => r.of && r.metric === metric && r.subject === subject)),
    own => (risesWithLoss(metric) ? -d3.max(own, r => Number(r.ratio)) : d3.min(own, r => Number(r.ratio))), r => r.stratum);
  const loss = scope => (ratios.has(stratumOf(scope)) ? ratios.get(stratumOf(scope)) : Infinity);
  return d3.sort(scopes, (a, b) => d3.ascending(loss(a), loss(b))).slice(0, MOST_STRATA);
}

/** The rows of strata.csv of one metric: ratio, interval and the ranks that it may have. */
function strataTable(metric, subject) {
  const rows = rowsOf("strata").filter(r => r.of && !state.hide.has(r.of.id) && r.metric === metric && r.subject === subject);
  if (!rows.length) return "";
  const form = d3.format(".3f");
  const field = (text, show) => (text === "" || text === undefined ? "–" : {show: show(Number(text)), key: Number(text)});
  const sorted = visible().flatMap(cell => d3.sort(rows.filter(r => r.of === cell), r => Number(r.ratio)));
  const tested = rows.some(r => r["p-adjusted"] !== "" && r["p-adjusted"] !== undefined);
  const ranked = rows.some(r => r["rank-low"]);
  const many = new Map(d3.rollup(rows, own => own.length, r => r.of));
  const table = wideTable("Ratio of " + metric + " of " + subject + " at the last generation: the mean over replicates of X(stratum) divided by that of " + (isTrained(subject) ? "its own generation 1, or of the same policy without feedback" : "frozen")
    + ". Intervals and p allow for all rows of this table; ranks are those that a ratio may have in its cell, 1 for the smallest, by tests of paired differences",
  [{name: "cell"}, {name: "stratum"}, ...["ratio", "low", "high", ...(tested ? ["adjusted p"] : []), ...(ranked ? ["possible ranks"] : []), "of its own words, once in R"].map(name => ({name, n: true}))],
  sorted.map(r => [cellName(r.of), clean(r.stratum), field(r.ratio, form), field(r.low, form), field(r.high, form), ...(tested ? [isConstant(r) ? "equal" : field(r["p-adjusted"], probability)] : []),
    ...(ranked ? [{show: r["rank-low"] === r["rank-high"] ? r["rank-low"] : r["rank-low"] + " to " + r["rank-high"] + (Number(r["rank-low"]) === 1 && Number(r["rank-high"]) === many.get(r.of) ? " (any)" : ""), key: Number(r["rank-low"])}] : []),
    r["hapax-share"] === "" || r["hapax-share"] === undefined ? "–" : {show: percent(Number(r["hapax-share"])), key: Number(r["hapax-share"])}]), "ordered", "strata");
  return new Set(rows.map(r => r.stratum)).size <= MOST_STRATA ? table : el("details", {}, el("summary", {text: "All strata"}), table);
}

function strata() {
  const metrics = strataMetrics();
  if (!metrics.length || !CELLS.some(c => c.frozen)) return;
  const node = section("strata", "Strata", "Minorities: strata against their reference",
    "Each stratum is divided by its own reference, so that what a single draw loses is not counted: 1 means no worse than without feedback. For synthetic text that is the frozen cell at the same generation, for training sets and models the same policy without feedback where it is a cell, otherwise the cell's own generation 1. Training sets whose recipe changes with g change without feedback too: without such a cell they are left out. Lines are ratios of the means over replicates; the table has means of the ratios of single replicates, with intervals.");
  const controls = el("div", {class: "controls"});
  const legend = el("div", {class: "legend"});
  const grid = el("div", {class: "grid wide-panels"});
  const order = el("div", {});
  node.append(controls, legend, grid, order);
  const names = metrics.map(([m, s]) => m + " of " + s);
  function render() {
    const name = chosen("strata", names[0], names);
    const [metric, subject] = metrics[names.indexOf(name)];
    const scopes = drawnScopes(metric, subject);
    const many = scopesOf(metric, subject).filter(s => stratumOf(s) !== null).length;
    refill(controls, select("Metric", [[null, names.map(n => [n, n])]], name, v => { choose("strata", v); render(); }));
    const keys = scopes.map((scope, i) => ({scope, label: clean(stratumOf(scope)), colour: GROUP_COLOURS[i % 7],
      mark: MARKS[i % MARKS.length], dash: i >= 7 ? "2 3" : null}));
    legend.replaceChildren(...keys.map(legendItem));
    const cells = visible().filter(c => baselineOf(c) && baselineOf(c).frozen && baselineOf(c) !== c && referenceOf(c, metric, subject));
    const panels = cells.map(cell => [cell, keys.map(k => ({...k, points: ratios(cell, referenceOf(cell, metric, subject), metric, subject, k.scope)})).filter(s => s.points.length)]);
    const domain = commonScale(panels.flatMap(([, series]) => series.flatMap(s => s.points.map(p => p.y))).concat(1));
    grid.replaceChildren(...panels.map(([cell, series]) => {
      return figure({title: cell.label, full: metric + " of strata, divided by that of " + referenceName(cell, referenceOf(cell, metric, subject)) + ": " + cell.label, data: "summary", file: "strata " + metric + " " + cell.label, swatch: cell, small: true, draw: (svg, width) => lineChart(svg, width, {
        series, height: 240, thin: true, marks: true, rule: 1, x: {label: "generation", name: "generation", whole: true},
        y: {label: metric + (referenceOf(cell, metric, subject) === cell ? " ÷ generation 1" : isTrained(subject) ? " ÷ control" : " ÷ frozen"), domain}})});
    }));
    order.replaceChildren(many > scopes.length ? el("p", {class: "figure-note", text: "Drawn are the " + scopes.length + " of " + many + " strata that lost most in some cell." }) : "",
      strataTable(metric, subject));
    if (!cells.length) grid.append(el("p", {class: "figure-note", text: "Choose a cell other than frozen to compare."}));
    count();
  }
  render();
  onCells(render);
}
