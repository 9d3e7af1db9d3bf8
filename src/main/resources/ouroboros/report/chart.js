// One line chart and one stacked chart for everything: axes, bands, laws, marks, tooltip, keyboard.

const tip = document.getElementById("tip");
const live = document.getElementById("live");
const finite = v => v !== null && v !== undefined && Number.isFinite(v);

function showTip(svg, x, y, title, rows) {
  tip.replaceChildren(el("p", {class: "tip-title", text: title}), el("table", {}, rows.map(row =>
    el("tr", {}, el("td", {}, swatch(row)), el("td", {}, el("bdi", {text: row.label})), el("td", {class: "n", text: row.value}),
      el("td", {class: "tip-more", text: row.more || ""})))));
  tip.hidden = false;
  const box = svg.getBoundingClientRect();
  const own = tip.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  let left = box.left + x + 16;
  if (left + own.width > width - 8) left = box.left + x - own.width - 16;
  tip.style.left = Math.max(8, Math.min(left, width - own.width - 8)) + window.scrollX + "px";
  tip.style.top = Math.max(8, Math.min(box.top + y - own.height / 2, window.innerHeight - own.height - 8)) + window.scrollY + "px";
}

function hideTip() {
  tip.hidden = true;
}
window.addEventListener("keydown", e => { if (e.key === "Escape") hideTip(); });
window.addEventListener("scroll", hideTip, {passive: true});

/** Moves over the positions xs with pointer and arrow keys; at(i) shows position i, off() hides it. */
function walk(svg, xs, position, at, off) {
  let now = -1;
  const node = svg.node();
  const nearest = event => {
    const [px] = d3.pointer(event, node);
    return d3.minIndex(xs, x => Math.abs(position(x) - px));
  };
  const leave = () => {
    now = -1;
    off();
    hideTip();
  };
  const go = (i, spoken) => {
    now = i;
    const said = at(i);
    if (spoken) live.textContent = said;
  };
  svg.on("pointermove", event => { if (xs.length) go(nearest(event), false); })
    .on("pointerdown", event => { if (xs.length) go(nearest(event), false); })
    .on("pointerleave", leave).on("blur", leave)
    .on("keydown", event => {
      const last = xs.length - 1;
      const next = {ArrowRight: Math.min(last, now + 1), ArrowLeft: now < 0 ? last : Math.max(0, now - 1), Home: 0, End: last}[event.key];
      if (next === undefined || last < 0) return;
      event.preventDefault();
      go(next, true);
    });
}

function scaleOf(axis, values, range) {
  if (axis.log) {
    axis.room = axis.room || 1.08;
    const positive = values.concat(axis.end ?? []).filter(v => finite(v) && v > 0);
    const [low, high] = positive.length ? d3.extent(positive) : [0.1, 1];
    return d3.scaleLog(low === high ? [low / 2, high * 2] : [low / axis.room, high * 1.08], range).clamp(false);
  }
  if (axis.domain) return d3.scaleLinear(axis.domain, range);
  const known = values.filter(finite);
  if (axis.whole && known.length > 1) {
    const [first, last] = d3.extent(known);
    if (first < last) return d3.scaleLinear([first, last], range);
  }
  let [low, high] = known.length ? d3.extent(known) : [0, 1];
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 0.5;
    [low, high] = [low - room, high + room];
    if (known[0] >= 0) low = Math.max(0, low);
  } else if (axis.zero && low > 0 && low < 0.55 * high) {
    low = 0;
  }
  const pad = (high - low) * 0.05;
  return d3.scaleLinear([low === 0 ? 0 : low - pad, high === 0 ? 0 : high + pad], range).nice(5);
}

/** One scale for several panels, with round ends. */
const commonScale = values => d3.scaleLinear(values.some(finite) ? d3.extent(values.filter(finite)) : [0, 1], [0, 1]).nice(5).domain();

