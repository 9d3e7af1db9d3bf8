package ouroboros.experiment;

import java.util.List;
import java.util.Objects;
import ouroboros.truth.TruthCell;

/** Converts cells of an experiment to the form that the room {@code truth} runs. */
public final class TruthCells {
  private TruthCells() {}

  /** The cell in that form. Its family must have a known truth. */
  public static TruthCell of(Experiment experiment, Cell cell) {
    long real = Objects.requireNonNull(cell.real());
    return new TruthCell(
        ((FamilySpec.Truth) cell.family()).truth(),
        cell.policy(),
        real,
        cell.size().units(real).orElseThrow(),
        experiment.generations(),
        new TruthCell.Drawing(
            cell.sampling().temperature(),
            switch (cell.sampling().backend()) {
              case AUTO -> TruthCell.Backend.AUTO;
              case SENTENCES -> TruthCell.Backend.POINTS;
              case POPULATION -> TruthCell.Backend.POPULATION;
            }),
        metrics(experiment.metrics()),
        cell.safeguards());
  }

  private static List<String> metrics(MetricChoice choice) {
    boolean all =
        !(choice instanceof MetricChoice.Listed listed)
            || listed.names().contains("default")
            || listed.names().contains("all");
    return all ? List.of() : ((MetricChoice.Listed) choice).names();
  }
}
