// Components of mixtures over generations: their weights, who merged with whom, who died when.

function components() {
  const rows = rowsOf("components").filter(c => c.of && c.component !== undefined && c.weight !== undefined);
  if (!rows.length) return;
  const first = d3.min(rows, c => Number(c.replicate || 0));
  const own = rows.filter(c => Number(c.replicate || 0) === first);
  panelSection("components", "Components", "Components of the mixtures",
    "The weight of each component in the model of each generation, first replicate. A component that ends has died; the table says which merged with which.", [], () => {
      const names = [...new Set(own.map(c => c.component))].sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
      const colour = name => [...LINE_COLOURS, "var(--ink)"][names.indexOf(name) % 7];
      const cells = visible().filter(cell => own.some(c => c.of === cell));
      const panels = cells.flatMap(cell => {
        const mine = own.filter(c => c.of === cell);
        const series = names.map((name, i) => ({
          label: "component " + clean(name), colour: colour(name), dash: i >= 7 ? "2 3" : null, mark: MARKS[i % MARKS.length],
          points: mine.filter(c => c.component === name && c.weight !== "").map(c => ({x: Number(c.generation), y: Number(c.weight)})).sort((a, b) => a.x - b.x),
        })).filter(s => s.points.length);
        return [figure({title: cell.label, file: "components " + cell.label, swatch: cell, small: true, draw: (svg, width) => lineChart(svg, width, {
          series, height: 240, thin: true, marks: true, x: {label: "generation", name: "generation", whole: true},
          y: {label: "weight", kind: "share", zero: true}})})];
      });
      const keys = names.slice(0, 24).map((name, i) => ({label: "component " + clean(name), colour: colour(name), dash: i >= 7 ? "2 3" : null, mark: MARKS[i % MARKS.length]}));
      return {panels, keys, more: null};
    });
  const node = document.getElementById("components");
  const fates = own.filter(c => isSet(c["merged-with"]) || isSet(c.died));
  node.append(fates.length ? wideTable("Who merged or died, first replicate", ["cell", "generation", "component", "weight", "nearest-ancestor", "distance", "merged-with", "died"]
    .filter(name => name === "cell" || fates.some(c => c[name] !== undefined)).map(name => ({name})),
  fates.slice(0, 300).map(c => ["cell", "generation", "component", "weight", "nearest-ancestor", "distance", "merged-with", "died"]
    .filter(name => name === "cell" || fates.some(f => f[name] !== undefined))
    .map(name => name === "cell" ? cellName(c.of) : /weight|distance/.test(name) && c[name] ? number(Number(c[name])) : c[name] ?? ""))) : el("p", {class: "figure-note", text: "No component merged or died."}));
  const spoken = componentWords(first);
  if (spoken) node.append(spoken);
}

/** The most probable words of each component, at the first, the middle and the last generation. */
function componentWords(replicate) {
  const rows = rowsOf("component-words").filter(c => c.of && Number(c.replicate || 0) === replicate && c.words);
  if (!rows.length) return null;
  const last = d3.max(rows, c => Number(c.generation));
  const shown = [...new Set([0, Math.ceil(last / 2), last])];
  const groups = d3.groups(rows, c => c.of, c => c.component);
  return wideTable("Most probable words of each component, first replicate", ["cell", "component", ...shown.map(g => "M" + g)].map(name => ({name})),
    groups.flatMap(([cell, components]) => components.map(([component, own]) => [cellName(cell), component,
      ...shown.map(g => (own.find(c => Number(c.generation) === g)?.words ?? "").split(" ").slice(0, 16).join(" "))])).slice(0, 300));
}

/** Whether a field says something: neither empty nor no. */
const isSet = value => value !== undefined && value !== "" && value !== "false";
