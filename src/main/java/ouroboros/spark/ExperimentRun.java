package ouroboros.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Keep;
import ouroboros.experiment.MetricChoice;
import ouroboros.experiment.Problem;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.config.DataChecks;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.members.MemberLoops;
import ouroboros.experiment.review.AwaitsReview;
import ouroboros.experiment.store.AlarmSeals;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedGenerations;
import ouroboros.experiment.store.Seals;
import ouroboros.law.Census;
import ouroboros.metric.MetricSelection;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.spark.cluster.CurrentStep;
import ouroboros.spark.cluster.Progress;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.cluster.Versions;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.corpus.RedrawnCorpus;
import ouroboros.spark.draw.ModelPlaces;
import ouroboros.spark.mixture.MixtureFamilies;
import ouroboros.spark.ngram.NgramFamilies;
import ouroboros.spark.prepare.Preparation;
import ouroboros.spark.text.RealCensus;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * A whole experiment on text: prepares the corpus, counts R, then runs all lineages at the same
 * time in one Spark application.
 */
public final class ExperimentRun {
  /** Said of seals that do not say whose they are. */
  static final String NAMELESS =
      "seals of version 0.1.0, which do not say whose they are; that was not checked";

  private final Experiment experiment;
  private final JavaSparkContext spark;
  private final SparkSession session;
  private final OutFolder out;
  private final PrintStream console;
  private final boolean terminal;
  private final Seals seals;
  private final Storage storage;
  private final ModelPlaces places;
  private final TreeMap<String, Double> seconds = new TreeMap<>();
  private final MetricSelection wanted;

  /** What was made of each R, by name, for the record of the run. */
  private final Map<String, String> inputs = new ConcurrentHashMap<>();

  private final Map<String, Long> notes = new ConcurrentHashMap<>();

  private ExperimentRun(
      Experiment experiment,
      SparkSession session,
      OutFolder out,
      PrintStream console,
      boolean terminal) {
    this.experiment = experiment;
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.out = out;
    this.console = console;
    this.terminal = terminal;
    this.seals = out.seals();
    this.storage = new Storage(out.root());
    this.places = new ModelPlaces(spark, console);
    this.wanted = wanted(experiment);
  }

