package ouroboros.policy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recipe is cooked from, in units.
 *
 * @param real units of R
 * @param reserve units of reserve; {@link #ENDLESS} where the truth is known
 * @param size units drawn per synthetic generation
 * @param synthetics units of S_1, S_2 .. as far as they are drawn (and passed)
 */
public record AvailableUnits(long real, long reserve, long size, List<Long> synthetics)
    implements Serializable {
  /** The reserve of a known truth, which can always be asked again. */
  public static final long ENDLESS = 1L << 47;

  /** Of so many units that every share is some: for questions whose answer is the same for all. */
  static final AvailableUnits NOMINAL = ofCorpus(1L << 40, 1L << 40, 1L << 40);

  public AvailableUnits {
    synthetics = List.copyOf(synthetics);
  }

  /** Of a corpus, before anything is drawn. */
  public static AvailableUnits ofCorpus(long real, long reserve, long size) {
    return new AvailableUnits(real, reserve, size, List.of());
  }

  /** Of a known truth, before anything is drawn. */
  public static AvailableUnits ofTruth(long real, long size) {
    return new AvailableUnits(real, ENDLESS, size, List.of());
  }

  /** With the next S_j of so many units. */
  public AvailableUnits and(long units) {
    List<Long> more = new ArrayList<>(synthetics);
    more.add(units);
    return new AvailableUnits(real, reserve, size, more);
  }

  /**
   * With S_1 .. S_g drawn, each of as many units as the policy draws; what is drawn already stays.
   *
   * <p>So a loop over g may go on from the stock of the generation before: {@code stock =
   * stock.after(policy, g)}. With g = 0 it is this stock.
   */
  public AvailableUnits after(Policy policy, int g) {
    AvailableUnits stock = this;
    for (int j = synthetics.size() + 1; j <= g; j++) {
      stock = stock.and(policy.syntheticUnits(j, stock));
    }
    return stock;
  }

  /** Units of S_j, j >= 1. */
  public long synthetic(int j) {
    if (j < 1 || j > synthetics.size()) {
      throw new IllegalStateException(
          "S_" + j + " was asked for, but S_1 .. S_" + synthetics.size() + " are drawn.");
    }
    return synthetics.get(j - 1);
  }

  boolean isEndless() {
    return reserve == ENDLESS;
  }
}
