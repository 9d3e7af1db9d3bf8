package ouroboros.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
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

  /**
   * The alarms of each model of a cell. Cost: for each alarm with a frozen reference, its draws of
   * one generation.
   */
  static List<AlarmWatch> watches(Experiment experiment, Cell cell) {
    int models = cell.models();
    List<List<ChartCenter>> centers = new ArrayList<>();
    for (Safeguard.Alarm alarm : cell.safeguards().alarms()) {
      centers.add(
          AlarmSeals.isFrozen(alarm)
              ? centers(experiment, cell, models, alarm)
              : Collections.nCopies(models, ChartCenter.UNKNOWN));
    }
    return IntStream.range(0, models)
        .mapToObj(
            k ->
                new AlarmWatch(
                    cell.safeguards().alarms(), centers.stream().map(each -> each.get(k)).toList()))
        .toList();
  }

  private static List<ChartCenter> centers(
      Experiment experiment, Cell cell, int models, Safeguard.Alarm alarm) {
    TruthCell truth = TruthCells.of(experiment, cell).until(1);
    KnownTruthLineage lineages = KnownTruthLineage.of(truth);
    List<double[]> made = new ArrayList<>();
    for (int i = 0; i < AlarmSeals.draws(alarm); i++) {
      made.add(lineages.values(experiment.seed(), AlarmReference.Frozen.replicate(i))[1]);
    }
    return IntStream.range(0, models)
        .mapToObj(
            k ->
                center(
                    experiment,
                    alarm,
                    made.stream()
                        .map(each -> KnownTruthLineage.watched(truth, k, each).of(alarm))
                        .filter(value -> !Double.isNaN(value))
                        .toList()))
        .toList();
  }

  private static ChartCenter center(
      Experiment experiment, Safeguard.Alarm alarm, List<Double> values) {
    if (values.size() < 2) {
      throw new SpecException(
          List.of(
              experiment.problem(
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
