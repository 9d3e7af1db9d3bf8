package ouroboros.experiment;

import java.util.OptionalLong;

/** How much is drawn per synthetic generation. */
public sealed interface Size {
  /** The size in units, where R has {@code real} units; empty where the size counts tokens. */
  default OptionalLong units(long real) {
    if (this instanceof Tokens) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(this instanceof Units u ? u.units : real);
  }

  /** As many units as R has. */
  record Real() implements Size {}

  /** So many units, at least 1. */
  record Units(long units) implements Size {}

  /** As many units as are needed for so many tokens, at least 1. */
  record Tokens(long tokens) implements Size {}
}
