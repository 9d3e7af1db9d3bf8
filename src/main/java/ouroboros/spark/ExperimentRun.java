package ouroboros.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import ouroboros.experiment.Cell;
import ouroboros.experiment.DataChecks;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Manifest;
import ouroboros.experiment.MetricChoice;
import ouroboros.experiment.OutFolder;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Problem;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.Seals;
import ouroboros.experiment.Size;
import ouroboros.experiment.SpecException;
import ouroboros.metric.Measurement;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentencePlan;
import ouroboros.ngram.HeldOut;
import ouroboros.ngram.KeyLayout;
import ouroboros.text.Part;
import ouroboros.text.PreparedCorpus;
import ouroboros.text.Vocabulary;

/**
 * A whole experiment on text: prepares the corpus, counts R, then runs all lineages side by side in
 * one Spark application.
 */
public final class ExperimentRun {
  private static final long TOKENS_PER_RANGE = 3 << 19;

  /** What reads the test text. */
  private static final String[] EVALUATED = {
    "perplexity", "perplexity-generator", "zero-probability-share", "oov-rate", "confidence-gap"
  };

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
  private final TreeMap<String, Long> rarefied = new TreeMap<>();
  private List<Measurement> baselines = List.of();

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
  }

  /** The file system and folder of a path, as this Spark application sees it. */
  public static OutFolder folder(String path) {
    try {
      Path root = new Path(path);
      var files = CorpusFiles.system(root);
      return new OutFolder(files, files.makeQualified(root).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Runs or resumes an experiment; returns when every generation of every lineage is sealed.
   *
   * @param console where progress is shown
   * @param terminal whether it can be drawn over
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
    if (Objects.requireNonNull(experiment.corpus()).resample()) {
      throw new SpecException(
          List.of(
              new Problem(
                  experiment.file(),
                  0,
                  "corpus.resample",
                  "true is not available yet: all replicates share R; leave it false")));
    }
    CorpusReader corpus = prepare();
    seconds.put("prepare", since(started));
    PreparedCorpus prepared = corpus.corpus();
    PartSizes sizes = sizes(experiment, prepared);
    List<Problem> problems = DataChecks.check(experiment, sizes);
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    TreeMap<String, Long> counted = new TreeMap<>();
    prepared.notices().forEach(entry -> counted.put(entry.notice().toString(), entry.count()));
    TreeMap<String, String> inputs = new TreeMap<>();
    long counting = System.nanoTime();
    Makers makers =
        ofDocuments(experiment) ? mixtures(corpus, sizes, inputs, counted) : sentences(corpus);
    seconds.put("count R", since(counting));
    long generating = System.nanoTime();
    long lineages = (long) experiment.cells().size() * experiment.replicates();
    Progress progress = new Progress(console, terminal, lineages * (experiment.generations() + 1L));
    lineages(makers, progress);
    seconds.put("generations", since(generating));
    seconds.put("all", since(started));
    counted.putAll(places.chosen());
    return new RunFacts(
        prepared.textHash(),
        inputs,
        sizes,
        seconds,
        progress.tokens(),
        progress.resumed(),
        progress.computed(),
        Versions.of(session),
        counted,
        rarefied,
        baselines,
        progress.first(),
        typesOfCount(corpus.vocabulary()));
  }

  /** Units of the four parts: sentences, or documents where the families are mixtures. */
  static PartSizes sizes(Experiment experiment, PreparedCorpus corpus) {
    return ofDocuments(experiment)
        ? MixtureShop.documents(corpus)
        : new PartSizes(
            corpus.part(Part.REAL).sentences(),
            corpus.part(Part.RESERVE).sentences(),
            corpus.part(Part.GUARD).sentences(),
            corpus.part(Part.TEST).sentences());
  }

  private static boolean ofDocuments(Experiment experiment) {
    return experiment.cells().get(0).family() instanceof FamilySpec.Documents;
  }

  /** The loop of a cell x replicate. */
  private interface Makers {
    SealedLoop<?> of(Cell cell, int replicate, Progress progress);
  }

  private Makers sentences(CorpusReader corpus) {
    record Told(int order, Components by) {}
    Map<Told, Workshop> shops = new LinkedHashMap<>();
    Map<Cell, Workshop> shopOf = new HashMap<>();
    Grouper grouper = new Grouper(experiment, spark, corpus);
    for (Cell cell : experiment.cells()) {
      Told told = new Told(highestOrder(cell), grouper.components(cell.family()));
      shopOf.put(cell, shops.computeIfAbsent(told, t -> workshop(t.order, corpus, t.by)));
    }
    return (cell, replicate, progress) -> {
      Workshop shop = Objects.requireNonNull(shopOf.get(cell));
      Lineage maker = new Lineage(shop, cell, replicate);
      return new SealedLoop<>(experiment, seals, progress, cell, replicate, maker);
    };
  }

  private Makers mixtures(
      CorpusReader corpus, PartSizes sizes, Map<String, String> inputs, Map<String, Long> counted) {
    console.println("2/3 documents of R");
    MixtureShop shop = new MixtureShop(experiment, spark, storage, seals, corpus, sizes, wanted());
    inputs.putAll(shop.inputs());
    counted.putAll(shop.notes());
    return (cell, replicate, progress) ->
        new SealedLoop<>(
            experiment, seals, progress, cell, replicate, shop.lineage(cell, replicate));
  }

  /** How many types occur how often in R. */
  static SortedMap<Long, Long> typesOfCount(Vocabulary vocabulary) {
    TreeMap<Long, Long> types = new TreeMap<>();
    for (int id = Vocabulary.FIRST_WORD; id < vocabulary.realEnd(); id++) {
      types.merge(vocabulary.realCount(id), 1L, Long::sum);
    }
    return types;
  }

  private CorpusReader prepare() {
    console.println("1/3 preparing the corpus");
    String folder = out.root() + "/corpus";
    Preparation.prepare(
        session, Objects.requireNonNull(experiment.corpus()), experiment.seed(), folder);
    return CorpusReader.open(folder);
  }

  /** The longest n-gram that a cell needs counted: for its model, the metrics, the evaluation. */
  private int highestOrder(Cell cell) {
    return Math.max(
        Workshop.family(cell).order(),
        Math.max(experiment.metricOrder(), experiment.evaluation().order()));
  }

  private Workshop workshop(int order, CorpusReader corpus, Components by) {
    console.println("2/3 counting " + order + "-grams of R");
    Vocabulary vocabulary = corpus.vocabulary();
    Broadcast<Vocabulary> shared = spark.broadcast(vocabulary);
    KeyLayout layout = KeyLayout.of(order, vocabulary.size());
    long sentences = corpus.corpus().part(Part.REAL).sentences();
    KeyRanges ranges = KeyRanges.of(layout, vocabulary, sentences, TOKENS_PER_RANGE);
    Steps steps = new Steps(spark, storage, ranges, by.size());
    RealText text = new RealText(spark, corpus, shared, by);
    MetricSelection wanted = wanted();
    boolean evaluated = wanted.includesAny(EVALUATED);
    boolean excess = wanted.includesAny("excess-novel-n");
    HeldOut test = evaluated || excess ? text.heldOut(Part.TEST, layout) : null;
    long least =
        experiment.cells().stream()
            .mapToLong(cell -> fewest(cell.size(), corpus.corpus().part(Part.REAL)))
            .min()
            .orElse(sentences);
    long smallest = Math.min(least, sentences);
    int evaluation = experiment.evaluation().order();
    Broadcast<Yardstick> yardstick =
        spark.broadcast(
            Yardstick.of(wanted, text, vocabulary, ranges, excess ? test : null, evaluation));
    SentencePlan plan = new SentencePlan(wanted, experiment.seed(), smallest);
    RealCounts counts =
        RealCounts.of(
            seals,
            steps,
            text,
            order,
            experiment.metricOrder(),
            wanted,
            plan,
            yardstick,
            vocabulary,
            experiment.seed(),
            smallest);
    baselines = counts.grams().measurements();
    Manifest real = counts.grams();
    refuseSmaller(real, smallest);
    Showcase showcase =
        new Showcase(
            spark,
            storage,
            text,
            vocabulary,
            ranges,
            real.training(),
            experiment.metricOrder(),
            experiment.seed(),
            smallest);
    return new Workshop(
        experiment,
        steps,
        storage,
        text,
        showcase,
        vocabulary,
        real.training(),
        plan,
        counts,
        counts.clusters(wanted, vocabulary, experiment.seed()),
        yardstick,
        Yardstick.zipfCut(vocabulary),
        evaluated && test != null ? spark.broadcast(test) : null,
        evaluated && test != null && by.size() > 1 ? text.heldOutSentences(test) : null,
        new EstimationGuard(
            steps, () -> spark.broadcast(text.heldOut(Part.GUARD, layout)), vocabulary.realEnd()),
        wanted,
        rarefyTo(real, (double) smallest / sentences),
        new Memo<>(),
        new Memo<>(),
        places);
  }

  /** Units of the smallest generation; where tokens are counted, half of what R promises. */
  private static long fewest(Size size, PreparedCorpus.PartEntry real) {
    if (size instanceof Size.Tokens t) {
      double promised = (double) t.tokens() * real.sentences() / Math.max(1, real.tokens());
      return Math.max(1, (long) (promised / 2));
    }
    return size.units(real.sentences()).orElseThrow();
  }

  /** What all generations are rarefied to and which sentences are shown hangs on the smallest. */
  private void refuseSmaller(Manifest real, long smallest) {
    long before = real.notes().getOrDefault(RealCounts.SMALLEST, smallest);
    if (smallest != before) {
      throw new SpecException(
          List.of(
              new Problem(
                  experiment.file(),
                  0,
                  "size",
                  "the smallest generation has "
                      + smallest
                      + " sentences, in the run that "
                      + out.root()
                      + " holds it has "
                      + before
                      + "; what is sealed was rarefied to that size; choose another --out, or"
                      + " sizes of at least "
                      + before)));
    }
  }

  private MetricSelection wanted() {
    MetricChoice choice = experiment.metrics();
    List<String> names =
        choice instanceof MetricChoice.Listed listed
            ? listed.names()
            : List.of(choice instanceof MetricChoice.All ? "all" : "default");
    return MetricSelection.of(names, experiment.metricOrder());
  }

  /** Half of what the smallest generation is expected to have, the same for all cells. */
  private long[] rarefyTo(Manifest real, double share) {
    long[] tokens = new long[experiment.metricOrder() + 1];
    for (int n = 1; n < tokens.length; n++) {
      tokens[n] = (long) (real.notes().getOrDefault("n-grams " + n, 0L) * share / 2);
      rarefied.put(String.valueOf(n), tokens[n]);
    }
    return tokens;
  }

  private void lineages(Makers makers, Progress progress) {
    console.println("3/3 generations");
    int threads =
        spark
            .getConf()
            .getInt("spark.ouroboros.concurrentLineages", Math.max(2, spark.defaultParallelism()));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    ExecutorCompletionService<Void> lineages = new ExecutorCompletionService<>(pool);
    int started = 0;
    for (int replicate = 0; replicate < experiment.replicates(); replicate++) {
      for (Cell cell : experiment.cells()) {
        SealedLoop<?> lineage = makers.of(cell, replicate, progress);
        String name = cell.name() + " replicate " + replicate;
        lineages.submit(
            () -> {
              spark.sc().setLocalProperty("spark.scheduler.pool", name);
              spark.sc().setJobDescription(name);
              lineage.run();
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
      throw new IllegalStateException("interrupted; the same command goes on from here", e);
    } catch (ExecutionException e) {
      pool.shutdownNow();
      spark.sc().cancelAllJobs();
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
