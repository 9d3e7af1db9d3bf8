package ouroboros.report.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.expect.FeedbackControls;
import ouroboros.experiment.expect.TextLaws;
import ouroboros.experiment.review.ReviewFolder;
import ouroboros.experiment.review.ReviewPlace;
import ouroboros.experiment.store.AlarmSeals;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Looks;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.ReviewRecord;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.experiment.store.Seals;
import ouroboros.inference.Baselines;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.OneDraw;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.StratumRow;
import ouroboros.inference.SummaryRow;
import ouroboros.inference.verdict.Feedback;
import ouroboros.inference.verdict.Findings;
import ouroboros.metric.CellRow;
import ouroboros.metric.ComponentRow;
import ouroboros.metric.Expectation;
import ouroboros.metric.LedgerRow;
import ouroboros.metric.Measurement;
import ouroboros.metric.MetricRow;
import ouroboros.metric.RankRow;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.SurvivalRow;
import ouroboros.safeguard.AlarmEvent;
import ouroboros.safeguard.AlarmSeen;
import ouroboros.safeguard.AlarmWatch;
import ouroboros.safeguard.Safeguard;

/**
 * The tidy tables of a run. They are derived from its manifests alone, so the same manifests give
 * the same bytes. Each table is replaced as a whole.
 */
