package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.Ecosystem;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthMembers;

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
            },
            members(cell, real)),
        metrics(experiment.metrics()),
        cell.safeguards());
  }

  private static @Nullable TruthMembers members(Cell cell, long real) {
    EcosystemSpec spec = cell.ecosystem();
    if (spec == null) {
      return null;
    }
    List<TruthMembers.Member> members = new ArrayList<>();
    boolean isShared = spec.rule().real() == Ecosystem.Real.SHARED;
    for (int k = 0; k < spec.members().size(); k++) {
      EcosystemSpec.Member member = spec.members().get(k);
      long first = isShared ? 0 : spec.rule().part(real, k);
      long own = isShared ? real : spec.rule().part(real, k + 1) - first;
      members.add(
          new TruthMembers.Member(
              ((FamilySpec.Truth) member.family()).truth(),
              member.sampling().temperature(),
              first,
              own,
              cell.size().units(own).orElseThrow()));
    }
    return new TruthMembers(spec.rule(), members);
  }

  private static List<String> metrics(MetricChoice choice) {
    boolean all =
        !(choice instanceof MetricChoice.Listed listed)
            || listed.names().contains("default")
            || listed.names().contains("all");
    return all ? List.of() : ((MetricChoice.Listed) choice).names();
  }
}
