package ouroboros.spark.ngram;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.GatePilot;
import ouroboros.experiment.Size;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.TextBackend;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationStore;
import ouroboros.experiment.members.MemberLoops;
import ouroboros.experiment.review.ReviewFolder;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedInput;
import ouroboros.metric.CountMetric;
import ouroboros.metric.Measurement;
import ouroboros.metric.Metric;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.TextModelMetric;
import ouroboros.metric.count.ExclusiveTypes;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.policy.AvailableUnits;
import ouroboros.spark.cluster.CurrentStep;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.count.CountJobs;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.count.RangeSize;
import ouroboros.spark.count.RealCounts;
import ouroboros.spark.count.ReferenceScan;
import ouroboros.spark.count.SampleSentences;
import ouroboros.spark.draw.ModelPlaces;
import ouroboros.spark.judge.Judges;
import ouroboros.spark.text.ComponentLabeller;
import ouroboros.spark.text.Components;
import ouroboros.spark.text.RealText;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.prepared.FollowedStrata;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * The n-gram families of an experiment. R is counted once for each order of n-grams and each
 * division of the sentences into components. Cells with the same order and division share one
 * context.
 */
public final class NgramFamilies {
  /** The metrics that read the test text. */
  private static final Metric[] EVALUATED = {
    TextModelMetric.PERPLEXITY,
    TextModelMetric.PERPLEXITY_GENERATOR,
    TextModelMetric.ZERO_PROBABILITY_SHARE,
    TextModelMetric.OOV_RATE,
    TextModelMetric.CONFIDENCE_GAP,
    TextModelMetric.EXPECTED_CALIBRATION_ERROR,
    TextModelMetric.CONFIDENCE_MEAN,
    TextModelMetric.CONFIDENCE_ACCURACY,
    TextModelMetric.CONFIDENCE_SHARE
  };

  private final Experiment experiment;
  private final JavaSparkContext spark;
  private final OutFolder out;
  private final Storage storage;
  private final ModelPlaces places;
  private final CorpusReader corpus;
  private final MetricSelection wanted;
  private final PrintStream console;
  private final Map<Integer, NgramContext> byCell = new HashMap<>();
  private final FollowedStrata strata;
  private final TreeMap<String, Long> rarefied = new TreeMap<>();

  /** The rarefied sizes of the R that this R was drawn from; null where it was not drawn. */
  private final @Nullable SortedMap<String, Long> rarefiedBefore;

  private final TreeMap<String, Double> hapaxes = new TreeMap<>();
  private final TreeMap<String, Long> rowless = new TreeMap<>();
  private List<Measurement> baselines = List.of();

  /**
   * Counts R for every cell that draws sentences, or reads the sealed counts.
   *
   * @param original the families of the R that this R was drawn from: rarefied metrics keep as many
   *     tokens as there, and the same strata are followed; null where R is that of the corpus
   */
  public NgramFamilies(
      Experiment experiment,
      JavaSparkContext spark,
      OutFolder out,
      Storage storage,
      ModelPlaces places,
      CorpusReader corpus,
      MetricSelection wanted,
      PrintStream console,
      @Nullable NgramFamilies original) {
    this.rarefiedBefore = original == null ? null : original.rarefied;
    this.experiment = experiment;
    this.spark = spark;
    this.out = out;
    this.storage = storage;
    this.places = places;
    this.corpus = corpus;
    this.wanted = wanted;
    this.console = console;
    strata =
        original == null
            ? FollowedStrata.of(corpus.corpus(), experiment.evaluation().maxStrata())
            : original.strata;
    if (original == null) {
      GatePilot.beforeRun(experiment, experiment.cells());
    }
    if (original == null && !ofSentences(experiment).isEmpty()) {
      sayFollowed();
      sayOneByOne();
    }
    NgramEcosystem.refuseStrata(experiment, corpus.corpus().strata());
    record Told(int order, Components by, InjectedTexts.Text text, boolean isPopulation) {}
    Map<Told, List<Cell>> shared = new LinkedHashMap<>();
    InjectedTexts texts = new InjectedTexts(experiment, spark, corpus);
    for (Cell cell : ofSentences(experiment)) {
      InjectedTexts.Text text = texts.of(cell);
      boolean isPopulation = isPopulation(cell, corpus);
      int order = isPopulation ? NgramModels.order(cell) : highestOrder(cell);
      Told told = new Told(order, components(cell, text.grouper()), text, isPopulation);
      shared.computeIfAbsent(told, t -> new ArrayList<>()).add(cell);
    }
    shared.forEach(
        (told, cells) -> {
          NgramContext context = context(told.order, told.by, told.text, told.isPopulation, cells);
          cells.forEach(cell -> byCell.put(cell.index(), context));
        });
  }

