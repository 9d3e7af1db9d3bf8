// The head of the page: what was run, where the sections are, which cells are shown.

const main = document.getElementById("main");
const SECTIONS = [];

/** A section with a heading. The navigation contains it under its short name. */
function section(id, short, title, lead) {
  const node = el("section", {id, "aria-labelledby": id + "-h"}, el("div", {class: "section-head"}, el("h2", {id: id + "-h", text: title}),
    lead ? el("p", {class: "lead", text: lead}) : null));
  main.append(node);
  SECTIONS.push({id, short});
  return node;
}

/** A labelled choice among values; groups: [[label or null, [[value, text], ..]], ..]. */
function select(label, groups, value, onchange) {
  const option = ([v, text]) => el("option", {value: v, selected: v === value, text: clean(text)});
  const node = el("select", {"data-key": label, onchange: e => onchange(e.target.value)},
    groups.map(([name, list]) => name ? el("optgroup", {label: name}, list.map(option)) : list.map(option)));
  return el("label", {class: "field"}, el("span", {text: label}), node);
}

/** A choice among few values, as buttons in a row. */
function segments(label, values, value, onchange) {
  const buttons = values.map(([v, text]) => el("button", {type: "button", "data-key": label + " " + v, "aria-pressed": String(v === value), text, onclick: () => {
    buttons.forEach((b, i) => b.setAttribute("aria-pressed", String(values[i][0] === v)));
    onchange(v);
  }}));
  return el("div", {class: "field", role: "group", "aria-label": label}, el("span", {text: label}), el("div", {class: "segments"}, buttons));
}

/** A box to tick; why: the reason why it would do nothing now, which disables it. */
function toggle(label, on, onchange, why) {
  const box = el("input", {type: "checkbox", "data-key": label, disabled: Boolean(why), onchange: e => onchange(e.target.checked)});
  box.checked = on && !why;
  return el("label", {class: why ? "check disabled" : "check", title: why}, box, el("span", {text: label}));
}

/** The value with the fewest levels above it whose key passes the test, because run.json has no fixed structure. */
function dig(root, test) {
  let level = [["", root]];
  while (level.length) {
    const next = [];
    for (const [, node] of level) {
      if (node === null || typeof node !== "object") continue;
      for (const [key, value] of Object.entries(node)) {
        if (value !== null && typeof value !== "object" && test(key, value)) return [key, value];
        next.push([key, value]);
      }
    }
    level = next;
  }
  return null;
}

/** The object under this key with the fewest levels above it. */
function digNode(root, name) {
  let level = [root];
  while (level.length) {
    const next = [];
    for (const node of level) {
      if (node === null || typeof node !== "object") continue;
      if (node[name] && typeof node[name] === "object") return node[name];
      next.push(...Object.values(node));
    }
    level = next;
  }
  return null;
}

const digKey = (root, pattern) => {
  const found = root && dig(root, key => pattern.test(key));
  return found ? found[1] : null;
};

/** The number of replicates of a run; Infinity where its record does not say it. */
const replicatesOf = run => Number((run.run && run.run.spec && run.run.spec.replicates) || digKey(run.run, /^replicates$/)) || Infinity;

function duration(seconds) {
  if (seconds < 100) return d3.format(".3~r")(seconds) + " s";
  const minutes = Math.floor(seconds / 60);
  return minutes < 100 ? minutes + " min " + Math.round(seconds % 60) + " s" : d3.format(".1f")(seconds / 3600) + " h";
}

