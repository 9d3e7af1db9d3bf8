// The result in short: a table of the cells and a few sentences, all taken from the tables.

const lastOf = (curve, field) => {
  if (!curve || !curve[field]) return null;
  for (let i = curve.g.length - 1; i >= 0; i--) {
    if (curve[field][i] !== null) return {g: curve.g[i], value: curve[field][i], i};
  }
  return null;
};

const at = (curve, field, i) => (curve && curve[field] && curve[field][i] !== null ? curve[field][i] : null);

/** The generation at which fewer than half of the word types of initial count 1 were left. */
function halfGone(cell) {
  const line = cell.run.survival.find(s => s.cell === cell.name && s.n === 1 && s.count === 1);
  if (!line) return null;
  const i = line.mean.findIndex(v => v < 0.5);
  return {g: i < 0 ? null : line.g[i], first: line.mean[0], firstAt: line.g[0], last: line.mean[line.mean.length - 1]};
}

function glanceRow(cell) {
  const subject = subjectsOf(FIRST)[0];
  const kept = curveOf(cell, FIRST, subject, "all");
  const end = lastOf(kept, "mean");
  const riskSubject = RISK && ["model", "training", "synthetic"].find(s => curveOf(cell, RISK, s, "all"));
  const risk = RISK ? curveOf(cell, RISK, riskSubject, "all") : null;
  const cost = lastOf(risk, "mean");
  const base = baselineOf(cell);
  const baseCost = base && RISK ? lastOf(curveOf(base, RISK, riskSubject, "all"), "mean") : null;
  return {
    cell, kept, end, base, half: halfGone(cell),
    law: end ? at(kept, "expected", end.i) : null,
    low: end ? at(kept, "low", end.i) : null, high: end ? at(kept, "high", end.i) : null,
    difference: end ? at(kept, "difference", end.i) : null,
    cost, ratio: cost && baseCost && finite(cost.value) && baseCost.value > 0 ? cost.value / baseCost.value : null,
  };
}

/** Cells as bars: the share that is left, with its interval, and the law as a hollow ring. */
function glanceChart(rows) {
  const {kind} = meaning(FIRST);
  const shown = kind === "share" ? percent : v => number(v, kind);
  return (svg, width) => {
    const longest = 7.4 * d3.max(rows, r => r.cell.label.length);
    const narrow = width < 560 || longest > width * 0.4;
    const step = narrow ? 46 : 34;
    const left = narrow ? 12 : 22 + longest;
    const right = 74;
    const top = 26;
    const height = top + rows.length * step + 8;
    svg.attr("height", height);
    const values = rows.flatMap(r => [r.end && r.end.value, r.law]).filter(finite);
    const X = scaleOf(kind === "share" && d3.max(values) <= 1 ? {domain: [0, 1]} : {zero: true}, values.concat(0), [left, width - right]);
    for (const t of X.ticks(narrow ? 4 : 6)) {
      svg.append("line").attr("class", "grid").attr("x1", X(t)).attr("x2", X(t)).attr("y1", top - 4).attr("y2", height - 4);
      svg.append("text").attr("class", "tick").attr("x", X(t)).attr("y", 14).attr("text-anchor", "middle")
        .text(kind === "share" ? Math.round(t * 100) + "%" : axisNumber(t));
    }
    rows.forEach((r, i) => {
      const y = top + i * step + (narrow ? 30 : step / 2);
      svg.append("text").attr("class", "row-label").attr("x", narrow ? 2 : left - 12).attr("y", narrow ? y - 13 : y + 4)
        .attr("text-anchor", narrow ? "start" : "end").text(r.cell.label);
      if (!r.end || !finite(r.end.value)) return;
      const zero = X(Math.max(X.domain()[0], Math.min(X.domain()[1], 0)));
      const end = X(r.end.value);
      svg.append("rect").attr("class", "bar-fill").attr("x", Math.min(zero, end)).attr("y", y - 7).attr("height", 14).attr("width", Math.abs(end - zero))
        .style("fill", r.cell.colour).style("fill-opacity", 0.85);
      if (finite(r.low) && finite(r.high)) {
        const clamp = v => Math.max(left, Math.min(width - right, X(v)));
        svg.append("line").attr("class", "whisker").attr("x1", clamp(r.low)).attr("x2", clamp(r.high)).attr("y1", y).attr("y2", y);
      }
      if (finite(r.law)) svg.append("circle").attr("class", "law-ring").attr("cx", X(r.law)).attr("cy", y).attr("r", 6);
      svg.append("text").attr("class", "row-value").attr("x", width - right + 10).attr("y", y + 4).text(shown(r.end.value));
    });
    return {
      marks: rows.length, legend: [...(rows.some(r => finite(r.low)) ? [{label: "95 % interval", whisker: true}] : []), ...(rows.some(r => finite(r.law)) ? [{label: "law", ring: true}] : [])], text: rows.map(r => r.cell.label + ": " + (r.end ? shown(r.end.value) : "no value") + (finite(r.law) ? ", law " + shown(r.law) : "")).join("; "),
      table: {columns: ["cell", FIRST, "low", "high", "law"], rows: rows.map(r => [r.cell.label, r.end ? r.end.value : NaN, r.low ?? NaN, r.high ?? NaN, r.law ?? NaN])},
    };
  };
}

