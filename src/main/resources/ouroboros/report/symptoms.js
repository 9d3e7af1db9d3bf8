// What collapse does to what people care about: each claim with the metrics that this run has for it.

/** How a model is said to fail: the question, the metrics that answer it, and what they say. */
const CLAIMS = [
  ["Do errors grow in retelling?", ["planted-share"], "The share of the planted statement. Without feedback it stays where it is."],
  ["Are rare cases missed?", ["rare-recall", "rare-recall-logistic"], "How many real test sentences of a stratum a classifier finds that was trained on this text."],
  ["Are both ends of a range of styles dropped?", ["style-sd", "style-tail-low", "style-tail-high"], "The spread of the styles of sentences between two strata, and its 1\u202f% and 99\u202f% quantiles. Both ends are lost where the spread falls and the quantiles move towards each other."],
  ["Is the answer the same whatever the prompt?", ["prompt-information", "answer-distance"], "How much the first two words of a sentence say about the next one, in bits, and how far answers to different prompts are apart, over answers to one prompt. At a distance of 1 the prompt does not matter."],
  ["Catchphrases, the same dull sentence?", ["duplicate-sentences", "top-10-sentence-share", "catchphrase-length", "repetition"], "The share of sentences that repeat another one, that of the ten most frequent ones, the longest run of words that 1\u202f% of the sentences contain, and loops inside a sentence."],
  ["A copy of a copy?", ["verbatim-run-mean", "verbatim-sentences"], "How much of the wording is that of R: the longest run of words that a sentence shares with a sentence of R, and the share of sentences that are in R word for word. Sentence i of a generation is a new draw, not a copy of sentence i before it: what is copied is the model."],
  ["Too confident in what is wrong?", ["confidence-gap", "expected-calibration-error"], "By how many bits real text is harder to predict than the training set, and how far the probability of the likeliest next word is from how often it comes. In the reliability diagram a model on the dotted line is as often right as it says."],
  ["Can machine text be told from that of people?", ["detector-auc"], "The area under the curve of a detector; 0.5 is guessing."],
];

/** The scopes of a metric that answer a claim, few enough to compare. Of pairs of strata: the pair whose styles differ most. */
const SCOPES_OF_CLAIM = 6;
function scopesOfClaim(metric, subject) {
  const all = scopesOf(metric, subject).filter(scope => !/^(member|bin|period|count)=/.test(scope));
  const spread = scope => d3.max(CELLS, cell => (curveOf(cell, "style-sd", subject, scope) || {mean: null}).mean?.find(finite)) || 0;
  const pairs = all.filter(scope => scope.startsWith("strata="));
  if (pairs.length) return [d3.greatest(pairs, (a, b) => spread(a) - spread(b))];
  return all.length <= SCOPES_OF_CLAIM ? all : all.filter(scope => scope !== "all").slice(0, SCOPES_OF_CLAIM);
}

/** The subject in which a symptom shows: the drawn text where it is measured. */
const subjectOfClaim = metric => subjectsOf(metric).find(s => visible().some(cell => scopesOf(metric, s).some(scope => curveOf(cell, metric, s, scope))));

/** A chart of one metric in one scope, all cells in it. */
function symptomChart(metric, subject, scope) {
  const about = meaning(metric);
  const series = visible().map(cell => seriesOf(cell, metric, subject, scope, "value", false)).filter(s => s && s.points.length);
  if (!series.length) return null;
  const name = metric + (scope === "all" ? "" : ", " + clean(scope));
  return figure({title: name, full: metric + " of " + subject + (scope === "all" ? "" : ", " + clean(scope)), file: "symptom " + metric + " " + scope, data: "summary", small: true,
    draw: (svg, width) => lineChart(svg, width, {series, height: 220, thin: true, marks: true, x: {label: "generation", name: "generation", whole: true},
      y: {label: about.unit && about.unit !== metric ? about.unit : metric, kind: about.kind, zero: true}})});
}

/** Bins with less of the tokens than this say nothing. */
const LEAST_OF_BIN = 0.001;

/** The bins of a cell in one generation as points: how sure the model was, and how often it was right. */
function reliability(cell, subject, generation) {
  return scopesOf("confidence-share", subject).map(scope => {
    const [x, y, share] = ["confidence-mean", "confidence-accuracy", "confidence-share"].map(metric => {
      const curve = curveOf(cell, metric, subject, scope);
      const i = curve && curve.mean ? curve.g.indexOf(generation) : -1;
      return i < 0 ? null : {mean: curve.mean[i], low: at(curve, "low", i), high: at(curve, "high", i)};
    });
    return x && y && share && share.mean >= LEAST_OF_BIN ? {x: x.mean, y: y.mean, low: y.low, high: y.high} : null;
  }).filter(Boolean).sort((a, b) => a.x - b.x);
}

