// What the metrics mean, how they group, and how their numbers are written.

const GROUPS = ["What is left", "Tails and novelty", "Diversity", "Distance from R", "Models on real text",
  "Shape of the text", "Known truth", "Others"];

/** name without its order: [group, kind of number, meaning]. */
const CATALOGUE = {
  "vocabulary-retention": [0, "share", "share of R's word types that still occur"],
  "retention": [0, "share", "share of R's n-gram types that still occur"],
  "lost-mass": [0, "share", "probability mass in R of the n-grams that no longer occur"],
  "types": [0, "count", "distinct n-grams"],
  "hapax": [1, "share", "share of the types that occur once"],
  "novel": [1, "share", "share of n-gram tokens found in no real text used so far"],
  "excess-novel": [1, "share", "novel share minus that of the test split"],
  "distinct": [1, "share", "distinct n-grams per n-gram token"],
  "entropy": [2, "bits", "Shannon entropy of the n-gram distribution"],
  "heterozygosity": [2, "share", "chance that two n-grams drawn at random differ"],
  "hill-2": [2, "count", "effective number of n-grams (inverse Simpson)"],
  "js": [3, "bits", "Jensen-Shannon divergence from R"],
  "tv": [3, "share", "total variation distance from R"],
  "hellinger": [3, "share", "Hellinger distance from R"],
  "kl": [3, "bits", "Kullback-Leibler divergence of R from the smoothed subject"],
  "frechet": [3, "", "Fréchet distance from R"],
  "sliced-wasserstein": [3, "", "sliced Wasserstein distance from R"],
  "mmd": [3, "", "maximum mean discrepancy from R"],
  "stratum-share": [3, "share", "share of the units that read as this stratum"],
  "perplexity": [4, "", "of real test sentences under the evaluation model fitted to the training set"],
  "perplexity-generator": [4, "", "of real test sentences under the generating model itself"],
  "zero-probability-share": [4, "share", "share of test tokens to which the model gives no probability"],
  "oov-rate": [4, "share", "share of test tokens outside the vocabulary"],
  "log-likelihood": [4, "nats", "per point of the real test set"],
  "precision": [4, "share", "share of generated points close to real ones"],
  "recall": [4, "share", "share of real points close to generated ones"],
  "coverage": [4, "share", "share of real points with a generated neighbour"],
  "tokens": [5, "count", "words and punctuation marks"],
  "sentences": [5, "count", "sentences"],
  "sentence-length-mean": [5, "tokens", "mean length of a sentence"],
  "truncated": [5, "share", "share of sentences cut at the length limit"],
  "repetition": [5, "share", "share of tokens that repeat"],
  "duplicate-sentences": [5, "share", "share of sentences that occur more than once"],
  "self-bleu-4": [5, "share", "likeness of the sentences to each other"],
  "zipf-exponent": [5, "", "exponent of the rank-frequency law"],
  "heaps-exponent": [5, "", "exponent of vocabulary growth"],
  "variance-ratio": [2, "share", "variance against that of R"],
  "component-entropy": [2, "bits", "entropy of the mixture weights"],
  "effective-components": [2, "count", "effective number of mixture components"],
  "squared-mean": [6, "", "squared distance of the mean from the truth, per coordinate"],
  "variance": [6, "", "variance per coordinate"],
  "log-variance": [6, "", "natural logarithm of the variance"],
  "wasserstein-2-squared": [6, "", "squared Wasserstein-2 distance to the truth, per coordinate"],
  "heterozygosity-ratio": [6, "share", "heterozygosity against that of the truth"],
  "support": [6, "count", "types alive"],
  "alive": [6, "share", "share of replicates in which type 0, or the rate, is not 0"],
  "mixed": [6, "share", "share of replicates with more than one type alive"],
  "missing-mass": [6, "share", "true mass of the types no longer alive"],
  "second-moment": [6, "", "second moment of the training points about the true mean"],
  "mean-squared-error": [6, "", "against the truth"],
};

/** Names never seen before are shown all the same, under `Others`. */
function meaning(metric) {
  const bare = metric.replace(/@$/, "");
  const order = /^(.*)-(\d+)$/.exec(bare);
  const entry = CATALOGUE[bare] || (order && CATALOGUE[order[1]]);
  const n = !CATALOGUE[bare] && order ? Number(order[2]) : null;
  const [group, kind, text] = entry || [7, "", ""];
  const grams = ["", "words", "word pairs", "word triples"];
  const worded = n && grams[n] ? text.replace("n-grams", grams[n]).replace("n-gram", grams[n].replace(/s$/, "")) : text;
  return {
    metric, n, group: GROUPS[group], kind,
    text: worded + (metric.endsWith("@") ? ", at one token count for all" : ""),
  };
}

const SUBJECTS = {
  synthetic: "synthetic (S)", guarded: "guarded (S\u2032)", training: "training (T)", model: "model (M)",
};

const minus = text => text.replace("-", "\u2212");

/** A number for people: shares as per cent where asked, large counts grouped, infinity as such. */
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

/** The curves of all runs, found by what they show. */
const CURVES = new Map();
const METRICS = new Map();
const keyOf = (cell, metric, subject, scope) => [cell.id, metric, subject, scope].join("\u0001");
for (const run of RUNS) {
  const {metrics, subjects, scopes, series} = run.curves;
  for (const curve of series) {
    const cell = cellOf(run, curve.cell);
    if (!cell) continue;
    const metric = metrics[curve.m];
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

/** What is asked first; known-truth families have neither vocabulary nor perplexity. */
const FIRST = ["vocabulary-retention", "heterozygosity-ratio", "log-variance", "variance", "support", "alive", "second-moment"]
  .find(m => METRICS.has(m)) || [...METRICS.keys()][0];
const RISK = ["perplexity", "wasserstein-2-squared", "mean-squared-error", "missing-mass"].find(m => METRICS.has(m)) || null;

/** The metrics in groups, the two asked first leading. */
function groupedMetrics() {
  const groups = new Map(GROUPS.map(g => [g, []]));
  for (const metric of METRICS.keys()) groups.get(meaning(metric).group).push(metric);
  for (const list of groups.values()) list.sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
  return [["First", [FIRST, RISK].filter(Boolean)], ...groups].filter(([, list]) => list.length);
}