/** A sentence about what is left in a cell. */
const LEFT = {
  "vocabulary-retention": [" still uses ", " of the words of R"],
  "effective-components": [" has ", " components in effect"],
};

function sentences(rows) {
  const {kind} = meaning(FIRST);
  const shown = kind === "share" ? percent : v => number(v, kind);
  const list = [];
  const known = rows.filter(r => r.end && finite(r.end.value));
  const strong = text => el("strong", {}, el("bdi", {text}));
  const fed = known.filter(r => !r.cell.frozen);
  if (fed.length && LEFT[FIRST]) {
    const [has, whole] = LEFT[FIRST];
    const least = d3.least(fed, r => r.end.value);
    const most = d3.greatest(fed, r => r.end.value);
    const frozen = known.find(r => r.cell === baselineOf(least.cell) && r.cell.frozen);
    const item = el("li", {}, "After " + least.end.g + " generations ", strong(least.cell.label), has + shown(least.end.value) + whole,
      fed.length > 1 ? [", the least of all; ", strong(most.cell.label), " keeps most, " + shown(most.end.value)] : "", ".");
    if (frozen) {
      item.append(" The control ", strong(frozen.cell.label), ", which never trains on its own output, has " + shown(frozen.end.value)
        + ": so much a single draw leaves, without any feedback.");
    }
    list.push(item);
    const tail = least.half;
    if (tail && FIRST === "vocabulary-retention") {
      list.push(el("li", {}, "The tail goes first: of the words that occur once in R, ", strong(least.cell.label), " uses " + percent(tail.first)
        + " at generation " + tail.firstAt + " and " + percent(tail.last) + " at the last"
        + (tail.g === null ? "." : "; more than half were gone at generation " + tail.g + ".")));
    }
  }
  list.push(...senses(rows), ...whenItSetIn(rows));
  const costly = rows.filter(r => r.ratio !== null && !r.cell.frozen && r.base && r.base.frozen);
  if (costly.length) {
    const worst = d3.greatest(costly, r => r.ratio);
    list.push(el("li", {}, RISK === "perplexity" ? "Perplexity of real test text ends at " : RISK + " ends at ", number(worst.cost.value) + " under ", strong(worst.cell.label),
      ", " + d3.format(".2f")(worst.ratio) + " times that of ", strong(worst.base.label), "."));
  }
  const gaps = lawGaps().filter(g => g.metric === FIRST && g.subject === subjectsOf(FIRST)[0] && g.scope === "all");
  if (gaps.length) {
    const widest = d3.greatest(gaps, g => Math.abs(g.widest));
    const cells = new Set(gaps.map(g => g.cell)).size;
    const detectable = d3.max(gaps, g => g.detectableMost);
    list.push(el("li", {}, "Measurement and law: over all generations of the " + (cells === 1 ? "cell" : cells + " cells") + " with a law, " + FIRST + " of " + widest.subject
      + " is never further from it than " + number(Math.abs(widest.widest), kind) + " (", strong(widest.cell.label), ", generation " + widest.widestAt + "). "
      + (detectable === undefined ? "With one replicate it is not known how small a gap would have been seen."
        : "In each of them a gap of " + number(detectable, kind) + " would have been seen in 80\u202f% of repetitions; a smaller one may exist.")));
  }
  const fading = fadingFirst();
  if (fading) {
    const {worst, overlaps} = fading;
    const two = d3.format(".2f");
    list.push(el("li", {}, "Stratum that lost most: ", strong(clean(worst.stratum)), ", whose " + worst.metric + " under ", strong(worst.of.label),
      " is " + two(worst.ratio) + " times that under ", strong(fading.base.label), " at generation " + worst.generation
      + (worst.low === "" ? "; with one replicate there is no interval."
        : worst.low === worst.high ? ", equal in all replicates."
        : " (" + two(worst.low) + " to " + two(worst.high) + ", an interval that allows for the choice among " + worst.family + ").")
      + (worst["hapax-share"] ? " Of the words that only it has, " + percent(Number(worst["hapax-share"])) + " occur once in R; such words fade first in any stratum." : ""),
      overlaps.length ? " Its interval overlaps " + (overlaps.length > 1 ? "those" : "that") + " of " + overlaps.map(clean).join(", ") + ": which of them loses most cannot be told." : ""));
  }
  return list;
}

