package ouroboros.experiment.loop;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the generations of one lineage are sealed, all or nothing.
 *
 * @param <R> the record of a generation
 */
public interface GenerationStore<R> {

  /** The record of generation g, if it is sealed. */
  Optional<R> read(int g);

  /**
   * Seals generation g. Returns the record that is valid from now on: this one, or one that another
   * driver sealed before.
   */
  R seal(int g, R made);

  /** Deletes temporary files, which belong to no generation. */
  default void discard(List<String> scratch) {}

  /**
   * Deletes files of sealed generations that are not needed any more, once g is sealed. They are
   * first recorded with g.
   */
  default void release(int g, Supplier<List<String>> unneeded) {}
}
