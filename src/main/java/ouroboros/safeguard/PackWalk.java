package ouroboros.safeguard;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.random.KeyedStream;

/**
 * Judges packs of neighbouring units that came out of the gates before. Not thread-safe.
 *
 * @param gate which gate of the list judges packs, from 0
 * @param random is moved to the numbers of each pack
 */
record PackWalk(
    TextGate.PackFilter filter, int gate, GateTally tally, GateEvents events, KeyedStream random) {

  /** Packs of so many units. */
  int packs(int units) {
    return (units + filter.pack() - 1) / filter.pack();
  }

  /**
   * Judges every pack whose units have all come this far; the units of the others go on.
   *
   * @param words [units] of the candidates
   * @param passed [units] their sentences; null where none came this far, or the pack is dropped
   * @param settled [packs] whether it has passed
   */
  void judge(long[] words, int[] @Nullable [] passed, boolean[] settled) {
    for (int p = 0; p < settled.length; p++) {
      int from = p * filter.pack();
      int to = Math.min(words.length, from + filter.pack());
      if (!settled[p] && IntStream.range(from, to).allMatch(i -> passed[i] != null)) {
        settled[p] = passes(IntStream.range(from, to).toArray(), words, passed);
      }
    }
  }

  /** The same without further candidates: packs of those that came this far. */
  void judgePassed(long[] words, int[] @Nullable [] passed) {
    int[] all = IntStream.range(0, words.length).filter(i -> passed[i] != null).toArray();
    for (int from = 0; from < all.length; from += filter.pack()) {
      int to = Math.min(all.length, from + filter.pack());
      passes(Arrays.copyOfRange(all, from, to), words, passed);
    }
  }

  /** Judges a pack, and drops its units where it does not pass. A short one passes. */
  private boolean passes(int[] places, long[] words, int[] @Nullable [] passed) {
    int[][] sentences = new int[places.length][];
    for (int i = 0; i < places.length; i++) {
      sentences[i] = Objects.requireNonNull(passed[places[i]]);
    }
    random.seek(words[places[0]], Gates.position(gate));
    boolean passes = places.length < filter.pack() || filter.passes(sentences, random);
    tally.judged(gate, places.length, passes ? places.length : 0);
    for (int i = 0; !passes && i < places.length; i++) {
      passed[places[i]] = null;
      events.dropped(gate + 1, words[places[i]], sentences[i]);
    }
    return passes;
  }
}
