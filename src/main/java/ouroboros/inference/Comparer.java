package ouroboros.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.CountMetric;
import ouroboros.metric.CountMetrics;
import ouroboros.metric.EcosystemMetric;
import ouroboros.metric.KnownTruthMetric;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;
import ouroboros.metric.Metric;
import ouroboros.metric.MetricCatalogue;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.MixtureMetric;
import ouroboros.metric.SafeguardMetric;
import ouroboros.metric.SizeMetric;
import ouroboros.metric.Subject;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.metric.count.PairHistogram;
import ouroboros.metric.count.TextSize;

/**
 * Compares a text with R: adds intervals and baselines to the metrics of the text.
 *
 * <p>Intervals: the {@link Jackknife} over the groups for metrics that are computed from counts,
 * the {@link PoissonBootstrap} for means over sentences that are drawn independently, none for
 * other metrics. Cost: {@value GroupedCounts#GROUPS} + 1 times the cost of the metrics of a pair
 * histogram.
 */
public final class Comparer {
  private static final Subject SUBJECT = Subject.SYNTHETIC;
  private static final Subject TRAINING = Subject.TRAINING;
  private static final String ALL = "all";

  private final GroupedCounts counts;
  private final GroupedCounts halves;
  private final MetricSelection wanted;
  private final Scales scales;

  /**
   * The settings that must be the same for all texts that are compared.
   *
   * @param rarefyTo [n] how many n-gram tokens the rarefied metrics keep; 0 for no rarefied metrics
   * @param zipfCut the smallest count that {@code zipf-exponent} is fitted to
   */
  public record Scales(long[] rarefyTo, long zipfCut) {}

  /**
   * @param counts counts of the subject and of R
   * @param halves counts of one half of R's documents (in the place of R) and of the other half
   */
  public Comparer(
      GroupedCounts counts, GroupedCounts halves, MetricSelection wanted, Scales scales) {
    this.counts = counts;
    this.halves = halves;
    this.wanted = wanted;
    this.scales = scales;
  }

  /** The subject's metrics; undefined ones are counted in the result. */
  public Measurements measured() {
    Measurements into = new Measurements();
    CountMetrics.measure(counts.size(), SUBJECT, ALL, wanted, into);
    for (int n = 1; n <= counts.orders(); n++) {
      count(n, counts.pairs(n), SUBJECT, into);
    }
    return into;
  }

  /** R's own metrics, as those of the training set of generation 0. */
  public Measurements ofReal(TextSize real) {
    Measurements into = new Measurements();
    CountMetrics.measure(real, TRAINING, ALL, wanted, into);
    for (int n = 1; n <= halves.orders(); n++) {
      count(n, halves.pairs(n).together(), TRAINING, into);
    }
    return into;
  }

  /**
   * Compares the subject with R.
   *
   * @param real size of R
   * @param lengths how many of the subject's sentences have each length; empty if its sentences are
   *     grouped in documents, because then they are not independent
   */
  public Comparison compare(TextSize real, Optional<SortedMap<Long, Long>> lengths, long seed) {
    Map<String, double[]> without = without();
    Map<String, Double> baselines = new HashMap<>();
    baselines().forEach(m -> baselines.put(m.metric(), m.value()));
    Map<String, Double> ofR = new HashMap<>();
    for (Measurement m : ofReal(real).rows()) {
      if (!comparesWithReal(m.metric())) {
        ofR.put(m.metric(), m.value());
      }
    }
    List<Comparison.Row> rows = new ArrayList<>();
    for (Measurement m : measured().rows()) {
      rows.add(
          new Comparison.Row(
              m,
              interval(m, without, lengths, seed),
              optional(baselines.get(m.metric())),
              optional(ofR.get(m.metric()))));
    }
    SortedMap<Integer, Long> rarefied = new TreeMap<>();
    for (int n = 1; n <= counts.orders(); n++) {
      rarefied.put(n, scales.rarefyTo[n]);
    }
    return new Comparison(rows, undefined(rows), rarefied, real, counts.size());
  }

  private Optional<Interval> interval(
      Measurement m,
      Map<String, double[]> without,
      Optional<SortedMap<Long, Long>> lengths,
      long seed) {
    if (m.metric().equals(SizeMetric.SENTENCE_LENGTH_MEAN.id()) && lengths.isPresent()) {
      return PoissonBootstrap.interval(lengths.get(), seed);
    }
    double[] values = without.get(m.metric());
    MetricRange range = MetricRange.of(m.metric());
    return values == null
        ? Optional.empty()
        : Jackknife.interval(m.value(), values)
            .map(i -> new Interval(range.cut(i.low()), range.cut(i.high()), i.method()));
  }

  /** [groups] for each metric, its value without each group; NaN if it is undefined. */
  private Map<String, double[]> without() {
    Map<String, double[]> values = new HashMap<>();
    for (int k = 0; counts.isFull() && k < GroupedCounts.GROUPS; k++) {
      Measurements left = new Measurements();
      left.add(
          SizeMetric.SENTENCE_LENGTH_MEAN,
          SUBJECT,
          ALL,
          SizeMetric.SENTENCE_LENGTH_MEAN.of(counts.without(k)));
      for (int n = 1; n <= counts.orders(); n++) {
        count(n, counts.without(n, k), SUBJECT, left);
      }
      for (Measurement m : left.rows()) {
        values.computeIfAbsent(m.metric(), metric -> undefinedEverywhere())[k] = m.value();
      }
    }
    return values;
  }

  private static double[] undefinedEverywhere() {
    double[] values = new double[GroupedCounts.GROUPS];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** The metrics that compare the two halves of R with each other. */
  public List<Measurement> baselines() {
    List<PairHistogram> pairs =
        IntStream.rangeClosed(1, halves.orders()).mapToObj(halves::pairs).toList();
    return HalvesOfReal.baselines(pairs, wanted);
  }

  private boolean comparesWithReal(String name) {
    for (CountMetric metric : CountMetric.values()) {
      if (metric.comparesWithReal() && metric.written(1, counts.orders()).contains(name)) {
        return true;
      }
    }
    return false;
  }

  private void count(int n, PairHistogram pairs, Subject subject, Measurements into) {
    CountState state = CountState.of(n, pairs).novel(pairs.newTokens()).zipfFrom(scales.zipfCut);
    long tokens = scales.rarefyTo[n];
    CountMetrics.measure(tokens > 0 ? state.rarefiedTo(tokens) : state, subject, ALL, wanted, into);
  }

  /** The wanted metrics that have no value, except those that no text can have. */
  private SortedMap<String, Long> undefined(List<Comparison.Row> rows) {
    SortedMap<String, Long> left = new TreeMap<>();
    wanted.names().forEach(name -> left.put(name, 1L));
    for (Metric metric : MetricCatalogue.all()) {
      if (metric instanceof KnownTruthMetric
          || metric instanceof MixtureMetric
          || metric instanceof EcosystemMetric
          || metric instanceof SafeguardMetric) {
        left.keySet().removeAll(metric.written(1, 9));
      }
    }
    rows.forEach(row -> left.remove(row.measured().metric()));
    return left;
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
