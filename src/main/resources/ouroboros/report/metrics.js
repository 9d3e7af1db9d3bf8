// What the metrics mean, how they group, and how their numbers are written.

const GROUPS = ["What is left", "Tails and novelty", "Diversity", "Distance from R", "Models on real text",
  "Shape of the text", "Known truth", "Safeguards", "Others"];

/** The group of a metric; the name is given without n and `@`. */
const GROUP_OF = Object.fromEntries([
  "vocabulary-retention retention lost-mass types",
  "hapax unseen-mass novel excess-novel distinct verbatim-sentences verbatim-run-mean verbatim-run-max",
  "entropy entropy-chao-shen heterozygosity hill-2 variance-ratio component-entropy effective-components",
  "between-js f-st js tv hellinger kl psi frontier-integral frechet sliced-wasserstein mmd stratum-share divergence-frontier style-sd style-tail-low style-tail-high planted-share",
  "perplexity perplexity-generator zero-probability-share oov-rate log-likelihood confidence-gap expected-calibration-error confidence-mean confidence-accuracy confidence-share prompt-information answer-distance rare-recall rare-recall-logistic precision recall coverage",
  "tokens sentences sentence-length-mean truncated repetition duplicate-sentences self-bleu-4 top-10-sentence-share catchphrase-length zipf-exponent heaps-exponent",
  "squared-mean variance log-variance wasserstein-2-squared heterozygosity-ratio support alive mixed missing-mass second-moment mean-squared-error",
  "gate-kept candidates real-units-used reviewed-units contamination detector-auc detector-recall detector-false-alarm",
].flatMap((names, group) => names.split(" ").map(name => [name, group])));

/** The format of a number of this unit. */
const KINDS = {share: "share", probability: "share", indicator: "share", types: "count", tokens: "count", sentences: "count"};
const COUNTED = ["tokens", "sentences", "types", "hapax", "hill-2", "support"];

/** The meaning of a metric, from the catalogue. Names that the catalogue does not contain are shown too, under `Others`. */
function meaning(metric) {
  const bare = metric.replace(/@$/, "");
  const order = bare in GROUP_OF ? null : /^(.*)-(\d+)$/.exec(bare);
  const name = order ? order[1] : bare;
  const id = order ? order[1] + "-n" + (metric.endsWith("@") ? "@" : "") : metric;
  const about = DATA.about[id] || {meaning: "", unit: "", formula: "", misleads: ""};
  const kind = KINDS[about.unit] === "count" && !COUNTED.includes(name) ? "" : KINDS[about.unit] || "";
  const write = text => (order ? text.replaceAll("-n", "-" + order[2]).replaceAll("n-gram", order[2] + "-gram") : text).replaceAll("`", "");
  return {
    metric, n: order ? Number(order[2]) : null, group: GROUPS[name in GROUP_OF ? GROUP_OF[name] : GROUPS.length - 1],
    kind, unit: about.unit === "none" ? "" : about.unit, text: write(about.meaning), formula: write(about.formula), misleads: write(about.misleads),
  };
}

const SUBJECTS = {
  synthetic: "synthetic (S)", guarded: "guarded (S\u2032)", training: "training (T)", model: "model (M)",
};

const minus = text => text.replace("-", "\u2212");

/** A number as text: shares in per cent where asked, large counts with separators, infinity as a sign. */
function number(value, kind) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "\u2212∞";
  if (kind === "count" && (Number.isInteger(value) || Math.abs(value) >= 1000)) return minus(d3.format(",.0f")(value));
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1e7 || size < 1e-4) return minus(d3.format(".3~e")(value));
  if (kind === "share") return minus(d3.format(size < 0.01 ? ".5f" : ".4f")(value));
  return minus(size >= 1000 ? d3.format(",.0f")(value) : d3.format(".4~r")(value));
}

/** Writes the numbers of one column with the same decimals: four figures of the largest. */
function alike(values) {
  const most = d3.max(values.filter(v => finite(v) && v !== 0), Math.abs);
  const decimals = most === undefined ? 0 : Math.max(0, Math.min(7, 3 - Math.floor(Math.log10(most))));
  const form = d3.format(",." + decimals + "f");
  return value => (finite(value) ? minus(form(value)) : number(value));
}

