package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.Manifest;
import ouroboros.experiment.SealedFile;
import ouroboros.experiment.SealedInput;
import ouroboros.experiment.Seals;
import ouroboros.metric.HalvesOfReal;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.PairHistogram;
import ouroboros.metric.RangeCounts;
import ouroboros.metric.SentenceClusters;
import ouroboros.metric.SentenceCounts;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.Subject;
import ouroboros.text.Vocabulary;

/**
 * R counted once for all lineages: its n-grams and, where a metric asks for them, its sentences.
 *
 * @param grams how much R has, in its notes, its table, and as measurements the baselines
 * @param sentences R's sentences by ranges of their hashes, and what is measured of them; null
 *     where no metric asks
 */
record RealCounts(SealedInput grams, @Nullable SealedInput sentences) {
  /** The note that says how many units the smallest generation has. */
  static final String SMALLEST = "units of the smallest generation";

  /** Reads what is sealed of R's n-grams of an order, or counts and seals it. */
  static RealCounts of(
      Seals seals,
      Steps steps,
      RealText text,
      int order,
      int metricOrder,
      MetricSelection wanted,
      SentencePlan plan,
      Broadcast<Yardstick> yardstick,
      Vocabulary vocabulary,
      long seed,
      long smallest) {
    String folder = "real/order-" + order + text.components().name();
    String sentences = "real/sentences-" + order + text.components().name();
    Optional<SealedInput> sealed = seals.read(folder, SealedInput.class);
    Optional<SealedInput> measured =
        plan.asks() ? seals.read(sentences, SealedInput.class) : Optional.empty();
    if (sealed.isPresent() && measured.isPresent() == plan.asks()) {
      return new RealCounts(sealed.get(), measured.orElse(null));
    }
    SentenceMeasure asked = plan.asks() ? new SentenceMeasure(plan, yardstick, null) : null;
    ScanRequest measure = ScanRequest.NOTHING.with(asked);
    Counted counted = steps.count(text.all(ouroboros.text.Part.REAL), folder + "/R", measure);
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
    return new RealCounts(ofGrams, ofSentences);
  }

  private static SealedInput sentences(
      Counted counted, List<String> strata, MetricSelection wanted, Vocabulary vocabulary) {
    Measurements into = new Measurements();
    SentenceCounts counts = Objects.requireNonNull(counted.sentences());
    SentenceMetric.measure(counts, strata, null, Subject.TRAINING, wanted, into);
    long[] units = counts.totals().units();
    List<Manifest.Sample> samples = new ArrayList<>();
    for (int[] sentence : counts.totals().sample()) {
      long unit = units[samples.size()];
      samples.add(Manifest.Sample.of(unit, Showcase.words(vocabulary, sentence)));
    }
    TreeMap<String, Long> notes = new TreeMap<>();
    into.undefined().forEach((metric, times) -> notes.put("undefined " + metric, times));
    CountTable table = Objects.requireNonNull(counted.sentenceTable());
    return manifest(table, into.rows(), samples, notes);
  }

  /** Measures one half of R against all of it, which tells of both halves; keeps no table of it. */
  private static SealedInput grams(
      Seals seals,
      Steps steps,
      Counted counted,
      List<SentenceTask> half,
      String folder,
      int metricOrder,
      MetricSelection wanted,
      long smallest) {
    ScanRequest measure = ScanRequest.NOTHING.against(counted.table(), metricOrder);
    Counted measured = steps.count(half, folder + "/half", measure);
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

  static SealedInput manifest(
      CountTable table,
      List<Measurement> measured,
      List<Manifest.Sample> samples,
      TreeMap<String, Long> notes) {
    return new SealedInput(Manifest.FORMAT, table, measured, samples, notes);
  }

  /** What S_g's sentences are measured by; null for nothing. */
  @Nullable SentenceMeasure measure(SentencePlan plan, Broadcast<Yardstick> yardstick) {
    return sentences == null ? null : new SentenceMeasure(plan, yardstick, sentences.training());
  }

  /** The clusters of R's sampled sentences; null where no metric asks or none was sampled. */
  @Nullable SentenceClusters clusters(MetricSelection wanted, Vocabulary vocabulary, long seed) {
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