/** The reliability diagram of the last generation that has one. */
function reliabilityDiagram() {
  const [subject] = subjectsOf("confidence-share");
  if (!subject) return null;
  const last = d3.max(visible().flatMap(cell => scopesOf("confidence-share", subject).flatMap(scope => (curveOf(cell, "confidence-share", subject, scope) || {g: []}).g)));
  const series = last === undefined ? [] : visible().map(cell => ({label: cell.label, colour: cell.colour, dash: cell.dash, mark: cell.mark, points: reliability(cell, subject, last)})).filter(s => s.points.length);
  if (!series.length) return null;
  const most = Math.min(1, d3.max(series.flatMap(s => s.points.flatMap(p => [p.x, p.y]))) * 1.05);
  return figure({title: "reliability diagram, T" + last, full: "Accuracy against confidence in bins, generation " + last, file: "reliability", data: "summary", small: true,
    draw: (svg, width) => lineChart(svg, width, {height: 220, thin: true, marks: true,
      series: [...series, {label: "as often right as it says", colour: "var(--muted)", dash: "2 4", points: [{x: 0, y: 0}, {x: most, y: most}]}],
      x: {label: "confidence", name: "confidence", domain: [0, most]}, y: {label: "accuracy", kind: "share", domain: [0, most]}})});
}

/** A period, or the middle of FIRST..LAST, as a number of years; not a number for other scopes. */
function placeOfPeriod(scope) {
  const place = text => {
    const date = /^([+-]?\d{4,9})-(\d\d)(?:-(\d\d))?/.exec(text);
    return date ? Number(date[1]) + (Number(date[2]) - 1) / 12 + ((date[3] ? Number(date[3]) : 1) - 1) / 366 : /^-?\d+$/.test(text) ? Number(text) : NaN;
  };
  return scope.startsWith("period=") ? d3.mean(scope.slice(7).split("..").map(place), x => x) : NaN;
}
function periodsOf(subject) {
  return subject ? scopesOf("perplexity", subject).filter(scope => finite(placeOfPeriod(scope))) : [];
}

/** The perplexity of test text by its period, in the last generation of each cell. */
function periods() {
  const metric = "perplexity";
  const [subject] = subjectsOf(metric);
  const scopes = periodsOf(subject);
  const series = visible().map(cell => {
    const points = scopes.map(scope => {
      const curve = curveOf(cell, metric, subject, scope);
      const i = curve && curve.mean ? curve.g.length - 1 : -1;
      return i < 0 || !finite(curve.mean[i]) ? null : {x: placeOfPeriod(scope), y: curve.mean[i], low: at(curve, "low", i), high: at(curve, "high", i)};
    }).filter(Boolean).sort((a, b) => a.x - b.x);
    return {label: cell.label, colour: cell.colour, dash: cell.dash, mark: cell.mark, points};
  }).filter(s => s.points.length > 1);
  return series.length ? figure({title: "perplexity of test by period, last generation", full: "Perplexity of test text by period, last generation", file: "perplexity by period", data: "summary",
    draw: (svg, width) => lineChart(svg, width, {series, height: 320, ends: true, marks: true, x: {label: "period", name: "period", whole: true, format: String}, y: {label: metric, kind: "", zero: true}})}) : null;
}

/** When each symptom was found, on one time line. */
function onsetsOfSymptoms() {
  const asked = new Set(CLAIMS.flatMap(([, metrics]) => metrics));
  const rows = ONSETS.filter(o => !state.hide.has(o.of.id) && (o.scope || "all") === "all" && o.generation !== "" && Number.isFinite(Number(o.generation)) && isFed(o.of) && (asked.has(o.metric) || o.metric === FIRST || o.metric === RISK))
    .filter(o => o.subject === subjectsOf(o.metric)[0]);
  if (!rows.some(o => asked.has(o.metric))) return null;
  const byMetric = d3.sort(d3.groups(rows, o => o.metric + " of " + o.subject).map(([name, list]) => ({name, list})), m => d3.min(m.list, o => Number(o.generation)));
  return figure({title: "Onsets of symptoms", file: "onsets of symptoms", data: "onsets",
    note: "The generation from which the difference to the control was found beyond its margin until the end, next to the two most important numbers. A symptom that is not here was not found. How these onsets are defined is said under Verdicts.",
    draw: (svg, width) => onsetChart(svg, width, byMetric)});
}

/** So many sentence numbers are shown: the first ones, whatever their text. */
const COPIES = 3;
const COPY_LENGTH = 200;
const shortened = text => text.length > COPY_LENGTH ? [...text].slice(0, COPY_LENGTH).join("").replace(/ \S*$/, "") + " .." : text;

/** Text in as few pieces as possible in which none of the n-grams is. */
function piecesOf(text, grams) {
  const tokens = clean(text).split(" ");
  const parts = grams.map(gram => String(gram).split(" "));
  const pieces = [[]];
  tokens.forEach((token, i) => {
    const piece = pieces[pieces.length - 1];
    const isNew = parts.some(p => p.length <= piece.length + 1 && p.every((word, k) => tokens[i + 1 - p.length + k] === word));
    if (isNew) pieces.push([token]);
    else piece.push(token);
  });
  return pieces.map(piece => piece.join(" "));
}

