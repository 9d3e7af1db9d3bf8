// Whether a cell has collapsed, in which meaning and since when; and which means are unreliable.

const SIGNS = {yes: "●", no: "○", undecided: "◐"};

/** The rows of a table as objects, with their cell where it is shown. */
function rowsOf(name) {
  return RUNS.flatMap(run => (run[name] ? run[name].rows : []).map(row =>
    ({...Object.fromEntries(run[name].columns.map((c, i) => [c, row[i]])), of: null, run})))
    .map(row => ({...row, of: cellOf(row.run, row.cell)}));
}

const VERDICTS = rowsOf("verdicts").filter(v => v.of && v.meaning && v.verdict);
const ONSETS = rowsOf("onsets").filter(o => o.of && o.metric);

/** Whether no number of replicates can bring a decision. */
const isBeyond = row => row.verdict === "undecided" && (row.reason || "").startsWith("cannot be told");

/** A meaning of collapse in plain words, as the console has it; as the table has it where none are known. */
const plainMeaning = text => (DATA.meanings || {})[text] || text;

const verdictText = row => [row.metric && row.metric + (row.subject ? " of " + row.subject : ""), row.generation && "generation " + row.generation,
  row.estimate && (row.scale || "estimate") + " " + number(Number(row.estimate)), row.margin && "margin " + number(Number(row.margin)), row.test,
  row["p-adjusted"] && "adjusted p " + probability(Number(row["p-adjusted"])), row.reason].filter(Boolean).map(clean).join("; ").replaceAll("`", "");

function verdictMark(row) {
  if (!row) return "–";
  const known = row.verdict in SIGNS && !isBeyond(row) ? row.verdict : "other";
  return el("span", {class: "verdict verdict-" + known, title: verdictText(row), text: isBeyond(row) ? "– cannot tell" : clean((SIGNS[row.verdict] || "") + " " + row.verdict)});
}

/** The reasons why nothing could be decided, each once; those that replicates cannot change come last. */
function reasons(rows) {
  const open = rows.filter(r => r.verdict === "undecided" && r.reason);
  const list = some => el("ul", {class: "reasons"}, d3.rollups(some, l => l.length, r => r.reason).sort((a, b) => b[1] - a[1])
    .map(([reason, times]) => el("li", {}, el("bdi", {}, rich(reason)), " ", el("span", {class: "muted", text: "× " + times}))));
  if (!open.length) return "";
  const [more, never] = [open.filter(r => !isBeyond(r)), open.filter(isBeyond)];
  return el("details", {open: rows.every(r => r.verdict === "undecided")}, el("summary", {text: "Why some are undecided"}),
    more.length ? [el("p", {class: "lead", text: "Undecided: the run says neither yes nor no, but it measures what the question is about. " + (ALL_ELSEWHERE
      ? "One lineage has no spread to judge by; several of the same system, each measured into its own folder, can be laid over each other: jobs/report DIR DIR." : "More replicates extend the same run: --set replicates=N, the same --out; generations that are done are kept. A verdict needs 5, and each time that a run has grown, a verdict asks for stronger evidence than before (looks in run.json).")}), list(more)] : "",
    never.length ? [el("p", {class: "lead", text: "Cannot tell: no number of replicates of this run can decide it. Each reason says what would."}), list(never)] : "");
}

/** Every verdict with its test. Columns that are empty everywhere are left out: without a test there is no p. */
function everyVerdict(rows) {
  const columns = ["cell", "plain", "meaning", "verdict", "metric", "generation", "estimate", "margin", "scale", "test", "p-adjusted", "replicates", "reason"]
    .filter(c => c === "cell" || c === "plain" || rows.some(v => v[c] !== undefined && v[c] !== ""));
  const scaleOfRow = v => (v.scale || "") + v.meaning;
  const forms = d3.rollup(rows, own => alike(own.flatMap(v => [v.estimate, v.margin]).filter(x => x !== "" && x !== undefined).map(Number)), scaleOfRow);
  const write = (c, v) => c === "cell" ? cellName(v.of) : c === "plain" ? plainMeaning(v.meaning) : c === "verdict" && isBeyond(v) ? "cannot tell" : v[c] === undefined || v[c] === "" ? ""
    : c === "p-adjusted" ? {show: probability(Number(v[c])), key: Number(v[c])}
    : /estimate|margin/.test(c) ? {show: forms.get(scaleOfRow(v))(Number(v[c])), key: Number(v[c])} : v[c];
  return el("details", {}, el("summary", {text: "Every verdict with its test"}),
    wideTable("Every verdict: the estimate, the margin that it is compared with, and their scale"
      + (columns.includes("p-adjusted") ? "; p is adjusted over cells and meanings (Shaffer) and for the number of looks at the run" : "; nothing was tested"),
    columns.map(name => ({name: name === "plain" ? "in plain words" : name, n: /estimate|margin|generation|p-adjusted|replicates/.test(name)})), rows.map(v => columns.map(c => write(c, v)))));
}

