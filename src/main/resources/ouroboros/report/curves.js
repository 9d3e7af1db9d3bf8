// Curves over generations: one metric as a large chart, the other metrics of its group as small ones.

/** The curve of one cell as a series: value with its interval, or difference from the baseline. */
function seriesOf(cell, metric, subject, scope, view, single) {
  const curve = curveOf(cell, metric, subject, scope);
  if (!curve) return null;
  const against = view === "difference";
  const [mean, low, high] = against ? ["difference", "difference_low", "difference_high"] : ["mean", "low", "high"];
  if (!curve[mean]) return null;
  const points = curve.g.map((x, i) => ({x, y: curve[mean][i], low: at(curve, low, i), high: at(curve, high, i)})).filter(p => p.y !== null);
  return {
    label: cell.label, colour: cell.colour, dash: cell.dash, mark: cell.mark, points,
    fired: against ? [] : firedAt(cell, metric, points),
    law: !against && curve.expected ? curve.g.map((x, i) => ({x, y: curve.expected[i]})) : null,
    single: single && !against ? d3.range(10).filter(r => curve["r" + r]).map(r => curve.g.map((x, i) => ({x, y: curve["r" + r][i]}))) : [],
  };
}

/** The points of a curve at which an alarm on its metric fired in some replicate. */
function firedAt(cell, metric, points) {
  const at = new Set(FIRED.filter(a => a.of === cell && a.metric === metric).map(a => Number(a.generation)));
  return points.filter(p => at.has(p.x));
}
const FIRED = rowsOf("alarms").filter(a => a.of && a.fired === "true");

const SINGLES = RUNS.some(run => run.curves.series.some(curve => curve.r0));

/** Which of the cells shown have no difference from their baseline, and why. */
function noDifference(metric, subject, scope) {
  const without = (test, why) => {
    const cells = visible().filter(c => baselineOf(c) && baselineOf(c) !== c && test(c));
    return cells.length ? why + ": " + cells.map(c => c.label).join(", ") + "." : "";
  };
  const curve = c => curveOf(c, metric, subject, scope);
  const isInfinite = c => (curve(c)?.mean || []).some(v => v === Infinity || v === -Infinity);
  const isWhole = c => (curve(c)?.difference || []).filter(finite).length >= (curve(c)?.mean || []).length;
  return [
    without(c => curve(c) && !isWhole(c) && isInfinite(c) && isInfinite(baselineOf(c)), "Infinite in the cell and in its baseline, so that there is no difference"),
    without(c => curve(c) && !isWhole(c) && isInfinite(c) && !isInfinite(baselineOf(c)), "Infinite in the cell alone, so the difference is infinite"),
    without(c => curve(c) && !isWhole(c) && !isInfinite(c) && isInfinite(baselineOf(c)), "Infinite in the baseline alone, so the difference is infinite"),
    without(c => !curve(c), "Not measured"),
  ].filter(Boolean).join(" ");
}

const isShare = (kind, series) => kind === "share" && series.length && series.every(s => s.points.every(p => p.y >= 0 && p.y <= 1));

