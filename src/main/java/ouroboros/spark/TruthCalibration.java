package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.TruthCells;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.experiment.store.AlarmSeals;
import ouroboros.safeguard.AlarmReference;
import ouroboros.safeguard.AlarmWatch;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.watch.ChartCenter;
import ouroboros.truth.TruthCell;

/**
 * The alarms of a cell with a known truth. A frozen reference is the mean and the standard
 * deviation over lineages of one generation with random numbers that no replicate has.
 */
final class TruthCalibration {
  private TruthCalibration() {}

  /** Cost: for each alarm with a frozen reference, its draws of one generation. */
  static AlarmWatch watch(Experiment experiment, Cell cell) {
    List<ChartCenter> centers = new ArrayList<>();
    for (Safeguard.Alarm alarm : cell.safeguards().alarms()) {
      centers.add(
          AlarmSeals.isFrozen(alarm) ? center(experiment, cell, alarm) : ChartCenter.UNKNOWN);
    }
    return new AlarmWatch(cell.safeguards().alarms(), centers);
  }

  private static ChartCenter center(Experiment experiment, Cell cell, Safeguard.Alarm alarm) {
    TruthCell truth = TruthCells.of(experiment, cell).until(1);
    KnownTruthLineage lineages = KnownTruthLineage.of(truth);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < AlarmSeals.draws(alarm); i++) {
      double[] made = lineages.values(experiment.seed(), AlarmReference.Frozen.replicate(i))[1];
      double value = KnownTruthLineage.watched(truth, made).of(alarm);
      if (!Double.isNaN(value)) {
        values.add(value);
      }
    }
    if (values.size() < 2) {
      throw new SpecException(
          List.of(
              new Problem(
                  experiment.file(),
                  0,
                  "safeguards",
                  "alarm on "
                      + alarm.metric()
                      + ": it is undefined in all draws of the reference but "
                      + values.size()
                      + "; give another metric, or reference: {first: m}")));
    }
    return ChartCenter.of(values);
  }
}