function verdicts() {
  if (!VERDICTS.length && !ONSETS.length) return;
  const node = section("verdicts", "Verdicts", "Has it collapsed? A verdict under each meaning",
    "The literature means eight different things by collapse. A lineage can collapse in one meaning and not in another. The list \u201cEvery verdict with its test\u201d has the names of the literature and of verdicts.csv, too. A verdict is about feedback: the change since the first generation that has any, less that of the control: the same policy without feedback where it is a cell, otherwise frozen. A no is tested as a yes is: it takes equivalence within a margin.");
  const host = el("div", {});
  node.append(host);
  const meanings = [...new Set(VERDICTS.map(v => v.meaning))];
  const render = () => {
    const rows = VERDICTS.filter(v => !state.hide.has(v.of.id));
    const cells = visible().filter(c => rows.some(v => v.of === c));
    host.replaceChildren(cells.length ? wideTable("Verdicts: has it happened?", [{name: "cell"}, ...meanings.map(m => ({name: plainMeaning(m), about: m}))],
      cells.map(c => [cellName(c), ...meanings.map(m => verdictMark(rows.find(v => v.of === c && v.meaning === m)))]), "verdicts", "verdicts") : "",
    reasons(rows), rows.length ? everyVerdict(rows) : "",
    onsets() || "");
    count();
  };
  render();
  onCells(render);
}

function warnings() {
  const told = RUNS.filter(run => run.warnings);
  const rows = rowsOf("warnings").filter(w => w.of);
  if (!told.length) return;
  const few = told.filter(run => replicatesOf(run) < 5);
  const node = section("warnings", "Warnings", "Means that a few replicates decide",
    "Heavy tails: here the mean says little about a typical lineage. Read the median, or the geometric mean, which is that of the logarithm.");
  const host = el("div", {});
  node.append(host);
  const none = few.length === told.length ? "No warning is possible with fewer than 5 replicates: an empty table says nothing about heavy tails here."
    : "No mean is decided by a few replicates." + (few.length ? " With fewer than 5 replicates no warning is possible: " + few.map(r => r.name).join(", ") + "." : "");
  const render = () => {
    const shown = rows.filter(w => !state.hide.has(w.of.id));
    const numbers = ["mean", "median", "geometric-mean", "effective-replicates"];
    const forms = d3.rollup(shown, own => alike(own.flatMap(w => numbers.slice(0, 3).map(c => w[c]).filter(Boolean).map(Number))), w => w.metric);
    host.replaceChildren(shown.length ? wideTable("The widest " + Math.min(100, shown.length) + " of " + shown.length,
      [{name: "cell"}, {name: "generation", n: 1}, {name: "metric"}, {name: "of"}, ...["mean", "median", "geometric mean", "effective replicates", "replicates"].map(name => ({name, n: 1}))],
      d3.sort(shown, w => Number(w["effective-replicates"]) / Number(w.replicates)).slice(0, 100).map(w => [cellName(w.of), w.generation, w.metric, w.subject + (w.scope === "all" ? "" : ", " + w.scope),
        ...numbers.map(c => w[c] === "" || w[c] === undefined ? "–" : {show: c === "effective-replicates" ? d3.format(".1f")(Number(w[c])) : forms.get(w.metric)(Number(w[c])), key: Number(w[c])}),
        w.replicates]), null, "warnings")
      : el("p", {class: "figure-note", text: rows.length ? "None in the cells shown." : none}));
  };
  render();
  onCells(render);
}