  /** The cells whose families draw sentences. */
  public static List<Cell> ofSentences(Experiment experiment) {
    return experiment.cells().stream()
        .filter(cell -> cell.family() instanceof FamilySpec.Sentences)
        .toList();
  }

  /** Whether a cell draws its generations as populations. */
  public static boolean isPopulation(Cell cell, CorpusReader corpus) {
    PreparedCorpus.PartEntry real = corpus.corpus().part(Part.REAL);
    return TextBackend.isPopulation(
        cell, real.sentences(), real.tokens(), corpus.corpus().vocabulary().realTypes());
  }

  private void sayFollowed() {
    if (strata.followed() == strata.strata()) {
      return;
    }
    int types = corpus.corpus().vocabulary().realTypes();
    console.printf(
        Locale.ROOT,
        "metrics follow the %d largest of %d strata, and the others together as stratum=%s"
            + " (evaluation.max-strata %d; %d scopes x %d types: about %d MiB)%n",
        strata.followed(),
        strata.strata(),
        strata.names().get(strata.followed()),
        experiment.evaluation().maxStrata(),
        strata.size(),
        types,
        1 + (((long) strata.size() * types * Long.BYTES) >> 20));
  }

  private void sayOneByOne() {
    TextBackend.notes(experiment, UnitSizes.of(corpus.corpus()))
        .forEach(
            (note, cells) -> {
              console.printf(Locale.ROOT, "%s (%d cells)%n", note, cells);
              rowless.put(note, cells);
            });
  }

  /**
   * What was summed up: how many strata have no scope of their own, which metrics have no rows, how
   * many cells {@code auto} draws one by one although they have many tokens.
   */
  public SortedMap<String, Long> notes() {
    TreeMap<String, Long> notes = new TreeMap<>(rowless);
    if (strata.followed() < strata.strata()) {
      notes.put("strata without a scope of their own", (long) strata.strata() - strata.followed());
    }
    return notes;
  }

  /** The family of a lineage, with what alarms do. */
  public NgramFamily of(Lineage lineage, AfterSeal<Manifest> afterSeal) {
    return new NgramFamily(
        Objects.requireNonNull(byCell.get(lineage.cell().index())), lineage, afterSeal);
  }

  /**
   * The lineages of the members of an ecosystem.
   *
   * @param store where the generations of all members together are sealed
   * @param each what is made for each member
   */
  public MemberLoops of(Lineage lineage, GenerationStore<Manifest> store, MemberLoops.Each each) {
    return new NgramEcosystem(
            Objects.requireNonNull(byCell.get(lineage.cell().index())), lineage, store, each)
        .loops();
  }

  /** n-gram tokens of the rarefied twins, by n. */
  public SortedMap<String, Long> rarefied() {
    return rarefied;
  }

  /**
   * By stratum: the share of the words of R that only it has and that occur once; empty if no
   * metric looks at them.
   */
  public SortedMap<String, Double> hapaxes() {
    return hapaxes;
  }

  /** The baselines: the values that metrics have when one half of R is compared with the other. */
  public List<Measurement> baselines() {
    return baselines;
  }

  /** The components of a mixture, or the parts to which the models of an ensemble are fitted. */
  private static Components components(Cell cell, ComponentLabeller grouper) {
    int shards = NgramModels.shards(cell);
    if (shards > 1) {
      return Components.parts(shards);
    }
    // All members of an ecosystem have the same components.
    return grouper.components(cell.ofModels().stream().findFirst().orElse(cell).family());
  }

