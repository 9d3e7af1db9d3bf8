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

  /** Seals generation g; the record that holds: this one, or one that was sealed before it. */
  R seal(int g, R made);

  /** Deletes files that were written on the way and belong to no generation. */
  default void discard(List<String> scratch) {}

  /** Gives up files of sealed generations once g is sealed: recorded with g, then deleted. */
  default void release(int g, Supplier<List<String>> unneeded) {}
}