function curves() {
  if (!FIRST) return;
  const node = section("curves", "Curves", "Curves over generations",
    "A line is the mean over replicates, the band its 95 % interval, for " + (RUNS.every(resampled) ? "corpora of this kind" : RUNS.some(resampled) ? "corpora of this kind where R was drawn again, else for this corpus" : "this corpus") + ". A row of dots of the same colour is the law. The frozen control, without feedback, is grey and dashed.");
  const choice = {
    get metric() { return chosen("metric", FIRST, [...METRICS.keys()]); },
    get subject() { return chosen("subject", subjectsOf(this.metric)[0], subjectsOf(this.metric)); },
    get scope() { const all = scopesOf(this.metric, this.subject); return chosen("scope", all[0], all); },
    get view() { return chosen("view", "value", ["value", "difference"]); },
    get log() { return chosen("log", "0") === "1"; },
    get single() { return chosen("single", "0") === "1"; },
  };
  const controls = el("div", {class: "controls"});
  const large = el("div", {});
  const title = el("h3", {class: "group-title"});
  const scales = el("p", {class: "figure-note"});
  const legend = el("div", {class: "legend"});
  const grid = el("div", {class: "grid"});
  node.append(controls, large, title, scales, legend, grid);
  const pick = (key, value) => {
    choose(key, value);
    render();
  };
  function renderControls() {
    refill(controls,
      select("Metric", groupedMetrics().map(([name, list]) => [name, list.map(m => [m, m])]), choice.metric, v => pick("metric", v)),
      select("Of", [[null, subjectsOf(choice.metric).map(s => [s, SUBJECTS[s] || s])]], choice.subject, v => pick("subject", v)),
      scopesOf(choice.metric, choice.subject).length > 1
        ? select("Scope", [[null, scopesOf(choice.metric, choice.subject).map(s => [s, s])]], choice.scope, v => pick("scope", v)) : "",
      segments("Show", [["value", "value"], ["difference", "against baseline"]], choice.view, v => pick("view", v)),
      toggle("log scale", choice.log, on => pick("log", on ? 1 : 0), choice.view === "difference" ? "differences have both signs" : ""),
      toggle("single replicates", choice.single, on => pick("single", on ? 1 : 0), choice.view === "difference" ? "a difference is shown as a mean over replicates"
        : SINGLES ? "" : "this report has no single replicates"));
  }
  /** One scale from 0 for the small panels of all shares of a group; every other panel has its own. */
  function sharedScale(metrics) {
    const ends = metrics.filter(m => meaning(m).kind === "share").flatMap(m => subjectOf(m).flatMap(s => visible().flatMap(c => (curveOf(c, m, s, scopesOf(m, s)[0]) || {mean: []}).mean || [])));
    return d3.max(ends.filter(finite)) > 1 || !ends.length ? null : commonScale(ends.concat(0));
  }
  const subjectOf = m => [subjectsOf(m).includes(choice.subject) ? choice.subject : subjectsOf(m)[0]];
  function chart(metric, subject, scope, small, shares) {
    const about = meaning(metric);
    const against = choice.view === "difference";
    const fresh = against || !["synthetic", "guarded"].includes(subject) ? [] : withoutFeedback(metric, scope);
    const chance = fresh.length === 1 && about.group === "Distance from R";
    const halves = fresh.length > 0 && !fresh[0].draw;
    const onpick = small ? () => {
      choose("metric", metric);
      render();
      [...grid.querySelectorAll(".pick")].find(button => button.textContent === metric)?.focus({preventScroll: true});
      large.scrollIntoView({block: "center"});
    } : null;
    const where = scope === "all" ? "" : ", " + scope;
    return figure({
      title: metric + (small ? "" : " of " + subject + clean(where)), file: metric + " " + subject + " " + scope + (against ? " difference" : ""),
      note: small ? null : [about.text, against ? "Shown is the mean difference to the baseline cell, paired by replicate." : "", against ? noDifference(metric, subject, scope) : ""].filter(Boolean).join(" "),
      more: small ? null : [["formula", about.formula], ["take care", about.misleads],
        [halves ? "two halves of R" : "one draw", fresh.map(h => number(h.value, about.kind)
            + (h.low === "" ? "" : " (" + number(Number(h.low), about.kind) + " to " + number(Number(h.high), about.kind) + ")")
            + (h.cell && fresh.length > 1 ? " in " + h.cell : "") + (SEVERAL ? " in " + h.run : "")).join(", ")
          + (!fresh.length ? "" : halves ? ": one half of R's documents against the other. A text that descends from R is closer to R than that, whatever it lost: below this value it is not shown that nothing was lost"
            : ": a text drawn once from M\u2080, without feedback: its mean, and where one more such draw lies with probability 95\u202f%")
          + (chance ? " (the grey line)." : fresh.length ? "." : "")]],
      small, onpick, data: against ? "contrasts" : "summary",
      full: (against ? "Difference in " : "") + metric + " of " + subject + clean(where),
      draw: (svg, width) => {
        const series = visible().map(c => seriesOf(c, metric, subject, scope, choice.view, choice.single && !small)).filter(s => s && s.points.length);
        const share = isShare(about.kind, series) && !against && !small && d3.max(series.flatMap(s => s.points), p => p.y) > 0.5;
        return lineChart(svg, width, {
          series, height: small ? 168 : width < 520 ? 300 : 400, ends: !small, marks: !small, thin: small,
          x: {label: small ? null : "generation", name: "generation", whole: true},
          y: {label: small ? null : (against ? "difference in " : "") + metric + (about.unit && about.unit !== metric ? " (" + about.unit + ")" : ""),
            kind: about.kind, log: choice.log && !against, zero: !small, domain: choice.log ? null : share ? [0, 1] : small && !against && about.kind === "share" ? shares : null, show: against ? signed : null},
          empty: against && !series.length && visible().length ? "no finite difference" : null,
          rule: against ? 0 : chance ? fresh[0].value : undefined,
        });
      },
    });
  }
  function renderCharts() {
    large.replaceChildren(chart(choice.metric, choice.subject, choice.scope, false));
    const group = meaning(choice.metric).group;
    const all = [...METRICS.keys()].filter(m => meaning(m).group === group)
      .sort((a, b) => (a !== FIRST) - (b !== FIRST) || a.localeCompare(b, "en", {numeric: true}));
    legend.replaceChildren(...[...visible(), BAND_KEY].map(legendItem), ...(choice.view === "value" && all.some(m => subjectsOf(m).some(s => visible().some(c => (curveOf(c, m, s, "all") || {}).expected))) ? [legendItem(LAW_KEY)] : []));
    title.textContent = "All metrics of the group: " + group.toLowerCase().replace(/\br\b/, "R");
    const shares = choice.view === "value" ? sharedScale(all) : null;
    scales.textContent = (shares && !choice.log ? "Panels of shares have one scale, from 0. Every other panel has" : "Each panel has") + " a scale of its own, which need not begin at 0: compare heights inside a panel only.";
    grid.replaceChildren(...all.map(m => {
      const [subject] = subjectOf(m);
      return chart(m, subject, scopesOf(m, subject)[0], true, shares);
    }));
    count();
  }
  function render() {
    renderControls();
    renderCharts();
  }
  render();
  onCells(renderCharts);
}
