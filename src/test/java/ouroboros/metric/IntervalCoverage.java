package ouroboros.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.ZipfDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import ouroboros.inference.Comparer;
import ouroboros.inference.Comparison;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.metric.count.TextSize;
import ouroboros.ngram.count.CountRun;

/**
 * How often an interval from one text contains the average over texts of the same size and source.
 * {@code IntervalCoverage TEXTS SENTENCES} prints the table of {@code intervals.md}.
 */
final class IntervalCoverage {
  private static final int TYPES = 3000;
  private static final MetricSelection ALL = MetricSelection.of(List.of("all"), 2);

  /** How the words of a text depend on each other. */
  enum Source {
    /** Words are independent. */
    INDEPENDENT_SENTENCES,
    /** Documents of 10 sentences; a third of a document's words are of its own topic. */
    DOCUMENTS
  }

  /**
   * A number over all texts.
   *
   * @param mean of the values
   * @param covered share of intervals that hold the mean
   * @param ratio mean half-width over 1.96 sd of the values
   */
  record Covered(double mean, double covered, double ratio) {}

  private final RandomGenerator random;
  private final ZipfDistribution words;
  private final GroupedTexts texts = new GroupedTexts(2, TYPES + 3);
  private final Source source;
  private final int sentences;

  IntervalCoverage(Source source, int sentences, long seed) {
    this.source = source;
    this.sentences = sentences;
    random = new Well19937c(seed);
    words = new ZipfDistribution(random, TYPES, 1.1);
  }

  /** Of every metric that has an interval. */
  SortedMap<String, Covered> of(int many) {
    CountRun real = texts.count(text());
    GroupedCounts halves = texts.compare(texts.count(text()), text(), new int[sentences]);
    Comparer.Scales scales = new Comparer.Scales(new long[] {0, 3L * sentences, 2L * sentences}, 4);
    SortedMap<String, List<double[]>> found = new TreeMap<>();
    for (int i = 0; i < many; i++) {
      List<int[]> text = text();
      int[] groupOf = new int[text.size()];
      TreeMap<Long, Long> lengths = new TreeMap<>();
      for (int s = 0; s < groupOf.length; s++) {
        int unit = source == Source.DOCUMENTS ? s / 10 : s;
        groupOf[s] = unit % GroupedCounts.GROUPS;
        lengths.merge((long) text.get(s).length, 1L, Long::sum);
      }
      Comparer comparer = new Comparer(texts.compare(real, text, groupOf), halves, ALL, scales);
      Comparison comparison =
          comparer.compare(
              new TextSize(1, 1),
              source == Source.DOCUMENTS ? Optional.empty() : Optional.of(lengths),
              i);
      for (Comparison.Row row : comparison.rows()) {
        row.interval()
            .ifPresent(
                in ->
                    found
                        .computeIfAbsent(row.measured().metric(), metric -> new ArrayList<>())
                        .add(new double[] {row.measured().value(), in.low(), in.high()}));
      }
    }
    SortedMap<String, Covered> covered = new TreeMap<>();
    found.forEach((metric, values) -> covered.put(metric, covered(values)));
    return covered;
  }

  private static Covered covered(List<double[]> found) {
    double mean = found.stream().mapToDouble(v -> v[0]).average().orElseThrow();
    double variance =
        found.stream().mapToDouble(v -> (v[0] - mean) * (v[0] - mean)).sum() / (found.size() - 1);
    double half = found.stream().mapToDouble(v -> (v[2] - v[1]) / 2).average().orElseThrow();
    long holding = found.stream().filter(v -> v[1] <= mean && mean <= v[2]).count();
    return new Covered(mean, (double) holding / found.size(), half / (1.96 * Math.sqrt(variance)));
  }

  private List<int[]> text() {
    List<int[]> text = new ArrayList<>();
    int topic = 0;
    int common = 0;
    for (int s = 0; s < sentences; s++) {
      if (s % 10 == 0) {
        topic = random.nextInt(TYPES);
        common = 4 + random.nextInt(9);
      }
      int[] sentence = new int[source == Source.DOCUMENTS ? common : 4 + random.nextInt(9)];
      for (int t = 0; t < sentence.length; t++) {
        int word = words.sample() - 1;
        boolean own = source == Source.DOCUMENTS && random.nextInt(3) == 0;
        sentence[t] = 3 + (own ? (word + topic) % TYPES : word);
      }
      text.add(sentence);
    }
    return text;
  }

  /** Prints one line per metric: coverage and width for both sources. */
  public static void main(String[] arguments) {
    int many = Integer.parseInt(arguments[0]);
    int sentences = Integer.parseInt(arguments[1]);
    for (Source source : Source.values()) {
      System.out.println(source + ", seed 7");
      new IntervalCoverage(source, sentences, 7)
          .of(many)
          .forEach(
              (metric, c) ->
                  System.out.printf(
                      "| `%s` | %.4g | %.3f | %.2f |%n", metric, c.mean(), c.covered(), c.ratio()));
    }
  }
}
