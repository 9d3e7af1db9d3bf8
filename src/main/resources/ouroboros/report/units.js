// What became of the units: what each gate was offered, what it dropped and why, and what took its place.

/** Why a gate drops a unit, by its kind. */
const DROP_REASONS = {
  thin: "at random", detector: "called synthetic", critic: "outside the limits", "packed-critic": "its pack repeats itself",
  "best-of": "another candidate was better", review: "not accepted", revise: "words were drawn again",
};
const dropReason = kind => DROP_REASONS[kind] || "dropped";
const gateName = row => row.gate + " (" + clean(row.kind) + ")";

/** The refill of a cell: its own where it is swept, else that of the experiment. */
function refillOf(cell) {
  const {columns, rows} = cell.run.cells;
  const place = columns.indexOf("refill");
  const own = place < 0 ? null : rows.find(row => row[columns.indexOf("cell")] === cell.name)[place];
  return own || cell.run.run && cell.run.run.spec && cell.run.run.spec.refill || "redraw";
}

/** What took the place of what a gate dropped. */
function inItsPlace(cell, kind, dropped) {
  if (!dropped) return "";
  if (kind === "best-of") return "the chosen candidates";
  const refill = refillOf(cell);
  if (refill === "real") return number(dropped, "count") + " units of R";
  return refill === "shrink" || kind === "review" ? "nothing: a gap" : "the next candidates";
}

/** The gates of each cell and generation, summed over replicates, in the order of the tables. */
function gateSums() {
  const rows = rowsOf("gates").filter(row => row.of && row.offered !== undefined);
  const sum = (own, name) => d3.sum(own, row => Number(row[name] || 0));
  return d3.groups(rows, row => row.of, row => Number(row.generation), row => Number(row.gate)).flatMap(([of, generations]) =>
    generations.flatMap(([g, gates]) => gates.map(([gate, own]) => ({of, g, gate, kind: own[0].kind, replicates: own.length, offered: sum(own, "offered"), kept: sum(own, "kept"),
      dropped: sum(own, "dropped"), changed: sum(own, "changed"), real: sum(own, "real-dropped")}))));
}

/** The share of tokens that people wrote in the training set of a generation; null where the ledger does not say. */
function realShare(cell, g) {
  const own = cell.run.ledger.filter(l => l.cell === cell.name).flatMap(l => l.rows).filter(r => r[0] === g);
  return own.length ? d3.sum(own.filter(r => r[1] === 0), r => r[3]) : null;
}

function gates() {
  const rows = gateSums();
  if (!rows.length) return;
  const kinds = [...new Set(rows.map(row => row.kind))];
  const layers = [{label: "kept", colour: "var(--real)"}, ...kinds.flatMap((kind, i) => [
    {label: (kind === "best-of" ? "not chosen by " : "dropped by ") + clean(kind), colour: "var(--group-" + i % 7 + ")", kind, real: false},
    {label: "real text dropped by " + clean(kind), colour: "var(--ink)", kind, real: true}])]
    .filter(layer => layer.real === undefined || rows.some(row => row.kind === layer.kind && (layer.real ? row.real : row.dropped - row.real) > 0))
    .map(layer => ({...layer, fill: layer.colour}));
  panelSection("gates", "Units", "What became of the units",
    "All candidates of a generation: those that were kept, and those that a gate dropped. Sums over replicates.", [], () => {
      const panels = visible().filter(cell => rows.some(row => row.of === cell)).map(cell => {
        const own = d3.groups(rows.filter(row => row.of === cell), row => row.g).sort((a, b) => a[0] - b[0]);
        const table = own.map(([x, at]) => {
          const kept = d3.greatest(at, row => row.gate).kept;
          const all = kept + d3.sum(at, row => row.dropped);
          return {x, shares: layers.map(layer => layer.kind === undefined ? (all ? kept / all : 0)
            : all ? d3.sum(at.filter(row => row.kind === layer.kind), row => layer.real ? row.real : row.dropped - row.real) / all : 0)};
        });
        return figure({title: cell.label, full: "What became of the candidates: " + cell.label, file: "units " + cell.label, data: "gates", swatch: cell, small: true, note: placeNote(cell, rows), draw: (svg, w) => stackedChart(svg, w, {
          layers, rows: table, height: 230, x: {label: "generation", name: "generation", whole: true},
          y: {label: "share of the candidates", format: t => Math.round(t * 100) + "%"}})});
      });
      return {panels, keys: layers, more: null};
    });
  const node = document.getElementById("gates");
  const host = el("div", {class: "copies"});
  node.append(host);
  const render = () => host.replaceChildren(...[gateTable(rows), droppedSentences()].filter(Boolean));
  render();
  onCells(render);
}

