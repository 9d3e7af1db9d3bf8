// Components of mixtures over generations: their weights, who merged with whom, who died when.

function components() {
  const rows = rowsOf("components").filter(c => c.of && c.component !== undefined && c.weight !== undefined);
  if (!rows.length) return;
  const first = d3.min(rows, c => Number(c.replicate || 0));
  const own = rows.filter(c => Number(c.replicate || 0) === first);
  panelSection("components", "Components", "Components of the mixtures",
    "The weight of each component in the model of each generation, first replicate. A component that ends has died; the table says which merged with which.", [], () => {
      const names = [...new Set(d3.sort(own, c => Number(c.component)).map(componentName))];
      const colour = name => GROUP_COLOURS[names.indexOf(name) % 7];
      const cells = visible().filter(cell => own.some(c => c.of === cell));
      const domain = commonScale(own.filter(c => cells.includes(c.of) && c.weight !== "").map(c => Number(c.weight)).concat(0));
      const panels = cells.flatMap(cell => {
        const mine = own.filter(c => c.of === cell);
        const series = names.map((name, i) => ({
          label: name, colour: colour(name), dash: i >= 7 ? "2 3" : null, mark: MARKS[i % MARKS.length],
          points: mine.filter(c => componentName(c) === name && c.weight !== "").map(c => ({x: Number(c.generation), y: Number(c.weight)})).sort((a, b) => a.x - b.x),
        })).filter(s => s.points.length);
        return [figure({title: cell.label, full: "Weights of the components: " + cell.label, data: "components", file: "components " + cell.label, swatch: cell, small: true, draw: (svg, width) => lineChart(svg, width, {
          series, height: 240, thin: true, marks: true, x: {label: "generation", name: "generation", whole: true},
          y: {label: "weight", kind: "share", domain}})})];
      });
      const keys = names.slice(0, 24).map((name, i) => ({label: name, colour: colour(name), dash: i >= 7 ? "2 3" : null, mark: MARKS[i % MARKS.length]}));
      return {panels, keys, more: null};
    });
  const node = document.getElementById("components");
  node.append(fates(own) ?? el("p", {class: "figure-note", text: "No component merged or died."}));
  const spoken = componentWords(first);
  if (spoken) node.append(spoken);
}

/** The name of a component: its stratum, or its number where it is not a stratum. */
function componentName(row) {
  const stratum = stratumOf(row.scope ?? "");
  return stratum === null ? "component " + clean(row.component) : clean(stratum);
}

/** The deaths and the mergers of two components, each once, at the generation in which it happened; null for none. */
function fates(rows) {
  const happened = [];
  for (const [cell, own] of d3.groups(rows, c => c.of)) {
    const nameOf = new Map(own.map(c => [c.component, componentName(c)]));
    const said = new Set();
    for (const c of d3.sort(own, c => Number(c.generation), c => Number(c.component))) {
      const say = what => {
        if (said.has(c.component + what)) return;
        said.add(c.component + what);
        happened.push([cellName(cell), c.generation, nameOf.get(c.component), what, nameOf.get(c["nearest-ancestor"]) ?? "", c.distance ? number(Number(c.distance)) : ""]);
      };
      if (isSet(c["merged-with"])) say("merged with " + (nameOf.get(c["merged-with"]) ?? clean(c["merged-with"])));
      if (isSet(c.died)) say("died");
    }
  }
  const columns = ["cell", "generation", "component", "what happened", "nearest ancestor", "distance to it"];
  return happened.length ? wideTable("Who merged or died, first replicate", columns.map(name => ({name})), happened.slice(0, 300), null, "components") : null;
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
      ...shown.map(g => (own.find(c => Number(c.generation) === g)?.words ?? "").split(" ").slice(0, 16).join(" "))])).slice(0, 300), null, "component-words");
}

/** Whether a field is neither empty nor `no`. */
const isSet = value => value !== undefined && value !== "" && value !== "false";
