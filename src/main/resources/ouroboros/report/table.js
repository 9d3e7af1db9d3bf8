// Tables: sorted by any column, linked to their file, with a sign where they scroll sideways.

/** Text in which `code` between backticks is an element. */
function rich(text) {
  const parts = clean(text).split("`");
  return parts.length % 2 ? parts.map((part, i) => (i % 2 ? el("code", {text: part}) : part)) : parts.join("");
}

/** The number that a text shows: −1,234.5, 51.6 %, ∞, generation 2; NaN for none. */
function numberIn(text) {
  const plain = text.replace(/\u2212/g, "-").replace(/,(?=\d{3})/g, "").replace("∞", "Infinity");
  const found = /[-+]?(Infinity|\d+(\.\d+)?(e[-+]?\d+)?)/i.exec(plain);
  return found ? Number(found[0]) : NaN;
}

/** The text of a field that is a number from a CSV file, for a reader; every other text as it is. */
const fieldText = field => (/^-?\d+\.\d+(E-?\d+)?$/.test(field) ? number(Number(field)) : field);
const isNumeric = value => typeof value === "number" || typeof value === "string" && /^-?\d+(\.\d+)?(E-?\d+)?$/.test(value);

/** Links to the file with the numbers of a table, one per run that has them. */
function fileNote(file) {
  return el("p", {class: "file-note"}, "Data: ", RUNS.map((run, i) => [i ? ", " : "",
    el("a", {href: encodeURI(run.files) + file + ".csv", text: file + ".csv" + (SEVERAL ? " of " + run.name : "")})]));
}

function scrollSign(host) {
  const more = host.scrollWidth - host.clientWidth;
  host.previousSibling.hidden = more < 2;
  host.toggleAttribute("data-more", more >= 2 && host.scrollLeft < more - 2);
}
const scrollers = new ResizeObserver(entries => entries.forEach(({target}) => scrollSign(target.closest(".scroll"))));

document.addEventListener("toggle", e => e.target.querySelectorAll(".scroll").forEach(scrollSign), true);

/**
 * options: caption; hidden (the caption is only for screen readers); columns [{name, n, about}], where n means right-aligned
 * numbers and is found out where it is not given; rows of texts, numbers, nodes or {show, key}, where key is what is sorted; raw (fields
 * are those of a CSV file); kind (a CSS class); file.
 */
function dataTable({caption, hidden, columns, rows, raw, kind, file}) {
  const of = value => (value && value.show !== undefined ? value : {show: value});
  const numeric = columns.map((c, i) => c.n ?? (rows.some(row => isNumeric(row[i])) && rows.every(row => row[i] === "" || isNumeric(row[i]))));
  const lines = rows.map(row => el("tr", {}, row.map((value, i) => {
    const {show, key} = of(value);
    const text = typeof show === "number" ? number(show) : raw && numeric[i] ? fieldText(show) : show;
    return el(i === 0 ? "th" : "td", {scope: i === 0 ? "row" : null, class: numeric[i] ? "n" : null, "data-label": columns[i].name,
      "data-sort": typeof key === "number" ? String(key) : isNumeric(show) ? String(Number(show)) : null}, show instanceof Node ? show : el("bdi", {}, rich(text)));
  })));
  const body = el("tbody", {}, lines);
  const keyOfLine = (line, i) => {
    const cell = line.children[i];
    return numeric[i] ? cell.dataset.sort !== undefined ? Number(cell.dataset.sort) : numberIn(cell.textContent) : cell.textContent;
  };
  const heads = columns.map((c, i) => el("th", {scope: "col", class: numeric[i] ? "n" : null, "aria-sort": "none", title: c.about},
    el("button", {type: "button", class: "sort", text: clean(c.name), onclick: () => sortBy(i)})));
  /** Ascending, descending, and then as it was. */
  function sortBy(i) {
    const next = {none: "ascending", ascending: "descending", descending: "none"}[heads[i].getAttribute("aria-sort")];
    heads.forEach((h, k) => h.setAttribute("aria-sort", k === i ? next : "none"));
    const missing = v => (typeof v === "number" ? Number.isNaN(v) : v === "");
    const compare = (a, b) => {
      const [x, y] = [keyOfLine(a, i), keyOfLine(b, i)];
      if (missing(x) || missing(y)) return missing(x) - missing(y);
      const order = typeof x === "number" ? d3.ascending(x, y) : x.localeCompare(y, "en", {numeric: true});
      return next === "descending" ? -order : order;
    };
    body.replaceChildren(...(next === "none" ? lines : lines.slice().sort(compare)));
    live.textContent = next === "none" ? "not sorted" : "sorted by " + columns[i].name + ", " + next;
  }
  const host = el("div", {class: "scroll", role: "region", tabindex: 0, "aria-label": clean(caption || "Table").replaceAll("`", "")},
    el("table", {class: "plain" + (kind ? " " + kind : "")},
      el("caption", {class: hidden ? "unseen" : null}, caption ? rich(caption) : ""),
      el("thead", {}, el("tr", {}, heads)), body));
  const sign = el("p", {class: "scroll-sign", text: "↔ The table scrolls sideways."});
  sign.hidden = true;
  host.addEventListener("scroll", () => scrollSign(host), {passive: true});
  scrollers.observe(host);
  scrollers.observe(host.firstChild);
  return el("div", {class: "table"}, sign, host, file ? fileNote(file) : null);
}

/** A table with a visible caption. */
const wideTable = (caption, columns, rows, kind, file) => dataTable({caption, columns, rows, kind, file});

/** The numbers of a chart as a table, for screen readers and for people who want to check them. */
function plainTable(table, caption, file) {
  const limit = 400;
  return el("div", {}, dataTable({caption: "Table: " + caption, hidden: true, columns: table.columns.map((name, i) => ({name, n: table.rows.every(r => typeof r[i] === "number")})),
    rows: table.rows.slice(0, limit), file}),
  table.rows.length > limit ? el("p", {class: "figure-note", text: "The first " + limit + " of " + table.rows.length + " rows."}) : null);
}

/** Replaces the content of an element. The control that had the focus has it again, if it is still there. */
function refill(host, ...children) {
  const key = host.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  host.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  if (key === undefined) return;
  const controls = [...host.querySelectorAll("[data-key]")].filter(node => !node.disabled);
  const again = controls.find(node => node.dataset.key === key) || controls[0];
  if (again) again.focus({preventScroll: true});
}
