// A figure: heading, note, chart, and its exports (SVG, PNG, table). Redrawn when its width changes.

let figures = 0;

/** How many charts there are and how many drew something. Only tests read this. */
const count = () => {
  const all = document.querySelectorAll("figure.chart");
  document.documentElement.dataset.charts = all.length;
  document.documentElement.dataset.drawn = [...all].filter(f => Number(f.dataset.marks) > 0).length;
};

const resize = new ResizeObserver(entries => requestAnimationFrame(() => {
  for (const {target, contentRect} of entries) {
    const width = Math.round(contentRect.width);
    if (width > 0 && target.isConnected && width !== target.drawnAt) target.draw(width);
  }
}));

/**
 * options: title, note, small (a panel among many), draw(svg, width) that returns
 * {marks, text, table: {columns, rows}, legend: [{label, colour, dash}]}, and onpick to choose it.
 */
function figure(options) {
  const id = "figure-" + ++figures;
  const heading = el(options.small ? "h4" : "h3", {class: "figure-title"});
  if (options.onpick) {
    heading.append(el("button", {type: "button", class: "pick", title: "Show large", "data-key": "pick " + options.title, text: options.title, onclick: options.onpick}));
  } else {
    heading.append(options.swatch ? swatch(options.swatch) : "", el("span", {text: options.title}));
  }
  const place = el("div", {class: "plot"});
  const tableHost = el("div", {class: "figure-table"});
  tableHost.hidden = true;
  let drawn = null;
  // The chart is drawn when it first gets a size; a caller that asks before that does not wait.
  const ready = () => drawn || place.draw(Math.max(place.clientWidth, 320));
  const showTable = () => tableHost.replaceChildren(plainTable(drawn.table, options.full || options.title, options.data));
  const tableButton = tool("Table", "the numbers of: ", () => {
    ready();
    tableHost.hidden = !tableHost.hidden;
    tableButton.setAttribute("aria-expanded", String(!tableHost.hidden));
    if (!tableHost.hidden) showTable();
  });
  tableButton.setAttribute("aria-expanded", "false");
  const buttons = el("div", {class: "tools"}, tableButton,
    tool("SVG", "save as SVG: ", () => { ready(); saveSvg(place.firstChild, options, drawn); }),
    tool("PNG", "save as PNG: ", () => { ready(); savePng(place.firstChild, options, drawn); }));
  const tools = options.small ? el("details", {class: "menu"}, el("summary", {"aria-label": "Table or picture of: " + options.title, text: "⋯"}), buttons) : buttons;
  if (options.small) buttons.addEventListener("click", () => { tools.open = false; });
  function tool(label, about, act) {
    return el("button", {type: "button", class: "tool", "aria-label": label + ", " + about + options.title, text: label, onclick: act});
  }
  const head = el("div", {class: "figure-head"}, heading, tools);
  const legendHost = el("div", {class: "legend"});
  const node = el("figure", {class: options.small ? "chart small" : "chart"}, head,
    options.note ? el("p", {class: "figure-note", text: options.note}) : null, place, legendHost,
    (options.more || []).filter(([, text]) => text).map(([name, text]) => el("p", {class: "figure-more"}, el("span", {text: name + ": "}), text)), tableHost);
  place.draw = width => {
    place.drawnAt = width;
    const svg = d3.create("svg").attr("width", width).attr("role", "img").attr("tabindex", 0)
      .attr("aria-labelledby", id + "-t " + id + "-d");
    svg.append("title").attr("id", id + "-t").text(options.title);
    const desc = svg.append("desc").attr("id", id + "-d");
    drawn = options.draw(svg, width);
    svg.attr("viewBox", "0 0 " + width + " " + svg.attr("height"));
    desc.text(drawn.text || "");
    place.replaceChildren(svg.node());
    legendHost.replaceChildren(...(drawn.legend ? drawn.legend.map(legendItem) : []));
    node.dataset.marks = drawn.marks;
    if (!tableHost.hidden) showTable();
    count();
  };
  resize.observe(place);
  return node;
}

/** A small sample: an area (fill; soft for a band), a law (beads), a whisker, a dot, or a line with colour, dash and mark. */
function swatch({colour, dash, mark, fill, soft, beads, dot, ring, whisker}) {
  const svg = d3.create("svg").attr("width", 26).attr("height", 12).attr("viewBox", "0 0 26 12")
    .attr("class", "swatch").attr("aria-hidden", "true").attr("focusable", "false");
  if (fill) {
    svg.append("rect").attr("x", 7).attr("width", 12).attr("height", 12).attr("rx", 2).style("fill", fill).style("fill-opacity", soft ? 0.25 : 1);
  } else if (beads) {
    drawLaw(svg, "M4,6L24,6", colour);
  } else if (dot) {
    svg.append("path").attr("transform", "translate(13,6)").attr("d", d3.symbol(dot, 44)()).style("fill", colour);
  } else if (ring) {
    svg.append("circle").attr("class", "law-ring").attr("cx", 13).attr("cy", 6).attr("r", 5);
  } else if (whisker) {
    svg.append("line").attr("class", "whisker").attr("x1", 4).attr("x2", 22).attr("y1", 6).attr("y2", 6);
  } else {
    svg.append("line").attr("x1", 1).attr("x2", 25).attr("y1", 6).attr("y2", 6)
      .style("stroke", colour).style("stroke-width", 2.4).attr("stroke-dasharray", dash || null);
    if (mark) svg.append("path").attr("transform", "translate(13,6)").attr("d", d3.symbol(mark, 36)()).style("fill", colour);
  }
  return svg.node();
}

