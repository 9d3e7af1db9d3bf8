// What is shown as a table: verdicts, law against measurement, alarms; the limits; the record of the run.

/** Every curve with a law: how far measurement and law are apart. */
function lawGaps() {
  const gaps = [];
  for (const cell of visible()) {
    for (const [metric, subjects] of METRICS) {
      if (metric === "retention-1" && METRICS.has("vocabulary-retention")) continue;
      for (const [subject, scopes] of subjects) {
        for (const scope of scopes) {
          const curve = curveOf(cell, metric, subject, scope);
          if (!curve || !curve.expected) continue;
          const known = curve.g.map((g, i) => ({g, i, gap: finite(curve.mean[i]) && finite(curve.expected[i]) ? curve.mean[i] - curve.expected[i] : null}))
            .filter(p => p.gap !== null);
          if (!known.length) continue;
          const end = known[known.length - 1];
          const widest = d3.greatest(known, p => Math.abs(p.gap));
          gaps.push({cell, metric, subject, scope, g: end.g, mean: curve.mean[end.i], expected: curve.expected[end.i], gap: end.gap,
            z: at(curve, "z", end.i), widest: widest.gap, widestAt: widest.g});
        }
      }
    }
  }
  return gaps;
}

/** A table with a head, in a frame that scrolls sideways on narrow screens. */
function wideTable(caption, columns, rows) {
  return el("div", {class: "scroll", role: "region", tabindex: 0, "aria-label": caption}, el("table", {class: "plain"},
    el("caption", {text: caption}),
    el("thead", {}, el("tr", {}, columns.map(c => el("th", {scope: "col", class: c.n ? "n" : null, text: clean(c.name)})))),
    el("tbody", {}, rows.map(row => el("tr", {}, row.map((value, i) => {
      const content = value instanceof Node ? value : el("bdi", {text: clean(value)});
      return el(i === 0 ? "th" : "td", {scope: i === 0 ? "row" : null, class: columns[i].n ? "n" : null}, content);
    }))))));
}

const cellName = cell => el("span", {class: "cell-name"}, swatch(cell), el("bdi", {text: cell.label}));

function laws() {
  if (!RUNS.some(run => run.curves.series.some(s => s.expected))) return;
  const node = section("laws", "Law", "Law against measurement",
    "The forecast knows R's counts and the policy, not the run. z counts standard errors of the mean over replicates; with few replicates it is a t statistic.");
  const host = el("div", {});
  node.append(host);
  const render = () => {
    const gaps = lawGaps();
    host.replaceChildren(gaps.length ? wideTable("Forecast and measured, at the last generation and where they are furthest apart",
      [{name: "cell"}, {name: "metric"}, {name: "of"}, {name: "generation", n: 1}, {name: "measured", n: 1}, {name: "law", n: 1}, {name: "gap", n: 1}, {name: "z", n: 1}, {name: "widest gap", n: 1}, {name: "at generation", n: 1}],
      gaps.slice(0, 500).map(g => {
        const {kind} = meaning(g.metric);
        return [cellName(g.cell), g.metric, g.subject + (g.scope === "all" ? "" : ", " + g.scope), g.g, number(g.mean, kind), number(g.expected, kind),
          signed(g.gap, kind), g.z === null ? "–" : signed(Number(g.z.toPrecision(3))), signed(g.widest, kind), g.widestAt];
      })) : el("p", {class: "figure-note", text: "No law is known for the cells shown."}));
  };
  render();
  onCells(render);
}

/** Verdicts as cells by meanings where the columns allow it, else as the table stands. */
function verdicts() {
  const runs = RUNS.filter(run => run.verdicts && run.verdicts.rows.length);
  if (!runs.length) return;
  const node = section("verdicts", "Verdicts", "Has it collapsed? A verdict under each meaning",
    "The literature means eight different things by collapse. A lineage can collapse in one sense and not in another.");
  for (const run of runs) {
    const {columns, rows} = run.verdicts;
    const [c, m, v] = [columns.indexOf("cell"), columns.indexOf("meaning"), columns.indexOf("verdict")];
    if (c >= 0 && m >= 0 && v >= 0) {
      const meanings = [...new Set(rows.map(r => r[m]))];
      const extra = columns.map((name, i) => [name, i]).filter(([, i]) => ![c, m, v].includes(i));
      const onset = extra.find(([name]) => /onset|first|generation/i.test(name));
      const of = name => cellOf(run, name);
      node.append(wideTable("Verdicts" + (SEVERAL ? ", " + run.name : ""), [{name: "cell"}, ...meanings.map(name => ({name}))],
        [...new Set(rows.map(r => r[c]))].map(name => [of(name) ? cellName(of(name)) : name, ...meanings.map(meaningName => {
          const row = rows.find(r => r[c] === name && r[m] === meaningName);
          if (!row) return "–";
          const sign = {yes: "●", no: "○", undecided: "◐"}[row[v]] || "";
          return el("span", {class: "verdict verdict-" + (["yes", "no", "undecided"].includes(row[v]) ? row[v] : "other"),
            title: extra.map(([label, i]) => label + ": " + row[i]).join("\n"), text: clean(sign + " " + row[v] + (onset && row[onset[1]] !== "" && row[v] === "yes" ? " (" + onset[0] + " " + row[onset[1]] + ")" : ""))});
        })])));
      if (extra.length) node.append(el("details", {}, el("summary", {text: "Every verdict with its test"}), wideTable("verdicts.csv", columns.map(name => ({name})), rows)));
    } else {
      node.append(wideTable("verdicts.csv" + (SEVERAL ? ", " + run.name : ""), columns.map(name => ({name})), rows));
    }
  }
}

