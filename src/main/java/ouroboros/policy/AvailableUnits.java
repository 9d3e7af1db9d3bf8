package ouroboros.policy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The units that are available to a recipe, for each source.
 *
 * @param real units of R
 * @param reserve units of reserve; {@link #ENDLESS} where the truth is known
 * @param size units drawn per synthetic generation
 * @param synthetics units of S_1, S_2 .., as far as they are drawn (with safeguards: units that
 *     passed)
 * @param chosen where the policy asks for n tokens of real text: number k, from 0, is how many
 *     units of R or of the reserve have (k + 1) n tokens; further numbers grow evenly. Empty
 *     elsewhere
 */
public record AvailableUnits(
    long real, long reserve, long size, List<Long> synthetics, List<Long> chosen)
    implements Serializable {
  /** The reserve of a known truth: new points can always be drawn from the truth. */
  public static final long ENDLESS = 1L << 58;

  /**
   * So many units that no share rounds to 0. For questions whose answer does not depend on the
   * sizes.
   */
  static final AvailableUnits NOMINAL =
      ofCorpus(1L << 40, 1L << 40, 1L << 40).choosing(List.of(1L << 40));

  public AvailableUnits {
    synthetics = List.copyOf(synthetics);
    chosen = List.copyOf(chosen);
  }

  /** The units of a corpus, before anything is drawn. */
  public static AvailableUnits ofCorpus(long real, long reserve, long size) {
    return new AvailableUnits(real, reserve, size, List.of(), List.of());
  }

  /** The units of a known truth, before anything is drawn. */
  public static AvailableUnits ofTruth(long real, long size) {
    return new AvailableUnits(real, ENDLESS, size, List.of(), List.of());
  }

  /** The same where so many units have once, twice, .. the tokens that the policy asks for. */
  public AvailableUnits choosing(List<Long> units) {
    return new AvailableUnits(real, reserve, size, synthetics, units);
  }

  /** How many real units have so many times the tokens that the policy asks for. */
  long units(long times) {
    int known = chosen.size();
    if (times == 0) {
      return 0;
    }
    if (known == 0) {
      throw new IllegalStateException("it is not known how many units have the tokens");
    }
    long last = chosen.get(known - 1);
    return times <= known ? chosen.get((int) times - 1) : last + (times - known) * (last / known);
  }

  /**
   * The same where an amount of tokens is that of units of mean length: R's, or the reserve's where
   * the policy takes from it.
   *
   * @param realTokens tokens of R
   * @param reserveTokens tokens of the reserve
   */
  public AvailableUnits choosing(Policy policy, long realTokens, long reserveTokens) {
    if (!(policy.real() instanceof Amount.Tokens asked)) {
      return this;
    }
    double units =
        policy.usesReserve()
            ? Math.floor((double) asked.tokens() * reserve / Math.max(1, reserveTokens))
            : Math.rint((double) asked.tokens() * real / Math.max(1, realTokens));
    return choosing(List.of(Math.max(1, (long) units)));
  }

  /** The same with the next S_j, which has {@code units} units. */
  public AvailableUnits and(long units) {
    List<Long> more = new ArrayList<>(synthetics);
    more.add(units);
    return new AvailableUnits(real, reserve, size, more, chosen);
  }

  /**
   * The same with S_1 .. S_g. Each S_j that is missing gets as many units as the policy draws.
   *
   * <p>A loop over g can go on from the value of the generation before: {@code stock =
   * stock.after(policy, g)}. With g = 0 nothing changes.
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
