package ouroboros.safeguard;

import java.util.List;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * What the revisers of a list make of a sentence that is known to pass its other gates. Not
 * thread-safe.
 */
public final class Revision {
  private final List<TextGate> ready;
  private final int from;
  private final int to;
  private final KeyedStream random;

  /**
   * @param ready the gates of the list
   * @param from the first of those that revise
   * @param to the first that does not any more
   */
  public Revision(Gates gates, List<TextGate> ready, int from, int to) {
    this.ready = List.copyOf(ready);
    this.from = from;
    this.to = to;
    random = gates.key().stream(gates.generation(), Purpose.GATE, 0);
  }

  /** The sentence of a candidate after these gates. */
  public int[] revise(long word, int[] sentence) {
    int[] revised = sentence;
    for (int k = from; k < to; k++) {
      if (ready.get(k) instanceof TextGate.Reviser reviser) {
        random.seek(word, Gates.position(k));
        revised = reviser.revise(revised, random);
      }
    }
    return revised;
  }
}