  /** The longest n-gram that a cell needs counted: for its model, the metrics, the evaluation. */
  private int highestOrder(Cell cell) {
    return Math.max(
        cell.ofModels().stream().mapToInt(NgramModels::order).max().orElse(1),
        Math.max(experiment.metricOrder(), experiment.evaluation().order()));
  }

  private NgramContext context(
      int order,
      Components by,
      InjectedTexts.Text planted,
      boolean isPopulation,
      List<Cell> cells) {
    CorpusReader here = planted.corpus();
    MetricOrders orders = MetricOrders.of(order, experiment, isPopulation);
    MetricSelection asked = orders.measured(wanted, experiment, rowless);
    CurrentStep.begin(console, "2/3 counting " + order + "-grams of R");
    Vocabulary vocabulary = here.vocabulary();
    Broadcast<Vocabulary> shared = spark.broadcast(vocabulary);
    KeyLayout layout = KeyLayout.of(order, vocabulary.size());
    long sentences = here.corpus().part(Part.REAL).sentences();
    RealText text = new RealText(spark, here, shared, by, strata);
    KeyRanges ranges = ranges(layout, vocabulary, sentences, text);
    CountJobs steps = new CountJobs(spark, storage, ranges, by.size());
    boolean evaluated = asked.includesAny(EVALUATED);
    boolean excess = asked.includesAny(CountMetric.EXCESS_NOVEL);
    HeldOut test =
        evaluated
            ? text.ngrams().evaluated(layout)
            : excess ? text.ngrams().heldOut(Part.TEST, layout) : null;
    long least = ofSentences(experiment).stream().mapToLong(this::fewest).min().orElse(sentences);
    long smallest = Math.min(least, sentences);
    Broadcast<ReferenceScan> scan =
        spark.broadcast(
            ReferenceScan.of(
                asked,
                text,
                vocabulary,
                ranges,
                excess ? test : null,
                orders.evaluation(),
                planted.statements(vocabulary)));
    SentencePlan plan =
        new SentencePlan(asked, experiment.seed(), smallest, planted.inject() != null);
    RealCounts counts =
        RealCounts.of(
            out.seals(),
            steps,
            text,
            order,
            orders.metrics(),
            asked,
            plan,
            scan,
            vocabulary,
            experiment.seed(),
            smallest);
    int measured = counts.grams().measurements().size();
    if (baselines.isEmpty() || (planted.inject() == null && measured >= baselines.size())) {
      baselines = counts.grams().measurements();
    }
    ExclusiveTypes exclusive = scan.value().exclusive();
    for (int s = 0; s < exclusive.strata(); s++) {
      if (exclusive.types(s) > 0) {
        hapaxes.put(text.strata().get(s), exclusive.hapaxShare(s, vocabulary::realCount));
      }
    }
    SealedInput real = counts.grams();
    refuseSmaller(real, smallest);
    refuseOtherRanges(real, ranges);
    HeldOut read = evaluated ? test : null;
    Reference reference =
        new Reference(
            counts,
            text,
            vocabulary,
            asked,
            scan,
            new Reference.OfSentences(plan, counts.clusters(asked, vocabulary, experiment.seed())),
            new Reference.Scales(
                ReferenceScan.zipfCut(vocabulary),
                rarefyTo(real, (double) smallest / sentences, orders.metrics()),
                ReferenceScan.size(vocabulary),
                orders),
            read == null
                ? null
                : new Reference.TestText(
                    spark.broadcast(read),
                    by.size() > 1 ? text.ngrams().heldOutSentences(read) : null,
                    text.ngrams()
                        .byPeriod(read, layout, experiment.evaluation().maxStrata())
                        .orElse(null)));
    GuardFit guard =
        new EstimationGuard(
            steps,
            () -> spark.broadcast(text.ngrams().heldOutTogether(Part.GUARD, layout)),
            vocabulary.realEnd());
    Judges judges = new Judges(spark, storage, here, vocabulary);
    boolean isRedrawn = Objects.requireNonNull(experiment.corpus()).resample();
    if (counts.areNew() && !isRedrawn) {
      judges.learn(cells);
    }
    return new NgramContext(
        experiment,
        reference,
        steps,
        new GateJobs(spark, storage),
        new NgramModels(vocabulary, guard, here),
        places,
        new SampleSentences(
            spark,
            storage,
            text,
            vocabulary,
            ranges,
            real.training(),
            orders.metrics(),
            experiment.seed(),
            smallest),
        NgramContext.Shared.empty(judges, new ReviewFolder(out)));
  }

