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
 * A text measured against R: each number with what helps to read it.
 *
 * @param rows the numbers, in the order of the catalogue
 * @param undefined wanted metrics without a number, and how often
 * @param rarefiedTo by n: n-gram tokens that the rarefied twins keep, about half of the smaller
 *     text's; 0: no twins
 * @param real how much text R is
 * @param subject how much text the subject is
 */
public record Comparison(
    List<Row> rows,
    SortedMap<String, Long> undefined,
    SortedMap<Integer, Long> rarefiedTo,
    TextSize real,
    TextSize subject) {
  /** Keeps own copies. */
  public Comparison {
    rows = List.copyOf(rows);
    undefined = Collections.unmodifiableSortedMap(new TreeMap<>(undefined));
    rarefiedTo = Collections.unmodifiableSortedMap(new TreeMap<>(rarefiedTo));
  }

  /**
   * With more numbers of the subject, beside the same of R itself; no interval is known for them.
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
   * @param measured of the subject
   * @param interval what another text of that size from the same source is expected to give, given
   *     R; empty where no interval holds
   * @param baseline the same metric of one half of R's documents against the other half; empty for
   *     what is no comparison with R
   * @param real the same metric of R itself; empty for comparisons with R
   */
  public record Row(
      Measurement measured,
      Optional<Interval> interval,
      OptionalDouble baseline,
      OptionalDouble real) {}
}