/** In how many senses each cell has collapsed, or a sentence that nothing could be decided. */
function senses(rows) {
  const shown = rows.map(r => ({cell: r.cell, own: VERDICTS.filter(v => v.of === r.cell)})).filter(r => r.own.length);
  if (!shown.length) return [];
  const decided = shown.filter(r => r.own.some(v => v.verdict !== "undecided"));
  if (!decided.length) {
    const all = shown.flatMap(r => r.own);
    const never = all.filter(v => (v.reason || "").startsWith("cannot be told")).length;
    const reason = all.map(v => v.reason).find(r => r && !r.startsWith("cannot be told"));
    return [el("li", {}, "Verdicts: " + all.length + " undecided", reason ? [", " + (all.length - never) + " of them: ", rich(reason)] : "",
      never ? "; " + never + " cannot be told from this run, with any number of replicates" : "", ".")];
  }
  const yes = decided.map(r => ({...r, times: r.own.filter(v => v.verdict === "yes").length})).sort((a, b) => b.times - a.times);
  const [most] = yes;
  if (!most.times) return [el("li", {}, "Verdicts: no cell has collapsed in any of the " + most.own.length + " senses that could be decided.")];
  const names = most.own.filter(v => v.verdict === "yes").map(v => clean(v.meaning));
  return [el("li", {}, "Verdicts: ", el("strong", {}, el("bdi", {text: most.cell.label})), " has collapsed in " + most.times + " of " + most.own.length + " senses (" + names.join("; ") + ")",
    yes.length > 1 ? "; the others: " + yes.slice(1).map(r => r.cell.label + " in " + r.times).join(", ") : "", ".")];
}

/** In the cell that lost most: which metric differed from the control first, and which followed. */
function whenItSetIn(rows) {
  const fed = rows.filter(r => r.end && finite(r.end.value) && !r.cell.frozen && ONSETS.some(o => o.of === r.cell));
  if (!fed.length) return [];
  const {cell} = d3.least(fed, r => r.end.value);
  const found = [FIRST, RISK, "entropy-1", "retention-3", "zipf-exponent"].filter(Boolean).map(m => ONSETS.filter(o => o.of === cell && o.metric === m && o.subject === subjectsOf(m)[0] && (o.scope || "all") === "all" && o.generation !== "")
    .sort((a, b) => a.generation - b.generation)[0]).filter(Boolean).sort((a, b) => a.generation - b.generation);
  if (!found.length) return [];
  return [el("li", {}, "Onset: under ", el("strong", {}, el("bdi", {text: cell.label})), " " + found.map((o, i) => o.metric + (i ? "" : " leaves the control for good") + " in generation " + o.generation).join(", ") + ".")];
}

function glance() {
  const node = section("glance", "Result", "The result at a glance");
  const host = el("div", {});
  node.append(host);
  const render = () => {
    const rows = visible().map(glanceRow);
    if (!rows.length) {
      host.replaceChildren(el("p", {class: "note", text: "No cell is shown; choose some above."}));
      count();
      return;
    }
    const withHalf = rows.some(r => r.half);
    const {kind} = meaning(FIRST);
    const text = sentences(rows);
    const ends = [...new Set(rows.filter(r => r.end).map(r => r.end.g))];
    const chart = figure({title: FIRST + (ends.length === 0 ? "" : ends.length === 1 ? " at generation " + ends[0] : " at each run's last generation"),
      note: meaning(FIRST).text + (rows.some(r => r.base && r.base.frozen) ? " The grey control never trains on its own output." : ""), data: "summary", draw: glanceChart(rows)});
    const columns = [FIRST, "law", "measured \u2212 law", "against baseline", ...(RISK ? [RISK, "× baseline"] : []), ...(withHalf ? ["half of the rarest words gone"] : [])];
    const table = wideTable("Result per cell", [{name: "cell"}, ...columns.map(name => ({name, n: true}))], rows.map(r => [
      cellName(r.cell), r.end ? {show: number(r.end.value, kind), key: r.end.value} : "–", {show: number(r.law, kind), key: r.law},
      r.end && finite(r.law) ? {show: signed(r.end.value - r.law, kind), key: r.end.value - r.law} : "–",
      r.base === r.cell ? {show: "is the baseline", key: 0} : {show: signed(r.difference, kind), key: r.difference},
      ...(RISK ? [r.cost ? {show: number(r.cost.value), key: r.cost.value} : "–", r.ratio === null ? "–" : {show: d3.format(".3f")(r.ratio), key: r.ratio}] : []),
      ...(withHalf ? [!r.half ? "–" : r.half.g === null ? {show: "not yet", key: Infinity} : {show: "generation " + r.half.g, key: r.half.g}] : [])]), "result", "summary");
    host.replaceChildren(text.length ? el("ul", {class: "reading"}, text) : "", chart, table);
  };
  render();
  onCells(render);
}
