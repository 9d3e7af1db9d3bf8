package ouroboros.policy;

import java.io.Serializable;

/** An amount of real data: a share of R, or units. */
public sealed interface Amount extends Serializable {
  /** {@code {share: s}}, s in (0, 1], of a budget in [0, 1]: rounded to whole units. */
  record Share(double share) implements Amount {}

  /** {@code {units: n}}, n >= 1, of a budget n >= 0. */
  record Units(long units) implements Amount {}

  /** The amount in units, where R has {@code real} units. */
  default long of(long real) {
    if (this instanceof Share s) {
      return Math.round(s.share * real);
    }
    return ((Units) this).units;
  }
}