function asTheyStand(id, table, short, title, lead) {
  const runs = RUNS.filter(run => run[table] && run[table].rows.length);
  if (!runs.length) return;
  const node = section(id, short, title, lead);
  for (const run of runs) node.append(wideTable(table + ".csv" + (SEVERAL ? ", " + run.name : ""), run[table].columns.map(name => ({name})), run[table].rows));
}

const alarms = () => asTheyStand("alarms", "alarms", "Alarms", "Alarms and safeguards", "What the safeguards reported, in the order it happened.");
const components = () => asTheyStand("components", "components", "Components", "Components of the mixtures", "Who merged with whom, who died when.");

function limits() {
  const node = section("limits", "Limits", "What this can and cannot say");
  const card = (title, text) => el("div", {class: "limit"}, el("h3", {text: title}), el("p", {text}));
  node.append(el("div", {class: "limits"},
    card("n-grams and mixtures", "The models here count words in a row or fit mixtures. They are exact, fast and open to calculation, and they are not neural language models."),
    card("No transfer", "Nothing learned elsewhere enters: what is not in R cannot be said. A pretrained model has such reserves, and losses may look milder or come later."),
    card("No long-range meaning", "An n-gram remembers a few words. Coherence, facts and argument are not there to be lost, so their loss cannot be seen."),
    card("Sampling drift is exact", "What finite samples lose is the same process in every model that is fitted by counting: here it is measured against closed forms."),
    card("Bias is by design", "Temperature, filters, smoothing and safeguards bend the draws on purpose. Their effect holds for these settings and is no law of nature."),
    card("Conditional on the corpus", "Replicates share R: intervals show the spread of the draws, not of the choice of texts, unless the run resampled its documents.")));
}

/** Any JSON as YAML, short things in one line; nothing is assumed about its form. */
function yaml(value, indent) {
  const flow = v => v === null ? "none" : Array.isArray(v) ? "[" + v.map(flow).join(", ") + "]"
    : typeof v === "object" ? "{" + Object.entries(v).map(([k, x]) => k + ": " + flow(x)).join(", ") + "}" : clean(v);
  if (value === null || typeof value !== "object") return flow(value);
  const list = Array.isArray(value);
  return Object.entries(value).map(([key, v]) => {
    const short = flow(v);
    const head = "  ".repeat(indent) + (list ? "- " : clean(key) + ": ");
    const nested = v !== null && typeof v === "object" && (short.length > 76 || !list && indent === 0 && Object.values(v).some(x => x !== null && typeof x === "object"));
    if (!nested) return head + short;
    return list ? head + yaml(v, indent + 1).trimStart() : head.trimEnd() + "\n" + yaml(v, indent + 1);
  }).join("\n");
}

/** A list of flat records is a table, everything else reads as YAML. */
function recordPart(value) {
  const flat = v => v && typeof v === "object" && !Array.isArray(v) && Object.values(v).every(x => x === null || typeof x !== "object");
  if (!Array.isArray(value) || !value.length || !value.every(flat)) return el("pre", {class: "yaml", dir: "ltr", text: yaml(value, 0) || "none"});
  const columns = [...new Set(value.flatMap(v => Object.keys(v)))];
  return wideTable("", columns.map(name => ({name, n: value.some(v => typeof v[name] === "number")})),
    value.map(v => columns.map(name => v[name] === undefined || v[name] === null ? "" : typeof v[name] === "number" ? number(v[name], Number.isInteger(v[name]) ? "count" : "") : v[name])));
}

function record() {
  const node = section("record", "Record", "What was run: the whole record");
  for (const run of RUNS) {
    if (SEVERAL) node.append(el("h3", {text: run.name}));
    node.append(el("p", {class: "figure-note"}, "Tables: ", el("bdi", {text: clean(run.source)})));
    if (run.run) {
      const parts = typeof run.run === "object" && !Array.isArray(run.run) ? Object.entries(run.run) : [["run.json", run.run]];
      const plain = parts.filter(([, v]) => v === null || typeof v !== "object");
      if (plain.length) node.append(recordPart(Object.fromEntries(plain)));
      for (const [key, value] of parts.filter(([, v]) => v !== null && typeof v === "object")) {
        node.append(el("details", {open: /spec|step|machine/i.test(key)}, el("summary", {text: clean(key)}), recordPart(value)));
      }
    }
    node.append(el("details", {}, el("summary", {text: "cells"}), wideTable("cells.csv", run.cells.columns.map(name => ({name})), run.cells.rows)));
    for (const note of run.notes) node.append(el("p", {class: "note", text: clean(note)}));
  }
}
