package ouroboros.ngram.population;

import ouroboros.random.Key;

/**
 * Which generation is drawn as a population.
 *
 * @param generation the generation word of its random numbers
 * @param part 0 or 1: parts of a generation are independent
 * @param sentences how many sentences it has, up to 1e15
 * @param maxLength tokens after which a sentence is ended by force; 0 for no limit
 * @param drawsUnknown whether {@code <unk>} may be drawn; if not, the other words share its
 *     probability in proportion
 */
public record PopulationDraw(
    Key key, long generation, int part, long sentences, int maxLength, boolean drawsUnknown) {
  /** The most sentences of a generation. */
  public static final long MOST = 1_000_000_000_000_000L;

  public PopulationDraw {
    if (part != 0 && part != 1) {
      throw new IllegalArgumentException("a population has the parts 0 and 1, not " + part);
    }
    if (sentences < 0 || sentences > MOST) {
      throw new IllegalArgumentException(
          "a population has " + sentences + " sentences; it must have 0 to 1e15");
    }
  }

  /** The unit word of the random numbers of a context in a round, which is below 2^31. */
  long word(long round, int context) {
    return (long) part << 63 | round << 32 | context;
  }

  /** The error for counts that do not fit into 64 bits. */
  IllegalStateException overflow() {
    return new IllegalStateException(
        "the "
            + sentences
            + " sentences of generation "
            + generation
            + " have more than 2^63 - 1 tokens; the model hardly ends a sentence, or size is too"
            + " large");
  }
}
