// Whether a cell has collapsed, in which sense and since when; and which means are unreliable.

const SIGNS = {yes: "●", no: "○", undecided: "◐"};

/** The rows of a table as objects, with their cell where it is shown. */
function rowsOf(name) {
  return RUNS.flatMap(run => (run[name] ? run[name].rows : []).map(row =>
    ({...Object.fromEntries(run[name].columns.map((c, i) => [c, row[i]])), of: null, run})))
    .map(row => ({...row, of: cellOf(row.run, row.cell)}));
}

const VERDICTS = rowsOf("verdicts").filter(v => v.of && v.meaning && v.verdict);
const ONSETS = rowsOf("onsets").filter(o => o.of && o.metric);

const verdictText = row => [row.metric && row.metric + (row.subject ? " of " + row.subject : ""), row.generation && "generation " + row.generation,
  row.estimate && "estimate " + number(Number(row.estimate)), row.margin && "margin " + number(Number(row.margin)), row.test,
  row["p-adjusted"] && "adjusted p " + number(Number(row["p-adjusted"])), row.reason].filter(Boolean).map(clean).join("; ");

function verdictMark(row) {
  if (!row) return "–";
  const known = row.verdict in SIGNS ? row.verdict : "other";
  return el("span", {class: "verdict verdict-" + known, title: verdictText(row), text: clean((SIGNS[row.verdict] || "") + " " + row.verdict)});
}

/** The reasons why nothing could be decided, each once. */
function reasons(rows) {
  const found = d3.rollups(rows.filter(r => r.verdict === "undecided" && r.reason), list => list.length, r => r.reason).sort((a, b) => b[1] - a[1]);
  if (!found.length) return "";
  return el("details", {open: rows.every(r => r.verdict === "undecided")}, el("summary", {text: "Why some are undecided"}),
    el("p", {class: "lead", text: "Undecided is an answer: the run says neither yes nor no. " + (ALL_ELSEWHERE
      ? "One lineage has no spread to judge by; several of the same system, each measured into its own folder, can be laid over each other: jobs/report DIR DIR." : "More replicates extend the same run: --set replicates=5, the same --out; what is sealed is kept.")}),
    el("ul", {class: "reasons"}, found.map(([reason, times]) => el("li", {}, el("bdi", {text: clean(reason)}), " ", el("span", {class: "muted", text: "× " + times})))));
}

function verdicts() {
  if (!VERDICTS.length && !ONSETS.length) return;
  const node = section("verdicts", "Verdicts", "Has it collapsed? A verdict under each meaning",
    "The literature means eight different things by collapse. A lineage can collapse in one sense and not in another. A no is tested as a yes is: it takes equivalence within a margin.");
  const host = el("div", {});
  node.append(host);
  const meanings = [...new Set(VERDICTS.map(v => v.meaning))];
  const columns = ["cell", "meaning", "verdict", "metric", "generation", "estimate", "margin", "test", "p-adjusted", "replicates", "reason"];
  const render = () => {
    const rows = VERDICTS.filter(v => !state.hide.has(v.of.id));
    const cells = visible().filter(c => rows.some(v => v.of === c));
    host.replaceChildren(cells.length ? wideTable("Verdicts: collapsed in this sense?", [{name: "cell"}, ...meanings.map(name => ({name}))],
      cells.map(c => [cellName(c), ...meanings.map(m => verdictMark(rows.find(v => v.of === c && v.meaning === m)))]), "verdicts") : "",
    reasons(rows), rows.length ? el("details", {}, el("summary", {text: "Every verdict with its test"}),
      wideTable("verdicts.csv; p is adjusted by Holm over cells and meanings", columns.map(name => ({name})),
        rows.map(v => columns.map(c => c === "cell" ? cellName(v.of) : /estimate|margin|^p-/.test(c) && v[c] ? number(Number(v[c])) : v[c] ?? "")))) : "",
    onsets() || "");
    count();
  };
  render();
  onCells(render);
}