/** What made up for the dropped, gate by gate. */
function placeNote(cell, rows) {
  const own = rows.filter(row => row.of === cell && row.dropped > 0);
  const kinds = d3.groups(own, row => row.gate).sort((a, b) => a[0] - b[0]);
  return kinds.map(([, list]) => "In the place of what gate " + gateName(list[0]) + " dropped: " + inItsPlace(cell, list[0].kind, d3.sum(list, row => row.dropped)) + ".").join(" ");
}

/** The last generation of every cell that is shown, gate by gate. */
function gateTable(rows) {
  const shown = rows.filter(row => visible().includes(row.of) && row.g === d3.max(rows.filter(r => r.of === row.of), r => r.g));
  if (!shown.length) return null;
  const columns = ["cell", "generation", "gate", "offered", "dropped", "real among them", "changed", "kept", "share kept", "in the place of the dropped", "real text in T"];
  const count = v => number(v, "count");
  const share = v => v === null ? "" : percent(v);
  return wideTable("What each gate did in the last generation, all replicates", columns.map(name => ({name, n: !["cell", "gate", "in the place of the dropped"].includes(name)})),
    shown.map(row => [cellName(row.of), count(row.g), gateName(row), count(row.offered), count(row.dropped), count(row.real), count(row.changed), count(row.kept),
      share(row.offered ? row.kept / row.offered : null), inItsPlace(row.of, row.kind, row.dropped), share(realShare(row.of, row.g))]), null, "gates");
}

const DROPPED_SHOWN = 3;

/** Sampled sentences that a gate dropped or changed, next to what came out in their place. */
function droppedSentences() {
  const articles = visible().map(cell => {
    const own = cell.run.samples.filter(s => s.cell === cell.name && s.gates && s.gates.length);
    if (!own.length) return null;
    const last = d3.max(own, s => s.g);
    return el("article", {class: "lineage", "aria-label": "Dropped sentences of " + cell.label}, el("h3", {}, swatch(cell), el("bdi", {text: cell.label})),
      own.filter(s => s.g === last).slice(0, DROPPED_SHOWN).map(s => el("div", {class: "ages dropped"},
        el("div", {class: "age"}, s.gates.map(gate => [el("p", {class: "tag"}, el("span", {class: "badge", text: gate.changed === undefined ? "DROPPED" : "CHANGED"}),
          " by gate " + gateName(gate) + ": " + dropReason(gate.kind)), quoteOf([clean(gate.text) || "(an empty sentence)"], {})]),
        s.more ? el("p", {class: "figure-note", text: "and " + s.more + " more candidates"}) : null),
        el("div", {class: "age"}, el("p", {class: "tag"}, el("span", {class: "badge real-badge", text: "KEPT"}), " sentence " + s.unit + " of generation " + s.g),
          s.passed === undefined ? el("p", {class: "muted", text: refillOf(cell) === "real" ? "a unit of R" : "nothing: a gap"}) : quoteOf([clean(s.passed) || "(an empty sentence)"], {})))));
  }).filter(Boolean);
  return articles.length ? el("div", {}, el("h3", {class: "group-title", text: "Dropped sentences and what was kept"}), articles) : null;
}
