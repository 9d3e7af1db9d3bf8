package ouroboros.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.sentence.PlantedStatements;
import ouroboros.metric.sentence.PromptAnswers;
import ouroboros.metric.sentence.Repetition;
import ouroboros.metric.sentence.SentenceTallies;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.metric.sentence.StrataModel;
import ouroboros.metric.sentence.StratumShares;
import ouroboros.metric.sentence.StyleModel;
import ouroboros.metric.sentence.StyleRatios;
import ouroboros.metric.sentence.VocabularyGrowth;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.SentenceHashes;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.random.Key;
import ouroboros.random.Philox;
import ouroboros.random.Purpose;

/**
 * Which states must be collected from the sentences of a text for the wanted metrics. Metrics that
 * are not wanted cost nothing.
 */
public final class SentencePlan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Size of the sample of sentences that are examined one by one. */
  private static final int SAMPLED = 1000;

  private final MetricSelection wanted;
  private final long seed;

  /** Whether there are planted statements to look for. */
  private final boolean plants;

  /** The numbers of the sampled sentences, ascending. */
  private final long[] sample;

  /**
   * @param seed of the experiment
   * @param below the smallest number of sentences of any subject; sampled numbers are below it
   */
  public SentencePlan(MetricSelection wanted, long seed, long below) {
    this(wanted, seed, below, false);
  }

  /**
   * The same where statements may be planted.
   *
   * @param plants whether they are
   */
  public SentencePlan(MetricSelection wanted, long seed, long below, boolean plants) {
    this.wanted = wanted;
    this.seed = seed;
    this.plants = plants && wanted.includes(SentenceMetric.PLANTED_SHARE);
    this.sample = samples(wanted) ? sample(seed, below, SAMPLED) : new long[0];
  }

  private static boolean samples(MetricSelection wanted) {
    return wanted.includesAny(
        SentenceMetric.SELF_BLEU,
        SentenceMetric.DIVERGENCE_FRONTIER,
        SentenceMetric.VERBATIM_RUN_MEAN,
        SentenceMetric.VERBATIM_RUN_MAX,
        SentenceMetric.CATCHPHRASE);
  }

  private static long[] sample(long seed, long below, int most) {
    return new Key(seed, 0)
        .stream(0, Purpose.MEASURE, 0)
            .longs()
            .map(u -> Philox.unsignedMultiplyHigh(u, below))
            .distinct()
            .limit(Math.min(most, below))
            .sorted()
            .toArray();
  }

  /** Whether any wanted metric needs sentences. */
  public boolean asks() {
    return copies()
        || grows()
        || repeats()
        || shares()
        || prompts()
        || styles()
        || plants
        || sample.length > 0;
  }

  /** Whether sampled sentences must be compared with all of R. */
  public boolean asksForRuns() {
    return wanted.includesAny(SentenceMetric.VERBATIM_RUN_MEAN, SentenceMetric.VERBATIM_RUN_MAX);
  }

  /** Whether the stratum of each sentence must be estimated. */
  public boolean shares() {
    return wanted.includesAny(SentenceMetric.STRATUM_SHARE);
  }

  /** Whether sentences that begin like a test sentence must be found. */
  public boolean prompts() {
    return wanted.includesAny(SentenceMetric.PROMPT_INFORMATION, SentenceMetric.ANSWER_DISTANCE);
  }

  /** Whether the style of each sentence between two strata must be measured. */
  public boolean styles() {
    return wanted.includesAny(
        StrataMetric.STYLE_SD, StrataMetric.STYLE_TAIL_LOW, StrataMetric.STYLE_TAIL_HIGH);
  }

  /** The numbers of the sampled sentences, ascending. */
  public long[] sample() {
    return sample.clone();
  }

  private boolean copies() {
    return wanted.includesAny(
        SentenceMetric.DUPLICATES, SentenceMetric.TOP_10, SentenceMetric.VERBATIM);
  }

  private boolean grows() {
    return wanted.includesAny(SentenceMetric.HEAPS);
  }

  private boolean repeats() {
    return wanted.includesAny(SentenceMetric.REPETITION);
  }

  /**
   * A collector for the sentences of a part of a text.
   *
   * @param strata the model of R's strata; null if there are none
   * @param prompts the beginnings of test sentences to look for
   */
  public Collector collector(@Nullable StrataModel strata, long[] prompts) {
    return new Collector(this, new Compared(strata, null, prompts, List.of()));
  }

  /** The same with everything that sentences may be compared with. */
  public Collector collector(Compared with) {
    return new Collector(this, with);
  }

  /**
   * What sentences are compared with.
   *
   * @param strata the model of R's strata; null if there are none
   * @param style the model of the styles of guard's strata; null if there are none
   * @param prompts the beginnings of test sentences to look for
   * @param statements the planted statements to look for
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Compared(
      @Nullable StrataModel strata,
      @Nullable StyleModel style,
      long[] prompts,
      List<int[]> statements)
      implements Serializable {
    /** Nothing. */
    public static final Compared NOTHING = new Compared(null, null, new long[0], List.of());

    public Compared {
      statements = List.copyOf(statements);
    }
  }

  /** Collects the states, in one pass over the sentences. Not thread-safe. */
  public static final class Collector implements SentenceSink {
    private final List<SentenceSink> sinks = new ArrayList<>();
    private final SentenceHashes hashes = new SentenceHashes();
    private final Repetition repetition = new Repetition();
    private final @Nullable VocabularyGrowth growth;
    private final PromptAnswers answers;
    private final @Nullable StratumShares shares;
    private final @Nullable StyleRatios styles;
    private final @Nullable PlantedStatements planted;
    private final TreeMap<Long, int[]> sampled = new TreeMap<>();

    private Collector(SentencePlan plan, Compared with) {
      StrataModel strata = with.strata;
      StyleModel style = with.style;
      styles = style == null || !plan.styles() ? null : new StyleRatios(style);
      if (styles != null) {
        sinks.add(styles);
      }
      planted =
          with.statements.isEmpty() || !plan.plants ? null : new PlantedStatements(with.statements);
      if (planted != null) {
        sinks.add(planted);
      }
      answers = new PromptAnswers(with.prompts);
      if (with.prompts.length > 0) {
        sinks.add(answers);
      }
      shares = strata == null || !plan.shares() ? null : new StratumShares(strata);
      if (shares != null) {
        sinks.add(shares);
      }
      growth = plan.grows() ? new VocabularyGrowth(plan.seed) : null;
      if (plan.copies()) {
        sinks.add(hashes);
      }
      if (plan.repeats()) {
        sinks.add(repetition);
      }
      if (growth != null) {
        sinks.add(growth);
      }
      if (plan.sample.length > 0) {
        long[] sample = plan.sample;
        sinks.add(
            (unit, tokens, start, end) -> {
              if (Arrays.binarySearch(sample, unit) >= 0) {
                sampled.put(unit, Arrays.copyOfRange(tokens, start, end));
              }
            });
      }
    }

    @Override
    public void accept(long unit, int[] tokens, int start, int end) {
      for (SentenceSink sink : sinks) {
        sink.accept(unit, tokens, start, end);
      }
    }

    /** How often each sentence occurs, by hash. */
    public CountRun hashes() {
      return hashes.finish();
    }

    /** All other totals. */
    public SentenceTotals totals() {
      return new SentenceTotals(
          repetition.grams(),
          repetition.repeats(),
          growth,
          shares == null ? new long[0] : shares.sums(),
          sampled.keySet().stream().mapToLong(Long::longValue).toArray(),
          sampled.values().toArray(int[][]::new),
          new int[0],
          new SentenceTallies(
              answers.counts(),
              styles == null ? SentenceTallies.NONE.styles() : styles.counts(),
              planted == null ? SentenceTallies.NONE.planted() : planted.counts()));
    }
  }
}
