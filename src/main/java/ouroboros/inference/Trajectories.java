package ouroboros.inference;

import java.util.Optional;

/** The trajectories of a run, from which verdicts are computed. */
@FunctionalInterface
public interface Trajectories {
  /** The trajectory of one quantity in one cell; empty if it was not measured. */
  Optional<Trajectory> of(String cell, Quantity quantity);
}
