package ouroboros.experiment.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A store in memory that outlives its driver, which may be killed before or after any seal. */
final class ToyStore implements GenerationStore<ToyFamily.Made> {
  /** What is sealed, by generation. */
  final Map<Integer, ToyFamily.Made> sealed = new TreeMap<>();

  /**
   * What was asked for, in order: {@code seal 1}, {@code discard [scratch-1]}, {@code release 1}.
   */
  final List<String> calls = new ArrayList<>();

  private int cut = -1;
  private boolean isCutBefore;

  /** The end of the driver. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The driver dies when generation g is fitted and not sealed. */
  void cutBefore(int g) {
    cut = g;
    isCutBefore = true;
  }

  /** The driver dies when generation g is just sealed. */
  void cutAfter(int g) {
    cut = g;
    isCutBefore = false;
  }

  /** A new driver. */
  void restart() {
    cut = -1;
    calls.clear();
  }

  @Override
  public Optional<ToyFamily.Made> read(int g) {
    return Optional.ofNullable(sealed.get(g));
  }

  @Override
  public ToyFamily.Made seal(int g, ToyFamily.Made made) {
    if (cut == g && isCutBefore) {
      throw new Killed();
    }
    calls.add("seal " + g);
    if (sealed.putIfAbsent(g, made) != null) {
      throw new AssertionError("generation " + g + " was sealed before");
    }
    if (cut == g) {
      throw new Killed();
    }
    return made;
  }

  @Override
  public void discard(List<String> scratch) {
    calls.add("discard " + scratch);
  }

  @Override
  public void release(int g, Supplier<List<String>> unneeded) {
    calls.add("release " + g + " " + unneeded.get());
  }
}