/** A p-value; below a ten thousandth its size says nothing. */
const probability = p => (!finite(p) ? "–" : p < 0.0001 ? "< 0.0001" : d3.format(".4f")(p));

const signed = (value, kind) => (value > 0 ? "+" : "") + number(value, kind);
const percent = value => {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const points = value * 100;
  return minus(d3.format(points !== 0 && Math.abs(points) < 1 ? ".2f" : ".1f")(points)) + "\u202f%";
};

/** Short labels for axes: 1.5M, 20k, 0.3. */
function axisNumber(value) {
  const size = Math.abs(value);
  if (size >= 1e4 && size < 1e15) return minus(d3.format(".3~s")(value)).replace("G", "B");
  if (size !== 0 && (size < 1e-3 || size >= 1e15)) return minus(d3.format(".2~e")(value));
  return minus(d3.format(",.6~r")(Number(value.toPrecision(6))));
}

/** The curves of all runs, by metric, subject and scope. */
const CURVES = new Map();
const METRICS = new Map();
const keyOf = (cell, metric, subject, scope) => [cell.id, metric, subject, scope].join("\u0001");
for (const run of RUNS) {
  const {metrics, subjects, scopes, series} = run.curves;
  for (const curve of series) {
    const cell = cellOf(run, curve.cell);
    if (!cell) continue;
    const metric = metrics[curve.m];
    if (metric === "retention-1" && metrics.includes("vocabulary-retention")) continue; // one number with two names
    const subject = subjects[curve.s];
    const scope = scopes[curve.p];
    CURVES.set(keyOf(cell, metric, subject, scope), curve);
    if (!METRICS.has(metric)) METRICS.set(metric, new Map());
    const known = METRICS.get(metric);
    if (!known.has(subject)) known.set(subject, new Set());
    known.get(subject).add(scope);
  }
}
const curveOf = (cell, metric, subject, scope) => CURVES.get(keyOf(cell, metric, subject, scope));
const subjectsOf = metric => ["synthetic", "guarded", "training", "model"]
  .filter(s => METRICS.has(metric) && METRICS.get(metric).has(s))
  .concat([...(METRICS.get(metric) || new Map()).keys()].filter(s => !(s in SUBJECTS)));
const scopesOf = (metric, subject) => [...((METRICS.get(metric) || new Map()).get(subject) || [])]
  .sort((a, b) => (a === "all" ? -1 : b === "all" ? 1 : a.localeCompare(b, "en", {numeric: true})));

/** What a metric that compares a text with R has without feedback: one draw from M_0, or, where no model is known, two halves of R. */
const withoutFeedback = (metric, scope) => RUNS.flatMap(run => {
  const {columns, rows} = run.halves || {columns: [], rows: []};
  const field = (row, name) => columns.includes(name) ? row[columns.indexOf(name)] : "";
  return rows.filter(row => field(row, "metric") === metric && field(row, "scope") === scope).map(row => ({
    run: run.name, cell: field(row, "cell"), value: Number(field(row, "value")), low: field(row, "low"), high: field(row, "high"), draw: columns.includes("cell"),
  }));
});

/** The metric that most cells have; the first of several that equally many cells have. No family has all of the most important ones. */
function commonest(asked) {
  const cells = metric => CELLS.filter(cell => subjectsOf(metric).some(s => curveOf(cell, metric, s, "all"))).length;
  return d3.greatest(asked.filter(m => METRICS.has(m)), (a, b) => cells(a) - cells(b) || asked.indexOf(b) - asked.indexOf(a)) || null;
}

const FIRST = commonest(["vocabulary-retention", "heterozygosity-ratio", "log-variance", "variance", "support", "alive", "second-moment", "effective-components"])
  || [...METRICS.keys()][0];
const RISK = commonest(["perplexity", "wasserstein-2-squared", "mean-squared-error", "missing-mass"]);

/** The metrics in groups; the two most important ones come first. */
function groupedMetrics() {
  const groups = new Map(GROUPS.map(g => [g, []]));
  for (const metric of METRICS.keys()) groups.get(meaning(metric).group).push(metric);
  for (const list of groups.values()) list.sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
  return [["First", [FIRST, RISK].filter(Boolean)], ...groups].filter(([, list]) => list.length);
}
