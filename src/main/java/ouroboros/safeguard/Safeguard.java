package ouroboros.safeguard;

import java.io.Serializable;
import java.util.Locale;
import ouroboros.random.KeyedStream;

/**
 * A gate between S_g and S'_g, as an experiment names it. This type is the catalogue.
 *
 * <p>Its decision about a candidate is a pure function of the random numbers of the gate and the
 * candidate, so any unit of S'_g can be drawn again, anywhere.
 */
public sealed interface Safeguard extends Serializable {

  /**
   * Whether a candidate passes.
   *
   * @param random numbers of this gate and this candidate alone
   */
  boolean passes(KeyedStream random);

  /** The name in a spec. */
  default String kind() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * The control: drops a share of the candidates at random. Next to another gate it separates what
   * that gate chooses from how little it leaves.
   *
   * @param share probability that a candidate is dropped, in [0, 1)
   */
  record Thin(double share) implements Safeguard {
    @Override
    public boolean passes(KeyedStream random) {
      return random.nextDouble() >= share;
    }
  }
}