  /** The file system and folder of a path, as this Spark application sees it. */
  public static OutFolder folder(String path) {
    try {
      Path root = HadoopPath.of(path);
      var files = CorpusFiles.system(root);
      return new OutFolder(files, files.makeQualified(root).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Runs or resumes an experiment; returns when every generation of every lineage is sealed.
   *
   * @param console shows the progress
   * @param terminal whether the console is a terminal, on which a line can be redrawn
   * @throws AwaitsReview if lineages wait for decisions of people, once all others are sealed; it
   *     has the facts of the run so far
   */
  public static RunFacts run(
      Experiment experiment,
      Session session,
      OutFolder out,
      PrintStream console,
      boolean terminal) {
    return new ExperimentRun(experiment, session.spark(), out, console, terminal).run();
  }

  private RunFacts run() {
    long started = System.nanoTime();
    console.println(RunPlan.size(experiment));
    CorpusReader corpus = prepare();
    seconds.put("prepare", since(started));
    PreparedCorpus prepared = corpus.corpus();
    out.ofCorpus(prepared.textHash());
    out.refuseOtherClaim();
    UnitSizes sizes = UnitSizes.of(prepared);
    refuse(DataChecks.check(experiment, sizes));
    RunPlan.check(
        experiment, TextCost.of(experiment, corpus, spark.defaultParallelism()), out, console);
    long counting = System.nanoTime();
    CorpusFamilies first = reals(corpus, null);
    record(first);
    PerReplicate<CorpusFamilies> redrawn = redrawn(corpus, first);
    Census census = RealCensus.of(experiment, sizes, spark, corpus);
    seconds.put("count R", since(counting));
    new AlarmCalibration(experiment, seals, console, first).run();
    long generating = System.nanoTime();
    long lineages = (long) experiment.cells().size() * experiment.replicates();
    Progress progress = new Progress(console, terminal, lineages * (experiment.generations() + 1L));
    Optional<AwaitsReview> waiting =
        lineages(
            (lineage, generations) -> {
              if (redrawn == null) {
                run(first, lineage, progress, generations);
                return;
              }
              try {
                run(redrawn.begin(lineage.replicate()), lineage, progress, generations);
              } finally {
                redrawn.end(lineage.replicate());
              }
            });
    SortedMap<String, Long> counted = counted(prepared);
    seconds.put("generations", since(generating));
    seconds.put("all", since(started));
    counted.putAll(places.chosen());
    out.refuseOtherClaim();
    int nameless = seals.nameless().size();
    if (nameless > 0) {
      console.println(NAMELESS + ": " + nameless);
      counted.put(NAMELESS, (long) nameless);
    }
    RunFacts facts =
        new RunFacts(
            prepared.textHash(),
            new TreeMap<>(inputs),
            sizes,
            seconds,
            progress.tokens(),
            progress.resumed(),
            progress.computed(),
            Versions.of(session),
            counted,
            first.sentences().rarefied(),
            first.sentences().baselines(),
            first.sentences().hapaxes(),
            progress.first(),
            progress.ofCells(),
            census);
    if (waiting.isPresent()) {
      throw waiting.get().after(facts);
    }
    return facts;
  }

  /** Keeps what the record of the run says of an R. */
  private void record(CorpusFamilies reals) {
    inputs.putAll(reals.documents().inputs());
    notes.putAll(reals.sentences().notes());
    notes.putAll(reals.documents().notes());
  }

  private SortedMap<String, Long> counted(PreparedCorpus prepared) {
    TreeMap<String, Long> counted = new TreeMap<>(notes);
    prepared.notices().forEach(entry -> counted.put(entry.notice().toString(), entry.count()));
    return counted;
  }

  /**
   * Where each replicate has an R of its own: draws all of them and checks them, before anything is
   * counted. Null where all replicates share R.
   */
  private @Nullable PerReplicate<CorpusFamilies> redrawn(
      CorpusReader corpus, CorpusFamilies first) {
    if (!Objects.requireNonNull(experiment.corpus()).resample()) {
      return null;
    }
    List<CorpusReader> drawn = new ArrayList<>();
    for (int r = 0; r < experiment.replicates(); r++) {
      console.println("drawing R of replicate " + r + " again");
      drawn.add(RedrawnCorpus.of(corpus, r));
    }
    ReplicateProblems.refuse(
        drawn.size(), r -> DataChecks.check(experiment, UnitSizes.of(drawn.get(r).corpus())));
    return new PerReplicate<>(
        experiment.cells().size(),
        r -> {
          try {
            CorpusFamilies made = reals(drawn.get(r), first.sentences());
            record(made);
            return made;
          } catch (SpecException e) {
            throw ReplicateProblems.of(r, e);
          }
        });
  }

  private CorpusFamilies reals(CorpusReader corpus, @Nullable NgramFamilies original) {
    UnitSizes sizes = UnitSizes.of(corpus.corpus());
    refuse(DataChecks.check(experiment, sizes));
    return new CorpusFamilies(
        new NgramFamilies(
            experiment, spark, out, storage, places, corpus, wanted, console, original),
        new MixtureFamilies(experiment, spark, storage, seals, corpus, sizes, wanted, console));
  }

  private void run(CorpusFamilies real, Lineage lineage, Progress progress, int generations) {
    if (lineage.cell().ecosystem() == null) {
      AfterSeal<Manifest> alarms = new AlarmSeals(seals, experiment).afterSeal(lineage.cell());
      var store = new SealedGenerations(seals, lineage, experiment.keep(), progress);
      real.loop(lineage, store, alarms).run(generations);
      return;
    }
    // What any pool of a later generation may need is kept.
    real.members(
            lineage,
            new SealedGenerations(seals, lineage, Keep.ALL, progress),
            new MemberLoops.Each(
                member -> new SealedGenerations(seals, member, Keep.ALL, SealedGenerations.SILENT),
                k -> new AlarmSeals(seals, experiment).afterSeal(lineage.cell(), k)))
        .run(generations);
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  private CorpusReader prepare() {
    CurrentStep.begin(console, "1/3 preparing the corpus");
    String folder = out.root() + "/corpus";
    Preparation.prepare(
        session, Objects.requireNonNull(experiment.corpus()), experiment.seed(), folder);
    return CorpusReader.open(folder);
  }

  private static MetricSelection wanted(Experiment experiment) {
    MetricChoice choice = experiment.metrics();
    List<String> names =
        choice instanceof MetricChoice.Listed listed
            ? listed.names()
            : List.of(choice instanceof MetricChoice.All ? "all" : "default");
    return MetricSelection.of(names, experiment.metricOrder());
  }

  /** Runs a lineage to its last generation. */
  private interface Body {
    void run(Lineage lineage, int generations);
  }

  /** Runs all lineages; returns those that wait for people, if any. */
  private Optional<AwaitsReview> lineages(Body body) {
    CurrentStep.begin(console, "3/3 generations");
    int threads =
        spark
            .getConf()
            .getInt("spark.ouroboros.concurrentLineages", Math.max(2, spark.defaultParallelism()));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    ExecutorCompletionService<Void> lineages = new ExecutorCompletionService<>(pool);
    Queue<AwaitsReview> waiting = new ConcurrentLinkedQueue<>();
    int started = 0;
    for (int replicate = 0; replicate < experiment.replicates(); replicate++) {
      for (Cell cell : experiment.cells()) {
        Lineage lineage = Lineage.of(experiment, cell, replicate);
        lineages.submit(
            () -> {
              // One pool per thread, not per lineage: Spark keeps every pool that was ever named,
              // and
              // sorts all of them for each task.
              spark.sc().setLocalProperty("spark.scheduler.pool", Thread.currentThread().getName());
              spark.sc().setJobDescription(lineage.name());
              try {
                body.run(lineage, experiment.generations());
              } catch (AwaitsReview e) {
                waiting.add(e);
              } catch (Exception
                  | OutOfMemoryError e) { // Spark's own too, which no method declares
                throw TaskFailure.of(lineage, e);
              }
              return null;
            });
        started++;
      }
    }
    try {
      for (int i = 0; i < started; i++) {
        lineages.take().get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the same command continues from here", e);
    } catch (ExecutionException e) {
      pool.shutdownNow();
      spark.sc().cancelAllJobs();
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(AwaitsReview.all(List.copyOf(waiting)));
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