const ticksOf = (scale, wanted, log, whole) => {
  if (log) {
    const all = scale.ticks(wanted);
    const tens = all.filter(t => Math.abs(Math.log10(t) - Math.round(Math.log10(t))) < 1e-9);
    if (tens.length < 2) {
      const few = all.filter((t, i) => i % Math.ceil(all.length / wanted) === 0);
      return few.length ? few : all;
    }
    return tens.filter((t, i) => i % Math.max(1, Math.ceil(tens.length / wanted)) === 0);
  }
  const ticks = scale.ticks(wanted);
  return whole ? ticks.filter(Number.isInteger) : ticks;
};

/** Axes and grid. Returns the scales and the group to draw in, clipped to the plot. */
function frame(svg, width, {height, x, y, right, xs, ys}) {
  const draft = scaleOf(y, ys, [height, 0]);
  const format = y.format || axisNumber;
  const small = width < 420;
  const yTicks = ticksOf(draft, height < 200 ? 4 : 6, y.log);
  const left = Math.max(30, 14 + 7.3 * (d3.max(yTicks, t => format(t).length) || 2));
  const margin = {top: y.label ? 24 : 10, right: right || 14, bottom: x.label ? 42 : 26, left};
  svg.attr("height", height);
  const X = scaleOf(x, xs, [margin.left, width - margin.right]);
  const Y = scaleOf(y, ys, [height - margin.bottom, margin.top]);
  const g = svg.append("g").attr("class", "axes");
  for (const t of yTicks) {
    g.append("line").attr("class", "grid").attr("x1", margin.left).attr("x2", width - margin.right).attr("y1", Y(t)).attr("y2", Y(t));
    g.append("text").attr("class", "tick").attr("x", margin.left - 8).attr("y", Y(t) + 4).attr("text-anchor", "end").text(format(t));
  }
  const xTicks = ticksOf(X, Math.max(2, Math.floor((width - margin.left - margin.right) / (small ? 44 : 64))), x.log, x.whole);
  const floor = height - margin.bottom;
  g.append("line").attr("class", "base").attr("x1", margin.left).attr("x2", width - margin.right).attr("y1", floor).attr("y2", floor);
  for (const t of xTicks) {
    g.append("line").attr("class", "base").attr("x1", X(t)).attr("x2", X(t)).attr("y1", floor).attr("y2", floor + 5);
    g.append("text").attr("class", "tick").attr("x", X(t)).attr("y", floor + 18).attr("text-anchor", "middle").text((x.format || axisNumber)(t));
  }
  if (x.label) {
    g.append("text").attr("class", "axis-label").attr("x", (margin.left + width - margin.right) / 2).attr("y", height - 6)
      .attr("text-anchor", "middle").text(x.label);
  }
  if (y.label) g.append("text").attr("class", "axis-label").attr("x", 2).attr("y", 12).text(y.label);
  const clip = "clip-" + ++figures;
  svg.append("clipPath").attr("id", clip).append("rect").attr("x", margin.left - 5).attr("y", margin.top - 5)
    .attr("width", Math.max(0, width - margin.left - margin.right + 10)).attr("height", Math.max(0, floor - margin.top + 10));
  return {X, Y, margin, floor, plot: svg.append("g").attr("clip-path", "url(#" + clip + ")")};
}

/** A law: a row of dots with a light edge, which is visible on any line or area. */
function drawLaw(plot, d, colour) {
  plot.append("path").attr("class", "law-edge").attr("d", d);
  plot.append("path").attr("class", "law").style("stroke", colour).attr("d", d);
}

/** Labels at the ends of lines, pushed apart where they would touch. */
function endLabels(svg, at, labels, top, bottom) {
  const room = 15;
  labels.sort((a, b) => a.y - b.y);
  labels.forEach((l, i) => { l.to = Math.max(l.y, i ? labels[i - 1].to + room : top); });
  let limit = bottom;
  for (const l of labels.slice().reverse()) {
    l.to = Math.min(l.to, limit);
    limit = l.to - room;
  }
  for (const l of labels) {
    svg.append("path").attr("class", "leader").style("stroke", l.colour)
      .attr("d", "M" + (at + 6) + "," + l.y + "L" + (at + 16) + "," + l.to);
    svg.append("text").attr("class", "end").attr("x", at + 20).attr("y", l.to + 4).text(l.label);
  }
}

