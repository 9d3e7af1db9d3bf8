package ouroboros.experiment.loop;

import java.util.List;

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

  /** The decision that the lineage always goes on. */
  static <R> AfterSeal<R> none() {
    return past -> Decision.CONTINUE;
  }
}
