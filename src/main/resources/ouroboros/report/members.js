// Several models that feed one pool: what all of them keep and what one keeps, how far they are apart, who wrote the pools.

const memberOf = scope => /^member=\d+$/.test(scope) ? Number(scope.slice(7)) : null;
const MEMBER_SCOPES = [...new Set(RUNS.flatMap(run => run.curves.scopes))].filter(scope => memberOf(scope) !== null)
  .sort((a, b) => memberOf(a) - memberOf(b));

/** The curves of the members of a cell; empty where it has one model. */
const memberCurves = (cell, metric, subject) => MEMBER_SCOPES.map(scope => curveOf(cell, metric, subject, scope)).filter(c => c && c.mean);

/** How many members a cell has; 1 where there is no ecosystem. */
const membersOf = cell => Math.max(1, MEMBER_SCOPES.filter(scope => [...METRICS.keys()].some(m => subjectsOf(m).some(s => curveOf(cell, m, s, scope)))).length);

/** A point for each generation of a curve, by one of its columns. */
const pointsOf = (curve, name) => curve.g.map((x, i) => ({x, y: curve[name] ? curve[name][i] : null}));

/** The mean over members, at the generations that all of them have. */
function meanOf(curves, name) {
  if (!curves.length || curves.some(c => !c[name])) return [];
  return curves[0].g.map(x => {
    const values = curves.map(c => c[name][c.g.indexOf(x)]);
    return {x, y: values.every(finite) ? d3.mean(values) : null};
  });
}

const TOGETHER = {label: "all members together", colour: "var(--blue)"};
const ALONE = {label: "one member, mean", colour: "var(--vermillion)", dash: "6 3"};

/** A law where there is one. */
const lawOf = points => (points.some(p => finite(p.y)) ? points : null);

function members() {
  const cells = CELLS.filter(cell => membersOf(cell) > 1);
  if (!cells.length) return;
  const asked = [...METRICS.keys()].filter(m => subjectsOf(m).some(s => cells.some(c => memberCurves(c, m, s).length && curveOf(c, m, s, "all"))))
    .sort((a, b) => (a !== FIRST) - (b !== FIRST) || a.localeCompare(b, "en", {numeric: true}));
  const node = section("members", "Members", "Many models, one pool",
    "Several models, the members, feed one pool and are fitted to it again. All of them together can keep what each of them loses, because each remembers something else; the more they read of each other, the more they become one model.");
  const controls = el("div", {class: "controls"});
  const grid = el("div", {class: "grid wide-panels"});
  const legend = el("div", {class: "legend"});
  const others = el("div", {});
  node.append(controls, legend, grid, others);
  const ofBoth = (metric, subject) => visible().filter(c => memberCurves(c, metric, subject).length && curveOf(c, metric, subject, "all")).map(cell => {
    const all = curveOf(cell, metric, subject, "all"), each = memberCurves(cell, metric, subject);
    return {cell, all, each};
  });
  function render() {
    const metric = asked.length ? chosen("members", asked[0], asked) : null;
    const subject = metric && subjectsOf(metric).find(s => cells.some(c => memberCurves(c, metric, s).length && curveOf(c, metric, s, "all")));
    refill(controls, metric ? select("Metric", [[null, asked.map(m => [m, m])]], metric, v => { choose("members", v); render(); }) : "");
    const shown = metric ? ofBoth(metric, subject) : [];
    const about = metric ? meaning(metric) : null;
    const values = shown.flatMap(({all, each}) => [all, ...each].flatMap(c => c.mean)).filter(finite);
    const domain = commonScale(values.concat(about && about.kind === "share" ? 0 : []));
    grid.replaceChildren(...shown.map(({cell, all, each}) => figure({title: cell.label, full: metric + " of " + subject + ", all members and one: " + cell.label,
      file: "members " + metric + " " + cell.label, data: "summary", swatch: cell, small: true, draw: (svg, width) => lineChart(svg, width, {
        series: [{...TOGETHER, points: seriesOf(cell, metric, subject, "all", "value", false).points, law: lawOf(pointsOf(all, "expected"))},
          {...ALONE, points: meanOf(each, "mean"), law: lawOf(meanOf(each, "expected")), single: each.map(c => pointsOf(c, "mean"))}],
        height: 240, thin: true, x: {label: "generation", name: "generation", whole: true}, y: {label: metric, kind: about.kind, domain}})})));
    const laws = shown.some(({all, each}) => all.expected || each.some(c => c.expected));
    legend.replaceChildren(...(shown.length ? [TOGETHER, ALONE, {label: "each member", colour: "var(--vermillion)"}, ...(laws ? [LAW_KEY] : [])].map(legendItem) : []));
    others.replaceChildren(...[...tradeOff(metric, subject), ...apart(), ...writers(), ...wordsOfStrata()]);
    count();
  }
  render();
  onCells(render);
}