/**
 * series: [{label, colour, dash, mark, points: [{x, y, low, high}], law: [{x, y}], single: [[{x, y}]]}].
 * A missing value gives a gap; an infinite value is a triangle at the edge.
 */
function lineChart(svg, width, {series, x, y, height, ends, marks, rule, thin, empty}) {
  const longest = d3.max(series, s => s.label.length) || 0;
  const labelled = Boolean(ends && width >= 640 && series.length <= 16 && 34 + 7.2 * longest < width * 0.4);
  const right = labelled ? 34 + 7.2 * longest : 14;
  const ok = v => finite(v) && !(y.log && v <= 0);
  const means = series.flatMap(s => s.points.map(p => p.y).concat((s.law || []).map(p => p.y))).filter(ok);
  if (rule !== undefined && means.length) means.push(rule);
  const span = means.length ? d3.max(means) - d3.min(means) : 0;
  const reach = (span || Math.abs(means[0] || 0)) * 0.35;
  const ys = means.slice();
  for (const s of series) {
    for (const p of s.points) {
      if (ok(p.low)) ys.push(Math.max(p.low, d3.min(means) - reach));
      if (ok(p.high)) ys.push(Math.min(p.high, d3.max(means) + reach));
    }
  }
  const xs = [...new Set(series.flatMap(s => s.points.map(p => p.x)))].filter(v => !(x.log && v <= 0)).sort(d3.ascending);
  const {X, Y, margin, floor, plot} = frame(svg, width, {height, x, y, right, xs, ys: ys.filter(ok)});
  const path = d3.line().x(p => X(p.x)).y(p => Y(p.y)).defined(p => ok(p.y));
  if (rule !== undefined) {
    plot.append("line").attr("class", "rule").attr("x1", margin.left).attr("x2", width - margin.right).attr("y1", Y(rule)).attr("y2", Y(rule));
  }
  let drawn = 0;
  let infinite = 0;
  const banded = series.some(s => s.points.some(p => ok(p.low) && ok(p.high) && p.low < p.high));
  for (const s of series) {
    const area = d3.area().x(p => X(p.x)).y0(p => Y(p.low)).y1(p => Y(p.high)).defined(p => ok(p.low) && ok(p.high));
    if (s.points.some(p => ok(p.low) && ok(p.high))) plot.append("path").attr("class", "band").style("fill", s.colour).attr("d", area(s.points));
  }
  for (const s of series) {
    for (const one of s.single || []) plot.append("path").attr("class", "single").style("stroke", s.colour).attr("d", path(one));
    if (s.points.some(p => ok(p.y))) {
      plot.append("path").attr("class", thin ? "line thin" : "line").style("stroke", s.colour)
        .attr("stroke-dasharray", s.dash || null).attr("d", path(s.points));
      drawn++;
    }
    const lonely = s.points.filter((p, i) => ok(p.y) && !ok((s.points[i - 1] || {}).y) && !ok((s.points[i + 1] || {}).y));
    const marked = marks && s.points.length <= 40 ? s.points.filter(p => ok(p.y)) : lonely;
    for (const p of marked) {
      plot.append("path").attr("class", "mark").style("fill", s.colour).attr("transform", "translate(" + X(p.x) + "," + Y(p.y) + ")")
        .attr("d", d3.symbol(s.mark || d3.symbolCircle, thin ? 18 : 30)());
    }
    for (const p of (s.fired || []).filter(p => ok(p.y))) {
      plot.append("path").attr("class", "fired").attr("transform", "translate(" + X(p.x) + "," + Y(p.y) + ")").attr("d", d3.symbol(d3.symbolTriangle, thin ? 60 : 120)());
    }
    for (const p of s.points.filter(q => q.y === Infinity || q.y === -Infinity)) {
      const up = p.y > 0;
      plot.append("path").attr("class", "mark").style("fill", s.colour)
        .attr("transform", "translate(" + X(p.x) + "," + (up ? margin.top + 2 : floor - 2) + ") rotate(" + (up ? 0 : 180) + ")")
        .attr("d", d3.symbol(d3.symbolTriangle, 34)());
      infinite++;
      drawn++;
    }
  }
  const lawful = series.filter(s => s.law && s.law.some(p => ok(p.y)));
  for (const s of lawful) drawLaw(plot, path(s.law), s.colour);
  if (!drawn || (infinite && !means.length)) {
    svg.append("text").attr("class", "empty").attr("x", (margin.left + width - margin.right) / 2).attr("y", (margin.top + floor) / 2)
      .attr("text-anchor", "middle").text(empty || (series.length === 0 ? "no cell is shown" : infinite ? "infinite everywhere" : y.log ? "nothing above zero to show" : "no values"));
  }
  if (labelled) {
    const labels = series.map(s => ({s, last: s.points.filter(p => ok(p.y)).pop()})).filter(l => l.last)
      .map(l => ({label: l.s.label, colour: l.s.colour, y: Math.max(margin.top, Math.min(floor, Y(l.last.y)))}));
    endLabels(svg, width - margin.right, labels, margin.top + 4, floor - 2);
  }
  const cursor = svg.append("line").attr("class", "cursor").attr("data-screen", "").attr("y1", margin.top).attr("y2", floor).attr("visibility", "hidden");
  const name = x.name || x.label || "x";
  walk(svg, xs, X, i => {
    const at = xs[i];
    cursor.attr("visibility", "visible").attr("x1", X(at)).attr("x2", X(at));
    const rows = series.map(s => {
      const p = s.points.find(q => q.x === at);
      const law = (s.law || []).find(q => q.x === at);
      return p && p.y !== null && p.y !== undefined ? {
        ...s, sort: p.y, value: (y.show || number)(p.y, y.kind),
        more: [finite(p.low) && finite(p.high) && p.low !== p.high ? "[" + (y.show || number)(p.low, y.kind) + ", " + (y.show || number)(p.high, y.kind) + "]" : "",
          law && finite(law.y) ? "law " + (y.show || number)(law.y, y.kind) : "", (s.fired || []).includes(p) ? "an alarm fired" : ""].filter(Boolean).join("  "),
      } : null;
    }).filter(Boolean).sort((a, b) => b.sort - a.sort);
    showTip(svg.node(), X(at), height / 2, name + " " + (x.format || axisNumber)(at), rows.slice(0, 24));
    return name + " " + axisNumber(at) + ": " + rows.map(r => r.label + " " + r.value + " " + r.more).join("; ");
  }, () => cursor.attr("visibility", "hidden"));
  return {marks: Math.max(drawn, series.length ? 0 : 1) || (infinite || series.length ? 1 : 0), legend: [...(labelled ? [] : series), ...(banded ? [BAND_KEY] : []), ...(lawful.length ? [LAW_KEY] : []), ...(infinite ? [INFINITE_KEY] : []), ...(series.some(s => s.fired && s.fired.length) ? [FIRED_KEY] : [])], text: describe(series, name, y), table: tableOf(series, name)};
}

