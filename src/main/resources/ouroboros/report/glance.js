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
  const i = line.mean.findIndex(v => v < 0.5); // the first; words may come back later
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
  // What a training set or model had in generation 1 is one draw away from R, without feedback.
  const since = risk && riskSubject !== "synthetic" ? at(risk, "mean", risk.g.indexOf(1)) : null;
  return {
    cell, kept, end, base, half: halfGone(cell),
    law: end ? at(kept, "expected", end.i) : null,
    low: end ? at(kept, "low", end.i) : null, high: end ? at(kept, "high", end.i) : null,
    difference: end ? at(kept, "difference", end.i) : null,
    cost, ratio: cost && baseCost && finite(cost.value) && baseCost.value > 0 ? cost.value / baseCost.value : null,
    grown: cost && cost.g > 1 && finite(cost.value) && since > 0 ? cost.value / since : null,
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
  "vocabulary-retention": [" uses ", " of the words of R"],
  "effective-components": [" has ", " components in effect"],
};

function sentences(rows) {
  const {kind} = meaning(FIRST);
  const shown = kind === "share" ? percent : v => number(v, kind);
  const list = [];
  const known = rows.filter(r => r.end && finite(r.end.value));
  const strong = text => el("strong", {}, el("bdi", {text}));
  const fed = known.filter(r => isFed(r.cell));
  if (fed.length && LEFT[FIRST]) {
    const [has, whole] = LEFT[FIRST];
    const least = d3.least(fed, r => r.end.value);
    const most = d3.greatest(fed, r => r.end.value);
    const frozen = known.find(r => r.cell === baselineOf(least.cell) && r.cell.frozen);
    const item = el("li", {}, "After " + least.end.g + " generations ", strong(least.cell.label), has + shown(least.end.value) + whole,
      fed.length > 1 ? [", the least of the cells with feedback; ", strong(most.cell.label), " has most of these, " + shown(most.end.value)] : "", ".");
    if (frozen) {
      item.append(" The control ", strong(frozen.cell.label), ", which never trains on its own output, has " + shown(frozen.end.value)
        + ": so much a single draw leaves, without any feedback.");
    }
    list.push(item);
    const tail = least.half;
    if (tail && FIRST === "vocabulary-retention") {
      list.push(el("li", {}, "Of the words that occur once in R, ", strong(least.cell.label), " uses " + percent(tail.first)
        + " at generation " + tail.firstAt + (tail.firstAt === 1 ? " (one draw, without feedback)" : "") + " and " + percent(tail.last) + " at the last."));
    }
  }
  list.push(...meaningsOf(rows), ...whenItSetIn(rows));
  const costly = rows.filter(r => r.ratio !== null && !r.cell.frozen && r.base && r.base.frozen);
  if (costly.length) {
    const worst = d3.greatest(costly, r => r.ratio);
    list.push(el("li", {}, RISK === "perplexity" ? "Perplexity of real test text, under an evaluation model fitted to the last training set, ends at " : RISK + " ends at ", number(worst.cost.value) + " under ", strong(worst.cell.label),
      ", " + d3.format(".2f")(worst.ratio) + " times that of ", strong(worst.base.label),
      worst.grown === null ? "." : ". Two parts: " + d3.format(".2f")(worst.ratio / worst.grown) + " times at generation 1, by one draw without feedback, and "
        + d3.format(".2f")(worst.grown) + " times since then. Under policies whose share of real text changes with the generation, a part of the change is due to that share."));
  }
  const gaps = lawGaps().filter(g => g.metric === FIRST && g.subject === subjectsOf(FIRST)[0] && g.scope === "all");
  if (gaps.length) {
    const widest = d3.greatest(gaps, g => Math.abs(g.widest));
    const cells = new Set(gaps.map(g => g.cell)).size;
    const seen = d3.greatest(gaps.filter(g => g.detectableMost !== undefined), g => g.detectableMost);
    const few = Math.min(...gaps.map(g => replicatesOf(g.cell.run)));
    list.push(el("li", {}, "Measurement and law: over all generations of the " + (cells === 1 ? "cell" : cells + " cells") + " with a law, " + FIRST + " of " + widest.subject
      + " is never further from it than " + number(Math.abs(widest.widest), kind) + " (", strong(widest.cell.label), ", generation " + widest.widestAt + "). ",
    seen ? ["A gap of " + number(seen.detectableMost, kind) + " in " + FIRST + " in any one of these cells and generations would have been seen in about 80\u202f% of repetitions (the least certain is ",
      strong(seen.cell.label), ", generation " + seen.detectableMostAt + "); a smaller one may exist."] : "With one replicate it is not known how small a gap would have been seen.",
    seen && few < 5 ? " With " + few + " replicates this test refuses a right law in at most 5\u202f% of runs, mostly in far fewer, so agreement is weak evidence." : ""));
  }
  list.push(...fadingFirst());
  return list;
}

