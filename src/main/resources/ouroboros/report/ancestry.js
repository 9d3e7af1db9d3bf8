// Where words come from: the path of a word back to a human sentence, and from whom generations descend.

/** Everything that is known of one lineage, from ancestry.jsonl. */
function ancestryOf(cell, replicate) {
  const own = (cell.run.ancestry || []).filter(line => line.cell === cell.name && line.replicate === Number(replicate));
  return {
    sentence: (g, unit) => own.find(line => line.paths && line.generation === g && line.unit === unit),
    text: (source, unit) => own.find(line => line.text && line.source === source && line.unit === unit),
  };
}

/** The longest piece around a word whose words have their ancestors next to each other in one sentence. */
function pieceAround(paths, word, step) {
  const [source, unit, position] = paths[word][step];
  const fits = i => paths[i] && paths[i][step] && paths[i][step][0] === source && paths[i][step][1] === unit && paths[i][step][2] - position === i - word;
  let from = word, to = word;
  while (fits(from - 1)) from--;
  while (fits(to + 1)) to++;
  return [position - (word - from), position + (to - word)];
}

/** The sentence of one step of a path: the word in a mark, the words that were copied with it underlined. */
function stepOfPath(known, paths, word, step) {
  const [source, unit, position] = paths[word][step];
  const human = !/^S_/.test(source);
  const text = known.text(source, unit);
  const [first, last] = step ? pieceAround(paths, word, step) : [position, position];
  const badge = el("span", {class: human ? "badge real-badge" : "badge", text: human ? "REAL" : "SYNTHETIC"});
  const who = text && human ? ", document " + text.document + ", " + clean(text.stratum) : "";
  return el("li", {}, el("p", {class: "tag"}, badge, " sentence " + unit + " of " + source + who),
    text ? quoteOf(text.text.flatMap((t, i) => [i ? " " : "", i === position ? el("mark", {class: "word-of-path", text: clean(t)})
      : i >= first && i <= last ? el("u", {title: "copied together with the word", text: clean(t)}) : clean(t)]), {})
      : el("p", {class: "muted", text: "(its text is not in ancestry.jsonl)"}));
}

function pathPanel(known, line, word) {
  const path = line.paths[word];
  const last = path[path.length - 1][0];
  return el("div", {class: "path", role: "region", "aria-label": "Path of the word " + clean(line.words[word])},
    el("p", {class: "tag", text: "Path of “" + clean(line.words[word]) + "”: each word is a copy of a word of the training set"}),
    el("ol", {}, path.map((_, step) => stepOfPath(known, line.paths, word, step))),
    /^S_/.test(last) ? el("p", {class: "muted", text: "No copy: a gate wrote this word, or smoothing drew it from all words."}) : null);
}

/** A sentence whose words are buttons that open their paths in a place of the page; Escape closes the path. */
function tracedQuote(known, line, host) {
  let open = null;
  const close = () => {
    if (open) open.setAttribute("aria-expanded", "false");
    open = null;
    host.replaceChildren();
  };
  const words = line.words.map((word, i) => el("button", {type: "button", class: "traced-word", "aria-expanded": "false", title: "Where does this word come from?", text: clean(word), onclick: event => {
    const button = event.currentTarget;
    const again = open === button;
    close();
    if (again) return;
    open = button;
    button.setAttribute("aria-expanded", "true");
    host.replaceChildren(pathPanel(known, line, i));
  }}));
  const node = quoteOf(words.flatMap((w, i) => [i ? " " : "", w]), {});
  node.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !open) return;
    const button = open;
    close();
    button.focus();
  });
  return node;
}

function founders() {
  const rows = RUNS.flatMap(run => (run.ancestry || []).filter(line => line.followed !== undefined)
    .map(line => ({...line, of: cellOf(run, line.cell)}))).filter(line => line.of);
  if (!rows.length) return;
  const strata = [...new Set(rows.flatMap(row => Object.keys(row.strata)))].sort();
  const layers = [...strata.map((name, i) => ({label: clean(name), colour: "var(--group-" + i % 7 + ")", name})),
    ...(rows.some(row => row.mutated) ? [{label: "no one: mutations", colour: "var(--ink)", name: null}] : [])].map(layer => ({...layer, fill: layer.colour}));
  panelSection("founders", "Ancestry", "From whom the generations descend",
    "Tokens of each generation were followed back to the sentences that people wrote (jobs/trace --shown). A column is one generation: the share of its tokens that descend from each part of the human text. Where a lineage takes no new human text, ever fewer human sentences have descendants.", [], () => {
      const panels = visible().filter(cell => rows.some(row => row.of === cell)).map(cell => {
        const replicate = d3.min(rows.filter(row => row.of === cell), row => row.replicate);
        const own = rows.filter(row => row.of === cell && row.replicate === replicate).sort((a, b) => a.generation - b.generation);
        const first = own[0], last = own[own.length - 1];
        return figure({title: cell.label, full: "From whom the generations descend: " + cell.label, file: "founders " + cell.label, data: "ancestry", swatch: cell, small: true,
          note: number(last.followed, "count") + (last.followed === last.tokens ? ", all," : "") + " tokens of generation " + last.generation + " descend from " + number(last.sentences, "count") + " human sentences of " + number(last.documents, "count")
            + " documents; " + number(first.followed, "count") + " tokens of generation " + first.generation + " from " + number(first.sentences, "count") + " of " + number(first.documents, "count") + ".",
          draw: (svg, w) => {
            const drawn = stackedChart(svg, w, {layers, rows: own.map(row => ({x: row.generation, shares: layers.map(layer => (layer.name === null ? row.mutated : row.strata[layer.name] || 0) / row.followed)})),
              height: 230, x: {label: "generation", name: "generation", whole: true}, y: {label: "share of the tokens", format: t => Math.round(t * 100) + "%"}});
            drawn.table.columns.push("tokens followed", "human sentences", "documents");
            drawn.table.rows.forEach((row, i) => row.push(own[i].followed, own[i].sentences, own[i].documents));
            return drawn;
          }});
      });
      return {panels, keys: layers, more: null};
    });
}