const LAW_KEY = {label: "law", beads: true, colour: "var(--ink)"};
const BAND_KEY = {label: "95 % interval", fill: "var(--muted)", soft: true};
const FIRED_KEY = {label: "an alarm fired", dot: d3.symbolTriangle, colour: "var(--ink)"};
const INFINITE_KEY = {label: "infinite", dot: d3.symbolTriangle, colour: "var(--muted)"};

/** A chart in words: where each line begins and ends. */
function describe(series, name, y) {
  const show = y.show || number;
  return "Lines over " + name + ". " + series.map(s => {
    const known = s.points.filter(p => p.y !== null && p.y !== undefined);
    if (!known.length) return s.label + ": no values";
    const [a, b] = [known[0], known[known.length - 1]];
    return s.label + ": " + show(a.y, y.kind) + " at " + axisNumber(a.x) + ", " + show(b.y, y.kind) + " at " + axisNumber(b.x);
  }).join("; ") + ".";
}

function tableOf(series, name) {
  const rows = [];
  for (const s of series) {
    for (const p of s.points) {
      const law = (s.law || []).find(q => q.x === p.x);
      rows.push([s.label, p.x, p.y ?? NaN, p.low ?? NaN, p.high ?? NaN, law ? law.y ?? NaN : NaN]);
    }
  }
  const used = [0, 1, 2, 3, 4, 5].filter(i => i < 3 || rows.some(r => !Number.isNaN(r[i])));
  const columns = ["line", name, "value", "low", "high", "law"];
  return {columns: used.map(i => columns[i]), rows: rows.map(r => used.map(i => r[i]))};
}

