// One panel per cell: survival by initial count, rank and frequency, provenance.

/** A colour scale from early to late, or rare to frequent. Its order is visible in print and for colour-blind readers. */
const ramp = (i, n) => "var(--ramp-" + (n <= 1 ? 0 : Math.round(i * 7 / (n - 1))) + ")";

const nameOfOrder = n => ["", "words", "word pairs", "word triples"][n] || n + "-grams";

/** A section with one panel per visible cell and, above them, choices and one legend for all. */
function panelSection(id, short, title, lead, orders, render) {
  const node = section(id, short, title, lead);
  const controls = el("div", {class: "controls"});
  const legend = el("div", {class: "legend"});
  const grid = el("div", {class: "grid wide-panels"});
  node.append(controls, legend, grid);
  const draw = () => {
    const n = orders.length ? Number(chosen(id + "-n", String(orders[0]), orders.map(String))) : null;
    const {panels, keys, more} = render(n, draw);
    refill(controls, orders.length > 1
      ? segments("Of", orders.map(o => [String(o), nameOfOrder(o)]), String(n), v => { choose(id + "-n", v); draw(); }) : "", more || []);
    legend.replaceChildren(...keys.map(legendItem));
    grid.replaceChildren(...panels);
    if (!panels.length) grid.append(el("p", {class: "figure-note", text: "None of the cells shown has this table."}));
    count();
  };
  draw();
  onCells(draw);
}

function survival() {
  const rows = RUNS.flatMap(run => run.survival.map(s => ({...s, of: cellOf(run, s.cell)}))).filter(s => s.of);
  if (!rows.length) return;
  const orders = [...new Set(rows.map(s => s.n))].sort(d3.ascending);
  panelSection("survival", "Survival", "Who survives: by initial count",
    "Types are grouped by how often they occur in R. A line is the share of each group that occurs in that generation, the mean over replicates; the band is its 95 % interval; the row of dots is the law. A type that is missing in one generation can come back where the training set still has it.", orders, (n, redraw) => {
      const by = chosen("survival-by", "generation", ["generation", "count"]);
      const counts = [...new Set(rows.filter(s => s.n === n).map(s => s.count))].sort(d3.ascending);
      const to = c => rows.find(s => s.n === n && s.count === c).to;
      const wanted = [1, 2, 3, 4, 6, 8, 16, 64].filter(c => counts.includes(c));
      const generations = [...new Set(rows.flatMap(s => s.g))].sort(d3.ascending);
      const last = generations[generations.length - 1];
      const stops = generations.filter(g => [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].includes(g) || g === last).slice(0, 8);
      const keys = by === "generation"
        ? wanted.map((c, i) => ({label: c === 1 ? "once in R" : c + (to(c) > c ? " to " + to(c) : "") + " times", colour: ramp(i, wanted.length), count: c}))
        : stops.map((g, i) => ({label: "generation " + g, colour: ramp(i, stops.length), g}));
      const panels = visible().filter(c => rows.some(s => s.of === c && s.n === n)).map(cell => {
        const own = rows.filter(s => s.of === cell && s.n === n).sort((a, b) => a.count - b.count);
        const series = keys.map(key => {
          const pairs = by === "generation" ? own.filter(s => s.count === key.count).flatMap(s => s.g.map((g, i) => [g, s, i]))
            : own.filter(s => s.g.includes(key.g)).map(s => [s.count, s, s.g.indexOf(key.g)]);
          return {...key, points: pairs.map(([x, s, i]) => ({x, y: s.mean[i], low: s.low[i], high: s.high[i]})),
            law: pairs.some(([, s, i]) => s.expected[i] !== null) ? pairs.map(([x, s, i]) => ({x, y: s.expected[i]})) : null};
        }).filter(s => s.points.length);
        return figure({title: cell.label, full: "Types of R still in use: " + nameOfOrder(n) + ", " + cell.label, file: "survival " + cell.label, data: "survival", swatch: cell, small: true, draw: (svg, width) => lineChart(svg, width, {
          series, height: 240, thin: true,
          x: by === "generation" ? {label: "generation", name: "generation", whole: true} : {label: "occurrences in R (from 17 on the least of a range)", name: "occurrences in R", log: true},
          y: {label: "share in use", kind: "share", domain: [0, 1], show: percent, format: t => Math.round(t * 100) + "%"}})});
      });
      return {panels, keys: [...keys, ...(rows.some(s => s.low.some(finite)) ? [BAND_KEY] : []), ...(rows.some(s => s.expected.some(finite)) ? [LAW_KEY] : [])], more: [segments("Along", [["generation", "generations"], ["count", "initial count"]], by, v => { choose("survival-by", v); redraw(); })]};
    });
}

