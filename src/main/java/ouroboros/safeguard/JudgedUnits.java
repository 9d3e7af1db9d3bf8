package ouroboros.safeguard;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What came out of the gates for some units: the sentence of each unit that passed. Valid until the
 * arrays are changed.
 */
public final class JudgedUnits {
  private final long[] units;
  private final long[] words;
  private final int[] @Nullable [] sentences;
  private final BitSet edited;
  private final int[] copies;
  private final long[] weights;

  JudgedUnits(
      long[] units,
      long[] words,
      int[] @Nullable [] sentences,
      BitSet edited,
      int[] copies,
      long[] weights) {
    this.copies = copies;
    this.weights = weights;
    this.units = units;
    this.words = words;
    this.sentences = sentences;
    this.edited = edited;
  }

  /** How many units were judged. */
  public int size() {
    return units.length;
  }

  /** The number of the unit at a place. */
  public long unit(int place) {
    return units[place];
  }

  /** Whether the unit at a place passed. */
  public boolean passed(int place) {
    return sentences[place] != null;
  }

  /** How often the unit at a place counts; 0 where it did not pass. */
  public int copies(int place) {
    return passed(place) ? copies[place] : 0;
  }

  /** The weight of each copy of the unit at a place, in fixed point; only where it passed. */
  public long weight(int place) {
    return weights[place];
  }

  /** Whether nothing takes the place of a unit that did not pass: a gate took it not at all. */
  public boolean leavesGap(int place) {
    return copies[place] == 0;
  }

  /** The counter word of the candidate that passed; only where the unit passed. */
  public long word(int place) {
    return words[place];
  }

  /** The sentence that came out of the last gate; only where the unit passed. */
  public int[] sentence(int place) {
    int[] sentence = sentences[place];
    if (sentence == null) {
      throw new IllegalArgumentException("unit " + units[place] + " did not pass");
    }
    return sentence;
  }

  /** Whether people wrote the sentence at a place. */
  public boolean edited(int place) {
    return edited.get(place);
  }

  /** How many units passed, copies counted. */
  public int passed() {
    return IntStream.range(0, units.length).map(this::copies).sum();
  }
}
