package ouroboros.ngram.population;

import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

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

  private static final int GROUPS = 48;

  public PopulationDraw {
    if (part != 0 && part != 1) {
      throw new IllegalArgumentException("a population has the parts 0 and 1, not " + part);
    }
    if (sentences < 0 || sentences > MOST) {
      throw new IllegalArgumentException(
          "a population has " + sentences + " sentences; it must have 0 to 1e15");
    }
  }

  /**
   * A group of the sentences of a generation; groups are independent. Groups 0 and 1 are the parts
   * of that number; 2i and 2i + 1 have i in the bits from 48 on of the generation word, which no
   * generation, author or member reaches.
   *
   * @param group number, below 2^16
   */
  public static PopulationDraw ofGroup(
      Key key, long generation, int group, long sentences, int maxLength, boolean drawsUnknown) {
    long word = generation | (long) (group >>> 1) << GROUPS;
    return new PopulationDraw(key, word, group & 1, sentences, maxLength, drawsUnknown);
  }

  /** The number of the generation, without its group. */
  public int number() {
    return (int) generation;
  }

  /** Random numbers of a round; {@code seek} goes to the {@link #word} of a context. */
  KeyedStream stream(long round) {
    return key.stream(generation, Purpose.POPULATION, word(round, 0));
  }

  /**
   * The unit word of the random numbers of a context in a round, which is below 2^31; below 2^20
   * where contexts have more than 32 bits.
   *
   * @param context below 2^43; its 32 low bits are those of the word, the others stand above the
   *     round
   */
  long word(long round, long context) {
    return (long) part << 63 | context >>> 32 << 52 | round << 32 | (context & 0xffff_ffffL);
  }

  /** The error for counts that do not fit into 64 bits. */
  public IllegalStateException overflow() {
    return new IllegalStateException(
        "the "
            + sentences
            + " sentences of generation "
            + number()
            + " have more than 2^63 - 1 tokens; the model hardly ends a sentence, or size is too"
            + " large");
  }
}
