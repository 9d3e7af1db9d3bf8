package ouroboros.spark.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.experiment.store.SealedInput;
import ouroboros.experiment.store.Seals;
import ouroboros.inference.HalvesOfReal;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.Subject;
import ouroboros.metric.count.PairHistogram;
import ouroboros.metric.count.RangeCounts;
import ouroboros.metric.sentence.SentenceClusters;
import ouroboros.metric.sentence.SentenceCounts;
import ouroboros.spark.text.RealText;
import ouroboros.spark.text.SentenceTask;
import ouroboros.text.Vocabulary;

/**
 * The counts of R, made once for all lineages: of its n-grams and, if a metric needs them, of its
 * whole sentences.
 *
 * @param grams R's table; its notes say how many n-grams R has, its measurements are the baselines
 * @param sentences R's sentences by ranges of their hashes, with their metrics; null if no metric
 *     needs them
 * @param areNew whether any of them was counted now, not read
 */
public record RealCounts(SealedInput grams, @Nullable SealedInput sentences, boolean areNew) {
  /** The note that says how many units the smallest generation has. */
  public static final String SMALLEST = "units of the smallest generation";

  /**
   * Reads the sealed counts of R's n-grams of an order; counts and seals them if there are none.
   */
  public static RealCounts of(
      Seals seals,
      CountJobs steps,
      RealText text,
      int order,
      int metricOrder,
      MetricSelection wanted,
      SentencePlan plan,
      Broadcast<ReferenceScan> scan,
      Vocabulary vocabulary,
      long seed,
      long smallest) {
    String folder = "real/" + text.place() + "order-" + order + text.components().name();
    String sentences = "real/" + text.place() + "sentences-" + order + text.components().name();
    Optional<SealedInput> sealed = seals.read(folder, SealedInput.class);
    Optional<SealedInput> measured =
        plan.asks() ? seals.read(sentences, SealedInput.class) : Optional.empty();
    if (sealed.isPresent() && measured.isPresent() == plan.asks()) {
      return new RealCounts(sealed.get(), measured.orElse(null), false);
    }
    SentenceMeasure asked = plan.asks() ? new SentenceMeasure(plan, scan, null) : null;
    ScanRequest measure = ScanRequest.NOTHING.with(asked);
    ScannedTable counted = steps.count(text.all(ouroboros.text.Part.REAL), folder + "/R", measure);
    SealedInput ofSentences =
        asked == null
            ? null
            : measured.orElseGet(
                () -> seals.seal(sentences, sentences(counted, text.strata(), wanted, vocabulary)));
    SealedInput ofGrams =
        sealed.orElseGet(
            () ->
                seals.seal(
                    folder,
                    grams(
                        seals,
                        steps,
                        counted,
                        text.half(seed),
                        folder,
                        metricOrder,
                        wanted,
                        smallest)));
    return new RealCounts(ofGrams, ofSentences, true);
  }

  private static SealedInput sentences(
      ScannedTable counted, List<String> strata, MetricSelection wanted, Vocabulary vocabulary) {
    Measurements into = new Measurements();
    ScannedTable.Whole whole = Objects.requireNonNull(counted.whole());
    SentenceCounts counts = whole.counts();
    SentenceMetric.measure(counts, strata, null, Subject.TRAINING, wanted, into);
    long[] units = counts.totals().units();
    List<Manifest.Sample> samples = new ArrayList<>();
    for (int[] sentence : counts.totals().sample()) {
      long unit = units[samples.size()];
      samples.add(Manifest.Sample.of(unit, SampleSentences.words(vocabulary, sentence)));
    }
    TreeMap<String, Long> notes = new TreeMap<>();
    into.undefined().forEach((metric, times) -> notes.put("undefined " + metric, times));
    CountTable table = Objects.requireNonNull(whole.table());
    return manifest(table, into.rows(), samples, notes);
  }

  /**
   * Compares one half of R with all of R. The other half is the difference, so this measures both.
   * Keeps no table of the half.
   */
  private static SealedInput grams(
      Seals seals,
      CountJobs steps,
      ScannedTable counted,
      List<SentenceTask> half,
      String folder,
      int metricOrder,
      MetricSelection wanted,
      long smallest) {
    ScanRequest measure = ScanRequest.NOTHING.against(counted.table(), metricOrder);
    ScannedTable measured = steps.count(half, folder + "/half", measure);
    seals.discard(measured.table().ranges().stream().map(SealedFile::name).toList());
    RangeCounts state = Objects.requireNonNull(measured.counts());
    TreeMap<String, Long> notes = new TreeMap<>(Map.of(SMALLEST, smallest));
    List<PairHistogram> halves = new ArrayList<>();
    for (int n = 1; n <= state.orders(); n++) {
      notes.put("n-grams " + n, state.pairs(n).realTokens());
      halves.add(state.pairs(n).apart());
    }
    return manifest(counted.table(), HalvesOfReal.baselines(halves, wanted), List.of(), notes);
  }

  public static SealedInput manifest(
      CountTable table,
      List<Measurement> measured,
      List<Manifest.Sample> samples,
      TreeMap<String, Long> notes) {
    return SealedInput.of(table, measured, samples, notes);
  }

  /** The measurement of S_g's sentences; null if no metric needs it. */
  @Nullable
  public SentenceMeasure measure(SentencePlan plan, Broadcast<ReferenceScan> scan) {
    return sentences == null ? null : new SentenceMeasure(plan, scan, sentences.training());
  }

  /** The clusters of R's sampled sentences; null if no metric needs them or none was sampled. */
  @Nullable
  public SentenceClusters clusters(MetricSelection wanted, Vocabulary vocabulary, long seed) {
    if (sentences == null
        || sentences.samples().isEmpty()
        || !wanted.includesAny(SentenceMetric.DIVERGENCE_FRONTIER)) {
      return null;
    }
    List<int[]> sample =
        sentences.samples().stream()
            .map(s -> Stream.of(s.text().split(" ")).mapToInt(vocabulary::id).toArray())
            .toList();
    long tokens = grams.training().tokens();
    return SentenceClusters.of(sample, vocabulary::realCount, tokens, seed);
  }
}
