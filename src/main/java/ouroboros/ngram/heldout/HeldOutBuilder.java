package ouroboros.ngram.heldout;

import java.util.Arrays;
import ouroboros.ngram.count.ContextOrder;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;

/** Numbers the n-grams and contexts of held-out text. One suffix scan serves all orders. */
public final class HeldOutBuilder {
  private final KeyLayout layout;
  private final CountRun all;
  private final byte[] orders;
  private final int[] numbers;
  private final long[][][] keys;
  private final int[][] shorter;
  private final int[] sizes;
  private int entry;

  HeldOutBuilder(KeyLayout layout, CountRun all, byte[] orders, int[] numbers) {
    this.layout = layout;
    this.all = all;
    this.orders = orders;
    this.numbers = numbers;
    int order = layout.order();
    keys = new long[order + 1][][];
    shorter = new int[order + 1][];
    sizes = new int[order + 1];
    for (int n = 1; n <= order; n++) {
      keys[n] = new long[KeyLayout.ofBits(n, layout.bits()).words()][all.size()];
      shorter[n] = new int[all.size()];
    }
  }

  HeldOut.Level[] levels() {
    SuffixScan.of(all, this::group);
    HeldOut.Level[] levels = new HeldOut.Level[layout.order() + 1];
    for (int n = 1; n <= layout.order(); n++) {
      levels[n] = level(n);
    }
    return levels;
  }

  private void group(
      int n, int kind, long real, long count, long other, int left, long[][] from, int at) {
    if (n == layout.order()) {
      // The longest suffix that is not padding is closed directly after the padded entry that it
      // belongs to.
      orders[entry] = (byte) unpadded(from, at);
      numbers[entry] = sizes[orders[entry]];
      entry++;
    }
    if ((kind & GroupSink.PADDED) != 0) {
      return;
    }
    layout.truncate(from, at, KeyLayout.ofBits(n, layout.bits()), keys[n], sizes[n]);
    shorter[n][sizes[n]] = n == 1 ? 0 : sizes[n - 1];
    sizes[n]++;
  }

  private int unpadded(long[][] from, int at) {
    for (int p = 1; p < layout.order(); p++) {
      if (layout.token(from, at, p) == ouroboros.text.Vocabulary.BOS) {
        return p + 1;
      }
    }
    return layout.order();
  }

  private HeldOut.Level level(int n) {
    int size = sizes[n];
    KeyLayout own = KeyLayout.ofBits(n, layout.bits());
    long[][] grams = new long[own.words()][];
    for (int w = 0; w < grams.length; w++) {
      grams[w] = Arrays.copyOf(keys[n][w], size);
    }
    int[] context = new int[size];
    if (n == 1) {
      return new HeldOut.Level(own, grams, new int[size], context, new long[1][1], 1);
    }
    ContextOrder sorted = ContextOrder.of(own, grams, size);
    KeyLayout contextLayout = KeyLayout.ofBits(n - 1, layout.bits());
    long[][] contextKeys = new long[contextLayout.words()][size];
    int contexts = 0;
    for (int i = 0; i < size; i++) {
      if (sorted.startsContext(i)) {
        contextOf(own, grams, sorted.order()[i], contextLayout, contextKeys, contexts++);
      }
      context[sorted.order()[i]] = contexts - 1;
    }
    for (int w = 0; w < contextKeys.length; w++) {
      contextKeys[w] = Arrays.copyOf(contextKeys[w], contexts);
    }
    return new HeldOut.Level(
        own, grams, Arrays.copyOf(shorter[n], size), context, contextKeys, contexts);
  }

  /**
   * Writes the context of entry {@code i}, which is all tokens but the last, to entry {@code j} of
   * a shorter layout. Tokens beyond the order of that layout are cut off.
   */
  public static void contextOf(
      KeyLayout layout, long[][] keys, int i, KeyLayout shorter, long[][] into, int j) {
    int n = shorter.order();
    if (layout.words() == 1) {
      // Older tokens may follow position n of the longer key; they are cut off.
      long tail = keys[0][i] >>> ((layout.order() - n - 1) * layout.bits());
      into[0][j] = tail & ((1L << (n * layout.bits())) - 1);
      return;
    }
    for (int w = 0; w < into.length; w++) {
      into[w][j] = 0;
    }
    for (int p = 0; p < n; p++) {
      into[shorter.word(p)][j] |= (long) layout.token(keys, i, p + 1) << shorter.shift(p);
    }
  }
}
