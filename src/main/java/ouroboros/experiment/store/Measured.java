package ouroboros.experiment.store;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;

/**
 * Everything that was measured of a text or a generation.
 *
 * @param measurements metrics
 * @param survival of R's n-gram types in S_g
 * @param ranks rank-frequency of S_g (g = 0: of R)
 * @param notes what was truncated, fallen back on or undefined, with counts
 */
public record Measured(
    List<Measurement> measurements,
    List<Manifest.Survivors> survival,
    List<Manifest.RankCount> ranks,
    SortedMap<String, Long> notes) {

  /** What a manifest does not name is empty. */
  @SuppressWarnings("NullAway") // Jackson leaves out what is not there
  public Measured {
    measurements = measurements == null ? List.of() : List.copyOf(measurements);
    survival = survival == null ? List.of() : List.copyOf(survival);
    ranks = ranks == null ? List.of() : List.copyOf(ranks);
    notes = notes == null ? new TreeMap<>() : notes;
  }

  /** Metrics and what they left undefined. */
  public static Measured of(Measurements measured, SortedMap<String, Long> notes) {
    TreeMap<String, Long> all = new TreeMap<>(notes);
    measured.undefined().forEach((metric, times) -> all.put("undefined " + metric, times));
    return new Measured(measured.rows(), List.of(), List.of(), all);
  }
}
