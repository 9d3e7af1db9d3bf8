// The data, the cells of all runs, and what the reader has chosen (kept in the address after #).

const DATA = JSON.parse(document.getElementById("data").textContent);

/** Replaces control characters by visible signs, so that no text can control a screen, a file or a parser. */
const clean = text => String(text)
  .replace(/[\u0000-\u001f]/g, c => String.fromCharCode(0x2400 + c.charCodeAt(0)))
  .replace(/[\u007f-\u009f\ufffe\uffff]/g, "\ufffd");

/** An element with properties, attributes and children; strings become text, never markup. */
function el(name, options, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(options || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "text") node.textContent = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined) node.append(child);
  }
  return node;
}

/** The name of a run: that of its spec, or its folder. */
function runName(run, index) {
  const folder = run.source.replace(/[\\/]+$/, "").split(/[\\/]/).pop();
  const named = run.run && ((run.run.spec && run.run.spec.name) || run.run.name);
  const name = typeof named === "string" ? named : folder;
  const twins = DATA.runs.filter((other, i) => i !== index
    && ((other.run && ((other.run.spec && other.run.spec.name) || other.run.name)) === named));
  return clean(twins.length ? name + " (" + folder + ")" : name);
}

/** Cells in the order of the sweep: their folders begin with a number. */
for (const run of DATA.runs) {
  const folder = run.cells.columns.indexOf("folder");
  if (folder >= 0) run.cells.rows.sort((a, b) => a[folder].localeCompare(b[folder], "en", {numeric: true}));
}

const RUNS = DATA.runs.map((run, index) => ({...run, index, name: runName(run, index)}));
const SEVERAL = RUNS.length > 1;

/** The texts of a lineage that another program made and that was only measured here; null for a run. */
const madeElsewhere = run => run.run && run.run.madeElsewhere || null;

/** Whether each replicate of a run had an R of its own, drawn again from the documents. */
const resampled = run => Boolean(run.run && run.run.spec && run.run.spec.corpus && run.run.spec.corpus.resample);
const ALL_ELSEWHERE = RUNS.every(madeElsewhere);

/** A cell's name without the parts that all cells share: `policy=replace` is `replace` if only policies differ. */
function shortNames(run) {
  const column = run.cells.columns.indexOf("cell");
  const names = run.cells.rows.map(row => row[column]);
  const key = names.length && names[0].includes("=") ? names[0].slice(0, names[0].indexOf("=") + 1) : null;
  const single = key && names.every(name => name.startsWith(key) && !name.includes(";"));
  return names.map(name => ({
    name,
    label: clean(single ? name.slice(key.length) : name.replaceAll(";", " · ")),
  }));
}

const CELLS = [];
for (const run of RUNS) {
  const kind = run.cells.columns.indexOf("policy.kind");
  shortNames(run).forEach((cell, i) => {
    const isFrozen = kind >= 0 ? run.cells.rows[i][kind] === "frozen"
      : /(^|;)policy=frozen($|;|\()/.test(cell.name);
    CELLS.push({
      id: CELLS.length, run, name: cell.name, frozen: isFrozen,
      label: SEVERAL ? run.name + " · " + cell.label : cell.label, short: cell.label,
    });
  });
}

/** The colours of Okabe and Ito, which colour-blind readers can distinguish. Cells with the same name have the same colour. */
const LINE_COLOURS = ["var(--blue)", "var(--vermillion)", "var(--green)", "var(--orange)", "var(--sky)", "var(--purple)"];
/** Other colours, those of Tol, for strata and components: a colour of a cell means that cell everywhere. */
const GROUP_COLOURS = d3.range(7).map(i => "var(--group-" + i + ")");
const MARKS = [d3.symbolCircle, d3.symbolSquare, d3.symbolTriangle, d3.symbolDiamond, d3.symbolStar, d3.symbolWye];
{
  // The frozen control has a colour of its own, everywhere on the page.
  const names = [...new Set(CELLS.filter(c => !c.frozen).map(c => c.short))];
  const frozen = [...new Set(CELLS.filter(c => c.frozen).map(c => c.short))];
  for (const cell of CELLS) {
    const place = (cell.frozen ? frozen : names).indexOf(cell.short);
    cell.colour = cell.frozen ? "var(--frozen)" : LINE_COLOURS[place % LINE_COLOURS.length];
    cell.mark = MARKS[(SEVERAL ? cell.run.index : Math.floor(place / LINE_COLOURS.length)) % MARKS.length];
    cell.dash = cell.frozen ? "6 4" : null;
  }
}

const cellOf = (run, name) => CELLS.find(c => c.run === run && c.name === name);

/** The cell that a cell is compared with: the baseline in the tables, otherwise the frozen cell of its run. */
function baselineOf(cell) {
  const named = cell.run.baselines && cell.run.baselines[cell.name];
  return (named && cellOf(cell.run, named)) || CELLS.find(c => c.run === cell.run && c.frozen) || null;
}

/** The choices of the reader. Every change is reported to the listeners and stored in the page's address. */
const SHOWN_AT_FIRST = 12;
const state = {hide: new Set(CELLS.slice(SHOWN_AT_FIRST).map(c => c.id)), choice: {}};
const listeners = [];
const onCells = listener => listeners.push(listener);
const visible = () => CELLS.filter(c => !state.hide.has(c.id));

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const [key, value] of parts) {
    if (key === "hide") state.hide = new Set(value.split(",").filter(Boolean).map(Number));
    else state.choice[key] = value;
  }
}

function writeAddress() {
  const parts = new URLSearchParams();
  if (state.hide.size) parts.set("hide", [...state.hide].sort((a, b) => a - b).join(","));
  for (const [key, value] of Object.entries(state.choice)) parts.set(key, value);
  try {
    history.replaceState(null, "", "#" + parts);
  } catch (e) {
    // Some viewers of local files forbid this; the choice is used all the same.
  }
}

/** A choice by name, with its default where the reader made no choice that exists. */
const chosen = (key, fallback, allowed) =>
  key in state.choice && (!allowed || allowed.includes(state.choice[key])) ? state.choice[key] : fallback;

function choose(key, value) {
  state.choice[key] = String(value);
  writeAddress();
}

function toggleCells(ids, hidden) {
  for (const id of ids) {
    if (hidden) state.hide.add(id);
    else state.hide.delete(id);
  }
  writeAddress();
  listeners.forEach(listener => listener());
}

readAddress();
