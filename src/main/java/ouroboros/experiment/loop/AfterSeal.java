package ouroboros.experiment.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ouroboros.experiment.Cell;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.RecipeLine;
import ouroboros.safeguard.AlarmAction;

/**
 * Decides what happens after a generation is sealed. It is a pure function of what is sealed, so
 * that a resumed run decides the same.
 *
 * @param <R> the record of a generation
 */
public interface AfterSeal<R> {

  /** What follows. */
  enum Decision {
    CONTINUE,
    /** The lineage ends here; others go on. */
    STOP
  }

  /**
   * Decides.
   *
   * @param past the records of generations 0 .. g; g was sealed last
   */
  Decision decide(List<R> past);

  /**
   * Lines that join the recipe of T_g, because of what is sealed; usually none.
   *
   * @param past the records of generations 0 .. g - 1
   */
  default List<RecipeLine> joins(List<R> past, AvailableUnits available) {
    return List.of();
  }

  /**
   * What is to be noted about the lines that join the recipe of T_g, with how often; usually
   * nothing.
   *
   * @param past the records of generations 0 .. g - 1
   */
  default Map<String, Long> notes(List<R> past, AvailableUnits available) {
    return Map.of();
  }

  /**
   * The number of the model that S_g is drawn from; usually g - 1.
   *
   * @param past the records of generations 0 .. g - 1
   */
  default int drawnFrom(List<R> past) {
    return past.size() - 1;
  }

  /**
   * The settings with which S_g is drawn, if an alarm has changed them.
   *
   * @param past the records of generations 0 .. g - 1
   */
  default Optional<AlarmAction.Set> sampling(List<R> past) {
    return Optional.empty();
  }

  /**
   * The family of M_g, if an alarm has changed it. S_g is drawn from a model of this family, fitted
   * to T_{g-1}.
   *
   * @param past the records of generations 0 .. g - 1
   */
  default Optional<AlarmAction.Switch> family(List<R> past) {
    return Optional.empty();
  }

  /**
   * A cell with what alarms have changed before S_g is drawn.
   *
   * @param past the records of generations 0 .. g - 1
   */
  default Cell cell(Cell own, List<R> past) {
    Cell drawn = sampling(past).map(own::with).orElse(own);
    return family(past).map(drawn::with).orElse(drawn);
  }

  /** The decision that the lineage always goes on. */
  static <R> AfterSeal<R> none() {
    return past -> Decision.CONTINUE;
  }
}
