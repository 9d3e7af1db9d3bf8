package ouroboros.experiment.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;
import ouroboros.safeguard.Safeguard;

/**
 * All results of measuring a text or a generation.
 *
 * @param measurements metrics
 * @param survival of R's n-gram types in S_g
 * @param ranks rank-frequency of S_g (g = 0: of R)
 * @param notes how often something was truncated, undefined or replaced by a fallback
 */
public record Measured(
    List<Measurement> measurements,
    List<Manifest.Survivors> survival,
    List<Manifest.RankCount> ranks,
    SortedMap<String, Long> notes) {

  /** What the manifest does not contain is empty. */
  @SuppressWarnings("NullAway") // Jackson leaves out what is not there
  public Measured {
    measurements = measurements == null ? List.of() : List.copyOf(measurements);
    survival = survival == null ? List.of() : List.copyOf(survival);
    ranks = ranks == null ? List.of() : List.copyOf(ranks);
    notes = notes == null ? new TreeMap<>() : notes;
  }

  /** Nothing was measured. */
  public static final Measured EMPTY =
      new Measured(List.of(), List.of(), List.of(), new TreeMap<>());

  /** The same with more metrics and notes; times of a note add up. */
  public Measured and(List<Measurement> more, Map<String, Long> moreNotes) {
    List<Measurement> all = new ArrayList<>(measurements);
    all.addAll(more);
    TreeMap<String, Long> both = new TreeMap<>(notes);
    moreNotes.forEach((note, times) -> both.merge(note, times, Long::sum));
    return new Measured(all, survival, ranks, both);
  }

  /** The same with the metrics and notes of another text; survival and ranks stay. */
  public Measured and(Measured more) {
    return and(more.measurements, more.notes);
  }

  /** The value of the metric of an alarm; NaN where there is none. */
  public double value(Safeguard.Alarm alarm) {
    for (Measurement m : measurements) {
      if (m.metric().equals(alarm.metric())
          && m.subject() == alarm.subject()
          && m.scope().equals(alarm.scope())) {
        return m.value();
      }
    }
    return Double.NaN;
  }

  /** The subjects and scopes of a metric, for messages. */
  public String subjects(String metric) {
    List<String> found =
        measurements.stream()
            .filter(m -> m.metric().equals(metric))
            .map(m -> m.subject() + " (" + m.scope() + ")")
            .distinct()
            .sorted()
            .toList();
    return found.isEmpty() ? "nothing" : String.join(", ", found);
  }

  /** The same with the survival of types and the ranks. */
  public Measured with(List<Manifest.Survivors> types, List<Manifest.RankCount> points) {
    return new Measured(measurements, types, points, notes);
  }

  /** Metrics and what they left undefined. */
  public static Measured of(Measurements measured, SortedMap<String, Long> notes) {
    TreeMap<String, Long> all = new TreeMap<>(notes);
    measured.undefined().forEach((metric, times) -> all.put("undefined " + metric, times));
    return new Measured(measured.rows(), List.of(), List.of(), all);
  }
}
