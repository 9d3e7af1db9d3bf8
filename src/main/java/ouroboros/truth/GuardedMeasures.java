package ouroboros.truth;

import java.util.ArrayList;
import java.util.List;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.safeguard.SafeguardList;

/** What is measured of the safeguards of a cell, and what is counted for {@code gates.csv}. */
public final class GuardedMeasures {
  /** Numbers that are counted for each gate: offered, kept, real points dropped. */
  public static final int COUNTS = 3;

  private static final String ALL = "all";

  private GuardedMeasures() {}

  /** The metrics of subject {@code guarded}; none without gates. */
  static List<Measure> of(List<Gate> gates) {
    List<Measure> measures = new ArrayList<>();
    if (gates.isEmpty()) {
      return measures;
    }
    for (int k = 1; k <= gates.size(); k++) {
      measures.add(new Measure("gate-kept", "gate=" + k));
    }
    for (String metric : List.of("candidates", "real-units-used", "contamination")) {
      measures.add(new Measure(metric, ALL));
    }
    if (gates.stream().anyMatch(gate -> gate.judge() instanceof Safeguard.Review)) {
      measures.add(new Measure("reviewed-units", ALL));
    }
    return measures;
  }

  /** The names of the metrics of subject {@code guarded}; none without gates. */
  public static List<String> names(SafeguardList safeguards) {
    return of(safeguards.gates()).stream().map(Measure::metric).distinct().toList();
  }

  /** The columns of the counts of the gates, {@value #COUNTS} for each; no metrics. */
  static List<Measure> counts(List<Gate> gates) {
    List<Measure> counts = new ArrayList<>();
    for (int k = 1; k <= gates.size(); k++) {
      for (String count : List.of("offered", "kept", "real-dropped")) {
        counts.add(new Measure(count, "gate=" + k));
      }
    }
    return counts;
  }

  /** The value of a measure of a generation g >= 1. */
  static double value(Measure measure, PointTally tally, UsedPoints used) {
    int gate =
        measure.scope().equals(ALL)
            ? 0
            : Integer.parseInt(measure.scope().substring("gate=".length())) - 1;
    return switch (measure.metric()) {
      case "gate-kept" -> (double) tally.kept(gate) / tally.offered(gate);
      case "candidates" -> (double) tally.offered(0) / tally.units();
      case "real-units-used" -> used.real();
      case "contamination" -> used.contamination();
      case "reviewed-units" -> tally.reviews();
      case "offered" -> tally.offered(gate);
      case "kept" -> tally.kept(gate);
      case "real-dropped" -> tally.realDropped(gate);
      default -> Double.NaN;
    };
  }
}
