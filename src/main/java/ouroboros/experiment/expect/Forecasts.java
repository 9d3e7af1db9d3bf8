package ouroboros.experiment.expect;

import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.TruthCells;
import ouroboros.law.TruthLaws;
import ouroboros.metric.ForecastRow;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;
import ouroboros.policy.Ecosystem;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;

/**
 * The predictions of the laws for every cell, before anything is drawn. A number without a law has
 * no row.
 */
public final class Forecasts {
  private static final String ALL = "all";
  private static final List<String> TEXT =
      List.of("lost-mass-1", "variance-ratio", "vocabulary-retention");

  private Forecasts() {}

  /**
   * The predictions for cells on text: how much of R's types, or of its variance, is left in S_g
   * and T_g. Sorted.
   */
  public static List<ForecastRow> of(Experiment experiment, TextLaws laws) {
    List<ForecastRow> rows = new ArrayList<>();
    for (Cell cell : experiment.cells()) {
      for (int g = 0; g <= experiment.generations(); g++) {
        for (String metric : TEXT) {
          for (Subject subject : List.of(Subject.SYNTHETIC, Subject.TRAINING)) {
            for (String scope : scopes(cell)) {
              SeriesKey key = new SeriesKey(cell.name(), g, metric, subject, scope);
              laws.of(key).ifPresent(law -> rows.add(new ForecastRow(key, law.mean())));
            }
          }
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  /** All units, then those of each member of an ecosystem. */
  private static List<String> scopes(Cell cell) {
    List<String> scopes = new ArrayList<>(List.of(ALL));
    EcosystemSpec ecosystem = cell.ecosystem();
    for (int k = 0; ecosystem != null && k < ecosystem.members().size(); k++) {
      scopes.add(Ecosystem.scope(k));
    }
    return scopes;
  }

  /**
   * The predictions for cells with a known truth: every measure of every M_g, and what gates let
   * pass of every S_g. Sorted.
   */
  public static List<ForecastRow> ofTruth(Experiment experiment) {
    List<ForecastRow> rows = new ArrayList<>();
    for (Cell cell : experiment.cells()) {
      TruthCell truth = TruthCells.of(experiment, cell);
      TruthLaws laws = TruthLaws.of(truth);
      for (int g = 0; g <= experiment.generations(); g++) {
        if (cell.safeguards().mayAct()) {
          continue;
        }
        add(cell, g, truth.measures(), Subject.MODEL, laws, rows);
        add(cell, g, truth.guarded(), Subject.GUARDED, laws, rows);
      }
    }
    rows.sort(null);
    return rows;
  }

  private static void add(
      Cell cell,
      int g,
      List<Measure> measures,
      Subject subject,
      TruthLaws laws,
      List<ForecastRow> rows) {
    for (Measure measure : measures) {
      SeriesKey key = new SeriesKey(cell.name(), g, measure.metric(), subject, measure.scope());
      laws.expected(g, measure).ifPresent(law -> rows.add(new ForecastRow(key, law.mean())));
    }
  }
}
