// The text itself: the same sentence numbers in several generations, next to each other.

/** Text with some of its words in elements. The words are text nodes, never markup, for any corpus. */
function marked(text, words, name, title) {
  const wanted = new Set(words.map(String));
  return clean(text).split(/(\s+)/).map(piece => wanted.has(piece) ? el(name, {title, text: piece}) : piece);
}

/** N-grams of the text that occur in no real text, underlined as one run of tokens. */
function withNovel(text, grams) {
  const tokens = clean(text).split(" ");
  const hit = new Array(tokens.length).fill(false);
  for (const gram of grams) {
    const parts = String(gram).split(" ");
    for (let i = 0; i + parts.length <= tokens.length; i++) {
      if (parts.every((p, k) => tokens[i + k] === p)) hit.fill(true, i, i + parts.length);
    }
  }
  return tokens.flatMap((t, i) => [i ? " " : "", hit[i] ? el("mark", {title: "found in no real text", text: t}) : t]);
}

const quoteOf = (content, about) => el("blockquote", {dir: "auto", ...about}, content);

const traced = (cell, s) => ancestryOf(cell, s.r).sentence(s.g, s.unit);

function textSection() {
  const runs = RUNS.filter(run => run.samples.length);
  if (!runs.length) return;
  const node = section("text", "Text", "What a lineage writes: sampled sentences",
    ALL_ELSEWHERE ? "The same sentence number in every generation, as it is in the texts: number i of one text need not be related to number i of the next."
    : "Sentence i of S_1 is not a copy of sentence i of R, and sentence i of S_2 not one of S_1: each is a new draw. The pairs are the cells of one column. Sentence i of a generation is drawn with the same random numbers in every cell, so what differs there is due to the models alone; cells whose models are still the same show the same text. Sentences of one row have only the lineage in common.");
  const controls = el("div", {class: "controls"});
  const host = el("div", {class: "copies"});
  node.append(controls, host);
  function render() {
    const samples = runs.flatMap(run => run.samples.map(s => ({...s, of: cellOf(run, s.cell)}))).filter(s => s.of);
    const units = [...new Set(samples.map(s => s.unit))].sort(d3.ascending).map(String);
    const replicates = [...new Set(samples.map(s => s.r))].sort(d3.ascending).map(String);
    const telling = d3.greatest(units, u => d3.sum(samples.filter(s => String(s.unit) === u && s.lost), s => s.lost.length));
    const unit = chosen("unit", telling || units[0], units);
    const replicate = chosen("text-replicate", replicates[0], replicates);
    const go = v => { choose("unit", v); render(); };
    const i = units.indexOf(unit);
    const step = (label, to) => el("button", {type: "button", class: "tool", "data-key": label, text: label, "aria-label": label + " sentence", disabled: !(to in units), onclick: () => go(units[to])});
    refill(controls, el("div", {class: "field-row"}, select("Sentence number", [[null, units.map(u => [u, u])]], unit, go), step("Previous", i - 1), step("Next", i + 1)),
      replicates.length > 1 ? segments("Replicate", replicates.map(r => [r, r]), replicate, v => { choose("text-replicate", v); render(); }) : "");
    const mine = samples.filter(s => String(s.unit) === unit && String(s.r) === replicate);
    const generations = [...new Set(mine.filter(s => s.g > 0).map(s => s.g))].sort(d3.ascending);
    const nodes = [];
    const reals = new Map(mine.filter(s => s.g === 0).map(s => [clean(s.text) + (SEVERAL ? s.of.run.index : ""), s]));
    for (const s of reals.values()) {
      nodes.push(el("div", {class: "real"}, el("p", {class: "tag"}, el("span", {class: "badge real-badge", text: "REAL"}),
        " sentence " + unit + " of R" + (SEVERAL ? ", " + s.of.run.name : "")), quoteOf([clean(s.text)], {})));
    }
    if (!reals.size) nodes.push(el("p", {class: "figure-note", text: "R has no sentence " + unit + " in this table."}));
    for (const cell of visible()) {
      const own = mine.filter(s => s.of === cell && s.g > 0);
      if (!own.length) continue;
      const real = mine.find(s => s.of === cell && s.g === 0);
      const path = el("div", {class: "path-host"});
      const lost = own.filter(s => s.lost).sort((a, b) => b.g - a.g)[0];
      nodes.push(el("article", {class: "lineage", "aria-label": "Text of " + cell.label},
        el("h3", {}, swatch(cell), el("bdi", {text: cell.label})),
        lost && real ? el("div", {class: "lost"}, el("p", {class: "tag", text: "Sentence " + unit + " of R; struck out: words that no sentence of generation " + lost.g + " has"}),
          quoteOf(marked(real.text, lost.lost, "del", "no longer occurs"), {})) : null,
        el("div", {class: "ages"}, generations.map(g => {
          const s = own.find(o => o.g === g);
          return el("div", {class: "age"}, el("p", {class: "tag"}, el("span", {class: "badge", text: "SYNTHETIC"}), " generation " + g),
            s && traced(cell, s) ? tracedQuote(ancestryOf(cell, s.r), traced(cell, s), path) : s ? quoteOf(s.novel ? withNovel(s.text, s.novel) : [clean(s.text) || "(an empty sentence)"], {}) : el("p", {class: "muted", text: "–"}));
        })), path));
    }
    if (runs.some(run => (run.ancestry || []).length)) nodes.push(el("p", {class: "figure-note", text: "Choose a word of a sentence with dotted words: its path back to the human sentence opens. Escape closes it."}));
    nodes.push(el("p", {class: "figure-note"}, el("del", {text: "struck out"}), ": a word of R's sentence that no sentence of that generation has. ",
      samples.some(s => s.novel) ? [el("mark", {text: "underlined"}), ": words in a row that occur in no real text."]
        : "Nothing is new in the synthetic text: a model of at least the counted order joins only what occurs together in real text."));
    host.replaceChildren(...nodes);
  }
  render();
  onCells(render);
}
