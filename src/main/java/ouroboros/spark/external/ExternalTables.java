package ouroboros.spark.external;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.MetricChoice;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.experiment.store.SealedInput;
import ouroboros.inference.Comparer;
import ouroboros.inference.Comparison;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.metric.count.PairHistogram;
import ouroboros.metric.count.PowerLaw;
import ouroboros.metric.count.Ranks;
import ouroboros.metric.count.Survival;
import ouroboros.metric.count.TextSize;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.RealCounts;
import ouroboros.spark.count.SampleSentences;
import ouroboros.text.JointTypes;
import ouroboros.text.Vocabulary;

/**
 * Count tables of R and of generations made elsewhere, with the same token numbers for all, and
 * their metrics.
 */
public final class ExternalTables {
  /** Bits of the number of a group of documents, which is stored as one more token of a key. */
  private static final int GROUP_BITS = 5;

  private final Experiment experiment;
  private final MeasuredText real;
  private final List<MeasuredText> generations;
  private final List<Broadcast<int[]>> ids = new ArrayList<>();
  private final GroupedCounting counting;
  private final GroupedCounting.Real counted;
  private final MetricSelection wanted;
  private final Comparer.Scales scales;
  private final ExternalSentences sentences;

  /** Gives numbers to all types and counts R. */
  public ExternalTables(
      Experiment experiment,
      JavaSparkContext spark,
      Storage storage,
      MeasuredText real,
      List<MeasuredText> generations) {
    this.experiment = experiment;
    this.real = real;
    this.generations = generations;
    JointTypes types = new JointTypes(real.vocabulary());
    ids.add(spark.broadcast(types.recode(real.vocabulary(), false)));
    for (MeasuredText each : generations) {
      ids.add(spark.broadcast(types.recode(each.vocabulary(), real.isClosed())));
    }
    int order = experiment.metricOrder();
    int bits = Math.max(GROUP_BITS, KeyLayout.of(1, types.size()).bits());
    long[] counts = types.counts();
    counts[Vocabulary.EOS] = real.sentences();
    generations.forEach(each -> counts[Vocabulary.EOS] += each.sentences());
    KeyRanges ranges =
        GroupedCounting.ranges(spark, real, ids.get(0), KeyLayout.ofBits(order, bits), counts);
    counting = new GroupedCounting(spark, storage, ranges, experiment.seed());
    counted = counting.real(real, ids.get(0), folder(experiment) + "/R");
    wanted = wanted(experiment.metrics(), order);
    PairHistogram words = counted.halves().pairs(1).together();
    scales = new Comparer.Scales(rarefyTo(), PowerLaw.cut(words.realCounts()));
    SentencePlan plan = new SentencePlan(wanted, experiment.seed(), least(MeasuredText::sentences));
    sentences = new ExternalSentences(spark, wanted, plan, real, ids.get(0), experiment.seed());
  }

  private static MetricSelection wanted(MetricChoice choice, int order) {
    List<String> names =
        choice instanceof MetricChoice.Listed listed
            ? listed.names()
            : List.of(choice instanceof MetricChoice.All ? "all" : "default");
    return MetricSelection.of(names, order);
  }

  /**
   * [n] Half of R's n-gram tokens, reduced in proportion if a generation has fewer tokens than R;
   * empty generations do not count.
   */
  private long[] rarefyTo() {
    double share = (double) least(MeasuredText::tokens) / real.tokens();
    GroupedCounts halves = counted.halves();
    long[] tokens = new long[halves.orders() + 1];
    for (int n = 1; n < tokens.length; n++) {
      PairHistogram pairs = halves.pairs(n);
      tokens[n] = (long) ((pairs.realTokens() + pairs.subjectTokens()) * share / 2);
    }
    return tokens;
  }

  /** The smallest amount in a generation that is not empty, or R's if that is smaller. */
  private long least(ToLongFunction<MeasuredText> amount) {
    long ofReal = amount.applyAsLong(real);
    return generations.stream().mapToLong(amount).filter(n -> n > 0).reduce(ofReal, Math::min);
  }