const legendItem = item => el("span", {class: "legend-item"}, swatch(item), el("bdi", {text: item.label}));

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin",
  "stroke-linecap", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order", "font-variant-numeric"];

/** Words in lines of at most this many characters. */
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line && line.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = line ? line + " " + word : word;
  }
  return lines;
}

/** The chart as one SVG document in light colours, with its title and legend. All styles are inside the document. */
function standalone(svg, options, drawn) {
  const root = document.documentElement;
  const before = root.dataset.theme;
  root.dataset.theme = "light";
  const width = Number(svg.getAttribute("width"));
  const height = Number(svg.getAttribute("height"));
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, i) => {
    const style = getComputedStyle(originals[i]);
    node.removeAttribute("style");
    node.removeAttribute("class");
    for (const name of STYLES) node.style.setProperty(name, style.getPropertyValue(name));
  });
  copy.querySelectorAll("[data-screen]").forEach(node => node.remove());
  const font = getComputedStyle(document.body).fontFamily;
  const ink = getComputedStyle(root).getPropertyValue("--ink").trim();
  const legend = drawn.legend || [];
  const lines = wrapped(options.full || options.title, Math.max(12, Math.floor((width - 6) / 8.4)));
  const head = 16 + 19 * lines.length;
  const whole = Math.max(width + 24, 60 + 7 * (d3.max(legend, item => item.label.length) || 0));
  let x = 16;
  let y = head + 22 + height;
  const items = [];
  for (const item of legend) {
    const room = 44 + 6.6 * item.label.length;
    if (x + room > whole - 12 && x > 16) [x, y] = [16, y + 20];
    items.push([item, x, y]);
    x += room;
  }
  const out = d3.create("svg").attr("xmlns", "http://www.w3.org/2000/svg").attr("width", whole)
    .attr("height", legend.length ? y + 16 : height + head + 10).style("font-family", font).style("color", ink);
  out.append("title").text(options.full || options.title);
  out.append("rect").attr("width", "100%").attr("height", "100%").attr("fill", "#ffffff");
  lines.forEach((line, i) => out.append("text").attr("x", 14).attr("y", 24 + 19 * i).attr("fill", ink).attr("font-size", 15).attr("font-weight", 600).text(line));
  for (const [item, left, top] of items) {
    const sample = swatch(item);
    const shapes = [...sample.querySelectorAll("*")];
    const g = out.append("g").attr("transform", "translate(" + left + "," + (top - 9) + ")");
    place(sample);
    shapes.forEach(shape => {
      const style = getComputedStyle(shape);
      const twin = shape.cloneNode(true);
      twin.removeAttribute("style");
      for (const name of STYLES) twin.style.setProperty(name, style.getPropertyValue(name));
      g.node().append(twin);
    });
    sample.remove();
    g.append("text").attr("x", 31).attr("y", 10).attr("fill", ink).attr("font-size", 12).text(item.label);
  }
  function place(node) {
    document.body.append(node);
  }
  copy.setAttribute("x", "12");
  copy.setAttribute("y", head);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  out.node().append(copy);
  if (before === undefined) delete root.dataset.theme;
  else root.dataset.theme = before;
  return out.node();
}

const fileName = options => (RUNS.map(r => r.name).join("-") + "-" + (options.file || options.title))
  .toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 100);

function save(href, name) {
  const link = el("a", {href, download: name});
  document.body.append(link);
  link.click();
  link.remove();
}

const svgText = (svg, options, drawn) => new XMLSerializer().serializeToString(standalone(svg, options, drawn));

function saveSvg(svg, options, drawn) {
  const url = URL.createObjectURL(new Blob([svgText(svg, options, drawn)], {type: "image/svg+xml"}));
  save(url, fileName(options) + ".svg");
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** The picture at twice its size, as a promise of a PNG data URL. */
function pngOf(svg, options, drawn) {
  const text = svgText(svg, options, drawn);
  const whole = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * Number(whole.getAttribute("width"));
      canvas.height = 2 * Number(whole.getAttribute("height"));
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      resolve(canvas.toDataURL("image/png"));
    };
    image.onerror = () => reject(new Error("the picture could not be drawn"));
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  });
}

function savePng(svg, options, drawn) {
  pngOf(svg, options, drawn).then(href => save(href, fileName(options) + ".png"))
    .catch(e => document.getElementById("live").textContent = e.message);
}