/** In how many meanings each cell has collapsed, or a sentence that nothing could be decided. */
function meaningsOf(rows) {
  const shown = rows.map(r => ({cell: r.cell, own: VERDICTS.filter(v => v.of === r.cell)})).filter(r => r.own.length);
  if (!shown.length) return [];
  const all = shown.flatMap(r => r.own);
  const never = all.filter(isBeyond).length;
  const open = all.filter(v => v.verdict === "undecided" && !isBeyond(v));
  const reason = open.map(v => v.reason).find(Boolean);
  const rest = [open.length ? [open.length + " undecided", reason ? [" (", rich(reason), ")"] : ""] : "",
    never ? (open.length ? "; " : "") + never + " cannot be told from this run, with any number of replicates" : ""];
  const decided = shown.filter(r => r.own.some(v => v.verdict !== "undecided"));
  if (!decided.length) return [el("li", {}, "Verdicts: ", rest, ".")];
  const others = open.length || never ? [" Of all " + all.length + " verdicts ", rest, "."] : "";
  const yes = decided.map(r => ({...r, times: r.own.filter(v => v.verdict === "yes").length})).sort((a, b) => b.times - a.times);
  const [most] = yes;
  if (!most.times) return [el("li", {}, "Verdicts: no cell has collapsed in any meaning that could be decided.", others)];
  const names = most.own.filter(v => v.verdict === "yes").map(v => plainMeaning(clean(v.meaning)));
  return [el("li", {}, "Verdicts: ", el("strong", {}, el("bdi", {text: most.cell.label})), " has collapsed in " + most.times + " of " + most.own.length + " meanings (" + names.join("; ") + ")",
    yes.length > 1 ? "; the others: " + yes.slice(1).map(r => r.cell.label + " in " + r.times).join(", ") : "", ".", others)];
}

/** In the cell that lost most: since when, at the latest, the most important metrics differ from their control. */
function whenItSetIn(rows) {
  const fed = rows.filter(r => r.end && finite(r.end.value) && isFed(r.cell) && ONSETS.some(o => o.of === r.cell));
  if (!fed.length) return [];
  const {cell} = d3.least(fed, r => r.end.value);
  const found = [FIRST, RISK].filter(Boolean).map(m => ONSETS.find(o => o.of === cell && o.metric === m && o.subject === subjectsOf(m)[0] && (o.scope || "all") === "all" && o.generation !== "")).filter(Boolean);
  if (!found.length) return [];
  return [el("li", {}, "Onset: under ", el("strong", {}, el("bdi", {text: cell.label})), " " + found.map((o, i) => o.metric + (i ? "" : " differs from its control for good") + " no later than generation " + o.generation).join(", ")
    + "; generation 2 is the earliest that can be found." + (found.length > 1 ? " Each metric has a margin of its own, so their order says nothing." : ""))];
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
    const text = sentences(rows);
    const lasts = [...new Set(rows.filter(r => r.end).map(r => r.end.g))];
    const chart = figure({title: FIRST + (lasts.length === 0 ? "" : lasts.length === 1 ? " at generation " + lasts[0] : " at each run's last generation"),
      note: meaning(FIRST).text + (rows.some(r => r.base && r.base.frozen) ? " The grey control never trains on its own output." : ""), data: "summary", draw: glanceChart(rows)});
    const parts = rows.some(r => r.grown !== null);
    const columns = [FIRST, "95 % interval", "law", "measured \u2212 law", "against baseline", ...(RISK ? [RISK, "× baseline", ...(parts ? ["× own generation 1"] : [])] : []),
      ...(withHalf ? ["half of the words that R has once unused, first at"] : [])];
    const ends = values => alike(values.filter(finite));
    const [form, gap, apart, risk] = [ends(rows.flatMap(r => [r.end && r.end.value, r.law])), ends(rows.map(r => r.end && finite(r.law) ? r.end.value - r.law : NaN)),
      ends(rows.map(r => r.difference)), ends(rows.map(r => r.cost && r.cost.value))];
    const field = (value, show) => (value === null || value === undefined || Number.isNaN(value) ? "–" : {show: show(value), key: value});
    const plus = write => v => (v > 0 ? "+" : "") + write(v);
    const times = v => d3.format(".3f")(v);
    const table = wideTable("Result per cell", [{name: "cell"}, ...columns.map(name => ({name, n: true}))], rows.map(r => [
      cellName(r.cell), r.end ? field(r.end.value, form) : "–", finite(r.low) && finite(r.high) ? {show: r.low === r.high ? "equal" : form(r.low) + " to " + form(r.high), key: r.low} : "–", field(r.law, form),
      r.end && finite(r.law) ? field(r.end.value - r.law, plus(gap)) : "–",
      r.base === r.cell ? {show: "is the baseline", key: 0} : field(r.difference, plus(apart)),
      ...(RISK ? [r.cost ? field(r.cost.value, risk) : "–", field(r.ratio, times), ...(parts ? [field(r.grown, times)] : [])] : []),
      ...(withHalf ? [!r.half ? "–" : r.half.g === null ? {show: "not yet", key: Infinity} : {show: "generation " + r.half.g, key: r.half.g}] : [])]), "result", "summary");
    host.replaceChildren(text.length ? el("ul", {class: "reading"}, text) : "", chart, table);
  };
  render();
  onCells(render);
}