/** The name of a cell without the number of its members: [what is outside its ecosystem, what else the ecosystem has]. */
function withoutMembers(cell) {
  const parts = cell.name.split(";");
  const isPool = part => /^ecosystem/.test(part);
  const rest = parts.filter(isPool).map(part => part.replace(/^ecosystem(\.members)?=/, "").replace(/^\(|\)$/g, "").replace(/(^|,)members=\d+/, "").replace(/^,|^\d+$/, ""));
  return [parts.filter(part => !isPool(part)).join(" · "), rest.filter(Boolean).join(" · ")].map(clean);
}

/** The last generation against the number of members: what all keep rises, what one keeps falls. */
function tradeOff(metric, subject) {
  if (!metric) return [];
  const rows = visible().map(cell => {
    const all = curveOf(cell, metric, subject, "all");
    const each = memberCurves(cell, metric, subject);
    if (!all || !all.mean) return null;
    const last = all.g.length - 1;
    const alone = each.length ? meanOf(each, "mean")[last]?.y : all.mean[last];
    return {cell, k: Math.max(1, each.length), g: all.g[last], all: all.mean[last], low: at(all, "low", last), high: at(all, "high", last), alone};
  }).filter(Boolean);
  // A cell with one model belongs to every ecosystem that differs from it in nothing else.
  const named = rows.map(row => [...withoutMembers(row.cell), row]);
  const groups = d3.groups(named.filter(([, , row]) => row.k > 1), ([outside, inside]) => [outside, inside].filter(Boolean).join(" · "))
    .map(([name, own]) => [name || "all cells", own.concat(named.filter(([outside, , row]) => row.k === 1 && outside === own[0][0])).map(([, , row]) => row)])
    .filter(([, own]) => new Set(own.map(row => row.k)).size > 1);
  if (!groups.length) return [];
  const domain = commonScale(groups.flatMap(([, own]) => own.flatMap(row => [row.all, row.alone])).concat(0).filter(finite));
  return [el("h3", {class: "group-title", text: "The trade-off: more members, each with less"}),
    el("p", {class: "figure-note", text: "What is left in the last generation, by the number of members. Cells with the same number of members are drawn as their mean; their values are in the table of each figure."}),
    el("div", {class: "legend"}, [TOGETHER, ALONE].map(legendItem)),
    el("div", {class: "grid wide-panels"}, groups.map(([name, own]) => figure({title: name, full: metric + " by the number of members: " + name, file: "trade-off " + metric + " " + name, data: "summary", small: true,
      draw: (svg, width) => {
        const byK = d3.sort(d3.groups(own, row => row.k), ([k]) => k);
        const drawn = lineChart(svg, width, {series: [
          {...TOGETHER, mark: d3.symbolCircle, points: byK.map(([x, list]) => ({x, y: d3.mean(list, row => row.all), low: list.length === 1 ? list[0].low : null, high: list.length === 1 ? list[0].high : null}))},
          {...ALONE, mark: d3.symbolSquare, points: byK.map(([x, list]) => ({x, y: d3.mean(list, row => row.alone)}))}],
        height: 240, thin: true, marks: true, x: {label: "members", name: "members", log: true}, y: {label: metric, kind: meaning(metric).kind, domain}});
        drawn.table = {columns: ["cell", "members", "generation", "all together", "one member, mean"], rows: d3.sort(own, row => row.k).map(row => [row.cell.label, row.k, row.g, row.all, row.alone])};
        return drawn;
      }})))];
}