/** The generation from which each metric differs from the frozen control: one dot per cell, the earliest metric on top. */
function onsets() {
  const rows = ONSETS.filter(o => !state.hide.has(o.of.id) && (o.scope || "all") === "all" && o.generation !== "" && Number.isFinite(Number(o.generation)));
  if (!ONSETS.length) return null;
  const never = visible().filter(c => ONSETS.some(o => o.of === c) && !rows.some(o => o.of === c));
  // One subject per metric: the text itself where it is measured. Rarefied metrics follow their metric.
  const byMetric = d3.groups(rows.filter(o => !o.metric.endsWith("@") && o.subject === subjectsOf(o.metric)[0]), o => o.metric + " of " + o.subject)
    .map(([name, list]) => ({name, list, first: d3.min(list, o => Number(o.generation)), mean: d3.mean(list, o => Number(o.generation))}))
    .sort((a, b) => a.first - b.first || a.mean - b.mean || a.name.localeCompare(b.name, "en", {numeric: true}));
  const note = "The first generation from which the paired difference to the control stays beyond its margin, tested over replicates; at most one onset in twenty is expected to be wrong. The control of synthetic text is frozen; that of training sets and models is the cell's own generation 1."
    + (never.length ? " No onset: " + never.map(c => c.label).join(", ") + "." : "");
  if (!byMetric.length) return el("p", {class: "figure-note", text: "Onsets. " + note});
  return figure({title: "When it set in", file: "onsets", note, draw: (svg, width) => onsetChart(svg, width, byMetric.slice(0, 30))});
}

function onsetChart(svg, width, metrics) {
  const cells = [...new Set(metrics.flatMap(m => m.list.map(o => o.of)))];
  const left = Math.min(width * 0.45, 24 + 6.8 * d3.max(metrics, m => m.name.length));
  const step = 26;
  const top = 26;
  const height = top + metrics.length * step + 8;
  svg.attr("height", height);
  const last = d3.max(metrics.flatMap(m => m.list), o => Number(o.generation));
  const X = d3.scaleLinear([0, Math.max(last, 2)], [left + 12, width - 18]);
  for (const t of X.ticks(Math.min(last + 1, width < 520 ? 5 : 12)).filter(Number.isInteger)) {
    svg.append("line").attr("class", "grid").attr("x1", X(t)).attr("x2", X(t)).attr("y1", top - 6).attr("y2", height - 4);
    svg.append("text").attr("class", "tick").attr("x", X(t)).attr("y", 14).attr("text-anchor", "middle").text(t);
  }
  metrics.forEach((m, i) => {
    const y = top + (i + 0.5) * step;
    svg.append("text").attr("class", "row-label").attr("x", left).attr("y", y + 4).attr("text-anchor", "end")
      .text(m.name.length * 6.8 > left ? m.name.slice(0, Math.floor(left / 6.8) - 1) + "…" : m.name);
    const taken = new Map();
    for (const o of m.list) {
      const g = Number(o.generation);
      const place = taken.get(g) || 0;
      taken.set(g, place + 1);
      svg.append("path").attr("class", "mark").attr("transform", "translate(" + (X(g) + place * 11) + "," + y + ")")
        .attr("d", d3.symbol(o.of.mark, 64)()).style("fill", o.of.colour)
        .append("title").text(o.of.label + ": " + m.name + " from generation " + g);
    }
  });
  return {
    marks: metrics.length, legend: cells, text: metrics.map(m => m.name + ": " + m.list.map(o => o.of.label + " " + o.generation).join(", ")).join("; "),
    table: {columns: ["metric", "cell", "generation", "difference", "margin"],
      rows: metrics.flatMap(m => m.list.map(o => [m.name, o.of.label, Number(o.generation), Number(o.difference), Number(o.margin)]))},
  };
}

function warnings() {
  const rows = rowsOf("warnings").filter(w => w.of);
  if (!rows.length) return;
  const node = section("warnings", "Warnings", "Means that a few replicates carry",
    "Heavy tails: here the mean says little about a typical lineage. Read the median, or the geometric mean, which is that of the logarithm.");
  const host = el("div", {});
  node.append(host);
  const render = () => {
    const shown = rows.filter(w => !state.hide.has(w.of.id));
    host.replaceChildren(wideTable("The widest " + Math.min(100, shown.length) + " of " + shown.length,
      [{name: "cell"}, {name: "generation", n: 1}, {name: "metric"}, {name: "of"}, ...["mean", "median", "geometric", "effective", "replicates"].map(name => ({name, n: 1}))],
      d3.sort(shown, w => Number(w.effective) / Number(w.replicates)).slice(0, 100).map(w => [cellName(w.of), w.generation, w.metric, w.subject + (w.scope === "all" ? "" : ", " + w.scope),
        ...["mean", "median", "geometric", "effective", "replicates"].map(c => w[c] === "" || w[c] === undefined ? "–" : number(Number(w[c])))])));
  };
  render();
  onCells(render);
}
