package ouroboros.spark;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Keep;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationLoop;
import ouroboros.experiment.loop.Schedule;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.GenerationRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedGenerations;
import ouroboros.experiment.store.SealedInput;
import ouroboros.experiment.store.Seals;
import ouroboros.experiment.yaml.Shown;
import ouroboros.law.Census;
import ouroboros.metric.Measurement;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.spark.cluster.CurrentStep;
import ouroboros.spark.cluster.Scratch;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.cluster.Versions;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.SampleSentences;
import ouroboros.spark.external.ExternalFamily;
import ouroboros.spark.external.ExternalTables;
import ouroboros.spark.external.MeasuredText;
import ouroboros.spark.text.RealCensus;
import ouroboros.spark.text.RealText;
import ouroboros.text.CorpusException;
import ouroboros.text.Sha256;
import ouroboros.text.StatedText;

/**
 * One lineage whose generations were made elsewhere: GEN_i is S_i. They are measured and sealed
 * like the generations of a run, so the tables are derived in the same way. It is not known what
 * the models were trained on, so the training sets are not measured.
 */
public final class ExternalRun {
  /**
   * Begins the notes of generation 0 that say how many n-grams of each order the rarefied twins
   * keep.
   */
  private static final String RAREFIED = "rarefied twins keep, n = ";

  private final Experiment experiment;
  private final OutFolder out;
  private final Session session;
  private final PrintStream console;
  private final MeasuredText real;
  private final List<MeasuredText> generations;
  private final Census census;
  private final Seals seals;
  private final String lineage;
  private final SortedMap<String, Long> rarefied = new TreeMap<>();
  private @Nullable ExternalTables tables;

  private ExternalRun(
      Experiment experiment,
      OutFolder out,
      Session session,
      PrintStream console,
      MeasuredText real,
      List<MeasuredText> generations,
      Census census) {
    this.experiment = experiment;
    this.out = out;
    this.session = session;
    this.console = console;
    this.real = real;
    this.generations = generations;
    this.census = census;
    this.seals = out.seals();
    this.lineage = "texts " + hash(real, generations);
  }

  /**
   * Measures the generations and seals them in OUT. On a folder that holds some of them it
   * continues with the next.
   *
   * @param experiment the experiment that OUT holds
   * @throws CorpusException if a text is wrong, or the folder holds other generations
   */
  public static RunFacts run(
      Session session,
      ExternalSpec spec,
      Experiment experiment,
      OutFolder out,
      PrintStream console) {
    long started = System.nanoTime();
    String scratch = Scratch.folder(session.spark(), "generations");
    try {
      StatedText text = MeasuredText.made(spec.real(), spec.text());
      MeasuredText real =
          MeasuredText.open(
              session.spark(), spec.real(), spec.text(), spec.seed(), out.root() + "/corpus");
      List<MeasuredText> generations = new ArrayList<>();
      for (String each : spec.generations()) {
        CurrentStep.begin(console, "reading " + Shown.whole(each));
        String folder = scratch + "/" + (generations.size() + 1);
        generations.add(MeasuredText.openOrEmpty(session.spark(), each, text, spec.seed(), folder));
      }
      Census census =
          spec.policy() == null
              ? Census.none()
              : RealCensus.ofReal(
                  JavaSparkContext.fromSparkContext(session.spark().sparkContext()),
                  real.blocks(),
                  real.vocabulary());
      return new ExternalRun(experiment, out, session, console, real, generations, census)
          .measure(started);
    } finally {
      new CorpusFolder(scratch).remove();
    }
  }