/** How far members are apart, over generations: one chart a metric, all cells in it. */
function apart() {
  const asked = [...METRICS.keys()].filter(m => m === "f-st" || /^between-js-/.test(m)).sort((a, b) => b.localeCompare(a, "en"));
  const figures = asked.flatMap(metric => {
    const [subject] = subjectsOf(metric);
    const about = meaning(metric);
    const series = visible().map(cell => seriesOf(cell, metric, subject, "all", "value", false)).filter(s => s && s.points.length);
    return series.length ? [figure({title: metric + " of " + subject, note: about.text, file: metric + " " + subject, data: "summary", draw: (svg, width) => lineChart(svg, width, {
      series, height: 280, ends: true, marks: true, x: {label: "generation", name: "generation", whole: true}, y: {label: metric, kind: about.kind, zero: true}})})] : [];
  });
  return figures.length ? [el("h3", {class: "group-title", text: "Apart or together"}), el("div", {class: "legend"}, visible().filter(c => membersOf(c) > 1).map(legendItem)), ...figures] : [];
}

/** The share of the training sets that each member wrote. */
function writers() {
  const rows = visible().map(cell => ({cell, own: cell.run.writers.filter(w => w.cell === cell.name).flatMap(w => w.rows)})).filter(w => w.own.length);
  if (!rows.length) return [];
  const names = [...new Set(rows.flatMap(({own}) => own.map(r => r[1])))].sort(d3.ascending);
  const layers = [{label: "people", colour: "var(--real)", member: null}, ...names.map(k => ({label: "member " + k, colour: GROUP_COLOURS[k % 7], member: k}))].map(l => ({...l, fill: l.colour}));
  return [el("h3", {class: "group-title", text: "Who wrote the pools"}),
    el("p", {class: "figure-note", text: "The tokens of all training sets of a generation (where units are vectors: the units) by who wrote them: people, or one of the members. All readers and replicates together."}),
    el("div", {class: "legend"}, layers.filter(l => l.member !== null || rows.some(({cell, own}) => own.some(r => realShare(cell, r[0]) > 0))).map(legendItem)),
    el("div", {class: "grid wide-panels"}, rows.map(({cell, own}) => figure({title: cell.label, full: "Who wrote the pools: " + cell.label, file: "writers " + cell.label, data: "writers", swatch: cell, small: true,
      draw: (svg, width) => stackedChart(svg, width, {layers, height: 230, x: {label: "generation", name: "generation", whole: true}, y: {label: "share of the tokens", format: t => Math.round(t * 100) + "%"},
        rows: d3.groups(own, r => r[0]).map(([x, at]) => {
          const real = realShare(cell, x) ?? 0;
          return {x, shares: layers.map(l => l.member === null ? real : (1 - real) * (at.find(r => r[1] === l.member)?.[2] ?? 0))};
        })})})))];
}

/** Whose words survive: of the words that only one stratum of R has, the share that all members together still use. */
function wordsOfStrata() {
  const metric = FIRST === "vocabulary-retention" || METRICS.has("vocabulary-retention") ? "vocabulary-retention" : "retention-1";
  const [subject] = subjectsOf(metric);
  const scopes = subject ? scopesOf(metric, subject).filter(scope => stratumOf(scope) !== null) : [];
  const cells = visible().filter(c => membersOf(c) > 1 && scopes.some(scope => curveOf(c, metric, subject, scope)));
  if (!cells.length) return [];
  const keys = scopes.map((scope, i) => ({scope, label: clean(stratumOf(scope)), colour: GROUP_COLOURS[i % 7], mark: MARKS[i % MARKS.length], dash: i >= 7 ? "2 3" : null}));
  return [el("h3", {class: "group-title", text: "Whose words survive"}),
    el("p", {class: "figure-note", text: "Of the words that only one stratum of R has: the share that the members together still write. Where each member starts from a stratum, these are its own words."}),
    el("div", {class: "legend"}, keys.map(legendItem)),
    el("div", {class: "grid wide-panels"}, cells.map(cell => figure({title: cell.label, full: "Whose words survive: " + cell.label, file: "words of strata " + cell.label, data: "summary", swatch: cell, small: true,
      draw: (svg, width) => lineChart(svg, width, {series: keys.map(key => {
        const curve = curveOf(cell, metric, subject, key.scope);
        return curve ? {...key, points: pointsOf(curve, "mean")} : null;
      }).filter(Boolean), height: 240, thin: true, marks: true, x: {label: "generation", name: "generation", whole: true}, y: {label: "share in use", kind: "share", domain: [0, 1], show: percent, format: t => Math.round(t * 100) + "%"}})})))];
}