/** The count at a rank of a curve, between its points by a straight line on logarithmic axes; null outside. */
function countAt({rank, count}, r) {
  const i = d3.bisectLeft(rank, r);
  if (i >= rank.length || i === 0 && rank[0] !== r) return null;
  if (rank[i] === r) return count[i];
  const part = Math.log(r / rank[i - 1]) / Math.log(rank[i] / rank[i - 1]);
  return count[i - 1] * (count[i] / count[i - 1]) ** part;
}

function ranks() {
  const rows = RUNS.flatMap(run => run.ranks.map(s => ({...s, of: cellOf(run, s.cell)}))).filter(s => s.of);
  const realOf = (cell, n) => rows.find(s => s.of === cell && s.n === n && s.generation === 0);
  const later = rows.filter(s => s.generation > 0 && realOf(s.of, s.n));
  if (!later.length) return;
  const orders = [...new Set(later.map(s => s.n))].sort(d3.ascending);
  panelSection("ranks", "Ranks", "Rank and frequency against R",
    "The most frequent type of a text has rank 1. A line is the count at each rank, divided by the count that R has at that rank; 1 means: as in R. Feedback cuts the tail on the right: lines end where a generation has no more types. First replicate.", orders, n => {
      const stops = [...new Set(later.filter(s => s.n === n).map(s => s.generation))].sort(d3.ascending);
      const keys = stops.map((g, i) => ({label: "generation " + g, colour: ramp(i, stops.length), g}));
      const cells = visible().filter(c => later.some(s => s.of === c && s.n === n));
      const curvesOf = cell => keys.map(key => ({...key, row: later.find(s => s.of === cell && s.n === n && s.generation === key.g)})).filter(k => k.row)
        .map(k => ({...k, points: k.row.rank.map((x, i) => [x, k.row.count[i] / (countAt(realOf(cell, n), x) ?? NaN)]).filter(([, y]) => finite(y)).map(([x, y]) => ({x, y}))}));
      const all = cells.map(cell => [cell, curvesOf(cell)]);
      const domain = commonScale(all.flatMap(([, list]) => list.flatMap(s => s.points.map(p => p.y))).concat(0, 1));
      const end = d3.max(cells, cell => d3.max(realOf(cell, n).rank));
      const panels = all.map(([cell, series]) => figure({title: cell.label, full: "Rank and frequency against R: " + nameOfOrder(n) + ", " + cell.label, file: "ranks " + cell.label, data: "ranks",
        swatch: cell, small: true, draw: (svg, width) => lineChart(svg, width, {series, height: 250, thin: true, rule: 1,
          x: {label: "rank", name: "rank", log: true, end}, y: {label: "count ÷ R's count at this rank", domain}})}));
      return {panels, keys};
    });
}

function provenance() {
  const rows = RUNS.filter(run => !madeElsewhere(run)).flatMap(run => run.ledger.map(l => ({...l, of: cellOf(run, l.cell), width: run.ledgerWidth}))).filter(l => l.of);
  if (!rows.length) return;
  panelSection("provenance", "Provenance", "What each training set is made of",
    "Tokens of the training set T by the generation that wrote them. Depth counts how often a text has been through a model.", [], (n, redraw) => {
      const by = chosen("ledger-by", "author", ["author", "depth"]);
      const place = by === "author" ? 1 : 2;
      const stops = [...new Set(rows.flatMap(l => l.rows.map(r => r[place])))].sort(d3.ascending);
      const made = stops.filter(s => s > 0);
      const colour = s => s === 0 ? "var(--real)" : "var(--age-" + (made.length <= 1 ? 0 : Math.round(made.indexOf(s) * 11 / (made.length - 1))) + ")";
      const width = d3.max(rows, l => l.width);
      const name = s => s === 0 ? "real text" : (by === "author" ? "generation " : "depth ") + s + (width > 1 ? "–" + (s + width - 1) : "");
      const layers = stops.map(s => ({label: name(s), colour: colour(s), fill: colour(s), s}));
      const panels = visible().filter(c => rows.some(l => l.of === c)).map(cell => {
        const own = rows.find(l => l.of === cell).rows;
        const xs = [...new Set(own.map(r => r[0]))].sort(d3.ascending);
        const table = xs.map(x => ({x, shares: stops.map(s => d3.sum(own.filter(r => r[0] === x && r[place] === s), r => r[3]))}));
        return figure({title: cell.label, full: "What the training sets are made of: " + cell.label, file: "provenance " + cell.label, data: "ledger", swatch: cell, small: true, draw: (svg, w) => stackedChart(svg, w, {
          layers, rows: table, height: 230, x: {label: "generation", name: "generation", whole: true},
          y: {label: "share of the tokens of T", format: t => Math.round(t * 100) + "%"}})});
      });
      const some = layers.length <= 12 ? layers : layers.filter((l, i) => i === 0 || i === 1 || i === layers.length - 1 || i % Math.ceil(layers.length / 8) === 0);
      return {panels, keys: some, more: [segments("By", [["author", "author generation"], ["depth", "depth"]], by, v => { choose("ledger-by", v); redraw(); })]};
    });
}