  private RunFacts measure(long started) {
    out.ofCorpus(real.textHash());
    out.refuseOtherClaim();
    Lineage own = Lineage.of(experiment, experiment.cells().get(0), 0);
    Sealed sealed = new Sealed();
    ExternalFamily family = new ExternalFamily(generations, this::made);
    new GenerationLoop<>(
            family,
            new Schedule(new Policy.Replace(), AvailableUnits.ofCorpus(real.sentences(), 0, 0)),
            own.key(),
            new SealedGenerations(seals, own, Keep.ALL, sealed),
            AfterSeal.none())
        .run(generations.size());
    TreeMap<String, Long> counted = new TreeMap<>();
    long tokens = 0;
    for (int g = 0; g <= generations.size(); g++) {
      text(g).notices().forEach((notice, times) -> counted.merge(notice, times, Long::sum));
      tokens += g == 0 ? 0 : text(g).tokens();
    }
    TreeMap<String, Double> seconds = new TreeMap<>();
    seconds.put("all", (System.nanoTime() - started) / 1e9);
    return new RunFacts(
        lineage,
        new TreeMap<>(),
        new UnitSizes(Map.of(FamilySpec.Unit.SENTENCE, new PartSizes(real.sentences(), 0, 0, 0))),
        seconds,
        tokens,
        generations.size() + 1L - sealed.computed,
        sealed.computed,
        Versions.of(session.spark()),
        counted,
        rarefied,
        baselines(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>(),
        census);
  }

  /** Checks the generations that were sealed before, and counts those that are sealed now. */
  private final class Sealed implements SealedGenerations.Watcher {
    private long computed;

    @Override
    public void resumed(Lineage own, int g, Manifest manifest) {
      refuseOthers(manifest);
      if (g == 0) {
        manifest.record().measured().notes().forEach(ExternalRun.this::rarefied);
      }
    }

    @Override
    public void sealed(Lineage own, int g, Manifest manifest) {
      computed++;
    }
  }

  private MeasuredText text(int g) {
    return g == 0 ? real : generations.get(g - 1);
  }

  /** The baselines, sealed with R's counts, so that a resumed lineage does not count R again. */
  private List<Measurement> baselines() {
    return seals
        .read(ExternalTables.folder(experiment), SealedInput.class)
        .map(SealedInput::measurements)
        .orElse(List.of());
  }

  /** Measures generation g. */
  private Manifest made(int g) {
    if (tables == null) {
      CurrentStep.begin(console, "counting R");
      tables =
          new ExternalTables(
              experiment,
              JavaSparkContext.fromSparkContext(session.spark().sparkContext()),
              new Storage(out.root()),
              real,
              generations);
    }
    MeasuredText text = text(g);
    CurrentStep.begin(console, "measuring " + Shown.whole(text.name()));
    String folder = Seals.folder(experiment.cells().get(0).folder(), 0, g);
    MeasuredTable made = g == 0 ? tables.real() : tables.generation(g, folder);
    SortedMap<String, Long> notes = new TreeMap<>(made.measured().notes());
    if (g == 0) {
      seals.seal(ExternalTables.folder(experiment), tables.baselines());
      tables.rarefied().forEach((n, tokens) -> notes.put(RAREFIED + n, tokens));
      notes.forEach(this::rarefied);
    }
    return Manifest.of(
        g,
        GenerationFiles.ofCounts(g == 0 ? null : made.table(), made.table(), null),
        new GenerationRecord(
            g == 0 ? 0 : text.sentences(),
            List.of(g == 0 ? "R whole" : Manifest.MADE_ELSEWHERE + text.name(), lineage),
            new Measured(
                made.measured().measurements(),
                g == 0 ? List.of() : made.measured().survival(),
                made.measured().ranks(),
                notes),
            g == 0
                ? List.of(new Manifest.Share(0, 0, text.sentences(), text.tokens(), 1.0))
                : List.of(),
            samples(text, tables.shown()),
            List.of(),
            null));
  }

  private void rarefied(String note, long tokens) {
    if (note.startsWith(RAREFIED)) {
      rarefied.put(note.substring(RAREFIED.length()), tokens);
    }
  }

  private List<Manifest.Sample> samples(MeasuredText text, long[] units) {
    if (text.isEmpty()) {
      return List.of();
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    List<int[]> sentences =
        new RealText(
                spark, Objects.requireNonNull(text.corpus()), spark.broadcast(text.vocabulary()))
            .sentences(units);
    List<Manifest.Sample> samples = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      String words = SampleSentences.words(text.vocabulary(), sentences.get(i));
      samples.add(Manifest.Sample.of(units[i], words));
    }
    return samples;
  }

  private void refuseOthers(Manifest sealed) {
    if (!sealed.record().recipe().contains(lineage)) {
      throw new CorpusException(
          out.root()
              + " holds other generations, or other text of REAL: generation "
              + sealed.generation()
              + " was sealed with "
              + sealed.record().recipe()
              + "; choose another --out");
    }
  }

  private static String hash(MeasuredText real, List<MeasuredText> generations) {
    MessageDigest digest = Sha256.digest();
    digest.update(real.textHash().getBytes(StandardCharsets.UTF_8));
    for (MeasuredText each : generations) {
      digest.update(each.textHash().getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest);
  }
}