  /**
   * The key ranges of R. A token that is too frequent for one range has several; where they begin
   * is found in one more pass over R, from every k-th sentence. Every token has one range where the
   * likeliest next tokens are asked for, because they need all counts of a token at once.
   */
  private KeyRanges ranges(KeyLayout layout, Vocabulary vocabulary, long sentences, RealText text) {
    long[] counts = KeyRanges.counts(vocabulary, sentences);
    return TextModelMetric.asksForCalibration(wanted)
        ? RangeSize.ofTokens(spark, layout, counts)
        : RangeSize.of(
            spark, layout, counts, every -> text.ngrams().grams(Part.REAL, layout, every));
  }

  /** Refuses R's counts that were cut into other key ranges. */
  private void refuseOtherRanges(SealedInput real, KeyRanges ranges) {
    int before = real.training().ranges().size();
    if (before != ranges.size() || !real.training().inside().equals(ranges.inside())) {
      throw new SpecException(
          List.of(
              experiment.problem(
                  RangeSize.SETTING,
                  "the counts of R are cut into "
                      + ranges.size()
                      + " key ranges, in the run that "
                      + out.root()
                      + " holds into "
                      + before
                      + "; give the setting the value that it had, or choose another --out")));
    }
  }

  /**
   * Units of a cell's smallest generation. If the size is in tokens, half of the units that R's
   * mean sentence length predicts.
   */
  private long fewest(Cell cell) {
    PreparedCorpus.PartEntry real = corpus.corpus().part(Part.REAL);
    double size =
        cell.size() instanceof Size.Tokens t
            ? (double) t.tokens() * real.sentences() / Math.max(1, real.tokens()) / 2
            : cell.size().units(NgramEcosystem.smallest(cell, real.sentences())).orElseThrow();
    PreparedCorpus.PartEntry reserve = corpus.corpus().part(Part.RESERVE);
    AvailableUnits stock =
        AvailableUnits.ofCorpus(real.sentences(), reserve.sentences(), (long) size)
            .choosing(cell.policy(), real.tokens(), reserve.tokens());
    return LongStream.rangeClosed(1, experiment.generations())
        .map(g -> Math.max(1, cell.policy().syntheticUnits((int) g, stock)))
        .min()
        .orElse(stock.size());
  }

  /**
   * Refuses a smaller smallest generation than in the sealed run: the size to which all generations
   * are rarefied and the sentences that are shown depend on it.
   */
  private void refuseSmaller(SealedInput real, long smallest) {
    long before = real.notes().getOrDefault(RealCounts.SMALLEST, smallest);
    if (smallest != before) {
      throw new SpecException(
          List.of(
              experiment.problem(
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

  /**
   * [n] Half of the n-gram tokens that the smallest generation is expected to have, the same for
   * all cells.
   */
  private long[] rarefyTo(SealedInput real, double share, int order) {
    // Another R with other planted statements has other n-grams; the first one decides.
    SortedMap<String, Long> before = rarefiedBefore != null ? rarefiedBefore : rarefied;
    long[] tokens = new long[order + 1];
    for (int n = 1; n < tokens.length; n++) {
      tokens[n] =
          before.containsKey(String.valueOf(n))
              ? before.getOrDefault(String.valueOf(n), 0L)
              : (long) (real.notes().getOrDefault("n-grams " + n, 0L) * share / 2);
      rarefied.put(String.valueOf(n), tokens[n]);
    }
    return tokens;
  }
}