public final class RunTables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHARE = "stratum-share";

  private final Experiment experiment;
  private final OutFolder out;
  private final TextLaws laws;
  private final List<MetricRow> metrics = new ArrayList<>();
  private final List<SurvivalRow> survival = new ArrayList<>();
  private final List<RankRow> ranks = new ArrayList<>();
  private final List<LedgerRow> ledger = new ArrayList<>();
  private final List<ComponentRow> components = new ArrayList<>();
  private final List<ComponentWords> words = new ArrayList<>();

  /** The shares of the components in R, by cell and scope. */
  private final Map<String, Double> shares = new HashMap<>();

  private final StringBuilder samples = new StringBuilder();
  private final List<GateRow> gates = new ArrayList<>();
  private final List<WriterRow> writers = new ArrayList<>();
  private final List<AlarmSeen> alarms = new ArrayList<>();
  private final TreeMap<String, Integer> stopped = new TreeMap<>();

  /** The last sealed generation of lineages that wait for people. */
  private final TreeMap<String, Integer> waiting = new TreeMap<>();

  private final TreeMap<String, Long> notes = new TreeMap<>();
  private final List<ReviewRecord> reviews = new ArrayList<>();
  private final List<String> elsewhere = new ArrayList<>();

  private RunTables(Experiment experiment, OutFolder out, TextLaws laws) {
    this.experiment = experiment;
    this.out = out;
    this.laws = laws;
  }

  /**
   * Writes all tables of a run whose generations are sealed. While lineages wait for people, the
   * tables have what is sealed so far, and nothing is decided.
   *
   * @param laws the expectations
   */
  public static void write(Experiment experiment, OutFolder out, RunFacts facts, TextLaws laws)
      throws IOException {
    RunTables tables = new RunTables(experiment, out, laws);
    tables.read();
    tables.write(facts);
  }

  private void read() {
    ReviewFolder reviewed = new ReviewFolder(out);
    AlarmSeals references = new AlarmSeals(out.seals(), experiment);
    for (Cell cell : experiment.cells()) {
      List<Watched> models = models(cell, references);
      for (int r = 0; r < experiment.replicates(); r++) {
        models.forEach(model -> model.values.clear());
        for (int g = 0; g <= experiment.generations() && !Watched.stop(models); g++) {
          String folder = Seals.folder(cell.folder(), r, g);
          Optional<Manifest> sealed = out.seals().read(folder);
          if (sealed.isEmpty() && asks(reviewed, models, r, g)) {
            waiting.put(Seals.folder(cell.folder(), r), g - 1);
            break;
          }
          Manifest manifest =
              sealed.orElseThrow(() -> new IllegalStateException(folder + " is not sealed"));
          add(cell.name(), r, g, manifest);
          for (Watched model : models) {
            Manifest own = own(model, r, g, manifest);
            components(model.cell.name(), r, g, own);
            if (g > 0 && !model.watch.isEmpty()) {
              model.values.add(own.record().measured()::value);
            }
            add(cell.name(), model.member, r, g, own);
            GateRecord judged = own.record().gates();
            if (judged != null && judged.review() != null) {
              reviews.add(judged.review());
            }
          }
        }
        if (Watched.stop(models)) {
          stopped.put(Seals.folder(cell.folder(), r), models.get(0).values.size());
        }
        for (Watched model : models) {
          for (Safeguard.Alarm alarm :
              model.values.isEmpty()
                  ? List.<Safeguard.Alarm>of()
                  : model.watch.blind(model.values)) {
            notes.merge(AlarmSeen.nothing(alarm), 1L, Long::sum);
          }
          for (AlarmEvent event : model.watch.events(model.values)) {
            alarms.add(
                new AlarmSeen(
                    model.cell.name(), r, model.watch.alarms().get(event.alarm() - 1), event));
          }
        }
      }
    }
  }

  /**
   * A model with alarms: that of a cell, or a member of an ecosystem.
   *
   * @param cell the member as a cell of its own
   * @param member its number; {@link AlarmSeals#ONE} where the cell has one model
   * @param values of the generations from 1 on
   */
  private record Watched(Cell cell, int member, AlarmWatch watch, List<AlarmWatch.Values> values) {
    static boolean stop(List<Watched> models) {
      return models.stream().anyMatch(model -> model.watch.stops(model.values));
    }
  }

  private static List<Watched> models(Cell cell, AlarmSeals references) {
    return AlarmSeals.models(cell).stream()
        .map(
            k ->
                new Watched(
                    k == AlarmSeals.ONE ? cell : cell.member(k),
                    k,
                    references.watch(cell, k),
                    new ArrayList<>()))
        .toList();
  }

  private void add(String cell, int reader, int r, int g, Manifest own) {
    for (Manifest.Share share : own.record().ledger()) {
      for (Manifest.Written by : share.writers()) {
        writers.add(
            new WriterRow(
                cell, r, g, reader, share.author(), by.member(), by.units(), by.tokens()));
      }
    }
  }

  private void components(String cell, int r, int g, Manifest manifest) {
    for (Manifest.Component c : manifest.record().components()) {
      components.add(
          new ComponentRow(
              cell,
              r,
              g,
              c.component(),
              c.weight(),
              c.nearestAncestor(),
              c.distance(),
              c.mergedWith(),
              c.died(),
              c.scope()));
      if (c.words() != null) {
        words.add(new ComponentWords(cell, r, g, c.component(), c.words()));
      }
    }
  }

  private static boolean asks(ReviewFolder reviewed, List<Watched> models, int r, int g) {
    return models.stream()
        .anyMatch(model -> reviewed.asks(new ReviewPlace(model.cell.folder(), r, g)));
  }

  /** The generation of a model; it is {@code ofCell} where the cell has one model. */
  private Manifest own(Watched model, int r, int g, Manifest ofCell) {
    String folder = Seals.folder(model.cell.folder(), r, g);
    return model.member == AlarmSeals.ONE
        ? ofCell
        : out.seals()
            .read(folder)
            .orElseThrow(() -> new IllegalStateException(folder + " is not sealed"));
  }

  private void add(String cell, int r, int g, Manifest manifest) {
    for (Measurement m : manifest.record().measured().measurements()) {
      if (g == 0 && m.metric().equals(SHARE)) {
        shares.put(cell + m.scope(), m.value());
      }
      metrics.add(MetricRow.of(cell, r, g, m));
    }
    for (Manifest.Survivors s : manifest.record().measured().survival()) {
      survival.add(
          new SurvivalRow(
              cell,
              r,
              g,
              s.n(),
              s.initialCount(),
              s.types(),
              s.alive(),
              laws.survivors(cell, g, s.n(), s.initialCount())));
    }
    for (Manifest.RankCount p : manifest.record().measured().ranks()) {
      ranks.add(new RankRow(cell, r, g, p.n(), p.rank(), p.count()));
    }
    GateRecord gated = manifest.record().gates();
    if (gated != null) {
      gated.counts().forEach(counts -> gates.add(GateRow.of(cell, r, g, counts)));
    }
    for (Manifest.Share s : manifest.record().ledger()) {
      ledger.add(
          new LedgerRow(cell, r, g, s.author(), s.depth(), s.units(), s.tokens(), s.share()));
    }
    for (Manifest.Sample s : manifest.record().samples()) {
      ObjectNode line = JSON.createObjectNode();
      line.put("cell", cell).put("replicate", r).put("generation", g);
      line.put("unit", s.unit()).put("text", s.text());
      marks(line, "lost", s.lost());
      marks(line, "novel", s.novel());
      if (s.gates() != null) {
        line.set("gates", JSON.valueToTree(s.gates().decisions()));
        if (s.gates().passed() != null) {
          line.put("passed", s.gates().passed());
        }
      }
      samples.append(line).append('\n');
    }
    manifest.record().recipe().stream()
        .filter(line -> line.startsWith(Manifest.MADE_ELSEWHERE))
        .forEach(line -> elsewhere.add(line.substring(Manifest.MADE_ELSEWHERE.length())));
    manifest
        .record()
        .measured()
        .notes()
        .forEach((note, times) -> notes.merge(note, times, Long::sum));
  }

  private static void marks(ObjectNode line, String field, List<String> marks) {
    if (!marks.isEmpty()) {
      line.set(field, JSON.valueToTree(marks));
    }
  }

  private void write(RunFacts facts) throws IOException {
    List<CellRow> cells =
        experiment.cells().stream()
            .map(cell -> new CellRow(cell.name(), cell.folder(), cell.leaves()))
            .toList();
    OverReplicates over = new OverReplicates();
    metrics.forEach(over::add);
    metrics.sort(null);
    survival.sort(null);
    ranks.sort(null);
    ledger.sort(null);
    out.tables().begin();
    TypedTables tables = new TypedTables(out);
    tables.write(
        "cells",
        to -> CellsTable.write(to, experiment.columns(), cells.stream().sorted().toList()));
    if (experiment.keepsReplicates()) {
      tables.write("metrics", to -> MetricsTable.write(to, metrics));
    } else {
      tables.remove("metrics");
    }
    List<SummaryRow> summaries = over.summaries(this::expected);
    tables.write("summary", to -> SummaryTable.write(to, summaries));
    List<ContrastRow> contrasts = over.contrasts(Baselines.of(cells));
    tables.write("contrasts", to -> ContrastsTable.write(to, contrasts));
    Looks looks =
        waiting.isEmpty() ? FindingsTables.looks(out, experiment) : Looks.withoutPresent(out);
    Map<String, Feedback> feedback = FeedbackControls.of(experiment);
    Findings found =
        Findings.of(
            waiting.isEmpty() ? cells : List.of(),
            feedback,
            over::trajectory,
            summaries,
            contrasts,
            Math.max(1, looks.now()));
    FindingsTables.write(tables, found);
    FindingsTables.keep(out, found, looks);
    tables.write("survival", to -> SurvivalTable.write(to, survival));
    tables.write("ranks", to -> RanksTable.write(to, ranks));
    tables.write("ledger", to -> LedgerTable.write(to, ledger));
    List<StratumRow> strata =
        StratumRow.of(
            cells,
            (cell, frozen, quantity) ->
                Objects.requireNonNull(feedback.get(cell)).reference(cell, frozen, quantity),
            over);
    if (!strata.isEmpty()) {
      tables.write("strata", to -> StrataTable.write(to, strata, facts.hapaxes()));
    }
    List<OneDraw> drawn = elsewhere.isEmpty() ? OneDraw.of(cells, over) : List.of();
    if (!drawn.isEmpty()) {
      tables.write("baselines", to -> BaselinesTable.write(to, drawn));
    } else if (!elsewhere.isEmpty() && !facts.baselines().isEmpty()) {
      tables.write("baselines", to -> BaselinesTable.halves(to, facts.baselines()));
    }
    if (!components.isEmpty()) {
      components.sort(null);
      tables.write("components", to -> ComponentsTable.write(to, components));
    }
    if (!gates.isEmpty()) {
      gates.sort(null);
      tables.write("gates", to -> GatesTable.write(to, gates));
    }
    if (!writers.isEmpty()) {
      writers.sort(null);
      tables.write("writers", to -> WritersTable.write(to, writers));
    }
    if (experiment.cells().stream().anyMatch(cell -> !cell.safeguards().alarms().isEmpty())) {
      alarms.sort(null);
      tables.write("alarms", to -> AlarmsTable.write(to, alarms));
    }
    if (!words.isEmpty()) {
      words.sort(null);
      tables.write("component-words", to -> ComponentWords.write(to, words));
    }
    tables.describe();
    out.replace("samples.jsonl", samples.toString());
    ObjectNode run = record(facts);
    FindingsTables.record(run, found, summaries, looks);
    out.replace("run.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(run) + "\n");
    out.tables().seal();
  }

  private Optional<Expectation> expected(SeriesKey key) {
    Double share = key.metric().equals(SHARE) ? shares.get(key.cell() + key.scope()) : null;
    return share == null ? laws.of(key) : laws.share(key, share);
  }

  private ObjectNode record(RunFacts facts) {
    ObjectNode run = JSON.createObjectNode();
    run.put("name", experiment.name());
    run.set("spec", experiment.resolved().tree());
    run.put(
        "reproducible",
        experiment.cells().stream()
            .flatMap(cell -> cell.ofModels().stream())
            .allMatch(cell -> cell.family().isReproducible()));
    run.put("corpusHash", facts.corpusHash());
    run.put(
        "intervalsSpeakOf",
        experiment.corpus() != null && experiment.corpus().resample()
            ? "corpora of this kind: the documents of R were drawn again for each replicate; a law"
                + " is for one R, so the column expected is empty"
            : "this corpus: all replicates share R");
    if (!facts.inputs().isEmpty()) {
      run.set("inputs", JSON.valueToTree(facts.inputs()));
    }
    if (!elsewhere.isEmpty()) {
      run.set("madeElsewhere", JSON.valueToTree(elsewhere));
    }
    ObjectNode parts = run.putObject("parts");
    facts.parts().all().forEach((unit, sizes) -> parts.set(unit.noun(), JSON.valueToTree(sizes)));
    run.set("seconds", JSON.valueToTree(facts.seconds()));
    run.set("generationSeconds", JSON.valueToTree(facts.generationSeconds()));
    run.set("cellSeconds", JSON.valueToTree(facts.cellSeconds()));
    run.put("tokensDrawn", facts.tokens());
    double generating = facts.seconds().getOrDefault("generations", 0.0);
    run.put("tokensPerSecond", generating > 0 ? facts.tokens() / generating : 0);
    run.put("generationsComputed", facts.computed());
    run.put("generationsResumed", facts.resumed());
    run.set("versions", JSON.valueToTree(facts.versions()));
    run.set("rarefiedTo", JSON.valueToTree(facts.rarefied()));
    run.set("corpusNotices", JSON.valueToTree(facts.counted()));
    run.set("notes", JSON.valueToTree(notes));
    if (!reviews.isEmpty()) {
      run.set("reviews", JSON.valueToTree(reviews));
    }
    if (!stopped.isEmpty()) {
      run.set(SealedFiles.STOPPED, JSON.valueToTree(stopped));
    }
    if (!waiting.isEmpty()) {
      run.set(SealedFiles.WAITING, JSON.valueToTree(waiting));
    }
    return run;
  }
}
