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
  row["p-adjusted"] && "adjusted p " + number(Number(row["p-adjusted"])), row.reason].filter(Boolean).map(clean).join("; ").replaceAll("`", "");

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
      ? "One lineage has no spread to judge by; several of the same system, each measured into its own folder, can be laid over each other: jobs/report DIR DIR." : "More replicates extend the same run: --set replicates=N, the same --out; what is sealed is kept. A verdict needs 5, and each further look at a growing run asks for stronger evidence (looks in run.json).")}),
    el("ul", {class: "reasons"}, found.map(([reason, times]) => el("li", {}, el("bdi", {}, rich(reason)), " ", el("span", {class: "muted", text: "× " + times})))));
}

function verdicts() {
  if (!VERDICTS.length && !ONSETS.length) return;
  const node = section("verdicts", "Verdicts", "Has it collapsed? A verdict under each meaning",
    "The literature means eight different things by collapse. A lineage can collapse in one sense and not in another. A verdict is about feedback: the change since the first generation that has any, less that of the frozen control. A no is tested as a yes is: it takes equivalence within a margin.");
  const host = el("div", {});
  node.append(host);
  const meanings = [...new Set(VERDICTS.map(v => v.meaning))];
  const columns = ["cell", "meaning", "verdict", "metric", "generation", "estimate", "margin", "test", "p-adjusted", "replicates", "reason"];
  const render = () => {
    const rows = VERDICTS.filter(v => !state.hide.has(v.of.id));
    const cells = visible().filter(c => rows.some(v => v.of === c));
    host.replaceChildren(cells.length ? wideTable("Verdicts: collapsed in this sense?", [{name: "cell"}, ...meanings.map(name => ({name}))],
      cells.map(c => [cellName(c), ...meanings.map(m => verdictMark(rows.find(v => v.of === c && v.meaning === m)))]), "verdicts", "verdicts") : "",
    reasons(rows), rows.length ? el("details", {}, el("summary", {text: "Every verdict with its test"}),
      wideTable("Every verdict; p is adjusted over cells and meanings (Shaffer) and for the number of looks at the run", columns.map(name => ({name})),
        rows.map(v => columns.map(c => c === "cell" ? cellName(v.of) : /estimate|margin|^p-/.test(c) && v[c] ? number(Number(v[c])) : v[c] ?? "")))) : "",
    onsets() || "");
    count();
  };
  render();
  onCells(render);
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
      [{name: "cell"}, {name: "generation", n: 1}, {name: "metric"}, {name: "of"}, ...["mean", "median", "geometric mean", "effective replicates", "replicates"].map(name => ({name, n: 1}))],
      d3.sort(shown, w => Number(w["effective-replicates"]) / Number(w.replicates)).slice(0, 100).map(w => [cellName(w.of), w.generation, w.metric, w.subject + (w.scope === "all" ? "" : ", " + w.scope),
        ...["mean", "median", "geometric-mean", "effective-replicates", "replicates"].map(c => w[c] === "" || w[c] === undefined ? "–" : number(Number(w[c])))]), null, "warnings"));
  };
  render();
  onCells(render);
}
