// The whole record of the run.

/** Any JSON as YAML, short values in one line; nothing is assumed about its structure. */
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

/** A list of flat records is shown as a table, everything else as YAML. */
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
    node.append(el("details", {}, el("summary", {text: "cells"}), dataTable({caption: "The cells of the sweep", columns: run.cells.columns.map(name => ({name})), rows: run.cells.rows, raw: true, file: "cells"})));
    for (const note of run.notes) node.append(el("p", {class: "note"}, rich(note)));
  }
}
