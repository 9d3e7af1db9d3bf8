// Parts that are shown as tables: alarms as they are; the limits.

const cellName = cell => el("span", {class: "cell-name"}, swatch(cell), el("bdi", {text: cell.label}));

function asTheyStand(id, table, short, title, lead) {
  const runs = RUNS.filter(run => run[table] && run[table].rows.length);
  if (!runs.length) return;
  const node = section(id, short, title, lead);
  for (const run of runs) node.append(dataTable({caption: title + (SEVERAL ? ", " + run.name : ""), columns: run[table].columns.map(name => ({name})), rows: run[table].rows, raw: true, file: table}));
}

const alarms = () => asTheyStand("alarms", "alarms", "Alarms", "Alarms and safeguards", "What the safeguards reported, in the order it happened.");

function limits() {
  const node = section("limits", "Limits", "What this can and cannot say");
  const card = (title, text) => el("div", {class: "limit"}, el("h3", {text: title}), el("p", {text}));
  node.append(el("div", {class: "limits"},
    card("n-grams and mixtures", "The models here count words in a row or fit mixtures. They are exact, fast and open to calculation, and they are not neural language models."),
    card("No transfer", "Nothing learned elsewhere enters: what is not in R cannot be said. A pretrained model has such reserves, and losses may look milder or come later."),
    card("No long-range meaning", "An n-gram remembers a few words. Coherence, facts and argument are not there to be lost, so their loss cannot be seen."),
    card("Sampling drift is exact", "What finite samples lose is the same process in every model that is fitted by counting: here it is measured against closed forms."),
    card("Bias is by design", "Temperature, filters, smoothing and safeguards bend the draws on purpose. Their effect holds for these settings and is no law of nature."),
    RUNS.some(resampled) ? card("Corpora of this kind", "The documents of R were drawn again for each replicate" + (RUNS.every(resampled) ? "" : " of " + RUNS.filter(resampled).map(r => r.name).join(", "))
      + ": intervals speak of corpora of this kind, as far as the documents are a random sample of them.") : "",
    RUNS.every(resampled) ? "" : card("Conditional on the corpus", "Replicates share R" + (RUNS.some(resampled) ? " in the other runs" : "") + ": intervals speak of this corpus. They show the spread of the draws, not of the choice of texts.")));
}
