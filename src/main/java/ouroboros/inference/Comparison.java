package ouroboros.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;
import ouroboros.metric.count.TextSize;

/**
 * A text compared with R: each number with the interval, the baseline and the value of R that help
 * to interpret it.
 *
 * @param rows the numbers, in the order of the catalogue
 * @param undefined the wanted metrics without a value, and how often each was undefined
 * @param rarefiedTo by n: how many n-gram tokens the rarefied metrics keep, about half of those of
 *     the smaller text; 0 for no rarefied metrics
 * @param real size of R
 * @param subject size of the subject
 */
public record Comparison(
    List<Row> rows,
    SortedMap<String, Long> undefined,
    SortedMap<Integer, Long> rarefiedTo,
    TextSize real,
    TextSize subject) {
  /** Copies the collections. */
  public Comparison {
    rows = List.copyOf(rows);
    undefined = Collections.unmodifiableSortedMap(new TreeMap<>(undefined));
    rarefiedTo = Collections.unmodifiableSortedMap(new TreeMap<>(rarefiedTo));
  }

  /**
   * A comparison with further numbers of the subject, each with the same number of R. They have no
   * interval.
   */
  public Comparison with(Measurements subjects, Measurements reals) {
    List<Row> all = new ArrayList<>(rows);
    SortedMap<String, Long> left = new TreeMap<>(undefined);
    for (Measurement m : subjects.rows()) {
      OptionalDouble ofReal =
          reals.rows().stream()
              .filter(r -> r.metric().equals(m.metric()) && r.scope().equals(m.scope()))
              .mapToDouble(Measurement::value)
              .findFirst();
      all.add(new Row(m, Optional.empty(), OptionalDouble.empty(), ofReal));
      left.remove(m.metric());
    }
    return new Comparison(all, left, rarefiedTo, real, subject);
  }

  /**
   * One number.
   *
   * @param measured the value of the subject
   * @param interval 95% interval for the expected value of another text of the same size from the
   *     same source, given R; empty if no method applies
   * @param baseline the same metric for one half of R's documents compared with the other half;
   *     empty for metrics that do not compare with R
   * @param real the same metric of R itself; empty for metrics that compare with R
   */
  public record Row(
      Measurement measured,
      Optional<Interval> interval,
      OptionalDouble baseline,
      OptionalDouble real) {}
}