  /** n-gram tokens of the rarefied twins, by n. */
  public SortedMap<String, Long> rarefied() {
    TreeMap<String, Long> tokens = new TreeMap<>();
    for (int n = 1; n < scales.rarefyTo().length; n++) {
      tokens.put(String.valueOf(n), scales.rarefyTo()[n]);
    }
    return tokens;
  }

  /** The numbers of the sentences that are shown. */
  public long[] shown() {
    return SampleSentences.units(experiment.seed(), least(MeasuredText::sentences));
  }

  /** The folder with R's counts. */
  public static String folder(Experiment experiment) {
    return "real/order-" + experiment.metricOrder();
  }

  /** R's counts and the baselines, for which one half of R is compared with the other. */
  public SealedInput baselines() {
    Comparer comparer = new Comparer(counted.halves(), counted.halves(), wanted, scales);
    return RealCounts.manifest(counted.table(), comparer.baselines(), List.of(), new TreeMap<>());
  }

  /** Measures T_0, which is R. */
  public MeasuredTable real() {
    Comparer comparer = new Comparer(counted.halves(), counted.halves(), wanted, scales);
    List<Manifest.RankCount> ranks = new ArrayList<>();
    for (int n = 1; n <= counted.halves().orders(); n++) {
      add(n, counted.halves().pairs(n).together(), ranks);
    }
    Measurements measured = comparer.ofReal(size());
    sentences.ofReal(measured);
    return new MeasuredTable(
        counted.table(), null, Measured.of(measured, new TreeMap<>()).with(List.of(), ranks));
  }

  /**
   * Measures S_g.
   *
   * @param folder folder of its table
   */
  public MeasuredTable generation(int g, String folder) {
    GroupedCounting.Subject subject = against(g, folder);
    List<Manifest.Survivors> survival = new ArrayList<>();
    List<Manifest.RankCount> ranks = new ArrayList<>();
    for (int n = 1; n <= subject.counts().orders(); n++) {
      PairHistogram pairs = subject.counts().pairs(n);
      for (Survival.Bin bin : Survival.of(pairs)) {
        survival.add(new Manifest.Survivors(n, bin.initialCount(), bin.types(), bin.alive()));
      }
      add(n, pairs, ranks);
    }
    Measurements measured = comparer(subject).measured();
    sentences.of(generations.get(g - 1), ids.get(g), measured);
    return new MeasuredTable(
        subject.table(), null, Measured.of(measured, new TreeMap<>()).with(survival, ranks));
  }

  /** Measures S_g with intervals and baselines. */
  public Comparison compared(int g, String folder) {
    GroupedCounting.Subject subject = against(g, folder);
    boolean alone = generations.get(g - 1).hasLoneSentences();
    Measurements whole = new Measurements();
    sentences.of(generations.get(g - 1), ids.get(g), whole);
    Measurements ofReal = new Measurements();
    sentences.ofReal(ofReal);
    return comparer(subject)
        .compare(
            size(), alone ? Optional.of(subject.lengths()) : Optional.empty(), experiment.seed())
        .with(whole, ofReal);
  }

  /** The counts of one half of R's groups of documents, taken as R, and of the other half. */
  public GroupedCounts halves() {
    return counted.halves();
  }

  /** The counts of S_g, in groups of documents, compared with R. */
  public GroupedCounts counts(int g, String folder) {
    return against(g, folder).counts();
  }

  private GroupedCounting.Subject against(int g, String folder) {
    return counting.against(counted, generations.get(g - 1), ids.get(g), folder + "/S");
  }

  private Comparer comparer(GroupedCounting.Subject subject) {
    return new Comparer(subject.counts(), counted.halves(), wanted, scales);
  }

  private TextSize size() {
    return new TextSize(real.tokens(), real.sentences());
  }

  private static void add(int n, PairHistogram pairs, List<Manifest.RankCount> ranks) {
    for (Ranks.Point point : Ranks.of(pairs.subjectCounts())) {
      ranks.add(new Manifest.RankCount(n, point.rank(), point.count()));
    }
  }
}
