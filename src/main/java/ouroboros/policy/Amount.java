package ouroboros.policy;

import java.io.Serializable;

/** An amount of real data: a share of R, units, or tokens. */
public sealed interface Amount extends Serializable {
  /** {@code {share: s}}, s in (0, 1], of a budget in [0, 1]: rounded to whole units. */
  record Share(double share) implements Amount {}

  /** {@code {units: n}}, n >= 1, of a budget n >= 0. */
  record Units(long units) implements Amount {}

  /**
   * {@code {tokens: n}}, n >= 1: the fewest units of R that have n tokens, in the order in which
   * they are chosen. Of the reserve, the slices 1 .. k are together the fewest units that have k n
   * tokens, in the order in which it is used up.
   */
  record Tokens(long tokens) implements Amount {}

  /** Whether it is zero, whatever R is. */
  default boolean isNone() {
    return equals(new Share(0)) || equals(new Units(0));
  }

  /** The amount in units; of tokens only where {@code stock} says how many units have them. */
  default long of(AvailableUnits stock) {
    return this instanceof Tokens ? stock.units(1) : of(stock.real());
  }

  /**
   * The units of a slice of the reserve, where all slices are of this amount.
   *
   * @param number of the slice, from 1
   */
  default long slice(long number, AvailableUnits stock) {
    return this instanceof Tokens
        ? stock.units(number) - stock.units(number - 1)
        : of(stock.real());
  }

  /** The amount in units, where R has {@code real} units; not of tokens. */
  default long of(long real) {
    if (this instanceof Share s) {
      return Math.round(s.share * real);
    }
    return ((Units) this).units;
  }
}