/** The sentences of the first numbers of the sample in R and in each generation, for one cell that the reader chooses. */
function copies() {
  const cells = d3.sort(visible().filter(cell => cell.run.samples.some(s => s.cell === cell.name && s.g > 0)), cell => isFed(cell) ? 0 : 1);
  if (!cells.length) return null;
  const host = el("div", {class: "copies of-numbers"});
  function render() {
    const ids = cells.map(cell => String(cell.id));
    const cell = cells[ids.indexOf(chosen("copies", ids[0], ids))];
    const mine = cell.run.samples.filter(s => s.cell === cell.name);
    const own = mine.filter(s => s.r === d3.min(mine, m => m.r));
    const generations = [...new Set(own.map(s => s.g))].sort(d3.ascending);
    const last = generations[generations.length - 1];
    const isMarked = own.some(s => s.novel);
    function age(unit, g) {
      const s = own.find(o => o.unit === unit && o.g === g);
      if (!s) return el("div", {class: "age"}, el("p", {class: "muted", text: "\u2013"}));
      const gone = (own.find(o => o.unit === unit && o.g === last) || {}).lost || [];
      const pieces = piecesOf(shortened(s.text) || "(an empty sentence)", s.novel || []);
      const many = g && isMarked ? ", " + pieces.length + (pieces.length === 1 ? " piece" : " pieces") : "";
      return el("div", {class: "age"}, el("p", {class: "tag"}, el("span", {class: g ? "badge" : "badge real-badge", text: g ? "SYNTHETIC" : "REAL"}), (g ? " generation " + g : " sentence " + unit + " of R") + many),
        quoteOf(g ? pieces.flatMap((piece, i) => [i ? " " : "", isMarked ? el("span", {class: "piece", text: piece}) : piece]) : marked(shortened(s.text), gone, "del", "no longer occurs"), {}));
    }
    refill(host, el("article", {class: "lineage", "aria-label": "Sentences of the first numbers, " + cell.label},
      el("h3", {}, swatch(cell), el("bdi", {text: cell.label})),
      cells.length > 1 ? el("div", {class: "controls"}, select("Cell of these sentences", [[null, cells.map(c => [String(c.id), c.label])]], String(cell.id), v => { choose("copies", v); render(); })) : [],
      [...new Set(own.map(s => s.unit))].sort(d3.ascending).slice(0, COPIES).map(unit => el("div", {class: "ages numbers"}, generations.map(g => age(unit, g)))),
      el("p", {class: "figure-note"}, "The first numbers of the sample, not the worst sentences; long ones are cut. ", el("del", {text: "Struck out"}), ": a word of R that no sentence of generation " + last + " has. ",
        isMarked ? [el("span", {class: "piece", text: "Shaded"}), " in turn: pieces of real text; inside a piece, all words in a row up to the counted order (metric-order) occur in real text. Many pieces in few words: little of the wording is left."]
          : "All words in a row, up to the counted order (metric-order), occur in real text.")));
  }
  render();
  return host;
}

function symptoms() {
  const has = metric => subjectsOf(metric).length > 0;
  const claims = CLAIMS.map(([title, metrics, note]) => ({title, note, metrics: metrics.filter(has)})).filter(claim => claim.metrics.length);
  const hasPeriods = periodsOf(subjectsOf("perplexity")[0]).length > 1;
  if (!claims.length && !hasPeriods) return;
  const node = section("symptoms", "Symptoms", "Symptoms: what people would notice",
    "How models are said to fail, and the numbers of this run that answer it. Whatever happens in the frozen control too, which is grey and dashed, is no collapse. The manual's page about symptoms has what was measured with runs made for each question.");
  const legend = el("div", {class: "legend"});
  const body = el("div", {});
  node.append(legend, body);
  function part(title, note, figures, large) {
    const drawn = figures.filter(Boolean);
    return drawn.length ? [el("h3", {class: "group-title", text: title}), el("p", {class: "figure-note", text: note}), large ? drawn : el("div", {class: "grid wide-panels"}, drawn)].flat() : [];
  }
  function render() {
    legend.replaceChildren(...[...visible(), BAND_KEY].map(legendItem));
    body.replaceChildren(...[
      ...claims.flatMap(claim => [...part(claim.title, claim.note, [
        ...claim.metrics.flatMap(metric => { const subject = subjectOfClaim(metric); return subject ? scopesOfClaim(metric, subject).map(scope => symptomChart(metric, subject, scope)) : []; }),
        claim.title.startsWith("Too confident") ? reliabilityDiagram() : null]), claim.title.startsWith("A copy") ? copies() : null]),
      ...part("Stale while the world changes?", "Perplexity of real test text by its period: a model of the past predicts the present worse.", [periods()], true),
      ...part("Which symptom shows first?", "All symptoms that were found, on one time line.", [onsetsOfSymptoms()], true),
    ].filter(Boolean));
    count();
  }
  render();
  onCells(render);
}
