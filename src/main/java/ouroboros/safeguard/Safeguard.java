package ouroboros.safeguard;

import java.io.Serializable;
import java.util.Locale;
import ouroboros.random.KeyedStream;

/** A safeguard, as an experiment names it. This type is the catalogue. */
public sealed interface Safeguard extends Serializable {

  /**
   * The name in a spec: {@code best-of} for {@code BestOf}. Variants such as {@code
   * DetectorByRates} are all {@code detector}.
   */
  default String kind() {
    return getClass()
        .getSimpleName()
        .replaceFirst("(?<=[a-z])By[A-Z].*$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * A gate between S_g and S'_g. Its decision about a candidate is a pure function of the candidate
   * and of the random numbers that belong to this gate and this candidate. So any unit of S'_g can
   * be drawn again, on any machine.
   */
  sealed interface Gate extends Safeguard {}

  /** A gate that decides by its random numbers alone, so that candidates need not be drawn. */
  sealed interface Blind extends Gate {
    /**
     * Whether a candidate passes.
     *
     * @param random the random numbers that belong only to this gate and this candidate
     */
    boolean passes(KeyedStream random);
  }

  /**
   * The control: drops a share of the candidates at random. Compared with another gate that drops
   * the same share, it shows which effects come from the choice of that gate and which only from
   * the smaller number of units.
   *
   * <p><b>{@code share} is what is DROPPED, not what is kept:</b> with 0.9, one candidate in ten
   * passes.
   *
   * @param share probability that a candidate is DROPPED, in [0, 1)
   */
  record Thin(double share) implements Blind {
    @Override
    public boolean passes(KeyedStream random) {
      return random.nextDouble() >= share;
    }
  }
}