/** Shares stacked to one: layers [{label, colour}], rows [{x, shares: [..]}]. */
function stackedChart(svg, width, {layers, rows, height, x, y}) {
  const xs = rows.map(r => r.x);
  // Each generation is a column as wide as the step to the next, because there are no values between two generations.
  const step = (d3.min(d3.pairs(xs), ([a, b]) => b - a) || 1) / 2;
  const domain = xs.length ? [xs[0] - step, xs[xs.length - 1] + step] : [0, 1];
  const {X, Y, margin, floor, plot} = frame(svg, width, {height, x: {...x, domain}, y: {...y, domain: [0, 1]}, xs, ys: [0, 1]});
  const stack = d3.stack().keys(d3.range(layers.length)).value((r, k) => r.shares[k])(rows);
  const area = d3.area().x(d => X(d.x)).y0(d => Y(d.low)).y1(d => Y(d.high)).curve(d3.curveStepAfter);
  stack.forEach((layer, k) => {
    const steps = layer.map((d, i) => ({x: i === 0 ? domain[0] : (xs[i - 1] + xs[i]) / 2, low: d[0], high: d[1]}));
    if (steps.length) steps.push({...steps[steps.length - 1], x: domain[1]});
    plot.append("path").attr("class", "layer").style("fill", layers[k].colour).attr("d", area(steps));
  });
  const cursor = svg.append("line").attr("class", "cursor").attr("data-screen", "").attr("y1", margin.top).attr("y2", floor).attr("visibility", "hidden");
  walk(svg, xs, X, i => {
    cursor.attr("visibility", "visible").attr("x1", X(xs[i])).attr("x2", X(xs[i]));
    const parts = layers.map((l, k) => ({label: l.label, fill: l.colour, share: rows[i].shares[k]})).filter(p => p.share > 0)
      .map(p => ({...p, value: percent(p.share)})).reverse();
    showTip(svg.node(), X(xs[i]), height / 2, x.name + " " + xs[i], parts.slice(0, 24));
    return x.name + " " + xs[i] + ": " + parts.map(p => p.label + " " + p.value).join("; ");
  }, () => cursor.attr("visibility", "hidden"));
  const used = layers.map((l, k) => ({...l, k})).filter(l => rows.some(r => r.shares[l.k] > 0));
  const last = rows[rows.length - 1];
  return {
    marks: stack.length, legend: null,
    text: last ? "Stacked shares. At " + x.name + " " + last.x + ": " + used.map(l => l.label + " " + percent(last.shares[l.k])).join("; ") + "." : "",
    table: {columns: [x.name, ...used.map(l => l.label)], rows: rows.map(r => [r.x, ...used.map(l => r.shares[l.k])])},
  };
}
