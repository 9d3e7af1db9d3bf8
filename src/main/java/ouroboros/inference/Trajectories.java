package ouroboros.inference;

import java.util.Optional;

/** The trajectories of a run: what verdicts are made of. */
@FunctionalInterface
public interface Trajectories {
  /** One trajectory; empty where nothing of it was measured. */
  Optional<Trajectory> of(String cell, Quantity quantity);
}
