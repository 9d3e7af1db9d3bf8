package ouroboros.safeguard;

import java.util.Locale;

/** What replaces a candidate that did not pass. */
public enum Refill {
  /** The next candidate of the unit. */
  REDRAW,
  /** Nothing: S'_g has fewer units. */
  SHRINK,
  /** A unit of R, drawn with replacement. */
  REAL;

  /** The name in a spec. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
