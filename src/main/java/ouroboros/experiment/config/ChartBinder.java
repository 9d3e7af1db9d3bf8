package ouroboros.experiment.config;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.safeguard.watch.Chart;
import ouroboros.safeguard.watch.RunLength;

/**
 * Binds {@code chart} of an alarm: one method per kind. Instead of its limit each takes {@code
 * arl0}, the mean run length without change, from which the limit follows.
 */
final class ChartBinder {
  static final String KEY = "chart";

  /** The chart, and the only metric that it watches. */
  static final String PSI = "psi";

  private static final String EXAMPLE = "{kind: cusum, k: 0.5, h: 5}";
  private static final String ARL0 = "arl0";
  private static final Range RUN_LENGTH =
      new Range("a number in [2, 1e9]", 2, 1e9, Range.Ends.BOTH);
  private static final Range LIMIT = new Range("a number in (0, 100]", 0, 100, Range.Ends.HIGH);
  private static final Range REFERENCE = new Range("a number in (0, 10]", 0, 10, Range.Ends.HIGH);
  private static final Range WEIGHT =
      new Range("a number in [0.001, 1]", 0.001, 1, Range.Ends.BOTH);

  static final Kinds<Chart> KINDS =
      new Kinds<Chart>("chart")
          .kind("threshold", ChartBinder::threshold)
          .kind("shewhart", ChartBinder::shewhart)
          .kind("cusum", ChartBinder::cusum)
          .kind("ewma", ChartBinder::ewma)
          .kind(PSI, ChartBinder::psi);

  private ChartBinder() {}

  /** Whether the chart of an alarm is {@code psi}. */
  static boolean isPsi(Section alarm) {
    return KindForms.kind(alarm, KEY, KINDS.names()).equals(PSI);
  }

  /** The chart; after a problem any other one. */
  static Chart bind(Section alarm) {
    if (!alarm.has(KEY)) {
      alarm.section(KEY, EXAMPLE);
      return new Chart.Shewhart(3);
    }
    Section section = KindForms.section(alarm, KEY, KINDS.names(), EXAMPLE, Map.of());
    Chart chart = section == null ? null : KINDS.bind(section);
    return chart == null ? new Chart.Shewhart(3) : chart;
  }

  /** The run length that is given instead of a limit; null where the limit counts. */
  private static @Nullable Double runLength(Section section, String limit) {
    if (section.take(ARL0) == null) {
      return null;
    }
    if (section.take(limit) != null) {
      section.problem(ARL0, "is given together with " + limit + "; give one of them");
    }
    return section.required(ARL0, Types.number(RUN_LENGTH));
  }

  private static Chart threshold(Section section) {
    boolean below = section.take("below") != null;
    boolean above = section.take("above") != null;
    Double arl0 = runLength(section, below ? "below" : "above");
    if (!below && !above && arl0 == null) {
      section.problem("kind", "threshold needs below, above, or arl0 for both");
    }
    Double low = below ? section.required("below", Types.number(Range.FINITE)) : null;
    Double high = above ? section.required("above", Types.number(Range.FINITE)) : null;
    if (low != null && high != null && low > high) {
      section.problem(
          "below", low + " is greater than above, " + high + "; every value would fire");
    }
    return new Chart.Threshold(low, high, arl0);
  }

  private static Chart shewhart(Section section) {
    Double arl0 = runLength(section, "sd");
    return new Chart.Shewhart(
        arl0 == null
            ? section.optional("sd", Types.number(LIMIT), 3.0)
            : RunLength.shewhartLimit(arl0));
  }

  private static Chart cusum(Section section) {
    double k = section.optional("k", Types.number(REFERENCE), 0.5);
    Double arl0 = runLength(section, "h");
    if (arl0 == null) {
      return new Chart.Cusum(k, section.optional("h", Types.number(LIMIT), 5.0));
    }
    double least = RunLength.shewhart(k, 0);
    if (arl0 <= least) {
      section.problem(
          ARL0,
          arl0
              + " is out of reach: with k "
              + k
              + " even h 0 has a mean run length of "
              + String.format(Locale.ROOT, "%.1f", least)
              + "; give a smaller k");
      return new Chart.Cusum(k, 1);
    }
    return new Chart.Cusum(k, RunLength.cusumLimit(k, arl0));
  }

  private static Chart ewma(Section section) {
    double lambda = section.optional("lambda", Types.number(WEIGHT), 0.1);
    Double arl0 = runLength(section, "limit");
    return new Chart.Ewma(
        lambda,
        arl0 == null
            ? section.optional("limit", Types.number(LIMIT), 2.814)
            : RunLength.ewmaLimit(lambda, arl0));
  }

  private static Chart psi(Section section) {
    Double arl0 = runLength(section, "above");
    double above = arl0 == null ? section.optional("above", Types.number(Range.POSITIVE), 0.2) : 0;
    return new Chart.Psi(above, arl0);
  }
}