function factsOf(run) {
  const record = run.run || {};
  const spec = record.spec && typeof record.spec === "object" ? record.spec : record;
  const families = (Array.isArray(spec.cells) ? spec.cells : []).map(c => c.family).filter(f => f && typeof f === "object");
  const kinds = [...new Set(families.map(f => f.kind))];
  const family = kinds.length > 1 ? {kind: kinds.join(", ")} : digNode(spec, "family");
  const corpus = digNode(spec, "corpus");
  const facts = [];
  const add = (name, value) => {
    if (value !== null && value !== undefined && value !== "") facts.push([name, clean(value)]);
  };
  const part = (node, keys) => node && typeof node === "object" ? keys.map(k => node[k]).filter(v => v !== undefined && v !== null) : [];
  const source = corpus && corpus.source;
  add("Corpus", Array.isArray(source) ? source.join(", ") : source);
  if (madeElsewhere(run)) {
    add("Made elsewhere", madeElsewhere(run).join(", "));
  } else if (family) {
    const smoothing = family.smoothing && (family.smoothing.kind || family.smoothing);
    add("Model", part(family, ["kind"]).concat(family.order ? "order " + family.order : [],
      typeof smoothing === "string" ? "smoothing " + smoothing : []).join(", "));
  }
  const cells = CELLS.filter(c => c.run === run).length;
  const generations = d3.max(run.curves.series, s => s.g[s.g.length - 1]);
  const replicates = spec.replicates || digKey(record, /^replicates$/);
  add("Lineages", cells + (cells === 1 ? " cell" : " cells") + (replicates ? " × " + replicates + (replicates === 1 ? " replicate" : " replicates") : ""));
  if (generations !== undefined) add("Generations", generations);
  add("Seed", spec.seed);
  const steps = record.seconds && typeof record.seconds === "object" ? record.seconds : null;
  const wall = steps ? ["seconds", finite(steps.all) ? steps.all : d3.sum(Object.values(steps).filter(finite))] : dig(record, (key, value) => /wall|elapsed|^total-?seconds$/i.test(key) && typeof value === "number");
  if (wall) add("Wall time of the last call", duration(/nano/i.test(wall[0]) ? wall[1] / 1e9 : /milli|ms$/i.test(wall[0]) ? wall[1] / 1e3 : wall[1]));
  const rate = dig(record, (key, value) => /tokens?[-_ ]?per[-_ ]?s/i.test(key) && typeof value === "number" && value > 0);
  if (rate) add("Speed of the last call", d3.format(".3~s")(rate[1]) + " tokens/s");
  const processors = digKey(record, /^(available)?[-_]?(processors|cores|cpus)$/i);
  add("Machine", [digKey(record, /^(os|operating-?system)(\.name)?$/i), digKey(record, /^(architecture|arch|os\.arch)$/i), processors ? processors + " cores" : null]
    .filter(Boolean).join(", "));
  const versions = ["java", "spark", "ouroboros"].map(name => [name, digKey(record, new RegExp("^" + name + "(-?version)?$", "i"))])
    .filter(([, v]) => v !== null && typeof v !== "boolean").map(([name, v]) => name[0].toUpperCase() + name.slice(1) + " " + String(v).replace(/\+.*/, ""));
  add("Software", versions.join(", "));
  return facts;
}

function head() {
  document.getElementById("title").textContent = RUNS.map(r => r.name).join(" and ");
  document.getElementById("lede").textContent = SEVERAL
    ? RUNS.length + " runs laid over each other. One colour is one kind of cell; the mark tells the run."
    : ALL_ELSEWHERE ? "Generations that were made elsewhere, each compared with the real text R: what is lost, and how fast."
    : "Models that train on their own output, generation after generation: what is lost, how fast, and what a law says about it.";
  const facts = document.getElementById("facts");
  for (const run of RUNS) {
    if (SEVERAL) facts.append(el("dt", {class: "run", text: run.name}), el("dd", {class: "run"}, el("bdi", {text: clean(run.source)})));
    for (const [name, value] of factsOf(run)) {
      facts.append(el("div", {}, el("dt", {text: name}), el("dd", {}, el("bdi", {text: value}))));
    }
  }
}

function cellChooser() {
  const host = document.getElementById("cells");
  const chips = CELLS.map(cell => el("button", {type: "button", class: "chip", "data-cell": cell.id, title: cell.name,
    onclick: () => toggleCells([cell.id], !state.hide.has(cell.id))}, swatch(cell), el("bdi", {text: cell.label})));
  const rest = CELLS.length - SHOWN_AT_FIRST;
  const list = el("div", {class: "chips", role: "group", "aria-label": "Cells shown"}, chips);
  host.append(el("span", {class: "cells-title", text: "Cells"}), list, el("div", {class: "chip-tools"},
    el("button", {type: "button", class: "tool", text: "All", "aria-label": "Show all cells", onclick: () => toggleCells(CELLS.map(c => c.id), false)}),
    el("button", {type: "button", class: "tool", text: "None", "aria-label": "Hide all cells", onclick: () => toggleCells(CELLS.map(c => c.id), true)})));
  if (rest > 0) {
    const search = el("input", {type: "search", placeholder: "find a cell", "aria-label": "Find a cell", oninput: () => {
      chips.forEach((chip, i) => { chip.hidden = !CELLS[i].name.includes(search.value.trim()); });
    }});
    host.insertBefore(search, list);
  }
  const mark = () => chips.forEach((chip, i) => chip.setAttribute("aria-pressed", String(!state.hide.has(CELLS[i].id))));
  mark();
  onCells(mark);
}

function sectionLinks() {
  document.getElementById("sections").append(...SECTIONS.map(s => el("li", {}, el("a", {href: "#" + s.id, text: s.short, onclick: e => {
    e.preventDefault();
    const target = document.getElementById(s.id);
    target.scrollIntoView({behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"});
    target.setAttribute("tabindex", "-1");
    target.focus({preventScroll: true});
  }}))));
}
